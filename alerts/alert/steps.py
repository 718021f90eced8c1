"""The steps of an alert: whether a colleague can take each now, before any input (§5, §7, §8)."""

from datetime import date

from alerts.carrying_over import policies as carrying_over_policies
from alerts.decisions import permissions as decisions_permissions
from alerts.decisions import policies as decisions_policies
from alerts.investigations import permissions as investigations_permissions
from alerts.reviews import policies as reviews_policies
from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague

from . import permissions, policies
from .models import Alert


def why_not_propose(alert: Alert, by: Colleague, on: date) -> Refusal | None:
    """P7b D3b Return the obstacle to putting this draft to the Head of Service, within its file's recommendation."""
    return (
        why_not_from_here(alert.propose)
        or investigations_permissions.why_may_not_work_on(by, alert.file)
        or policies.why_not_propose(alert)
    )


def why_not_send_back(alert: Alert, by: Colleague, on: date) -> Refusal | None:
    """D3b Return the obstacle to sending it back to the Lead, within its file's own step."""
    return why_not_from_here(alert.send_back) or decisions_permissions.why_may_not_decide(by, alert.file)


def why_not_withdraw(alert: Alert, by: Colleague, on: date | None = None) -> Refusal | None:
    """D3b Return the obstacle to taking the draft out of the recommendation. No rule of this step asks the day."""
    return why_not_from_here(alert.withdraw) or investigations_permissions.why_may_not_work_on(by, alert.file)


def why_not_approve(alert: Alert, by: Colleague, on: date) -> Refusal | None:
    """P7a Return the obstacle to imposing the alert, whatever the decider answers and takes away.

    Leaders outside the area may go on: they name the absent Head in the form.
    """
    return (
        why_not_from_here(alert.approve)
        or decisions_permissions.why_may_not_decide(by, alert.file)
        or decisions_permissions.why_decider_was_consulted(by, alert.file)
        or policies.why_not_approve(alert)
        or decisions_policies.why_no_property(alert, on=on)
        or decisions_policies.why_not_replace(alert, on=on)
        or decisions_policies.why_no_condition_left(alert, alert.file, on=on)
    )


def why_not_decline(alert: Alert, by: Colleague, on: date | None = None) -> Refusal | None:
    """P7a Return the obstacle to declining the alert. No rule of this step asks the day."""
    return why_not_from_here(alert.decline) or decisions_permissions.why_may_not_decide(by, alert.file)


def why_not_carry_over(alert: Alert, by: Colleague | None, on: date | None = None) -> Refusal | None:
    """F1 Return the obstacle to carrying over an alert of the housing system. A command does this, not a colleague."""
    return why_not_from_here(alert.carry_over) or carrying_over_policies.why_not_carry_over(alert)


def why_not_vary(alert: Alert, by: Colleague, on: date) -> Refusal | None:
    """P8b Return the obstacle to letting it go on with less. The review or the appeal checks who decides that."""
    return why_not_from_here(alert.vary)


def why_not_end(alert: Alert, by: Colleague, on: date) -> Refusal | None:
    """P8b Return the obstacle to removing the alert between reviews."""
    return why_not_from_here(alert.end) or permissions.why_may_not_end(by, alert)


def why_not_ask_for_controls(draft: Alert, by: Colleague, on: date | None = None) -> Refusal | None:
    """P8b Return the obstacle to asking for further controls in a draft. No rule of this step asks the day."""
    return reviews_policies.why_draft_strengthens_nothing(draft) or investigations_permissions.why_may_not_work_on(
        by, draft.file
    )
