"""The other people named in a bundle. The data suggest them by name, relation and box; a person decides."""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db.models import Q

from alerts.models import Incident
from housing_alerts.customers.models import Asset, Customer, Membership, Representative
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.names import names_of
from privacy.choices import Relation
from privacy.models import SubjectRequest

from .collecting import Item, person_of
from .held import Person
from .redacting import stands_in

_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|PC|DC|Sgt)\.? "
_WRITTEN = r"[A-Z][\w'’-]+"
_NAME = re.compile(rf"(?:{_TITLE})?{_WRITTEN}(?: {_WRITTEN})+|{_TITLE}{_WRITTEN}")
_NUMBER = re.compile(r"^(?:flat |\d)[\w/-]*\s+", re.IGNORECASE)
_DOOR = re.compile(r"\b\d{1,4}[A-Za-z]?(?: [A-Z][\w'’-]+)+")
_WITHIN = re.compile(r"^(?:flat|room|unit|apartment) [\w/-]+$", re.IGNORECASE)
SHORTEST = 3
"""A part of a name with fewer letters is no name by itself."""
STAYS = (Relation.COLLEAGUE, Relation.RELATIVE)
"""The words that stay unless the decider says otherwise: a colleague who did their work, and what is no name."""
RELATIVES = (
    *(
        "wife",
        "husband",
        "partner",
        "girlfriend",
        "boyfriend",
        "fiancée",
        "fiancé",
        "ex-wife",
        "ex-husband",
        "ex-partner",
    ),
    *(
        "mother",
        "father",
        "mum",
        "dad",
        "parent",
        "parents",
        "sister",
        "brother",
        "son",
        "daughter",
        "child",
        "children",
    ),
    *("aunt", "uncle", "cousin", "niece", "nephew", "grandmother", "grandfather", "neighbour", "neighbours", "friend"),
)
"""The words for somebody close, who may have told us. The list is our own: an item with one of them is read."""


class Party(NamedTuple):
    """Somebody else: the whole ways to name them, parts of their name, and how they stand to the case."""

    names: tuple[str, ...]
    parts: tuple[str, ...]
    relation: Relation


class Found(NamedTuple):
    """Words of an item that name or concern somebody else."""

    words: str
    relation: Relation

    @property
    def suggested(self) -> bool:
        """Return whether the page suggests to take them out."""
        return self.relation not in STAYS


def parties(request: SubjectRequest, items: Iterable[Item]) -> list[Party]:
    """Return the other people whom the items of the request's bundle may name, as far as the data say."""
    return others(person_of(request.customer), items)


def others(person: Person, items: Iterable[Item]) -> list[Party]:
    """Return the people besides this person whom these items may name, as far as the data say."""
    own = _words_of_their_own(person)
    found = [*_colleagues(person), *_representatives(person), *_customers(person, items), *_named(items)]
    found += [*_addresses(person, items), *_doors(person, items), Party(RELATIVES, (), Relation.RELATIVE)]
    return [
        each._replace(
            names=tuple(name for name in each.names if name.casefold() not in own),
            parts=tuple(part for part in each.parts if part.casefold() not in own),
        )
        for each in found
    ]


def _words_of_their_own(person: Person) -> set[str]:
    """Return each way to name the person, and each part of their names, which name nobody else."""
    themselves = [_of_customer(each, Relation.NAMED) for each in Customer.objects.filter(pk__in=person.keys)]
    return {words.casefold() for each in themselves for words in [*each.names, *each.parts]}


def found_in(item: Item, others: Iterable[Party], taken_out: Mapping[str, Iterable[str]] | None = None) -> list[Found]:
    """Return the words of the item that name or concern somebody else, the longest first.

    :param taken_out: the words that were taken out of each item of the same bundle, by its key. Those of others are found.
    """
    found = {words: Found(words, Relation.FIELD) for _, words in item.of_others}
    for party in others:
        for words in _standing(party, item.text):
            found.setdefault(words, Found(words, party.relation))
    for words in (each for key, cut in (taken_out or {}).items() if key != item.key for each in cut):
        if stands_in(words, item.text):
            found.setdefault(words, Found(words, Relation.ELSEWHERE))
    return sorted(found.values(), key=lambda each: (-len(each.words), each.words))


def _standing(party: Party, text: str) -> Iterator[str]:
    """Yield each way in which the text names them. A part of a name counts only as it is written, or in capitals."""
    words = set(_WORD.findall(text))
    words |= {word[:-2] for word in words if word.endswith(("'s", "’s"))}
    words |= {part for word in words for part in word.split("-")}
    folded = {word.casefold() for word in words}
    for name in party.names:
        if all(word.casefold() in folded for word in _WORD.findall(name)) and stands_in(name, text):
            yield name
    yield from (part for part in party.parts if part in words or part.upper() in words)


def _party(forenames: str, surname: str, relation: Relation, title: str = "", known_as: str = "") -> Party:
    whole = [
        f"{forenames} {surname}",
        f"{known_as} {surname}" if known_as else "",
        f"{title} {surname}" if title else "",
    ]
    first = forenames.split()[:1]
    whole += [f"{first[0]} {surname}"] if first else []
    parts = [*_WORD.findall(forenames), *_WORD.findall(surname), *_WORD.findall(known_as)]
    return Party(
        tuple(dict.fromkeys(name.strip() for name in whole if len(name.split()) > 1)),
        tuple(dict.fromkeys(part for part in parts if len(part) >= SHORTEST)),
        relation,
    )


def _colleagues(person: Person) -> Iterator[Party]:
    """Yield every colleague, marked where they reported the person or were affected."""
    about = Incident.objects.filter(customer__in=person.keys)
    affected = set(about.values_list("affected", flat=True))
    reported = set(about.values_list("reported_by", flat=True)) | set(about.values_list("created_by", flat=True))
    for colleague in Colleague.objects.order_by("pk"):
        relation = Relation.COLLEAGUE
        if colleague.pk in affected:
            relation = Relation.AFFECTED
        elif colleague.pk in reported:
            relation = Relation.REPORTER
        for name in names_of(colleague):
            yield _party(name.first_name, name.last_name, relation)


def _representatives(person: Person) -> Iterator[Party]:
    for each in Representative.objects.filter(customer__in=person.keys):
        names = tuple(name for name in (each.name, each.agency) if name)
        yield Party(
            names, tuple(part for part in _WORD.findall(each.name) if len(part) >= SHORTEST), Relation.REPRESENTATIVE
        )
        lines = [line.strip(" ,") for line in each.address.splitlines()]
        if ways := tuple(dict.fromkeys(way for way in (" ".join(each.address.split()), *lines) if way)):
            yield Party(ways, (), Relation.ADDRESS)


def _customers(person: Person, items: Iterable[Item]) -> Iterator[Party]:
    """Yield the people who share a tenancy with the person, and each other customer whose surname stands in an item."""
    theirs = Membership.objects.filter(customer__in=person.keys).values("tenancy")
    household = set(Membership.objects.filter(tenancy__in=theirs).values_list("customer", flat=True))
    words = {word for item in items for word in _WORD.findall(item.text) if word[:1].isupper()}
    others = Customer.objects.exclude(pk__in=person.keys)
    known = {each.pk: each for each in others.filter(pk__in=household)}
    text = "\n".join(item.text for item in items)
    for start in range(0, len(words), 500):
        for each in others.filter(surname__in=sorted(words)[start : start + 500]):
            if any(stands_in(name, text) for name in _of_customer(each, Relation.CUSTOMER).names):
                known[each.pk] = each
    for pk, each in known.items():
        yield _of_customer(each, Relation.HOUSEHOLD if pk in household else Relation.CUSTOMER)


def _addresses(person: Person, items: Iterable[Item]) -> Iterator[Party]:
    """P11a Yield each home of their household, past and present, and of restricted files, where the person never lived.

    Only the ways to write it that stand in an item count: a large landlord has hundreds of restricted files.
    """
    text = " ".join(" ".join(item.text for item in items).split()).casefold()
    own = Membership.objects.filter(customer__in=person.keys)
    household = Membership.objects.filter(tenancy__in=own.values("tenancy")).values("customer")
    theirs = Membership.objects.filter(Q(customer__in=household) | Q(customer__restricted=True))
    homes = Asset.objects.filter(tenancies__in=theirs.values("tenancy"))
    for home in homes.exclude(tenancies__in=own.values("tenancy")).distinct():
        if standing := tuple(dict.fromkeys(way for way in ways_to_write(home) if way.casefold() in text)):
            yield Party(standing, (), Relation.ADDRESS)


def ways_to_write(home: Asset) -> list[str]:
    """P11a List the ways to write the address of a home: whole, its door, its street and its postcode."""
    door, *rest = home.address.split(", ")
    if _WITHIN.match(door) and rest:  # "Flat 4" alone is at many addresses: the house is the next part
        whole, door = f"{door}, {rest[0]}", rest[0]
    else:
        whole = door
    ways = (home.full_address, home.address, whole, door, _NUMBER.sub("", door), home.postcode)
    return [way for way in ways if way]


def _doors(person: Person, items: Iterable[Item]) -> Iterator[Party]:
    """Yield whatever is written like a door, such as "7 Plover Lane", and is none of the person's own."""
    lived = Membership.objects.filter(customer__in=person.keys).values_list("tenancy__asset__address", flat=True)
    own = " ".join(lived).casefold()
    written = {door for item in items for door in _DOOR.findall(item.text) if door.split()[1] not in month_name}
    yield from (Party((door,), (), Relation.ADDRESS) for door in sorted(written) if door.casefold() not in own)


def _of_customer(customer: Customer, relation: Relation) -> Party:
    return _party(customer.forenames, customer.surname, relation, customer.title, customer.known_as)


def _named(items: Iterable[Item]) -> Iterator[Party]:
    """Yield each name that stands in a box about others, to be found elsewhere too."""
    for item in items:
        for _, words in item.of_others:
            for name in _NAME.findall(words):
                last = tuple(part for part in _WORD.findall(name)[-1:] if len(part) >= SHORTEST)
                yield Party((name,), last, Relation.NAMED)
