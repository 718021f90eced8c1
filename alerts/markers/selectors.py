"""Select interim markers for pages: of an incident, of an investigation, and at a door (D4.1).

Beside them: what else is asked for at the same home and leaves nobody who could go there, and the danger that an alert's
type is about and no report tells of (§7).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, Least
from django.http import Http404

from alerts.alert.models import Alert
from alerts.choices import NOBODY_GOES, Control, Danger, IncidentStatus, InvestigationStatus
from alerts.conditions import strategies
from alerts.conditions.strategies import Asked
from alerts.corrections.choices import DangerFrom
from alerts.incidents.beside import APART, is_apart
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.look_up.doors import living_at, same_doors
from alerts.writing.selectors import organisation
from housing_alerts.customers.models import Asset, Membership, Merge, Pair
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from . import permissions
from .models import AGAINST, AT_THE_DOOR, Marker, beyond


def markers_at(colleague: Colleague, people: Iterable[int], assets: Iterable[int], *, on: date) -> list[Marker]:
    """Return the markers in force on these people and properties.

    ``seen`` on each says whether the colleague may see its incident.
    """
    here = at_doors(Marker.objects.in_force(on=on), people, assets, on=on)
    seen = Incident.objects.visible_to(colleague).filter(pk=OuterRef("incident"))
    case = ("incident__customer", "incident__service_area", "incident__line_manager")
    return list(here.select_related("customer", "placed_by", *case).annotate(seen=Exists(seen)))


ENTERED_LATE = timedelta(days=14)
"""The time within which the housing system is taken to learn of a move (the product's setting)."""
Row = TypeVar("Row", Marker, Incident)


def at_doors(found: QuerySet[Row], people: Iterable[int], assets: Iterable[int], *, on: date) -> QuerySet[Row]:
    """D4 Return what is about these people or properties, or about somebody who lived there last and has no home now.

    Of the dead, a dog or others who were violent may still be there. Whoever left without a known address may be, too, until
    the home is let again.
    """
    homes = Membership.objects.filter(customer=OuterRef("customer"))
    over = Coalesce(Least("ends", "tenancy__ends"), "ends", "tenancy__ends")
    housed = Membership.objects.not_over(on=on).filter(customer=OuterRef("customer"))
    begun = Membership.objects.annotate(
        began=Coalesce(Greatest("starts", "tenancy__starts"), "starts", "tenancy__starts")
    )
    let_again = begun.filter(tenancy__asset=OuterRef("tenancy__asset"), began__gt=OuterRef("over"))
    gone = homes.annotate(over=over).filter(Q(customer__died=True) | (~Exists(housed) & ~Exists(let_again)))
    last = gone.order_by(F("over").desc(nulls_first=True), "-pk").values("tenancy__asset")[:1]
    lived = Membership.objects.filter(tenancy__asset__in=assets).values("customer")  # an index finds these few first
    here = Q(customer__in=people) | Q(asset__in=assets) | Q(customer__in=lived, last_home__in=assets)
    return found.annotate(last_home=Subquery(last)).filter(here)


def doors_of(about: Marker | Incident) -> set[int]:
    """D4 Return the properties at which it is told: its own and, where its person has no home now, the last one."""
    return {door for door in (about.asset_id, getattr(about, "last_home", None)) if door}


def homes_left(places: Collection[Membership], *, on: date) -> dict[int, list[Membership]]:
    """D4 Return the places in which people lived and do not live any more, or not alone, by property.

    Whoever moves often has two homes for a while, and from the first day on may be met at either.

    :param places: all places of these people.
    """
    here = {(place.customer_id, place.tenancy.asset_id) for place in places if place.holds(on=on)}
    doors: dict[int, set[object]] = defaultdict(set)
    for place in places:
        doors[place.customer_id] |= set() if place.is_over(on=on) else {_door(place)}
    found: dict[int, list[Membership]] = defaultdict(list)
    for place in places:
        left = (place.customer_id, place.tenancy.asset_id) not in here
        if left or doors[place.customer_id] - {_door(place)}:
            found[place.tenancy.asset_id].append(place)
    return found


def _door(place: Membership) -> object:
    """Return what tells the door from others: two references of one door are one home."""
    return place.tenancy.asset.door or place.tenancy.asset_id


def went_along(about: Marker | Incident, left: Mapping[int, list[Membership]]) -> list[int]:
    """D4 Return the people who lived there then, if nobody is named as the danger: that one may have moved with them.

    A move is often entered late, so whoever left shortly before counts too.

    :param left: what :func:`homes_left` returns.
    """
    incident = about.incident if isinstance(about, Marker) else about
    named = incident.customer_id or incident.danger_from not in (DangerFrom.THERE, "")
    if named or incident.asset_id is None:
        return []
    day = incident.occurred_on
    begun = (one for one in left.get(incident.asset_id, []) if one.begins is None or one.begins <= day)
    return list(dict.fromkeys(one.customer_id for one in begun if not one.is_over(on=day - ENTERED_LATE)))


def gone_along(incident: Incident, *, on: date) -> list[int]:
    """D4 Return those who lived there then and have another home now, if nobody is named as the danger."""
    if incident.customer_id or incident.asset_id is None:
        return []
    people = Membership.objects.filter(tenancy__asset=incident.asset_id).values_list("customer", flat=True)
    return went_along(incident, homes_left(all_places(people), on=on))


def all_places(people: Iterable[int]) -> list[Membership]:
    """Return all places of these people, past ones too."""
    return list(Membership.objects.filter(customer__in=people).select_related("tenancy__asset"))


def moved_since(file: Investigation, *, on: date) -> list[Incident]:
    """D4 P8b Return the incidents of danger in a case whose household moved since or has two homes, with nobody named."""
    return [one for one in file.incidents.all() if one.dangers and gone_along(one, on=on)]


def newly_housed(changed: Iterable[object]) -> set[int]:
    """D4 Return the people of whom a step made known a home, or another file with its homes."""
    people: set[int] = set()
    for one in changed:
        match one:
            case Membership() if one.known_at == one.changed_at:
                people.add(one.customer_id)
            case Merge() if one.version == 1:
                people.add(one.kept_id)
            case Pair() if one.version == 1:
                people.add(one.known_file.pk)
    return people


def decided_and_left(people: Collection[int], *, on: date) -> list[Incident]:
    """D4 P8b Return the danger of alerts in force on a home alone, with which one of these people went along.

    The database leaves the few of a home where one of them has lived: each step that houses somebody asks this.
    """
    alone = Alert.objects.active().filter(customer=None)
    found = Incident.objects.filter(
        status=IncidentStatus.REFERRED,
        danger_undecided=False,
        customer=None,
        asset__tenancies__memberships__customer__in=people,
        investigations__status=InvestigationStatus.CONCLUDED,
        investigations__alerts__in=alone,
    )
    dangerous = (one for one in found.distinct().prefetch_related("behaviours") if one.dangers)
    return [one for one in dangerous if not set(people).isdisjoint(gone_along(one, on=on))]


def is_near(
    about: Marker | Incident, *, people: Collection[int], assets: Collection[int], left: Mapping[int, list[Membership]]
) -> bool:
    """D4 Return whether it is about these people or properties, or about danger that went along with these people."""
    return about.customer_id in people or not doors_of(about).isdisjoint(assets) or bool(went_along(about, left))


def says_what_to_do(*, on: date) -> Q:
    """D4 Return the filter for the incidents for which :func:`policies.says_what_to_do` is true."""
    own = Marker.objects.filter(incident=OuterRef("pk"))
    changed = own.filter(changed_to__in=Marker.objects.in_force(on=on))
    return Q(Q(Exists(own.standing(on=on))) | Q(Exists(changed)), danger_unmarked=False)


def dangers_at(colleague: Colleague, people: Iterable[int], assets: Iterable[int], *, on: date) -> list[Incident]:
    """D4 Return the incidents whose danger to these people and properties has no instruction to colleagues yet.

    Each is listed until somebody decides: to say why no marker is needed is no decision on the danger. ``seen`` says whether
    the colleague may see the incident.
    """
    seen = Incident.objects.visible_to(colleague).filter(pk=OuterRef("pk"))
    here = at_doors(unmarked(on=on), people, assets, on=on)
    return list(here.annotate(seen=Exists(seen)).select_related("customer", "line_manager", "service_area"))


def at_no_door(colleague: Colleague, *, on: date) -> list[Incident]:
    """D4 Return the dangers of nobody known and of no property of ours, in the colleague's areas and in none.

    They show at no door, so the look-up tells of them before anything is typed. ``seen`` says whether the colleague may see the
    incident.
    """
    found = unmarked(on=on).filter(customer=None, asset=None)
    found = found.filter(Q(no_marker_reason="") | Q(marker_asked_on__isnull=False))
    if colleague.area_ids and not colleague.holds(Role.LEADERSHIP):
        found = found.filter(Q(service_area=None) | Q(service_area__in=colleague.area_ids))
    seen = Incident.objects.visible_to(colleague).filter(pk=OuterRef("pk"))
    told = found.annotate(seen=Exists(seen)).select_related("line_manager", "service_area", "customer", "asset")
    return list(told.prefetch_related("line_manager__held", "affected", "behaviours", "investigations", "markers"))


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
    related = others.select_related(
        "incident__line_manager", "incident__service_area", "incident__customer", "placed_by"
    )
    return [one for one in related if permissions.why_may_not_lift_marker(colleague, one, on) is None]


def of_others(subject: Incident | Investigation, incidents: Collection[Incident], *, on: date) -> list[Marker]:
    """D4 Return the markers in force on the same customer or property that are of other reports, the longest first."""
    if not (subject.customer_id or subject.asset_id):
        return []
    here: dict[str, Any] = (
        {"customer": subject.customer_id} if subject.customer_id else {"customer": None, "asset": subject.asset_id}
    )
    found = Marker.objects.in_force(on=on).filter(**here).exclude(incident__in=incidents).select_related("incident")
    return list(found.order_by("-lapses_on", "pk"))


def tells_of_danger(incident: Incident, *, on: date) -> Marker | None:
    """D4 Return a marker of another report there that asks for all that this report's danger calls for.

    A marker of its own, also one that is over, is asked about by itself.
    """
    if not incident.dangers or incident.markers.all():
        return None
    asked = [AGAINST[danger] for danger in incident.dangers]
    return next((one for one in of_others(incident, [incident], on=on) if not beyond(asked, one.controls)), None)


def unprotected(file: Investigation, *, on: date) -> list[str]:
    """D4 Return how its recommended alerts ask colleagues to visit, where nothing in force asks it yet.

    Nothing is returned where no marker could be placed, and where it was said why none is needed.
    """
    incidents, subject = file.standing_incidents(), file.customer or file.asset
    asked = {one for alert in file.alerts_put_forward() for one in alert.asked_controls if one in AT_THE_DOOR}
    if not (asked and incidents and subject) or any(one.says_why_no_marker() for one in incidents):
        return []
    if not organisation(file, on=on).markers_allowed:
        return []
    about: dict[str, Any] = {"customer": file.customer} if file.customer else {"asset": file.asset}
    standing: list[Any] = [*Alert.objects.active().filter(**about), *Marker.objects.in_force(on=on).filter(**about)]
    return beyond(asked, {control for one in standing for control in one.controls})


OF_TYPE: dict[str, Danger] = {procedure.DANGEROUS_DOGS: Danger.DOG, procedure.WEAPONS: Danger.WEAPON}
"""P6 The danger of which a report tells, where an alert of the type is right."""


def doubtful_type(alert: Alert) -> list[str]:
    """P6 Warn where no report of the case tells of the danger that the alert's type is about."""
    danger = OF_TYPE.get(alert.type.code)
    reports = alert.investigation.standing_incidents() if alert.investigation else []
    if danger is None or not reports or any(danger in report.dangers for report in reports):
        return []
    return [f"No report of this case tells of a {danger.label.lower()}. Ask whether “{alert.type}” is the right type."]


def leave_nobody(case: Alert | Incident, controls: Collection[str], *, on: date) -> list[str]:
    """P7b D4 Warn of each alert and marker at the same home that leaves nobody who could go with these controls.

    Those on the same person are left out: there the controls contradict each other, and are refused. One is not: a marker
    that the decision on an alert does not lift.
    """
    barred = [control for control in NOBODY_GOES if control in controls]
    found = in_force_at_home(case, on=on) if barred else []
    return [
        f"“{Control(theirs).label}” is asked for at the same home already: {_named(one, case)}. With “{control.label}” nobody "
        "could go there. Agree first with its Lead how a visit is made."
        for control in barred
        for theirs in NOBODY_GOES
        for one in found
        if theirs != control and theirs in one.controls
    ]


def against_strategy(by: Colleague, incident: Incident, controls: Iterable[str]) -> list[Doubt]:
    """P12 D4 P11a Return a doubt for each control of a marker beside which the contact strategy says something else.

    Whoever may not open the customer's file is asked nothing: it would tell of the strategy. Its Lead has the duty then.
    """
    asked = [Asked(f"The marker of {incident.reference}", control) for control in controls if control in NOBODY_GOES]
    if not asked or incident.customer is None or not incident.customer.is_open_to(by):
        return []
    return strategies.departures(incident.customer, asked=asked)


def in_force_at_home(case: Alert | Incident, *, on: date) -> list[Alert | Marker]:
    """D4 P8b Return the alerts and markers in force at the home or property, and on others who live there."""
    places = Q(pk=case.asset_id) | Q(pk__in=_homes(case.customer_id, on=on))
    homes = list(Asset.objects.filter(places))
    doors = same_doors(homes, on=on)
    homes = list({asset.pk: asset for home in homes for asset in [home, *doors.others(home)]}.values())
    people = {one.customer_id for there in living_at(homes, on=on).values() for one in there}
    near, own = Q(customer__in=people) | Q(asset__in=homes), Q(customer=case.customer_id, customer__isnull=False)
    alerts = Alert.objects.in_force(on=on).filter(near & ~own).select_related("customer", "asset", "type")
    near = (
        near & ~own if isinstance(case, Incident) else (near | own) & ~Q(incident__investigations=case.investigation_id)
    )
    markers = Marker.objects.in_force(on=on).filter(near).select_related("customer", "asset", "incident")
    there = [one for one in alerts if one.stays_at_property() or one.customer_id in people]
    return [*there, *markers]


def _homes(customer: int | None, *, on: date) -> QuerySet[Any, Any]:
    return Membership.objects.current(on=on).filter(customer=customer).values("tenancy__asset")


def _named(one: Alert | Marker, case: Alert | Incident) -> str:
    """P11a Return the alert or marker in words; of another customer's restricted file only that there is one."""
    if is_apart(one, case):
        return f"it stands {APART}"
    name = (
        f"{one.type}, {one.reference}" if isinstance(one, Alert) else f"the interim marker of {one.incident.reference}"
    )
    return f"{name}, on {one.customer or one.asset}"
