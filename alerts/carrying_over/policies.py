"""The rules for carrying over an alert from the housing system as it stands (Appendix F)."""

from datetime import date
from typing import TYPE_CHECKING

from alerts.choices import Control
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.catalogue.models import AlertType


def why_not_carry_over(alert: "Alert") -> Refusal | None:
    """F1 Refuse a customer's second active alert of a type, and a type of which the report says too little."""
    untold = why_type_not_importable(alert.type)
    if untold:
        return untold
    rival = alert.active_rival()
    if rival is None:
        return None
    return Refusal(
        procedure.ALL_ALERTS,
        f"{alert.subject} already has an active {alert.type.name} alert, {rival.reference}, from "
        f"{rival.effective_from:%d/%m/%Y}. Import this line with its own type, or remove that alert first.",
    )


def why_another_first_day(alert: "Alert", first_day: date) -> Refusal:
    """F1 Refuse a line that is likely an alert made here, in force with another first day: nothing is imported twice."""
    since = f"{alert.effective_from:%d/%m/%Y}"
    return Refusal(
        procedure.ALL_ALERTS,
        f"{alert.subject} has alert {alert.reference}, {alert.type.name}, made here and in force since {since}. This line is "
        f"likely the same one with another first day, {first_day:%d/%m/%Y}. If it is, correct Effective From Date to {since} in "
        f"Cx and in this line. If it is another alert, and not {alert.type.name}, import this line with its own type.",
    )


def why_type_not_importable(type: "AlertType") -> Refusal | None:
    """F1 Refuse a type that needs conditions or a named officer: the All Alerts report has neither."""
    if not type.needs_conditions and Control.NAMED_OFFICER not in type.controls:
        return None
    return Refusal(
        procedure.ALL_ALERTS,
        f"{type.name} needs its conditions, which the report does not hold. Import without a type; an investigation then "
        "recommends it with its conditions, in the place of that alert.",
    )
