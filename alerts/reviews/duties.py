"""The duty of a completed review: the letter that tells how it ended (E2)."""

from collections.abc import Iterator

from django.db.models import QuerySet

from alerts.choices import ReviewStatus
from housing_alerts.duties.owing import Owed, Scope, Source
from letters import duties as letters_duties
from letters.choices import Kind
from letters.models import Letter

from .models import Review


def duties(review: Review) -> Iterator[Owed]:
    """Yield the duty to write the review's letter, where it may be written and nobody wrote it.

    :param review: as :func:`_standing` read it: nobody wrote its letter.
    """
    words, about = "Review letter owed", str(review.alert.type)
    yield from letters_duties.to_write(review, Kind.REVIEW_OUTCOME, words, written=(), about=about)


def _standing(scope: Scope) -> QuerySet[Review]:
    within = scope.of(Review, customer="alert__customer", asset="alert__asset")
    written = Letter.objects.written().filter(kind=Kind.REVIEW_OUTCOME).tell_of_each(Review)
    found = Review.objects.filter(within, ~written, status=ReviewStatus.COMPLETED).exclude(outcome="")
    return found.select_related(
        "alert__customer", "alert__asset", "alert__type", "alert__service_area", "alert__investigation"
    )


def _touched_by(record: object) -> QuerySet[Review]:
    return Review.objects.none()


SOURCE = Source(Review, _standing, duties, _touched_by, seen_by=Review.objects.visible_to)
