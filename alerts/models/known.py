"""What became known of a customer, or at a property, after the Lead recommended and before the Head decides (P10a)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet

from alerts.workflow import IncidentStatus
from housing_alerts.customers.models import Adjustment, Representative, Vulnerability

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


def became_known(investigation: "Investigation") -> list[Known]:
    """P10a What was recorded since the moment of the recommendation, the oldest first."""
    since = investigation.recommended_at
    if since is None:
        return []
    customer = investigation.customer_id
    found = _told(_incidents_of(investigation).filter(created_at__gt=since), "Incident")
    if customer:
        for model, kind in OF_A_CUSTOMER:
            found += _told(model.objects.filter(customer=customer, created_at__gt=since), kind)
    return sorted(found, key=lambda known: known.at)


def _incidents_of(investigation: "Investigation") -> QuerySet[Incident]:
    reported = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    if investigation.customer_id:
        return reported.filter(customer=investigation.customer_id)
    return reported.filter(customer=None, asset=investigation.asset_id)


def _told(rows: QuerySet[Any], kind: str) -> list[Known]:
    return [
        Known(f"{kind} {row.pk}", kind, _words(row), str(row.created_by or "an import"), row.created_at)
        for row in rows.select_related("created_by")
    ]


def _words(row: Any) -> str:
    return f"{row.reference}: {row.account}" if isinstance(row, Incident) else str(row)
