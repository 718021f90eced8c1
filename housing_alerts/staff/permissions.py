"""Permissions to keep the accounts of colleagues, and to confirm a role that was asked for."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import CONFIRM, Role

if TYPE_CHECKING:
    from .models import Colleague, Grant, Organisation

ANOTHER = "Another System administrator or a Data Protection Officer confirms it."


def why_may_not_administer(by: "Colleague") -> Refusal | None:
    """P6 Refuse everybody but a System administrator. Roles decide who makes a decision, so one role alone gives them."""
    if by.holds(Role.ADMINISTRATOR):
        return None
    return Refusal(procedure.CONSISTENT, "Only a System administrator keeps the accounts of colleagues.")


def why_may_not_refuse(by: "Colleague") -> Refusal | None:
    """P6 Refuse everybody but those who confirm roles. The colleague who asked takes a request back in this way."""
    if by.holds(*CONFIRM):
        return None
    return Refusal(
        procedure.CONSISTENT, "Only a System administrator or a Data Protection Officer confirms or refuses a role."
    )


def why_may_not_confirm(by: "Colleague", grant: "Grant") -> Refusal | None:
    """P6 Refuse the colleague who asked for the role and the one whom it is for: a second person confirms it."""
    if by == grant.colleague:
        return Refusal(procedure.CONSISTENT, f"Nobody confirms a role of their own. {ANOTHER}")
    if by == grant.created_by:
        return Refusal(procedure.CONSISTENT, f"You asked for this role yourself. {ANOTHER}")
    return why_may_not_refuse(by) or _why_not_a_second_person(by, grant.created_by)


def why_may_not_confirm_letterhead(by: "Colleague", organisation: "Organisation") -> Refusal | None:
    """P6 Refuse the colleague who asked for the address, and everybody who confirms no roles."""
    if by == organisation.asked_by:
        return Refusal(procedure.CONSISTENT, f"You asked for this yourself. {ANOTHER}")
    if not by.holds(*CONFIRM):
        return Refusal(
            procedure.CONSISTENT, "Only a System administrator or a Data Protection Officer confirms an address."
        )
    return _why_not_a_second_person(by, organisation.asked_by)


def _why_not_a_second_person(by: "Colleague", asked: "Colleague | None") -> Refusal | None:
    """P6 Refuse a colleague whose password somebody else knows, or who may be the same person as the one who asked.

    One person who set the passwords of both could ask and confirm alone.
    """
    if by.must_change_password:
        return Refusal(
            procedure.CONSISTENT, "Somebody else knows your password. Change it before you confirm anything."
        )
    both = [one for one in by.may_be if asked is not None and one in asked.may_be]
    if not both:
        return None
    whose = asked if both[0] == by else "you"
    return Refusal(
        procedure.CONSISTENT,
        f"{both[0]} set a password with which they could sign in as {whose}, and so ask and confirm alone. Somebody whose "
        f"password {both[0]} did not set confirms it.",
    )
