"""What became known of a customer, or at a property, after the Lead recommended and before the Head decides (P10a)."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet

from alerts.workflow import IncidentStatus
from housing_alerts.customers.models import Adjustment, Customer, Representative, Vulnerability
from housing_alerts.jinja import show_date

from .incident import Incident

if TYPE_CHECKING:
    from .investigation import Investigation


class Known(NamedTuple):
    """One thing that became known: what is said of it, and the key by which a form says that it showed it."""

    key: str
    kind: str
    words: str
    by: str
    at: datetime


OF_A_CUSTOMER: list[tuple[Any, str]] = [
    (Vulnerability, "Vulnerability"),
    (Adjustment, "Reasonable adjustment"),
    (Representative, "Representative"),
]
FLAGS = {"died": "has died", "never_write": "must never be written to"}
AN_IMPORT = "an import"


def became_known(investigation: "Investigation") -> list[Known]:
    """P10a What was recorded, changed or ended since the moment of the recommendation, the oldest first."""
    since = investigation.recommended_at
    if since is None:
        return []
    found = [*_reported(investigation, since), *_replaced(investigation, since)]
    if investigation.customer:
        found += [*_changed(investigation.customer, since), *_of_whom(investigation.customer, since)]
    return sorted(found, key=lambda known: known.at)


def _reported(investigation: "Investigation", since: datetime) -> Iterator[Known]:
    for row in _incidents_of(investigation).filter(created_at__gt=since).select_related("created_by"):
        told = f"{row.reference}: {row.account}"
        yield Known(f"Incident {row.pk}", "Incident", told, str(row.created_by or AN_IMPORT), row.created_at)


def _incidents_of(investigation: "Investigation") -> QuerySet[Incident]:
    reported = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    if investigation.customer_id:
        return reported.filter(customer=investigation.customer_id)
    return reported.filter(customer=None, asset=investigation.asset_id)


def _replaced(investigation: "Investigation", since: datetime) -> Iterator[Known]:
    """P9b Whoever upheld an appeal against an alert hears of it before its successor is decided."""
    for alert in investigation.put_forward():
        old = alert.replaces
        if old and old.ended_on and old.changed_at > since:
            why = f"{old.type}, {old.reference}. {old.get_ended_because_display()}: {old.end_reason}"
            yield Known(f"Ended {old.pk}", "The alert it replaces ended", why, str(old.ended_by), old.changed_at)


def _changed(customer: Customer, since: datetime) -> Iterator[Known]:
    """What is new of the customer, and what says something else since. A change after it was read is read again."""
    for model, kind in OF_A_CUSTOMER:
        for row in model.objects.filter(customer=customer, changed_at__gt=since).select_related("changed_by"):
            yield Known(f"{kind} {row.pk}.{row.version}", kind, _said(row), *_last_change(row))


def _of_whom(customer: Customer, since: datetime) -> Iterator[Known]:
    """What a change of the customer's own file left there that bears on any decision."""
    for name, words in FLAGS.items():
        if customer.changed_at > since and getattr(customer, name):
            yield Known(f"Customer {name}", "Customer", f"{customer} {words}", *_last_change(customer))


def _said(row: Any) -> str:
    ends = getattr(row, "ends", None)
    return f"{row} (until {show_date(ends)})" if ends else str(row)


def _last_change(row: Any) -> tuple[str, datetime]:
    return str(row.changed_by or AN_IMPORT), row.changed_at
