"""Bring what the housing system says of customers, their homes and their places in tenancies.

The callers hold one transaction around a whole export. A record that already agrees with the export is not saved, so that the
same export read twice leaves no trace the second time.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import Record
from housing_alerts.staff.models import Colleague, ServiceArea

from .models import Asset, Customer, Membership, Tenancy

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
OURS = frozenset({"never_write", "never_message", "restricted", "restricted_because", "restricted_since", "readers"})
"""The fields that are decided here and that no export touches. ``format`` is taken once, when the customer is new."""


def import_customer(
    customer: Customer | None, *, reference: str, values: dict[str, Any], format: str, by: Colleague | None, why: str
) -> tuple[Customer, str]:
    """Add the customer, or update the names and contact details. The decisions that were made here stay.

    :param format: the preferred format, for a new customer only.
    """
    assert OURS.isdisjoint(values), "no export touches these"
    if customer is None:
        customer = Customer(reference=reference, format=format)
    values = values | _with_former_name(customer, values)
    died_since = values.get("died") and not customer.died
    if values.get("died") is False:
        values["death_known_at"] = None
    outcome = _bring(customer, values, by=by, why=why, moment="death_known_at" if died_since else "")
    if outcome != UNCHANGED:
        audit.record("import customer", customer, by=by, why=why)
    return customer, outcome


def _with_former_name(customer: Customer, values: dict[str, Any]) -> dict[str, str]:
    """Return the former names with the present one, if the import brings another: job sheets and colleagues go on using it.

    While two files are one, the name may come from either line, so none is kept.
    """
    name = " ".join(filter(None, (values.get(part, getattr(customer, part)) for part in ("forenames", "surname"))))
    had = customer.former_names.splitlines()
    if not customer.surname or name == customer.full_name or customer.full_name in had or customer.merges.standing():
        return {}
    return {"former_names": "\n".join([*had, customer.full_name])}


def import_asset(
    asset: Asset | None, *, reference: str, values: dict[str, Any], by: Colleague | None, why: str
) -> tuple[Asset, str]:
    """Add the property, or correct its address."""
    asset = asset or Asset(reference=reference)
    outcome = _bring(asset, values, by=by, why=why)
    if outcome != UNCHANGED:
        audit.record("import property", asset, by=by, why=why)
    return asset, outcome


def import_tenancy(
    tenancy: Tenancy | None, *, reference: str, values: dict[str, Any], by: Colleague | None, why: str
) -> tuple[Tenancy, str]:
    """Add the tenancy, or correct its group, its property and its days."""
    tenancy = tenancy or Tenancy(reference=reference)
    outcome = _bring(tenancy, values, by=by, why=why)
    if outcome != UNCHANGED:
        audit.record("import tenancy", tenancy, by=by, why=why)
    return tenancy, outcome


def import_membership(
    membership: Membership | None, *, customer: Customer, tenancy_id: int, kind: str, values: dict[str, Any], why: str
) -> str:
    """Add the person to the tenancy, or correct the days of their place. The event about the customer covers it.

    :param kind: for a new place in a tenancy only.
    """
    before, ends = membership.ends if membership else None, values.get("ends")
    came_back = before is not None and (ends is None or ends > before)
    leaves = membership is not None and ends is not None and (before is None or ends < before)
    membership = membership or Membership(customer=customer, tenancy_id=tenancy_id, kind=kind)
    moment = "came_known_at" if came_back else "left_known_at" if leaves else ""
    return _bring(membership, values, by=None, why=why, moment=moment)


def end_membership(
    membership: Membership, *, references: Collection[str], on: date, by: Colleague | None, why: str
) -> None:
    """Give the person's place in the tenancy a last day. The row stays, because it is a fact that somebody lived there.

    :param references: the references whose lines no longer have the place. It ends once no other reference has it either.
    """
    under = membership.days_of_each()
    membership.take_days(under | {reference: [under[reference][0], on.isoformat()] for reference in references})
    records.save(membership, by=by, why=why, moment="left_known_at")
    audit.record("end membership", membership.customer, by=by, why=why)


def add_service_area(name: str) -> ServiceArea:
    """Add a service area that an export names and that did not exist here."""
    area = ServiceArea.objects.create(name=name)
    audit.record("add service area", area, by=None, why="An import names it")
    return area


def _bring(record: Record, values: dict[str, Any], *, by: Colleague | None, why: str, moment: str = "") -> str:
    """Set the record's fields to ``values``, and save it only if that changes something."""
    new = record._state.adding
    if not new and all(getattr(record, name) == value for name, value in values.items()):
        return UNCHANGED
    for name, value in values.items():
        setattr(record, name, value)
    records.save(record, by=by, why=why, moment=moment)
    return CREATED if new else UPDATED
