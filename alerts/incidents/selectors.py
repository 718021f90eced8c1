"""One incident, one investigation, and the incidents an investigation may take in."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from alerts.investigations.models import Investigation
from housing_alerts.attachments.models import Attachment
from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague, Role

from .machine import IncidentStatus
from .models import Incident

HANGING = ("attachments__created_by", "attachments__taken_off_by")
"""What the list of photos and files of a record touches."""


def incident(colleague: Colleague, reference: str) -> Incident:
    """The incident, where the colleague reported it, triages it, or may see the case. :raises Http404:"""
    found = Incident.objects.visible_to(colleague).select_related(
        "customer__organisation",
        "asset",
        "service_area",
        "reported_by__line_manager",
        "created_by",
        "line_manager",
        "triaged_by",
        "breach_of__type",
        "breach_of__customer",
    )
    found = found.prefetch_related("behaviours", "examples", "affected", "actions", "investigations__alerts")
    return get_object_or_404(found.prefetch_related(_files(colleague, reference)), reference=reference)


def _files(colleague: Colleague, reference: str) -> Prefetch:
    """P11a The photos and files of an incident; to who only reported it, or typed it, those they attached themselves."""
    files = Attachment.objects.select_related("created_by", "taken_off_by", "changed_by")
    if not Incident.objects.worked_on_by(colleague).filter(reference=reference).exists():
        files = files.filter(created_by=colleague)
    return Prefetch("attachments", files)


def sees_incident(colleague: Colleague, incident: Incident) -> bool:
    """Whether the colleague may still open it: a person of another area takes it there."""
    return Incident.objects.visible_to(colleague).filter(pk=incident.pk).exists()


def draft(colleague: Colleague, reference: str) -> Incident:
    """What the colleague began to type, finished or not. :raises Http404: where somebody else did."""
    return get_object_or_404(Incident.objects.filter(created_by=colleague), reference=reference)


def is_over(colleague: Colleague, page: UUID | None) -> bool:
    """P2 Whether what the colleague typed on that page was logged or discarded."""
    found = Incident.objects.filter(created_by=colleague, page=page).exclude(page=None)
    return found.exclude(status=IncidentStatus.DRAFT).exists()


def investigation(colleague: Colleague, reference: str) -> Investigation:
    """The investigation with its file. :raises Http404: where the colleague may not see it."""
    found = Investigation.objects.visible_to(colleague).select_related(
        "customer__organisation",
        "asset",
        "service_area",
        "lead",
        "consulted_manager",
        "recommended_by",
        "changed_by",
        "from_review__alert__type",
    )
    return get_object_or_404(
        found.prefetch_related(
            "incidents__behaviours",
            "incidents__reported_by",
            *(f"incidents__{way}" for way in HANGING),
            "discussions__created_by",
            "actions__decided_by",
            "actions__absent_head",
            "actions__appeals",
            "actions__outcome_by",
            "actions__consent_by",
            "customer__vulnerabilities",
            "customer__adjustments",
            "customer__representatives",
            "alerts__type",
            "alerts__conditions__representative",
            "alerts__replaces__type",
            "alerts__decided_by",
            "alerts__absent_head",
        ),
        reference=reference,
    )


def settled(colleague: Colleague, reference: str) -> Incident:
    """An incident of which a Lead writes to the customer.

    :raises Http404: where nobody is known, or the colleague may neither open the customer's file nor leads the case's
        own area.
    """
    found = incident(colleague, reference)
    if not writes_of(colleague, found):
        raise Http404
    return found


def writes_of(colleague: Colleague, incident: Incident) -> bool:
    """Whether the colleague sees what is written to the customer of an incident."""
    if incident.customer is None:
        return False
    leads = colleague.holds(Role.OPERATIONAL_LEAD) and incident.service_area_id in colleague.area_ids
    return (leads and incident.customer.is_open_to(colleague)) or sees_file(colleague, incident)


def referred_with(colleague: Colleague, first: Incident | Investigation) -> QuerySet[Incident]:
    """The referred incidents that the colleague sees and that can stand in one investigation with this one, itself included.

    :param first: an incident, or the investigation itself, which after a review may rest on none.
    """
    seen = Incident.objects.visible_to(colleague).select_related("customer", "asset", "reported_by")
    waiting = seen.filter(pk__in=Incident.objects.awaiting_lead().values("pk"))
    if first.customer_id:
        return waiting.filter(customer=first.customer_id)
    return waiting.filter(customer__isnull=True, asset=first.asset_id)


def sees_file(colleague: Colleague, incident: Incident) -> bool:
    """Whether the colleague may open the file of the incident's customer."""
    if incident.customer is None:
        return False
    return Customer.objects.visible_to(colleague).filter(pk=incident.customer.pk).exists()
