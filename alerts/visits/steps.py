"""The steps of a list of visits, and what stands in their way before there is any input (D4)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import policies, selectors
from .models import VisitList


def why_not_change(kept: VisitList, _by: Colleague, _on: date) -> Refusal | None:
    """D4 Refuse to change or to delete a list while its keeper has not seen what changed there."""
    return policies.why_news_unseen(selectors.unseen_of(kept))
