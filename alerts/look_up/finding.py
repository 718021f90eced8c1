"""Find the people and places that typed words mean: as they are typed or, if that finds nothing, corrected.

P11a A restricted file that is closed to the colleague is found by whole words as they are typed, and in no other way. Nothing is
corrected into the words of any restricted file, and no restricted file is found by a name and an address together.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.customers.models.words import (
    Home,
    Row,
    Sought,
    asked,
    people_with_words,
    read,
    read_with_homes,
    vocabulary,
)
from housing_alerts.customers.spelling import Term, fold, terms
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from . import parts
from .parts import Part, Reader

STAFF = (Role.OFFICER, Role.LINE_MANAGER, Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE, Role.LEADERSHIP)
"""The roles that look people up by name. All others know an address or a reference."""
MOST_READ = 100
"""The most rows that are read of one way to find them. Of more, a colleague has to type more."""
NEAREST = 3
"""How many are asked about where nothing was found, and how many are shown at least where some were found by a correction."""
_LONG_NUMBER = 4
"""The fewest digits by which a reference is found without its letter."""
_MISSING = 3.0
"""What a word costs that is left out, for what is asked about."""
_OPEN: tuple[str, tuple[Any, ...]] = ("AND NOT restricted", ())
"""P11a The condition that leaves out every restricted file."""
_KINDS = 2
_PERSON, _PLACE = range(_KINDS)


class Hit(NamedTuple):
    """A person or place that was found, with its words, and how far it is from what was typed.

    :param of_tenancy: whether it was found by the reference of a tenancy.
    :param home: the words of the home, for a person who was found by some of these.
    """

    place: bool
    pk: int
    reference: str
    text: str
    restricted: bool
    cost: float = 0
    whole: bool = True
    called: str = ""
    of_tenancy: bool = False
    home: str = ""

    @property
    def rank(self) -> tuple[float, bool]:
        """Return the sort key: the nearest first, and whole words before the beginnings of others."""
        return self.cost, not self.whole

    def has_reference(self, typed: str) -> bool:
        """Return whether the typed words begin with its whole reference, or that of a file that was merged into it."""
        return self.is_called(*_reference(typed))

    def has_number(self, typed: str) -> bool:
        """Return whether what was typed is the number of its reference, and nothing else: 900008 for D900008."""
        digits = "".join(each for each in self.reference if each.isdecimal())
        return len(digits) >= _LONG_NUMBER and typed.strip() == digits

    def is_called(self, reference: str, together: str) -> bool:
        """Return whether that is its reference, or one of a merged file. :param together: the same without punctuation."""
        if reference == self.reference.casefold():
            return True
        return (
            not self.place
            and not together.isdecimal()
            and not together.isalpha()
            and f" {together} " in f"{self.text} "
        )


def _reference(typed: str) -> tuple[str, str]:
    """Return the first typed word, as a reference is compared, and the same without punctuation. D 900008 is one word."""
    first = _LETTER_APART.sub(r"\1", typed.strip()).split()[0].casefold()
    return first, fold(first).replace(" ", "")


@dataclass
class Finding:
    """The people and places that were found, the nearest first.

    :param instead: the words that were looked for instead of those that were typed, each way once; none if these found it.
    :param nearest: what may have been meant where nothing was found.
    """

    hits: list[Hit] = field(default_factory=list)
    instead: list[str] = field(default_factory=list)
    nearest: list[Hit] = field(default_factory=list)

    @property
    def people(self) -> list[int]:
        return [hit.pk for hit in self.hits if not hit.place]

    @property
    def places(self) -> list[int]:
        return [hit.pk for hit in self.hits if hit.place]


class Scope(NamedTuple):
    """The colleague who looks, and whether they look for people, places or both."""

    colleague: Colleague
    people: bool = True
    places: bool = True

    @property
    def by_name(self) -> bool:
        """Return whether people are found by their names, too."""
        return self.people and self.colleague.holds(*STAFF)

    @property
    def at_home(self) -> bool:
        """Return whether people are found by a name and the address of their home together."""
        return self.by_name and self.places


_LETTER_APART = re.compile(r"^([a-z]) (?=\d{3,})", re.IGNORECASE)
"""The letter of a reference that is typed with a space after it: D 900008, but not B 2."""


def find(scope: Scope, typed: str, *, on: date) -> Finding:
    """Return what the words mean: as they are typed, as name and address together, or corrected."""
    return find_each(scope, [typed], on=on)[0]


def find_each(scope: Scope, lines: Sequence[str], *, on: date) -> list[Finding]:
    """Return what each of the lines means. Those that are found as they are typed are found together, by few queries."""
    found = [Finding(hits) for hits in as_typed(scope, lines)]
    said = {number: tuple(terms(lines[number])) for number, one in enumerate(found) if not one.hits}
    for number, hits in _at_home(scope, lines, said, on).items():
        found[number] = Finding(hits)
    left = {number: one for number, one in said.items() if one and not found[number].hits}
    if not left:
        return found
    words = vocabulary(people=scope.by_name)
    for number, one in left.items():
        sure = _Meaning(scope, parts.corrected(one, words, surely=True), on)
        found[number] = sure.find() or Finding(nearest=_asked_about(sure, parts.corrected(one, words, surely=False)))
    return found


# As it is typed


Said = Mapping[int, tuple[Term, ...]]
"""The parts of lines, by the number of the line."""


def as_typed(scope: Scope, lines: Sequence[str]) -> list[list[Hit]]:
    """Return for each line what has every word of it as it is typed.

    The beginning of a postcode comes before the number of a house.
    """
    found: list[list[Hit]] = [[] for _ in lines]
    said = {number: tuple(terms(typed)) for number, typed in enumerate(lines)}
    _add_direct(scope, lines, said, found)
    left = {number: one for number, one in said.items() if one and not found[number]}
    _add_of_tenancies(scope, lines, left, found)
    others = {number: tuple(terms(lines[number], postcodes=False)) for number in left if not found[number]}
    _add_direct(scope, lines, {number: one for number, one in others.items() if one != said[number]}, found)
    return found


def _add_direct(scope: Scope, lines: Sequence[str], said: Said, found: list[list[Hit]]) -> None:
    """Add the people and places that have all parts of a line. One query reads those of all lines.

    Where more begin as is typed than are read, those with the whole words are read for themselves.
    """
    rows: dict[int, list[Hit]] = defaultdict(list)
    for kind, hit in _read([way for number, one in said.items() for way in _ways(scope, number * _KINDS, one)]):
        rows[kind].append(hit)
    crowded = [kind for kind, hits in rows.items() if len(hits) == MOST_READ]
    for kind, hit in _read([_whole(kind, said[kind // _KINDS]) for kind in crowded]):
        rows[kind].append(hit)
    for number, one in said.items():
        hits = [hit for kind in range(_KINDS) for hit in rows[number * _KINDS + kind]]
        found[number] = _ranked(scope, lines[number], one, hits)


def _add_of_tenancies(scope: Scope, lines: Sequence[str], said: Said, found: list[list[Hit]]) -> None:
    """Add the property of the tenancy with the whole reference with which a line begins that found nothing else."""
    first = {number: lines[number].split()[0] for number in said} if scope.places else {}
    first = {number: one for number, one in first.items() if not one.isalpha()}
    if not first:
        return
    rows = Asset.objects.filter(
        tenancies__reference__in={spelled for one in first.values() for spelled in (one, one.upper())}
    )
    found_of = rows.values_list("tenancies__reference", "pk", "reference", "search_text")
    of = {tenancy: Hit(True, pk, reference, text, False, of_tenancy=True) for tenancy, pk, reference, text in found_of}
    for number, one in first.items():
        hits = [of[spelled] for spelled in dict.fromkeys((one, one.upper())) if spelled in of]
        found[number] = _ranked(scope, lines[number], said[number], hits)


def _at_home(scope: Scope, lines: Sequence[str], said: Said, on: date) -> dict[int, list[Hit]]:
    """Return for each line the people who have some of its words, where their home has the others."""
    several = {number: one for number, one in said.items() if len(one) > 1} if scope.at_home else {}
    asks = {number: asked(one) for number, one in several.items()}
    hits: dict[int, list[Hit]] = defaultdict(list)
    for number, key, reference, text, home in read_with_homes([], asks, on=on, most=MOST_READ)[1]:
        if any(term.stands_in(text) for term in several[number]):
            hits[number].append(Hit(False, key, reference, text, False, home=home))
    return {number: _ranked(scope, lines[number], several[number], found) for number, found in hits.items()}


def _ways(scope: Scope, kinds: int, said: tuple[Term, ...]) -> list[Sought]:
    """Return the ways to find what has all these parts. :param kinds: the number from which the kinds of the line count."""
    if not said:
        return []
    begun = asked(said)
    ways: list[Sought] = []
    if scope.by_name:
        ways.append(Sought(kinds + _PERSON, True, begun, _told(scope.colleague, _whole_words(said))))
    elif scope.people:
        ways.append(_whole(kinds + _PERSON, said))
    if scope.places:
        ways.append(Sought(kinds + _PLACE, False, begun))
    return ways


def _whole(kind: int, said: tuple[Term, ...]) -> Sought:
    """Return the way to find what has all these parts as whole words."""
    return Sought(kind, kind % _KINDS == _PERSON, _whole_words(said))


def _whole_words(said: Iterable[Term]) -> str:
    return asked(term.whole for term in said)


def _ranked(scope: Scope, typed: str, said: tuple[Term, ...], found: Iterable[Hit]) -> list[Hit]:
    """Return each hit once, the nearest first: those with the whole reference alone, if there are any."""
    hits = {(hit.place, hit.pk): hit for hit in found}.values()
    if not hits:
        return []
    reference, whole = _reference(typed), [term.whole for term in said]
    exact = [hit for hit in hits if hit.is_called(*reference)]
    told = exact or [hit for hit in hits if hit.place or scope.by_name or hit.has_number(typed)]
    ranked = [
        hit if all(term.stands_in(f"{hit.text}{hit.home}") for term in whole) else hit._replace(whole=False)
        for hit in told
    ]
    return sorted(ranked, key=lambda hit: hit.rank)


def _told(colleague: Colleague, whole: str) -> tuple[str, tuple[Any, ...]]:
    """P11a Return the condition that leaves out the restricted files which the colleague cannot open.

    :param whole: the expression for the words by which those are found all the same.
    """
    opened, values = "NOT restricted", ()
    if _may_open_some(colleague):
        closed, values = Customer.objects.closed_to(colleague).order_by().values("pk").query.sql_with_params()
        opened = f"id NOT IN ({closed})"
    return f"AND ({opened} OR {people_with_words()})", (*values, whole)


def _read(ways: Sequence[Sought]) -> Iterator[tuple[int, Hit]]:
    """Return the rows of all ways, each with its kind."""
    return _hits(read(ways, most=MOST_READ))


def _hits(rows: Iterable[Row]) -> Iterator[tuple[int, Hit]]:
    for kind, key, reference, text, restricted in rows:
        yield kind, Hit(kind % _KINDS == _PLACE, key, reference, text, restricted)


def closed_of(colleague: Colleague, found: Iterable[Hit | Customer]) -> set[int]:
    """P11a Return the keys of those files that are restricted and that the colleague cannot open."""
    restricted = {one.pk for one in found if one.restricted}
    return closed_among(colleague, restricted) if restricted and _may_open_some(colleague) else restricted


def _may_open_some(colleague: Colleague) -> bool:
    """P11a Return whether there can be a restricted file that the colleague opens; to all others each is closed."""
    return colleague.holds(Role.LEADERSHIP, Role.OPERATIONAL_LEAD)


def closed_among(colleague: Colleague, customers: Iterable[int]) -> set[int]:
    """P11a Return the keys of those customers whose restricted file the colleague cannot open."""
    closed = Customer.objects.closed_to(colleague).filter(pk__in=list(customers))
    return set(closed.values_list("pk", flat=True))


# As it may be meant


class _Meaning:
    """One search, with what each part of it may mean."""

    def __init__(self, scope: Scope, said: list[Part], on: date) -> None:
        self.scope, self.parts, self.on = scope, said, on
        self.reader = Reader(said)

    def find(self) -> Finding | None:
        """Return what has all parts, in itself or with a home; None if nothing has."""
        every = parts.every_part(self.parts)
        homes = {0: every} if self.scope.at_home and len(self.parts) > 1 else {}
        direct, at_home = read_with_homes(self.both(every), homes, on=self.on, most=MOST_READ)
        hits = self._nearest_of([*self.scored(_hits(direct)), *self._homed(at_home)])
        if not hits:
            return None
        return Finding(hits, [] if hits[0].cost == 0 else list(dict.fromkeys(hit.called for hit in hits)))

    def _homed(self, found: Iterable[Home]) -> list[Hit]:
        hits: dict[int, Hit] = {}
        for _, pk, reference, text, home in found:
            read_as = self.reader.read(f"{text}{home}")
            if read_as and self.reader.has_some(text) and (pk not in hits or read_as[0] < hits[pk].cost):
                hits[pk] = Hit(False, pk, reference, text, False, cost=read_as[0], called=read_as[1])
        return list(hits.values())

    def _nearest_of(self, hits: Iterable[Hit]) -> list[Hit]:
        """Return the nearest, and of the others as many as make three."""
        found = sorted(hits, key=lambda hit: hit.rank)
        best = [hit for hit in found if hit.cost == found[0].cost]
        return best if not best or best[0].cost == 0 else found[: max(len(best), NEAREST)]

    def both(self, expression: str) -> list[Sought]:
        """Return the people, where these are looked for by name, and the places that are as the expression asks."""
        people = [Sought(_PERSON, True, expression, _OPEN)] if self.scope.by_name else []
        return people + ([Sought(_PLACE, False, expression)] if self.scope.places else [])

    def scored(self, found: Iterable[tuple[int, Hit]], *, missing: float | None = None) -> list[Hit]:
        """Return each hit once that has every word, with what that costs.

        :param missing: what one word costs that is not there; if not given, none may be missing.
        """
        hits = {(hit.place, hit.pk): hit for _, hit in found}.values()
        read = [(hit, self.reader.read(hit.text, missing=missing)) for hit in hits]
        return [hit._replace(cost=read_as[0], called=read_as[1]) for hit, read_as in read if read_as]


def _asked_about(sure: _Meaning, nearly: list[Part]) -> list[Hit]:
    """Return the nearest of what has almost these words: other words for all, or the same for all but one."""
    expressions = [parts.every_part(nearly), *parts.all_but_one(sure.parts)]
    found = _read([way for expression in expressions for way in sure.both(expression)])
    hits = _Meaning(sure.scope, nearly, sure.on).scored(found, missing=_MISSING)
    return sorted(hits, key=lambda hit: (hit.rank, hit.called))[:NEAREST]


def nearest_named(finding: Finding) -> list[str]:
    """Return the names and addresses of what may have been meant, as they are looked up."""
    people = Customer.objects.in_bulk([hit.pk for hit in finding.nearest if not hit.place])
    places = Asset.objects.in_bulk([hit.pk for hit in finding.nearest if hit.place])
    return [places[hit.pk].full_address if hit.place else people[hit.pk].full_name for hit in finding.nearest]
