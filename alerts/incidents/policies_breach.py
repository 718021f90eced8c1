"""Failure to comply with a sanction: which alert an incident breaches, and what follows (Appendix D 5.1)."""

from datetime import date
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.web.jinja import show_date

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.investigations.models import Investigation

    from .models import Incident

OF_CONDITIONS = {"AGREED_CONTACT", "NAMED_OFFICER"}
"""Controls that ask colleagues to keep to the conditions, and nothing beside."""


def why_not_change_breach(incident: "Incident") -> Refusal | None:
    """D5 Which alert an incident breaches is said while it counts, and until a recommendation rests on it."""
    if incident.status in ("DRAFT", "VOID"):
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


def why_not_breach(incident: "Incident", alert: "Alert") -> Refusal | None:
    """D5 Only an alert on the same customer, or staying at the same property, that was in force on the day of the incident
    can have been breached.

    P9b Its conditions were not while an appeal suspended them, nor before they began or once they were over; what else
    it asks for never is suspended.
    """
    if not alert.around().takes_in(incident):
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
    if alert.investigation and alert.investigation.incidents.filter(pk=incident.pk).exists():
        return Refusal(
            procedure.FAILURE_TO_COMPLY, f"Alert {alert.reference} was imposed for this incident, so it is no breach."
        )
    return _why_nothing_asked(alert, day) if OF_CONDITIONS.issuperset(alert.controls) else None


def _why_nothing_asked(alert: "Alert", day: date) -> Refusal | None:
    """D5 P9b Nobody is held to a condition on a day on which it did not apply."""
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


def why_legal_action_open(investigation: "Investigation") -> Refusal | None:
    """D5 After repeated breaches the Lead recommends legal action for breach of tenancy, or says why not."""
    legal = any(action.kind in action.LEGAL for action in investigation.open_actions())
    if legal or investigation.legal_action.strip():
        return None
    return Refusal(
        procedure.FAILURE_TO_COMPLY,
        "The customer breached alerts in force repeatedly. Recommend a referral for an injunction or for possession, or "
        "say why you do not.",
    )
