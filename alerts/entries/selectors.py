"""The yearly confirmation that each live case is recorded in the housing system (§11)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.shortcuts import get_object_or_404

from alerts.alert.models import Alert
from alerts.choices import InvestigationStatus
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Colleague

from .models import Entry

PAGE = 50
CONFIRM_MOST = 100
"""How many cases are confirmed at once, at most."""


@dataclass(frozen=True)
class Case:
    """A live case on the list: since when it waits to be confirmed, by whom and when it was, and whether it is due."""

    record: Alert | Investigation
    since: date
    by: str
    confirmed_on: date | None
    due: bool

    @property
    def due_on(self) -> date:
        """The day by which it is confirmed again."""
        return procedure.add_months(self.since, procedure.CONFIRMATION_MONTHS)


def cases_to_confirm(colleague: Colleague, *, today: date, after: str = "", most: int = PAGE) -> list[Case]:
    """P11c The live cases of the Lead's areas, the longest unconfirmed first.

    :param after: the reference of the last case of the page before.
    """
    alerts, files = _alerts(colleague), _files(colleague)
    if after:
        alerts, files = _behind(alerts, files, after)
    columns = ("since", "reference")
    found = alerts.values_list(*columns).union(files.values_list(*columns)).order_by(*columns)[:most]
    return _read(list(found), today)


def due_count(colleague: Colleague, *, today: date) -> int:
    """P11c How many live cases of the Lead's areas are due to be confirmed."""
    until = due_since(today)
    return sum(int(cases.filter(since__lte=until).count()) for cases in (_alerts(colleague), _files(colleague)))


def due_since(today: date) -> date:
    """A case that was last confirmed, or approved, on this day or before is due today."""
    return procedure.add_months(today, -procedure.CONFIRMATION_MONTHS)


def cases_called(colleague: Colleague, references: list[str], *, today: date) -> list[Case]:
    """The live cases of these references that are the Lead's to confirm, in the order of the list."""
    chosen = Q(reference__in=references[:CONFIRM_MOST])
    columns = ("since", "reference")
    alerts, files = _alerts(colleague).filter(chosen), _files(colleague).filter(chosen)
    return _read(list(alerts.values_list(*columns).union(files.values_list(*columns)).order_by(*columns)), today)


def _alerts(colleague: Colleague) -> QuerySet[Any]:
    here = Alert.objects.visible_to(colleague).active().filter(service_area__in=colleague.area_ids)
    return here.annotate(since=Coalesce(Max("confirmations__on"), F("effective_from"))).order_by()


def _files(colleague: Colleague) -> QuerySet[Any]:
    running = [InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]
    here = Investigation.objects.visible_to(colleague).filter(status__in=running, service_area__in=colleague.area_ids)
    return here.annotate(since=Coalesce(Max("confirmations__on"), TruncDate("created_at"))).order_by()


def _behind(alerts: QuerySet[Any], files: QuerySet[Any], after: str) -> tuple[QuerySet[Any], QuerySet[Any]]:
    last = [*alerts.filter(reference=after), *files.filter(reference=after)]
    if not last:
        return alerts, files
    later = Q(since__gt=last[0].since) | Q(since=last[0].since, reference__gt=after)
    return alerts.filter(later), files.filter(later)


def _read(found: list[tuple[date, str]], today: date) -> list[Case]:
    references = [reference for _, reference in found]
    related = ("customer", "asset", "service_area")
    by_reference: dict[str, Alert | Investigation] = {}
    alerts = Alert.objects.select_related(*related, "type").prefetch_related("entries")
    for cases in (alerts, Investigation.objects.select_related(*related)):
        rows = cases.filter(reference__in=references).prefetch_related("confirmations__created_by")
        by_reference |= {row.reference: row for row in rows}
    return [_case(by_reference[reference], since, today) for since, reference in found]


def _case(record: Alert | Investigation, since: date, today: date) -> Case:
    last = next(iter(record.confirmations.all()), None)
    return Case(
        record, since, str(last.created_by) if last else "", last.on if last else None, since <= due_since(today)
    )


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
