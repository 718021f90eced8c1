"""The steps of a marker, and of the report to the police: whether a colleague can take each now, before any input (§5, D4.1)."""

from datetime import date

from alerts.incidents.models import Incident
from alerts.writing import selectors as writing_selectors
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions, policies
from .models import Marker


def why_not_place_marker(incident: Incident, by: Colleague, on: date) -> Refusal | None:
    """D4 Return the obstacle to placing an interim marker on the incident."""
    organisation = writing_selectors.organisation(incident, on=on)
    return policies.why_not_place_marker(incident, organisation, on=on) or permissions.why_may_not_place_marker(
        by, incident, on
    )


def why_not_lift_marker(marker: Marker, by: Colleague, on: date) -> Refusal | None:
    """D4 Return the obstacle to lifting the marker."""
    return policies.why_marker_over(marker, on=on) or permissions.why_may_not_lift_marker(by, marker, on)


def why_not_need_no_marker(incident: Incident, by: Colleague, on: date) -> Refusal | None:
    """D4 Return the obstacle to recording why a referred incident of danger needs no marker."""
    organisation = writing_selectors.organisation(incident, on=on)
    return policies.why_not_need_no_marker(incident, organisation, on=on) or permissions.why_may_not_place_marker(
        by, incident, on
    )


def why_not_record_police_report(incident: Incident, by: Colleague, on: date) -> Refusal | None:
    """D4 Return the obstacle to recording that the police were told."""
    return policies.why_police_told(incident) or permissions.why_may_not_record_police_report(by, incident)
