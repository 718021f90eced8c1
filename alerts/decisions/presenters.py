"""Build the rows of a decision: the proposal, the decider, and whether the customer is informed."""

from alerts.alert.models import Alert
from alerts.conditions import words
from alerts.reviews.models import Review
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given

from .decided import Decided


def proposal_rows(alert: Alert) -> Rows:
    """P7a List the rows with the Operational Lead's recommendation."""
    return [
        ("Alert", alert.type),
        ("What colleagues must do", alert.asked_instruction),
        ("Why", alert.reason),
        *given(("Why less would not do", alert.proportionality)),
        ("Recommended by", alert.investigation.recommended_by if alert.investigation else ""),
        ("First review after", f"{alert.first_period} months"),
        ("Conditions", [condition.in_full for condition in alert.present_conditions()] or "None"),
    ]


def approval_rows(alert: Alert) -> Rows:
    """P7a P8b List the rows of the proposal, and of the alert that it replaces."""
    replaced = alert.replaces
    if replaced is None:
        return proposal_rows(alert)
    label = "Takes the place of" if replaced.is_active else "Was to take the place of"
    return [*proposal_rows(alert), (label, f"{replaced.type}, {replaced}{replaced.ended_before}")]


def free_words(alert: Alert) -> Rows:
    """P5 D2 List the Lead's free words in conditions, to compare with the lifelines. Other words follow from choices."""
    return given(*((each.get_kind_display(), words.free_words(each)) for each in alert.present_conditions()))


def decided(decision: Decided) -> str:
    """Say when, by whom and in which capacity it was decided; empty while it is not."""
    if decision.decided_on is None:
        return ""
    return f"{show_date(decision.decided_on)} by {decision.decided_by}, {decision.get_decided_as_display()}"


def informing_rows(decision: Alert | Review) -> Rows:
    """P7c List the rows that say whether the customer is informed and, if not, why."""
    return [
        ("Is the customer informed?", decision.get_informing_display()),
        *given(
            ("Why not", decision.get_withhold_code_display()),
            ("How the risk of informing them was assessed", decision.informing_reason),
        ),
    ]
