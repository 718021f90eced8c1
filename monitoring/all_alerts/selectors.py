"""Select the rows of the All Alerts report on a day, by the dates of the facts."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from alerts.models import Alert
from housing_alerts.customers import selectors as customers
from housing_alerts.customers.models import Customer, in_one_line
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from . import columns
from .filters import Asked
from .tables import KEPT, Row

CHUNK = 2000
"""The number of rows that are in memory at a time."""


def visible_to(colleague: Colleague) -> QuerySet[Alert]:
    """Select the alerts in a colleague's report: a Lead's own, and all for the Leadership Team and the DPO.

    A restricted customer's alerts are left out, except for the named readers and for colleagues who broke glass.
    """
    if colleague.holds(Role.DATA_PROTECTION_OFFICER):
        return Alert.objects.filter(~Q(customer__in=Customer.objects.kept_from(colleague)))
    return Alert.objects.visible_to(colleague)


def covers_all(colleague: Colleague) -> bool:
    """Return whether the colleague's report covers all service areas, restricted files apart."""
    return colleague.holds(Role.LEADERSHIP, Role.DATA_PROTECTION_OFFICER)


def scope(colleague: Colleague) -> str:
    """Say which areas the colleague's report covers, restricted files apart."""
    if covers_all(colleague):
        return "all service areas"
    areas = " and ".join(area.name for area in colleague.areas.all()) or "no service area"
    return f"{areas}, and whatever you lead elsewhere"


def total(colleague: Colleague, asked: Asked) -> int:
    """Count the alerts that are asked for in the colleague's report.

    Where it covers all areas, the few in files that are closed to them are counted apart, which takes a third of the time.
    """
    if not covers_all(colleague):
        return count(visible_to(colleague), asked)
    closed = Alert.objects.filter(customer__in=Customer.objects.kept_from(colleague))
    return count(Alert.objects.all(), asked) - count(closed, asked)


def in_all_areas(asked: Asked) -> int:
    """Count the alerts that are asked for in all service areas and in no restricted file, for any reader."""
    asked = asked._replace(area="")
    return count(Alert.objects.all(), asked) - count(Alert.objects.filter(customer__restricted=True), asked)


def in_restricted_files(*, today: date) -> int:
    """Count the alerts of both landlords in restricted files today, for any reader and any day shown."""
    return Alert.objects.in_force(on=today).filter(customer__restricted=True).count()


def rows(alerts: QuerySet[Alert], asked: Asked, *, reader: Colleague | None = None) -> Iterator[Row]:
    """Select the report's rows in the order that is asked for.

    :param reader: the reader, to whom a Group Name is not shown if it is also a restricted customer's; None for the
        command.
    """
    return _rows(asked.ordered(alerts), asked, reader)


def page(alerts: QuerySet[Alert], asked: Asked, *, reader: Colleague, after: str, most: int) -> list[Row]:
    """Select one page of the rows: those behind the alert of that reference, or the first.

    Where no index has the order, which they are is asked of the keys alone, and their columns only afterwards.
    """
    ordered = asked.ordered(alerts)
    found = (asked.behind(ordered, after) if after else ordered)[:most]
    if not asked.has_an_index():
        found = asked.ordered(Alert.objects.filter(pk__in=[pk for (pk,) in found.values_list("pk")]))
    return list(_rows(found, asked, reader))


def _rows(found: QuerySet[Alert], asked: Asked, reader: Colleague | None) -> Iterator[Row]:
    unnamed = customers.unnamed_groups(reader) if reader else set()
    for each in _with_columns(found, asked.as_at).iterator(chunk_size=CHUNK):
        yield _row(each, as_at=asked.as_at, unnamed=unnamed)


def beside(shown: Iterable[Row]) -> dict[str, Alert]:
    """Select the alerts of the rows by reference, for what the page says beside the ten columns."""
    related = ("type", "responsible_lead", "investigation__lead")
    names = [f"{lead}__{name}" for lead in related[1:] for name in ("username", "first_name", "last_name")]
    found = Alert.objects.filter(reference__in=[row.reference for row in shown]).select_related(*related)
    found = found.only("reference", "informing", "type__name", *names)
    return {alert.reference: alert for alert in found}


def _with_columns(found: QuerySet[Alert], as_at: date) -> "QuerySet[Any, tuple[Any, ...]]":
    return columns.housed(columns.reviewed(found, on=as_at), on=as_at).values_list(
        "reference",
        columns.as_text("effective_from"),
        "first_period",
        "forenames",
        "surname",
        "customer__restricted",
        "place__tenancy",
        "place__tenancy__group_name",
        *columns.asset("reference", "address", "postcode"),
        columns.as_text("last__completed_on"),
        columns.as_text("last__next_due_on"),
        columns.as_text("due"),
        columns.hour(columns.last_opened(on=as_at)),
    )


def _row(fetched: tuple[Any, ...], *, as_at: date, unnamed: set[int]) -> Row:
    reference, start, first_period, forenames, surname, kept, *place, completed, next_due, due, opened = fetched
    tenancy, group, asset, address, postcode = place
    last, following, due_on = _day(completed), _day(next_due), date.fromisoformat(due)
    return Row(
        reference,
        f"{forenames} {surname}".strip(),
        "" if kept or group is None or tenancy in unnamed else group,
        "" if kept or asset is None else asset,
        KEPT if kept else "" if asset is None else in_one_line(address, postcode),
        date.fromisoformat(start),
        procedure.months_between(last, following) if last and following else first_period,
        last,
        due_on,
        _day_of(opened),
        due_on < as_at,
    )


@lru_cache(maxsize=10_000)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=10_000)
def _day_of(hour: str | None) -> date | None:
    """Return the day in London of an hour in UTC. All clocks are changed at a full hour."""
    return timezone.localdate(datetime.fromisoformat(f"{hour}:00+00:00")) if hour else None


def count(alerts: QuerySet[Alert], asked: Asked) -> int:
    """Count the alerts that are asked for."""
    return asked.passed(alerts).count()
