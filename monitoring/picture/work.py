"""The figures of incidents, and of our own work: stages, appeals, letters and interim markers."""

from collections import Counter
from collections.abc import Iterable, Mapping

from alerts.choices import Channel
from appeals.choices import AppealOutcome, AppealStatus
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.written_dates import show_date
from monitoring.choices import Plot

from .filters import Asked
from .selectors import STAGES, Reported, Stages
from .statistics import within
from .tables import Figure, Line, Table, counted, most

MOST_PLACES = 10
"""The places that are named. The rest, where little happened, counts together."""
STAGE_NAMES = {
    Kind.TRIAGE: "Triage",
    Kind.REFERRED: "Until a case opens",
    Kind.INVESTIGATE: "Investigation",
    Kind.DECIDE: "The Head’s decision",
    Kind.WRITE: "A letter is written",
    Kind.SEND: "It is issued and sent",
    Kind.ACKNOWLEDGE: "Appeal acknowledged",
    Kind.ANSWER: "Appeal’s evidence",
    Kind.DECIDE_APPEAL: "Appeal decided",
}
DAYS = ("Median days", "90th percentile days", "Number")
SHARES = (50, 90)


def _ordered(numbers: Mapping[str, int]) -> tuple[Line, ...]:
    found = sorted(numbers.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Line(name, (number,)) for name, number in found)


def behaviours(asked: Asked, found: Mapping[str, Counter[str]]) -> Figure:
    """D1 Return how often each behaviour was reported."""
    names = {name or "No behaviour was named": number for name, number in found["behaviour"].items()}
    lines = _ordered(names)
    words = f"{counted(sum(names.values()), 'behaviour')} reported since {show_date(asked.first)}{most(lines)}."
    return Figure(Plot.BEHAVIOURS, words, ("Behaviour", "Incidents"), lines, "Incidents")


def places(asked: Asked, found: Mapping[str, Counter[str]]) -> Figure:
    """P2 Return where incidents happened, by the postcode district of the property."""
    named = dict(found["place"].most_common(MOST_PLACES))
    if rest := sum(found["place"].values()) - sum(named.values()):
        named["Other districts"] = rest
    return _incidents(asked, Plot.PLACES, "Place", named)


def channels(asked: Asked, found: Reported) -> Figure:
    """P2 Return how people were in contact when incidents happened."""
    names = {Channel(code).label if code else "Not said": number for code, number in found.channels.items()}
    return _incidents(asked, Plot.CHANNELS, "How they were in contact", names)


def _incidents(asked: Asked, plot: Plot, of: str, numbers: Mapping[str, int]) -> Figure:
    lines = _ordered(numbers)
    words = f"{counted(sum(numbers.values()), 'incident')} reported since {show_date(asked.first)}{most(lines)}."
    return Figure(plot, words, (of, "Incidents"), lines, "Incidents")


def violence(asked: Asked, found: Reported) -> Figure:
    """D4 Return the incidents with violence against colleagues by month, and how many colleagues each affected."""
    lines = _monthly(asked, found.violent, found.affected)
    people = counted(found.affected.total(), "colleague")
    words = f"{counted(found.violent.total(), 'violent incident')} affected {people} since {show_date(asked.first)}."
    if not found.violent.total():
        words = f"No violence against colleagues was reported since {show_date(asked.first)}."
    head = ("Month", "Violent incidents", "Colleagues affected")
    return Figure(Plot.VIOLENCE, words, head, lines, "Number", drawn=2, by_month=True)


def markers(asked: Asked, found: tuple[Counter[str], Counter[str]]) -> Figure:
    """D4 Return how many interim markers lapsed before anybody decided, and how many were lifted."""
    lifted, lapsed = found
    lines = _monthly(asked, lapsed, lifted)
    words = f"{counted(lapsed.total(), 'interim marker')} lapsed undecided since {show_date(asked.first)}"
    head = ("Month", "Lapsed undecided", "Lifted")
    words += f"; {lifted.total():,} {'was' if lifted.total() == 1 else 'were'} lifted."
    return Figure(Plot.MARKERS, words, head, lines, "Markers", drawn=2, by_month=True)


def _monthly(asked: Asked, *columns: Mapping[str, int]) -> tuple[Line, ...]:
    return tuple(Line(str(month), tuple(each.get(month.code, 0) for each in columns)) for month in asked.months)


def letters(asked: Asked, found: Mapping[str, tuple[int, ...]]) -> Figure:
    """E1 Return how many letters went out on the day on which they were issued."""
    rows = {str(month): found.get(month.code, (0, 0, 0)) for month in asked.months}
    lines = tuple(Line(name, (sum(numbers), *numbers)) for name, numbers in rows.items())
    issued, at_once = (sum(line.numbers[column] for line in lines) for column in (0, 1))
    words = f"{counted(issued, 'letter')} issued since {show_date(asked.first)}, {at_once:,} sent on the same day."
    head = ("Month", "Issued", "Sent the same day", "Sent later", "Not sent yet")
    return Figure(Plot.LETTERS, words, head, lines, "Letters", drawn=2, by_month=True)


Appeals = Iterable[tuple[bool, str, str, bool | None, int]]


def appeals(asked: Asked, found: Appeals) -> Figure:
    """P9a P9b Return how many appeals were made and answered in time."""
    made, answered = Counter[bool](), Counter[bool | None]()
    for in_time, status, _, answered_in_time, number in found:
        made[in_time] += number
        if status != AppealStatus.WITHDRAWN:
            answered[answered_in_time] += number
    lines = (
        Line("Made in time", (made[True],)),
        Line("Made late", (made[False],)),
        Line("Answered in time", (answered[True],)),
        Line("Answered late, or overdue", (answered[False],)),
        Line("Still to be answered", (answered[None],)),
    )
    words = (
        f"{counted(made.total(), 'appeal')} received since {show_date(asked.first)}, {made[True]:,} of them in time."
    )
    return Figure(Plot.APPEALS, words, ("Appeals", "Number"), lines, "Appeals")


def outcomes(asked: Asked, found: Appeals) -> Figure:
    """P9b Return what became of the appeals."""
    became = Counter[str]()
    for _, status, outcome, _, number in found:
        became[outcome if status == AppealStatus.DETERMINED else status] += number
    names = {**dict(AppealOutcome.choices), **{each.value: each.label for each in ENDED}}
    lines = [Line(words, (became.pop(code, 0),)) for code, words in names.items()]
    lines.append(Line("Not decided yet", (became.total(),)))
    decided = sum(line.numbers[0] for line in lines[: len(AppealOutcome)])
    upheld = sum(line.numbers[0] for line in lines[:2])
    received = f"{counted(decided, 'appeal')} received since {show_date(asked.first)} and decided"
    words = f"{received}, {upheld:,} of them upheld in full or in part."
    return Figure(Plot.OUTCOMES, words, ("Outcome", "Appeals"), tuple(lines), "Appeals")


ENDED = (AppealStatus.REFUSED, AppealStatus.WITHDRAWN)


def stages(asked: Asked, found: Stages) -> Figure:
    """F1 Return within how many days each stage of a case was done: half of them, and nine in ten."""
    lines = tuple(Line(STAGE_NAMES[kind], _taken(found.kinds[kind])) for kind in STAGES if kind in found.kinds)
    words = f"No stage of a case ended since {show_date(asked.first)}."
    if lines:
        slowest = max(lines, key=lambda line: line.numbers[1])
        words = f"The longest stage is “{slowest.name}”: nine in ten took {counted(slowest.numbers[1], 'day')} or less."
    return Figure(Plot.STAGES, words, ("Stage", *DAYS), lines, "Days", drawn=2)


def _taken(days: Mapping[int, int]) -> tuple[int, ...]:
    return (*(within(days, share) for share in SHARES), sum(days.values()))


def stage_tables(asked: Asked, found: Stages) -> list[Table]:
    """F1 Return the same by service area, and by Lead for the stages that are one Lead's alone."""
    names = {pk: area.name for pk, area in asked.areas.items()}
    areas = {(kind, names.get(pk or 0, "No area")): days for (kind, pk), days in found.areas.items()}
    return [
        _by("By service area", "Service area", areas),
        _by("By Operational Lead", "Lead", found.leads),
    ]


def _by(title: str, whose: str, found: Mapping[tuple[str, str], Counter[int]]) -> Table:
    ordered = sorted(found, key=lambda key: (STAGES.index(Kind(key[0])), key[1]))
    rows = [(STAGE_NAMES[Kind(kind)], name, *map(str, _taken(found[kind, name]))) for kind, name in ordered]
    return Table(title, ("Stage", whose, *DAYS), rows, 2, "No stage ended in these months.")
