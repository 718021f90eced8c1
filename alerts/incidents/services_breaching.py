"""Failure to comply with a sanction: saying which alert an incident breaches (Appendix D 5.1)."""

from django.db import transaction

from alerts.alert.models import Alert
from alerts.entries import permissions as entries_permissions
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import policies_breach
from .models import Incident


@transaction.atomic
def record_breach(*, incident: Incident, version: int, by: Colleague, alert: Alert | None) -> Incident:
    """D5 Name the alert that the incident breaches, another than before, or none."""
    incident = records.locked(incident)
    alert = records.locked(alert) if alert else None
    refuse_if(
        entries_permissions.why_may_not_name_breach(by, incident),
        records.seen(incident, version),
        policies_breach.why_not_change_breach(incident),
        policies_breach.why_not_breach(incident, alert) if alert else None,
    )
    said_anew = alert != incident.breach_of
    if said_anew:
        incident.breach_of, incident.breach_said_by = alert, by
    why = f"Breach of alert {alert.reference}" if alert else "No breach of an alert"
    records.save(incident, by=by, why=why, moment="breach_said_at" if said_anew else "")
    audit.record("record breach", incident, by=by, why=why)
    return incident
