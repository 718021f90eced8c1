"""Find the people and places that typed words mean: as they are typed or, if that finds nothing, corrected.

P11a A restricted file that is closed to the colleague is found by whole words as they are typed, and in no other way. Nothing is
corrected into the words of any restricted file, and no restricted file is found by a name and an address together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from housing_alerts.customers.correcting import SURE, meant, postcode_meant
from housing_alerts.customers.models import Asset, Customer, Membership
from housing_alerts.customers.models.words import Sought, any_of, asked, either, every, read, vocabulary
from housing_alerts.customers.spelling import Term, fold, terms
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

STAFF = (Role.OFFICER, Role.LINE_MANAGER, Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE, Role.LEADERSHIP)
"""The roles that look people up by name. All others know an address or a reference."""
MOST_READ = 100
"""The most rows that are read of one way to find them. Of more, a colleague has to type more."""
NEAREST = 3
"""How many are asked about where nothing was found, and how many are shown at least where some were found by a correction."""
_MISSING = 3.0
"""What a word costs that is left out, for what is asked about."""
_OPEN: tuple[str, tuple[Any, ...]] = ("AND NOT restricted", ())
"""P11a The condition that leaves out every restricted file."""
_JOINED = 0.5
"""What it costs that two words are read as one."""
_INWARD = 3
"""The letters and numbers of a postcode after its space."""
_KINDS = 4
_PERSON, _PLACE, _LIVES_AT, _LIVES_THERE = range(_KINDS)
"""A person or a place that has every word; a place that has some of them, and a person who has the others."""


class Hit(NamedTuple):
    """A person or place that was found, with its words, and how far it is from what was typed.

    :param of_tenancy: whether it was found by the reference of a tenancy.
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

    @property
    def rank(self) -> tuple[float, bool]:
        """Return the sort key: the nearest first, and whole words before the beginnings of others."""
        return self.cost, not self.whole

    def has_reference(self, typed: str) -> bool:
        """Return whether the typed words begin with its whole reference, or that of a file that was merged into it."""
        first = typed.split()[0].casefold()
        together = fold(first).replace(" ", "")
        merged = not self.place and not together.isdecimal() and f" {together} " in f"{self.text} "
        return first == self.reference.casefold() or (merged and not together.isalpha())


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


def find(scope: Scope, typed: str, *, on: date) -> Finding:
    """Return what the words mean: as they are typed, as name and address together, or corrected."""
    return find_each(scope, [typed], on=on)[0]


def find_each(scope: Scope, lines: Sequence[str], *, on: date) -> list[Finding]:
    """Return what each of the lines means. Those that are found as they are typed are found together, by few queries."""
    found = as_typed(scope, lines)
    left = [bool(terms(typed)) and not hits for typed, hits in zip(lines, found, strict=True)]
    words = vocabulary(people=scope.by_name) if any(left) else None
    return [
        _Correcting(scope, terms(typed), *words).find(on) if words and corrects else Finding(hits)
        for typed, hits, corrects in zip(lines, found, left, strict=True)
    ]


def as_typed(scope: Scope, lines: Sequence[str]) -> list[list[Hit]]:
    """Return for each line what has every word of it as it is typed.

    The beginning of a postcode comes before the number of a house.
    """
    found: list[list[Hit]] = [[] for _ in lines]
    said = {number: tuple(terms(typed)) for number, typed in enumerate(lines)}
    _add_direct(scope, lines, said, found)
    _add_of_tenancies(scope, lines, said, found)
    others = {number: tuple(terms(lines[number], postcodes=False)) for number in said if not found[number]}
    _add_direct(scope, lines, {number: one for number, one in others.items() if one != said[number]}, found)
    return found


Said = Mapping[int, tuple[Term, ...]]
"""The parts of lines, by the number of the line."""


def _add_direct(scope: Scope, lines: Sequence[str], said: Said, found: list[list[Hit]]) -> None:
    """Add the people and places that have all parts of a line. One query reads those of all lines."""
    rows: dict[int, list[Hit]] = defaultdict(list)
    ways = [way for number, one in said.items() if one for way in _ways(scope, number * _KINDS, one)]
    for kind, hit in _read(ways):
        rows[kind // _KINDS].append(hit)
    for number, hits in rows.items():
        found[number] = _ranked(scope, lines[number], said[number], hits)


def _add_of_tenancies(scope: Scope, lines: Sequence[str], said: Said, found: list[list[Hit]]) -> None:
    """Add the property of the tenancy with the whole reference with which a line begins that found nothing else."""
    first = {number: lines[number].split()[0] for number, one in said.items() if one and not found[number]}
    first = {number: one for number, one in first.items() if scope.places and not one.isalpha()}
    wanted = {spelled for one in first.values() for spelled in (one, one.upper())}
    rows = Asset.objects.filter(tenancies__reference__in=wanted)
    found_of = rows.values_list("tenancies__reference", "pk", "reference", "search_text") if wanted else ()
    of = {tenancy: Hit(True, pk, reference, text, False, of_tenancy=True) for tenancy, pk, reference, text in found_of}
    for number, one in first.items():
        hits = [of[spelled] for spelled in dict.fromkeys((one, one.upper())) if spelled in of]
        found[number] = _ranked(scope, lines[number], said[number], hits)


def _ways(scope: Scope, kinds: int, said: tuple[Term, ...]) -> list[Sought]:
    """Return the ways to find what has all these parts. :param kinds: the number from which the kinds of the line count."""
    begun, whole = asked(said), asked(term.whole for term in said)
    ways: list[Sought] = []
    if scope.people:
        ways.append(Sought(kinds + _PERSON, True, whole))
    if scope.by_name:
        ways.append(Sought(kinds + _PERSON, True, begun, _not_closed_to(scope.colleague)))
    if scope.places:
        ways += [Sought(kinds + _PLACE, False, whole), Sought(kinds + _PLACE, False, begun)]
    return ways


def _ranked(scope: Scope, typed: str, said: tuple[Term, ...], found: Iterable[Hit]) -> list[Hit]:
    """Return each hit once, the nearest first: those with the whole reference alone, if there are any."""
    hits = [
        hit._replace(whole=all(term.whole.stands_in(hit.text) for term in said))
        for hit in {(hit.place, hit.pk): hit for hit in found}.values()
    ]
    exact = [hit for hit in hits if hit.has_reference(typed)]
    if not scope.by_name:
        hits = [hit for hit in hits if hit.place]
    return sorted(exact or hits, key=lambda hit: hit.rank)


def _not_closed_to(colleague: Colleague) -> tuple[str, tuple[Any, ...]]:
    """P11a Return the condition that leaves out the restricted files which the colleague cannot open."""
    if not colleague.holds(Role.LEADERSHIP, Role.OPERATIONAL_LEAD):
        return _OPEN
    closed, values = Customer.objects.closed_to(colleague).order_by().values("pk").query.sql_with_params()
    return f"AND id NOT IN ({closed})", values


def _read(ways: Iterable[Sought]) -> Iterator[tuple[int, Hit]]:
    """Yield the rows of all ways, each with its kind."""
    for kind, key, reference, text, restricted in read(ways, most=MOST_READ):
        yield kind, Hit(kind % _KINDS in (_PLACE, _LIVES_AT), key, reference, text, restricted)


def closed_among(colleague: Colleague, customers: Iterable[int]) -> set[int]:
    """P11a Return the keys of those customers whose restricted file the colleague cannot open."""
    closed = Customer.objects.closed_to(colleague).filter(pk__in=list(customers))
    return set(closed.values_list("pk", flat=True))


# Corrections


class Option(NamedTuple):
    """A way to read one part of what was typed: the words to ask for, and what they cost."""

    ways: tuple[tuple[str, ...], ...]
    cost: float
    called: str

    def stands_in(self, text: str) -> bool:
        """Return whether a search text has the words."""
        return Term(self.called, self.ways).stands_in(text)


class _Correcting:
    """The words of one search, each with what it may mean."""

    def __init__(self, scope: Scope, said: list[Term], of_people: set[str], of_places: set[str]) -> None:
        self.scope, self.of_people, self.of_places = scope, of_people, of_places
        self.words = self.of_people | self.of_places
        self.beginnings = _spaced(self.words)
        self.parts = [self._options(term, cost) for term, cost in _rejoined(said, self.words)]
        self.sure = [[one for one in options if one.cost <= SURE] for options in self.parts]
        self.typed = " ".join(term.typed for term in said)

    def _options(self, term: Term, cost: float) -> list[Option]:
        """Return what a part may mean: as it is typed, and the words or postcode it may be misspelt for."""
        known_whole = (
            term.is_a_word and term.typed in self.words
        )  # a beginning found nothing, and takes longer to look for
        options = [Option(term.whole.ways if known_whole else term.ways, cost, term.typed)]
        if postcode := postcode_meant(term.typed):
            options.append(Option(((postcode,),), SURE, f"{postcode[:-3]} {postcode[-3:]}".upper()))
        *before, last = term.typed.split()
        if last.isalpha() and all(len(letter) == 1 and letter.isalpha() for letter in before):
            initials = tuple(f"{letter}*" for letter in before)
            known = f" {last}" in self.beginnings
            options += [
                Option(((*initials, *one.words),), one.cost, " ".join([*before, *one.words]))
                for one in meant(last, self.words, known=known)
            ]
        return options

    def find(self, on: date) -> Finding:
        """Return what is meant surely or, if there is nothing, what is nearest."""
        if hits := self._nearest_of(self._surely(on)):
            instead = [] if hits[0].cost == 0 else list(dict.fromkeys(hit.called for hit in hits))
            return Finding(hits, instead)
        return Finding(nearest=self._asked_about())

    def _nearest_of(self, hits: Iterable[Hit]) -> list[Hit]:
        """Return the nearest, and of the others as many as make three."""
        found = sorted(hits, key=lambda hit: hit.rank)
        best = [hit for hit in found if hit.cost == found[0].cost]
        return best if not best or best[0].cost == 0 else found[: max(len(best), NEAREST)]

    def _surely(self, on: date) -> Iterator[Hit]:
        every_word = every(map(_either, self.sure))
        ways = self._both(every_word) + (self._apart() if self.scope.by_name and self.scope.places else [])
        found = list(_read(ways))
        yield from self._scored((hit, hit.text) for kind, hit in found if kind in (_PERSON, _PLACE))
        at = [hit.pk for kind, hit in found if kind == _LIVES_AT]
        there = [hit.pk for kind, hit in found if kind == _LIVES_THERE]
        yield from self._at_home([Q(tenancy__asset__in=at)] * bool(at) + [Q(customer__in=there)] * bool(there), on)

    def _both(self, expression: str) -> list[Sought]:
        """Return the people, where these are looked for by name, and the places that are as the expression asks."""
        people = [Sought(_PERSON, True, expression, _OPEN)] if self.scope.by_name else []
        return people + ([Sought(_PLACE, False, expression)] if self.scope.places else [])

    def _apart(self) -> list[Sought]:
        """Return the places and the people that have some of the words, where each word may be of either."""
        people, places = _spaced(self.of_people), _spaced(self.of_places)
        of_people = [each for each in self.sure if _may_be_of(each, people)]
        of_places = [each for each in self.sure if _may_be_of(each, places) or _has_number(each[0].called)]
        both = [each for each in of_people if each in of_places]
        if len(of_people) + len(of_places) - len(both) < len(self.sure) or not of_people or not of_places:
            return []
        at = [Sought(_LIVES_AT, False, asks) for asks in _mostly(of_places, both)]
        return at + [Sought(_LIVES_THERE, True, asks, _OPEN) for asks in _mostly(of_people, both)]

    def _at_home(self, ways: list[Q], on: date) -> Iterator[Hit]:
        """Yield the people who have some of the words where their home has the others.

        Each way is a query of its own, joined to the other: for one with both a database reads every place in a tenancy.
        """
        if not ways:
            return
        homes = Membership.objects.not_over(on=on).filter(customer__restricted=False)
        columns = [f"customer__{name}" for name in ("pk", "reference", "search_text", "restricted")]
        first, *others = (homes.filter(way).values_list("tenancy__asset__search_text", *columns) for way in ways)
        for home, *person in first.union(*others) if others else first:
            hit = Hit(False, *person)
            if any(option.stands_in(hit.text) for options in self.sure for option in options):
                yield from self._scored([(hit, f"{hit.text}{home}")])

    def _scored(self, found: Iterable[tuple[Hit, str]], *, missing: float | None = None) -> Iterator[Hit]:
        """Yield each hit that has every word in the text beside it, with what that costs.

        :param missing: what one word costs that is not there; if not given, none may be missing.
        """
        for hit, text in found:
            standing = [
                min((o for o in each if o.stands_in(text)), key=lambda o: o.cost, default=None) for each in self.parts
            ]
            if missing is None and None in standing:
                continue
            cost = sum(option.cost if option else missing or 0 for option in standing)
            called = " ".join(option.called for option in standing if option)
            yield hit._replace(cost=cost, called=_written(called))

    def _asked_about(self) -> list[Hit]:
        """Return the nearest of what has almost these words: other words for all, or the same for all but one."""
        expressions = [every(map(_either, self.parts)), *_all_but_one(self.sure)]
        ways = [way for expression in expressions for way in self._both(expression)]
        found = {(hit.place, hit.pk): hit for _, hit in _read(ways)}.values()
        hits = self._scored(((hit, hit.text) for hit in found), missing=_MISSING)
        return sorted(hits, key=lambda hit: (hit.rank, hit.called))[:NEAREST]


def _either(options: Iterable[Option]) -> str:
    return either(any_of(option.ways) for option in options)


def _spaced(words: Iterable[str]) -> str:
    """Return the words as a search text has them, in which a beginning is found at once."""
    return "".join(f" {word}" for word in words)


def _may_be_of(options: list[Option], text: str) -> bool:
    """Return whether a word of one of the readings of a part stands in the text."""
    words = {(word,) for option in options for way in option.ways for word in way}
    return Term("", tuple(words)).stands_in(text)


def _has_number(called: str) -> bool:
    return any(letter.isdecimal() for letter in called)


def _mostly(options: list[list[Option]], both: list[list[Option]]) -> list[str]:
    """Return what asks for all these parts, and for all but one of those that may belong elsewhere."""
    own = [each for each in options if each not in both]
    ways = [[*own, *both]] if own else []
    if fewer := [some for left_out in both if (some := [*own, *(each for each in both if each is not left_out)])]:
        ways += fewer
    return [every(map(_either, way)) for way in ways]


def _all_but_one(parts: list[list[Option]]) -> list[str]:
    if len(parts) == 1:
        return []
    return [either(every(_either(each) for each in parts if each is not left_out) for left_out in parts)]


def _rejoined(said: list[Term], words: set[str]) -> list[tuple[Term, float]]:
    """Return the parts with their costs. Two words that are a known word together are one: Sand piper."""
    found: list[tuple[Term, float]] = []
    for term in said:
        before = found[-1][0] if found else None
        together = f"{before.typed}{term.typed}" if before else ""
        both_known = before and {before.typed, term.typed} <= words
        if before and before.is_a_word and term.is_a_word and together in words and not both_known:
            found[-1] = Term(together, ((together,),)), _JOINED
        elif before and _has_number(before.typed) and len(term.typed) == _INWARD and postcode_meant(together):
            found[-1] = Term(together, (before.ways[0] + term.ways[0],)), 0
        else:
            found.append((term, 0))
    return found


def _written(called: str) -> str:
    """Return folded words as a colleague writes them."""
    return " ".join(
        word if word[0].isdecimal() else word.capitalize() if word.islower() else word for word in called.split()
    )


def nearest_named(finding: Finding) -> list[str]:
    """Return the names and addresses of what may have been meant, as they are looked up."""
    people = Customer.objects.in_bulk([hit.pk for hit in finding.nearest if not hit.place])
    places = Asset.objects.in_bulk([hit.pk for hit in finding.nearest if hit.place])
    return [places[hit.pk].full_address if hit.place else people[hit.pk].full_name for hit in finding.nearest]
