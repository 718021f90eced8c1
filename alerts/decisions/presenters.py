"""Build the rows of a decision: the proposal, the decider, and whether the customer is informed."""

from collections.abc import Iterable
from datetime import date

from alerts.alert.choices import ground_in_words
from alerts.alert.models import Alert
from alerts.alert.words import reasons
from alerts.conditions import words
from alerts.reviews.models import Review
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given

from .decided import Decided
from .selectors import Reviewed

UNDECIDED = "What it asks for in the place of that alert is not decided yet."
"""P8b Said of a review that asked for more, while the Head of Service has not answered."""


def _property_of_the_dead(alert: Alert, *, on: date) -> str:
    died = alert.customer is not None and alert.customer.died
    return str(alert.where(on=on) or "") if died else ""


def proposal_rows(alert: Alert, *, on: date) -> Rows:
    """P7a P8b List the rows with the Operational Lead's recommendation, and the alert that it replaces."""
    rows: Rows = [
        ("Alert", alert.type),
        *given(("Because the customer has died, it is on the property", _property_of_the_dead(alert, on=on))),
        ("What colleagues must do", alert.asked_instruction),
        ("Why", alert.reason),
        *given(("Why less would not do", alert.proportionality)),
        ("Recommended by", alert.investigation.recommended_by if alert.investigation else ""),
        *given(("The Lead’s reasons", reasons(alert.investigation) if alert.investigation else "")),
        ("First review after", f"{alert.first_period} months"),
        ("Conditions", [condition.in_full for condition in alert.present_conditions()] or "None"),
    ]
    replaced = alert.replaces
    if replaced is None:
        return rows
    label = "Takes the place of" if replaced.is_active else "Was to take the place of"
    return [*rows, (label, f"{replaced.type}, {replaced}{replaced.ended_before}")]


def reviewed_rows(reviewed: Iterable[Reviewed]) -> Rows:
    """P8a Return the row that says how other alerts of the case were reviewed meanwhile; none where none was."""
    told = [
        f"{one.review.alert.type}, {one.review.alert.reference}, on {show_date(one.review.completed_on)}: "
        f"{one.review.get_outcome_display()}. {UNDECIDED if one.undecided else ''}".strip()
        for one in reviewed
    ]
    return given(("Reviewed meanwhile", told))


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
            ("Why not", ground_in_words(decision.withhold_code, known=decision.customer is not None)),
            ("How the risk of informing them was assessed", decision.informing_reason),
        ),
    ]
