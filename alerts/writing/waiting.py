"""Ask before a letter lets a customer off while their newer danger waits (D4, E2, E3, E4)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import AlertStatus, EndedBecause, IncidentStatus, InvestigationStatus
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.markers.models import Marker
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import Doubt
from letters.subjects import Subject

WAITS = "DANGER_WAITS"
"""D4 The code of the doubt about a letter that lets somebody off of whom other danger waits."""
LETS_OFF = (
    "The letter tells of an outcome that lets the customer off. It must not sound as if nothing more were to come."
)


def doubts(subject: Subject, *, on: date) -> Iterator[Doubt]:
    """D4 E2 E3 E4 Yield a doubt for each other report of danger by the customer that waits, or whose marker stands."""
    if subject.customer is None or not _lets_off(subject):
        return
    for report in _reports(subject.customer, on=on):
        waits = f"Danger of report {report.reference} stands on this customer: it waits for a decision, or a marker is in force."
        yield Doubt(WAITS, f"{waits} {LETS_OFF}", f"the danger of {report.reference} waits")


def _lets_off(subject: Subject) -> bool:
    """E2 E3 E4 Return whether its letter tells that nothing was imposed, or that something ended or became less."""
    decision = getattr(subject, "alert", None) or getattr(subject, "action", None) or subject
    if isinstance(decision, Alert):
        ended = decision.status == AlertStatus.ENDED and decision.ended_because != EndedBecause.REPLACED
        return ended or any(getattr(subject, less, None) for less in ("taken_away", "ends_sooner", "given_up"))
    if isinstance(decision, Action):
        return decision.set_aside_on is not None
    return isinstance(decision, Investigation)


def _reports(customer: Customer, *, on: date) -> QuerySet[Incident]:
    """D4 Return the customer's reports of danger on which nobody has decided, and those whose marker is in force."""
    open_to_decide = Q(status__in=[IncidentStatus.LOGGED, IncidentStatus.REFERRED])
    decided = Q(investigations__status=InvestigationStatus.CONCLUDED, danger_undecided=False)
    waiting = Incident.objects.dangerous().filter(open_to_decide, known_at__date__lte=on)
    waiting = waiting.exclude(pk__in=Incident.objects.filter(decided).values("pk"))
    marked = Marker.objects.in_force(on=on).filter(customer=customer)
    here = Q(pk__in=waiting.values("pk"), customer=customer) | Q(pk__in=marked.values("incident"))
    return Incident.objects.filter(here).order_by("pk")
