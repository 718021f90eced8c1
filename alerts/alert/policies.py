"""The rules for an alert: when it may be proposed, imposed, told of, varied or ended (§4, §7, §8)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from alerts.alert.choices import AT_A_HOME, NO_LETTER_HOME
from alerts.catalogue.policies import why_control_repeated, why_controls_contradict, why_nobody_goes
from alerts.choices import BETWEEN_REVIEWS, AlertStatus, ConditionKind, Control, Informing, Origin, WithholdCode
from alerts.conditions.policies import OF_CONDITIONS, why_condition_incomplete, why_longer, why_not_shorten
from alerts.writing.at_home import doubts_of_telling
from alerts.writing.policies import why_answer_not_awaited, why_contact_refused, why_person_named, why_told_by_answer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid
from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from alerts.conditions.models import Condition

    from .models import Alert


def why_not_propose(alert: "Alert") -> Refusal | None:
    """P7b P5 Refuse a draft that needs conditions and has none, or that has an incomplete one."""
    if alert.type.needs_conditions and not alert.present_conditions():
        return Refusal(
            procedure.LETTER_TYPES,
            f"Add at least one condition to {alert.type.name}: what does it restrict, until when?",
        )
    nameless = why_no_officer(alert, alert.asked_controls, alert.present_conditions())
    return nameless or next(filter(None, map(why_condition_incomplete, alert.present_conditions())), None)


def why_no_officer(alert: "Alert", controls: Collection[str], conditions: "Iterable[Condition]") -> Refusal | None:
    """P7b Refuse an alert under which all contact goes through one officer, unless a condition names that officer.

    :param controls: the controls that the alert is to have, with these ``conditions``.
    """
    of_type = set(alert.type.controls) & set(alert.asked_controls)
    if Control.NAMED_OFFICER not in of_type.union(controls) or any(
        each.kind == ConditionKind.NAMED_OFFICER for each in conditions
    ):
        return None
    return Refusal(
        procedure.LETTER_TYPES,
        f"With {alert.type.name} all contact goes through a named officer. It needs the condition that names them and "
        "their deputy.",
    )


def why_not_approve(alert: "Alert") -> Refusal | None:
    """P7a Refuse an alert that doubles an active one, is on a customer who died, or is not as recommended."""
    if alert.customer and alert.customer.died and not alert.is_of_a_place():
        stays = "Where danger stays at their home, send it back for an alert on the property."
        return Refusal(procedure.HEAD_DECIDES, f"{alert.customer} has died. Decline the alert. {stays}")
    rival = alert.active_rival()
    if rival is not None:
        return Refusal(
            procedure.CONSISTENT,
            f"{alert.customer or alert.asset} already has an active {alert.type.name} alert, {rival.reference}. "
            "Decline this one, and review the other on this evidence.",
        )
    retired = why_type_retired(alert, "Decline the alert, or send the investigation back.")
    return retired or _why_type_changed(alert) or why_others_contradict(alert)


def why_others_contradict(alert: "Alert") -> Refusal | None:
    """P7b Refuse controls that colleagues cannot follow together with those of the other alerts in force.

    The alert to be replaced does not count; the alerts put forward with it do.
    """
    controls = set(alert.asked_controls)
    together = alert.investigation.alerts_put_forward() if alert.investigation else []
    for other in [*alert.others_in_force(), *(each for each in together if each.pk != alert.pk)]:
        theirs = other.controls or other.asked_controls
        beside = f": {alert.type.name}, and {other.type.name}, {other.reference}"
        if found := why_nobody_goes(controls | set(theirs), beside=beside):
            return found
    return why_controls_contradict(controls)


def why_type_retired(alert: "Alert", instead: str) -> Refusal | None:
    """P7b Refuse an alert of a retired type, unless it strengthens an alert of that type.

    :param instead: the next step, as the refusal says it.
    """
    goes_on = alert.replaces is not None and alert.replaces.type_id == alert.type_id
    if alert.type.retired_on is None or goes_on:
        return None
    return Refusal(
        procedure.LETTER_TYPES,
        f"{alert.type.name} is not recommended any more since {show_date(alert.type.retired_on)}. {instead}",
    )


def terms_asked(alert: "Alert") -> dict[str, Any]:
    """P7b Return the controls and the instruction that the alert would have, with its type as it is now."""
    return {"controls": list(alert.asked_controls), "instruction": alert.asked_instruction}


def _why_type_changed(alert: "Alert") -> Refusal | None:
    """P7a Refuse an alert whose type asks for something else since it was recommended."""
    if alert.recommended_terms == terms_asked(alert):
        return None
    return Refusal(
        procedure.HEAD_DECIDES,
        f"What {alert.type.name} makes colleagues do was changed after it was recommended. Send the investigation back, so "
        "that it is recommended as it is now.",
    )


def why_not_inform(alert: "Alert", then: str = "Choose not to inform.") -> Refusal | None:
    """P4b P7c Refuse to inform where the customer may not be told.

    :param then: the next step where they may never be written to.
    """
    if alert.rests_on_third_party_alone():
        return Refusal(
            procedure.THIRD_PARTY,
            "This alert rests on third-party information alone, so we do not write to the customer. Choose not to inform.",
        )
    if alert.customer and alert.customer.never_write:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"{alert.customer} must never be written to: a letter could fall into the wrong hands. {then}",
        )
    if alert.customer is None:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"{AT_A_HOME}, whoever lives there. Choose not to inform.",
        )
    return None


def why_harm_not_assessed(reason: str) -> Refusal | None:
    """P7c Refuse until the decider says how the risk of harm by informing was assessed, whatever the answer."""
    unsaid = Refusal(
        procedure.INFORM_OR_WITHHOLD,
        "Say how you assessed whether informing the customer would raise the risk of harm.",
    )
    return why_unsaid(reason, unsaid)


def withheld_for_harm(alert: "Alert") -> str:
    """P7c Return the harm for which it, or the alert it replaces, is or was kept from the customer; else nothing."""
    return alert.harm_of_telling or (alert.replaces.harm_of_telling if alert.replaces else "")


def why_not_inform_after_withholding(alert: "Alert", reason: str) -> Refusal | None:
    """P7c Refuse to inform of an alert kept back for harm until somebody says why informing is safe now."""
    withheld = _kept_so_far(alert)
    if not withheld:
        return None
    unsafe = Refusal(procedure.INFORM_OR_WITHHOLD, f"{withheld} Say why it is safe to inform them now.")
    return why_unsaid(reason, unsafe)


def _kept_so_far(alert: "Alert") -> str:
    """P7c Say that it is or was kept from the customer for harm, and why; else nothing."""
    withheld = withheld_for_harm(alert).strip().rstrip(".")
    return f"It was decided before not to inform the customer. {withheld}." if withheld else ""


def why_not_withhold(alert: "Alert", code: str) -> Refusal | None:
    """P7c Refuse to withhold without a risk of harm, third-party information alone, or nobody to tell."""
    if code == WithholdCode.THIRD_PARTY and not alert.rests_on_third_party_alone():
        return Refusal(
            procedure.THIRD_PARTY,
            "This alert does not rest on third-party information alone. Say which risk of harm informing would raise.",
        )
    if code == WithholdCode.NOBODY_KNOWN and alert.customer and not alert.customer.died:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"The customer is known: {alert.customer}. Say which risk of harm informing them would raise.",
        )
    if code in WithholdCode.values:
        return None
    return Refusal(procedure.INFORM_OR_WITHHOLD, "Say which risk of harm informing the customer would raise.")


def beside_this(alert: "Alert") -> list[str]:
    """P7c List what a decider reads of reports and other alerts before they choose whether to inform the customer.

    Of an alert on a home, it says that no letter goes, and how whoever did it, or lives there, learns of an alert.
    """
    if alert.customer is None:
        return [NO_LETTER_HOME]
    others = alert.others_in_force()
    file = alert.investigation
    found = [
        f"{doubt.sentence} Inform them only if it puts nobody in danger."
        for doubt in doubts_of_telling(file.standing_incidents() if file else [])
    ]
    if withheld := _kept_so_far(alert):
        found.append(
            f"{withheld} If you inform them now, say why that is safe by now: the Operational Lead is asked about the "
            "address before the letter goes."
        )
    if any(each.is_kept_for_harm for each in others):
        found.append(
            "Another alert is kept from the customer, because a letter could harm them or somebody at home. If you inform "
            "them of this one, its letter may fall into the same hands: the Operational Lead is asked before it goes."
        )
    if any(each.informing == Informing.INFORM and each.type.letter_required for each in others):
        found.append(
            "The customer is informed of another alert. If you keep this one from them because a letter could harm them or "
            "somebody at home, the letters about that one are not stopped: the Operational Lead is asked before each goes."
        )
    return found


def why_letter_refused(alert: "Alert") -> Refusal | None:
    """P7c E1 Refuse the letter that tells of this alert while it may not exist. Asked at draft, issue and posting."""
    if alert.status != AlertStatus.ACTIVE:
        return Refusal(
            procedure.NOTIFICATION,
            f"Alert {alert.reference} is {alert.get_status_display().lower()}: nothing is imposed.",
        )
    if alert.informing == Informing.NOT_RECORDED:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"Alert {alert.reference} came from the housing system, which does not record whether the customer was "
            "told. Answer that at a review first.",
        )
    if alert.origin == Origin.CX:
        return Refusal(
            procedure.NOTIFICATION,
            f"Alert {alert.reference} came from the housing system. The letter about its review tells the customer of it.",
        )
    return why_not_told_by_letter(alert) or why_contact_refused(alert)


def why_not_told_by_letter(alert: "Alert") -> Refusal | None:
    """P7c Refuse the letter to a customer who may not be told of the alert, whatever its conditions say."""
    return why_no_letter(alert) or why_customer_not_informed(alert)


def why_removal_letter_refused(alert: "Alert") -> Refusal | None:
    """P8b D3b Refuse the removal letter unless the customer knows of the alert or case, and no other letter says it ended."""
    if alert.status != AlertStatus.ENDED:
        return Refusal(
            procedure.REMOVAL, f"Alert {alert.reference} is {alert.get_status_display().lower()}: nothing was removed."
        )
    if not ended_unsaid(alert):
        return _why_successor_withheld(alert) or Refusal(
            procedure.REMOVAL,
            f"Alert {alert.reference} was not removed between reviews. The letter about the review, the appeal or the "
            "alert in its place says that it ended.",
        )
    told = why_no_letter(alert) or why_customer_not_informed(alert) or _why_untold(alert)
    return told or why_told_by_answer(alert)


def _why_successor_withheld(alert: "Alert") -> Refusal | None:
    """P7c Refuse to tell that an alert ended because of one that is kept from the customer."""
    successor = alert.successor()
    if successor is None or successor.informing != Informing.WITHHOLD:
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD,
        f"Alert {successor.reference} took the place of {alert.reference}, and it was decided not to inform the customer "
        f"of it. So no letter tells that {alert.reference} ended.",
    )


def ended_unsaid(alert: "Alert") -> bool:
    """P8b Return whether no other letter says that it ended.

    Such an alert was removed between reviews, or its successor has no letter, or ended before a letter told of it.
    """
    successor = alert.successor()
    if successor is None:
        return alert.removed_between_reviews()
    gone = successor.status == AlertStatus.ENDED and not successor.told_by_letter()
    return successor.informing == Informing.INFORM and (gone or why_no_letter(successor) is not None)


def _why_untold(alert: "Alert") -> Refusal | None:
    known = alert.origin == Origin.CX and alert.informing == Informing.INFORM
    if known or alert.told_by_letter() or was_asked_first(alert):
        return None
    return Refusal(
        procedure.REMOVAL,
        f"No letter told {alert.customer} of alert {alert.reference}. They know of nothing, so nobody writes.",
    )


def was_asked_first(alert: "Alert") -> bool:
    """D3b Return whether the customer was asked for their side: then they know of the case and are told how it ended."""
    return alert.investigation is not None and alert.investigation.heard_customer()


def why_no_letter(alert: "Alert") -> Refusal | None:
    """P7b E1 E2 Refuse a letter about an alert of a type for which the procedure has none."""
    if alert.type.letter_required:
        return None
    return Refusal(
        procedure.LETTER_TYPES,
        f"Alert {alert.reference} is of the type {alert.type.name}. No letter belongs to that type.",
    )


def why_customer_not_informed(alert: "Alert") -> Refusal | None:
    """P7c P4b Refuse any letter about this alert where the customer may not be told of it.

    An alert that rests on third-party information alone is told of by no route, whatever was answered. A customer who
    appeals knows of the alert, so an unrecorded answer from the housing system does not stop the reply.
    """
    if alert.rests_on_third_party_alone():
        return Refusal(
            procedure.THIRD_PARTY,
            f"Alert {alert.reference} rests on third-party information alone. No letter about it goes to the customer, "
            "unless a report of our own is added by a later investigation.",
        )
    if alert.informing == Informing.WITHHOLD:
        return Refusal(
            procedure.INFORM_OR_WITHHOLD,
            f"It was decided not to inform the customer of alert {alert.reference}. No letter can be made. "
            "The question is asked again at the next review.",
        )
    if alert.customer and alert.customer.died:
        return Refusal(procedure.NOTIFICATION, f"{alert.customer} has died. No letter can be made.")
    again = "At a review, decide anew whether they are informed." if alert.is_active else "No letter can be made."
    return why_not_inform(alert, then=again)


def why_facts_refused(alert: "Alert", facts: dict[str, Any]) -> Refusal | None:
    """E1 E2 E3 Refuse a letter once the alert has changed since it was composed, or where it names a reporter.

    For an alert beside the letter's subject, the letter keeps its terms apart.
    """
    if facts.get("also", {}).get(alert.reference, facts.get("terms")) == alert.terms():
        return why_answer_not_awaited(alert, facts) or why_person_named(alert, facts)
    return Refusal(
        procedure.NOTIFICATION,
        f"Alert {alert.reference} has changed since this letter was composed, so the letter would not be true. "
        "Cancel it, and write to the customer as things stand now.",
    )


def why_step_down_refused(
    alert: "Alert", controls: list[str], lifted: list[int], ends: Mapping[int, date], *, on: date, until: date
) -> Refusal | None:
    """P8b P7b Refuse a step down that adds, lengthens, changes nothing, or leaves nothing.

    Where the type needs a condition, one must be left, or a control that asks for more than to keep to conditions.
    :param until: the day of the review until which a condition without a last day of its own applies.
    """
    conditions = {condition.pk: condition for condition in alert.present_conditions()}
    kept, limits = set(controls), [condition for condition in alert.present_limits(on=on) if condition.pk not in lifted]
    named = set(lifted) | set(ends)
    if not kept <= set(alert.controls) or not named <= conditions.keys():
        return Refusal(
            procedure.REMOVAL,
            "A step down can only take away. Anything heavier needs a new decision of the Head of Service.",
        )
    if longer := why_longer(conditions, ends, until=until):
        return longer
    sooner = any(conditions[pk].ends != end for pk, end in ends.items())
    if kept == set(alert.controls) and not lifted and not sooner:
        return Refusal(procedure.REMOVAL, "Say what is taken away, or keep the alert as it is.")
    if not kept and not limits:
        return Refusal(procedure.REMOVAL, "Nothing would be left of the alert. Remove it instead.")
    if alert.type.needs_conditions and not limits and kept <= OF_CONDITIONS:
        return Refusal(
            procedure.LETTER_TYPES,
            f"{alert.type.name} needs a condition, or a control that asks for more than to keep to one. Leave at least one, "
            "or remove the alert.",
        )
    repeated = why_control_repeated(set(alert.controls) - kept, limits)
    return repeated or why_not_shorten(conditions, ends, on=on) or why_no_officer(alert, kept, limits)


def could_be_less(alert: "Alert", *, on: date) -> bool:
    """P8b P9b Return whether a control or condition could go, or a condition end sooner, and something be left."""
    one_less = [[each for each in alert.controls if each != control] for control in alert.controls]
    ways: list[tuple[list[str], list[int], dict[int, date]]] = [(controls, [], {}) for controls in one_less]
    for condition in alert.present_limits(on=on):
        sooner = {condition.pk: max(on, condition.starts or on)}
        ways += [(alert.controls, [condition.pk], {}), (alert.controls, [], sooner)]
    return any(why_step_down_refused(alert, *way, on=on, until=date.max) is None for way in ways)


def why_ground_reserved(because: str) -> Refusal | None:
    """P8b P9b Refuse a ground that only another step sets: an appeal or a replacement ends the alert itself."""
    if because in BETWEEN_REVIEWS:
        return None
    return Refusal(
        procedure.REMOVAL, "Say which it is: the risk is reduced, circumstances changed, or it was imposed in error."
    )


def why_no_reason_to_end(reason: str) -> Refusal | None:
    """P8b Refuse a removal without a reason."""
    return why_unsaid(reason, Refusal(procedure.REMOVAL, "Say why the alert is removed."))
