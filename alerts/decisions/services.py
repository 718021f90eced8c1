"""Approve, decline, send back or agree; the last decision concludes the case (§7, D3.2)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from alerts.actions.models import Action
from alerts.alert import policies as alert_policies
from alerts.alert import selectors as alert_selectors
from alerts.alert import steps as alert_steps
from alerts.alert.models import Alert
from alerts.alert.services import end_quietly, instruction, locked_with_file
from alerts.choices import AlertStatus, EndedBecause, Informing
from alerts.conditions import policies as conditions_policies
from alerts.entries.services import to_enter_imposed
from alerts.investigations import steps as investigations_steps
from alerts.investigations.models import Investigation
from alerts.markers import policies as markers_policies
from alerts.markers.services import ask_anew, ask_where_they_moved, lift_with_decision
from alerts.writing import measures
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if, why_not_from_here
from housing_alerts.staff.models import Colleague
from letters import services as letters

from . import policies, record, selectors
from .answers import Authority, InformAnswer, KnownAnswer, Lighter


def _decision(by: Colleague, on: date, authority: Authority, reason: str) -> dict[str, Any]:
    return {
        "decided_by": by,
        "decided_on": on,
        "decision_reason": reason,
        "procedure_version": procedure.VERSION,
        **authority.fields(),
    }


@records.step
def approve_alert(
    *,
    alert: Alert,
    version: int,
    by: Colleague,
    on: date,
    reason: str,
    inform: InformAnswer,
    authority: Authority = Authority(),
    known: KnownAnswer = KnownAnswer(),
    less: Lighter = Lighter(),
    lifelines: Collection[str] = (),
    due_regard: str = "",
    unneeded: str = "",
    sure_of: Collection[str] = (),
) -> Alert:
    """P7a Impose the alert from today. As the last decision of its investigation, it also concludes the case.

    :param known: the decider's answer to the facts that became known since the recommendation.
    :param less: the parts that are taken away from the recommended alert.
    :param lifelines: the codes of the lifelines that the decider confirms to stay open, where the alert restricts
        something.
    :param due_regard: how the decider weighed equality, and a disability or health condition of the customer.
    :param unneeded: why colleagues do not need any more what the marker that this decision lifts, or the alert that it
        replaces, asks for.
    :param sure_of: the codes of what is meant to differ from the contact strategy of the customer.
    :raises NotAllowed: with the clause that stands in the way.
    """
    refuse_if(why_not_from_here(alert.approve))
    investigation, alert = locked_with_file(alert)
    lifting = selectors.lifting(investigation, on=on, alert=alert, replaced=alert.replaces)
    given_up = lifting.given_up(less.kept(alert))
    refuse_if(
        alert_steps.why_not_approve(alert, by, on),
        records.seen(alert, version),
        authority.why_not(by, investigation.service_area),
        policies.why_no_reason(reason),
        policies.why_equality_not_weighed(alert, due_regard),
        known.why_not(alert),
        less.why_not(alert, on=on),
        conditions_policies.why_lapsed([alert], on=on, without=less.without),
        conditions_policies.why_no_way_beside([alert], investigation, on=on, without=less.without),
        conditions_policies.why_lifelines_open(alert.present_conditions(), lifelines, without=less.without),
        inform.why_not(alert) or policies.why_nobody_to_inform(alert, inform.answer),
        policies.why_condition_untold(alert, inform.answer, less.without),
        markers_policies.why_protection_given_up(given_up, unneeded, does=lifting.does),
        policies.why_departs_unconfirmed(selectors.against_strategy(alert, less.kept(alert), less.without), sure_of),
    )
    chosen = {**inform.fields(), **known.fields(alert), **_confirmed(alert, lifelines, due_regard)}
    chosen["taken_away"] = measures.lightened(alert, less)
    if inform.answer == Informing.INFORM:
        chosen["withheld_before"] = alert_policies.withheld_for_harm(alert)
    _lighten_conditions(alert, less, by=by, on=on)
    alert.approve(
        decision={**_decision(by, on, authority, reason), **chosen},
        terms=_terms(alert, investigation, less, on, withheld=inform.answer == Informing.WITHHOLD),
    )
    alert.imposed = measures.imposed(alert)
    _end_replaced(alert, by=by, on=on, unneeded=unneeded if given_up else "")
    records.save(alert, by=by, why=f"Approved: {reason}", moment="approved_at")
    audit.record("approve alert", alert, by=by, why=reason)
    to_enter_imposed(alert, by=by, on=on)
    _cancel_letters(alert, by=by)
    _conclude_when_decided(investigation, by=by, on=on, unneeded=unneeded if given_up else "")
    if given_up:
        _ask_for_danger(alert, by=by, on=on)
    return alert


def _cancel_letters(alert: Alert, *, by: Colleague) -> None:
    """P7c Cancel the letters to the customer that this alert forbids."""
    if alert.customer:
        told = "imposed" if alert.informing == Informing.INFORM else "decided not to inform the customer"
        letters.cancel_forbidden(alert.customer, by=by, reason=f"Alert {alert.reference}: {told}")


def _confirmed(alert: Alert, lifelines: Collection[str], due_regard: str) -> dict[str, Any]:
    """P5 P11b Return what the decider confirmed: the lifelines beside limits, and how equality was weighed of a person."""
    asked = procedure.LIFELINES if alert.present_conditions() else ()
    confirmed = [each.code for each in asked if each.code in lifelines]
    return {"lifelines": confirmed, "due_regard": due_regard.strip() if alert.customer else ""}


def _end_replaced(alert: Alert, *, by: Colleague, on: date, unneeded: str) -> None:
    """P8b End the alert that this one replaces, with the reason why less protection is enough, if there is one."""
    old = alert.replaces
    if old is None:
        return
    why = f"Replaced by {alert.reference}{f'. {unneeded}' if unneeded else ''}"
    same = old.type_id == alert.type_id
    end_quietly(old, by=by, on=on, because=EndedBecause.REPLACED, reason=why, flag_stays=same)
    old.refresh_from_db()


def _ask_for_danger(alert: Alert, *, by: Colleague, on: date) -> None:
    """D4 Ask for a marker anew where the replaced alert protected colleagues from more than this one does."""
    if alert.replaces:
        why = f"Alert {alert.replaces.reference} was replaced by one that asks for less."
        ask_anew(alert.around().incidents(), by=by, on=on, why=why)


def _lighten_conditions(alert: Alert, less: Lighter, *, by: Colleague, on: date) -> None:
    """P7a Lift the conditions that are not imposed, and shorten those that end sooner than was recommended."""
    for condition in alert.standing_conditions():
        if condition.pk in less.without:
            condition.lifted_on, condition.not_imposed = on, True
            records.save(condition, by=by, why="Recommended, and not imposed")
        elif condition.pk in less.ends:
            condition.ends = less.ends[condition.pk]
            records.save(condition, by=by, why="Imposed for a shorter time than was recommended")


def _terms(alert: Alert, investigation: Investigation, less: Lighter, on: date, *, withheld: bool) -> dict[str, Any]:
    """Return the terms fixed at approval: the controls that stay, and the dates that run from it."""
    controls, months = less.kept(alert), less.months or alert.first_period
    period = alert_selectors.months_to_review(alert, months, withheld=withheld, on=on)
    return {
        "asset": alert.where(on=on),
        "controls": controls,
        "instruction": instruction(controls=alert.asked_controls, words=alert.asked_instruction, stay=controls),
        "effective_from": on,
        "first_period": period,
        "review_due_on": procedure.review_due_on(on, period),
        "responsible_lead": investigation.lead,
    }


@records.step
def decline_alert(
    *,
    alert: Alert,
    version: int,
    by: Colleague,
    on: date,
    reason: str,
    authority: Authority = Authority(),
    known: KnownAnswer = KnownAnswer(),
    unneeded: str = "",
) -> Alert:
    """P7a P10a Decline the alert. As the last decision of its investigation, this also concludes the case.

    :param unneeded: as in :func:`approve_alert`.
    """
    refuse_if(why_not_from_here(alert.decline))
    investigation, alert = locked_with_file(alert)
    lifting = selectors.lifting(investigation, on=on, alert=alert)
    given_up = lifting.given_up()
    refuse_if(
        alert_steps.why_not_decline(alert, by, on),
        records.seen(alert, version),
        authority.why_not(by, investigation.service_area),
        policies.why_no_reason(reason),
        known.why_not(alert),
        markers_policies.why_protection_given_up(given_up, unneeded, does=lifting.does),
    )
    alert.decline(decision={**_decision(by, on, authority, reason), **known.fields(alert)})
    records.save(alert, by=by, why=f"Declined: {reason}")
    audit.record("decline alert", alert, by=by, why=reason)
    _conclude_when_decided(investigation, by=by, on=on, unneeded=unneeded if given_up else "")
    return alert


@records.step
def send_back_investigation(
    *,
    investigation: Investigation,
    version: int,
    by: Colleague,
    question: str,
    authority: Authority = Authority(),
    sure_of: Collection[str] = (),
) -> Investigation:
    """D3b Return the case to its Lead with a question. Decisions already made stand.

    :param sure_of: the code of the doubt about a Lead who is away, if it was confirmed.
    """
    investigation = records.locked(investigation)
    refuse_if(
        investigations_steps.why_not_send_back(investigation, by),
        records.seen(investigation, version),
        authority.why_not(by, investigation.service_area),
        policies.why_no_question(question),
        policies.why_lead_away_unconfirmed(investigation, sure_of),
    )
    known = [each.kept for each in investigation.known_now()]
    _keep_what_was_decided_upon(investigation, by=by)
    for alert in investigation.alerts_put_forward():
        alert.send_back()
        records.save(alert, by=by, why="Sent back with its investigation")
    investigation.send_back(question=question, asked=authority.asked(by, question), known=known)
    records.save(investigation, by=by, why=f"Sent back: {question}")
    audit.record("send back investigation", investigation, by=by, why=question)
    return investigation


def _keep_what_was_decided_upon(investigation: Investigation, *, by: Colleague) -> None:
    """P7a Store with each decided alert the facts it was decided on, because the file goes on and changes."""
    for each in investigation.alerts.all():
        if each.decided_on and not each.decided_upon:
            alert = records.locked(each)
            alert.decided_upon = record.decided_upon(investigation, on=each.decided_on)
            records.save(alert, by=by, why="What it was decided on is kept: the rest of its file was sent back")


@records.step
def agree_investigation(
    *,
    investigation: Investigation,
    version: int,
    by: Colleague,
    on: date,
    reason: str,
    declined: set[int] | frozenset[int] = frozenset(),
    authority: Authority = Authority(),
    known: KnownAnswer = KnownAnswer(),
    unneeded: str = "",
) -> Investigation:
    """D3b P10a Agree the recommended actions, or that nothing further is done.

    :param declined: the primary keys of the actions that are declined.
    :param unneeded: as in :func:`approve_alert`.
    """
    investigation = records.locked(investigation)
    lifting = selectors.lifting(investigation, on=on)
    given_up = lifting.given_up()
    refuse_if(
        investigations_steps.why_not_agree(investigation, by, on),
        records.seen(investigation, version),
        authority.why_not(by, investigation.service_area),
        policies.why_no_reason(reason),
        known.why_not(investigation),
        markers_policies.why_protection_given_up(given_up, unneeded, does=lifting.does),
    )
    actions = investigation.open_actions()
    decision = {**_decision(by, on, authority, reason), **known.fields(investigation)}
    if not actions:
        _fill_in(investigation, decision)
    for action in actions:
        _decide_action(action, decision, agreed=action.pk not in declined)
    audit.record("agree investigation", investigation, by=by, why=reason)
    if not _conclude_when_decided(investigation, by=by, on=on, unneeded=unneeded if given_up else ""):
        records.save(investigation, by=by, why=f"Actions decided: {reason}")
    return investigation


def _decide_action(action: Action, decision: dict[str, Any], *, agreed: bool) -> None:
    _fill_in(action, decision)
    action.agreed = agreed
    if agreed and action.kind in Action.WITH_A_LIFE:
        action.live_until = procedure.live_until(decision["decided_on"])
    records.save(action, by=decision["decided_by"], why="Agreed" if agreed else "Declined")


def _fill_in(record: Action | Investigation, decision: dict[str, Any]) -> None:
    for name, value in decision.items():
        setattr(record, name, value)


def _conclude_when_decided(investigation: Investigation, *, by: Colleague, on: date, unneeded: str) -> bool:
    """Conclude the case if nothing is left to decide, and return whether it was concluded.

    :param unneeded: why colleagues go without what the lifted markers ask for; empty where an alert asks for it.
    """
    if investigation.alerts_put_forward() or investigation.open_actions():
        return False
    investigation.conclude(on=on)
    records.save(investigation, by=by, why="Concluded")
    concluded = f"Investigation {investigation.reference} was concluded."
    lift_with_decision(investigation.incidents.all(), by=by, on=on, why=f"{concluded} {unneeded}".strip())
    if unneeded:
        ask_anew(investigation.around().incidents(), by=by, on=on, why=f"{concluded} Its marker was lifted.")
    if investigation.alerts.filter(status=AlertStatus.ACTIVE).exists():
        ask_where_they_moved(investigation, by=by, on=on)
    audit.record("conclude investigation", investigation, by=by)
    return True
