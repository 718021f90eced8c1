"""What a reader of the procedure would keep by hand: each record, where it stands, its days, and what was written.

Nothing of the product is imported here, nor in :mod:`.table`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Answers = dict[str, Any]


@dataclass(eq=False)
class Thing:
    """One record of one of the six machines."""

    kind: str
    status: str
    rows: int = 1
    reference: str = ""
    days: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.facts[name]
        except KeyError:
            raise AttributeError(name) from None

    def __deepcopy__(self, memo: Any) -> "Thing":
        return self  # a failing example shows it; nobody copies it

    def __repr__(self) -> str:
        return f"{self.kind} {self.reference}"


@dataclass
class Book:
    """All of them, and what the step under way should have written."""

    today: date
    things: list[Thing] = field(default_factory=list)
    events: list[tuple[str, Thing]] = field(default_factory=list)
    beside: int = 0
    """History rows of records that have no machine: conditions, actions."""
    pdfs: int = 0

    def of(self, kind: str, *statuses: str, **facts: Any) -> list[Thing]:
        """Every record of a kind that stands so, and has these facts."""
        return [
            thing
            for thing in self.things
            if thing.kind == kind
            and (not statuses or thing.status in statuses)
            and all(thing.facts.get(name) is value for name, value in facts.items())
        ]

    def add(self, thing: Thing, event: str) -> Thing:
        """A new record."""
        self.things.append(thing)
        self.events.append((event, thing))
        return thing

    def move(self, thing: Thing, to: str = "", event: str = "", **days: date | None) -> None:
        """One history row more, one event where it is named, and these days."""
        thing.status = to or thing.status
        thing.rows += 1
        thing.days.update(days)
        if event:
            self.events.append((event, thing))


May = Callable[[Book, Thing, Answers, str], bool | None]
Who = Callable[[Thing], tuple[str, ...]]


@dataclass(frozen=True)
class Step:
    """A row of the table. ``may`` is asked where the status and the role are right; ``then`` writes what follows.

    ``may`` answers None where the walks do not try it.
    """

    kind: str
    name: str
    sources: frozenset[str]
    who: Who
    asked: dict[str, tuple[Any, ...]]
    may: May
    then: Callable[[Book, Thing, Answers, str], None]
    shown: frozenset[str]
    """The statuses in which a colleague could try it at all; all, where nothing is said."""

    def allows(self, book: Book, thing: Thing, answers: Answers, by: str) -> bool:
        """Whether the colleague may take it on that record with these answers."""
        return thing.status in self.sources and by in self.who(thing) and bool(self.may(book, thing, answers, by))

    def tried(self, book: Book, thing: Thing, answers: Answers, by: str) -> bool:
        """Whether the table says what comes of it."""
        if self.shown and thing.status not in self.shown:
            return False
        return thing.status not in self.sources or self.may(book, thing, answers, by) is not None


ROLES = ("officer", "contractor", "manager", "lead", "lead2", "head", "head2", "leadership", "dpo", "admin")
AREAS = {"Housing": ("lead", "head"), "Property Services": ("lead2", "head2")}
"""The Operational Lead and the Head of Service of each."""
STEPS: list[Step] = []

Then = Callable[[Book, Thing, Answers, str], None]


def manager(thing: Thing) -> tuple[str, ...]:
    """D3a The line manager of whoever reported it."""
    return ("manager",)


def lead_of_area(thing: Thing) -> tuple[str, ...]:
    """Of the area that the case is with."""
    return AREAS[thing.area][:1]


def head_of_area(thing: Thing) -> tuple[str, ...]:
    """P7a The relevant Head of Service."""
    return AREAS[thing.area][1:]


def lead_of_case(thing: Thing) -> tuple[str, ...]:
    """D3b Who opened the file, wherever it is moved; what came from the housing system has none."""
    file = thing if thing.kind == "investigation" else thing.file
    return (file.lead,) if file else ()


def leadership(thing: Thing) -> tuple[str, ...]:
    """P7a P9b The Head of Service or, where that one is absent, the Leadership Team."""
    return ("head", "head2", "leadership")


def _always(book: Book, thing: Thing, answers: Answers, by: str) -> bool:
    return True


def step(
    kind: str,
    name: str,
    sources: str,
    who: Who,
    may: May = _always,
    shown: str = "",
    **asked: tuple[Any, ...],
) -> Callable[[Then], Then]:
    """A row of the table."""

    def row(then: Then) -> Then:
        statuses = frozenset(sources.split())
        STEPS.append(Step(kind, name, statuses, who, asked, may, then, frozenset(shown.split())))
        return then

    return row
