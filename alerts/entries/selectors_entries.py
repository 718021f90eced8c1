"""What is, or was, to be entered in Cx and Assure."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from alerts.alert.models import Alert
from alerts.incidents.models import Incident
from housing_alerts.staff.models import Colleague

from .models import Entry


def entry(colleague: Colleague, pk: int) -> Entry:
    """One entry. :raises Http404: where the colleague may not see what it is about."""
    found = Entry.objects.visible_to(colleague).select_related(
        "incident__customer",
        "incident__reported_by__line_manager",
        "incident__created_by",
        "incident__line_manager",
        "alert__customer",
        "alert__service_area",
        "alert__responsible_lead",
        "entered_by",
        "changed_by",
    )
    return get_object_or_404(found, pk=pk)


def entries_of(record: Incident | Alert) -> QuerySet[Entry]:
    """What of an incident or an alert is, or was, to be entered."""
    return Entry.objects.filter(pk__in=record.entries.values("pk")).with_overtaken().select_related("entered_by")
