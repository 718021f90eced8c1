"""What a decider answers beside the decision itself: on whose authority, and whether the customer is informed."""

from dataclasses import dataclass
from typing import Any

from alerts import policies
from alerts.models import Alert
from alerts.workflow import DecidedAs, Informing
from housing_alerts import procedure
from housing_alerts.refusals import Refusal
from housing_alerts.staff.models import Colleague


@dataclass(frozen=True)
class Authority:
    """P7a The Head whose place the decider takes, and why that Head is absent; empty for the relevant Head."""

    absent_head: Colleague | None = None
    why: str = ""

    def fields(self) -> dict[str, Any]:
        """The fields of a decision made on this authority."""
        capacity = DecidedAs.LEADERSHIP if self.absent_head else DecidedAs.HEAD
        return {"decided_as": capacity, "absent_head": self.absent_head, "absence_reason": self.why.strip()}


@dataclass(frozen=True)
class InformAnswer:
    """P7c Inform or withhold; withholding with its ground and its assessment in words."""

    answer: str
    code: str = ""
    reason: str = ""

    def why_not(self, alert: Alert) -> Refusal | None:
        """What stands in the way of this answer for ``alert``."""
        if self.answer == Informing.INFORM:
            return policies.why_not_inform(alert)
        if self.answer == Informing.WITHHOLD:
            return policies.why_not_withhold(alert, self.code, self.reason)
        return Refusal(procedure.INFORM_OR_WITHHOLD, "Answer whether the customer is informed of the alert.")

    def fields(self) -> dict[str, str]:
        """The fields of an alert or a review with this answer."""
        withheld = self.answer == Informing.WITHHOLD
        return {
            "informing": self.answer,
            "withhold_code": self.code if withheld else "",
            "withhold_reason": self.reason.strip() if withheld else "",
        }
