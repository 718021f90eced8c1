"""Select a colleague's lists of visits, and the sheet that says how the team may go to each place."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import Http404

from alerts.look_up.selectors import Asked, places_of
from alerts.look_up.words import Place
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.staff.models import Absence, Colleague
from housing_alerts.staff.selectors import deputies_on, in_place_of

from . import policies
from .choices import Go
from .models import Visit, VisitList, VisitNotice
from .policies import Check, Team


@dataclass
class Stop:
    """One place on the sheet, with the lines that lead there. Without a place nothing was found: then it is a stop."""

    number: int
    team: Team
    place: Place | None = None
    lines: list[Visit] = field(default_factory=list)

    @cached_property
    def controls(self) -> set[str]:
        """The controls that are asked for here, also under another reference of the same address."""
        places = [self.place, *self.place.same_door] if self.place else []
        return {control for place in places for one in place.every for control in one.asks_for}

    @cached_property
    def checks(self) -> list[Check]:
        """Each control of a visit, checked for the team."""
        return policies.checks(self.controls, self.team)

    @property
    def instead(self) -> str:
        """The words for who could go instead, or "" if the team may go."""
        return policies.instead(self.controls, self.team)

    @cached_property
    def go(self) -> Go:
        """The answer for the place."""
        if self.place is None:
            return Go.STOP
        places = [self.place, *self.place.same_door]
        rings = any(one.rings_first for place in places for one in place.every)
        rings = rings or any(one.asks_first for place in places for one in place.people)
        return policies.how_to_go(self.checks, told=any(place.do for place in places), rings=rings)

    @cached_property
    def digest(self) -> str:
        """The digest of what is asked of whoever goes there: by alerts and dangers, of messages and letters, and at the door.

        Whom to ring is no part of it: that changes with the day.
        """
        places = [self.place, *self.place.same_door] if self.place else []
        said = [[one.do, one.asks_for, one.conditions, one.not_told] for place in places for one in place.every]
        agreed = [[*(words for one in place.people for words in one.contact), *place.at_the_door] for place in places]
        agreed += [["asks first"] for place in places for one in place.people if one.asks_first]
        return hashlib.sha256(json.dumps([said, agreed]).encode()).hexdigest()

    @property
    def typed(self) -> list[str]:
        """The lines as they were typed, each once."""
        return list(dict.fromkeys(line.typed for line in self.lines))

    @property
    def name(self) -> str:
        """The heading: the people who were asked for, or the address; what was typed where nothing was found."""
        if self.place is None:
            return self.typed[0]
        if self.place.matched:
            return ", ".join(person.name for person in self.place.matched)
        if self.place.asset:
            return self.place.asset.full_address
        person = self.place.people[0]
        return person.name if person.nobody else f"Customer {person.customer.reference}"


def lists_of(colleague: Colleague) -> QuerySet[VisitList]:
    """Return the colleague's lists, the newest first, each with the number of its ``lines``."""
    return VisitList.objects.filter(keeper=colleague).annotate(lines=Count("visits"))


def kept_list(colleague: Colleague, pk: int) -> VisitList:
    """Return the colleague's list of that number. :raises Http404: if it is somebody else's, or gone."""
    found = VisitList.objects.filter(keeper=colleague, pk=pk).select_related("keeper__line_manager").first()
    if found is None:
        raise Http404
    return found


def list_once_kept(colleague: Colleague, pk: int) -> VisitList:
    """P11a Return the colleague's list of that number, also if it was deleted: then with no line, as the trail names it.

    :raises Http404: if it was never theirs.
    """
    kept = VisitList.objects.filter(keeper=colleague, pk=pk).first()
    if kept:
        return kept
    gone = VisitList(pk=pk, keeper=colleague)
    if not AuditEvent.objects.filter(by=colleague, reference=gone.reference).exists():
        raise Http404
    return gone


def lines_of(colleague: Colleague, pk: int, *, on: date) -> list[Visit]:
    """Return the lines of the colleague's list, with the list and its keeper. There is at least one.

    ``changed`` on each says whether there is news of any line of the list that the keeper has not seen, ``news_at`` when the
    latest came, seen or not, and ``manager_away`` whether the keeper's line manager is away that day.

    :raises Http404: if it is somebody else's, or gone.
    """
    of_list = VisitNotice.objects.filter(visit__of=OuterRef("of")).order_by("-at")
    news, latest = Exists(of_list.unseen()), Subquery(of_list.values("at")[:1])
    away = Exists(Absence.objects.on(on).filter(colleague=OuterRef("of__keeper__line_manager")))
    found = Visit.objects.filter(of=pk, of__keeper=colleague).annotate(changed=news, news_at=latest, manager_away=away)
    lines: list[Any] = list(found.select_related("of__keeper__line_manager", "customer__merged_into"))
    if not lines:
        raise Http404
    return lines


def sheet(colleague: Colleague, lines: list[Visit], *, on: date) -> list[Stop]:
    """Return the places of a list in its order, each once, with how the team may go there.

    What a line means was settled when the list was kept; a person who was merged since is found under the other file.
    """
    found = places_of(colleague, [_asked(line) for line in lines], on=on)
    stops: dict[object, Stop] = {}
    for line, places in zip(lines, found, strict=True):
        for key, place in _keyed(line, places):
            stop = stops.setdefault(key, Stop(len(stops) + 1, line.of.team, place))
            stop.lines.append(line)
    return list(stops.values())


def told_otherwise(kept: VisitList, *, on: date) -> list[list[Visit]]:
    """Return the lines of which the sheet says something else than the last time; those of the same places together.

    That is when it was kept, or when a change was told. Each line has the new digest, and is not saved.
    """
    leads_to: dict[int, tuple[Visit, list[Stop]]] = {}
    for stop in sheet(kept.keeper, lines_of(kept.keeper, kept.pk, on=on), on=on):
        for line in stop.lines:
            leads_to.setdefault(line.pk, (line, []))[1].append(stop)
    found: dict[tuple[int, ...], list[Visit]] = {}
    for line, stops in leads_to.values():
        digests = [stop.digest if stop.place else "" for stop in stops]
        now = hashlib.sha256("\n".join(digests).encode()).hexdigest()
        if line.told != now:
            line.told = now
            found.setdefault(tuple(stop.number for stop in stops), []).append(line)
    return list(found.values())


def changed_at(line: Visit) -> datetime:
    """D4 Return when the sheet last came to say something else: its lines, who goes, or what is asked at a door.

    :param line: any line of the list, as :func:`lines_of` returns it.
    """
    news: datetime | None = line.news_at  # type: ignore[attr-defined]
    return max(line.of.kept_at, news or line.of.kept_at)


def unseen_of(kept: VisitList) -> list[VisitNotice]:
    """Return the notices of the list that its keeper has not seen yet, the oldest first."""
    found = VisitNotice.objects.unseen().filter(visit__of=kept)
    return list(found.select_related("visit").order_by("at", "visit__position"))


def changes(stops: list[Stop], unseen: list[VisitNotice]) -> list[tuple[Stop, VisitNotice]]:
    """P11a Return each place with its latest notice. Where a place hides its address, return none.

    There a name and an address that changed together would say that they belong together.
    """
    if any(stop.place and stop.place.hidden for stop in stops):
        return []
    latest = {stop.number: (stop, notice) for notice in unseen for stop in stops if notice.visit in stop.lines}
    return list(latest.values())


def notice(colleague: Colleague, pk: int) -> VisitNotice:
    """Return the colleague's notice about what they looked up. :raises Http404: if it is somebody else's, or gone."""
    found = VisitNotice.objects.filter(colleague=colleague, pk=pk, visit=None).select_related("place").first()
    if found is None:
        raise Http404
    return found


def unseen_by_staff(manager: Colleague, *, on: date) -> list[VisitNotice]:
    """P6 Return the notices that count on that day and were not seen by the staff.

    The oldest of each comes first.
    They are the colleague's own staff, and those of a line manager in whose place they are.
    """
    found = VisitNotice.objects.unseen().of_staff_of(manager).filter(on__gte=on)
    of_each: dict[int, VisitNotice] = {}
    for one in found.select_related("colleague").order_by("at", "pk"):
        of_each.setdefault(one.colleague_id, one)
    return list(of_each.values())


def to_ring(line: Visit, stops: list[Stop], *, on: date) -> list[Colleague]:
    """P6 Return whom to ring about what was not found: the line manager or, while they are away, whoever is in their place.

    The list is empty if there is nobody, or nothing of that kind.

    :param line: any line of the list, as :func:`lines_of` returns it.
    """
    keeper, manager = line.of.keeper, line.of.keeper.line_manager
    if manager is None or not manager.is_active or all(stop.place for stop in stops):
        return []
    here = [manager]
    if line.manager_away:  # type: ignore[attr-defined]
        here = in_place_of(manager, areas=keeper.area_ids, away=deputies_on(on), on=on)
    return [one for one in here if one != keeper]


def _keyed(line: Visit, places: list[Place]) -> Iterator[tuple[object, Place | None]]:
    """Yield what tells each place from others. A line for which nothing was found is a place of its own."""
    if not places:
        yield ("line", line.position), None
    for place in places:
        yield (place.asset.pk if place.asset else ("person", place.people[0].customer.pk)), place


def _asked(line: Visit) -> Asked:
    customer = line.customer and (line.customer.merged_into or line.customer)
    return Asked(line.typed, customer=customer, asset=line.asset_id)
