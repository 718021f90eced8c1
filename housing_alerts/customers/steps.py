"""The steps of a customer's file: whether a colleague can take each now, before any input (§10, §11)."""

from datetime import date, datetime

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions, policies, selectors
from .models import Adjustment, Customer, EmergencyAccess, Representative


def why_not_keep_file(customer: Customer, by: Colleague, on: date | None = None) -> Refusal | None:
    """P10a P10b P9a Return the obstacle to recording facts about the customer. No rule of this step asks the day."""
    return permissions.why_may_not_keep_file(by, customer)


why_not_record_vulnerability = why_not_keep_file
why_not_record_adjustment = why_not_keep_file
why_not_record_representative = why_not_keep_file
why_not_confirm_address = why_not_keep_file


def why_not_record_alive(customer: Customer, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to taking back that the customer has died. No rule of this step asks the day."""
    return why_not_keep_file(customer, by) or policies.why_not_record_alive(customer)


def why_not_record_door_instruction(adjustment: Adjustment, by: Colleague, on: date | None = None) -> Refusal | None:
    """P10b Return the obstacle to recording the instruction for the door. No rule of this step asks the day."""
    return why_not_keep_file(adjustment.customer, by)


def why_not_end_representative(representative: Representative, by: Colleague, on: date) -> Refusal | None:
    """P10b Return the obstacle to recording that a representative no longer acts for the customer."""
    return why_not_keep_file(representative.customer, by) or policies.why_ended_already(representative)


def why_not_restrict(customer: Customer, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to choosing who may read the file. No rule of this step asks the day."""
    return permissions.why_may_not_restrict(by, customer)


def why_not_say_safe(customer: Customer, by: Colleague, on: date) -> Refusal | None:
    """P11a Return the obstacle to saying that the person's address is safe where they act for others."""
    return (
        permissions.why_may_not_restrict(by, customer)
        or policies.why_not_say_safe(customer)
        or policies.why_nothing_to_say(selectors.acts_unasked(customer, on=on))
    )


def why_not_open_file(customer: Customer, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to lifting the restriction. No rule of this step asks the day."""
    return permissions.why_may_not_restrict(by, customer) or policies.why_not_lift_restriction(customer)


def why_not_break_glass(customer: Customer, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to opening a restricted file for an hour. No rule of this step asks the day."""
    return policies.why_not_break_glass(customer) or permissions.why_may_not_break_glass(by, customer)


def why_not_review_emergency_access(
    access: EmergencyAccess, now: datetime, by: Colleague, on: date | None = None
) -> Refusal | None:
    """P11a Return the obstacle to recording a finding about the access. The moment counts: it opens a file for an hour."""
    return (
        permissions.why_may_not_review(by, access)
        or policies.why_not_review_emergency_access(access)
        or policies.why_access_runs(access, now)
    )
