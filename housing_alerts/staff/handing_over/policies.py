"""State to whom what is a colleague's by name can go, once they leave (§6)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .belongings import Left


def why_not_to(left: "Left", colleague: "Colleague", to: "Colleague | None") -> Refusal | None:
    """P6 Return the obstacle to the record going to that colleague or, with None, to those who see to it otherwise.

    :param colleague: whose it is.
    """
    if to is None:  # it falls to whoever the belonging names otherwise
        return None
    if to == colleague:
        return Refusal(procedure.CONSISTENT, f"{left.words}: it is {colleague}’s already. Choose somebody else.")
    if not to.is_active:
        return Refusal(procedure.CONSISTENT, f"{left.words}: {to} cannot sign in. Choose somebody else.")
    return left.belonging.why_not(left.record, to)


def why_left(
    found: "Sequence[Left]", colleague: "Colleague", successors: "Mapping[str, Colleague | None]"
) -> Refusal | None:
    """P6 Nothing that is a colleague's is nobody's once they have left: each goes to somebody who can go on with it."""
    obstacles = (why_not_to(left, colleague, successors.get(left.key)) for left in found)
    return next(filter(None, obstacles), None)
