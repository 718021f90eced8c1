"""The rules for an action: its due day, the consent it needs, and its outcome (§5)."""

from datetime import date
from typing import TYPE_CHECKING

from alerts.choices import ActionKind
from alerts.writing.policies import why_nothing_to_warn_of
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from .models import Action


def why_action_refused(action: "Action", *, on: date) -> Refusal | None:
    """P5 Refuse an action without words or a due day, and a report to the police without the employee's consent."""
    if action.kind not in action.FORMAL:
        return Refusal(procedure.OPTIONS, "Choose which action you recommend: it is one of the options of §5.")
    if not action.words.strip():
        return Refusal(procedure.OPTIONS, "Say what exactly is to be done, and why.")
    if action.due_on is None:
        return Refusal(procedure.OPTIONS, "Say by when the action is to be done.")
    if action.due_on < on:
        return Refusal(procedure.OPTIONS, "The action is due in the past. Give a day that is today or later.")
    return _why_nobody_named(action) or why_no_warning(action) or _why_no_consent(action, on)


def why_no_warning(action: "Action") -> Refusal | None:
    """D3a Refuse a warning where the case reports no behaviour of the customer's own."""
    if action.kind not in action.WARNINGS:
        return None
    return why_nothing_to_warn_of(action.reference, action.incidents())


def _why_nobody_named(action: "Action") -> Refusal | None:
    """D3a Refuse a written warning or an agreement where the case names nobody to whom it could go."""
    return action.why_customer_not_informed() if action.kind in action.LETTERS and action.customer is None else None


def _why_no_consent(action: "Action", on: date) -> Refusal | None:
    if action.kind != ActionKind.POLICE:
        return None
    if action.consent_by is None or action.consent_on is None:
        return Refusal(
            procedure.OPTIONS,
            "The police are told with the employee's consent only. Ask who reported it or was affected, and record who "
            "consented, and when.",
        )
    if action.investigation is None or action.consent_by not in action.investigation.employees():
        return Refusal(
            procedure.OPTIONS,
            f"{action.consent_by} neither reported nor was affected by an incident of this case, so it is not theirs to "
            "consent.",
        )
    if action.consent_on > on:
        return Refusal(procedure.OPTIONS, "The employee cannot have consented in the future.")
    return None


def why_not_withdraw_action(action: "Action") -> Refusal | None:
    """D3b P5 Refuse to withdraw an action twice, or one that was decided on: it stays in the file."""
    if action.decided_on is not None:
        return Refusal(
            procedure.FORMAL_STAGE,
            f"The Head of Service decided on this action on {show_date(action.decided_on)}, so it stays in the file.",
        )
    if action.taken_out_on is not None:
        return Refusal(
            procedure.FORMAL_STAGE,
            f"This action was taken out on {show_date(action.taken_out_on)}. To recommend it after all, add it anew.",
        )
    return None


def why_no_outcome(action: "Action") -> Refusal | None:
    """P5 Refuse an outcome of an action that does not stand, and a second outcome."""
    if not action.agreed:
        return Refusal(procedure.OPTIONS, "This action was not agreed, so nothing can have come of it.")
    if action.set_aside_on is not None:
        return Refusal(
            procedure.OPTIONS,
            f"This action was set aside on {action.set_aside_on:%-d %B %Y}, so nothing more comes of it.",
        )
    if action.outcome_on is not None:
        return Refusal(
            procedure.OPTIONS, f"What became of this action was recorded already, for {action.outcome_on:%-d %B %Y}."
        )
    return None


def why_outcome_refused(
    action: "Action", *, words: str, signed: bool | None, happened_on: date, today: date
) -> Refusal | None:
    """P5 Refuse an outcome without words, before the action was agreed, or in the future.

    :param signed: whether the customer signed it, if it is a behaviour agreement.
    """
    if action.awaits_signature and signed is None:
        return Refusal(
            procedure.OPTIONS,
            "Say whether the customer signed the agreement. It is live from the day of their signature.",
        )
    if action.decided_on and happened_on < action.decided_on:
        return Refusal(
            procedure.OPTIONS,
            f"The outcome cannot be before the action was agreed, on {action.decided_on:%-d %B %Y}.",
        )
    if happened_on > today:
        return Refusal(procedure.OPTIONS, "The outcome cannot be in the future. Record it when it is known.")
    return None if words.strip() else Refusal(procedure.OPTIONS, "Say what became of the action.")
