"""Restricted files in which something waits, while nobody who is named in them can see to it (P8b, P11a).

Who would otherwise learn nothing of them is told that there is one: its reference, and nothing of what it holds. Breaking
glass opens it, and whoever broke glass names new readers (decision 7).
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse

from alerts.choices import IncidentStatus, InvestigationStatus
from alerts.models import Alert, Incident, Investigation, Marker
from appeals.models import Appeal
from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague

from .rows import MOST, Row

UNDECIDED = [InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]


def rows(colleague: Colleague, today: date) -> Iterable[Row]:
    """Of the files that are the colleague's by their role, those that no named Lead or Head of Service keeps."""
    waits = Q(pk__in=Alert.objects.active().values("customer"))
    waits |= Q(pk__in=Investigation.objects.filter(status__in=UNDECIDED).values("customer"))
    waits |= Q(pk__in=Incident.objects.awaiting_lead().values("customer"))
    waits |= Q(pk__in=Appeal.objects.open().values("customer"))
    waits |= Q(pk__in=Marker.objects.standing(on=today).values("incident__customer"))
    waits |= Q(pk__in=Incident.objects.dangerous().filter(status=IncidentStatus.LOGGED).values("customer"))
    left = Customer.objects.in_scope_of(colleague).without_keepers().filter(waits)
    for customer in left.order_by("reference")[:MOST]:
        url = reverse("desk:customer", args=[customer.reference])
        yield Row(customer.reference, url, "Restricted file", "No named Lead or Head of Service is left", "red")
