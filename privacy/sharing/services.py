"""Take each step of a sharing request, by one function for each verb (§11)."""

from collections.abc import Collection
from datetime import date

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from privacy.models import SharingRequest

from . import giving, policies, selectors, steps
from .wrong import found_wrong


@records.step
def log_request(
    *,
    customer: Customer,
    by: Colleague,
    on: date,
    asker: str,
    asked_by: str,
    received_on: date,
    due_on: date,
    urgent: bool,
    asks: str,
    basis: str,
) -> SharingRequest:
    """P11a Record that somebody asks for what we hold about a person.

    :param customer: the person. If they had two files, it is the file that was kept.
    """
    refuse_if(
        steps.why_not_log(by, on),
        policies.why_asker_unknown(asker),
        policies.why_request_incomplete(asked_by=asked_by, asks=asks, basis=basis),
        policies.why_days_refused(received_on, due_on, today=on),
    )
    request = SharingRequest(
        customer=records.locked(customer.merged_into or customer),
        asker=asker,
        asked_by=asked_by,
        received_on=received_on,
        due_on=due_on,
        urgent=urgent,
        asks=asks,
        basis=basis,
    )
    records.save(request, by=by, why=f"Logged: {asks}")
    audit.record("log sharing request", request, by=by, why=asks)
    return request


@records.step
def share(
    *,
    request: SharingRequest,
    version: int,
    by: Colleague,
    on: date,
    ground: str,
    given: str,
    given_how: str,
    reason: str,
    sure_of: Collection[str] = (),
) -> SharingRequest:
    """P11a Record the facts that were given, to whom, on which ground, and why no more.

    :param sure_of: the codes of the questions (:attr:`selectors.Care.doubts` and :func:`giving.doubts`) that were answered "yes".
    """
    request = records.locked(request)
    doubts = [*selectors.care(request, by, on=on).doubts, *giving.doubts(request.customer, given)]
    refuse_if(
        steps.why_not_share(request, by, on),
        records.seen(request, version),
        policies.why_ground_refused(request, ground),
        policies.why_sharing_unexplained(given=given, given_how=given_how, reason=reason),
        policies.why_unconfirmed(doubts, sure_of),
    )
    known = [one.code for one in found_wrong(request.customer)]
    request.share(by=by, on=on, reason=reason, ground=ground, given=given, given_how=given_how, known_wrong=known)
    records.save(request, by=by, why=f"Shared: {reason}")
    right = f". Said to be right: {'; '.join(doubt.short for doubt in doubts)}" if doubts else ""
    audit.record("share", request, by=by, why=f"{reason}{right}")
    return request


@records.step
def tell_recipient(
    *,
    request: SharingRequest,
    version: int,
    by: Colleague,
    on: date,
    told_on: date,
    how: str,
    sure_of: Collection[str] = (),
) -> SharingRequest:
    """P9b P11a Record that whoever got it was told what was found wrong since, how, and when (UK GDPR, article 19).

    :param sure_of: the codes of the findings (:attr:`selectors.ToTell.doubts`) of which it was said that they know.
    """
    request = records.locked(request)
    refuse_if(steps.why_not_tell_recipient(request, by, on), records.seen(request, version))
    telling = selectors.telling(request, by)
    refuse_if(
        policies.why_telling_refused(told_on, how, found_on=telling.found_on, today=on),
        policies.why_unconfirmed(telling.doubts, sure_of),
    )
    what = ", ".join(map(str, telling.wrong))
    request.tell_recipient(told=[told_on.isoformat(), how, what], known_wrong=[one.code for one in telling.wrong])
    records.save(request, by=by, why=f"Told that it was found wrong ({what}): {how}")
    audit.record("tell recipient", request, by=by, why=f"{what}: {how}")
    return request


@records.step
def refuse_request(*, request: SharingRequest, version: int, by: Colleague, on: date, reason: str) -> SharingRequest:
    """P11a Give nothing, for a reason."""
    request = records.locked(request)
    refuse_if(
        steps.why_not_refuse(request, by, on),
        records.seen(request, version),
        policies.why_no_reason_to_refuse(reason),
    )
    request.refuse(by=by, on=on, reason=reason)
    records.save(request, by=by, why=f"Refused: {reason}")
    audit.record("refuse sharing request", request, by=by, why=reason)
    return request


@records.step
def withdraw_request(*, request: SharingRequest, version: int, by: Colleague, on: date, reason: str) -> SharingRequest:
    """P11a Record that nobody asks for it any longer."""
    request = records.locked(request)
    refuse_if(
        steps.why_not_withdraw(request, by, on),
        records.seen(request, version),
        policies.why_no_reason_to_withdraw(reason),
    )
    request.withdraw(by=by, on=on, reason=reason)
    records.save(request, by=by, why=f"Withdrawn: {reason}")
    audit.record("withdraw sharing request", request, by=by, why=reason)
    return request
