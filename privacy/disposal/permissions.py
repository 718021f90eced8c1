"""Permissions to take each step of a disposal batch (§13)."""

from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import DisposalBatch


def may_see(by: "Colleague") -> bool:
    """P13a Return whether the colleague sees the batches: as one who proposes or confirms them."""
    return by.holds(Role.DATA_PROTECTION_OFFICER, Role.HEAD_OF_SERVICE)


def may_propose(by: "Colleague") -> bool:
    """P13a Return whether the colleague proposes disposals."""
    return by.holds(Role.DATA_PROTECTION_OFFICER)


def why_may_not_propose(by: "Colleague") -> Refusal | None:
    """P13a Refuse anybody but the Data Protection Officer, who proposes a disposal and withdraws it."""
    if may_propose(by):
        return None
    return Refusal(
        procedure.RETENTION,
        "Only the Data Protection Officer proposes a disposal, or withdraws it until it was carried out. Ask them.",
    )


def why_may_not_take_out(by: "Colleague") -> Refusal | None:
    """P13a Refuse anybody but the Data Protection Officer and the Heads of Service."""
    if may_see(by):
        return None
    return Refusal(
        procedure.RETENTION,
        "Only the Data Protection Officer and the Heads of Service take a file out of a disposal. Tell one of them why.",
    )


def why_may_not_decide(batch: "DisposalBatch", by: "Colleague") -> Refusal | None:
    """P13a Refuse anybody but a Head of Service, and the colleague who proposed the disposal."""
    if not by.holds(Role.HEAD_OF_SERVICE):
        return Refusal(procedure.RETENTION, "Only a Head of Service confirms or declines a disposal. Ask one of them.")
    if batch.created_by_id == by.pk:
        return Refusal(
            procedure.RETENTION,
            "You proposed this disposal, so somebody else decides on it. Ask another Head of Service.",
        )
    return None
