"""Permissions to merge two files of one person, and to undo it."""

from typing import TYPE_CHECKING

from housing_alerts.customers.models.people import KEEPERS
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.customers.models import Customer
    from housing_alerts.staff.models import Colleague


def why_may_not_merge(by: "Colleague", *files: "Customer") -> Refusal | None:
    """P11a Refuse any colleague but an Operational Lead for each file's area who is named in each restriction."""
    for file in files:
        if not by.holds_in(Role.OPERATIONAL_LEAD, file.service_area_id):
            return Refusal(
                procedure.RECORDING, f"An Operational Lead for {file.service_area} says which files are of one person."
            )
        if file.restricted and not file.is_named(by):
            return Refusal(
                procedure.RECORDING,
                f"File {file.reference} is restricted. One of its named readers says whether it is the same person.",
            )
    return None


def why_may_not_answer(by: "Colleague", new: "Customer", known: "Customer") -> Refusal | None:
    """P11a Refuse whoever may not merge the two. Of two restricted files, each Lead or Head who reads both may answer.

    Nobody else may know of both. One of the two areas is enough: who fled to another area has her readers in the first.
    """
    if new.restricted and known.restricted and new.is_named(by) and known.is_named(by):
        areas = {new.service_area_id, known.service_area_id}
        if any(by.holds_in(role, area) for role in KEEPERS for area in areas):
            return None
    return why_may_not_merge(by, new, known)
