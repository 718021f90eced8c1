"""The steps of a comparison with Cx: whether a colleague can take each now, before any input (§11)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions, policies, selectors
from .models import Difference


def why_not_compare(by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to comparing with Cx. No rule of this step asks the day."""
    return permissions.why_may_not_compare(by)


def why_not_answer(difference: Difference, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to answering a row. No rule of this step asks the day."""
    newer = selectors.newer_than(difference.run)
    return permissions.why_may_not_answer(by, difference) or policies.why_not_answer(difference, newer)
