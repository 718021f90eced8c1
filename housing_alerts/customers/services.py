"""Keep a customer's file: the facts and decisions recorded here. What the housing system says comes by ``bringing``."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import permissions, policies, selectors, steps
from .models import (
    Adjustment,
    Customer,
    EmergencyAccess,
    Membership,
    Pair,
    Representative,
    Vulnerability,
)
from .naming_colleagues import naming, records_naming


def pair_files(*, new: Customer, known: Customer, why: str) -> Pair:
    """P11a Record that a new file may be of the person of a known one. A duty asks a Lead, and the look-up warns meanwhile.

    If the known file is restricted, the new one is too: it may hold the address that the restriction keeps.
    """
    pair = Pair(new=new, known=known)
    records.save(pair, by=None, why=why)
    audit.record("pair files", pair, by=None, why=why)
    _restrict_likewise(pair, by=None, why=why)
    return pair


def _restrict_likewise(pair: Pair, *, by: Colleague | None, why: str) -> None:
    """P11a Restrict the new file of a pair to the readers of the known one, if only that is restricted."""
    new, known = pair.new_file, pair.known_file
    if known.restricted and not new.restricted:
        said = f"It may be of the same person as {known.reference}. {why}"
        _restrict(new, known.restricted_because, list(known.readers.all()), by=by, why=f"Restricted: {said}")
        audit.record("restrict file", new, by=by, why=said)


def standing(customer: Customer) -> Customer:
    """P11a Return the file as it is now, locked. If it was merged meanwhile, return the file that was kept."""
    customer = records.locked(customer)
    return records.locked(customer.merged_into) if customer.merged_into else customer


@records.step
def record_vulnerability(*, customer: Customer, by: Colleague, what: str, told_by: str, told_on: date) -> Vulnerability:
    """P10a Record a vulnerability and its source. A decision must consider it."""
    customer = standing(customer)
    refuse_if(steps.why_not_record_vulnerability(customer, by))
    known = Vulnerability(customer=customer, what=what, told_by=told_by, told_on=told_on)
    records.save(known, by=by, why="Recorded")
    audit.record("record vulnerability", customer, by=by)
    return known


@records.step
def record_adjustment(
    *, customer: Customer, by: Colleague, what: str, starts: date, ends: date | None, at_the_door: str = ""
) -> Adjustment:
    """P10b Record a reasonable adjustment that was agreed with the customer.

    :param at_the_door: the instruction for everybody who may knock, contractors included.
    """
    customer = standing(customer)
    refuse_if(steps.why_not_record_adjustment(customer, by))
    agreed = Adjustment(customer=customer, what=what, starts=starts, ends=ends, at_the_door=at_the_door)
    records.save(agreed, by=by, why="Agreed")
    audit.record("record adjustment", customer, by=by)
    return agreed


@records.step
def record_door_instruction(*, adjustment: Adjustment, version: int, by: Colleague, at_the_door: str) -> Adjustment:
    """P10b Record the instruction for the door that an adjustment needs, or replace it."""
    adjustment = records.locked(adjustment)
    refuse_if(
        steps.why_not_record_door_instruction(adjustment, by),
        records.seen(adjustment, version),
        policies.why_door_instruction_empty(at_the_door),
    )
    adjustment.at_the_door = at_the_door
    records.save(adjustment, by=by, why="Said what to do at the door")
    audit.record("say at the door", adjustment.customer, by=by)
    return adjustment


@records.step
def record_representative(
    *, customer: Customer, by: Colleague, details: dict[str, Any], checked: str = "", known: str = ""
) -> Representative:
    """P10b Record a person who acts for the customer, their authority, and whether they get copies of letters.

    :param checked: how the colleague knows that a restricted file is not kept from this person.
    :param known: how they know that the address of somebody with the name of another customer is safe here.
    """
    customer = standing(customer)
    others = selectors.of_that_name(details["name"], besides=customer)
    refuse_if(
        steps.why_not_record_representative(customer, by),
        policies.why_representative_unchecked(customer, checked),
        policies.why_namesake_unchecked(others, details.get("address", ""), known),
    )
    representative = Representative(customer=customer, **details)
    why = " ".join(filter(None, (checked, known)))
    records.save(representative, by=by, why=f"Recorded. {why}".strip())
    records.touch(*others)
    audit.record("record representative", customer, by=by, why=why)
    return representative


@records.step
def end_representative(
    *, representative: Representative, version: int, by: Colleague, on: date, today: date, reason: str
) -> Representative:
    """P10b Record the last day on which a representative acts.

    They get no letter after it, and their past acts stay on record.
    """
    representative = records.locked(representative)
    refuse_if(
        steps.why_not_end_representative(representative, by, today),
        records.seen(representative, version),
        policies.why_last_day_refused(on, today=today),
        policies.why_no_reason_to_end(reason),
    )
    representative.ends = on
    records.save(representative, by=by, why=f"Authority ended: {reason}")
    records.touch(*selectors.of_that_name(representative.name, besides=representative.customer))
    audit.record("end representative", representative.customer, by=by, why=reason)
    return representative


@records.step
def record_alive(*, customer: Customer, version: int, by: Colleague, reason: str) -> Customer:
    """P11a Take back that the customer has died. The same is said of each file that was merged into this one."""
    customer = records.locked(customer)
    refuse_if(
        steps.why_not_record_alive(customer, by),
        records.seen(customer, version),
        policies.why_alive_unexplained(reason),
    )
    for file in with_merged(customer):
        file.died, file.death_known_at = False, None
        records.save(file, by=by, why=f"Alive: {reason}")
    audit.record("record alive", customer, by=by, why=reason)
    return customer


@records.step
def confirm_address(*, customer: Customer, by: Colleague, on: date, today: date, how: str) -> Membership:
    """P9a Record that the customer still lives at the known address, and how the colleague knows."""
    customer = standing(customer)
    refuse_if(
        steps.why_not_confirm_address(customer, by),
        policies.why_confirmation_refused(customer, on, today=today),
        policies.why_source_missing(how),
    )
    return record_address_confirmation(customer, on=on, by=by, how=how)


def record_address_confirmation(customer: Customer, *, on: date, by: Colleague, how: str) -> Membership:
    """P9a Record the confirmation on the place where the customer lives on that day, within the caller's step."""
    place = existing(customer.membership(on=on), "a confirmation where nobody lives was refused")
    place.confirmed_on = on
    records.save(place, by=by, why=f"Address confirmed: {how}")
    audit.record("confirm address", customer, by=by, why=how)
    return place


@records.step
def restrict_file(
    *, customer: Customer, version: int, by: Colleague, because: str, readers: Collection[Colleague], reason: str
) -> Customer:
    """P11a Restrict the file to its named readers, or change the readers of a restricted file.

    :param because: one of ``RestrictedBecause``.
    """
    customer = records.locked(customer)
    refuse_if(
        steps.why_not_restrict(customer, by),
        records.seen(customer, version),
        policies.why_no_reason_to_restrict(reason),
        permissions.why_may_not_leave_out(by, readers),
        policies.why_named_readers_refused(customer, readers),
        policies.why_named_left_out(records_naming(naming(customer)), readers),
    )
    action, said = ("change readers of", "Readers changed") if customer.restricted else ("restrict", "Restricted")
    for file in with_merged(customer):
        _restrict(file, because, readers, by=by, why=f"{said}: {reason}")
    audit.record(f"{action} file", customer, by=by, why=reason)
    pairs: Any = Pair.objects.unanswered()
    for pair in pairs.filter(known_key=customer.pk).select_related("new__merged_into"):
        _restrict_likewise(pair, by=by, why=reason)
    return customer


def _restrict(file: Customer, because: str, readers: Collection[Colleague], *, by: Colleague | None, why: str) -> None:
    file.restricted, file.restricted_because = True, because
    name_readers(file, readers=readers)
    records.save(file, by=by, why=why, moment="" if file.restricted_since else "restricted_since")


@records.step
def say_safe(
    *, customer: Customer, version: int, by: Colleague, on: date, safe: Collection[Representative], known: str
) -> Customer:
    """P11a Record that the person's address is safe where they act for others. The files of those others do not say why.

    :param safe: the records, on the files of others, of which it is said.
    """
    customer = records.locked(customer)
    refuse_if(
        steps.why_not_say_safe(customer, by, on),
        records.seen(customer, version),
        policies.why_nothing_to_say(safe),
        policies.why_safe_unsaid(known),
    )
    for representative in safe:
        records.save(records.locked(representative), by=by, why="Goes on acting", moment="safe_at")
    records.touch(customer)
    audit.record("say address safe", customer, by=by, why=known)
    return customer


@records.step
def open_file(*, customer: Customer, version: int, by: Colleague, reason: str, now: datetime) -> Customer:
    """P11a Lift the restriction: everybody whose role it is to read the file can open it again."""
    customer = records.locked(customer)
    refuse_if(
        steps.why_not_open_file(customer, by),
        records.seen(customer, version),
        policies.why_no_reason_to_lift(reason),
    )
    for file in with_merged(customer):
        file.restricted, file.restricted_because, file.restricted_since = False, "", None
        name_readers(file, readers=())
        records.save(file, by=by, why=f"Restriction lifted: {reason}")
    for access in customer.emergency_accesses.running(
        now=now
    ):  # otherwise it would open the file if it is restricted anew
        access.expires_at = now
        records.save(access, by=by, why="The restriction was lifted")
    audit.record("open file", customer, by=by, why=reason)
    return customer


@records.step
def break_glass(*, customer: Customer, by: Colleague, reason: str, now: datetime) -> EmergencyAccess:
    """P11a Open a restricted file to the colleague for an hour. The Data Protection Officer has it to review.

    No version is asked for: nothing of the file was shown, and an emergency does not wait for somebody's typing.
    """
    customer = records.locked(customer)
    refuse_if(
        steps.why_not_break_glass(customer, by),
        policies.why_no_reason_to_break_glass(reason),
    )
    access = EmergencyAccess(customer=customer, colleague=by, reason=reason, opened_at=now)
    access.expires_at = now + timedelta(minutes=procedure.BREAK_GLASS_MINUTES)
    records.save(access, by=by, why=f"Break glass: {reason}")
    audit.record("break glass", customer, by=by, why=reason)
    return access


@records.step
def review_emergency_access(
    *, access: EmergencyAccess, version: int, by: Colleague, note: str, now: datetime
) -> EmergencyAccess:
    """P11a Record the finding of the Data Protection Officer about one emergency access, once it is over."""
    access = records.locked(access)
    refuse_if(
        steps.why_not_review_emergency_access(access, now, by),
        records.seen(access, version),
        policies.why_finding_missing(note),
    )
    access.reviewed_by, access.reviewed_at, access.review_note = by, now, note
    records.save(access, by=by, why=f"Reviewed: {note}")
    audit.record("review emergency access", access.customer, by=by, why=note)
    return access


def with_merged(customer: Customer) -> list[Customer]:
    """List the file and the files that were merged into it. A fact about the person holds for each of them."""
    return [customer, *customer.merged_from.all()]


def name_readers(customer: Customer, *, readers: Collection[Colleague]) -> None:
    """Set the named readers, which the next save writes to history: one row of history has both."""
    customer.skip_history_when_saving = True  # type: ignore[attr-defined]
    customer.readers.set(readers)
    del customer.skip_history_when_saving  # type: ignore[attr-defined]
