"""Who may take which step of an appeal (§9)."""

from typing import TYPE_CHECKING

from alerts import permissions as alerts_permissions
from housing_alerts import procedure
from housing_alerts.refusals import Refusal
from housing_alerts.staff.models import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague, ServiceArea

    from .models import Appeal


def why_may_not_handle(by: "Colleague", area: "ServiceArea") -> Refusal | None:
    """P9b A Lead of the service area logs, accepts and prepares appeals."""
    if by.holds_in(Role.OPERATIONAL_LEAD, area.pk):
        return None
    return Refusal(procedure.APPEAL_ANSWER, f"An Operational Lead for {area} logs and prepares appeals.")


def why_may_not_determine(by: "Colleague", appeal: "Appeal") -> Refusal | None:
    """P9b The Head of Service or the Leadership Team decides; never who recommended, reported or was affected."""
    if not by.holds(Role.LEADERSHIP):
        return Refusal(procedure.APPEAL_ANSWER, f"The Head of Service for {appeal.service_area} decides appeals.")
    investigation = appeal.alert.investigation if appeal.alert else appeal.action.investigation  # type: ignore[union-attr]
    return alerts_permissions.why_involved(by, investigation) if investigation else None


def why_may_not_refuse(by: "Colleague", appeal: "Appeal") -> Refusal | None:
    """P9a A late appeal is refused by the relevant Head of Service alone."""
    if by.holds_in(Role.HEAD_OF_SERVICE, appeal.service_area_id):
        return None
    return Refusal(
        procedure.APPEAL_WINDOW, f"Only the Head of Service for {appeal.service_area} may refuse a late appeal."
    )


def why_own_decision(by: "Colleague", appeal: "Appeal", reason: str) -> Refusal | None:
    """P9b Who imposed the alert decides its appeal only with a recorded reason."""
    imposed_by = appeal.alert.decided_by if appeal.alert else appeal.action.decided_by  # type: ignore[union-attr]
    if imposed_by != by or reason.strip():
        return None
    return Refusal(
        procedure.APPEAL_ANSWER,
        "You made the decision that is appealed. Ask another member of the Leadership Team to decide, "
        "or record why you decide it yourself.",
    )
