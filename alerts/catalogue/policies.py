"""The rules for types of alert, behaviours and examples (§3, §7)."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from alerts.choices import NOBODY_GOES, Control
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from alerts.conditions.models import Condition

    from .models import AlertType, Behaviour, Example


FIXED = ("name", "letter_required", "needs_conditions", "affects_service", "hangs_on", "retired_on")
"""P7b The fields that nobody changes for the nine types that §7 names."""


def why_not_keep_type(type: "AlertType", before: "AlertType | None") -> Refusal | None:
    """P7b P8a Refuse to save the type as it is now, if that breaks a rule.

    :param before: the type as it was, or None if it is new.
    """
    if before and before.is_named and any(getattr(type, name) != getattr(before, name) for name in FIXED):
        return Refusal(
            procedure.LETTER_TYPES,
            f"{before.name} is one of the nine types of §7: it keeps its name and what it hangs on, always "
            "affects the service, always needs a decision letter, and is never retired.",
        )
    if type.imported_only and type.retired_on:
        return Refusal(procedure.ALL_ALERTS, f"{type.name} is what the import needs, so it is never retired.")
    if not type.code or type.has_twin():
        return Refusal(
            procedure.CONSISTENT, f"A type called {type.name} cannot be told from another. Choose another name."
        )
    return _why_not_terms(type)


def why_controls_contradict(controls: Collection[str]) -> Refusal | None:
    """P7b Refuse controls that contradict each other, so that colleagues can follow each alert or marker."""
    pair = Control.contradiction(controls)
    return _contradictory(*pair) if pair else None


def why_nobody_goes(controls: Collection[str], *, beside: str) -> Refusal | None:
    """P7b Refuse controls that together leave nobody who could go.

    A stricter precaution beside a milder one is kept: it is no contradiction.
    :param controls: the controls asked for, and those in force beside them.
    :param beside: the alert or marker in force, as the refusal names it.
    """
    return _contradictory(*NOBODY_GOES, beside) if set(NOBODY_GOES) <= set(controls) else None


def why_control_repeated(given_up: Collection[str], limits: "Iterable[Condition]") -> Refusal | None:
    """P8b P9b Refuse to end a control while a condition that stays asks for the same: one letter would tell of both."""
    for limit in limits:
        for control in limit.repeats():
            if control in given_up:
                return Refusal(
                    procedure.REMOVAL,
                    f"The condition “{limit}” still limits contact. Keep the control “{control.label}”, or end the "
                    "condition too.",
                )
    return None


def _contradictory(one: Control, other: Control, beside: str = "") -> Refusal:
    return Refusal(
        procedure.CONSISTENT, f"“{one.label}” and “{other.label}” contradict each other{beside}. Choose one of them."
    )


def _why_not_terms(type: "AlertType") -> Refusal | None:
    if contradictory := why_controls_contradict(type.controls):
        return contradictory
    if not 1 <= type.period <= procedure.REVIEW_MONTHS:
        return Refusal(
            procedure.YEARLY_REVIEW,
            f"An alert is reviewed within {procedure.REVIEW_MONTHS} months. Choose a shorter period.",
        )
    if not type.controls and not type.needs_conditions:
        return Refusal(
            procedure.LETTER_TYPES, f"Say what {type.name} makes colleagues do: choose at least one control."
        )
    told = (type.measure, type.consequence, type.consequence_kept, type.consequence_removed)
    if type.letter_required and not all(words.strip() for words in told):
        return Refusal(
            procedure.NOTIFICATION, f"A letter tells of {type.name}. Write all that the customer reads of it."
        )
    return None


def why_not_confirm(type: "AlertType") -> Refusal | None:
    """P7b Refuse to confirm a type that is not new and has no change waiting."""
    if type.awaits:
        return None
    return Refusal(procedure.LETTER_TYPES, f"Nothing of {type.name} waits to be confirmed.")


def why_not_keep_behaviour(behaviour: "Behaviour", before: "Behaviour | None") -> Refusal | None:
    """D1 Refuse to save the behaviour as it is now, if that breaks a rule.

    :param before: the behaviour as it was, or None if it is new.
    """
    fixed = ("name", "stage", "threatens", "retired_on")
    if before and before.is_named and any(getattr(behaviour, name) != getattr(before, name) for name in fixed):
        return Refusal(
            procedure.FORMAL_OR_INFORMAL,
            f"{before.name} is one of the nine behaviours of Appendix D: it keeps its name and its stage, and is never "
            "retired. Whether it is a threat of violence stays too.",
        )
    if not behaviour.code or behaviour.has_twin():
        return Refusal(
            procedure.CONSISTENT,
            f"A behaviour called {behaviour.name} cannot be told from another. Choose another name.",
        )
    if behaviour.retired_on and behaviour.examples.filter(retired_on__isnull=True).exists():
        return Refusal(
            procedure.BEHAVIOUR_FAMILIES,
            f"Examples name {behaviour.name}. Retire them first, or let them name another behaviour.",
        )
    return None


def why_not_keep_example(example: "Example", before: "Example | None") -> Refusal | None:
    """P3 Refuse to save the example as it is now, if that breaks a rule.

    :param before: the example as it was, or None if it is new.
    """
    if before and before.is_named and example.retired_on:
        return Refusal(procedure.BEHAVIOUR_FAMILIES, "§3 lists this example, so it is never retired.")
    fixed = ("family", "behaviour_id", "violent")
    if before and before.is_named and any(getattr(example, name) != getattr(before, name) for name in fixed):
        return Refusal(
            procedure.BEHAVIOUR_FAMILIES, "§3 lists this example: it keeps its family and the behaviour that it names."
        )
    if not example.code or example.has_twin():
        return Refusal(
            procedure.CONSISTENT, "An example in these words cannot be told from another. Choose other words."
        )
    if bool(example.behaviour) == example.violent:
        return Refusal(
            procedure.FORMAL_OR_INFORMAL, "Say which behaviour it is an example of, or that it is physical violence."
        )
    if example.behaviour and example.behaviour.retired_on and not example.retired_on:
        return Refusal(procedure.FORMAL_OR_INFORMAL, f"{example.behaviour} is retired. Choose another behaviour.")
    return None
