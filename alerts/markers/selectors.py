"""Select interim markers for pages: of an incident, of an investigation, and at a door (D4.1)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from alerts.choices import IncidentStatus, InvestigationStatus
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from housing_alerts.staff.models import Colleague

from . import permissions
from .models import Marker


def markers_at(colleague: Colleague, people: Iterable[int], assets: Iterable[int], *, on: date) -> list[Marker]:
    """Return the markers in force on these people and properties.

    ``seen`` on each says whether the colleague may see its incident.
    """
    here = Marker.objects.in_force(on=on).filter(Q(customer__in=people) | Q(asset__in=assets))
    seen = Incident.objects.visible_to(colleague).filter(pk=OuterRef("incident"))
    related = here.select_related("customer", "incident__service_area", "incident__line_manager", "placed_by")
    return list(
        related.prefetch_related("incident__line_manager__held", "incident__affected").annotate(seen=Exists(seen))
    )


def says_what_to_do(*, on: date) -> Q:
    """D4 Return the filter for the incidents for which :func:`policies.says_what_to_do` is true."""
    own = Marker.objects.filter(incident=OuterRef("pk"))
    changed = own.filter(changed_to__in=Marker.objects.in_force(on=on))
    return Q(Q(Exists(own.standing(on=on))) | Q(Exists(changed)), danger_unmarked=False)


def dangers_at(colleague: Colleague, people: Iterable[int], assets: Iterable[int], *, on: date) -> list[Incident]:
    """D4 Return the incidents whose danger to these people and properties has no instruction to colleagues yet.

    Each is listed until somebody decides, or says why no marker is needed. ``seen`` says whether the colleague may see the
    incident.
    """
    seen = Incident.objects.visible_to(colleague).filter(pk=OuterRef("pk"))
    unanswered = Q(no_marker_reason="") | Q(marker_asked_on__isnull=False)
    here = unmarked(on=on).filter(Q(customer__in=people) | Q(asset__in=assets), unanswered)
    related = here.annotate(seen=Exists(seen)).select_related("customer", "line_manager", "service_area")
    return list(related.prefetch_related("line_manager__held", "affected"))


def unmarked(*, on: date) -> QuerySet[Incident]:
    """D4 Return the open incidents of danger on which nobody has decided, and of which no marker tells colleagues.

    A marker that lapsed counts as danger: whoever placed it judged that colleagues were not safe.
    """
    decided = Incident.objects.filter(investigations__status=InvestigationStatus.CONCLUDED)
    waiting = [IncidentStatus.LOGGED, IncidentStatus.REFERRED]
    lapsed = Exists(Marker.objects.filter(incident=OuterRef("pk"), lifted_on__isnull=True, lapses_on__lt=on))
    found = Incident.objects.dangerous(lapsed).filter(~says_what_to_do(on=on), status__in=waiting)
    return found.exclude(pk__in=decided.filter(danger_undecided=False).values("pk"))


def markers_of(investigation: Investigation | None) -> list[Marker]:
    """D4 Return every marker of the incidents that an investigation rests on, for its Lead and the Head of Service."""
    if investigation is None:
        return []
    theirs = Marker.objects.filter(incident__in=investigation.incidents.all())
    return list(theirs.select_related("incident", "asset", "placed_by", "lifted_by"))


def last_marker(incident: Incident) -> Marker:
    """Return the marker that was placed last. :raises Http404: if none was placed."""
    found = incident.markers.select_related("lifted_by").last()
    if found is None:
        raise Http404
    return found


def ended_markers(colleague: Colleague, incident: Incident, *, on: date) -> list[Marker]:
    """D4 Return the incident's markers that were lifted or lapsed. Whoever only reported it does not read why."""
    if all(marker.in_force(on=on) for marker in incident.markers.all()):
        return []
    if not Incident.objects.worked_on_by(colleague).filter(pk=incident.pk).exists():
        return []
    found = incident.markers.select_related("placed_by", "lifted_by")
    return [marker for marker in found if not marker.in_force(on=on)]


def markers_beside(colleague: Colleague, incident: Incident, *, on: date) -> list[Marker]:
    """D4 Return the markers of other incidents on the same person that the colleague could lift in order to change them."""
    if incident.customer_id is None:
        return []
    others = Marker.objects.in_force(on=on).filter(customer=incident.customer_id).exclude(incident=incident)
    related = others.select_related("incident__line_manager", "incident__service_area", "placed_by")
    return [one for one in related if permissions.why_may_not_place_marker(colleague, one.incident, on) is None]
