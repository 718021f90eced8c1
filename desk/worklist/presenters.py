"""Build the rows of a worklist, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from alerts.choices import IncidentStatus
from alerts.look_up.finding import STAFF
from alerts.look_up.people import subject
from alerts.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from .selectors import Line, closed_drafts, first

KINDS = dict(Kind.choices)
ROLES = dict(Role.choices)


@dataclass(frozen=True)
class Row:
    """One line of a worklist: the link, the name, the reference, the days left, and a colour for its urgency.

    ``discard`` is the address that discards it at once; empty where that is not possible.
    """

    url: str
    name: str
    kind: str
    reference: str
    words: str
    due: str
    colour: str
    discard: str = ""


def duty_rows(found: Iterable[Line], colleague: Colleague, *, today: date) -> list[Row]:
    """List the lines of duties that the colleague holds."""
    found = list(found)
    closed = closed_drafts(colleague, found)
    return [
        _draft_row(duty, closed) if duty.kind == Kind.FINISH else _duty_row(duty, colleague, today) for duty in found
    ]


def _draft_row(duty: Line, closed: set[str]) -> Row:
    """P2 Return the line of a draft, by the name that was typed, unless that file is closed to the colleague."""
    name = "Restricted file" if first(duty.about) in closed else duty.about or "A report"
    discard = reverse("alerts:incident_discard", args=[duty.reference])
    return Row(duty.path, name, KINDS[duty.kind], duty.reference, duty.words, "Draft", "orange", discard)


def _duty_row(duty: Line, colleague: Colleague, today: date) -> Row:
    for_another = duty.colleague not in (None, colleague.pk)
    words = f"For {_holder(duty)}, who is away. {duty.words}" if for_another else duty.words
    return Row(duty.path, _named(duty, colleague), KINDS[duty.kind], duty.reference, words, *_due(duty, today))


def waiting_rows(found: Iterable[Line], colleague: Colleague, *, today: date) -> list[Row]:
    """List the lines of duties that others hold: with whom, and since when."""
    return [_waiting_row(duty, colleague, today) for duty in found]


def _waiting_row(duty: Line, colleague: Colleague, today: date) -> Row:
    since = f"With {_holder(duty)} since {show_date(duty.opened_at)}"
    return Row(duty.path, _named(duty, colleague), KINDS[duty.kind], duty.reference, since, *_due(duty, today))


def _holder(duty: Line) -> str:
    """Return the name of the colleague, or the role and its area."""
    if duty.colleague:
        return f"{duty.first_name} {duty.last_name}".strip() or str(duty.username)
    return f"{ROLES[duty.role]}, {duty.area}" if duty.area else ROLES[duty.role]


def _named(duty: Line, colleague: Colleague) -> str:
    """P11a Return the name of the customer or property, as far as the colleague may read it."""
    if duty.closed:
        return "Restricted file"
    if duty.customer and not colleague.holds(*STAFF):
        name = f"Customer {duty.customer_reference}"
    elif duty.customer:
        name = f"{duty.forenames} {duty.surname}".strip()
    else:
        name = ", ".join(filter(None, (duty.address, duty.postcode)))
    return ", ".join(filter(None, (name, duty.about))) or duty.reference or "A report"


def _due(duty: Line, today: date) -> tuple[str, str]:
    """Return the time left in words, and the colour for it."""
    if duty.due_on is None:
        return ("Urgent", "red") if duty.urgent else ("", "")
    left = (duty.due_on - today).days
    days = f"{abs(left)} day{'' if abs(left) == 1 else 's'}"
    if left < 0:
        return f"{days} late", "red"
    colour = "red" if duty.urgent else "orange" if left <= 7 else ""
    return (f"{days} left" if left else "Today"), colour


def report_rows(incidents: Iterable[Any], colleague: Colleague) -> list[Row]:
    """List the lines of incidents that the colleague reported or was affected by, with the outcome of each."""
    return [_report_row(incident, colleague) for incident in incidents]


def _report_row(incident: Incident, colleague: Colleague) -> Row:
    closed: bool = incident.closed  # type: ignore[attr-defined]
    name = "Restricted file" if closed else subject(colleague, incident, closed=False)
    url = reverse("alerts:incident", args=[incident.reference])
    happened = f"Happened on {show_date(incident.occurred_at)}"
    return Row(url, name, incident.get_channel_display(), incident.reference, happened, became(incident), "grey")


def became(incident: Any) -> str:
    """Return the outcome of a report from :func:`.selectors.reports`, in words for the reporter."""
    if incident.status == IncidentStatus.LOGGED:
        return f"With {incident.manager_here or 'an Operational Lead'}"
    if incident.status == IncidentStatus.SETTLED:
        return "Settled informally"
    if incident.status == IncidentStatus.VOID:
        return "Void"
    if incident.in_force:
        return "An alert followed"
    if incident.imposed:
        return "An alert followed; it has ended"
    if incident.considered:
        return "Considered, no alert"
    return "Being investigated" if incident.investigated else "Referred to a Lead"
