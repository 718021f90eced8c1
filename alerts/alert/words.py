"""Return the words of an alert that may be put right at the customer's request, as they were written (§13)."""

from typing import TYPE_CHECKING

from markupsafe import Markup

from alerts.choices import AlertStatus, EndedBecause, ReviewStatus
from alerts.corrections.amendable import struck_through
from housing_alerts.web.rows import Rows

if TYPE_CHECKING:
    from alerts.investigations.models import Investigation

    from .models import Alert


def written(alert: "Alert") -> list[tuple[str, str]]:
    """P13b List the words of the recommendation, of the decision and of each completed review, as far as there are any."""
    found = [*_recommended(alert), *_decided(alert)]
    for review in alert.reviews.all():
        if review.status == ReviewStatus.COMPLETED:
            found += [(f"Review {review.reference}: {label}", words) for label, words in review.written()]
    return [row for row in found if row[1]]


def _recommended(alert: "Alert") -> list[tuple[str, str]]:
    return [
        ("Why it was recommended", alert.reason),
        ("Why less would not do", alert.proportionality),
        ("Reasons for the recommendation", alert.investigation.recommendation if alert.investigation else ""),
    ]


def _decided(alert: "Alert") -> list[tuple[str, str]]:
    return [
        (f"Why it was {decided_word(alert)}", alert.decision_reason),
        ("On what became known since the recommendation", alert.known_since),
    ]


def decided_word(alert: "Alert") -> str:
    """P7a Return the word for the decision on the alert."""
    return "declined" if alert.status == AlertStatus.DECLINED else "approved"


def struck(rows: Rows, *alerts: "Alert") -> Rows:
    """P13b Return the rows with the wrong words struck through, each by the corrections of its own alert."""
    own = [(alert, (alert.reason, alert.proportionality, alert.decision_reason, alert.known_since)) for alert in alerts]
    return [
        (
            label,
            struck_through(words, *(alert for alert, texts in own if words in texts))
            if isinstance(words, str)
            else words,
        )
        for label, words in rows
    ]


def reasons(file: "Investigation") -> Markup:
    """P13b Return the reasons for the recommendation, with the words struck through that were put right in its alerts."""
    return struck_through(file.recommendation, *file.alerts.all())


TAKEN_BACK: dict[str, str] = {
    EndedBecause.ERROR: "The alert was a mistake and was taken back",
    EndedBecause.APPEAL: "The alert was overturned on appeal",
}
"""P2 The ends of an alert that say it was wrong, as whoever reported it reads them."""
