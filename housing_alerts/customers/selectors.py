"""One customer, as far as the colleague may open the file."""

from django.shortcuts import get_object_or_404

from housing_alerts.staff.models import Colleague

from .models import Customer


def customer(colleague: Colleague, reference: str) -> Customer:
    """The customer. :raises Http404: where the colleague may not open the file."""
    visible = Customer.objects.visible_to(colleague).select_related("organisation", "service_area", "changed_by")
    return get_object_or_404(visible, reference=reference)
