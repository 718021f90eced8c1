"""The steps of a condition: whether a colleague can take each now, before any input (§5, D4)."""

from datetime import date

from alerts.alert.models import Alert
from alerts.investigations import permissions as investigations_permissions
from alerts.reviews import permissions as reviews_permissions
from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague

from . import declarations, policies
from .models import Condition


def why_not_add_condition(alert: Alert, by: Colleague, on: date) -> Refusal | None:
    """P5 Return the obstacle to adding a condition: its Lead drafts the conditions together with the alert."""
    moved_on = why_not_from_here(alert.propose)
    if moved_on or alert.investigation is None:
        return moved_on
    return investigations_permissions.why_may_not_work_on(by, alert.investigation)


def why_not_change_condition(condition: Condition, by: Colleague, on: date) -> Refusal | None:
    """P5 Return the obstacle to changing a condition of the draft."""
    return why_not_add_condition(condition.alert, by, on) or policies.why_condition_withdrawn(condition)


def why_not_withdraw_condition(condition: Condition, by: Colleague, on: date) -> Refusal | None:
    """P5 Return the obstacle to withdrawing a condition from the draft."""
    return why_not_add_condition(condition.alert, by, on) or policies.why_condition_withdrawn(condition)


def why_not_record_declaration(condition: Condition, by: Colleague, on: date) -> Refusal | None:
    """D4 Return the obstacle to recording that the written declaration came."""
    return reviews_permissions.why_may_not_review(by, condition.alert) or declarations.why_no_declaration_awaited(
        condition
    )
