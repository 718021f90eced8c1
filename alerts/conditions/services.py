"""What an alert restricts: conditions added to its draft, changed, and taken out again (§5)."""

from datetime import date
from typing import Any

from django.db import transaction

from alerts.alert.models import Alert
from alerts.investigations import permissions as investigations_permissions
from alerts.investigations.models import Investigation
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if, why_not_from_here
from housing_alerts.staff.models import Colleague

from . import policies
from .models import Condition


@transaction.atomic
def add_condition(
    *, alert: Alert, version: int, by: Colleague, on: date, kind: str, terms: dict[str, Any]
) -> Condition:
    """P5 Let the drafted alert restrict one thing more.

    :param terms: the other fields of :class:`Condition`: what its kind has to say, its words and its days.
    """
    file, alert = _drafting(alert, version, by)
    condition = Condition(alert=alert, kind=kind, **terms)
    _keep(condition, on=on, by=by, why=f"Condition added: {condition}")
    _saved(file, alert, by, "add condition", f"Condition added: {condition}")
    return condition


@transaction.atomic
def change_condition(
    *, condition: Condition, version: int, by: Colleague, on: date, terms: dict[str, Any]
) -> Condition:
    """P5 Let a condition of the drafted alert say something else. Another kind is another condition."""
    file, alert = _drafting(condition.alert, version, by)
    condition = records.locked(condition)
    refuse_if(policies.why_not_there(condition))
    for name, value in terms.items():
        setattr(condition, name, value)
    _keep(condition, on=on, by=by, why=f"Condition changed: {condition}")
    _saved(file, alert, by, "change condition", f"Condition changed: {condition}")
    return condition


@transaction.atomic
def take_out_condition(*, condition: Condition, version: int, by: Colleague, on: date) -> Condition:
    """P5 The drafted alert no longer restricts this. What it said stays on record."""
    file, alert = _drafting(condition.alert, version, by)
    condition = records.locked(condition)
    refuse_if(policies.why_not_there(condition))
    condition.lifted_on, condition.not_imposed = on, True
    records.save(condition, by=by, why="Taken out of the draft")
    _saved(file, alert, by, "take out condition", f"Condition taken out: {condition}")
    return condition


def _drafting(alert: Alert, version: int, by: Colleague) -> tuple[Investigation, Alert]:
    """The locked file and its locked draft, if ``by`` may work on them now."""
    refuse_if(why_not_from_here(alert.propose))
    assert alert.investigation is not None  # only what the housing system had in force has none
    file, alert = records.locked(alert.investigation), records.locked(alert)
    refuse_if(
        why_not_from_here(alert.propose),
        investigations_permissions.why_may_not_work_on(by, file),
        records.seen(alert, version),
    )
    return file, alert


def _keep(condition: Condition, *, on: date, by: Colleague, why: str) -> None:
    refuse_if(policies.why_not_condition(condition, on=on))
    records.save(condition, by=by, why=why)


def _saved(file: Investigation, alert: Alert, by: Colleague, action: str, why: str) -> None:
    """The draft and its file changed with it, so that nobody goes on with what they did not see."""
    records.save(alert, by=by, why=why)
    records.save(file, by=by, why=f"{alert.reference}: {why}")
    audit.record(action, alert, by=by, why=why)
