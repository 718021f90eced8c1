"""The steps of an action: whether a colleague can take each now, before any input (§5)."""

from datetime import date

from alerts.investigations.models import Investigation
from alerts.investigations.steps import why_not_change_file
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions, policies
from .models import Action


def why_not_add_action(investigation: Investigation, by: Colleague, on: date) -> Refusal | None:
    """P5 Return the obstacle to adding an action to the recommendation."""
    return why_not_change_file(investigation, by)


def why_not_withdraw_action(action: Action, by: Colleague, on: date) -> Refusal | None:
    """D3b P5 Return the obstacle to withdrawing the action from the recommendation."""
    return why_not_change_file(action.formal_file, by) or policies.why_not_withdraw_action(action)


def why_not_record_outcome(action: Action, by: Colleague, on: date) -> Refusal | None:
    """P5 Return the obstacle to recording the outcome of the action."""
    return permissions.why_may_not_follow_up(by, action.formal_file) or policies.why_no_outcome(action)
