"""The gates that must be answered before a recommendation goes to the Head of Service (§5, §7, §10, D2, D3.2)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alerts.alert.policies import why_not_propose
from alerts.choices import Control, Counterpart, OpenMatter
from alerts.conditions.policies import why_no_way_left
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from .models import Investigation


@dataclass(frozen=True)
class Gate:
    """One thing to answer before a step: its name on the task list, and what still stands in the way.

    ``anchor`` is the part of the file where it stands, ``asked`` what is asked there.
    """

    name: str
    anchor: str
    asked: str
    refusal: Refusal | None


def why_question_open(investigation: "Investigation") -> Refusal | None:
    """D3b P10a What the Head of Service asked is answered in words. Asked only where the file was sent back."""
    if investigation.answer.strip():
        return None
    return Refusal(procedure.FORMAL_STAGE, "Answer the question with which the investigation was sent back.")


def why_rests_on_nothing(investigation: "Investigation") -> Refusal:
    """D3b A recommendation rests on at least one incident. Asked only where none is left."""
    return Refusal(
        procedure.FORMAL_STAGE,
        "Every incident of this investigation is void. Add another, or withdraw the investigation.",
    )


def why_no_staff_discussion(investigation: "Investigation") -> Refusal | None:
    """D3b The member of staff was heard, or it is said why not."""
    return _why_not_discussed(investigation, Counterpart.STAFF, "the member of staff")


def why_no_customer_discussion(investigation: "Investigation") -> Refusal | None:
    """D3b The customer was asked for their side, or it is said why not."""
    return _why_not_discussed(investigation, Counterpart.CUSTOMER, "the customer")


def why_no_head_discussion(investigation: "Investigation") -> Refusal | None:
    """D3b The case was discussed with the Head of Service, or it is said why not."""
    return _why_not_discussed(investigation, Counterpart.HEAD, "the Head of Service")


def _why_not_discussed(investigation: "Investigation", counterpart: str, name: str) -> Refusal | None:
    if any(discussion.counterpart == counterpart for discussion in investigation.discussions.all()):
        return None
    return Refusal(procedure.FORMAL_STAGE, f"Record the discussion with {name}, or why there was none.")


def why_vulnerability_open(investigation: "Investigation") -> Refusal | None:
    """P10a Known vulnerabilities were considered, in words, with who told us."""
    if not investigation.vulnerability.strip():
        return Refusal(
            procedure.VULNERABILITY_CONSIDERED,
            "Say how the customer's vulnerability was considered, or that none is known.",
        )
    if not investigation.vulnerability_told_by:
        return Refusal(procedure.VULNERABILITY_CONSIDERED, "Say who told us about vulnerability: whom did you ask?")
    return _why_answer_again(investigation, "Vulnerability", procedure.VULNERABILITY_CONSIDERED)


def _why_answer_again(investigation: "Investigation", kind: str, clause: procedure.Clause) -> Refusal | None:
    """P10a P10b What was recorded after the Lead answered is answered too."""
    since = "; ".join(words.removesuffix(".") for words in investigation.unanswered(kind))
    if not since:
        return None
    return Refusal(
        clause,
        f"Recorded after you last read what is known and saved what you considered: {since}. Read it, then answer again.",
    )


def why_adjustments_open(investigation: "Investigation") -> Refusal | None:
    """P10b Reasonable adjustments were considered, in words."""
    if investigation.adjustments.strip():
        return _why_answer_again(investigation, "Reasonable adjustment", procedure.ADJUSTMENTS)
    return Refusal(
        procedure.ADJUSTMENTS, "Say which reasonable adjustments were considered, or that the customer needs none."
    )


def why_support_open(investigation: "Investigation") -> Refusal | None:
    """P10b Who acts for the customer, or supports them, was asked."""
    if investigation.support.strip():
        return _why_answer_again(investigation, "Representative", procedure.ADJUSTMENTS)
    return Refusal(
        procedure.ADJUSTMENTS,
        "Say which agency or representative acts for the customer and what they said, or that there is none.",
    )


def why_clash_open(investigation: "Investigation") -> Refusal | None:
    """P10b A condition that the customer cannot keep, because of what they need, is no condition."""
    if investigation.adjustment_clash.strip():
        return None
    return Refusal(
        procedure.ADJUSTMENTS,
        "Say how the conditions and the adjustments go together: can the customer use the ways of contact that stay?",
    )


def why_open_matters_unanswered(investigation: "Investigation") -> Refusal | None:
    """P5 What is open with the customer is listed, or none is known."""
    if not investigation.open_matter_kinds:
        return Refusal(procedure.OPTIONS, "Say which matters are open with the customer, or that none is known.")
    if OpenMatter.NONE in investigation.open_matter_kinds and len(investigation.open_matter_kinds) > 1:
        return Refusal(procedure.OPTIONS, "Say either that no open matter is known, or which ones are.")
    if investigation.open_matter_kinds == [OpenMatter.NONE] or investigation.open_matters.strip():
        return None
    return Refusal(procedure.OPTIONS, "Say in words what is open, and whether it bears on what you recommend.")


def why_rests_on_illness(investigation: "Investigation") -> Refusal:
    """P4a An illness is no behaviour. Asked only where nothing else is named."""
    return Refusal(
        procedure.FACTORS,
        "Every incident here names nothing but an illness or a disorder. That is no behaviour and, alone, no ground for "
        "an alert. Say what the risk is: add an incident that does, or take the alert out.",
    )


def why_not_considered(considerations: Collection[str], known: Collection[str]) -> Refusal | None:
    """D3b Only what was considered is recorded with the considerations.

    :param known: the names of the fields that hold it.
    """
    if set(considerations) <= set(known):
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        "Only what was considered is recorded here. What else stands in the file has steps of its own.",
    )


def why_answered_otherwise(
    told_by: str, matters: Collection[str], *, tellers: Collection[str], known: Collection[str]
) -> Refusal | None:
    """P10a P5 Who told us, and what is open, are answered with what can be chosen; both may be left open."""
    if told_by and told_by not in tellers:
        return Refusal(
            procedure.VULNERABILITY_CONSIDERED,
            "Say who told us about vulnerability: the customer, a member of staff or an agency.",
        )
    if set(matters) <= set(known):
        return None
    return Refusal(procedure.OPTIONS, "Choose which matters are open with the customer from those that are listed.")


def why_alternatives_open(investigation: "Investigation") -> Refusal | None:
    """P5 Options short of a sanction were considered."""
    if investigation.alternatives.strip():
        return None
    return Refusal(procedure.OPTIONS, "Say what else was tried or considered.")


def why_proportionality_open(investigation: "Investigation") -> Refusal | None:
    """P5 Why less would not do."""
    if investigation.proportionality.strip():
        return None
    return Refusal(procedure.OPTIONS, "Say why what you recommend is proportionate and less would not do.")


def why_last_resort_open(investigation: "Investigation") -> Refusal | None:
    """D2 An alert that restricts contact or a service is the last resort."""
    if investigation.last_resort.strip():
        return None
    return Refusal(
        procedure.LAST_RESORT, "An alert here restricts contact or a service. Say why this is the last resort."
    )


def why_manager_open(investigation: "Investigation") -> Refusal | None:
    """P7a The departmental manager is consulted where an alert affects the service, and is not who recommends it."""
    if not investigation.consulted_manager_id or not investigation.consulted_on:
        return Refusal(
            procedure.HEAD_DECIDES,
            "Name the departmental manager you consulted, and when: the alert affects the service.",
        )
    if investigation.consulted_manager_id == investigation.lead_id:
        return Refusal(
            procedure.HEAD_DECIDES,
            f"{investigation.lead} leads this investigation and is named as the departmental manager. Consult another one.",
        )
    return None


def why_legal_action_open(investigation: "Investigation") -> Refusal | None:
    """D5 After repeated breaches the Lead recommends legal action for breach of tenancy, or says why not."""
    legal = any(action.kind in action.LEGAL for action in investigation.open_actions())
    if legal or investigation.legal_action.strip():
        return None
    return Refusal(
        procedure.FAILURE_TO_COMPLY,
        "The customer breached alerts in force repeatedly. Recommend a referral for an injunction or for possession, or "
        "say why you do not.",
    )


def why_alert_not_considered(investigation: "Investigation") -> Refusal | None:
    """D4 After violence an alert is considered: it is recommended, or it is said why not."""
    if investigation.alert_considered.strip():
        return None
    return Refusal(
        procedure.VIOLENCE,
        "Violence was reported, so an alert must be considered. Recommend one, or say why you recommend none.",
    )


def why_nothing_recommended(investigation: "Investigation") -> Refusal | None:
    """D3b Something is recommended, or "no further action" and why."""
    if not investigation.recommendation.strip():
        return Refusal(procedure.FORMAL_STAGE, "Give the reasons for what you recommend.")
    if investigation.put_forward() or investigation.open_actions() or investigation.no_further_action:
        return None
    return Refusal(
        procedure.FORMAL_STAGE, "Recommend an alert or an action, or say that you recommend no further action."
    )


def why_alerts_incomplete(investigation: "Investigation") -> Refusal | None:
    """P7b P5 Each alert put forward is complete, and together they leave the customer a way to us."""
    proposed = investigation.put_forward()
    conditions = [condition for alert in proposed for condition in alert.present_conditions()]
    return next(filter(None, map(why_not_propose, proposed)), None) or why_no_way_left(conditions)


def _always(investigation: "Investigation") -> bool:
    return True


def _has_customer(investigation: "Investigation") -> bool:
    return investigation.customer_id is not None


def _restricts(investigation: "Investigation") -> bool:
    return any(
        alert.type.needs_conditions or Control.NAMED_OFFICER in alert.asked_controls or alert.present_conditions()
        for alert in investigation.put_forward()
    )


def _may_clash(investigation: "Investigation") -> bool:
    """Where a restriction meets what was agreed with the customer, or leaves them fewer ways of contact."""
    conditions = [each for alert in investigation.put_forward() for each in alert.present_conditions()]
    fewer_ways = any(each.kind in each.LIMITS_CHANNELS for each in conditions)
    return bool(conditions) and (fewer_ways or bool(investigation.adjustments_to_keep()))


def _rests_on_illness(investigation: "Investigation") -> bool:
    return bool(investigation.put_forward()) and investigation.rests_on_illness_alone()


def _breached_repeatedly(investigation: "Investigation") -> bool:
    return investigation.breached_repeatedly()


def _affects_service(investigation: "Investigation") -> bool:
    return any(alert.type.affects_service or alert.present_conditions() for alert in investigation.put_forward())


def _violent_without_alert(investigation: "Investigation") -> bool:
    alerts = investigation.put_forward() or investigation.imposed_something()
    return investigation.rests_on_violence() and not alerts


def _was_asked(investigation: "Investigation") -> bool:
    return bool(investigation.question)


def _rests_on_nothing(investigation: "Investigation") -> bool:
    return investigation.rests_on_nothing()


_Applies = Callable[["Investigation"], bool]
_WhyOpen = Callable[["Investigation"], Refusal | None]
_GATES: tuple[tuple[str, str, str, _Applies, _WhyOpen], ...] = (
    ("Answer the Head of Service", "considerations", "answer", _was_asked, why_question_open),
    ("Rest it on an incident", "incidents", "", _rests_on_nothing, why_rests_on_nothing),
    ("Rest it on more than an illness", "incidents", "", _rests_on_illness, why_rests_on_illness),
    ("Discuss it with the member of staff", "discussions", Counterpart.STAFF, _always, why_no_staff_discussion),
    ("Ask the customer for their side", "discussions", Counterpart.CUSTOMER, _always, why_no_customer_discussion),
    ("Discuss it with the Head of Service", "discussions", Counterpart.HEAD, _always, why_no_head_discussion),
    ("Consider vulnerability", "considerations", "vulnerability", _always, why_vulnerability_open),
    ("Consider reasonable adjustments", "considerations", "adjustments", _has_customer, why_adjustments_open),
    ("Ask who supports the customer", "considerations", "support", _has_customer, why_support_open),
    ("Consider what else would help", "considerations", "alternatives", _always, why_alternatives_open),
    ("List what is open", "considerations", "open_matter_kinds", _always, why_open_matters_unanswered),
    (
        "Consider an alert after violence",
        "considerations",
        "alert_considered",
        _violent_without_alert,
        why_alert_not_considered,
    ),
    ("Choose an alert, an action or neither", "recommendation", "", _always, why_nothing_recommended),
    ("Complete each alert", "recommendation", "", _restricts, why_alerts_incomplete),
    ("Say why less would not do", "considerations", "proportionality", _always, why_proportionality_open),
    ("Say why it is the last resort", "considerations", "last_resort", _restricts, why_last_resort_open),
    ("Check it against the adjustments", "considerations", "adjustment_clash", _may_clash, why_clash_open),
    ("Consider legal action", "considerations", "legal_action", _breached_repeatedly, why_legal_action_open),
    ("Consult the departmental manager", "considerations", "consulted_manager", _affects_service, why_manager_open),
)


def gates(investigation: "Investigation") -> list[Gate]:
    """Every gate that applies with what is still open, in the order a Lead works through them."""
    return [
        Gate(name, anchor, asked, why_open(investigation))
        for name, anchor, asked, applies, why_open in _GATES
        if applies(investigation)
    ]
