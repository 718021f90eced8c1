"""The rules for a written declaration, with which a service resumes (D4)."""

from datetime import date
from typing import TYPE_CHECKING

from alerts.choices import AlertStatus, ConditionKind
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from .models import Condition


def why_no_declaration_awaited(condition: "Condition") -> Refusal | None:
    """D4 Refuse a declaration, unless a condition in force waits for one."""
    if condition.alert.status == AlertStatus.ACTIVE and condition.awaits_declaration:
        return None
    return Refusal(procedure.VIOLENCE, "No service waits for a written declaration here, or it has come already.")


def why_declaration_refused(condition: "Condition", words: str, *, received_on: date, on: date) -> Refusal | None:
    """D4 Refuse a declaration without words or with an impossible day. Once it has come, the service resumes."""
    since = condition.alert.effective_from
    if received_on > on or (since and received_on < since):
        return Refusal(
            procedure.VIOLENCE, "The declaration came between the day the alert took effect and today. Check the day."
        )
    return None if words.strip() else Refusal(procedure.VIOLENCE, "Say what the customer declared in writing.")


def why_service_stays_closed(condition: "Condition") -> Refusal | None:
    """D4 Refuse a second condition on a service that resumes with a declaration: the service would stay closed."""
    service = condition.details.get("service")
    beside = [each for each in condition.alert.present_conditions() if each.pk != condition.pk]
    kinds = {each.kind for each in beside if service and each.details.get("service") == service}
    if not kinds or ConditionKind.DECLARATION not in {*kinds, condition.kind}:
        return None
    return Refusal(
        procedure.VIOLENCE,
        "Another condition of this alert closes the same service, so the service would stay closed after the declaration. "
        "Keep one of the two. A declaration may have a last day as well.",
    )
