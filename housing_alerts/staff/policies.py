"""The rules for the accounts of colleagues, and the roles that wait for a second person."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, when
from housing_alerts.staff.choices import DECIDE, MANAGED, TO_CONFIRM, Answer, Role

if TYPE_CHECKING:
    from .models import Colleague, Grant, Organisation, ServiceArea


LAST = {
    Role.ADMINISTRATOR: "nobody could give roles",
    Role.DATA_PROTECTION_OFFICER: "nobody would see who reads which file",
}
"""P6 P11a The roles that somebody must always hold, each with the consequence if nobody did."""


ANSWERS = (Role.OFFICER, Role.LINE_MANAGER, Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE, Role.LEADERSHIP)
"""P5 The roles that deal with customers for the landlord: no contractor, auditor or administrator."""


class Account(NamedTuple):
    """The roles and service areas that are wanted for a colleague, and whether they may sign in."""

    roles: Collection[str]
    areas: "Collection[ServiceArea]"
    active: bool = True


class Asked(NamedTuple):
    """A role that waits for a second person. With an area it is one more area of a Head of Service."""

    role: str
    area: "ServiceArea | None" = None


def to_confirm(colleague: "Colleague | None", wanted: Account) -> list[Asked]:
    """P6 List the roles and areas of the wanted account that wait until a second person confirms them.

    A role that the colleague holds already still counts, but not if a closed account is opened again.

    :param colleague: None for a new colleague.
    """
    if not wanted.active:
        return []
    kept = _held(colleague) if colleague and colleague.is_active else set()
    asked = [Asked(role) for role in TO_CONFIRM if role in wanted.roles and role not in kept]
    if colleague and Role.HEAD_OF_SERVICE in kept & set(wanted.roles):
        asked += [Asked(Role.HEAD_OF_SERVICE, area) for area in wanted.areas if area.pk not in colleague.area_ids]
    return asked


def why_not_change(colleague: "Colleague", wanted: Account, *, by: "Colleague") -> Refusal | None:
    """P6 Return the obstacle for ``by`` to leaving the colleague with these roles and areas, or with a closed account."""
    return (
        _why_nobody_left(colleague, wanted)
        or why_roles_exclude_each_other(wanted)
        or _why_not_own_roles(colleague, wanted, by)
        or _why_waits(colleague, wanted)
        or why_area_left_without(colleague, wanted)
    )


def why_roles_exclude_each_other(wanted: Account) -> Refusal | None:
    """P11b Refuse the role of an Equality Officer to whoever has a say in what becomes of a customer."""
    if not wanted.active or Role.EQUALITY_OFFICER not in wanted.roles:
        return None
    other = next((role for role in DECIDE if role in wanted.roles), None)
    if other is None:
        return None
    return Refusal(
        procedure.EQUALITY,
        f"An Equality Officer knows the characteristics of customers, and whoever manages or decides must not know them. "
        f"Take away {other.label}, or give the role of Equality Officer to somebody else.",
    )


def why_unmanaged(wanted: Account, line_manager: "Colleague | None") -> Refusal | None:
    """P2 Refuse an officer or contractor without a line manager. Whoever manages or decides too needs none."""
    managed = wanted.active and set(MANAGED) & set(wanted.roles) and not set(DECIDE) & set(wanted.roles)
    if not managed or line_manager:
        return None
    return Refusal(
        procedure.REPORTING,
        "An officer or contractor needs a line manager, who is told of their reports and triages them. Choose one. If nobody "
        "holds the role Line manager yet, add that colleague first.",
    )


def why_area_left_without(colleague: "Colleague", wanted: Account) -> Refusal | None:
    """P7a P8a Refuse to let the last Lead or Head of an area go before somebody else is one."""
    return _why_no_lead(colleague, wanted) or _why_no_head(colleague, wanted)


def why_not_ask(asked: Sequence[Asked], why: str) -> Refusal | None:
    """P6 Refuse to ask for a role without a reason, which the second person reads."""
    if not asked or why.strip():
        return None
    role = Role(asked[0].role).label
    return Refusal(procedure.CONSISTENT, f"Say why they need it: {role} counts once a second person has confirmed it.")


def why_no_reason_to_refuse_role(answer: str) -> Refusal | None:
    """P6 Refuse an empty reason for refusing a role: the colleague who asked reads it."""
    return None if answer.strip() else Refusal(procedure.CONSISTENT, "Say why the role is refused.")


def why_not_confirm_letterhead(organisation: "Organisation") -> Refusal | None:
    """P6 Refuse to confirm an address that nobody asked for, or that was confirmed or taken back."""
    if organisation.waits:
        return None
    return Refusal(procedure.CONSISTENT, f"Nothing that was asked for of {organisation} waits for confirmation.")


def why_letterhead_unanswered(organisation: "Organisation", address: str, markers: str, reason: str) -> Refusal | None:
    """P6 D4 Refuse to answer nothing of what waits, or to refuse some of it without a reason.

    :param address: the answer about the address for letters; ``markers``: that about no more interim markers.
    """
    asked = [(organisation.address_waits, address), (organisation.asked_markers_off, markers)]
    answers = {answer for waits, answer in asked if waits} - {Answer.WAITS}
    if not answers:
        return Refusal(procedure.CONSISTENT, "Say of at least one whether you confirm or refuse it.")
    if Answer.REFUSE in answers and not reason.strip():
        return Refusal(procedure.CONSISTENT, "Say why you refuse it.")
    return None


def why_grant_answered(grant: "Grant") -> Refusal | None:
    """P6 Refuse to confirm or refuse a role a second time."""
    if grant.waits:
        return None
    answered = "confirmed" if grant.confirmed else "refused"
    return Refusal(procedure.CONSISTENT, f"{grant.answered_by} {answered} this role already, on {when(grant)}.")


def _held(colleague: "Colleague") -> set[str]:
    return {held.role for held in colleague.held.all()}


def _changes(colleague: "Colleague", wanted: Account) -> bool:
    return set(wanted.roles) != _held(colleague) or {area.pk for area in wanted.areas} != colleague.area_ids


def _why_not_own_roles(colleague: "Colleague", wanted: Account, by: "Colleague") -> Refusal | None:
    """P6 Refuse a change of one's own roles or areas: an administrator would read and decide cases that are not theirs."""
    if colleague != by or not _changes(colleague, wanted):
        return None
    return Refusal(
        procedure.CONSISTENT, "Nobody changes their own roles or service areas. Ask another System administrator."
    )


def _why_waits(colleague: "Colleague", wanted: Account) -> Refusal | None:
    """P6 Refuse to change roles or areas while a role waits: the second person confirms the account as they read it."""
    if not wanted.active or not colleague.waits_for or not _changes(colleague, wanted):
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"{colleague.waits_for[0].words} waits for confirmation. Until it is confirmed or refused, no other role or "
        f"service area of {colleague} changes.",
    )


def _why_nobody_left(colleague: "Colleague", wanted: Account) -> Refusal | None:
    """P6 P11a Refuse to leave the service with nobody who can give roles, or nobody who reads the trail."""
    for role, without in LAST.items():
        if (role not in wanted.roles or not wanted.active) and colleague.is_last(role):
            return Refusal(
                procedure.CONSISTENT,
                f"{colleague} is the only {role.label}: {without}. Give somebody else that role first: it counts "
                "once a second person has confirmed it.",
            )
    return None


def _why_no_lead(colleague: "Colleague", wanted: Account) -> Refusal | None:
    """P8a Refuse to leave a service area without an Operational Lead: its cases and reviews would be nobody's."""
    area = _left_without(colleague, Role.OPERATIONAL_LEAD, wanted)
    if area is None:
        return None
    return Refusal(
        procedure.YEARLY_REVIEW,
        f"{colleague} is the only Operational Lead for {area}: its cases and reviews would be nobody's. Make "
        f"somebody else an Operational Lead for {area} first: on this page you then choose who goes on with each case.",
    )


def _why_no_head(colleague: "Colleague", wanted: Account) -> Refusal | None:
    """P7a Refuse to leave an area without a Head of Service. The Leadership Team decides in an absence, not for good."""
    area = _left_without(colleague, Role.HEAD_OF_SERVICE, wanted)
    if area is None:
        return None
    return Refusal(
        procedure.HEAD_DECIDES,
        f"{colleague} is the only Head of Service for {area}: nobody there would decide on its alerts and appeals. Make "
        f"somebody else Head of Service for {area} first: it counts once a second person has confirmed it.",
    )


def _left_without(colleague: "Colleague", role: Role, wanted: Account) -> "ServiceArea | None":
    """Return an area for which the colleague alone holds the role, and would no longer hold it."""
    stays = set(wanted.areas) if wanted.active and role in wanted.roles else set()
    return next((area for area in colleague.areas_held_alone(role) if area not in stays), None)


def why_contact_refused(colleague: "Colleague", *, affected: bool) -> Refusal | None:
    """P5 Return the obstacle to naming that colleague, or their deputy, as the customer's contact.

    :param affected: whether an incident with the customer happened to the colleague.
    """
    if affected:
        return Refusal(
            procedure.OPTIONS,
            f"{colleague} was affected by an incident with this customer, so the customer is not sent to them. Name "
            "somebody else.",
        )
    if not colleague.is_active:
        return Refusal(
            procedure.OPTIONS, f"{colleague} has left, so the customer is not sent to them. Name somebody else."
        )
    if colleague.holds(*ANSWERS) and not colleague.holds(Role.CONTRACTOR):
        return None
    return Refusal(
        procedure.OPTIONS,
        f"{colleague} does not deal with customers for the landlord. Name an officer, a manager or a Lead.",
    )
