"""Select one letter, as far as the colleague may open its customer's file, and the letter before it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.shortcuts import get_object_or_404

from housing_alerts.customers import selectors as customers
from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague

from .choices import LetterStatus
from .models import IssuedPdf, Letter
from .subjects import Subject, prefetched, with_parts


def letter(colleague: Colleague, reference: str) -> Letter:
    """Return the letter. :raises Http404: if the colleague may not open the customer's file."""
    found = Letter.objects.visible_to(colleague).select_related(
        "customer__organisation", "organisation", "service_area", "wording", "issued_by", "replaces", "changed_by"
    )
    told = (prefetched("subject"), prefetched("also__subject"))
    record = get_object_or_404(found.prefetch_related(*told), reference=reference)
    customers.with_file(record.customer)
    for subject in record.subjects:
        with_parts(subject, record.customer)
    return record


def issued(letter: Letter) -> IssuedPdf | None:
    """Return the issued PDF of the letter, or None while it is a draft."""
    return IssuedPdf.objects.filter(letter=letter).first()


class Before(NamedTuple):
    """The letters of a kind about a subject that matter to the next one.

    :ivar earlier: the newest, whatever became of it: the next one starts from its words.
    :ivar replaced: P9a the one that the next one replaces: the newest that was sent or, failing that, that came back.
    """

    earlier: Letter | None
    replaced: Letter | None


def before(subject: Subject, kind: str) -> Before:
    """Return the earlier letters of that kind about the subject. A letter that never went out cannot be replaced."""
    letters = list(Letter.objects.about(subject).filter(kind=kind))
    went_out = [letter for letter in letters if letter.sent_on]
    sent = [letter for letter in went_out if letter.status == LetterStatus.SENT]
    last = max(sent or went_out, key=lambda letter: (letter.sent_on, letter.pk), default=None)
    return Before(letters[0] if letters else None, last)


def waiting(kind: str, subjects: Iterable[Subject]) -> Letter | None:
    """Return an unsent letter of that kind about the first subject, or about another of the same sort.

    Other things beside them, such as an agreed action, may be told in the letter about each.
    """
    subject, *beside = subjects
    same = [each for each in beside if type(each) is type(subject)]
    return Letter.objects.about(subject, *same).filter(kind=kind).unsent().first()


def issued_to(customer: Customer | None) -> list[Letter]:
    """Return the letters to the customer that are issued and not sent: one may be in the post already."""
    if customer is None:
        return []
    return list(Letter.objects.filter(customer=customer, status=LetterStatus.ISSUED).order_by("pk"))


def left_on(letter: Letter) -> date | None:
    """P9a Return the first day on which the customer, as is known, does not live where the letter is posted."""
    over = letter.status in (LetterStatus.RETURNED, LetterStatus.CANCELLED) or letter.received_on
    last = [one.last_day for one in ([] if over or letter.for_email() else letter.places_there())]
    return None if None in last else max((day + timedelta(days=1) for day in last if day), default=None)


def goes_astray(letter: Letter, *, on: date) -> bool:
    """P9a Return whether it went, or would go on that day, to where the customer does not live then."""
    left = left_on(letter)
    return left is not None and left <= (letter.sent_on or max(on, letter.planned_on))
