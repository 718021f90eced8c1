"""The rules for the successors to a colleague's records (§6)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .belongings import Left


def why_successor_refused(left: "Left", colleague: "Colleague", to: "Colleague | None") -> Refusal | None:
    """P6 Return the obstacle to giving the record to that colleague. None as ``to`` leaves it to those who see to it otherwise.

    :param colleague: the colleague to whom the record belongs now.
    """
    if to is None:  # the people whom the belonging names in ``otherwise`` look after it
        return None
    if to == colleague:
        return Refusal(procedure.CONSISTENT, f"{left.words}: it is {colleague}’s already. Choose somebody else.")
    if not to.is_active:
        return Refusal(procedure.CONSISTENT, f"{left.words}: {to} cannot sign in. Choose somebody else.")
    return left.belonging.why_not(left.record, to)


def why_successors_refused(
    found: "Sequence[Left]", colleague: "Colleague", successors: "Mapping[str, Colleague | None]"
) -> Refusal | None:
    """P6 Return the first obstacle among the successors, so that no record of a leaver is left to nobody."""
    obstacles = (why_successor_refused(left, colleague, successors.get(left.key)) for left in found)
    return next(filter(None, obstacles), None)
