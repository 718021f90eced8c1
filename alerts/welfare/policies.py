"""The rules for asking after an incident with danger or injury, and for recording the answer (§2)."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from alerts.choices import About, IncidentStatus
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from alerts.incidents.models import Incident
    from housing_alerts.staff.models import Colleague

    from .models import WelfareCheck


class Answer(NamedTuple):
    """The line manager's record: when and how they asked, how the colleague is, and the support offered."""

    asked_on: date
    how: str
    said: str
    support: str
    injured: bool
    reportable: bool | None = None
    riddor_reference: str = ""


def to_ask_after(incident: "Incident") -> "list[Colleague]":
    """P2 Return the colleagues who are asked how they are: those affected or, if none, the reporter.

    An agency's report, or a risk that something may happen, has put nobody in danger yet.
    """
    met = incident.about in (About.BEHAVIOUR, About.NEAR_MISS)
    return incident.employees() if met and incident.dangers else []


def why_not_ask(check: "WelfareCheck") -> Refusal | None:
    """P2 Refuse a second record, and one for a void report."""
    if check.incident.status == IncidentStatus.VOID:
        return Refusal(procedure.REPORTING, "This report is void, so nothing is asked after it.")
    if check.asked_on is None:
        return None
    return Refusal(procedure.REPORTING, f"{check.asked_by} asked on {check.asked_on:%-d %B %Y}, and recorded it.")


def why_answer_refused(check: "WelfareCheck", answer: Answer, *, on: date) -> Refusal | None:
    """P2 Refuse an answer dated before the incident, without support offered, or without the RIDDOR question after an injury."""
    if not check.incident.occurred_on <= answer.asked_on <= on:
        return Refusal(procedure.REPORTING, "They were asked between the day it happened and today. Check the day.")
    if not answer.support.strip():
        return Refusal(procedure.REPORTING, "Say what support was offered, or that none was wanted.")
    return _why_not_riddor(answer)


def _why_not_riddor(answer: Answer) -> Refusal | None:
    if answer.injured and answer.reportable is None:
        return Refusal(procedure.REPORTING, "Say whether the injury is reportable under RIDDOR.")
    if answer.reportable and not answer.riddor_reference.strip():
        return Refusal(
            procedure.REPORTING, "Write the reference of the RIDDOR report, or who makes the report and by when."
        )
    return None
