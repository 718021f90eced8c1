"""Hide what could tell of few people in a published table (§11).

A group is hidden where it, or what is left of it, is under five. What is hidden in a table is together nobody, or five or more:
else a further group is hidden, so that a total less what is shown leaves no few. What is hidden in a table stays hidden in every
table of a part of the same people. So people can change places among the hidden groups, and no published number would differ.
"""

from collections.abc import Collection, Mapping

LEAST = 5
"""P11b The fewest people of whom a published table tells, and the step to which its numbers are rounded."""
Parts = tuple[int, ...]
"""The people of a group: those to whom something happened, and the others; or all of them."""


def rounded(number: int) -> int:
    """P11b Return the nearest multiple of five."""
    return LEAST * round(number / LEAST)


def too_few(parts: Parts) -> bool:
    """P11b Return whether any part of these people is under five."""
    return any(part < LEAST for part in parts)


def hidden(groups: Mapping[str, Parts], *, before: Collection[str] = ()) -> set[str]:
    """P11b Return the groups of a table that are not shown.

    :param before: the groups that are hidden in the table of which these people are a part.
    """
    found = {group for group, parts in groups.items() if group in before or too_few(parts)}
    shown = sorted(groups.keys() - found, key=lambda group: (min(groups[group]), group), reverse=True)
    while shown and not _safe([groups[group] for group in found]):
        found.add(shown.pop())
    return found


def _safe(hidden: Collection[Parts]) -> bool:
    """Return whether the hidden groups are together nobody, or five or more, in each part."""
    sums = [sum(part) for part in zip(*hidden, strict=True)]
    return all(total == 0 or total >= LEAST for total in sums)
