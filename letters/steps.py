"""The steps of a letter: whether a colleague can take each now, before any input (§7, §9, §10)."""

from datetime import date

from housing_alerts.customers import permissions as customers
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague

from . import copying, dispatch, in_the_post, permissions, policies, proofreading, selectors
from .models import Letter
from .subjects import Subject, recipient


def why_not_draft(subject: Subject, kind: str, by: Colleague, on: date) -> Refusal | None:
    """E1 Return the obstacle to writing a letter of this kind about ``subject``, whatever its words and its way of sending."""
    return (
        permissions.why_may_not_send(by, subject.service_area)
        or subject.why_letter_refused(kind)
        or policies.why_unsent_letter_exists(selectors.waiting(kind, [subject]))
        or _why_no_address(recipient(subject), on)
    )


def _why_no_address(customer: Customer, on: date) -> Refusal | None:
    return policies.why_no_address(customer, dispatch.address_on(customer, on=on))


def why_not_issue(letter: Letter, by: Colleague, on: date) -> Refusal | None:
    """E1 P9a Return the obstacle to freezing the letter. The form asks the questions about its address."""
    return (
        why_not_from_here(letter.issue)
        or permissions.why_may_not_send(by, letter.service_area)
        or dispatch.why_in_anothers_name(letter)
        or policies.why_address_refused(letter, dispatch.address_on(letter.customer, on=on))
        or policies.why_no_email(letter, letter.planned_method)
        or copying.why_copy_refused(letter, on=letter.planned_on)
        or policies.why_planned_before(letter, on)
        or policies.why_part_empty(letter)
        or policies.why_letter_refused(letter)
        or in_the_post.why_reach_changed(letter, on=letter.planned_on)
        or in_the_post.why_asked_again(letter, on=letter.planned_on)
        or policies.why_named_day_passed(letter, letter.planned_on)
        or proofreading.why_words_unfinished(letter)
        or proofreading.why_names_wrong(letter)
        or proofreading.why_possible_mistake_unconfirmed(letter, on=on)
    )


def why_not_record_posting(letter: Letter, by: Colleague, on: date | None = None) -> Refusal | None:
    """P9a Return the obstacle to recording that the letter was sent. The form asks whether it left us while it might be sent."""
    return (
        why_not_from_here(letter.record_posting)
        or policies.why_never_issued(letter)
        or permissions.why_may_not_send(by, letter.service_area)
    )


def why_not_record_receipt(letter: Letter, by: Colleague, on: date | None = None) -> Refusal | None:
    """P9a Return the obstacle to recording when the letter was received. No rule of this step asks the day."""
    return why_not_from_here(letter.record_receipt) or permissions.why_may_not_send(by, letter.service_area)


def why_not_record_return(letter: Letter, by: Colleague, on: date | None = None) -> Refusal | None:
    """P9a Return the obstacle to recording that the letter came back. No rule of this step asks the day."""
    return why_not_from_here(letter.record_return) or permissions.why_may_not_send(by, letter.service_area)


def why_not_cancel(letter: Letter, by: Colleague, on: date | None = None) -> Refusal | None:
    """P7c Return the obstacle to cancelling the letter. No rule of this step asks the day."""
    return why_not_from_here(letter.cancel) or permissions.why_may_not_send(by, letter.service_area)


def why_not_set_safe_contact(customer: Customer, by: Colleague, on: date | None = None) -> Refusal | None:
    """P7c Return the obstacle to recording the safe ways of contact. No rule of this step asks the day."""
    return customers.why_may_not_keep_file(by, customer)
