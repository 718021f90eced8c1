"""Say of an alert what no letter told the customer yet (E1, E2, §7, §8)."""

from typing import Any

from alerts.alert import policies as alert_policies
from alerts.alert.models import Alert
from alerts.choices import ReviewOutcome
from alerts.reviews.models import Review
from housing_alerts.kernel.written_dates import show_date


def is_first_known(review: Review) -> bool:
    """E2 Return whether the letter is the first that we know of about a kept alert of the housing system."""
    alert = review.alert
    return review.outcome != ReviewOutcome.REMOVE and alert.investigation is None and not alert.told_by_letter()


def first_known(review: Review, reported: str) -> dict[str, Any]:
    """E2 Return the facts of the first letter that we know of: the report behind the alert, and its first day."""
    first = is_first_known(review)
    since = show_date(review.alert.effective_from) if first and review.alert.effective_from else ""
    return {"first_known": first, "reported": reported if first else "", "stands_since": since}


def is_untold(alert: Alert) -> bool:
    """D3b Return whether no letter told of it a customer whom we had asked for their side."""
    return alert_policies.was_asked_first(alert) and not alert.told_by_letter()


def untold(alert: Alert, reported: str) -> dict[str, Any]:
    """D3b P7c Return the alert's first day, and what was reported, where no letter told of it.

    Whether it was kept from them is said too: then nobody failed to write.
    """
    unknown = is_untold(alert)
    since = show_date(alert.effective_from) if unknown else ""
    return {"untold_since": since, "kept_back": was_kept_back(alert), "reported": reported if unknown else ""}


def was_kept_back(alert: Alert) -> bool:
    """P7c Return whether it was kept from the customer for harm until a review, and no letter told of it yet.

    Words that it has from the alert it replaces say that the earlier one was kept back.
    """
    of_earlier = alert.replaces.harm_of_telling if alert.replaces else ""
    return alert.withheld_before not in ("", of_earlier) and not alert.told_by_letter()
