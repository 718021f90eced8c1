"""One alert, one review, and what was written about them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reviews.machine import HEAVIER, ReviewOutcome, ReviewStatus
from alerts.reviews.models import Review
from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague, Organisation
from letters.models import Letter, LetterQuerySet

from .models import Alert


def alert(colleague: Colleague, reference: str) -> Alert:
    """The alert with its decision, conditions and reviews. :raises Http404: where the colleague may not see it."""
    found = Alert.objects.visible_to(colleague).select_related(
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
    return get_object_or_404(
        found.prefetch_related(
            "conditions__officer",
            "conditions__deputy",
            "conditions__representative",
            "reviews__completed_by",
            "customer__memberships__tenancy__asset",
        ),
        reference=reference,
    )


def review(colleague: Colleague, reference: str) -> Review:
    """The review with its alert. :raises Http404: where the colleague may not see it."""
    found = Review.objects.visible_to(colleague).select_related(
        "alert__type",
        "alert__customer__organisation",
        "alert__asset",
        "alert__service_area",
        "alert__investigation",
        "alert__responsible_lead",
        "completed_by",
        "changed_by",
    )
    return get_object_or_404(found.prefetch_related("alert__conditions", "investigations"), reference=reference)


def organisation(case: Alert | Investigation | Incident, *, on: date) -> Organisation:
    """Under whose name the case stands: the customer's landlord, or that of whoever lives there.

    A draft may say neither who nor where.
    """
    if case.customer:
        return case.customer.organisation
    living = Customer.objects.living_at(case.asset, on=on) if case.asset else Customer.objects.none()
    resident = living.select_related("organisation").first()
    return resident.organisation if resident else Organisation.objects.earliest("pk")


def active_beside(investigation: Investigation) -> QuerySet[Alert]:
    """P6 The active alerts on the customer, or on the property where nobody is known, of an investigation."""
    about = {"customer": investigation.customer, "asset": investigation.asset}
    if investigation.customer:
        del about["asset"]
    return Alert.objects.active().filter(**about).select_related("type")


def letters_about(*subjects: Any) -> LetterQuerySet:
    """The letters that tell of an alert, a review, an appeal, or a case and its actions, newest first."""
    return Letter.objects.about(*subjects).select_related("issued_by")


def appealable_reviews(alert: Alert) -> QuerySet[Review]:
    """P9a The completed reviews that kept the alert, in full or in part."""
    return alert.reviews.filter(
        status=ReviewStatus.COMPLETED, outcome__in=[ReviewOutcome.KEEP, ReviewOutcome.STEP_DOWN, *HEAVIER]
    )
