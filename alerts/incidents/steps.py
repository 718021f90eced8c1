"""The steps of an incident: whether a colleague can take each now, before any input (§2, D3.1)."""

from datetime import date

from alerts.corrections import policies as corrections_policies
from alerts.investigations.models import Investigation
from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague

from . import permissions, policies, selectors
from .models import Incident


def why_not_log(incident: Incident, by: Colleague, on: date) -> Refusal | None:
    """P2 Return the obstacle to logging the report. Everything depends on the input: the colleague who begins it may log it."""
    return why_not_from_here(incident.log)


def why_not_settle(incident: Incident, by: Colleague, on: date) -> Refusal | None:
    """D3a Return the obstacle to ending the matter informally."""
    return why_not_from_here(incident.settle) or permissions.why_may_not_triage(by, incident)


def why_not_refer(incident: Incident, by: Colleague, on: date) -> Refusal | None:
    """D3b Return the obstacle to referring it to the formal stage. The form asks for the service area."""
    return why_not_from_here(incident.refer) or permissions.why_may_not_triage(by, incident)


def why_not_reopen(incident: Incident, by: Colleague, on: date) -> Refusal | None:
    """D4 Return the obstacle to triaging it again. The answer of the colleague for whom it was reported takes this step."""
    return why_not_from_here(incident.reopen)


def why_not_void(incident: Incident, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to voiding the report. No rule of this step depends on the day."""
    return (
        why_not_from_here(incident.void)
        or permissions.why_may_not_void(by, incident)
        or policies.why_not_void(incident)
    )


def danger_to_void(file: Investigation | None, by: Colleague) -> Incident | None:
    """P11a Return a report of danger of the case that the colleague can make void now; None, if there is none."""
    found = selectors.of_case(file)
    return next((one for one in found if one.dangers and not why_not_void(one, by)), None)


def why_not_confirm(incident: Incident, by: Colleague, on: date | None = None) -> Refusal | None:
    """P2 Return the obstacle to confirming the report. No rule of this step depends on the day."""
    return permissions.why_may_not_confirm(by, incident) or corrections_policies.why_not_confirm(incident)


def why_not_say_wrong_person(incident: Incident, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to saying that it is about the wrong person. No rule of this step depends on the day."""
    return permissions.why_may_not_say_wrong_person(by, incident) or corrections_policies.why_not_say_wrong_person(
        incident
    )


def why_not_name_customer(incident: Incident, by: Colleague, on: date) -> Refusal | None:
    """P2 Return the obstacle to naming the customer."""
    return policies.why_not_name_customer(incident) or permissions.why_may_not_name_customer(by, incident)


def why_not_record_breach(incident: Incident, by: Colleague, on: date | None = None) -> Refusal | None:
    """D5 Return the obstacle to recording which alert it breaches. No rule of this step depends on the day."""
    return permissions.why_may_not_name_breach(by, incident) or policies.why_not_change_breach(incident)


def why_not_ask_about_breach(incident: Incident, by: Colleague, on: date | None = None) -> Refusal | None:
    """D5 Return the obstacle to asking which alert it breaches; besides the colleague's own, that there is none to choose."""
    return why_not_record_breach(incident, by) or policies.why_nothing_to_breach(
        incident, selectors.breachable(incident)
    )


def why_not_attach(incident: Incident, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to attaching a photo or file to the report. No rule of this step depends on the day."""
    return permissions.why_may_not_attach(by, incident) or policies.why_not_attach(incident)


def why_not_remove_file(incident: Incident, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to removing a file from the report. No rule of this step depends on the day."""
    return permissions.why_may_not_remove_file(by, incident) or policies.why_not_remove_file(incident)
