"""State what is asked after an incident with danger or injury, and what is recorded of it (§2)."""

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
    """What the line manager records: when and how they asked, how the colleague is, and what was offered."""

    asked_on: date
    how: str
    said: str
    support: str
    injured: bool
    reportable: bool | None = None
    riddor_reference: str = ""


def to_ask_after(incident: "Incident") -> "list[Colleague]":
    """P2 Return the colleagues whom somebody asks how they are: those affected by it or, else, who reported it.

    What an agency told us, or what may happen some day, has put nobody in danger yet.
    """
    met = incident.about in (About.BEHAVIOUR, About.NEAR_MISS)
    return incident.employees() if met and incident.dangers else []


def why_not_ask(check: "WelfareCheck") -> Refusal | None:
    """P2 It is recorded once, and not of a report that was made in error."""
    if check.incident.status == IncidentStatus.VOID:
        return Refusal(procedure.REPORTING, "This report is void, so nothing is asked after it.")
    if check.asked_on is None:
        return None
    return Refusal(procedure.REPORTING, f"{check.asked_by} asked on {check.asked_on:%-d %B %Y}, and recorded it.")


def why_not_answer(check: "WelfareCheck", answer: Answer, *, on: date) -> Refusal | None:
    """P2 They were asked after it happened, support was offered and, of an injury, it was considered whether to report it."""
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
