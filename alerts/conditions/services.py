"""Add, change and withdraw the conditions of a drafted alert, and record a declaration (§5)."""

from datetime import date
from typing import Any

from alerts.alert.models import Alert
from alerts.alert.services import cancel_untrue, locked_with_file
from alerts.investigations.models import Investigation
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if, why_not_from_here
from housing_alerts.staff.models import Colleague

from . import declarations, policies, steps
from .models import Condition


@records.step
def record_declaration(
    *, condition: Condition, version: int, by: Colleague, on: date, received_on: date, words: str
) -> Condition:
    """D4 Record that the customer's written declaration came: the service resumes, and nothing else changes.

    It is no step down, because the condition itself says when it ends.
    :param version: the version of the alert that the page showed.
    """
    alert, condition = records.locked(condition.alert), records.locked(condition)
    condition.alert = alert
    refuse_if(
        steps.why_not_record_declaration(condition, by, on),
        records.seen(alert, version),
        declarations.why_declaration_refused(condition, words, received_on=received_on, on=on),
    )
    condition.declared_on, condition.declaration, condition.lifted_on = received_on, words, on
    records.save(condition, by=by, why=f"Declaration received: {words}")
    records.save(alert, by=by, why=f"Service resumes: {condition}")
    audit.record("record declaration", alert, by=by, why=words)
    cancel_untrue(alert, by=by, reason=f"A service resumes under alert {alert.reference}")
    return condition


@records.step
def add_condition(
    *, alert: Alert, version: int, by: Colleague, on: date, kind: str, terms: dict[str, Any]
) -> Condition:
    """P5 Add a condition to the drafted alert.

    :param terms: the other fields of :class:`Condition`: the details of its kind, its words and its days.
    """
    file, alert = _locked_draft(alert)
    refuse_if(steps.why_not_add_condition(alert, by, on), records.seen(alert, version))
    condition = Condition(alert=alert, kind=kind, **terms)
    _keep(condition, on=on, by=by, why=f"Condition added: {condition}")
    _saved(file, alert, by, "add condition", f"Condition added: {condition}")
    return condition


@records.step
def change_condition(
    *, condition: Condition, version: int, by: Colleague, on: date, terms: dict[str, Any]
) -> Condition:
    """P5 Change a condition of the drafted alert. Its kind stays: another kind is another condition."""
    file, alert = _locked_draft(condition.alert)
    condition = records.locked(condition)
    condition.alert = alert
    refuse_if(steps.why_not_change_condition(condition, by, on), records.seen(alert, version))
    for name, value in terms.items():
        setattr(condition, name, value)
    _keep(condition, on=on, by=by, why=f"Condition changed: {condition}")
    _saved(file, alert, by, "change condition", f"Condition changed: {condition}")
    return condition


@records.step
def withdraw_condition(*, condition: Condition, version: int, by: Colleague, on: date) -> Condition:
    """P5 Withdraw a condition from the drafted alert. Its words stay on record."""
    file, alert = _locked_draft(condition.alert)
    condition = records.locked(condition)
    condition.alert = alert
    refuse_if(steps.why_not_withdraw_condition(condition, by, on), records.seen(alert, version))
    condition.lifted_on, condition.not_imposed = on, True
    records.save(condition, by=by, why="Taken out of the draft")
    _saved(file, alert, by, "take out condition", f"Condition taken out: {condition}")
    return condition


def _locked_draft(alert: Alert) -> tuple[Investigation, Alert]:
    refuse_if(why_not_from_here(alert.propose))
    return locked_with_file(alert)


def _keep(condition: Condition, *, on: date, by: Colleague, why: str) -> None:
    refuse_if(policies.why_condition_refused(condition, on=on), declarations.why_service_stays_closed(condition))
    records.save(condition, by=by, why=why)


def _saved(file: Investigation, alert: Alert, by: Colleague, action: str, why: str) -> None:
    """Save the draft and its file as changed too, so that nobody continues with a version they have not seen."""
    records.save(alert, by=by, why=why)
    records.save(file, by=by, why=f"{alert.reference}: {why}")
    audit.record(action, alert, by=by, why=why)
