"""Find signs of curiosity in the read log, for the Data Protection Officer to ask about. No customer is named."""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, F, Max, Q, QuerySet, TextChoices
from django.utils import timezone

from housing_alerts.customers.models import Customer, Membership, fold
from housing_alerts.kernel.audit.models import AUDIT_SITE, AuditEvent, ReadEvent
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, RoleHeld

from .parts import parts

CURIOUS_FILES = 200
"""The number of different records opened within :data:`CURIOUS_MINUTES` that makes a sign (our own measure)."""
CURIOUS_MINUTES = 10
"""The minutes within which that many records are more than anybody reads for their work."""

LOOK_UPS = frozenset(
    {"look-up", "visits", "visits kept on a phone", "visits opened without a connection", "news of a place"}
)
"""The pages that say what to do at a door, and nothing more: everybody may ask that of any place."""
FEW = 500
"""The most customers whom each query names by key."""


class Kind(TextChoices):
    """The kinds of signs."""

    OWN = "OWN", "Opened their own file: it bears their name"
    HOUSEHOLD = "HOUSEHOLD", "Opened the file of somebody with their surname and home postcode"
    COLLEAGUE = "COLLEAGUE", "Opened a file that bears the name of another colleague"
    FAR = "FAR", "Opened more than the look-up outside their service areas"
    MANY = "MANY", f"Opened {CURIOUS_FILES} different records within {CURIOUS_MINUTES} minutes"


@dataclass(frozen=True)
class Flag:
    """A reason to ask a colleague: a question, not a finding.

    ``customer`` is a reference, never a name; it is empty where no single file is meant. ``opened`` lists the
    references in the read log: the customer's own, or those of cases and letters.
    """

    colleague: Colleague
    customer: str
    kind: Kind
    times: int
    last: datetime
    opened: tuple[str, ...] = ()


class _Reading(NamedTuple):
    by: int
    reference: str
    opened: str
    times: int
    last: datetime

    @property
    def beyond_look_up(self) -> bool:
        """Return whether the page shows more than a look-up, which is everybody's job.

        The audit site does not count: it is the Data Protection Officer's own.
        """
        return self.opened not in LOOK_UPS and not self.opened.startswith(AUDIT_SITE)


class _Somebody(NamedTuple):
    """A colleague or a customer, in the form in which the two are compared."""

    name: str
    surname: str
    postcode: str
    areas: frozenset[int]
    """The areas in which a colleague works, or that have or had the customer or a case of theirs."""
    explained: Collection[int] = frozenset()
    """The colleagues whose part in a customer's case, or whose duty, explains that they read the file."""


def flags(*, since: datetime, until: datetime) -> list[Flag]:
    """List the signs between two moments, the newest first. A customer's home is that of the last day."""
    readings = ReadEvent.objects.filter(at__gte=since, at__lte=until).exclude(reference="")
    colleagues = _colleagues()
    days = timezone.localdate(since), timezone.localdate(until)
    found = [*_of_one_file(readings, colleagues, days), *_of_many(readings, colleagues)]
    return sorted(found, key=lambda flag: (flag.last, flag.customer, flag.kind), reverse=True)


def _of_one_file(
    readings: QuerySet[ReadEvent], colleagues: Mapping[int, Colleague], days: tuple[date, date]
) -> Iterator[Flag]:
    """Yield the signs about single files.

    :param days: the first and the last day that is looked at.
    """
    leaders = frozenset(pk for pk, one in colleagues.items() if one.holds(Role.LEADERSHIP))
    customers, about = _customers(readings, days, leaders), _about(readings)
    people = {pk: _colleague(one) for pk, one in colleagues.items()}
    bearers = Counter(one.name for one in people.values())
    noticed: dict[tuple[int, str, Kind], list[_Reading]] = defaultdict(list)
    for reading in _grouped(readings):
        for reference in about[reading.reference] | {reading.reference}:
            if customer := customers.get(reference):
                for kind in _kinds(people[reading.by], customer, bearers, reading):
                    noticed[reading.by, reference, kind].append(reading)
    for (by, reference, kind), those in noticed.items():
        times, last = sum(one.times for one in those), max(one.last for one in those)
        opened = sorted({one.reference for one in those})
        yield Flag(colleagues[by], reference, kind, times, last, tuple(opened))


def _kinds(reader: _Somebody, customer: _Somebody, bearers: Mapping[str, int], reading: _Reading) -> Iterator[Kind]:
    """Yield the kinds of signs in a reading. A part in the case or a duty explains some kinds.

    Nothing explains reading one's own file or that of one's household.
    """
    same_name = reader.name == customer.name
    both_homes = bool(reader.postcode and customer.postcode)
    same_home = both_homes and reader.postcode == customer.postcode
    own = same_name and (same_home or not both_homes)
    if own:
        yield Kind.OWN
    elif same_home and reader.surname == customer.surname:
        yield Kind.HOUSEHOLD
    if reading.by in customer.explained:
        return
    if not own and bearers[customer.name] > same_name:  # another colleague besides the reader has this name
        yield Kind.COLLEAGUE
    if reading.beyond_look_up and reader.areas and not reader.areas & customer.areas:
        yield Kind.FAR


def _grouped(readings: QuerySet[ReadEvent]) -> Iterator[_Reading]:
    rows = readings.order_by().values_list("by_id", "reference", "opened").annotate(Count("pk"), Max("at"))
    return (_Reading(*row) for row in rows.iterator())


def _about(readings: QuerySet[ReadEvent]) -> dict[str, set[str]]:
    """Return for each opened record the customers that it is about, by its audit events."""
    found: dict[str, set[str]] = defaultdict(set)
    for reference, customer in _events(readings).values_list("reference", "customer").distinct():
        found[reference].add(customer)
    return found


def _events(readings: QuerySet[ReadEvent]) -> QuerySet[AuditEvent]:
    events = AuditEvent.objects.filter(reference__in=readings.order_by().values("reference"))
    return events.exclude(customer="").order_by()


def _customers(readings: QuerySet[ReadEvent], days: tuple[date, date], leaders: frozenset[int]) -> dict[str, _Somebody]:
    """Return the customers whose file or case was opened, by reference."""
    first, last = days
    own, of_cases = readings.order_by().values("reference"), _events(readings).values("customer")
    found = Customer.objects.filter(Q(reference__in=own) | Q(reference__in=of_cases)).order_by()
    named = _by_key(found)
    has = parts(named, first=first, last=last)
    current = Membership.objects.current(on=last).filter(customer__in=named.values("pk"))
    first_to_last = current.order_by(F("tenancy__starts").asc(nulls_first=True), "pk")
    homes = dict(first_to_last.values_list("customer", "tenancy__asset__postcode"))  # the last one stays, as in home
    return {
        one.reference: _Somebody(
            fold(one.full_name),
            fold(one.surname),
            _postcode(homes.get(one.pk, "")),
            frozenset([one.service_area_id, *has.areas[one.reference]]),
            has.colleagues[one.reference] | (leaders if one.reference in has.to_decide else set()),
        )
        for one in named.only("reference", "forenames", "surname", "service_area")
    }


def _by_key(found: QuerySet[Customer]) -> QuerySet[Customer]:
    """Return the same customers by their keys, unless they are many: then each query finds them again."""
    keys = list(found.values_list("pk", flat=True)[: FEW + 1])
    return found if len(keys) > FEW else Customer.objects.filter(pk__in=keys).order_by()


def _colleagues() -> dict[int, Colleague]:
    """Return every colleague by key, with their roles and areas, of which no objects are made."""
    roles: dict[int, set[str]] = defaultdict(set)
    areas: dict[int, set[int]] = defaultdict(set)
    for colleague, role in RoleHeld.objects.order_by().values_list("colleague", "role"):
        roles[colleague].add(role)
    for colleague, area in Colleague.areas.through.objects.values_list("colleague", "servicearea"):
        areas[colleague].add(area)
    found = Colleague.objects.in_bulk()
    for pk, one in found.items():
        one.take_posts(roles[pk], areas[pk], deputises=False)
    return found


def _colleague(one: Colleague) -> _Somebody:
    home = _postcode(one.postcode) if settings.HOME_POSTCODES else ""
    return _Somebody(fold(one.get_full_name()), fold(one.last_name), home, one.area_ids)


def _postcode(text: str) -> str:
    return fold(text).replace(" ", "")


def _of_many(readings: QuerySet[ReadEvent], colleagues: Mapping[int, Colleague]) -> Iterator[Flag]:
    counted = readings.order_by().values("by").annotate(records=Count("reference", distinct=True))
    busy = readings.filter(by__in=counted.filter(records__gte=CURIOUS_FILES).values("by"))
    rows = busy.order_by("by_id", "at", "position").values_list("by_id", "at", "reference")
    for by, those in groupby(rows.iterator(), key=lambda row: row[0]):
        spells = list(_spells((at, reference) for _, at, reference in those))
        if spells:
            yield Flag(colleagues[by], "", Kind.MANY, len(spells), spells[-1])


def _spells(openings: Iterable[tuple[datetime, str]]) -> Iterator[datetime]:
    """Yield each moment when too many records had been opened in too short a time. Each opening counts once."""
    within = timedelta(minutes=CURIOUS_MINUTES)
    held: OrderedDict[str, datetime] = OrderedDict()  # the records opened lately; the one untouched longest comes first
    for at, reference in openings:
        held[reference] = at
        held.move_to_end(reference)
        while at - next(iter(held.values())) > within:
            held.popitem(last=False)
        if len(held) >= CURIOUS_FILES:
            yield at
            held.clear()
