"""What the letter that tells how an appeal ended says (E3)."""

from typing import Any

from alerts.drafts import standing
from housing_alerts.jinja import show_date

from .models import Appeal
from .workflow import AppealOutcome, AppealStatus


def appeal_refused(appeal: Appeal, *, basis: str) -> dict[str, Any]:
    """E3 P9a The facts of the letter that says why a late appeal was refused.

    :param basis: why it was refused, as the customer reads it.
    """
    return {"outcome": AppealStatus.REFUSED, "basis": basis, "last_day": show_date(appeal.reply_by)} | _about(appeal)


def appeal_outcome(appeal: Appeal, *, considered: str, basis: str) -> dict[str, Any]:
    """E3 The facts of the letter.

    :param considered: the information and evidence considered.
    :param basis: the basis for the decision, as the customer reads it.
    """
    lighter = appeal.outcome == AppealOutcome.PARTLY and appeal.alert is not None and appeal.alert.is_active
    return {
        "outcome": appeal.outcome,
        "considered": considered,
        "basis": basis,
        "ended": appeal.taken_away if lighter else [],
        "stays": standing(appeal.alert) if lighter and appeal.alert else [],
    } | _about(appeal)


def _about(appeal: Appeal) -> dict[str, Any]:
    """What was appealed, when, and what stands of it."""
    assert appeal.alert is not None  # letters about actions belong to another letter
    kept = appeal.outcome != AppealOutcome.UPHELD and appeal.alert.is_active
    return {
        "alert_name": appeal.alert.type.name,
        "received_on": show_date(appeal.received_on),
        "kept": kept,
        "review_by": show_date(appeal.alert.review_due_on) if kept else "",
        "terms": appeal.alert.terms(),
    }
