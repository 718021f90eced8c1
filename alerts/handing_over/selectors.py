"""Select a colleague's unfinished cases."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from alerts.alert.models import Alert
from alerts.alert.selectors import review_path
from alerts.choices import IncidentStatus, InvestigationStatus
from alerts.conditions.models import Condition
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from housing_alerts.staff.handing_over.belongings import Named
from housing_alerts.staff.models import Colleague


def to_triage(colleague: Colleague) -> QuerySet[Incident]:
    """D3a Return the incidents that the colleague triages."""
    waiting = Incident.objects.filter(status=IncidentStatus.LOGGED, line_manager=colleague)
    return waiting.select_related("customer", "reported_by", "created_by").order_by("pk")


def led(colleague: Colleague) -> QuerySet[Investigation]:
    """D3b Return the investigations that the colleague leads and that are not decided."""
    running = [InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]
    found = Investigation.objects.filter(status__in=running, lead=colleague)
    return found.select_related("customer", "service_area").prefetch_related("alerts", "actions").order_by("pk")


def responsible_for(colleague: Colleague) -> QuerySet[Alert]:
    """P8a Return the alerts in force that the colleague is responsible for."""
    found = Alert.objects.active().filter(responsible_lead=colleague)
    return found.select_related("customer", "service_area").order_by("pk")


def begun(colleague: Colleague) -> QuerySet[Incident]:
    """P2 Return the reports that the colleague began to type and has not logged. Nobody else sees them."""
    return Incident.objects.filter(status=IncidentStatus.DRAFT, created_by=colleague).exclude(typed={}).order_by("pk")


def named_in_conditions(colleague: Colleague, by: Colleague) -> Iterator[Named]:
    """P5 Yield each condition in force that names the colleague as officer or deputy, with the review that names another.

    :param by: the reader. Whoever may not open the alert gets its reference alone.
    """
    found = Condition.objects.in_force().filter(Q(officer=colleague) | Q(deputy=colleague))
    found = found.filter(alert__in=Alert.objects.active()).select_related("alert__customer", "officer", "deputy")
    found = found.prefetch_related("alert__reviews")
    opened = set(Alert.objects.visible_to(by).filter(pk__in=found.values("alert")).values_list("pk", flat=True))
    for condition in found.order_by("pk"):
        post = "Named officer" if condition.officer_id == colleague.pk else "Deputy of the named officer"
        alert = condition.alert
        whom = f", for customer {alert.customer.reference}" if alert.customer else ""
        alone = "" if [one for one in condition.officers_here() if one != colleague] else ". Nobody else is named"
        yield Named(f"{post} of alert {alert.reference}{whom}{alone}", review_path(alert) if alert.pk in opened else "")
