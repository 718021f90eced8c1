"""Select one alert, and the customer's other active alerts."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from alerts.entries.models import Entry
from alerts.investigations import selectors as investigations
from alerts.investigations.models import Investigation
from alerts.reviews.models import Review
from alerts.writing.selectors import organisation, with_told
from housing_alerts.customers import selectors as customers
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.kernel.records.parts import with_parts
from housing_alerts.staff.models import Colleague

from .models import Alert


def review_path(alert: Alert) -> str:
    """P8a Return the address of the alert's open review, or of the page that opens one."""
    running = alert.open_review()
    if running:
        return reverse("alerts:review", args=[running.reference])
    return reverse("alerts:alert_review", args=[alert.reference])


def months_to_review(alert: Alert, months: int, *, withheld: bool, on: date) -> int:
    """P8a Return the months to the next review; for an alert kept from the customer, at most our own standard."""
    own = organisation(alert, on=on).withheld_months
    return procedure.months_to_review(months, withheld=withheld, own=own)


def alert(colleague: Colleague, reference: str) -> Alert:
    """Return the alert with its decision, conditions and reviews.

    :raises Http404: where the colleague may not see it.
    """
    found = with_told(Alert.objects.visible_to(colleague)).select_related(
        "type",
        "customer__organisation",
        "asset",
        "service_area",
        "investigation__lead",
        "investigation__service_area",
        "investigation__recommended_by",
        "investigation__consulted_manager",
        "decided_by",
        "absent_head",
        "responsible_lead",
        "ended_by",
        "replaces__type",
        "changed_by",
    )
    return with_decision(get_object_or_404(found, reference=reference))


def with_decision(alert: Alert) -> Alert:
    """Return the alert, whose conditions, reviews, case and customer's file are read when they are first asked for."""
    if alert.investigation:
        alert.investigation.customer = alert.customer
        investigations.with_case(alert.investigation)
    elif alert.customer:
        beside = Prefetch("alerts", Alert.objects.select_related("type"))
        customers.with_file(alert.customer, beside, Prefetch("alerts__conditions", investigations.CONDITIONS.queryset))
    return with_parts(
        alert,
        investigations.CONDITIONS,
        Prefetch("entries", Entry.objects.with_overtaken().select_related("entered_by")),
        Prefetch("appeals", alert.appeals.model.objects.select_related("decided_by")),
        Prefetch("reviews", Review.objects.select_related("completed_by")),
    )


def for_letters(alert: Alert, customer: Customer) -> None:
    """Prepare the alert for a page of a letter to that customer."""
    if alert.customer_id == customer.pk:
        alert.customer = customer
    with_decision(alert)


def active_beside(investigation: Investigation) -> QuerySet[Alert]:
    """P6 Return the active alerts on the investigation's customer or, where nobody is known, on its property."""
    about = {"customer": investigation.customer, "asset": investigation.asset}
    if investigation.customer:
        del about["asset"]
    return Alert.objects.active().filter(**about).select_related("type")


def readers(alert: Alert, *, until: date) -> list[int]:
    """P13b Return the keys of the colleagues who read the alert's instruction while it stood, without whoever ended it."""
    named = [alert.reference, alert.customer.reference if alert.customer else ""]
    read = ReadEvent.objects.filter(reference__in=named, at__date__range=(alert.effective_from, until))
    return sorted(set(read.values_list("by", flat=True)) - {alert.ended_by_id})
