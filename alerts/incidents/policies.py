"""The rules for a report and its triage (§2, §3, D1, D3.1)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from alerts.choices import GRAVE, About, IncidentStatus, InvestigationStatus
from alerts.conditions.policies import OF_CONDITIONS
from alerts.corrections.choices import DangerFrom
from alerts.decisions.policies import why_alert_withheld
from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Stage
from housing_alerts.kernel.refusals import Refusal, why_unsaid
from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from alerts.actions.models import Action
    from alerts.alert.models import Alert
    from housing_alerts.customers.models import Asset, Customer
    from housing_alerts.staff.models import Colleague

    from .models import Incident
    from .past import Past


def why_report_incomplete(incident: "Incident") -> Refusal | None:
    """P2 Refuse a report that lacks the person or place, the events, or the line manager who is told."""
    if not (incident.customer_id or incident.asset_id or incident.elsewhere.strip()):
        return Refusal(procedure.REPORTING, "Say who it was about or, where you do not know the person, where it was.")
    if not incident.account.strip():
        return Refusal(procedure.REPORTING, "Say in your own words what happened.")
    if not incident.line_manager_id:
        return Refusal(procedure.REPORTING, "Choose the line manager who is told of this incident.")
    if incident.about == About.THIRD_PARTY and not incident.source.strip():
        return Refusal(procedure.THIRD_PARTY, "Say which agency told us.")
    if incident.about == About.BEHAVIOUR and not (incident.behaviours.exists() or incident.dangers):
        return Refusal(procedure.BEHAVIOUR_FAMILIES, "Choose at least one behaviour, or report a risk instead.")
    return None


def why_time_impossible(incident: "Incident", now: datetime) -> Refusal | None:
    """P2 Refuse an incident whose time is not known or lies in the future."""
    if incident.occurred_at is None:
        return Refusal(procedure.INFORMAL_STEPS, "Say on which day it happened, and at what time.")
    if incident.occurred_at <= now:
        return None
    return Refusal(procedure.INFORMAL_STEPS, "It cannot have happened in the future. Check the date and the time.")


def why_manager_refused(incident: "Incident", by: "Colleague") -> Refusal | None:
    """P2 Refuse a line manager who reported the incident."""
    if incident.line_manager is None or incident.line_manager not in (incident.reported_by, by):
        return None
    return Refusal(
        procedure.REPORTING, "Nobody triages their own report. Choose another line manager, or an Operational Lead."
    )


def why_manager_away(
    incident: "Incident", away: "Mapping[int, Colleague | None]", others: "Collection[Colleague]"
) -> Refusal | None:
    """P2 P6 Refuse a line manager who is away while somebody else can be told: the report would rest unread.

    :param away: the colleagues who are away, by their keys, each with their deputy.
    :param others: the colleagues who can be told in their place.
    """
    if incident.line_manager_id is None or incident.line_manager_id not in away or not others:
        return None
    deputy = away[incident.line_manager_id]
    then = f"Choose {deputy}, who is the deputy" if deputy in others else "Choose somebody else"
    return Refusal(procedure.REPORTING, f"{incident.line_manager} is away. {then}.")


def why_not_log_again(incident: "Incident") -> Refusal | None:
    """P2 Refuse other words for a report that was logged already: they are another report, or none."""
    if incident.status in (IncidentStatus.DRAFT, IncidentStatus.VOID):
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"This report was logged already as {incident.reference}, and what stands below is not what was logged. If it is "
        "another report, log it once more: what you typed is still here. Choose photos and files again.",
    )


def why_not_name_customer(incident: "Incident") -> Refusal | None:
    """P2 Refuse to name the customer once a Lead has taken the matter up: an investigation begins with its subject."""
    if incident.customer_id:
        return Refusal(procedure.REPORTING, f"Incident {incident.reference} says already who it is about.")
    if incident.status in (IncidentStatus.DRAFT, IncidentStatus.VOID):
        return Refusal(
            procedure.REPORTING,
            f"Incident {incident.reference} is {incident.get_status_display().lower()}. Log a report that says who it was.",
        )
    file = incident.investigated_in()
    if file is None:
        return None
    if file.status == InvestigationStatus.CONCLUDED:
        return Refusal(
            procedure.REPORTING,
            f"The Head of Service has decided on investigation {file.reference}. Log another report that says who it was.",
        )
    return Refusal(
        procedure.REPORTING,
        f"Investigation {file.reference} is about the property. {file.lead} can withdraw it while it is open. Then say who "
        "it was, and open another.",
    )


def why_neither_named(customer: "Customer | None", asset: "Asset | None") -> Refusal | None:
    """P2 Refuse to name neither the person nor the property."""
    if customer or asset:
        return None
    return Refusal(procedure.REPORTING, "Say who it was or, if nobody knows, at which of our properties it was.")


def why_place_known(incident: "Incident") -> Refusal | None:
    """P2 Refuse another property than the one that the report says."""
    if incident.asset is None:
        return None
    return Refusal(procedure.REPORTING, f"Incident {incident.reference} says already that it was at {incident.asset}.")


def proposed_stage(incident: "Incident", past: "Past | None" = None) -> Stage | None:
    """D1 Return the stage that Appendix D proposes for this incident; none against a person whose danger it is not.

    :param past: the records before it, if they were read already.
    """
    if incident.customer_id and incident.danger_from == DangerFrom.THERE:
        return None
    return procedure.propose_stage(
        stages=[Stage(behaviour.stage) for behaviour in incident.behaviours.all()],
        violent=bool(set(GRAVE).intersection(incident.dangers)),
        recent=(past or incident.past()).is_recent,
    )


def why_settlement_unexplained(incident: "Incident", settlement: str) -> Refusal | None:
    """D3a Refuse to settle without saying which action was taken, or why none was needed."""
    asked = Refusal(procedure.INFORMAL_STEPS, "Say what informal action was taken, or why none was needed.")
    return why_unsaid(settlement, asked)


def why_action_not_informal(kinds: Collection[str], known: Collection[str]) -> Refusal | None:
    """D3a Refuse kinds of action that need agreement or the Head of Service: they do not settle a matter informally."""
    if set(kinds) <= set(known):
        return None
    return Refusal(procedure.INFORMAL_STEPS, "Choose which informal action was taken: what is formal, refer.")


def why_letter_owed_refused(incident: "Incident", action: "Action", by: "Colleague") -> Refusal | None:
    """P7c P4b D3a Return why nothing is done that must be written to the customer: no letter may go.

    P11a The reason is content of the file: to whoever may not open a restricted one, it says only that none may go.
    """
    found, customer = action.why_customer_not_informed(), incident.customer
    if found is None or customer is None or not customer.restricted or customer.is_open_to(by):
        return found
    return Refusal(
        procedure.RECORDING, "No letter may go to this person. An Operational Lead who keeps the file knows why."
    )


def why_service_area_missing(incident: "Incident") -> Refusal | None:
    """D3b Refuse to refer an incident without a service area, because that area's Lead takes it up."""
    if incident.service_area_id:
        return None
    return Refusal(procedure.FORMAL_STAGE, "Say which service area the incident belongs to, so that its Lead sees it.")


def why_not_investigate(incident: "Incident") -> Refusal | None:
    """D3b Refuse to investigate an incident that no line manager referred, or that is in an investigation already."""
    if incident.status != IncidentStatus.REFERRED:
        return Refusal(procedure.FORMAL_STAGE, "Only incidents that a line manager referred can be investigated.")
    if incident.subject is None:
        return Refusal(
            procedure.FORMAL_STAGE,
            "It names no person and no property of ours, and an investigation is about one. Say first who or "
            "where it was.",
        )
    if incident.awaits_lead():
        return None
    return Refusal(procedure.FORMAL_STAGE, f"Incident {incident.reference} is already in an investigation.")


def why_not_attach(incident: "Incident") -> Refusal | None:
    """P11a Refuse files for a void report and for a draft. A draft takes its files once it is logged."""
    if incident.status == IncidentStatus.VOID:
        return Refusal(procedure.RECORDING, "This report is void. Attach the file to the report that takes its place.")
    if incident.status == IncidentStatus.DRAFT:
        return Refusal(procedure.RECORDING, "This report is not logged yet. Attach the file when you log it.")
    return None


def why_not_remove_file(incident: "Incident") -> Refusal | None:
    """P11a Refuse to remove an attachment while the Head of Service decides: the case stays as it was recommended."""
    waiting = next(
        (file for file in incident.investigations.all() if file.status == InvestigationStatus.RECOMMENDED), None
    )
    if waiting is None:
        return None
    return Refusal(
        procedure.RECORDING,
        f"Investigation {waiting.reference} rests on this incident and waits for its decision. Ask the Head of Service "
        "to send it back first.",
    )


def why_not_void(incident: "Incident") -> Refusal | None:
    """P11a P9b Refuse to void a report that a decision rests on, unless that decision was found wrong (:mod:`.relying`)."""
    relied_on = incident.relied_on_by()
    if relied_on is None:
        return None
    return Refusal(
        procedure.RECORDING,
        f"Investigation {relied_on.reference} rests on this incident and is {relied_on.get_status_display().lower()}. "
        "Ask its Operational Lead. Once its alerts have ended in error or on appeal, the report can be made void.",
    )


def why_not_discard(incident: "Incident") -> Refusal | None:
    """P2 Refuse to discard a report that was logged: it stays on record."""
    if incident.status == IncidentStatus.DRAFT:
        return None
    return Refusal(
        procedure.RECORDING,
        f"{incident.reference} is no draft any more: it is {incident.get_status_display().lower()}. Nothing was discarded.",
    )


def why_no_reason_to_void(incident: "Incident", reason: str) -> Refusal | None:
    """P11a Refuse to void a report without a reason."""
    return why_unsaid(reason, Refusal(procedure.RECORDING, "Say why the report is void."))


def why_not_change_breach(incident: "Incident") -> Refusal | None:
    """D5 Refuse to change the breached alert, if the report does not count or a recommendation rests on it."""
    if incident.status in (IncidentStatus.DRAFT, IncidentStatus.VOID):
        return Refusal(
            procedure.FAILURE_TO_COMPLY,
            f"The report is {incident.get_status_display().lower()}, so it counts for nothing and breaches no alert.",
        )
    relied_on = incident.relied_on_by()
    if relied_on is None:
        return None
    return Refusal(
        procedure.FAILURE_TO_COMPLY,
        f"Investigation {relied_on.reference} rests on this incident and is {relied_on.get_status_display().lower()}, "
        "so which alert it breaches stays as it is.",
    )


def why_nothing_to_breach(incident: "Incident", alerts: "Collection[Alert]") -> Refusal | None:
    """D5 Refuse to ask for a breach where no alert could have been breached and none is named.

    :param alerts: the alerts that the incident can have breached.
    """
    if alerts or incident.breach_of_id:
        return None
    return Refusal(
        procedure.FAILURE_TO_COMPLY,
        f"No alert was in force there on {show_date(incident.occurred_at)} that incident {incident.reference} could breach. "
        "There is nothing to record.",
    )


def why_breach_impossible(incident: "Incident", alert: "Alert") -> Refusal | None:
    """D5 Refuse an alert that the incident cannot have breached.

    The alert must be on the same customer, or stay at the same property, and have been in force on the day.

    P9b Its conditions cannot be breached while an appeal suspends them, or outside their period. Its other controls are never
    suspended.
    """
    if not alert.around().covers(incident):
        return Refusal(
            procedure.FAILURE_TO_COMPLY, f"Alert {alert.reference} is not on the person or the place of this incident."
        )
    day = incident.occurred_on
    begun = alert.effective_from is not None and alert.effective_from <= day
    if not begun or (alert.ended_on is not None and alert.ended_on <= day):
        return Refusal(
            procedure.FAILURE_TO_COMPLY,
            f"Alert {alert.reference} was not in force on {show_date(day)}, so this cannot breach it.",
        )
    if alert.investigation and incident in alert.investigation.incidents.all():
        return Refusal(
            procedure.FAILURE_TO_COMPLY, f"Alert {alert.reference} was imposed for this incident, so it is no breach."
        )
    nothing_asked = _why_nothing_asked(alert, day) if OF_CONDITIONS.issuperset(alert.controls) else None
    return nothing_asked or why_alert_withheld(alert)


def _why_nothing_asked(alert: "Alert", day: date) -> Refusal | None:
    """D5 P9b Refuse to hold anybody to a condition on a day on which it did not apply."""
    if alert.stayed(on=day):
        return Refusal(
            procedure.FAILURE_TO_COMPLY,
            f"The conditions of alert {alert.reference} were suspended on {show_date(day)} because of an appeal, and it "
            "asks for nothing else, so this cannot breach it.",
        )
    if alert.running_conditions(on=day):
        return None
    return Refusal(
        procedure.FAILURE_TO_COMPLY,
        f"No condition of alert {alert.reference} applied on {show_date(day)}, and it asks for nothing else, so this cannot "
        "breach it.",
    )
