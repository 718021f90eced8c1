"""Find whom else the words of a letter name, and which other homes (§7, §11)."""

import re
from calendar import day_name, month_name
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from django.db.models import Q

from housing_alerts.customers.models import Asset, Customer, Membership, fold
from housing_alerts.staff.models import Colleague, Organisation
from housing_alerts.staff.names import names_of

if TYPE_CHECKING:
    from .models import Letter

_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?"
_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_CAPITALS = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*"
_DOOR = re.compile(rf"\b(?:Flat|Room|Unit|Apartment) \w+,? (?:\d+\w? )?{_CAPITALS}|\b\d{{1,4}}[A-Za-z]? {_CAPITALS}")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_DAYS = {*month_name, *day_name}


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
    asked += [
        f"The letter names {each}, another customer. That can put them at risk, whether or not they told us anything."
        for each in _elsewhere(typed, letter)
        if each not in [*at_home, *nearby]
    ]
    asked += [
        f"The letter says “{place}”, where {customer} does not live. If it is somebody's home, they can be found there."
        for place in _other_places(typed, letter)
    ]
    return asked


def _named(said: str, people: Iterable[Customer], customer: Customer) -> list[Customer]:
    """List the people whose whole name, or whose surname after a title, is in the text, except the customer's namesakes."""
    others = [person for person in people if fold(person.full_name) != fold(customer.full_name)]
    return [person for person in others if _by_name(said, person) or _by_title(said, person, customer)]


def _by_name(said: str, person: Customer) -> bool:
    ways = [person.full_name] * bool(person.forenames) + [f"{person.known_as} {person.surname}"] * bool(person.known_as)
    return any(f" {fold(way)} " in f" {fold(said)} " for way in ways)


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


def _elsewhere(typed: str, letter: "Letter") -> Iterator[Customer]:
    """Yield each other customer whose whole name is in the text, wherever they live.

    Not those who share it with the customer, a colleague, or whoever acts for the customer.
    """
    written = _WORD.findall(typed)
    surnames = {word for word in written if word[:1].isupper()}
    surnames |= {word.title() for word in surnames}
    surnames |= {f"{before.lower()} {word.title()}" for before, word in pairwise(written)}
    if not surnames:
        return
    ours = {fold(f"{name.first_name} {name.last_name}") for one in Colleague.objects.all() for name in names_of(one)}
    known = (
        ours | {fold(each.name) for each in letter.customer.representatives.all()} | {fold(letter.customer.full_name)}
    )
    for person in Customer.objects.filter(surname__in=surnames).exclude(pk=letter.customer.pk).order_by("pk"):
        if fold(person.full_name) not in known and _by_name(typed, person):
            yield person


def _other_places(typed: str, letter: "Letter") -> list[str]:
    """List whatever is written like a door or a postcode, and is no home of the customer and no address of ours."""
    written = [door for door in _DOOR.findall(typed) if not _DAYS.intersection(door.split())]
    written += _POSTCODE.findall(typed)
    if not written:
        return []
    homes = Asset.objects.filter(tenancies__memberships__customer=letter.customer)
    ours = Organisation.objects.values_list("address", "data_protection_address")
    own = [letter.address, *(home.full_address for home in homes), *chain(*ours)]
    own += letter.customer.representatives.values_list("address", flat=True)
    there = f" {fold(' '.join(own))} "
    return [place for place in dict.fromkeys(written) if f" {fold(place)} " not in there]
