"""The percentiles of days."""

from collections.abc import Mapping


def within(days: Mapping[int, int], share: int) -> int:
    """Return the days within which that share of all was done, by the nearest rank.

    :param days: how many took so many days; at least one did.
    :param share: per cent, as in 50 for the median.
    """
    needed, done = -(-sum(days.values()) * share // 100), 0
    for each in sorted(days):
        done += days[each]
        if done >= needed:
            return each
    raise ValueError("nothing was done in any number of days")
