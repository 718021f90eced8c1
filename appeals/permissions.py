"""Permissions to take each step of an appeal (§9)."""

from typing import TYPE_CHECKING

from alerts.decisions import permissions as decisions_permissions
from alerts.investigations.permissions import Judging, why_party_may_not_judge
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague, ServiceArea

    from .models import Appeal


PREPARING = Judging(procedure.APPEAL_ANSWER, "prepares this appeal", "prepare it")


def why_may_not_handle(by: "Colleague", area: "ServiceArea") -> Refusal | None:
    """P9b Refuse any colleague but a Lead of the service area, who logs, accepts and prepares appeals."""
    if by.holds_in(Role.OPERATIONAL_LEAD, area.pk):
        return None
    return Refusal(procedure.APPEAL_ANSWER, f"An Operational Lead for {area} logs and prepares appeals.")


def why_may_not_prepare(by: "Colleague", appeal: "Appeal") -> Refusal | None:
    """P9b D3b Refuse who may not handle it, and a Lead whom an incident of the case affected while another Lead can."""
    area = appeal.service_area
    return why_may_not_handle(by, area) or why_party_may_not_judge(
        by, appeal.investigation, area, appeal.customer, PREPARING
    )


def why_may_not_determine(by: "Colleague", appeal: "Appeal") -> Refusal | None:
    """P9b Refuse colleagues outside the Leadership Team, and those with a part in the case.

    They recommended, led, reported, were affected or prepared the evidence. Reports since count too, where they are
    breaches of the alert or came before the appealed review.
    """
    if not by.holds(Role.LEADERSHIP):
        return Refusal(procedure.APPEAL_ANSWER, f"The Head of Service for {appeal.service_area} decides appeals.")
    involved = (
        decisions_permissions.why_decider_was_involved(by, appeal.investigation) if appeal.investigation else None
    )
    if involved:
        return involved
    if by == appeal.prepared_by or by in appeal.prepared_before.all():
        return Refusal(
            procedure.APPEAL_ANSWER,
            "You prepared the evidence for this appeal. Another member of the Leadership Team must decide.",
        )
    if by.pk in appeal.concerned:
        return Refusal(
            procedure.APPEAL_ANSWER,
            "You reported, or were affected by, what happened since the alert was imposed. Another member of the "
            "Leadership Team must decide.",
        )
    return None


def why_may_not_refuse(by: "Colleague", appeal: "Appeal") -> Refusal | None:
    """P9a P9b Refuse any colleague but the relevant Head of Service who may also decide the appeal."""
    area = appeal.service_area
    if not area.has(Role.HEAD_OF_SERVICE):
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"Nobody is Head of Service for {area}, so nobody may refuse a late appeal. An Operational Lead accepts it.",
        )
    if not by.holds_in(Role.HEAD_OF_SERVICE, area.pk):
        return Refusal(procedure.APPEAL_WINDOW, f"Only the Head of Service for {area} may refuse a late appeal.")
    if why_may_not_determine(by, appeal):
        part = "had a part in this case"
    elif why_own_decision_forbidden(by, appeal):
        part = "made the decision that is appealed"
    else:
        return None
    return Refusal(
        procedure.APPEAL_WINDOW,
        f"You {part}, so you may not refuse the appeal as late. Another Head of Service for {area} can, "
        "or an Operational Lead accepts it.",
    )


def why_own_decision_forbidden(by: "Colleague", appeal: "Appeal") -> Refusal | None:
    """P9b Refuse a colleague who would decide on their own decision, where the organisation forbids it."""
    organisation = appeal.customer.organisation
    if organisation.own_appeals_allowed or by not in appeal.made_by():
        return None
    others = " or ".join(map(str, appeal.other_deciders())) or "Another member of the Leadership Team"
    return Refusal(
        procedure.APPEAL_ANSWER,
        f"You made the decision that is appealed, and {organisation} lets nobody decide on their own decision. "
        f"{others} can decide this appeal.",
    )


def why_own_decision_unexplained(by: "Colleague", appeal: "Appeal", reason: str) -> Refusal | None:
    """P9b Refuse a colleague who would decide on their own decision without a recorded reason."""
    if by not in appeal.made_by():
        return None
    unsaid = Refusal(
        procedure.APPEAL_ANSWER,
        "You made the decision that is appealed. Leave it to somebody else who may decide, "
        "or record why you decide it yourself.",
    )
    return why_unsaid(reason, unsaid)
