"""What the letter that tells how an appeal ended says (E3)."""

from typing import Any

from housing_alerts.jinja import show_date

from .models import Appeal
from .workflow import AppealOutcome


def appeal_outcome(appeal: Appeal, *, considered: str, basis: str) -> dict[str, Any]:
    """E3 The facts of the letter.

    :param considered: the information and evidence considered.
    :param basis: the basis for the decision, as the customer reads it.
    """
    assert appeal.alert is not None  # letters about actions belong to another letter
    kept = appeal.outcome != AppealOutcome.UPHELD and appeal.alert.is_active
    return {
        "alert_name": appeal.alert.type.name,
        "received_on": show_date(appeal.received_on),
        "outcome": appeal.outcome,
        "considered": considered,
        "basis": basis,
        "kept": kept,
        "review_by": show_date(appeal.alert.review_due_on) if kept else "",
        "terms": appeal.alert.terms(),
    }
