"""Permissions to decide (§7): the relevant Head of Service decides.

In their absence, or while the post is vacant, the Leadership Team does.
"""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from alerts.investigations.models import Investigation
    from housing_alerts.staff.models import Colleague, ServiceArea


def why_may_not_decide(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """P7a Refuse a colleague outside the Leadership Team, or one who recommended, leads, reported or was affected by the case."""
    if not by.holds(Role.LEADERSHIP):
        return Refusal(procedure.HEAD_DECIDES, f"The Head of Service for {investigation.service_area} decides this.")
    return why_decider_was_involved(by, investigation)


def why_decider_was_involved(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """P7a Refuse a colleague who recommended, leads or led the case, or who reported or was affected by its incidents.

    A colleague who recommended the case and then handed it over counts as a former Lead.
    """
    if by == investigation.recommended_by:
        return Refusal(
            procedure.HEAD_DECIDES, "You recommended this. Another member of the Leadership Team must decide."
        )
    if by == investigation.lead:
        return Refusal(
            procedure.HEAD_DECIDES, "You lead this investigation. Another member of the Leadership Team must decide."
        )
    if investigation.was_led_by(by):
        return Refusal(
            procedure.HEAD_DECIDES, "You led this investigation. Another member of the Leadership Team must decide."
        )
    if by.pk in investigation.concerned:
        return Refusal(
            procedure.HEAD_DECIDES,
            "You reported, or were affected by, an incident of this case, or one that became known while it was open. "
            "Another member of the Leadership Team must decide.",
        )
    return None


def why_decider_was_consulted(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """P7a Refuse a colleague who was consulted on the case as the departmental manager."""
    if by.pk != investigation.consulted_manager_id:
        return None
    return Refusal(
        procedure.HEAD_DECIDES,
        "You were consulted on this as the departmental manager. Another member of the Leadership Team must approve it.",
    )


def why_absence_unclear(
    by: "Colleague", area: "ServiceArea", absent_head: "Colleague | None", why: str
) -> Refusal | None:
    """P7a Refuse a decision outside one's own area until the absent Head is named, with the reason.

    In one's own area nobody may be named as absent. Where the post is vacant, the reason alone is needed.
    """
    if by.holds_in(Role.HEAD_OF_SERVICE, area.pk):
        return _why_their_own(area) if absent_head or why.strip() else None
    if not area.has(Role.HEAD_OF_SERVICE):
        return _why_not_vacant(area) if absent_head or not why.strip() else None
    if absent_head is None or not why.strip():
        return Refusal(
            procedure.HEAD_DECIDES,
            f"The Head of Service for {area} decides this. In their absence, name them and say why they are absent.",
        )
    if not absent_head.is_active or not absent_head.holds_in(Role.HEAD_OF_SERVICE, area.pk):
        return Refusal(
            procedure.HEAD_DECIDES, f"{absent_head} is not the Head of Service for {area}. Name who is absent."
        )
    return None


def _why_their_own(area: "ServiceArea") -> Refusal:
    return Refusal(
        procedure.HEAD_DECIDES, f"You are the Head of Service for {area}: decide as such, and name nobody as absent."
    )


def _why_not_vacant(area: "ServiceArea") -> Refusal:
    return Refusal(
        procedure.HEAD_DECIDES,
        f"Nobody is Head of Service for {area}, so the Leadership Team decides this. Name nobody as absent, and say why "
        "the post is vacant.",
    )
