"""Events of alerts: decided or taken over, suspended while an appeal is decided, and ended."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from alerts.choices import AlertStatus
from alerts.corrections.amendable import amended, in_plain_text
from alerts.incidents.beside import Around
from housing_alerts.kernel.timeline import Case, Event, Kind, Readers, Source

from .models import Alert


def _rows(customer: int | None, asset: int | None) -> QuerySet[Alert]:
    found = Alert.objects.filter(Around(customer, asset).q()).select_related("type", "decided_by", "ended_by")
    return found.order_by("pk")


def _events(alert: Alert) -> Iterator[Event]:
    """Yield the decision on the alert, and its later events."""
    yield from _decided(alert)
    yield from _amended(alert)
    yield from _stays(alert)
    if alert.ended_on:
        title = f"{alert.type} ended: {alert.reference}, {alert.get_ended_because_display().lower()}"
        by, why = str(alert.ended_by or ""), alert.end_reason
        yield _of_alert(alert, at=alert.ended_on, title=title, by=by, words=why, step="end alert")


def _of_alert(alert: Alert, **facts: Any) -> Event:
    return Event(
        reference=alert.reference,
        case=Case(Alert.objects.visible_to, alert.pk),
        customer=alert.customer_id,
        url=reverse("alerts:alert", args=[alert.reference]),
        **{"kind": Kind.ALERT, "readers": Readers.OF_ANY_CASE, **facts},
    )


def _decided(alert: Alert) -> Iterator[Event]:
    """P7a Yield the decision."""
    if alert.decided_on:
        declined = alert.status == AlertStatus.DECLINED
        reasons = dict.fromkeys([alert.decision_reason] if declined else [alert.reason, alert.decision_reason])
        yield _of_alert(
            alert,
            at=alert.decided_on,
            title=f"{alert.type} {'declined' if declined else 'approved'}: {alert.reference}",
            by=str(alert.decided_by),
            words=in_plain_text("\n\n".join(filter(None, reasons)), amended(alert)),
            step="decline alert" if declined else "approve alert",
            readers=_readers(alert),
        )
    elif alert.effective_from:
        title, by = f"{alert.type} in force: {alert.reference}", "the housing system"
        yield _of_alert(alert, at=alert.effective_from, title=title, by=by, step="carry over alert")


def _amended(alert: Alert) -> Iterator[Event]:
    """P13b Yield each correction and each dispute at the customer's request."""
    for one in amended(alert):
        title = f"{one.kind}: alert {alert.reference}"
        yield _of_alert(alert, at=one.at, title=title, words=one.words, step="amend alert", readers=_readers(alert))


def _readers(alert: Alert) -> Readers:
    """P7a Return who reads of the decision. Only an imposed alert, not a declined one, is shown beside any other case."""
    return Readers.OF_THE_FILE if alert.status == AlertStatus.DECLINED else Readers.OF_ANY_CASE


def _stays(alert: Alert) -> Iterator[Event]:
    """P9b Yield the days from which, and until which, the conditions were suspended."""
    shared = {"kind": Kind.STAY, "readers": Readers.OF_THE_FILE}
    for begun, over in alert.stays():
        title = f"Conditions of {alert.reference} suspended while an appeal is decided"
        yield _of_alert(alert, at=begun, title=title, step="stay alert", **shared)
        if over:
            title = f"Conditions of {alert.reference} apply again, where they still stand"
            yield _of_alert(alert, at=over, title=title, step="lift stay of alert", **shared)


SOURCE = Source(_rows, _events)
