"""What must stay true of the accounts of colleagues."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from .models import Colleague


def why_not_change(colleague: "Colleague", *, roles: Collection[str], active: bool) -> Refusal | None:
    """P6 Somebody must be left who can give roles."""
    if not colleague.is_last_administrator() or (active and Role.ADMINISTRATOR in roles):
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"{colleague} is the only System administrator. Give somebody else that role first.",
    )
