"""What must hold before an alert of the housing system is taken over as it stands (Appendix F)."""

from typing import TYPE_CHECKING

from alerts.choices import Control
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.catalogue.models import AlertType


def why_not_carry_over(alert: "Alert") -> Refusal | None:
    """F1 One active alert of a type per customer, and none that the report says too little of."""
    untold = why_type_untold(alert.type)
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


def why_type_untold(type: "AlertType") -> Refusal | None:
    """F1 The All Alerts report says nothing of conditions, without which some types say nothing, or name no officer."""
    if not type.needs_conditions and Control.NAMED_OFFICER not in type.controls:
        return None
    return Refusal(
        procedure.ALL_ALERTS,
        f"{type.name} needs its conditions, which the report does not hold. Import without a type; an investigation then "
        "recommends it with its conditions, in the place of that alert.",
    )
