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
    """P11a Refuse any colleague but an Operational Lead for each file's area who is named in each restriction.

    Two files of different areas may be merged by the Leadership Team too: hardly any Lead opens both.
    """
    return _why_not_leading(by, *files) or _why_not_named(by, *files)


def why_may_not_answer(by: "Colleague", new: "Customer", known: "Customer") -> Refusal | None:
    """P11a Refuse whoever may not merge the two. One of two areas is enough, so that the Lead who knows the person answers.

    Of two restricted files, each Lead or Head who reads both may answer. Nobody else may know of both.
    """
    areas = {new.service_area_id, known.service_area_id}
    reads_both = new.restricted and known.restricted and new.is_named(by) and known.is_named(by)
    roles = KEEPERS if reads_both else [Role.OPERATIONAL_LEAD]
    if any(by.holds_in(role, area) for role in roles for area in areas):
        return _why_not_named(by, new, known)
    return why_may_not_merge(by, new, known)


def _why_not_leading(by: "Colleague", *files: "Customer") -> Refusal | None:
    if all(by.holds_in(Role.OPERATIONAL_LEAD, file.service_area_id) for file in files):
        return None
    areas = " and ".join(dict.fromkeys(str(file.service_area) for file in files))
    if len({file.service_area_id for file in files}) == 1:
        return Refusal(procedure.RECORDING, f"An Operational Lead for {areas} says which files are of one person.")
    if by.holds(Role.LEADERSHIP):
        return None
    return Refusal(
        procedure.RECORDING,
        f"The files are in {areas}. The Leadership Team, or an Operational Lead for both, makes one file of the two.",
    )


def _why_not_named(by: "Colleague", *files: "Customer") -> Refusal | None:
    for file in files:
        if file.restricted and not file.is_named(by):
            return Refusal(
                procedure.RECORDING,
                f"File {file.reference} is restricted. One of its named readers says whether it is the same person.",
            )
    return None
