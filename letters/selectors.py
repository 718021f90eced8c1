"""One letter, as far as the colleague may open its customer's file, and the one that came before it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.shortcuts import get_object_or_404

from housing_alerts.customers import selectors as customers
from housing_alerts.staff.models import Colleague

from .choices import LetterStatus
from .models import IssuedPdf, Letter
from .subjects import Subject


def letter(colleague: Colleague, reference: str) -> Letter:
    """The letter. :raises Http404: where the colleague may not open the customer's file."""
    found = Letter.objects.visible_to(colleague).select_related(
        "customer__organisation", "organisation", "service_area", "wording", "issued_by", "replaces", "changed_by"
    )
    record = get_object_or_404(found.prefetch_related("subject", "also__subject"), reference=reference)
    customers.with_file(record.customer)
    return record


def issued(letter: Letter) -> IssuedPdf | None:
    """What it was issued as, or nothing while it is a draft."""
    return IssuedPdf.objects.filter(letter=letter).first()


class Before(NamedTuple):
    """The letters of a kind about a subject that matter to the next one.

    :ivar earlier: the newest, whatever became of it: the next one starts from its words.
    :ivar replaced: P9a the one whose place it takes: the newest that was sent or, else, that came back.
    """

    earlier: Letter | None
    replaced: Letter | None


def before(subject: Subject, kind: str) -> Before:
    """Return what was written before to this subject. What never went out has no place to take."""
    letters = list(Letter.objects.about(subject).filter(kind=kind))
    went_out = [letter for letter in letters if letter.sent_on]
    sent = [letter for letter in went_out if letter.status == LetterStatus.SENT]
    last = max(sent or went_out, key=lambda letter: (letter.sent_on, letter.pk), default=None)
    return Before(letters[0] if letters else None, last)


def waiting(kind: str, subjects: Iterable[Subject]) -> Letter | None:
    """A letter of that kind that tells of the first, or of another of the same sort, and is drafted or issued and not sent.

    What else is told beside them, such as an agreed action, may be told in the letter about each.
    """
    subject, *beside = subjects
    same = [each for each in beside if type(each) is type(subject)]
    return Letter.objects.about(subject, *same).filter(kind=kind).unsent().first()
