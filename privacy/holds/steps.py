"""The steps of a legal hold: whether a colleague can take each now, before any input (§13)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague
from privacy.models import LegalHold

from . import permissions


def why_not_place(by: Colleague, on: date | None = None) -> Refusal | None:
    """P13a Return the obstacle to placing a hold. No rule of this step asks the day."""
    return permissions.why_may_not_hold(by)


def why_not_review(hold: LegalHold, by: Colleague, on: date) -> Refusal | None:
    """P13a Return the obstacle to recording that the hold is still needed."""
    return why_not_from_here(hold.review) or permissions.why_may_not_hold(by)


def why_not_end(hold: LegalHold, by: Colleague, on: date) -> Refusal | None:
    """P13a Return the obstacle to ending the hold."""
    return why_not_from_here(hold.end) or permissions.why_may_not_hold(by)
