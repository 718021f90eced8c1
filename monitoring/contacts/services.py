"""Take each step of a contact, by one function for each verb (§12)."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from alerts.drafting.services import keep_draft
from housing_alerts.customers.models import Customer
from housing_alerts.customers.services import standing
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from monitoring.models import Contact

from . import policies, steps


@dataclass(frozen=True)
class Said:
    """The facts of a contact that a colleague types."""

    at: datetime
    channel: str
    kind: str
    words: str
    done: str
    done_by: Colleague


@records.step
def log_contact(
    *,
    customer: Customer,
    by: Colleague,
    now: datetime,
    said: Said,
    dangers: Collection[str] | None = None,
    page: UUID | None = None,
) -> Contact:
    """P12 D4 Log a contact that is no incident and no appeal, with what was done about it. Danger in it begins a report.

    :param dangers: the danger of which its words tell; empty if there was none, and None if nobody was asked.
    :param page: the key of the page on which that report is finished.
    """
    customer = standing(customer)
    refuse_if(
        steps.why_not_log(customer, by),
        policies.why_moment_refused(said.at, now=now),
        policies.why_words_missing(said.words, said.done),
        policies.why_danger_unsaid(policies.newly_said(said.words, said.done), dangers),
    )
    contact = Contact(customer=customer, **_facts(said))
    records.save(contact, by=by, why="Logged")
    _begin_report(contact, dangers, by=by, page=page)
    audit.record("log contact", customer, by=by, why=_said_of_danger(dangers))
    return contact


def _begin_report(contact: Contact, dangers: Collection[str] | None, *, by: Colleague, page: UUID | None) -> None:
    """D4 Begin a report of the danger of which a contact tells, with the words of the contact."""
    if not dangers:
        return
    person, came = contact.customer, timezone.localtime(contact.at)
    name = "" if person.restricted else person.full_name  # a worklist shows what is typed here
    typed = {
        "customer": f"{person.reference} {name}".strip(),
        "occurred_at_day": f"{came:%-d}",
        "occurred_at_month": f"{came:%-m}",
        "occurred_at_year": f"{came:%Y}",
        "occurred_at_time": f"{came:%H:%M}",
        "channel": contact.channel,
        "account": f"{contact.words}\n\nWhat was done: {contact.done}",
    }
    kept = {box: [value] for box, value in typed.items()}
    keep_draft(by=by, page=page or uuid4(), typed=kept | {"dangers": list(dangers)})


def _said_of_danger(dangers: Collection[str] | None) -> str:
    """D4 Return what was answered about danger, as the trail keeps it; empty if nobody was asked."""
    if dangers is None:
        return ""
    return "A report of danger is begun" if dangers else "Said to be right: no danger"


@records.step
def correct_contact(
    *,
    contact: Contact,
    version: int,
    by: Colleague,
    now: datetime,
    said: Said,
    reason: str,
    dangers: Collection[str] | None = None,
    page: UUID | None = None,
) -> Contact:
    """P12 D4 Correct a contact that a colleague logged. Its history keeps what stood there before.

    For ``dangers`` and ``page`` see :func:`log_contact`: they are asked of words that did not stand there before.
    """
    contact = records.locked(contact)
    refuse_if(
        steps.why_not_correct(contact, by),
        records.seen(contact, version),
        policies.why_moment_refused(said.at, now=now),
        policies.why_words_missing(said.words, said.done),
        policies.why_danger_unsaid(policies.newly_said(said.words, said.done, contact), dangers),
        policies.why_no_reason_to_change(reason),
    )
    for name, value in _facts(said).items():
        setattr(contact, name, value)
    records.save(contact, by=by, why=f"Corrected: {reason}")
    _begin_report(contact, dangers, by=by, page=page)
    said_too = _said_of_danger(dangers)
    audit.record("correct contact", contact.customer, by=by, why=f"{reason} {said_too}" if said_too else reason)
    return contact


@records.step
def take_back_contact(*, contact: Contact, version: int, by: Colleague, on: date, reason: str) -> Contact:
    """P12 Take a contact back that was logged of the wrong customer, or twice. It stays on record and counts no more."""
    contact = records.locked(contact)
    refuse_if(
        steps.why_not_take_back(contact, by),
        records.seen(contact, version),
        policies.why_no_reason_to_change(reason),
    )
    contact.taken_back_by, contact.taken_back_on, contact.taken_back_reason = by, on, reason
    records.save(contact, by=by, why=f"Taken back: {reason}")
    audit.record("take back contact", contact.customer, by=by, why=reason)
    return contact


def _facts(said: Said) -> dict[str, object]:
    return {field.name: getattr(said, field.name) for field in fields(said)}
