"""Compare how often something happened to a group with how often it happened to everybody else (§11).

Numbers go in and findings come out; nothing here reads the database or the clock.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple, TypeVar

from .choices import Finding

Key = TypeVar("Key")
SURE = 0.05
"""P11b The chance of a finding in a whole table where nothing but chance made its differences (our own standard)."""
DEVIATIONS = 1.959963984540054
"""P11b The standard deviations of a 95 % interval."""


class Rate(NamedTuple):
    """How many of so many."""

    number: int
    of: int


def wilson(rate: Rate) -> tuple[float, float]:
    """P11b Return the 95 % interval of a rate by Wilson's score, from 0 to 1."""
    if not rate.of:
        return 0.0, 1.0
    share, squared = rate.number / rate.of, DEVIATIONS**2
    middle = share + squared / (2 * rate.of)
    reach = DEVIATIONS * sqrt(share * (1 - share) / rate.of + squared / (4 * rate.of**2))
    scale = 1 + squared / rate.of
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def exact(group: Rate, everybody: Rate) -> float:
    """P11b Return the two-sided p-value of Fisher's exact test of the group against everybody else."""
    from scipy.stats import fisher_exact  # it takes seconds to load, and is asked for once a quarter

    others = Rate(everybody.number - group.number, everybody.of - group.of)
    answer = fisher_exact([[each.number, each.of - each.number] for each in (group, others)])
    return float(answer.pvalue)


def holm(chances: Sequence[float]) -> list[bool]:
    """P11b Return which of these p-values count, corrected by Holm for their number."""
    counts = [False] * len(chances)
    for place, index in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        if chances[index] > SURE / (len(chances) - place):
            break
        counts[index] = True
    return counts


def findings(groups: Mapping[Key, tuple[Rate, Rate]]) -> dict[Key, Finding]:
    """P11b Return what each comparison of one table shows, corrected for all of them together.

    :param groups: for each comparison the rate of the group, and that of everybody.
    """
    counts = holm([exact(group, everybody) for group, everybody in groups.values()])
    return {
        key: _finding(group, everybody) if counted else Finding.NONE
        for (key, (group, everybody)), counted in zip(groups.items(), counts, strict=True)
    }


def _finding(group: Rate, everybody: Rate) -> Finding:
    return Finding.MORE if group.number * everybody.of > everybody.number * group.of else Finding.LESS
