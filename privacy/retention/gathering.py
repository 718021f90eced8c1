"""Gather what the records say of each file, with one query for the tables of each shape."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from alerts.choices import AlertStatus, Circumstance, IncidentStatus, InvestigationStatus
from alerts.models import Action, Alert, Incident, Investigation
from appeals.choices import AppealStatus
from appeals.models import Appeal
from housing_alerts.customers.models import Asset, Customer
from letters.choices import LetterStatus
from letters.models import Letter
from monitoring.choices import StrategyStatus
from monitoring.models import Strategy
from privacy.choices import HoldStatus, SharingStatus
from privacy.models import LegalHold, SharingRequest, SubjectRequest
from privacy.subject_access.machine import OPEN

from .policies import File, Key

PERSON, PLACE = str(Customer._meta.model_name), str(Asset._meta.model_name)


@dataclass(frozen=True)
class _Table:
    """A table of the cases.

    :param of: the paths from a row to its case, of which one leads to it; none where the row is the case.
    :param place: the name of the property in the case; empty where it has none.
    :param last: the days of a row on which something was done.
    :param waits: the rows that keep the file, whatever its period says.
    :param says: the sentence about such a row, which begins with what it is.
    :param more: what else is asked of the rows of a file, by the name of the fact.
    """

    model: type[models.Model]
    last: tuple[str, ...]
    waits: Q
    says: str
    of: tuple[str, ...] = ("",)
    place: str = "asset"
    reference: str = "reference"
    more: dict[str, Any] = field(default_factory=dict)


_SEXUAL = Incident.objects.annotate(said=Cast("circumstances", models.TextField())).filter(
    said__contains=f'"{Circumstance.SEXUAL.value}"'
)
_VIOLENT = Q(violent=True) | Q(pk__in=_SEXUAL.values("pk"))
"""D4 The incidents of violence, also sexual, after which a file is kept longer."""
TABLES = (
    _Table(
        Incident,
        ("occurred_at", "known_at", "triaged_on"),
        Q(status=IncidentStatus.LOGGED) | Q(pk__in=Incident.objects.awaiting_lead().values("pk")),
        "Incident {} is open.",
        more={"violent": Count("pk", filter=_VIOLENT & ~Q(status=IncidentStatus.VOID))},
    ),
    _Table(
        Investigation,
        ("created_at", "recommended_on", "concluded_on"),
        Q(status__in=[InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]),
        "Investigation {} is open.",
    ),
    _Table(
        Alert,
        (),
        Q(status__in=[AlertStatus.DRAFT, AlertStatus.PROPOSED]),
        "Alert {} is not decided.",
        more={
            "in_force": Min("reference", filter=Q(status=AlertStatus.ACTIVE)),
            "ended_on": Max("ended_on", filter=Q(status=AlertStatus.ENDED)),
        },
    ),
    _Table(
        Action,
        ("decided_on", "live_until", "outcome_on"),
        Q(investigation__isnull=False, agreed=True, set_aside_on__isnull=True, outcome_on__isnull=True),
        "An action that was agreed in {} has no outcome yet.",
        of=("incident__", "investigation__"),
        reference="investigation__reference",
    ),
    _Table(
        Appeal,
        ("received_on", "decided_on", "answered_on", "withdrawn_on"),
        Q(status__in=[AppealStatus.RECEIVED, AppealStatus.ACCEPTED, AppealStatus.PREPARED]),
        "Appeal {} is open.",
        place="",
    ),
    _Table(Letter, (), Q(status=LetterStatus.ISSUED), "Letter {} was issued and did not go out yet.", place=""),
    _Table(
        SubjectRequest,
        ("received_on", "answered_on", "withdrawn_on"),
        Q(status__in=OPEN),
        "Subject request {} is open.",
        place="",
    ),
    _Table(
        SharingRequest,
        (),
        Q(status=SharingStatus.RECEIVED),
        "Request {} by somebody else is open.",
        place="",
    ),
    _Table(
        Strategy,
        ("began_on", "ended_on"),
        Q(status=StrategyStatus.IN_FORCE),
        "Contact strategy {} is in force.",
        place="",
    ),
    _Table(LegalHold, (), Q(status=HoldStatus.IN_FORCE), "Legal hold {} is in force."),
)


@dataclass
class _Gathered:
    """The facts of one file, as far as they were read."""

    reference: str = ""
    organisation: int | None = None
    violent: bool = False
    in_force: str = ""
    ended_on: date | None = None
    last_on: date | None = None
    holds: list[str] = field(default_factory=list)
    shared: dict[Key, str] = field(default_factory=dict)

    def add(self, table: _Table, row: dict[str, Any]) -> None:
        """Add the facts that one table has about the file."""
        self.reference = self.reference or row["called"] or row["placed"]
        self.organisation = self.organisation or row["landlord"]
        self.violent = self.violent or bool(row.get("violent"))
        self.in_force = self.in_force or row.get("in_force") or ""
        self.ended_on = _later(self.ended_on, row.get("ended_on"))
        self.last_on = _later(self.last_on, *(row[f"last_{place}"] for place in range(len(table.last))))
        if row["waits"]:
            self.holds.append(table.says.format(row["waits"]))


IN_FORCE = Alert.objects.filter(status=AlertStatus.ACTIVE).order_by()


def files(within: Collection[Key] | None = None) -> list[File]:
    """Return the facts of each file that may go: of each person and, where nobody is known, of each property.

    A file with an alert in force does not go, and most files have one, so their facts are not read. Of such a file, only its
    reference is returned, and only if it shares an incident with one that may go.
    :param within: the files whose facts are read, whatever they are, instead.
    """
    found: dict[Key, _Gathered] = {}
    for table, row in _rows(within):
        key = _key(row["whose"], row["there"])
        if key:
            found.setdefault(key, _Gathered()).add(table, row)
    _share(found)
    return [_file(key, facts) for key, facts in found.items()]


def people_kept() -> Q:
    """P13a Return the condition for the customers whose file something keeps, whatever its period says."""
    kept = Q(pk__in=IN_FORCE.filter(customer__isnull=False).values("customer"))
    for table in TABLES:
        for way in table.of:
            whose = f"{way}customer"
            waiting = table.model._default_manager.filter(table.waits, **{f"{whose}__isnull": False}).order_by()
            kept |= Q(pk__in=waiting.values(whose))
    return kept


def in_force() -> int:
    """Count the files with an alert in force: those that :func:`files` leaves out."""
    people = IN_FORCE.filter(customer__isnull=False).aggregate(number=Count("customer", distinct=True))
    places = IN_FORCE.filter(customer__isnull=True).aggregate(number=Count("asset", distinct=True))
    return int(people["number"]) + int(places["number"])


def _may_go(table: _Table) -> Q:
    """Return the condition for rows of a file without an alert in force. A row that is such an alert needs no query."""
    person = Q(whose__isnull=False) & ~Exists(IN_FORCE.filter(customer=OuterRef("whose")))
    place = Q(whose__isnull=True) & ~Exists(IN_FORCE.filter(customer__isnull=True, asset=OuterRef("there")))
    return (person | place) & (~Q(status=AlertStatus.ACTIVE) if table.model is Alert else Q())


def _within(keys: Collection[Key]) -> Q:
    people, places = ([key for model, key in keys if model == one] for one in (PERSON, PLACE))
    return Q(whose__in=people) | Q(whose__isnull=True, there__in=places)


def _share(found: dict[Key, _Gathered]) -> None:
    """Note which files share an incident. One whose facts were not read is added with its reference alone."""
    pairs = [pair for pair in _shared() if pair[0] in found or pair[1] in found]
    unread = {key for one, other, _ in pairs for key in (one, other)} - found.keys()
    for model, kind in ((Customer, PERSON), (Asset, PLACE)):
        keys = [key for named, key in unread if named == kind]
        for pk, reference in model._default_manager.filter(pk__in=keys).values_list("pk", "reference"):
            found[kind, pk] = _Gathered(reference=reference)
    for one, other, incident in pairs:
        found[one].shared[other] = found[other].shared[one] = incident


def _file(key: Key, facts: _Gathered) -> File:
    return File(
        key=key,
        reference=facts.reference,
        organisation=facts.organisation,
        violent=facts.violent,
        in_force=facts.in_force,
        ended_on=facts.ended_on,
        last_on=facts.last_on,
        holds=tuple(facts.holds),
        shared=facts.shared,
    )


def _rows(within: Collection[Key] | None) -> Iterator[tuple[_Table, dict[str, Any]]]:
    """Yield each table with a row for each of these files in it. Tables of one shape are asked by one query."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for number, table in enumerate(TABLES):
        days = [type(table.model._meta.get_field(name)) for name in table.last]
        alike.setdefault((*days, *table.more), []).append(number)
    for numbers in alike.values():
        first, *others = (_of(number, TABLES[number], within) for number in numbers)
        for row in first.union(*others, all=True):
            yield TABLES[row["table"]], row


def _of(number: int, table: _Table, within: Collection[Key] | None) -> QuerySet[Any, dict[str, Any]]:
    """Return one row for each file of the table: the day on which something was done last, and the rows that wait."""
    nowhere = Cast(models.Value(None), models.BigIntegerField())
    nothing = Cast(models.Value(None), models.CharField())
    grouped = table.model._default_manager.order_by().annotate(
        whose=_along(table, "customer"), there=_along(table, table.place) if table.place else nowhere
    )
    asked = _may_go(table) if within is None else _within(within)
    return (
        grouped.filter(asked)
        .values("whose", "there")
        .annotate(
            called=Min(_along(table, "customer__reference")),
            landlord=Min(_along(table, "customer__organisation")),
            placed=Min(_along(table, f"{table.place}__reference")) if table.place else nothing,
            waits=Min(table.reference, filter=table.waits),
            table=models.Value(number),
            **{f"last_{place}": Max(name) for place, name in enumerate(table.last)},
            **table.more,
        )
    )


def _along(table: _Table, path: str) -> F | Coalesce:
    """Return the value at the end of the path, whichever case the row belongs to."""
    ways = [f"{way}{path}" for way in table.of]
    return Coalesce(*ways) if len(ways) > 1 else F(*ways)


def _key(person: int | None, place: int | None) -> Key | None:
    """Return the key of the file; None for a report that names nobody and no place yet."""
    if person:
        return PERSON, person
    return (PLACE, place) if place else None


def _later(*days: date | datetime | None) -> date | None:
    found = [timezone.localdate(day) if isinstance(day, datetime) else day for day in days if day]
    return max(found, default=None)


def _shared() -> Iterator[tuple[Key, Key, str]]:
    """Yield each two files that share an incident: one is investigated, or breached an alert, in the other's case."""
    in_another_case = Investigation.incidents.through.objects.order_by().exclude(
        investigation__customer=F("incident__customer")
    )
    breached = Incident.objects.order_by().filter(breach_of__isnull=False).exclude(customer=F("breach_of__customer"))
    both = in_another_case.values_list(
        "incident__customer",
        "incident__asset",
        "investigation__customer",
        "investigation__asset",
        "incident__reference",
    ).union(breached.values_list("customer", "asset", "breach_of__customer", "breach_of__asset", "reference"))
    for person, place, other_person, other_place, incident in both:
        one, other = _key(person, place), _key(other_person, other_place)
        if one and other and one != other:
            yield one, other, incident
