"""The evidence for a review: the events since the alert was last reviewed, by the dates of the facts (§8)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from alerts.alert.models import Alert
from alerts.incidents.beside import AT_THE_ADDRESS
from alerts.incidents.timeline import beside
from housing_alerts.kernel import timeline
from housing_alerts.kernel.timeline import Event, Kind, Readers
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from .models import Review


@dataclass(frozen=True)
class Evidence:
    """The events since the review before (``last``), whose day is ``since``, or else since the alert's first day.

    ``answered`` says whether this review stores what the customer says, or why nobody asked. Its own row says it then.
    """

    alert: Alert
    since: date
    last: Review | None
    events: list[Event]
    answered: bool = False

    def count(self, kind: str, *, about: str = "") -> int:
        """Count the records of this kind. Where ``about`` is an alert's reference, count only those about it."""
        found = (event for event in self.events if event.kind == kind and about in ("", event.about))
        return len({event.reference or event for event in found})

    @property
    def summary(self) -> list[tuple[str, str]]:
        """List in words the numbers that a review asks about first."""
        alert = self.alert.reference
        unnamed = self.count(Kind.AT_THE_ADDRESS)
        return [
            ("Incidents", str(self.count(Kind.INCIDENT) or "None")),
            ("Breaches of this alert among them", str(self.count(Kind.INCIDENT, about=alert) or "None")),
            *([(AT_THE_ADDRESS.capitalize(), f"{unnamed}, not proven to be the customer’s")] if unnamed else []),
            ("Appeals", str(self.count(Kind.APPEAL, about=alert) or "None")),
            *([("The customer’s side", side)] if (side := self._side()) else []),
        ]

    def _side(self) -> str:
        asked = next((event for event in self.events if event.kind == Kind.SIDE), None)
        if asked:
            return f"Asked for on {show_date(asked.at)}"
        unasked = self.alert.customer_id is not None and not self.answered
        return "Not asked for before this review" if unasked else ""


def evidence(colleague: Colleague, review: Review) -> Evidence:
    """P8a Return the events since the review before this one, as far as the colleague may read them.

    For a completed review, the events end on its own day.
    """
    alert, since = review.alert, review.since()
    events = [event for event in _beside(alert) if since.is_new(event.on, event.typed)]
    read = timeline.told(events, _open_to(colleague, alert, events))
    told = [beside(event, alert.reference) for event in reversed(read)]
    return Evidence(alert, since.day, since.last, told, answered=bool(review.customers_side))


def _beside(alert: Alert) -> list[Event]:
    """List the events of the customer or the property that were not weighed when the alert was imposed or reviewed."""
    file = alert.investigation
    rests_on = {incident.reference for incident in file.incidents.all()} if file else set()

    def is_new(event: Event) -> bool:
        if event.kind == Kind.REVIEW:
            return event.about != alert.reference
        if event.reference == alert.reference:
            return event.kind == Kind.STAY
        if file and event.reference == file.reference:
            return event.kind == Kind.ACTION
        return not event.void and event.reference not in rests_on

    return [event for event in timeline.stream(*alert.around()) if is_new(event)]


def _open_to(colleague: Colleague, alert: Alert, events: Iterable[Event]) -> Callable[[Event], bool]:
    """P11a Return a function that says whether the colleague may read an event.

    A colleague who may see the alert reads the appeals against it and, about its customer, all that any case reads.
    """
    customer = alert.customer
    file = customer is not None and customer.is_visible_to(colleague)
    readers = Readers.OF_THE_FILE if file else Readers.OF_ANY_CASE
    may_read = timeline.open_to(colleague, events, customer=alert.customer_id, readers=readers)

    def is_open(event: Event) -> bool:
        appeals = event.kind == Kind.APPEAL and event.about == alert.reference
        return (appeals and event.readers >= Readers.OF_THE_FILE) or may_read(event)

    return is_open
