"""What was keyed into Cx and Assure, and breaches of alerts."""

from alerts.entries import services as entries_services
from alerts.incidents import services as incidents_services
from alerts.models import Alert, Confirmation, Difference, Entry, Incident
from alerts.reconciliation import lines
from alerts.reconciliation import services as reconciliation_services
from housing_alerts.staff.models import Colleague
from tests.snapshot import kept
from tools.demo import Cast

from .alerts import active, carried_over
from .incidents import logged
from .people import LODGER


def entered(cast: Cast, record: Incident | Alert, *, by: Colleague | None = None) -> Entry:
    """The latest entry of an incident or an alert, as the officer or the Lead, or somebody else, recorded it today."""
    entry = record.entries.last()
    assert entry is not None
    by = by or (cast.officer if entry.incident else cast.lead)
    return entries_services.record_entry(
        entry=entry, version=entry.version, by=by, on=cast.today, entered_on=cast.today, reference="N-77"
    )


def confirmed(cast: Cast, alert: Alert) -> Confirmation:
    """An alert that is entered in Cx, as the Lead confirmed today."""
    entered(cast, alert)
    (confirmation,) = entries_services.confirm_recorded(cases=[alert], by=cast.lead, on=cast.today)
    return confirmation


@kept
def breach(cast: Cast, customer: str = LODGER, *, days: int = 20) -> Incident:
    """An incident that breaches an active alert of that customer, as the line manager recorded."""
    alert = Alert.objects.active().filter(customer__reference=customer).first()
    alert = alert or active(cast, customer=customer, days=200)
    incident = logged(cast, customer, days=days)
    return incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=alert)


def entered_of(cast: Cast, entry: Entry, *, by: Colleague | None = None) -> Entry:
    """This entry as the Lead recorded it today."""
    step = {"version": entry.version, "by": by or cast.lead, "on": cast.today, "entered_on": cast.today}
    return entries_services.record_entry(entry=entry, **step)


def compared(cast: Cast, customer: str = LODGER) -> Difference:
    """The row of a comparison that the Lead made today: Cx has another first day of the alert."""
    carried_over(cast, customer=customer)
    raw = f"Contact Reference,Effective From Date\n{customer},{cast.ago(9):%d/%m/%Y}\n".encode()
    export = lines.read(raw, "alerts.csv", exported_on=cast.today)
    run, _ = reconciliation_services.compare_with_cx(export=export, by=cast.lead, today=cast.today)
    return Difference.objects.select_related("run").get(run=run, side="DIFFER")
