"""What the procedure asks of a report and of its triage (§2, §3, D1, D3.1)."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Stage
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from .models import Incident


def why_not_log(incident: "Incident") -> Refusal | None:
    """P2 A report says who or where, what happened, and which line manager is told."""
    if not (incident.customer_id or incident.asset_id):
        return Refusal(
            procedure.REPORTING, "Say who it was about or, where you do not know the person, which address it was at."
        )
    if not incident.account.strip():
        return Refusal(procedure.REPORTING, "Say in your own words what happened.")
    if not incident.line_manager_id:
        return Refusal(procedure.REPORTING, "Choose the line manager who is told of this incident.")
    if incident.about == "THIRD_PARTY" and not incident.source.strip():
        return Refusal(procedure.THIRD_PARTY, "Say which agency told us.")
    if incident.about == "BEHAVIOUR" and not (incident.behaviours.exists() or incident.violent):
        return Refusal(procedure.BEHAVIOUR_FAMILIES, "Choose at least one behaviour, or report a risk instead.")
    return None


def why_not_log_again(incident: "Incident") -> Refusal | None:
    """P2 What was typed after a report was logged is no part of it: it is another report, or none."""
    if incident.status in ("DRAFT", "VOID"):
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"This report was logged already as {incident.reference}, and what stands below is not what was logged. If it is "
        "another report, log it once more: what you typed is still here. Choose photos and files again.",
    )


def why_not_name_customer(incident: "Incident") -> Refusal | None:
    """P2 Who it was can be said until a Lead takes the matter up: an investigation begins with whom it is about."""
    if incident.customer_id:
        return Refusal(procedure.REPORTING, f"Incident {incident.reference} says already who it is about.")
    if incident.status in ("DRAFT", "VOID"):
        return Refusal(
            procedure.REPORTING,
            f"Incident {incident.reference} is {incident.get_status_display().lower()}. Log a report that says who it was.",
        )
    file = incident.taken_up_by()
    if file is None:
        return None
    if file.status == "CONCLUDED":
        return Refusal(
            procedure.REPORTING,
            f"The Head of Service has decided on investigation {file.reference}. Log another report that says who it was.",
        )
    return Refusal(
        procedure.REPORTING,
        f"Investigation {file.reference} is about the property. {file.lead} can withdraw it while it is open. Then say who "
        "it was, and open another.",
    )


def proposed_stage(incident: "Incident") -> Stage | None:
    """D1 The stage that Appendix D proposes for this incident."""
    return procedure.propose_stage(
        stages=[Stage(behaviour.stage) for behaviour in incident.behaviours.all()],
        violent=incident.violent,
        recent=incident.has_recent_history(),
    )


def why_not_depart(incident: "Incident", stage: Stage, reason: str) -> Refusal | None:
    """D1 A stage other than the proposed one needs a reason."""
    proposed = proposed_stage(incident)
    if proposed in (None, stage) or reason.strip():
        return None
    return Refusal(
        procedure.FORMAL_OR_INFORMAL,
        f"Appendix D proposes the {str(proposed).lower()} stage for these behaviours. Give your reason for choosing "
        f"the {str(stage).lower()} stage.",
    )


def why_not_settle(settlement: str) -> Refusal | None:
    """D3a What was done is said in words, also where nothing was needed."""
    if settlement.strip():
        return None
    return Refusal(procedure.INFORMAL_STEPS, "Say what informal action was taken, or why none was needed.")


def why_not_informal(kinds: Collection[str], known: Collection[str]) -> Refusal | None:
    """D3a What is agreed or imposed by the Head of Service alone settles nothing informally."""
    if set(kinds) <= set(known):
        return None
    return Refusal(procedure.INFORMAL_STEPS, "Choose which informal action was taken: what is formal, refer.")


def why_not_refer(incident: "Incident") -> Refusal | None:
    """D3b A referred incident belongs to a service area, whose Lead takes it up."""
    if incident.service_area_id:
        return None
    return Refusal(procedure.FORMAL_STAGE, "Say which service area the incident belongs to, so that its Lead sees it.")


def why_not_take_up(incident: "Incident") -> Refusal | None:
    """D3b A Lead investigates what a line manager referred, once."""
    if incident.status != "REFERRED":
        return Refusal(procedure.FORMAL_STAGE, "Only incidents that a line manager referred can be investigated.")
    if incident.awaits_lead():
        return None
    return Refusal(procedure.FORMAL_STAGE, f"Incident {incident.reference} is already in an investigation.")


def why_not_attach(incident: "Incident") -> Refusal | None:
    """P11a To a void report nothing is added, and a draft takes its files once it is logged."""
    if incident.status == "VOID":
        return Refusal(procedure.RECORDING, "This report is void. Attach the file to the report that takes its place.")
    if incident.status == "DRAFT":
        return Refusal(procedure.RECORDING, "This report is not logged yet. Attach the file when you log it.")
    return None


def why_not_take_off(incident: "Incident") -> Refusal | None:
    """P11a What the Head of Service is about to weigh stays as it was recommended."""
    waiting = next((file for file in incident.investigations.all() if file.status == "RECOMMENDED"), None)
    if waiting is None:
        return None
    return Refusal(
        procedure.RECORDING,
        f"Investigation {waiting.reference} rests on this incident and waits for its decision. Ask the Head of Service "
        "to send it back first.",
    )


def why_not_void(incident: "Incident") -> Refusal | None:
    """P11a A report that a recommendation rests on stays."""
    relied_on = incident.relied_on_by()
    if relied_on is None:
        return None
    return Refusal(
        procedure.RECORDING,
        f"Investigation {relied_on.reference} rests on this incident and is {relied_on.get_status_display().lower()}. "
        "Ask its Operational Lead.",
    )
