"""The steps of an appeal: whether a colleague can take each now, before any input (§9)."""

from datetime import date

from alerts.models import Action, Alert
from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague

from . import permissions, policies, selectors
from .models import Appeal


def why_not_log(decision: Alert | Action, by: Colleague, on: date) -> Refusal | None:
    """P9a Return the obstacle to logging an appeal against this alert, or against this agreed action."""
    about = selectors.appealed(decision)
    if about is None:
        return policies.why_nobody_agreed()
    return (
        policies.why_nobody_appeals(about, reviewed=isinstance(decision, Alert) and decision.is_active)
        or permissions.why_may_not_handle(by, about.service_area)
        or policies.why_not_log(decision, about)
    )


def why_not_accept(appeal: Appeal, by: Colleague, on: date | None = None) -> Refusal | None:
    """P9a Return the obstacle to letting the appeal go ahead. No rule of this step asks the day."""
    return why_not_from_here(appeal.accept) or permissions.why_may_not_handle(by, appeal.service_area)


def why_not_refuse(appeal: Appeal, by: Colleague, on: date | None = None) -> Refusal | None:
    """P9a Return the obstacle to refusing the appeal as late. No rule of this step asks the day."""
    return (
        why_not_from_here(appeal.refuse)
        or permissions.why_may_not_refuse(by, appeal)
        or policies.why_appeal_in_time(appeal, selectors.last_day(appeal))
    )


def why_not_prepare(appeal: Appeal, by: Colleague, on: date) -> Refusal | None:
    """P9b Return the obstacle to putting the appeal before the Head of Service."""
    return why_not_from_here(appeal.prepare) or permissions.why_may_not_prepare(by, appeal)


def why_not_send_back(appeal: Appeal, by: Colleague, on: date | None = None) -> Refusal | None:
    """P9b Return the obstacle to asking the Lead a question first. No rule of this step asks the day."""
    return why_not_from_here(appeal.send_back) or permissions.why_may_not_determine(by, appeal)


def why_not_determine(appeal: Appeal, by: Colleague, on: date) -> Refusal | None:
    """P9b Return the obstacle to deciding the appeal. Leaders outside the area name the absent Head in the form."""
    return (
        why_not_from_here(appeal.determine)
        or permissions.why_may_not_determine(by, appeal)
        or permissions.why_own_decision_forbidden(by, appeal)
    )


def why_not_withdraw(appeal: Appeal, by: Colleague, on: date) -> Refusal | None:
    """P9b Return the obstacle to recording that the customer takes the appeal back."""
    return why_not_from_here(appeal.withdraw) or permissions.why_may_not_handle(by, appeal.service_area)


def why_not_answer(appeal: Appeal, by: Colleague, on: date | None = None) -> Refusal | None:
    """P9b Return the obstacle to recording how the customer was answered without a letter. No rule asks the day."""
    return policies.why_not_answer(appeal) or permissions.why_may_not_handle(by, appeal.service_area)


def why_not_attach(appeal: Appeal, by: Colleague, on: date | None = None) -> Refusal | None:
    """P9a Return the obstacle to attaching a document that came with the appeal. No rule of this step asks the day."""
    return permissions.why_may_not_handle(by, appeal.service_area) or policies.why_not_attach(appeal)


def why_not_remove_file(appeal: Appeal, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to removing a file from the appeal. No rule of this step asks the day."""
    return permissions.why_may_not_handle(by, appeal.service_area) or policies.why_not_remove_file(appeal)
