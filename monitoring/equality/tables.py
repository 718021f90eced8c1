"""Make the table of a quarter as it is published: rounded, with what tells of few people hidden, and with its findings (§11).

Counts go in and figures come out; nothing here reads the database or the clock.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .choices import PART_OF, Finding, Group, Measure, Protected
from .disclosure import Parts, hidden, rounded, too_few
from .statistics import Rate, findings

ALL = ""
"""The row of all customers, which is of no characteristic and no group."""
NO_GROUP = (Group.NOT_SAID, Group.NOT_KNOWN)
"""The rows that are no group: they are shown, and compared with nobody."""
Counts = Mapping[str, Mapping[str, int]]
"""The customers of each group by what is counted."""


class Figure(NamedTuple):
    """One published figure: how many of so many, rounded; both are None where they are hidden."""

    protected: str
    group: str
    measure: str
    number: int | None
    of: int | None
    finding: str = ""


def published(counts: Mapping[str, Counts]) -> list[Figure]:
    """P11b Return the figures of a quarter. Each characteristic counts the same customers.

    :param counts: for each characteristic the customers of each group.
    """
    first = next(iter(counts.values()))
    everybody: dict[str, int] = {measure: sum(groups[measure] for groups in first.values()) for measure in Measure}
    told = [measure for measure in Measure if not too_few(_parts(everybody, measure))]
    told = [measure for measure in told if measure not in PART_OF or PART_OF[measure] in told]
    found = _findings(counts, everybody, told)
    figures = [_figure(ALL, ALL, measure, everybody, measure in told) for measure in Measure]
    for protected, groups in counts.items():
        shown = _shown(groups, told)
        for group, of_group in groups.items():
            for measure in Measure:
                figure = _figure(protected, group, measure, of_group, group in shown[measure])
                figures.append(figure._replace(finding=found.get((protected, group, measure), "")))
    return figures


def _parts(of_group: Mapping[str, int], measure: Measure) -> Parts:
    count = of_group[measure]
    return (count, of_group[PART_OF[measure]] - count) if measure in PART_OF else (count,)


def _shown(groups: Counts, told: list[Measure]) -> dict[Measure, set[str]]:
    """Return the groups that are shown for each measure."""
    left_out: dict[Measure, set[str]] = {}
    for measure in Measure:
        before = left_out[PART_OF[measure]] if measure in PART_OF else ()
        parts = {group: _parts(of_group, measure) for group, of_group in groups.items()}
        left_out[measure] = hidden(parts, before=before) if measure in told else set(groups)
    return {measure: groups.keys() - those for measure, those in left_out.items()}


def _figure(protected: str, group: str, measure: Measure, of_group: Mapping[str, int], shown: bool) -> Figure:
    if not shown:
        return Figure(protected, group, measure, None, None)
    of = of_group[PART_OF[measure]] if measure in PART_OF else of_group[measure]
    return Figure(protected, group, measure, rounded(of_group[measure]), rounded(of))


def _findings(
    counts: Mapping[str, Counts], everybody: Mapping[str, int], told: list[Measure]
) -> dict[tuple[str, str, Measure], Finding]:
    """Return what each comparison of the whole quarter shows. Only what is shown is compared."""
    compared = {}
    for protected, groups in counts.items():
        shown = _shown(groups, told)
        for measure, of in PART_OF.items():
            for group in groups:
                if group in shown[measure] and group not in NO_GROUP:
                    own = Rate(groups[group][measure], groups[group][of])
                    compared[protected, group, measure] = own, Rate(everybody[measure], everybody[of])
    return findings(compared)


def ordered(figures: list[Figure]) -> Iterator[tuple[Protected, dict[str, dict[str, Figure]]]]:
    """P11b Yield each characteristic with its groups, and the figures of each by what is counted."""
    for protected in Protected:
        groups: dict[str, dict[str, Figure]] = {}
        for figure in figures:
            if figure.protected == protected:
                groups.setdefault(figure.group, {})[figure.measure] = figure
        if groups:
            yield protected, groups
