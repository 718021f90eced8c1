"""Recommend actions, take them out, and record their outcome (§5)."""

from datetime import date

from alerts.investigations.models import Investigation
from alerts.investigations.services import save_file
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import policies, steps
from .models import Action


@records.step
def add_action(
    *,
    investigation: Investigation,
    version: int,
    by: Colleague,
    on: date,
    kind: str,
    words: str,
    due_on: date | None,
    consent_by: Colleague | None = None,
    consent_on: date | None = None,
) -> Action:
    """P5 Add an action to the recommendation.

    :param due_on: the day by which it is to be done.
    :param consent_by: the employee who agrees that the police are told, if they are; ``consent_on`` is the day.
    """
    investigation = records.locked(investigation)
    refuse_if(steps.why_not_add_action(investigation, by, on), records.seen(investigation, version))
    action = Action(investigation=investigation, kind=kind, words=words, due_on=due_on)
    action.consent_by, action.consent_on = consent_by, consent_on
    refuse_if(policies.why_action_refused(action, on=on))
    records.save(action, by=by, why="Recommended")
    save_file(investigation, by=by, action="recommend action", why=f"Recommended: {action.get_kind_display()}")
    return action


@records.step
def withdraw_action(*, action: Action, version: int, by: Colleague, on: date) -> Action:
    """D3b P5 Withdraw an action from the recommendation. Its words stay on record.

    :param version: the version of the investigation that the page showed.
    """
    investigation, action = records.locked(action.formal_file), records.locked(action)
    action.investigation = investigation
    refuse_if(steps.why_not_withdraw_action(action, by, on), records.seen(investigation, version))
    action.taken_out_on = on
    records.save(action, by=by, why="Taken out of the recommendation")
    save_file(investigation, by=by, action="take out action", why=f"Taken out: {action.get_kind_display()}")
    return action


@records.step
def record_outcome(
    *, action: Action, version: int, by: Colleague, on: date, happened_on: date, words: str, signed: bool | None = None
) -> Action:
    """P5 D3b Record the outcome of an agreed action, and its day. An agreement that is not signed is never live.

    :param signed: whether the customer signed it, if it is a behaviour agreement.
    """
    action = records.locked(action)
    investigation = action.formal_file
    refuse_if(
        steps.why_not_record_outcome(action, by, on),
        records.seen(action, version),
        policies.why_outcome_refused(action, words=words, signed=signed, happened_on=happened_on, today=on),
    )
    if action.awaits_signature:
        words = f"{'Signed' if signed else 'Not signed'}. {words}"
        action.live_until = action.live_until if signed else None
    action.outcome, action.outcome_on, action.outcome_by = words, happened_on, by
    records.save(action, by=by, why=f"Outcome: {words}")
    audit.record("record outcome of action", investigation, by=by, why=f"{action.get_kind_display()}: {words}")
    return action
