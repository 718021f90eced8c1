"""Events of letters: sent, received, and come back."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.kernel.timeline import Case, Event, Kind, Readers, Source

from .fate import never_had
from .models import Letter


def _rows(customer: int | None, _: int | None) -> QuerySet[Letter]:
    return Letter.objects.filter(customer=customer, sent_on__isnull=False).order_by("pk")


def _events(letter: Letter) -> Iterator[Event]:
    """Yield the events of a letter that went out: sent, received, came back."""
    assert letter.sent_on is not None  # the query asks for it
    yield _of_letter(letter, letter.sent_on, f"sent: {letter.name.lower()}", "record posting of letter")
    if letter.received_on:
        yield _of_letter(letter, letter.received_on, "received", "record receipt of letter")
    if letter.returned_on:
        what = "never reached the customer, as they say" if never_had(letter.answers) else "came back undelivered"
        yield _of_letter(letter, letter.returned_on, what, "record return of letter")


def _of_letter(letter: Letter, on: date, what: str, step: str) -> Event:
    return Event(
        kind=Kind.LETTER,
        at=on,
        title=f"Letter {letter.reference} {what}",
        reference=letter.reference,
        case=Case(Letter.objects.visible_to, letter.pk),
        readers=Readers.OF_THE_FILE,
        customer=letter.customer_id,
        url=reverse("letters:letter", args=[letter.reference]),
        step=step,
        typed=letter.changed_at if on == letter.returned_on else None,
    )


SOURCE = Source(_rows, _events)
