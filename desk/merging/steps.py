"""The steps of a merge: whether a colleague can take each now, before any input (§11)."""

from datetime import date

from housing_alerts.customers.models import Customer, Merge, Pair
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions, policies


def why_not_choose_file(kept: Customer, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to merging anything into this file. No rule of this step asks the day."""
    return permissions.why_may_not_merge(by, kept)


def why_not_merge(kept: Customer, other: Customer, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to making one file of these two. No rule of this step asks the day."""
    return permissions.why_may_not_merge(by, kept, other) or policies.why_not_merge(kept, other)


def why_not_undo(merge: Merge, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to making two files of one again. No rule of this step asks the day."""
    return permissions.why_may_not_merge(by, merge.kept, merge.merged) or policies.why_not_undo(merge)


def why_not_answer(pair: Pair, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to saying whether two files are of one person. No rule of this step asks the day."""
    return permissions.why_may_not_answer(by, pair.new_file, pair.known_file) or policies.why_not_answer(pair)
