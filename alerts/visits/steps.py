"""The steps of a list of visits, and what stands in their way before there is any input (D4)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import policies, selectors
from .models import VisitList


def why_not_change(kept: VisitList | None, by: Colleague, on: date) -> Refusal | None:
    """D4 Refuse to change a list that holds while its keeper has not seen what changed. A new list has nothing to see."""
    is_theirs = kept is not None and kept.keeper == by and kept.last_day >= on
    return policies.why_news_unseen(selectors.unseen_of(kept)) if kept and is_theirs else None
