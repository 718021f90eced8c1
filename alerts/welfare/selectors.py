"""Select welfare checks for the colleague, their line manager and the Lead (§2)."""

from typing import NamedTuple

from django.http import Http404

from alerts.choices import IncidentStatus
from alerts.incidents.models import Incident
from housing_alerts.staff.models import Colleague, Organisation

from .models import WelfareCheck, WelfareCheckQuerySet

RELATED = ("colleague__line_manager", "asked_by", "changed_by")
"""The relations of a check that its page and its incident's page show."""


def check(colleague: Colleague, reference: str, pk: int) -> WelfareCheck:
    """Return one check of an incident, if the colleague may read it. :raises Http404: otherwise."""
    found = checks_of(colleague, reference).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def checks_of(colleague: Colleague, reference: str) -> WelfareCheckQuerySet:
    """Return the checks of an incident that the colleague may read."""
    found = WelfareCheck.objects.visible_to(colleague).filter(incident__reference=reference)
    return found.select_related("incident__service_area", *RELATED).order_by("pk")


def asked_after(colleague: Colleague, incident: Incident) -> list[WelfareCheck]:
    """Return the checks that the incident's page shows: those asked and, unless the report is void, those waiting."""
    found = WelfareCheck.objects.on_page_of(incident, colleague).select_related(*RELATED).order_by("pk")
    shown = [check for check in found if check.asked_on or incident.status != IncidentStatus.VOID]
    for check in shown:
        check.incident = incident  # its parts are read already
    return shown


class Support(NamedTuple):
    """A place to turn to: its name and its address, with a ``url`` if the address can be a link."""

    name: str
    where: str
    url: str


def support(colleague: Colleague, incident: Incident) -> list[Support]:
    """P2 Return the two policies and the well-being contact of the reporter's landlord.

    For a contractor's colleague it is the customer's landlord. If there is no landlord, only the names are given.
    """
    theirs = incident.customer.organisation if incident.customer else Organisation()
    of_employer = colleague.employer == theirs.name
    landlord = theirs if of_employer else Organisation.objects.filter(name=colleague.employer).first() or theirs
    rows = [
        ("Lone Working Policy", landlord.lone_working_policy),
        ("Health and Safety Policy", landlord.health_and_safety_policy),
        (landlord.wellbeing_name, landlord.wellbeing_contact),
    ]
    return [Support(name, where, _address(where)) for name, where in rows if name]


def _address(where: str) -> str:
    """Return the URL for an address, or an empty string if it is only words, such as a shelf."""
    if where.startswith("https://"):
        return where
    if "@" in where and " " not in where:
        return f"mailto:{where}"
    digits = where.replace(" ", "")
    return f"tel:{digits}" if digits.isdecimal() else ""
