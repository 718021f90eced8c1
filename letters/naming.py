"""Find whom else the words of a letter name, and which other homes (§7, §11)."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Q

from housing_alerts.customers.models import Asset, Customer, Membership, fold
from housing_alerts.staff.models import Colleague, Organisation
from housing_alerts.staff.names import names_of

if TYPE_CHECKING:
    from .models import Letter

_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_OWNED = re.compile(r"['’]s\b")
_CAPITALS = r"[A-Z][\w'’-]+"
_STREETS = """
road rd street close cl lane ln avenue ave drive way court place gardens gdns crescent terrace walk rise view yard house hill park
grove square mews row green parade quay meadow meadows villas buildings lodge cottage cottages path vale
"""
_STREET = "|".join(_STREETS.split())
_WITHIN = r"\b(?:Flat|Room|Unit|Apartment) \d+\w?\b"
_DOOR = re.compile(rf"{_WITHIN}(?:,? {_CAPITALS})*|\b\d{{1,4}}[A-Za-z]?,? (?:{_CAPITALS} ){{1,3}}(?i:{_STREET})\b")
_PLAIN_DOOR = re.compile(rf"\b\d{{1,4}}[a-z]? [a-z]{{3,}} (?:{_STREET})\b")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_MOST = 3
"""The most other customers that one letter asks about: it is no way to find out who is one."""


def questions(letter: "Letter", said: str, typed: str, *, on: date) -> list[str]:
    """P7c P11a List the questions about the people and the homes that a letter names, each in a sentence.

    A restricted file is asked about in the words of any other, so that no question tells of it or of its home.

    :param said: every text of the letter.
    :param typed: the texts that people wrote.
    :param on: the day for which the homes of people are looked up.
    """
    customer = letter.customer
    at_home = _named(said, _household(customer, on), customer)
    nearby = _named(said, _neighbours(customer, on), customer)
    asked = [f"The letter names {each}, who lives with {customer}. Whoever opens it may read that." for each in at_home]
    asked += [
        f"The letter names {each}, who lives nearby. That can put them at risk, whether or not they told us anything."
        for each in nearby
    ]
    known = [fold(each.full_name) for each in [*at_home, *nearby]]
    asked += [
        f"The letter names {name}, another customer. That can put them at risk, whether or not they told us anything."
        for name in _elsewhere(typed, letter, known)
    ]
    asked += [
        f"The letter says “{place}”, where {customer} does not live. If it is somebody's home, they can be found there."
        for place in _other_places(typed, letter)
    ]
    return asked


def without_doors(typed: str) -> str:
    """Return the text without the doors that it names: “12 May Street” names no day."""
    return _PLAIN_DOOR.sub("", _DOOR.sub("", typed))


def _named(said: str, people: Iterable[Customer], customer: Customer) -> list[Customer]:
    """List the people whose whole name, or whose surname after a title, is in the text, except the customer's namesakes."""
    folded = _folded(said)
    others = [person for person in people if fold(person.full_name) != fold(customer.full_name)]
    return [person for person in others if _by_name(folded, person) or _by_title(said, person, customer)]


def _folded(said: str) -> str:
    return f" {fold(_OWNED.sub('', said))} "


def _by_name(folded: str, person: Customer) -> str:
    """Return the way in which the folded text names the person, or "" if it does not."""
    return next((way for way in _ways_to_name(person) if f" {fold(way)} " in folded), "")


def _ways_to_name(person: Customer) -> list[str]:
    called = [person.forenames, person.forenames.partition(" ")[0], person.known_as]
    return [f"{name} {person.surname}" for name in called if name]


def _by_title(said: str, person: Customer, customer: Customer) -> bool:
    if fold(person.surname) == fold(customer.surname):
        return False
    return bool(re.search(rf"\b{_TITLES}\s+(?:\w\.?\s+)?{re.escape(person.surname)}\b", said))


def _household(customer: Customer, on: date) -> Iterable[Customer]:
    home = customer.home(on=on)
    return _unrestricted(Q(tenancy__asset=home), customer, on) if home else ()


def _neighbours(customer: Customer, on: date) -> Iterable[Customer]:
    """Return the people in other properties of the same postcode, which is a street or a part of one."""
    home = customer.home(on=on)
    if home is None or not home.postcode:
        return ()
    return _unrestricted(Q(tenancy__asset__postcode=home.postcode) & ~Q(tenancy__asset=home), customer, on)


def _unrestricted(where: Q, customer: Customer, on: date) -> Iterable[Customer]:
    """Return the people who live there on that day, except those with a restricted file: no question gives away their home."""
    there = Membership.objects.current(on=on).filter(where)
    return Customer.objects.filter(memberships__in=there, restricted=False).exclude(pk=customer.pk).distinct()


def _elsewhere(typed: str, letter: "Letter", known: list[str]) -> list[str]:
    """List the names of other customers that are in the text, wherever they live, as the text names them.

    Not those who share it with the customer, a colleague, or whoever acts for the customer.
    """
    customer, folded = letter.customer, _folded(typed)
    ours = {fold(f"{name.first_name} {name.last_name}") for one in Colleague.objects.all() for name in names_of(one)}
    own = [fold(way) for way in _ways_to_name(customer)]
    passes = {*ours, *known, *own, *(fold(each.name) for each in customer.representatives.all())}
    others = Customer.objects.standing().filter(surname__in=_surnames(typed)).exclude(pk=customer.pk).order_by("pk")
    named = (_by_name(folded, person) for person in others if fold(person.full_name) not in passes)
    return list(dict.fromkeys(name for name in named if name and fold(name) not in passes))[:_MOST]


def _surnames(typed: str) -> set[str]:
    """Return each surname that the text may hold: of one word, two or three, in small letters, large ones and capitals."""
    written = _WORD.findall(_OWNED.sub("", typed).replace("’", "'"))
    runs = (written[at : at + size] for at in range(len(written)) for size in (1, 2, 3))
    named = [run for run in runs if run[-1][:1].isupper()]
    found = {" ".join(run) for run in named} | {" ".join([*run[:-1], run[-1].title()]) for run in named}
    found |= {" ".join([*map(str.lower, run[:-1]), run[-1].title()]) for run in named}
    return found | {name.title() for name in found} | {name.upper() for name in found}


def _other_places(typed: str, letter: "Letter") -> list[str]:
    """List each door or postcode that is no home of the customer and no address of ours."""
    written = [*_DOOR.findall(typed), *_PLAIN_DOOR.findall(typed), *_POSTCODE.findall(typed)]
    if not written:
        return []
    homes = Asset.objects.filter(tenancies__memberships__customer=letter.customer)
    ours = Organisation.objects.values_list("address", "data_protection_address")
    own = [letter.address, *(home.full_address for home in homes), *chain(*ours)]
    own += letter.customer.representatives.values_list("address", flat=True)
    there = f" {fold(' '.join(own))} "
    return [
        place for place in dict.fromkeys(written) if f" {fold(place)} " not in there and not _is_postcode(place, there)
    ]


def _is_postcode(place: str, there: str) -> bool:
    """Return whether it is a postcode of the folded addresses, with or without its space."""
    return bool(_POSTCODE.fullmatch(place)) and fold(place).replace(" ", "") in there.replace(" ", "")
