"""Read the export of the alerts that Cx holds, and say what each line states. It asks nothing of the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from housing_alerts.importing.reading import Column, Line, Refused, Report, Said, Unreadable, lines_of
from housing_alerts.kernel.written_dates import show_date

from .choices import Fact

REFERENCE, NAME, GROUP, PLACE, TYPE = (
    "Contact Reference",
    "Contact Name",
    "Group Name",
    "Asset Reference",
    "Alert Type",
)
STARTS, ENDS = "Effective From Date", "Effective To Date"
PERIOD, REVIEWED, DUE = "Review Period", "Latest Review Completion Date", "Review Due Date"
COMMENT = "Comment"
COLUMNS = (
    Column(STARTS, required=True),
    *map(Column, (REFERENCE, NAME, GROUP, PLACE, "Asset Address", TYPE, ENDS, PERIOD, REVIEWED, DUE)),
    *map(Column, ("Review Last Evaluated", "Overdue", COMMENT)),
)
IN_WORDS = (
    f"{STARTS}, and {REFERENCE} or {NAME} and {PLACE}. Where it has {TYPE}, {ENDS}, {PERIOD}, {REVIEWED} and {DUE}, "
    "they are compared"
)
FORMULA = ("=", "+", "@", "＝")
LONGEST = 60
"""The most letters of a reference or of the name of a type."""


@dataclass(frozen=True)
class Told:
    """The alert of one line. Two lines are equal if they state the same, whatever their number.

    :ivar ours: the comment, in which the reference of our alert may stand.
    :ivar facts: the facts that the line states, without its type.
    """

    line: int = field(compare=False)
    contact: str
    name: str
    group: str
    place: str
    type: str
    ours: str
    facts: tuple[tuple[Fact, str], ...]

    @property
    def starts(self) -> str:
        """Return the first day."""
        return dict(self.facts)[Fact.FROM]


@dataclass(frozen=True)
class Export:
    """The export as it was read: the lines in force on its day, and what is to be said of the others.

    :ivar by_reference: whether it names anybody by reference.
    """

    sha256: str
    exported_on: date
    told: list[Told]
    lines: int = 0
    over: int = 0
    doubled: int = 0
    notes: list[Said] = field(default_factory=list)
    refused: list[Said] = field(default_factory=list)

    @property
    def by_reference(self) -> bool:
        """Return whether any line names its customer by reference."""
        return any(told.contact for told in self.told)


def read(raw: bytes, name: str, *, exported_on: date) -> Export:
    """P11a Return what the export states. Lines that cannot be read are ``refused``; then nothing is to be compared.

    :raises Unreadable: if the file is no export of alerts, or has no line.
    """
    report = Report()
    lines = lines_of(raw, name, COLUMNS, report)
    if not lines:
        raise Unreadable(f"{name} has no line below its header. Export all alerts that are in force in Cx")
    if not (lines[0].has(REFERENCE) or lines[0].has(PLACE)):
        raise Unreadable(f"{name} has neither the column {REFERENCE} nor {PLACE}: nobody can be found")
    export = _sorted(lines, exported_on, report)
    return replace(export, sha256=sha256(raw).hexdigest(), notes=report.notes, refused=report.refused)


def _sorted(lines: Sequence[Line], exported_on: date, report: Report) -> Export:
    first: dict[Told, int] = {}
    over = doubled = 0
    for line in lines:
        try:
            told = _told(line, exported_on)
        except Refused as answer:
            report.refuse(line.number, str(answer))
            continue
        ends = dict(told.facts).get(Fact.UNTIL, "")
        if ends and ends <= exported_on.isoformat():
            over += 1
        elif told in first:
            doubled += 1
            report.note(line.number, f"The same as line {first[told]}, so it was left out.")
        else:
            first[told] = line.number
    return Export("", exported_on, list(first), len(lines), over, doubled)


def _told(line: Line, exported_on: date) -> Told:
    """Return what the line states. :raises Refused: if it is not well formed."""
    if line.torn:
        raise Refused(line.torn)
    contact, place, type = (_short(line, column) for column in (REFERENCE, PLACE, TYPE))
    name = line.name(NAME)
    if not (contact or place):
        raise Refused(f"{REFERENCE} and {PLACE} are empty: it is about nobody and no property.")
    starts = line.day(STARTS)
    if starts is None:
        raise Refused(f"{STARTS} is empty.")
    if starts > exported_on:
        raise Refused(f"{STARTS} is {show_date(starts)}, after the day of the export. Check that day.")
    return Told(line.number, contact, name, line.name(GROUP), place, type, line.text(COMMENT), _facts(line, starts))


def _short(line: Line, column: str) -> str:
    """Return the cell of a reference or a type. :raises Refused: if it is a formula, or too long to be one."""
    said = line.text(column)
    if said.startswith(FORMULA):
        raise Refused(f"{column} is a formula: it begins with {said[0]}. Export the values, not the formulas.")
    if len(said) > LONGEST:
        raise Refused(f"{column} has more than {LONGEST} characters.")
    return said


def _facts(line: Line, starts: date) -> tuple[tuple[Fact, str], ...]:
    """Return the facts of the line.

    A blank period or due day says nothing. A blank last day or review says that there is none.
    """
    ends, reviewed, due, months = line.day(ENDS), line.day(REVIEWED), line.day(DUE), line.months(PERIOD)
    facts = [(Fact.FROM, starts.isoformat())]
    if line.has(ENDS):
        facts.append((Fact.UNTIL, ends.isoformat() if ends else ""))
    if months:
        facts.append((Fact.PERIOD, str(months)))
    if line.has(REVIEWED):
        facts.append((Fact.REVIEWED, reviewed.isoformat() if reviewed else ""))
    if due:
        facts.append((Fact.DUE, due.isoformat()))
    return tuple(facts)
