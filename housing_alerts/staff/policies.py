"""What must stay true of the accounts of colleagues."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from .models import Colleague, ServiceArea


def why_not_change(
    colleague: "Colleague", *, by: "Colleague", roles: Collection[str], areas: "Iterable[ServiceArea]", active: bool
) -> Refusal | None:
    """P6 Say why ``by`` may not leave the colleague with these roles and areas, or with a closed account."""
    return (
        _why_no_administrator(colleague, roles=roles, active=active)
        or _why_not_own_roles(colleague, by, roles)
        or _why_no_lead(colleague, roles=roles, areas=areas, active=active)
    )


def _why_not_own_roles(colleague: "Colleague", by: "Colleague", roles: Collection[str]) -> Refusal | None:
    """P6 An administrator who gave themselves a role that decides would read and decide cases that are not theirs."""
    if colleague != by or set(roles) == {held.role for held in colleague.held.all()}:
        return None
    return Refusal(procedure.CONSISTENT, "Nobody changes their own roles. Ask another System administrator.")


def _why_no_administrator(colleague: "Colleague", *, roles: Collection[str], active: bool) -> Refusal | None:
    """P6 Somebody must be left who can give roles."""
    if not colleague.is_last_administrator() or (active and Role.ADMINISTRATOR in roles):
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"{colleague} is the only System administrator. Give somebody else that role first.",
    )


def _why_no_lead(
    colleague: "Colleague", *, roles: Collection[str], areas: "Iterable[ServiceArea]", active: bool
) -> Refusal | None:
    """P8a Every service area keeps an Operational Lead, or its cases and reviews would be nobody's."""
    leads_on = set(areas) if active and Role.OPERATIONAL_LEAD in roles else set()
    for area in colleague.areas_led_alone():
        if area not in leads_on:
            return Refusal(
                procedure.YEARLY_REVIEW,
                f"{colleague} is the only Operational Lead for {area}: its cases and reviews would be nobody's. Make "
                f"somebody else an Operational Lead for {area} first.",
            )
    return None
