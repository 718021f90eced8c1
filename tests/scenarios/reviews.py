"""Reviews of an alert."""

from datetime import date
from typing import Any

from alerts.decisions.answers import InformAnswer
from alerts.models import Alert, Review
from alerts.reviews import services as reviews_services
from tests.snapshot import kept
from tools import demo
from tools.demo import Cast

from .alerts import seen
from .investigations import recommended
from .people import INFORM


@kept
def asked_for_more(cast: Cast, alert: Alert, outcome: str = "STRENGTHEN", **answers: Any) -> Alert:
    """The draft that is to take the alert's place, as a review asked for it."""
    reviewed(cast, under_review(cast, alert), outcome=outcome, **answers)
    return alert.replaced_by.get()


@kept
def more_proposed(cast: Cast, alert: Alert, outcome: str = "STRENGTHEN", **answers: Any) -> Alert:
    """What a review asked for in the alert's place, as it waits for the Head of Service."""
    draft = asked_for_more(cast, alert, outcome, **answers)
    assert draft.investigation is not None
    recommended(cast, demo.answer(cast, draft.investigation, 0))
    draft.refresh_from_db()
    return draft


@kept
def under_review(
    cast: Cast, alert: Alert, trigger: str = "REQUEST", evidence: str = "The customer asked for it."
) -> Review:
    """An early review of the alert, opened by the Lead."""
    return reviews_services.open_review(
        alert=alert,
        version=alert.version,
        by=cast.lead,
        on=cast.today,
        trigger=trigger,
        evidence=evidence,
        nothing_to_report=True,
    )


KEPT = {"outcome": "KEEP", "reason": "He shouted again in May."}


@kept
def reviewed(
    cast: Cast, review: Review, *, on: date | None = None, inform: InformAnswer = INFORM, **answers: Any
) -> Review:
    """The review as the Lead completed it; kept, where nothing else is said."""
    step = {"review": review, "version": review.version, "by": cast.lead, "on": on or cast.today}
    return reviews_services.complete_review(**step, inform=inform, **({"seen": seen(review.alert)} | KEPT | answers))


@kept
def removed_at_a_review(cast: Cast, alert: Alert) -> Review:
    """The alert that the Lead removed at a review of it."""
    return reviewed(cast, under_review(cast, alert), outcome="REMOVE", reason="All is calm since last year.")


@kept
def closed(cast: Cast, review: Review) -> Review:
    """A review that was opened in error."""
    return reviews_services.close_review(
        review=review, version=review.version, by=cast.lead, reason="It was opened in error."
    )
