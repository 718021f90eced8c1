"""Read how to act at the doors that are asked for, never why.

A person's alert shows wherever that person lives today or moves in later, and nowhere else. An alert on a property alone shows
there. An interim marker shows wherever its person lives today or moves in later, and at the property of its incident; where
no home is known any more, at the last one until it is let again. Danger from nobody known shows also at each other home of
those who lived there. Properties of one address and postcode are one door: each shows what stands at the others. The number
of queries does not depend on the number of doors.
"""

import functools
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects

from alerts.alert.choices import Departure
from alerts.alert.departures import ONLY_CONDITIONS, departed, possible
from alerts.alert.models import Alert
from alerts.choices import NOBODY_GOES, ConditionKind, Control
from alerts.conditions.models import Condition
from alerts.conditions.policies import OF_CONDITIONS
from alerts.incidents.models import Incident
from alerts.incidents.selectors import heads_to_ring, here_for, leads_here, who_can_act
from alerts.markers.models import Marker
from alerts.markers.selectors import all_places, dangers_at, doors_of, homes_left, is_near, markers_at, went_along
from alerts.writing.selectors import organisation, with_told
from housing_alerts.customers.models import Asset, Customer, Membership, Pair
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea
from housing_alerts.staff.selectors import first_here, leads_or_heads

from .contacting import agreed_with, condition_told, leads_by_area, leads_to_a_lead, whom_to_ring
from .doors import by_home, places_of_everybody, same_doors
from .finding import STAFF
from .often import NOT_AT_A_DOOR, logged_so_far
from .people import is_called, is_meant
from .precautions import (
    ALONG,
    MOVES_IN,
    OVER,
    Precaution,
    Through,
    doubt_of,
    interim,
    knows_of,
    may_be_known,
    undecided,
    unsaid_by,
    whose_contact,
)
from .words import Person, Place

CASE_ROLES = (Role.OPERATIONAL_LEAD, Role.LEADERSHIP)


class Reading:
    """The records read for the doors that are asked for. Each relation is read once, however many doors there are."""

    def __init__(self, colleague: Colleague, typed: Mapping[int, str], matched: set[int], on: date) -> None:
        """Begin to read.

        :param typed: the words by which each person was found, by the key.
        :param matched: the people who were asked for and whose files are not closed to the colleague.
        """
        self.colleague, self.typed, self.matched, self.on = colleague, typed, matched, on
        self.named, self.case = colleague.holds(*STAFF), colleague.holds(*CASE_ROLES)

    def places(
        self, known: list[Membership], living: list[Membership], alone: list[Customer], empty: Iterable[Asset] = ()
    ) -> list[Place]:
        """Return each property with its people, then each person without a home or whose address is not shown.

        :param known: all places of everybody who lives there, or with one of those who are alone here.
        :param living: those of everybody who lives at the properties, or moves in later.
        :param empty: properties that are shown even where nobody is known to live there.
        """
        residents = by_home(living, empty)
        everybody = [one.customer for places in residents.values() for one in places] + alone
        lived_in = [
            (one.customer_id, one.tenancy.asset) for one in known if one.customer in alone and one.holds(on=self.on)
        ]
        doors = same_doors([*residents, *(home for _, home in lived_in)], on=self.on)
        self.homes = [(one, same.pk) for one, home in lived_in for same in [home, *doors.others(home)]]
        beside = [same for asset in residents for same in doors.others(asset) if same not in residents]
        unread = {same.pk for same in beside}.union(same.pk for _, home in lived_in for same in doors.others(home))
        read = places_of_everybody([], unread, on=self.on) if unread else []
        self.known = {one.pk: one for one in [*known, *read]}
        there = by_home((one for one in read if one.tenancy.asset in beside and not one.is_over(on=self.on)), beside)
        everybody += [one.customer for places in there.values() for one in places]
        self.lives = [(one.customer_id, asset.pk) for asset, at in (residents | there).items() for one in at]
        self.door_of = {one.pk: one.door or one.pk for one in [*residents, *beside, *(home for _, home in lived_in)]}
        self.door_of |= {same.pk: same.door for _, home in lived_in for same in doors.others(home)}
        assets = {asset.pk for asset in [*residents, *beside]} | {asset for _, asset in self.homes}
        self._read([*everybody, *self._housemates()], assets)
        found = {asset: self._place(asset, people) for asset, people in residents.items()}
        places = found | {asset: self._place(asset, people, named=False) for asset, people in there.items()}
        for asset, place in found.items():
            others = [places[same] for same in doors.others(asset)]
            place.same_door = [other for other in others if other.tells_more_than(place)]
            place.crowded, place.died_on = doors.crowded(asset), doors.died_on(asset)
        answer = [*found.values(), *(self._alone(person) for person in alone)]
        for place in answer:
            place.stop()
        return sorted(answer, key=Place.order)

    def _housemates(self) -> list[Customer]:
        """Return everybody at the homes whose address is not shown. Their precautions count for whoever goes there."""
        self.at_home: dict[int, set[int]] = defaultdict(set)
        homes = {asset for _, asset in self.homes}
        found = [one for one in self.known.values() if one.tenancy.asset_id in homes and one.holds(on=self.on)]
        for membership in found:
            self.at_home[membership.tenancy.asset_id].add(membership.customer_id)
            self.lives.append((membership.customer_id, membership.tenancy.asset_id))
        return [membership.customer for membership in found]

    def _place(self, asset: Asset, people: list[Membership], *, named: bool = True) -> Place:
        everybody = [self._person(one.customer, one.customer_id in self.matched, one) for one in people]
        everybody.sort(key=lambda one: (one.nobody, not one.matched, one.customer.surname, one.customer.forenames))
        at_door = {one for one, home in self.lives if self.door_of[home] == self.door_of[asset.pk]}
        return Place(asset, everybody, self._here(asset.pk, everybody), self.named and named, shared=len(at_door) > 1)

    def _alone(self, customer: Customer) -> Place:
        """Return the place of a person without a home, or whose restricted file is closed.

        In the second case the precautions at the home are given, those of a housemate too, but not its address.
        """
        at = [asset for person, asset in self.homes if person == customer.pk]
        meant = customer.pk not in self.closed or is_meant(customer, self.typed[customer.pk])
        alone = [self._person(customer, meant)]
        here = [one.bare() for asset in at for one in self._at_home(asset, alone)]
        return Place(None, alone, here, self.named, hidden=customer.pk in self.closed, shared=bool(here))

    def _at_home(self, asset: int, alone: list[Person]) -> list[Precaution]:
        """Return the precautions at a home that is not named: of the property, and of everybody else there, each once."""
        theirs = {id(one) for person in alone for one in person.precautions}
        of_people = (one for person in self.at_home[asset] for one in self._told(person, asset))
        found = {id(one): one for one in [*self._here(asset, alone), *of_people]}
        return [one for key, one in found.items() if key not in theirs]

    def _here(self, asset: int, people: list[Person]) -> list[Precaution]:
        """Return the precautions at the property, without those already shown with one of its people."""
        theirs = {id(one) for person in people for one in person.precautions}
        return [one for one in self.on_assets.get(asset, []) if id(one) not in theirs]

    def _told(self, person: int, asset: int | None = None) -> list[Precaution]:
        """D4 Return the precautions of a person. What was reported at this property is said of the property itself."""
        along = (one for elsewhere, one in self.along[person] if elsewhere != asset)
        return [*self.on_people.get(person, []), *along]

    def _person(self, customer: Customer, matched: bool, home: Membership | None = None) -> Person:
        """Return the person with their precautions. Nobody reads the day on which a closed restricted file moves in."""
        closed = customer.pk in self.closed
        agreed = self.adjustments[customer.pk]
        moves_in = home.begins if home and not closed and home.begins and home.begins > self.on else None
        told = self._told(customer.pk, home.tenancy.asset_id if home else None)
        return Person(
            customer,
            [replace(one, do=f"{one.do} {MOVES_IN.format(show_date(moves_in))}") for one in told] if moves_in else told,
            [one.what for one in agreed if self.named and not closed],
            [one.at_the_door for one in agreed if one.at_the_door],
            matched,
            called=is_called(customer, self.typed.get(customer.pk, "")),
            opens=customer.pk in self.readable,
            closed=closed,
            glass=matched and customer.pk in self.behind_glass,
            moves_in=moves_in,
            child=bool(told) and not closed and customer.is_child(on=self.on),
            strategy=self._strategy(customer),
        )

    def _strategy(self, customer: Customer) -> Through | None:
        """P11a P12 Return whom the contact strategy names; of a closed file the Leads, who are asked instead."""
        found = self.strategies.get(customer.pk)
        closed = found and customer.pk in self.closed
        return Through("", self._asked(customer.service_area_id)) if closed else found

    def _read(self, everybody: list[Customer], assets: set[int]) -> None:
        areas = {person.pk: person.service_area_id for person in everybody}
        self.pairs = pairs = self._pairs(areas)
        people = {*areas, *(known for _, known in pairs)}
        alerts = self._alerts(people, assets)
        places_left = [one for one in self.known.values() if one.customer_id in people]
        unread = people - {one.customer_id for one in places_left} - set(areas)
        self.left = homes_left([*places_left, *(all_places(unread) if unread else ())], on=self.on)
        near = functools.partial(is_near, people=people, assets=assets, left=self.left)
        places = [*assets, *self.left]
        markers = list(filter(near, markers_at(self.colleague, people, places, on=self.on)))
        waiting = list(filter(near, dangers_at(self.colleague, people, places, on=self.on)))
        prefetch_related_objects(incidents := [*(one.incident for one in markers), *waiting], "affected")
        records: list[Alert | Marker | Incident] = [*alerts, *markers, *waiting]
        about = [*everybody, *(one.customer for one in records if one.customer)]
        restricted = {person.pk for person in about if person.restricted}
        self.readable = {one.pk for one in about if not one.restricted and one.is_visible_to(self.colleague)}
        self.closed, self.behind_glass = set[int](), set[int]()
        if restricted:
            self._read_restricted(restricted)
        self._read_departed(alerts)
        asked_for = {each for one in alerts for each in one.controls}.union(*(one.controls for one in markers))
        self.nobody = asked_for.issuperset(NOBODY_GOES)
        asked = pairs or markers or waiting or self.departed or self.nobody
        asked = asked or any(one.asks_a_lead(one.running, on=self.on) for one in alerts)  # type: ignore[attr-defined]
        asked = asked or any(each.officer for one in alerts for each in one.running)  # type: ignore[attr-defined]
        posted, self.deputies = whom_to_ring(incidents, self.on) if self.closed or asked else ([], {})
        self.duty = [one for one in posted if one.is_active and one.on_duty(self.on)]
        self.leads = leads_by_area(posted)
        self.here = {area: leads_or_heads(theirs, self.deputies, area) for area, theirs in self.leads.items()}
        limits = [each for one in alerts for each in one.running]  # type: ignore[attr-defined]
        self.often = logged_so_far(limits, on=self.on) if self.named else {}
        self._hang(alerts, people)
        self._hang_markers([(marker, self._interim(marker)) for marker in markers], people, assets)
        self._hang_markers([(incident, self._undecided(incident)) for incident in waiting], people, assets)
        told = {known: self._told(known) for _, known in pairs}
        for new, known in pairs:
            ring = self.here.get(areas[new]) or self._every_lead()
            self.on_people[new] = [*self.on_people[new], *may_be_known(told[known], ring)]
        self.adjustments, self.strategies = agreed_with(people, on=self.on, known=posted)

    def _pairs(self, people: Iterable[int]) -> list[tuple[int, int]]:
        """P11a Return the keys of each new file and of the known file whose person they may be."""
        pairs: Any = Pair.objects.unanswered().told()
        found = pairs.filter(new_key__in=people)
        return list(dict.fromkeys(found.values_list("new_key", "known_key")))

    def _read_departed(self, alerts: list[Alert]) -> None:
        """P8b Read which alerts at a property, and which without any condition left, a Lead is asked about."""
        found: list[Any] = alerts
        staying = {alert.pk for alert in found if alert.stays_at_property()}
        empty = {alert.pk for alert in found if alert.controls in ONLY_CONDITIONS and not alert.running}
        asked = {alert.pk: alert for alert in alerts if alert.pk in staying | empty}
        why = possible(*asked.values())
        gone: list[Any] = list(departed(Alert.objects.filter(pk__in=asked), on=self.on, asked=why)) if asked else []
        over = [one for one in gone if one.pk in staying or one.departure == Departure.OVER]
        self.departed = {one.pk: Departure(one.departure) for one in over}

    def _read_restricted(self, restricted: set[int]) -> None:
        """P11a Read which restricted files the colleague may open, and which after breaking glass."""
        opened = Customer.objects.visible_to(self.colleague).filter(pk__in=restricted)
        self.readable |= set(opened.values_list("pk", flat=True))
        self.closed = restricted - self.readable
        theirs = Customer.objects.in_scope_of(self.colleague).filter(pk__in=self.closed)
        self.behind_glass = set(theirs.values_list("pk", flat=True))

    def _hang(self, alerts: list[Alert], people: set[int]) -> None:
        """Assign each alert to its person or its property."""
        self.on_people: dict[int, list[Precaution]] = defaultdict(list)
        self.on_assets: dict[int, list[Precaution]] = defaultdict(list)
        self.along: dict[int, list[tuple[int | None, Precaution]]] = defaultdict(list)
        for alert in alerts:
            person, place = alert.around()
            if place is not None:
                self.on_assets[place].append(self._precaution(alert))
            elif person in people:
                self.on_people[person].append(self._precaution(alert))

    def _hang_markers(
        self, found: Sequence[tuple[Marker | Incident, Precaution]], people: set[int], assets: set[int]
    ) -> None:
        """D4 Assign each marker or danger, after the alerts, to its person, its properties, and whoever lives elsewhere now."""
        for about, told in found:
            if about.customer_id in people:
                self.on_people[about.customer_id].append(told)
            for asset in doors_of(about) & assets:
                self.on_assets[asset].append(told)
            along = replace(told, do=f"{told.do} {ALONG}")
            for person in went_along(about, self.left):
                self.along[person].append((about.asset_id, told.bare() if person in self.closed else along))

    def _alerts(self, people: set[int], assets: set[int]) -> list[Alert]:
        """Return the alerts in force. Their conditions are read only where an alert has some."""
        begun = Q(starts__isnull=True) | Q(starts__lte=self.on)
        running = Q(ends__isnull=True) | Q(ends__gte=self.on)
        conditions = (
            Condition.objects.in_force().filter(begun, running).select_related("officer", "deputy", "representative")
        )
        found = with_told(Alert.objects.in_force(on=self.on).with_due_on()).filter(
            Q(customer__in=people) | Q(asset__in=assets)
        )
        seen = Alert.objects.visible_to(self.colleague).filter(pk=OuterRef("pk"))
        about = found.select_related("type", "customer__organisation", "service_area", "responsible_lead").annotate(
            seen=Exists(seen)
        )
        limited = Exists(conditions.filter(alert=OuterRef("pk")))
        alerts: list[Any] = list(about.annotate(limited=limited).order_by("type__position", "pk"))
        in_force = Prefetch("conditions", conditions, to_attr="running")
        prefetch_related_objects([one for one in alerts if one.limited], in_force)
        for alert in alerts:
            alert.running = alert.running if alert.limited else []
        return alerts

    def _precaution(self, alert: Alert) -> Precaution:
        """Return the precaution of an alert."""
        stayed = alert.stayed(on=self.on)
        running: list[Condition] = [] if stayed else alert.running  # type: ignore[attr-defined]
        closed = alert.customer_id in self.closed
        departure = self.departed.get(alert.pk)
        over = departure == Departure.OVER and not closed
        suspended = OF_CONDITIONS if stayed or over else ()
        asks_for: list[str] = [control for control in Control if control in alert.controls and control not in suspended]
        asks = bool(departure or alert.asks_a_lead(running, on=self.on) or (closed and running))
        asks = asks or leads_to_a_lead(running, self.deputies)
        limits = [self._limit(condition) for condition in running]
        told = Precaution(
            do=OVER if over else f"{alert.told(on=self.on)} {doubt_of(departure, closed=closed)}".strip(),
            controls=[Control(control).label for control in asks_for if over or control in unsaid_by(alert)],
            conditions=[limit.words for limit in limits],
            ask=self._who_to_ask(alert) if asks else "",
            ring=self._asked(alert.service_area_id, alert.responsible_lead) if asks else [],
            through=[colleague for limit in limits for colleague in limit.ring],
            asks_for=asks_for,
            leads=self._asked(alert.service_area_id, alert.responsible_lead) if self.nobody else [],
            police=self._police(alert, asks_for),
            whose=whose_contact(alert, stayed=stayed),
            not_told=alert.not_told_yet,
            knows=knows_of(alert),
            overdue=self.case and alert.overdue(on=self.on),
            unconfirmed=self.case and alert.type.imported_only,
            alert=alert if alert.seen else None,  # type: ignore[attr-defined]
        )
        return told.bare() if closed else told

    def _limit(self, condition: Condition) -> Through:
        """P5 Return a condition as the colleague reads it. Whoever only comes to the door counts no contacts."""
        if condition.kind == ConditionKind.FREQUENCY and not self.named:
            return Through(NOT_AT_A_DOOR, [])
        told, ring = condition_told(condition, on=self.on, away=self.deputies)
        return Through(f"{told} {self.often.get(condition.pk, '')}".strip(), ring)

    def _interim(self, marker: Marker) -> Precaution:
        """D4 Return the precaution of a marker, with whom to ring and to ask."""
        area = marker.incident.service_area
        ring = self._to_ring(marker.incident, placed_by=marker.placed_by)
        ask = self._ask_a_lead(area) if area else f"Ask {' or '.join(str(one) for one in ring)}."
        asked = list(dict.fromkeys([*ring, *(self.here.get(area.pk, []) if area else [])]))
        told = replace(interim(marker, asked, ask), police=self._police(marker.incident, marker.controls))
        return told.bare() if marker.customer_id in self.closed else told

    def _police(self, case: Alert | Incident, controls: Container[str]) -> list[tuple[str, str]]:
        """P7b Return who gives police advice, with the number, if it is to be taken: as the landlord of the case says."""
        if Control.POLICE_ADVICE not in controls:
            return []
        landlord = organisation(case, on=self.on)
        return [(landlord.police_name, landlord.police_telephone)]

    def _undecided(self, incident: Incident) -> Precaution:
        """D4 Return the precaution for a danger that is not decided on. It names the colleagues to ring, and not the danger."""
        told_why = self.named and self.closed.isdisjoint(self._near(incident))
        told = undecided(incident, self._to_ring(incident), told_why=told_why)
        return told.bare() if incident.customer_id in self.closed else told

    def _near(self, incident: Incident) -> set[int | None]:
        """P11a Return everybody with whom, or at whose door, the danger is told. Its reason may name any of them."""
        told = {incident.customer_id, *went_along(incident, self.left)}
        told |= {new for new, known in self.pairs if known in told}
        doors = {self.door_of.get(asset) for asset in doors_of(incident)}
        doors |= {self.door_of[asset] for person, asset in self.lives if person in told}
        return told | {person for person, asset in self.lives if self.door_of[asset] in doors}

    def _to_ring(self, incident: Incident, placed_by: Colleague | None = None) -> list[Colleague]:
        """D4 Return the colleagues to ring: the marker's placer or the incident's manager, and the duty manager.

        Whoever is away, reported it or was affected is left out. If none of them is here, or none has a number, the Leads of
        the area follow or, while all of those are away, its Heads; then any Lead. If every Lead is involved, it is the Heads.
        """
        first = placed_by if placed_by and placed_by.is_active else incident.manager_here
        found = list(dict.fromkeys([*here_for(incident, first, self.deputies), *self.duty]))
        area = leads_here(incident, self.leads.get(incident.service_area_id or 0, []), self.deputies)
        for more in ([], area, self._every_lead()):
            found = who_can_act(incident, [*found, *(one for one in more if one.pk not in self.deputies)], self.duty)
            if any(one.telephone for one in found):
                break
        return found or first_here(self.deputies, heads_to_ring(incident), self._every_lead())

    def _every_lead(self) -> list[Colleague]:
        return list(dict.fromkeys(lead for leads in self.leads.values() for lead in leads))

    def _who_to_ask(self, alert: Alert) -> str:
        lead = alert.responsible_lead
        if lead is None or lead not in self._every_lead():
            return self._ask_a_lead(alert.service_area)
        if lead.pk in self.deputies:
            return f"The responsible Lead, {lead}, is away. {self._ask_a_lead(alert.service_area)}"
        return f"The responsible Lead is {lead}."

    def _asked(self, area: int, lead: Colleague | None = None) -> list[Colleague]:
        """Return whom :meth:`_who_to_ask` names, to show a number beside each; other Leads too, if none of these has one."""
        others = self.here.get(area) or self._every_lead()
        asked = [lead] if lead and lead in self._every_lead() and lead.pk not in self.deputies else others
        here = [one for one in [*others, *self._every_lead()] if one.telephone and one.pk not in self.deputies]
        return asked if {*asked} & {*here} else [*asked, *list(dict.fromkeys(here))[:2]]

    def _ask_a_lead(self, area: ServiceArea) -> str:
        here, theirs = self.here.get(area.pk, []), self.leads.get(area.pk, [])
        names = " or ".join(map(str, here))
        if here and not {*here} & {*theirs}:
            return f"Each Operational Lead for {area} is away. Ask the Head of Service: {names}."
        return f"Ask an Operational Lead for {area}{': ' if names else ''}{names}."
