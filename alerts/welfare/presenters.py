"""Build the rows of a welfare check, and the list of an incident's checks."""

from datetime import date
from typing import NamedTuple

from django.urls import reverse

from alerts.incidents.models import Incident
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from housing_alerts.web.rows import Rows, given

from . import selectors, steps
from .models import WelfareCheck


class AskedAfter(NamedTuple):
    """One check on the page of its incident. ``url`` is given if there is an answer to read or to record."""

    check: WelfareCheck
    url: str
    overdue: bool


def asked_after(colleague: Colleague, incident: Incident, *, on: date) -> list[AskedAfter]:
    """P2 Return the checks of an incident that the colleague may know of."""
    return [
        AskedAfter(check, _url(check, colleague), check.overdue(on=on))
        for check in selectors.asked_after(colleague, incident)
    ]


def _url(check: WelfareCheck, colleague: Colleague) -> str:
    if check.asked_on is None and steps.why_not_record_welfare(check, colleague):
        return ""
    return reverse("alerts:incident_welfare", args=[check.incident.reference, check.pk])


def welfare_rows(check: WelfareCheck) -> Rows:
    """P2 Return the rows that say when the colleague was asked, how they are, and the support offered."""
    reportable = ("Reportable under RIDDOR", "Yes" if check.reportable else "No")
    injury = [reportable] if check.injured else []
    return given(
        ("Asked by", f"{check.asked_by}, {show_date(check.asked_on)}"),
        ("How", check.get_how_display()),
        ("How they are", check.said),
        ("Support offered", check.support),
        ("Injured", "Yes" if check.injured else "No"),
        *injury,
        ("RIDDOR report", check.riddor_reference),
    )
