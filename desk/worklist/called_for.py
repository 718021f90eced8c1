"""What happened under an alert and calls for an early review: whoever is responsible is asked (§8)."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from alerts.choices import Trigger
from alerts.models import Alert, Incident
from alerts.reviews.selectors import calling_for_review, what_calls
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from .rows import MOST, Row


def rows(colleague: Colleague) -> Iterator[Row]:
    """P8a For a Lead, in their areas or where they are responsible: what happened last, and where a review is opened."""
    theirs = Q(service_area__in=colleague.area_ids) | Q(responsible_lead=colleague)
    alerts = calling_for_review(Alert.objects.visible_to(colleague).filter(theirs))
    alerts = alerts.select_related("customer", "asset", "type", "responsible_lead")[:MOST]
    last = {alert: alert.happened for alert in alerts}  # type: ignore[attr-defined]
    incidents = Incident.objects.select_related("customer").prefetch_related("behaviours").in_bulk(last.values())
    for alert, pk in last.items():
        incident = incidents[pk]
        trigger, words = what_calls(incident, alert) or (Trigger.SAFETY, "Incident")
        whose = f", {alert.responsible_lead}" if alert.responsible_lead else ""
        yield Row(
            f"{alert.reference}{whose}",
            f"{reverse('alerts:alert_review', args=[alert.reference])}?incident={incident.pk}",
            f"{alert.subject}, {alert.type}",
            f"{words}, {show_date(incident.occurred_at)}: review",
            "red" if trigger == Trigger.SAFETY else "orange",
        )
