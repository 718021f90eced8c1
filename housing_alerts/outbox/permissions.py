"""Say who keeps the outbox."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def why_may_not_keep(by: "Colleague") -> Refusal | None:
    """Return why the colleague may not read the messages of others and take them up again."""
    if by.holds(Role.ADMINISTRATOR):
        return None
    return Refusal(procedure.CONSISTENT, "Only a System administrator keeps the messages.")
