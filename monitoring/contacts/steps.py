"""The steps of a contact: whether a colleague can take each now, before any input (§12)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague
from monitoring.models import Contact

from . import permissions, policies


def why_not_log(customer: Customer, by: Colleague, on: date | None = None) -> Refusal | None:
    """P12 Return the obstacle to logging a contact. No rule of this step asks the day."""
    return permissions.why_may_not_log(by, customer)


def why_not_correct(contact: Contact, by: Colleague, on: date | None = None) -> Refusal | None:
    """P12 Return the obstacle to correcting a contact. No rule of this step asks the day."""
    return permissions.why_may_not_log(by, contact.customer) or policies.why_not_correct(contact)


def why_not_take_back(contact: Contact, by: Colleague, on: date | None = None) -> Refusal | None:
    """P12 Return the obstacle to taking a contact back. No rule of this step asks the day."""
    return permissions.why_may_not_log(by, contact.customer) or policies.why_taken_back(contact)


class Listed(NamedTuple):
    """A contact of a list, and the steps that the colleague can take on it."""

    contact: Contact
    correct: bool
    take_back: bool


def listed(contacts: Iterable[Contact], customer: Customer, by: Colleague) -> list[Listed]:
    """P12 Return each contact of the customer with its steps. Whether the file is open to the colleague is asked once."""
    may = why_not_log(customer, by) is None
    return [
        Listed(one, may and not policies.why_not_correct(one), may and not policies.why_taken_back(one))
        for one in contacts
    ]
