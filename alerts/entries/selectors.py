"""Select the waiting entries, and the cases to confirm each year (§11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.shortcuts import get_object_or_404
from django.urls import reverse

from alerts.alert.models import Alert
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reconciliation.models import Difference
from alerts.writing.selectors import with_told
from housing_alerts.customers.models import Customer
from housing_alerts.duties import selectors as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Colleague

from .models import Entry

PAGE = 50
ENTER_MOST = 20
"""The most entries on one page: those of ten reports."""
RELATED = (
    "incident__customer",
    "incident__asset",
    "incident__reported_by__line_manager",
    "incident__created_by",
    "incident__line_manager",
)
OF_DIFFERENCES = ("difference__run", "difference__customer__service_area", "difference__asset")
OF_ALERTS = ("customer", "asset", "type", "service_area", "responsible_lead")
CONFIRM_MOST = 100
"""The most cases that can be confirmed at once."""


Record = Alert | Investigation | Incident


@dataclass(frozen=True)
class Case:
    """A case on the list, with its last confirmation, the day since which it waits, and whether it is due."""

    record: Record
    since: date
    by: str
    confirmed_on: date | None
    due: bool

    @property
    def due_on(self) -> date:
        """The day by which it must be confirmed again."""
        return procedure.add_months(self.since, procedure.CONFIRMATION_MONTHS)

    @property
    def name(self) -> str:
        """The kind of the case, and its status."""
        what = self.record.type if isinstance(self.record, Alert) else self.record._meta.verbose_name
        return f"{what}, {self.record.get_status_display().lower()}"

    @property
    def url(self) -> str:
        """The page of the case."""
        return reverse(f"alerts:{self.record._meta.model_name}", args=[self.record.reference])


def cases_to_confirm(colleague: Colleague, *, today: date, after: str = "", most: int = PAGE) -> list[Case]:
    """P11c Return the cases of the Lead's areas, the longest unconfirmed first.

    :param after: the reference of the last case on the page before.
    """
    lists = _lists(colleague)
    return _read(_in_order(_behind(lists, after) if after else lists)[:most], today)


def due_since(today: date) -> date:
    """Return the day up to which a last confirmation, or an approval, makes a case due today."""
    return procedure.add_months(today, -procedure.CONFIRMATION_MONTHS)


def cases_called(colleague: Colleague, references: list[str], *, today: date) -> list[Case]:
    """Return the cases of these references that the Lead may confirm, in the order of the list."""
    chosen = Q(reference__in=references[:CONFIRM_MOST])
    return _read(_in_order(cases.filter(chosen) for cases in _lists(colleague)), today)


def _lists(colleague: Colleague) -> list[QuerySet[Any]]:
    """P11c Return queries for the cases confirmed until disposal: imposed alerts, investigations, and incidents in none."""
    areas, last = Q(service_area__in=colleague.area_ids), Max("confirmations__on")
    alerts = Alert.objects.visible_to(colleague).decided().filter(areas)
    files = Investigation.objects.visible_to(colleague).filter(areas)
    open_file = ~Q(customer__in=Customer.objects.kept_from(colleague))
    alone = Incident.objects.standing_alone().filter(areas | Q(service_area__isnull=True), open_file)
    return [
        alerts.annotate(since=Coalesce(last, F("effective_from"))).order_by(),
        files.annotate(since=Coalesce(last, TruncDate("created_at"))).order_by(),
        alone.annotate(since=Coalesce(last, TruncDate("known_at"))).order_by(),
    ]


def _in_order(lists: Iterable[QuerySet[Any]]) -> "QuerySet[Any, tuple[date, str]]":
    columns = ("since", "reference")
    first, *others = (cases.values_list(*columns) for cases in lists)
    return first.union(*others).order_by(*columns)


def _behind(lists: list[QuerySet[Any]], after: str) -> list[QuerySet[Any]]:
    last = next((case for cases in lists for case in cases.filter(reference=after)), None)
    if last is None:
        return lists
    later = Q(since__gt=last.since) | Q(since=last.since, reference__gt=after)
    return [cases.filter(later) for cases in lists]


def _read(found: Iterable[tuple[date, str]], today: date) -> list[Case]:
    found = list(found)
    references = [reference for _, reference in found]
    related = ("customer", "asset", "service_area")
    by_reference: dict[str, Record] = {}
    lists: list[QuerySet[Any]] = [
        Alert.objects.select_related(*related, "type").prefetch_related("entries"),
        Investigation.objects.select_related(*related),
        Incident.objects.select_related(*related).prefetch_related("entries", "investigations"),
    ]
    for cases in lists:
        rows = cases.filter(reference__in=references).prefetch_related("confirmations__created_by")
        by_reference |= {row.reference: row for row in rows}
    return [_case(by_reference[reference], since, today) for since, reference in found]


def _case(record: Record, since: date, today: date) -> Case:
    last = next(iter(record.confirmations.all()), None)
    return Case(
        record, since, str(last.created_by) if last else "", last.on if last else None, since <= due_since(today)
    )


def entry(colleague: Colleague, pk: int) -> Entry:
    """Return one entry. :raises Http404: if the colleague may not see the incident or alert it is about."""
    found = Entry.objects.visible_to(colleague).select_related(
        "incident__customer",
        "incident__reported_by__line_manager",
        "incident__created_by",
        "incident__line_manager",
        "alert__customer",
        "alert__service_area",
        "alert__responsible_lead",
        *OF_DIFFERENCES,
        "entered_by",
        "changed_by",
    )
    return get_object_or_404(found, pk=pk)


def waiting_for(colleague: Colleague, *, on: date, case: str = "", after: int = 0) -> tuple[list[Any], int]:
    """P11a Return the entries that the colleague may make, the oldest first. ``closed`` says that the file is closed to them.

    :param case: the reference of the case whose entries come first.
    :param after: the key of the last entry on the page before.
    :returns: the entries of one page, and the key after which the next page begins, or 0 if there is none.
    """
    closed = Customer.objects.closed_to(colleague).filter(
        Q(pk=OuterRef("incident__customer"))
        | Q(pk=OuterRef("alert__customer"))
        | Q(pk=OuterRef("difference__customer"))
    )
    found = Entry.objects.waiting().filter(_enterable(colleague, on)).annotate(closed=Exists(closed))
    alerts = Prefetch("alert", with_told(Alert.objects.select_related(*OF_ALERTS)))
    found = (
        found.select_related(*RELATED, *OF_DIFFERENCES).prefetch_related("incident__behaviours", alerts).order_by("pk")
    )
    run, _, number = case.rpartition("-")
    of_row = Q(difference__run__reference=run, difference__number=number) if number.isdecimal() else Q(pk__in=[])
    of_case = Q(incident__reference=case) | Q(alert__reference=case) | of_row
    first = list(found.filter(of_case)) if case else []
    rest = list(found.exclude(pk__in=[entry.pk for entry in first]).filter(pk__gt=after)[: ENTER_MOST + 1])
    shown = rest[:ENTER_MOST]
    return [*first, *shown], shown[-1].pk if len(rest) > ENTER_MOST else 0


def _enterable(colleague: Colleague, on: date) -> Q:
    """P11a Return the filter for the colleague's own entries to make. A deputy sees the waiting entries, and makes none."""
    held = duties.held_by(colleague, on=on).filter(kind=Kind.ENTER)
    mine = held.filter(Q(colleague=None) | Q(colleague=colleague))
    incidents, alerts, unknown = (
        mine.filter(subject_type=ContentType.objects.get_for_model(model)).values("subject_id")
        for model in (Incident, Alert, Difference)
    )
    return Q(incident__in=incidents) | Q(alert__in=alerts) | Q(difference__in=unknown)
