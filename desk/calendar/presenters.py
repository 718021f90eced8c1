"""Write deadlines as a calendar: references only, since it leaves the service."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from housing_alerts.duties.models import Duty

REFRESH = timedelta(hours=4)


def calendar(found: Iterable[Duty], *, site: str) -> bytes:
    """Return the deadlines as all-day events.

    Each event keeps its UID for ever, so that a calendar moves it and adds no second one.
    :param site: the address of the service, which an event links to.
    """
    written = Calendar()
    written.add("prodid", "-//Contact Management//Deadlines//EN")
    written.add("version", "2.0")
    written.add("name", "Contact Management")
    written.add("x-wr-calname", "Contact Management")
    written.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for duty in found:
        written.add_component(_event(duty, site))
    return bytes(written.to_ical())


def _event(duty: Duty, site: str) -> Event:
    event = Event()
    event.add("uid", f"duty-{duty.pk}@contact-management")
    event.add("dtstamp", duty.opened_at)
    event.add("dtstart", duty.due_on)
    event.add("summary", _summary(duty))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if not duty.closed:  # type: ignore[attr-defined]
        event.add("url", f"{site}{duty.path}")
    return event


def _summary(duty: Duty) -> str:
    """P11a Return the kind and the reference, or "Restricted file" where the file is closed to the colleague."""
    named = "Restricted file" if duty.closed else duty.reference  # type: ignore[attr-defined]
    return f"{duty.get_kind_display()}: {named}"
