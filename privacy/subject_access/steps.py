"""The steps of a subject request: whether a colleague can take each now, before any input (§13)."""

from datetime import date

from alerts.corrections import policies as corrections_policies
from alerts.models import Alert
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague
from privacy.bundle import policies as bundle_policies
from privacy.models import SubjectRequest

from . import permissions, policies, selectors


def why_not_log(customer: Customer | None, kind: str, by: Colleague, on: date | None = None) -> Refusal | None:
    """P13b Return the obstacle to saying that a request came. No rule of this step asks the day.

    :param customer: None while nobody is named yet.
    :param kind: the right that they use; empty while nobody has said so yet.
    """
    return permissions.why_may_not_log(by) or (policies.why_not_log(customer, kind) if customer else None)


def why_not_acknowledge(request: SubjectRequest, by: Colleague, on: date) -> Refusal | None:
    """P13b Return the obstacle to recording that the person was told that we have their complaint."""
    return (
        why_not_from_here(request.acknowledge)
        or permissions.why_may_not_answer(by)
        or policies.why_not_acknowledge(request)
    )


def why_not_check_identity(request: SubjectRequest, by: Colleague, on: date) -> Refusal | None:
    """P13b Return the obstacle to recording that we know who asks."""
    return (
        why_not_from_here(request.check_identity)
        or permissions.why_may_not_answer(by)
        or policies.why_not_acknowledged(request)
    )


def why_not_ask(request: SubjectRequest, by: Colleague, on: date) -> Refusal | None:
    """P13b Return the obstacle to asking what the person means."""
    return why_not_from_here(request.ask) or permissions.why_may_not_answer(by)


def why_not_record_answer(request: SubjectRequest, by: Colleague, on: date) -> Refusal | None:
    """P13b Return the obstacle to recording what the person meant."""
    return why_not_from_here(request.record_answer) or permissions.why_may_not_answer(by)


def why_not_extend(request: SubjectRequest, by: Colleague, on: date) -> Refusal | None:
    """P13b Return the obstacle to taking two months more."""
    return (
        why_not_from_here(request.extend) or permissions.why_may_not_answer(by) or policies.why_not_extend(request, on)
    )


def why_not_decide(request: SubjectRequest, by: Colleague, on: date | None = None) -> Refusal | None:
    """P13b Return the obstacle to deciding on items of the bundle. No rule of this step asks the day."""
    return permissions.why_may_not_answer(by) or policies.why_bundle_not_gathered(request)


def why_not_make_bundle(request: SubjectRequest, by: Colleague, on: date) -> Refusal | None:
    """P13b Return the obstacle to making the file or the print that the person gets."""
    return (
        why_not_from_here(request.release)
        or permissions.why_may_not_answer(by)
        or policies.why_asks_for_no_bundle(request)
        or bundle_policies.why_items_undecided(selectors.undecided(request))
    )


def why_not_release(request: SubjectRequest, by: Colleague, on: date) -> Refusal | None:
    """P13b Return the obstacle to recording that the person got the bundle, whatever changed since it was made."""
    return (
        why_not_from_here(request.release)
        or permissions.why_may_not_answer(by)
        or policies.why_asks_for_no_bundle(request)
        or policies.why_no_bundle(request)
    )


def why_not_amend(request: SubjectRequest, by: Colleague, on: date | None = None) -> Refusal | None:
    """P13b Return the obstacle to putting anything right. No rule of this step asks the day."""
    return permissions.why_may_not_answer(by) or policies.why_nothing_put_right(request)


def why_not_amend_alert(request: SubjectRequest, alert: Alert, by: Colleague, on: date | None = None) -> Refusal | None:
    """P13b Return the obstacle to putting an alert right. No rule of this step asks the day."""
    return why_not_amend(request, by) or corrections_policies.why_not_amend_alert(alert)


def why_not_conclude(request: SubjectRequest, by: Colleague, on: date) -> Refusal | None:
    """P13b Return the obstacle to deciding on what needs no bundle."""
    return (
        why_not_from_here(request.conclude)
        or permissions.why_may_not_answer(by)
        or policies.why_asks_for_a_bundle(request)
    )


def why_not_refuse(request: SubjectRequest, by: Colleague, on: date) -> Refusal | None:
    """P13b Return the obstacle to refusing the request."""
    return (
        why_not_from_here(request.refuse)
        or permissions.why_may_not_answer(by)
        or policies.why_complaint_not_refused(request)
    )


def why_not_withdraw(request: SubjectRequest, by: Colleague, on: date) -> Refusal | None:
    """P13b Return the obstacle to recording that the person took the request back."""
    return why_not_from_here(request.withdraw) or permissions.why_may_not_answer(by)
