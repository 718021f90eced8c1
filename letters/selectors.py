"""One letter, as far as the colleague may open its customer's file, and the one that came before it."""

from collections.abc import Iterable

from django.shortcuts import get_object_or_404

from housing_alerts.staff.models import Colleague

from .models import IssuedPdf, Letter
from .subjects import Subject


def letter(colleague: Colleague, reference: str) -> Letter:
    """The letter. :raises Http404: where the colleague may not open the customer's file."""
    found = Letter.objects.visible_to(colleague).select_related(
        "customer__organisation", "organisation", "service_area", "wording", "issued_by", "replaces", "changed_by"
    )
    return get_object_or_404(
        found.prefetch_related("customer__memberships__tenancy__asset", "subject", "also__subject"), reference=reference
    )


def issued(letter: Letter) -> IssuedPdf | None:
    """What it was issued as, or nothing while it is a draft."""
    return IssuedPdf.objects.filter(letter=letter).first()


def earlier(subject: Subject, kind: str) -> Letter | None:
    """The newest letter of that kind about the subject, whatever became of it: the next one starts from its words."""
    return Letter.objects.about(subject).filter(kind=kind).first()


def waiting(kind: str, subjects: Iterable[Subject]) -> Letter | None:
    """A letter of that kind that tells of the first, or of another of the same sort, and is drafted or issued and not sent.

    What else is told beside them, such as an agreed action, may be told in the letter about each.
    """
    subject, *beside = subjects
    same = [each for each in beside if type(each) is type(subject)]
    return Letter.objects.about(subject, *same).filter(kind=kind).unsent().first()


def replaced(subject: Subject, kind: str) -> Letter | None:
    """P9a Which letter of that kind the next one takes the place of: the newest that was sent or, else, that came back.

    What never went out has no place to take.
    """
    went_out = Letter.objects.about(subject).filter(kind=kind, sent_on__isnull=False).order_by("sent_on", "pk")
    return went_out.sent().last() or went_out.last()
