"""One appeal, and what an appeal can be logged against."""

from django.shortcuts import get_object_or_404

from housing_alerts.staff.models import Colleague

from .models import Appeal


def appeal(colleague: Colleague, reference: str) -> Appeal:
    """The appeal with what it is against. :raises Http404: where the colleague may not see it."""
    found = Appeal.objects.visible_to(colleague).select_related(
        "customer__organisation",
        "service_area",
        "alert__type",
        "alert__service_area",
        "alert__investigation",
        "alert__customer",
        "alert__decided_by",
        "alert__responsible_lead",
        "action__investigation",
        "action__decided_by",
        "review",
        "representative",
        "prepared_by",
        "decided_by",
        "absent_head",
        "changed_by",
    )
    return get_object_or_404(found.prefetch_related("alert__conditions"), reference=reference)
