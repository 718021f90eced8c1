"""Watch the places on the lists that hold: whoever goes there, or looked up lately, is told at once of what changed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from alerts.alert.models import Alert
from alerts.choices import AlertStatus
from alerts.conditions.models import Condition
from alerts.incidents.models import Incident
from alerts.look_up.doors import living_at, same_doors
from alerts.look_up.finding import closed_among
from alerts.look_up.selectors import WHO_LOOKS_UP
from alerts.markers.models import Marker
from alerts.markers.selectors import at_doors, doors_of, gone_along
from housing_alerts.customers.models import Adjustment, Asset, Customer, Membership, Merge, Pair, Tenancy
from housing_alerts.duties import services as duties
from housing_alerts.kernel.audit.models import ReadEvent
from housing_alerts.staff.models import Colleague

from . import selectors
from .models import Visit, VisitList, VisitNotice

LATELY = timedelta(hours=24)
"""The time for which whoever looked a place up hears of a new alert or marker there."""
LOOKED_UP = ("look-up", "visits")
"""The pages of the read log by which a colleague learns how to act at a door."""
BATCH = 200
"""The number of alerts, markers and dangers that are looked around at once, such as those of an import."""
Watched = Alert | Marker | Incident
Lives = Customer | Adjustment | Merge | Pair | Membership | Tenancy | Asset
"""The records of who lives where, who is one person, and what is agreed with them. What they change is on the sheet too."""


class Around(NamedTuple):
    """The people and the properties with whom, and at which, something is told."""

    people: set[int]
    assets: set[int]


def watch(step: str, changed: list[Any], /) -> None:
    """D4 Tell whoever goes there today what a step changed for them, and whoever looked there up lately what is new.

    It is called at the end of each step, in its transaction.
    """
    found, lives = _watched(changed), [one for one in changed if isinstance(one, Lives)]
    if not found and not lives:
        return
    now = timezone.now()
    notices = _of_lists(found, lives, now)
    goes = {notice.colleague_id for notice in notices}
    for new in found:
        if _is_new(new, on=timezone.localdate(now)):
            notices += _of_look_ups(new, goes, now)
    duties.settle(step, notices)


def _watched(changed: Iterable[Any]) -> list[Watched]:
    """Return the alerts, markers and dangers among what changed, each as it stands now."""
    found = [one.alert if isinstance(one, Condition) else one for one in changed]
    return list({(type(one), one.pk): one for one in found if isinstance(one, Alert | Marker | Incident)}.values())


def _is_new(one: Watched, *, on: date) -> bool:
    if isinstance(one, Alert):
        return one.status == AlertStatus.ACTIVE and one.effective_from == on
    return isinstance(one, Marker) and one.placed_on == on and one.in_force(on=on)


def told_around(found: Iterable[Watched], *, on: date) -> Around:
    """Return the people with whom, and the properties at which, the look-up tells of these, today or until now."""
    people: set[int] = set()
    assets: set[int] = set()
    for one in found:
        person, place = one.around() if isinstance(one, Alert) else (one.customer_id, one.asset_id)
        people |= {person} if person else set()
        assets |= {place} if place else set()
        if not isinstance(one, Alert):
            people |= set(gone_along(one.incident if isinstance(one, Marker) else one, on=on))
            assets |= _doors_of(one, on=on)
    return _around(people, assets, on=on)


def _around(people: set[int], assets: set[int], *, on: date) -> Around:
    """Return these people, those of a pair with them, their homes and doors, and everybody who lives there."""
    pairs: Any = Pair.objects.unanswered().told()
    people = people | set(pairs.filter(known_key__in=people).values_list("new_key", flat=True))
    homes = Membership.objects.not_over(on=on).filter(customer__in=people).values("tenancy__asset")
    known = list(Asset.objects.filter(Q(pk__in=assets) | Q(pk__in=homes)))
    doors = same_doors(known, on=on)
    there = list({same.pk: same for asset in known for same in [asset, *doors.others(asset)]}.values())
    living = {place.customer_id for places in living_at(there, on=on).values() for place in places}
    return Around(people | living, {asset.pk for asset in there})


def _doors_of(one: Marker | Incident, *, on: date) -> set[int]:
    """Return the properties at which it is told: its own and, where its person has no home now, the last one."""
    people, assets = [one.customer_id] if one.customer_id else [], [one.asset_id] if one.asset_id else []
    if isinstance(one, Marker):
        return {
            pk for near in at_doors(Marker.objects.filter(pk=one.pk), people, assets, on=on) for pk in doors_of(near)
        }
    return {pk for near in at_doors(Incident.objects.filter(pk=one.pk), people, assets, on=on) for pk in doors_of(near)}


def _of_lists(changed: list[Watched], lives: list[Lives], now: datetime) -> list[VisitNotice]:
    """Return a new notice for each place of a list that holds of which the sheet says something else now.

    With them are the list's other notices that are unseen: the newest one alone owes the duties.
    """
    on = timezone.localdate(now)
    if not VisitList.objects.holding(at=now).exists():
        return []
    parts = (changed[start : start + BATCH] for start in range(0, len(changed), BATCH))
    around = [*(told_around(part, on=on) for part in parts), *_near_a_list(lives, now)]
    return [notice for part in around for notice in _near(part, now)]


def _near_a_list(lives: list[Lives], now: datetime) -> list[Around]:
    """Return what is around those of the records that are near a list that holds: of an import, that is a few."""
    if not lives:
        return []
    on, lists = timezone.localdate(now), VisitList.objects.holding(at=now)
    lines = list(Visit.objects.filter(of__in=lists).values_list("customer", "customer__merged_into", "asset"))
    listed = {pk for *people, _ in lines for pk in people if pk}
    there = _around(listed, {asset for *_, asset in lines if asset}, on=on)
    tenancies = dict(Tenancy.objects.filter(asset__in=there.assets).values_list("pk", "asset"))
    people: set[int] = set()
    assets: set[int] = set()
    for one in lives:
        theirs, place = _people_of(one), _asset_of(one, tenancies)
        if theirs & there.people or place in there.assets:
            people |= theirs
            assets |= {place} if place else set()
    return [_around(people, assets, on=on)] if people or assets else []


def _people_of(one: Lives) -> set[int]:
    match one:
        case Customer():
            return {one.pk}
        case Adjustment() | Membership():
            return {one.customer_id}
        case Merge():
            return {one.kept_id, one.merged_id}
        case Pair():
            return {one.new_file.pk, one.known_file.pk}
    return set()


def _asset_of(one: Lives, tenancies: Mapping[int, int]) -> int | None:
    """Return the property of the record, if it is one of those of the tenancies."""
    match one:
        case Membership():
            return tenancies.get(one.tenancy_id)
        case Tenancy():
            return one.asset_id
        case Asset():
            return one.pk
    return None


def _near(around: Around, now: datetime) -> list[VisitNotice]:
    """Return the unseen notices of the lists near these people and properties, the new ones among them."""
    near = Q(asset__in=around.assets) | Q(customer__in=around.people) | Q(customer__merged_into__in=around.people)
    lists = VisitList.objects.holding(at=now).filter(visits__in=Visit.objects.filter(near))
    found = []
    for kept in lists.select_related("keeper").distinct():
        changed = selectors.told_otherwise(kept, on=timezone.localdate(now))
        for lines in changed:
            for visit in lines:
                visit.save()
            VisitNotice(colleague=kept.keeper, visit=lines[0], at=now, on=kept.last_day).save()
        found += selectors.unseen_of(kept) if changed else []
    return found


def _of_look_ups(new: Watched, told: set[int], now: datetime) -> list[VisitNotice]:
    """Return a notice for each colleague who looked one of these up lately and was not told of it before."""
    around = told_around([new], on=timezone.localdate(now))
    people = dict(Customer.objects.filter(pk__in=around.people).values_list("reference", "pk"))
    places = dict(Asset.objects.filter(pk__in=around.assets).values_list("reference", "pk"))
    read = ReadEvent.objects.filter(opened__in=LOOKED_UP, at__gte=now - LATELY, reference__in={*people, *places})
    latest: dict[int, list[ReadEvent]] = {}
    for row in read.order_by("at", "position"):
        shown = latest.get(row.by_id, [])
        latest[row.by_id] = [*shown, row] if shown and _on_one_page(shown[0], row) else [row]
    about = new.reference if isinstance(new, Alert) else f"Marker {new.pk}"
    known = set(VisitNotice.objects.filter(about=about).values_list("colleague", flat=True))
    apart = told | known | {new.changed_by_id}
    readers = Colleague.objects.filter(pk__in=latest.keys() - apart, is_active=True).order_by("pk")
    homes = _homes(people.values(), around.assets, on=timezone.localdate(now))
    doors = places | {one: homes[pk] for one, pk in people.items() if pk in homes}
    found = []
    for reader in readers:
        if reader.holds(*WHO_LOOKS_UP):
            rows = latest[reader.pk]
            place = _place_shown(reader, rows, people, doors)
            notice = VisitNotice(colleague=reader, about=about, place_id=place, looked_up_at=rows[-1].at, at=now)
            notice.on = timezone.localdate(now)
            notice.save()
            found.append(notice)
    return found


def _on_one_page(first: ReadEvent, other: ReadEvent) -> bool:
    return (first.at, first.request) == (other.at, other.request)


def _place_shown(
    reader: Colleague, rows: list[ReadEvent], people: Mapping[str, int], doors: Mapping[str, int]
) -> int | None:
    """P11a Return the place that the page showed, or None. A closed file does not tell it; somebody else who lives there does.

    :param doors: the place by the reference of each property, and of each person whose home it is.
    """
    shown = [row.reference for row in rows]
    closed = closed_among(reader, [people[one] for one in shown if one in people])
    return next((doors[one] for one in shown if one in doors and people.get(one) not in closed), None)


def _homes(people: Iterable[int], assets: Iterable[int], *, on: date) -> dict[int, int]:
    """Return the home of each of these people that is among the properties."""
    there = Membership.objects.not_over(on=on).filter(customer__in=list(people), tenancy__asset__in=list(assets))
    return dict(there.values_list("customer", "tenancy__asset"))
