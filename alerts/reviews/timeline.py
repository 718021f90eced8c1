"""Events of reviews: how each one ended."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from alerts.alert.models import Alert
from alerts.corrections.amendable import corrections_in, in_plain_text
from alerts.incidents.beside import Around
from housing_alerts.kernel.timeline import Case, Event, Kind, Readers, Source

from .models import Review


def _rows(customer: int | None, asset: int | None) -> QuerySet[Review]:
    about = Alert.objects.filter(Around(customer, asset).q())
    completed = Review.objects.filter(alert__in=about, completed_on__isnull=False)
    return completed.select_related("alert", "completed_by").order_by("pk")


def _events(review: Review) -> Iterator[Event]:
    """Yield the completion of the review, here or in the housing system."""
    here = review.completed_by is not None
    assert review.completed_on is not None  # the query asks for completed reviews
    yield Event(
        kind=Kind.REVIEW,
        at=review.completed_on,
        title=f"Review {review.reference}: {_outcome(review)}",
        reference=review.reference,
        case=Case(Alert.objects.visible_to, review.alert.pk),
        readers=Readers.OF_THE_FILE,
        customer=review.alert.customer_id,
        by=str(review.completed_by) if here else "the housing system",
        words=in_plain_text(review.reason, corrections_in(review.reason, review.alert)),
        url=reverse("alerts:review", args=[review.reference]),
        step="complete review" if here else "carry over review",
        about=review.alert.reference,
    )


def _outcome(review: Review) -> str:
    return (review.get_outcome_display() or "completed in the housing system").lower()


SOURCE = Source(_rows, _events)
