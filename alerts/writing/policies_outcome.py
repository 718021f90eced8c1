"""The letter that tells how an investigation ended that imposed nothing (D3.2)."""

from typing import TYPE_CHECKING, Any

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

from .policies import why_not_name

if TYPE_CHECKING:
    from alerts.investigations.models import Investigation


def why_not_write_outcome(investigation: "Investigation") -> Refusal | None:
    """E4 Whether that letter may exist; asked at draft, issue and posting."""
    if investigation.status != "CONCLUDED":
        return Refusal(
            procedure.INVESTIGATION_OUTCOME,
            f"Investigation {investigation.reference} is {investigation.get_status_display().lower()}: there is no "
            "outcome to tell.",
        )
    if not investigation.imposed_nothing():
        return Refusal(
            procedure.INVESTIGATION_OUTCOME,
            "An alert was imposed on this investigation. The letter about the alert tells the customer.",
        )
    if not (investigation.heard_customer() or investigation.told_actions()):
        return Refusal(
            procedure.INVESTIGATION_OUTCOME,
            "The customer was not asked for their side, and has nothing to do. They know of nothing, so nobody writes.",
        )
    return why_not_tell_case(investigation)


def why_not_tell_case(investigation: "Investigation") -> Refusal | None:
    """P7c P4b Whether the customer may be told anything by letter of the case, or of what was agreed in it.

    Who may not read of an alert may not read of what would lead to it either.
    """
    customer, withheld = investigation.customer, investigation.withheld_alert()
    if withheld:
        return withheld.why_not_tell()
    if customer is None:
        return Refusal(
            procedure.INVESTIGATION_OUTCOME, "Nobody is known at this address, so there is nobody to write to."
        )
    if customer.died:
        return Refusal(procedure.INVESTIGATION_OUTCOME, f"{customer} has died. No letter can be made.")
    if customer.never_write:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"{customer} must never be written to: a letter about this case could fall into the wrong hands.",
        )
    if investigation.rests_on_third_party_alone():
        return Refusal(
            procedure.THIRD_PARTY,
            "This investigation rests on third-party information alone. No letter about it goes to the customer.",
        )
    return None


def why_not_say_outcome(investigation: "Investigation", facts: dict[str, Any]) -> Refusal | None:
    """E4 A letter says what is so: which actions were agreed and still stand. It names no reporter."""
    if facts.get("terms") == investigation.terms():
        return why_not_name(investigation, facts)
    return Refusal(
        procedure.INVESTIGATION_OUTCOME,
        f"What was agreed on investigation {investigation.reference} has changed since this letter was composed. Cancel "
        "it, and write to the customer as things stand now.",
    )
