"""Take each step of a contact, by one function for each verb (§12)."""

from dataclasses import dataclass, fields
from datetime import date, datetime

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
) -> Contact:
    """P12 Log a contact that is no incident and no appeal, with what was done about it."""
    customer = standing(customer)
    refuse_if(
        steps.why_not_log(customer, by),
        policies.why_moment_refused(said.at, now=now),
        policies.why_words_missing(said.words, said.done),
    )
    contact = Contact(customer=customer, **_facts(said))
    records.save(contact, by=by, why="Logged")
    audit.record("log contact", customer, by=by)
    return contact


@records.step
def correct_contact(
    *,
    contact: Contact,
    version: int,
    by: Colleague,
    now: datetime,
    said: Said,
    reason: str,
) -> Contact:
    """P12 Correct a contact that a colleague logged. Its history keeps what stood there before."""
    contact = records.locked(contact)
    refuse_if(
        steps.why_not_correct(contact, by),
        records.seen(contact, version),
        policies.why_moment_refused(said.at, now=now),
        policies.why_words_missing(said.words, said.done),
        policies.why_no_reason_to_change(reason),
    )
    for name, value in _facts(said).items():
        setattr(contact, name, value)
    records.save(contact, by=by, why=f"Corrected: {reason}")
    audit.record("correct contact", contact.customer, by=by, why=reason)
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
