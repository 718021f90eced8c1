"""Whether the customer is told by letter of an action: a warning, an agreement, mediation (D3.1, D3.2, §5)."""

import re
from typing import TYPE_CHECKING, Any

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

from .policies import why_not_name

if TYPE_CHECKING:
    from alerts.actions.models import Action

BESIDE_ANOTHER = ("NOTIFICATION", "INVESTIGATION_OUTCOME")
"""The letters that tell of an action beside their own subject, which answers for it."""


def why_not_write_action(action: "Action", kind: str) -> Refusal | None:
    """D3a D3b Whether a letter of this kind that tells of the action may exist; asked at draft, issue and posting."""
    if kind in BESIDE_ANOTHER:
        return None
    if kind != action.letter_kind:
        return Refusal(procedure.OPTIONS, f"No letter of this kind belongs to this action: {action}.")
    return _why_nothing_agreed(action) or why_not_tell_action(action)


def _why_nothing_agreed(action: "Action") -> Refusal | None:
    file = action.file
    if action.investigation and file.status != "CONCLUDED":
        return Refusal(
            procedure.FORMAL_STAGE,
            f"Investigation {file.reference} is {file.get_status_display().lower()}. Write to the customer once all of it "
            "is decided.",
        )
    if action.incident and file.status == "VOID":
        return Refusal(
            procedure.INFORMAL_STEPS, f"Incident {file.reference} is void. No letter about it goes to the customer."
        )
    if action.set_aside_on:
        return Refusal(
            procedure.FORMAL_STAGE,
            f"An appeal set this action aside on {action.set_aside_on:%-d %B %Y}, so no letter tells of it any more.",
        )
    if not action.agreed:
        return Refusal(procedure.FORMAL_STAGE, f"This action was not agreed, so there is nothing to tell: {action}.")
    return None


def why_not_tell_action(action: "Action") -> Refusal | None:
    """P7c P4b Whether the customer may be told anything of the action by letter.

    An alert of which they are not to know forbids it only where a letter could do them harm, whatever it is about.
    Beside any other the letter goes, and says nothing of the alert.
    """
    customer = action.customer
    if customer is None:
        return Refusal(
            procedure.INFORMAL_STEPS,
            "Nobody is known at this address, so there is nobody to write to about the action.",
        )
    if customer.died:
        return Refusal(procedure.INFORMAL_STEPS, f"{customer} has died. No letter can be made about the action.")
    if customer.never_write:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"{customer} must never be written to: a letter about the action could fall into the wrong hands.",
        )
    if action.rests_on_third_party_alone():
        return Refusal(
            procedure.THIRD_PARTY,
            f"{action.reference} rests on third-party information alone. No letter about the action goes to the customer.",
        )
    return _why_harmful(action)


def _why_harmful(action: "Action") -> Refusal | None:
    kept = action.customer.alerts.kept_for_harm().first() if action.customer else None
    if kept is None:
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD,
        f"It was decided not to inform the customer of alert {kept.reference}, because a letter could do them harm. That "
        "goes for a letter about the action too. Tell them in a way that is safe.",
    )


def why_not_say_of_action(action: "Action", facts: dict[str, Any]) -> Refusal | None:
    """D3b A letter says what is so: the action stands as it did, and is not over when the letter is sent.

    It betrays no alert of which the customer is not to know, and names no reporter. What it is told of beside has its
    own terms.
    """
    if "planned_on" not in facts:
        return None
    if facts.get("terms") != action.terms():
        return Refusal(
            procedure.FORMAL_STAGE,
            f"The action of {action.reference} is no longer as this letter tells it. Cancel it, and write to the customer as "
            "things stand now.",
        )
    return _why_over(action, facts) or why_not_betray(action, facts) or why_not_name(action, facts)


def _why_over(action: "Action", facts: dict[str, Any]) -> Refusal | None:
    until = action.live_until
    if until is None or facts["planned_on"] <= until.isoformat():
        return None
    return Refusal(
        procedure.INFORMAL_STEPS,
        f"{action} is live until {until:%-d %B %Y} only. A letter that is sent later would not be true.",
    )


def why_not_betray(action: "Action", facts: dict[str, Any]) -> Refusal | None:
    """P7c A letter about the action says nothing of an alert of which the customer is not to know."""
    kept = action.withheld_beside()
    names = [re.escape(each.type.name) for each in kept] + [r"\balerts?\b"]
    if not kept or not re.search("|".join(names), str(facts), re.IGNORECASE):
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD,
        "The letter speaks of an alert, and one is in force of which the customer is not to know. Say what was agreed, and "
        "nothing of any alert.",
    )
