"""Find whom else the words of a letter name, and which other homes (§7, §11)."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from housing_alerts.customers import selectors as customers
from housing_alerts.customers.choices import PairAnswer
from housing_alerts.customers.models import Asset, Customer, Membership, Pair, fold
from housing_alerts.kernel import procedure
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
_ROAD = re.compile(rf"(?:{_CAPITALS} ){{1,3}}(?i:{_STREET})\b")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_EVERY_DAY = """
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter
art bill can could close court dawn day do drew drive faith field fields frank garden gardens gold good grace grant green guy hall
hill hope house joy king lane long love mark max mills north pat penny place price rich road rob rose shall short south still
street sue terrace way west east will wood would young
"""
ORDINARY = frozenset(_EVERY_DAY.split())
"""Names that are also everyday words, months or parts of an address: alone, none of these names anybody."""
_BEGINS = re.compile(r"(?:^|[.!?:;“‘\"(\n–—-])\s*$")
_ACTS = re.compile(
    r"\s+(?:said|told|asked|rang|phoned|called|wrote|saw|heard|came|went|left|helped|moved|lives|lived)\b"
)
_BEFORE_NO_NAME = re.compile(rf"(?:\d(?:st|nd|rd|th)?(?: of)?|\b{_TITLES})\s*$")
_AFTER_NO_NAME = re.compile(r"\s+[\dA-Z]")
_MONTHS_SINCE = 24
"""The months for which somebody is still asked about after they and the customer lived together, and their homes."""
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
    at_home = [each for each in _no_namesakes(_household(customer, on), customer) if _by_name(_folded(said), each)]
    nearby = _named(said, _neighbours(customer, on), customer)
    asked = [f"The letter names {each}, who lives with {customer}. Whoever opens it may read that." for each in at_home]
    asked += [
        f"The letter names {each}, who lives nearby. That can put them at risk, whether or not they told us anything."
        for each in nearby
    ]
    known = [fold(each.full_name) for each in [*at_home, *nearby]]
    ours = _names_of_ours(customer)
    asked += [
        f"The letter names {name}, another customer. That can put them at risk, whether or not they told us anything."
        for name in _elsewhere(typed, letter, known, ours)
    ]
    lived_with = _lived_with(customer, on)
    asked += [
        f"The letter names {name}. Somebody of that name lives or lived with the customer. Whoever opens it may read that."
        for name in _in_short(typed, lived_with, customer, ours)
    ]
    asked += [
        f"The letter says “{place}”, where {customer} does not live. If it is somebody's home, they can be found there."
        for place in [*_other_places(typed, letter), *_other_streets(typed, letter, lived_with, on)]
    ]
    return asked


def without_doors(typed: str) -> str:
    """Return the text without the doors that it names: “12 May Street” names no day."""
    return _PLAIN_DOOR.sub("", _DOOR.sub("", typed))


def _named(said: str, people: Iterable[Customer], customer: Customer) -> list[Customer]:
    """List the people whose whole name, or whose surname after a title, is in the text, except the customer's namesakes."""
    folded = _folded(said)
    others = _no_namesakes(people, customer)
    return [person for person in others if _by_name(folded, person) or _by_title(said, person, customer)]


def _no_namesakes(people: Iterable[Customer], customer: Customer) -> list[Customer]:
    return [person for person in people if fold(person.full_name) != fold(customer.full_name)]


def _folded(said: str) -> str:
    return f" {fold(_OWNED.sub('', said))} "


def _by_name(folded: str, person: Customer) -> str:
    """Return the way in which the folded text names the person, or "" if it does not."""
    return next((way for way in _ways_to_name(person) if f" {fold(way)} " in folded), "")


def _ways_to_name(person: Customer) -> list[str]:
    called = [person.forenames, person.forenames.partition(" ")[0], person.known_as]
    return [f"{name} {person.surname}" for name in called if name]


def _by_title(said: str, person: Customer, customer: Customer) -> str:
    """Return the title and surname of the person as the text has them, or "". The customer's own surname does not count."""
    if fold(person.surname) == fold(customer.surname):
        return ""
    found = re.search(rf"\b{_TITLES}\s+(?:\w\.?\s+)?{re.escape(person.surname)}\b", said)
    return found[0] if found else ""


def _lived_with(customer: Customer, on: date) -> list[Customer]:
    """List those who live with the customer, or did within the last two years.

    Restricted files are among them. Another file that may be the customer's own counts as theirs, unless somebody found
    that they are two people.
    """
    pairs: Any = Pair.objects.with_files().filter(Q(new_key=customer.pk) | Q(known_key=customer.pk))
    one_person = pairs.exclude(answer=PairAnswer.TWO_PEOPLE).values_list("new_key", "known_key")
    files = {customer.pk, *chain.from_iterable(one_person)}
    own = list(Membership.objects.filter(customer__in=files).select_related("tenancy__asset"))
    homes = Asset.objects.at_doors(place.tenancy.asset.door for place in own)
    there = Membership.objects.filter(tenancy__asset__in=homes, customer__merged_into=None).exclude(customer__in=files)
    places = there.select_related("customer", "tenancy__asset").order_by("customer", "pk")
    shared = [place.customer for place in places if any(_is_shared(place, one, on) for one in own)]
    return list(dict.fromkeys(shared))


def _is_shared(place: Membership, own: Membership, on: date) -> bool:
    """Return whether both places are of one home, at the same time, and not longer ago than is asked about."""
    begins = max(place.begins or date.min, own.begins or date.min)
    last = min(place.last_day or date.max, own.last_day or date.max)
    behind_one_door = place.tenancy.asset.door == own.tenancy.asset.door
    return behind_one_door and begins <= min(last, on) and last >= procedure.add_months(on, -_MONTHS_SINCE)


def _in_short(typed: str, people: list[Customer], customer: Customer, ours: set[str]) -> list[str]:
    """List each first name, and each surname after a title, by which the text names these people.

    The customer's own names do not count, nor the whole name of a colleague or of whoever acts for the customer.
    """
    own = f" {fold(f'{customer.full_name} {customer.known_as}')} "
    found: list[str] = []
    for person in (each for each in people if fold(each.full_name) not in ours):
        found.append(_by_title(typed, person, customer))
        alone = _without_names(without_doors(_OWNED.sub("", typed)), {*ours, *map(fold, _ways_to_name(person))})
        called = {fold(name.partition(" ")[0]) for name in (person.forenames, person.known_as)}
        found += _alone(alone, {name for name in called if len(name) > 1 and f" {name} " not in own})
    return [name for name in dict.fromkeys(found) if name]


def _without_names(text: str, names: Iterable[str]) -> str:
    """Return the text without these folded whole names, however they are written there."""
    written = [re.escape(name).replace(r"\ ", r"\W+") for name in names if " " in name]
    return re.sub(rf"\b(?:{'|'.join(written)})\b", "", text, flags=re.IGNORECASE) if written else text


def _alone(text: str, called: set[str]) -> list[str]:
    """List the capitalised words of the text that are one of these folded first names, and mean a person."""
    words = (found for found in _WORD.finditer(text) if found[0][0].isupper() and fold(found[0]) in called)
    return [found[0] for found in words if fold(found[0]) not in ORDINARY or _is_a_name(text, found)]


def _is_a_name(text: str, found: re.Match[str]) -> bool:
    """Return whether an ordinary word with a capital is a name here.

    It is one inside a sentence, or before what somebody did. It is none beside a number, after a title or before another
    capital: "5 May", "Mr May", "May Street".
    """
    before, after = text[: found.start()], text[found.end() :]
    if _BEFORE_NO_NAME.search(before) or _AFTER_NO_NAME.match(after):
        return False
    return bool(_ACTS.match(after)) or not _BEGINS.search(before)


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


def _names_of_ours(customer: Customer) -> set[str]:
    """Return the folded whole names of colleagues, and of those who act for the customer."""
    ours = {fold(f"{name.first_name} {name.last_name}") for one in Colleague.objects.all() for name in names_of(one)}
    return ours | {fold(each.name) for each in customer.representatives.all()}


def _elsewhere(typed: str, letter: "Letter", known: list[str], ours: set[str]) -> list[str]:
    """List the names of other customers that are in the text, wherever they live, as the text names them.

    Not those who share it with the customer, a colleague, or whoever acts for the customer.
    """
    customer, folded = letter.customer, _folded(typed)
    passes = {*ours, *known, *(fold(way) for way in _ways_to_name(customer))}
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
    there = _open_places(letter)
    return [
        place for place in dict.fromkeys(written) if f" {fold(place)} " not in there and not _is_postcode(place, there)
    ]


def _other_streets(typed: str, letter: "Letter", people: list[Customer], on: date) -> list[str]:
    """List each street, without its number, where one of these people lived lately and the customer never did."""
    since = procedure.add_months(on, -_MONTHS_SINCE)
    places = Membership.objects.filter(customer__in=people).select_related("tenancy__asset").order_by("pk")
    homes = [place.tenancy.asset.address for place in places if not place.is_over(on=since)]
    there, text = _open_places(letter), " ".join(without_doors(typed).replace("’", "'").split())
    streets = [street for home in homes for street in _ROAD.findall(home) if f" {fold(street)} " not in there]
    found = [re.search(rf"\b{re.escape(street.replace('’', chr(39)))}\b", text, re.IGNORECASE) for street in streets]
    return list(dict.fromkeys(each[0] for each in found if each))


def _open_places(letter: "Letter") -> str:
    """Return the folded addresses that are no secret to the customer: their own, ours, and of who acts for them.

    The address of somebody with the name of another customer may be a secret: whoever writes may not know.
    """
    homes = Asset.objects.filter(tenancies__memberships__customer=letter.customer)
    ours = Organisation.objects.values_list("address", "data_protection_address")
    own = [letter.address, *(home.full_address for home in homes), *chain(*ours)]
    acting = letter.customer.representatives.all()
    own += [one.address for one in acting if not customers.of_that_name(one.name, besides=letter.customer)]
    return f" {fold(' '.join(own))} "


def _is_postcode(place: str, there: str) -> bool:
    """Return whether it is a postcode of the folded addresses, with or without its space."""
    return bool(_POSTCODE.fullmatch(place)) and fold(place).replace(" ", "") in there.replace(" ", "")
