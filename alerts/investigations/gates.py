"""The gates that must be answered before a recommendation goes to the Head of Service (§5, §7, §10, D2, D3.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from alerts.alert.policies import why_not_propose
from alerts.choices import Control, Counterpart, OpenMatter
from alerts.conditions.policies import why_no_way_left
from alerts.writing.at_home import reported_of_home
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.parts import read_once
from housing_alerts.kernel.refusals import Refusal, why_unsaid

if TYPE_CHECKING:
    from .models import Investigation


@dataclass(frozen=True)
class Gate:
    """One point to answer before a step: its name on the task list, and the refusal while it is open.

    ``anchor`` is the part of the page where it stands; ``asked`` is the field or discussion there.
    """

    name: str
    anchor: str
    asked: str
    refusal: Refusal | None


def why_question_open(investigation: "Investigation") -> Refusal | None:
    """D3b P10a Refuse while the Head of Service's question has no answer. Asked only where the file was sent back."""
    if investigation.answer.strip():  # one word may answer a question, and whoever asked reads it
        return None
    return Refusal(procedure.FORMAL_STAGE, "Answer the question with which the investigation was sent back.")


def why_rests_on_nothing(investigation: "Investigation") -> Refusal:
    """D3b Refuse a recommendation that rests on no incident. Asked only where none is left."""
    return Refusal(
        procedure.FORMAL_STAGE,
        "Every incident of this investigation is void. Add another, or withdraw the investigation.",
    )


def why_no_staff_discussion(investigation: "Investigation") -> Refusal | None:
    """D3b Refuse until the discussion with the member of staff is recorded, or why there was none."""
    return _why_not_discussed(investigation, Counterpart.STAFF, "the member of staff")


def why_no_customer_discussion(investigation: "Investigation") -> Refusal | None:
    """D3b P7c Refuse until the customer was asked for their side, or the file says why not.

    It warns where somebody at home may have told us: the question alone would say so.
    """
    home = ", and ".join(reported_of_home(investigation.standing_incidents()))
    first = f"{home[:1].upper()}{home[1:]}: ask nothing that tells the customer who spoke to us. " if home else ""
    return _why_not_discussed(investigation, Counterpart.CUSTOMER, "the customer", first)


def why_no_head_discussion(investigation: "Investigation") -> Refusal | None:
    """D3b Refuse until the discussion with the Head of Service is recorded, or why there was none."""
    return _why_not_discussed(investigation, Counterpart.HEAD, "the Head of Service")


def _why_not_discussed(investigation: "Investigation", counterpart: str, name: str, first: str = "") -> Refusal | None:
    said = (each.what or each.why_not for each in investigation.discussions.all() if each.counterpart == counterpart)
    return why_unsaid(
        max(said, key=len, default=""),
        Refusal(procedure.FORMAL_STAGE, f"{first}Record the discussion with {name}, or why there was none."),
    )


def why_vulnerability_open(investigation: "Investigation") -> Refusal | None:
    """P10a Refuse until the Lead says how vulnerability was considered, and who told us about it."""
    words = investigation.vulnerability
    asked = Refusal(
        procedure.VULNERABILITY_CONSIDERED,
        "Say how the customer's vulnerability was considered, or write “None is known”.",
    )
    if unsaid := why_unsaid(words, asked):
        return unsaid
    if not investigation.vulnerability_told_by:
        return Refusal(procedure.VULNERABILITY_CONSIDERED, "Say who told us about vulnerability: whom did you ask?")
    return _why_answer_again(investigation, "Vulnerability", procedure.VULNERABILITY_CONSIDERED)


def _why_answer_again(investigation: "Investigation", kind: str, clause: procedure.Clause) -> Refusal | None:
    """P10a P10b Refuse while facts of that kind were recorded after the Lead last answered."""
    since = "; ".join(words.removesuffix(".") for words in investigation.unanswered(kind))
    if not since:
        return None
    return Refusal(
        clause,
        f"Recorded after you last read what is known and saved what you considered: {since}. Read it, then answer again.",
    )


def why_adjustments_open(investigation: "Investigation") -> Refusal | None:
    """P10b Refuse until the Lead says which reasonable adjustments were considered."""
    unsaid = why_unsaid(
        investigation.adjustments,
        Refusal(procedure.ADJUSTMENTS, "Say which reasonable adjustments were considered, or write “None is needed”."),
    )
    return unsaid or _why_answer_again(investigation, "Reasonable adjustment", procedure.ADJUSTMENTS)


def why_support_open(investigation: "Investigation") -> Refusal | None:
    """P10b Refuse until the Lead says who acts for the customer or supports them."""
    unsaid = why_unsaid(
        investigation.support,
        Refusal(
            procedure.ADJUSTMENTS,
            "Say which agency or representative acts for the customer and what they said, or write “There is none”.",
        ),
    )
    return unsaid or _why_answer_again(investigation, "Representative", procedure.ADJUSTMENTS)


def why_clash_open(investigation: "Investigation") -> Refusal | None:
    """P10b Refuse until the Lead says how the conditions fit the adjustments: the customer must be able to keep them."""
    return why_unsaid(
        investigation.adjustment_clash,
        Refusal(
            procedure.ADJUSTMENTS,
            "Say how the conditions and the adjustments go together: can the customer use the ways of contact that stay?",
        ),
    )


def why_open_matters_unanswered(investigation: "Investigation") -> Refusal | None:
    """P5 Refuse until the matters that are open with the customer are listed, or none is known."""
    if not investigation.open_matter_kinds:
        return Refusal(procedure.OPTIONS, "Say which matters are open with the customer, or that none is known.")
    if OpenMatter.NONE in investigation.open_matter_kinds and len(investigation.open_matter_kinds) > 1:
        return Refusal(procedure.OPTIONS, "Say either that no open matter is known, or which ones are.")
    if investigation.open_matter_kinds == [OpenMatter.NONE]:
        return None
    return why_unsaid(
        investigation.open_matters,
        Refusal(procedure.OPTIONS, "Say in words what is open, and whether it bears on what you recommend."),
    )


def why_rests_on_illness(investigation: "Investigation") -> Refusal:
    """P4a Refuse an alert whose incidents name only an illness, which is no behaviour. Asked only in that case."""
    return Refusal(
        procedure.FACTORS,
        "Every incident here names nothing but an illness or a disorder. That is no behaviour and, alone, no ground for "
        "an alert. Say what the risk is: add an incident that does, or take the alert out.",
    )


def why_alternatives_open(investigation: "Investigation") -> Refusal | None:
    """P5 Refuse until the Lead says which options short of a sanction were considered."""
    return why_unsaid(investigation.alternatives, Refusal(procedure.OPTIONS, "Say what else was tried or considered."))


def why_proportionality_open(investigation: "Investigation") -> Refusal | None:
    """P5 Refuse until the Lead says for each alert why less would not do. One alert may rely on the file's own reason."""
    alerts = investigation.alerts_put_forward()
    own = [alert.proportionality for alert in alerts if alert.proportionality.strip()]
    if len(alerts) - len(own) > 1:
        return Refusal(
            procedure.OPTIONS, "Say of each alert by itself why it is proportionate, and why less than it would not do."
        )
    said = own if alerts and len(own) == len(alerts) else [*own, investigation.proportionality]
    unsaid = Refusal(procedure.OPTIONS, "Say why what you recommend is proportionate and less would not do.")
    return next(filter(None, (why_unsaid(words, unsaid) for words in said)), None)


def why_last_resort_open(investigation: "Investigation") -> Refusal | None:
    """D2 Refuse until the Lead says why an alert that restricts contact or a service is the last resort."""
    return why_unsaid(
        investigation.last_resort,
        Refusal(
            procedure.LAST_RESORT, "An alert here restricts contact or a service. Say why this is the last resort."
        ),
    )


def why_manager_open(investigation: "Investigation") -> Refusal | None:
    """P7a Refuse until a departmental manager other than the Lead was consulted on an alert that affects the service."""
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
    """D5 Refuse, after repeated breaches, until legal action is recommended or the Lead says why not."""
    if any(action.kind in action.LEGAL for action in investigation.open_actions()):
        return None
    unsaid = Refusal(
        procedure.FAILURE_TO_COMPLY,
        "The customer breached alerts in force repeatedly. Recommend a referral for an injunction or for possession, or "
        "say why you do not.",
    )
    return why_unsaid(investigation.legal_action, unsaid)


def why_alert_not_considered(investigation: "Investigation") -> Refusal | None:
    """D4 Refuse, after violence, until an alert is recommended or the Lead says why not."""
    return why_unsaid(
        investigation.alert_considered,
        Refusal(
            procedure.VIOLENCE,
            "Violence was reported, so an alert must be considered. Recommend one, or say why you recommend none.",
        ),
    )


def why_nothing_recommended(investigation: "Investigation") -> Refusal | None:
    """D3b Refuse until an alert, an action or "no further action" is recommended, with reasons."""
    if unsaid := why_unsaid(
        investigation.recommendation, Refusal(procedure.FORMAL_STAGE, "Give the reasons for what you recommend.")
    ):
        return unsaid
    if investigation.alerts_put_forward() or investigation.open_actions() or investigation.no_further_action:
        return None
    return Refusal(
        procedure.FORMAL_STAGE, "Recommend an alert or an action, or say that you recommend no further action."
    )


def why_alerts_incomplete(investigation: "Investigation") -> Refusal | None:
    """P7b P5 Refuse while an alert put forward is incomplete, or all together leave the customer no way to reach us."""
    proposed = investigation.alerts_put_forward()
    conditions = [condition for alert in proposed for condition in alert.present_conditions()]
    return next(filter(None, map(why_not_propose, proposed)), None) or why_no_way_left(conditions)


def is_short(investigation: "Investigation") -> bool:
    """P4b Return whether an agency told us everything and the recommended alerts are for safety alone.

    Then the Head of Service gets the information, its standing and the vulnerability; the customer is asked nothing.
    """
    alerts = investigation.alerts_put_forward()
    return bool(alerts) and not _restricts(investigation) and investigation.rests_on_third_party_alone()


def is_about_an_animal(investigation: "Investigation") -> bool:
    """P5 Return whether the only recommendation is to secure an animal, which restricts the customer in nothing else."""
    alerts = investigation.alerts_put_forward()
    asked = [set(alert.asked_controls) <= {Control.ANIMAL_SECURED} for alert in alerts]
    return bool(alerts) and all(asked) and not _restricts(investigation)


def _in_full(investigation: "Investigation") -> bool:
    """Return whether neither the short way of §4 nor the way for an animal applies."""
    return not is_short(investigation) and not is_about_an_animal(investigation)


def _is_heard(investigation: "Investigation") -> bool:
    return not is_short(investigation)


def _has_customer(investigation: "Investigation") -> bool:
    return investigation.customer_id is not None and _in_full(investigation)


def _has_anybody(investigation: "Investigation") -> bool:
    return True


def _restricts(investigation: "Investigation") -> bool:
    return any(
        alert.type.needs_conditions or Control.NAMED_OFFICER in alert.asked_controls or alert.present_conditions()
        for alert in investigation.alerts_put_forward()
    )


def _may_clash(investigation: "Investigation") -> bool:
    """Return whether a condition meets agreed adjustments, or leaves the customer fewer ways of contact."""
    conditions = [each for alert in investigation.alerts_put_forward() for each in alert.present_conditions()]
    fewer_ways = any(each.kind in each.LIMITS_CHANNELS for each in conditions)
    return bool(conditions) and (fewer_ways or bool(investigation.adjustments_to_keep()))


def _rests_on_illness(investigation: "Investigation") -> bool:
    return bool(investigation.alerts_put_forward()) and investigation.rests_on_illness_alone()


def _breached_repeatedly(investigation: "Investigation") -> bool:
    return investigation.breached_repeatedly()


def _affects_service(investigation: "Investigation") -> bool:
    return any(alert.type.affects_service or alert.present_conditions() for alert in investigation.alerts_put_forward())


def _violent_without_alert(investigation: "Investigation") -> bool:
    alerts = investigation.alerts_put_forward() or investigation.imposed_something()
    return investigation.rests_on_violence() and not alerts


def _was_asked(investigation: "Investigation") -> bool:
    return bool(investigation.question)


def _rests_on_nothing(investigation: "Investigation") -> bool:
    return investigation.rests_on_nothing()


_Applies = Callable[["Investigation"], bool]
_WhyOpen = Callable[["Investigation"], Refusal | None]


class _Question(NamedTuple):
    """A gate as it is asked of any file. ``fields`` are the fields of the considerations that answer it."""

    name: str
    anchor: str
    asked: str
    applies: _Applies
    why_open: _WhyOpen
    fields: tuple[str, ...] = ()


def _considered(name: str, applies: _Applies, why_open: _WhyOpen, *fields: str) -> _Question:
    return _Question(name, "considerations", fields[0], applies, why_open, fields)


_GATES = (
    _considered("Answer the Head of Service", _was_asked, why_question_open, "answer"),
    _Question("Rest it on an incident", "incidents", "", _rests_on_nothing, why_rests_on_nothing),
    _Question("Rest it on more than an illness", "incidents", "", _rests_on_illness, why_rests_on_illness),
    _Question(
        "Discuss it with the member of staff", "discussions", Counterpart.STAFF, _is_heard, why_no_staff_discussion
    ),
    _Question(
        "Ask the customer for their side", "discussions", Counterpart.CUSTOMER, _is_heard, why_no_customer_discussion
    ),
    _Question(
        "Discuss it with the Head of Service", "discussions", Counterpart.HEAD, _is_heard, why_no_head_discussion
    ),
    _considered(
        "Consider vulnerability", _has_anybody, why_vulnerability_open, "vulnerability", "vulnerability_told_by"
    ),
    _considered("Consider reasonable adjustments", _has_customer, why_adjustments_open, "adjustments"),
    _considered("Ask who supports the customer", _has_customer, why_support_open, "support"),
    _considered("Consider what else would help", _in_full, why_alternatives_open, "alternatives"),
    _considered("List what is open", _in_full, why_open_matters_unanswered, "open_matter_kinds", "open_matters"),
    _considered(
        "Consider an alert after violence", _violent_without_alert, why_alert_not_considered, "alert_considered"
    ),
    _Question(
        "Choose an alert, an action or neither",
        "recommendation",
        "",
        _has_anybody,
        why_nothing_recommended,
        ("recommendation", "no_further_action"),
    ),
    _Question("Complete each alert", "recommendation", "", _restricts, why_alerts_incomplete),
    _considered("Say why less would not do", _is_heard, why_proportionality_open, "proportionality"),
    _considered("Say why it is the last resort", _restricts, why_last_resort_open, "last_resort"),
    _considered("Check it against the adjustments", _may_clash, why_clash_open, "adjustment_clash"),
    _considered("Consider legal action", _breached_repeatedly, why_legal_action_open, "legal_action"),
    _considered(
        "Consult the departmental manager", _affects_service, why_manager_open, "consulted_manager", "consulted_on"
    ),
)


_PARTS = ("incidents__behaviours", "discussions", "actions", "alerts__conditions")
"""The rows of the file that the gates ask for."""


def gates(investigation: "Investigation") -> list[Gate]:
    """List each gate that applies, with its refusal while it is open, in the order a Lead works."""
    file = read_once(investigation, *_PARTS)
    return [Gate(each.name, each.anchor, each.asked, each.why_open(file)) for each in _GATES if each.applies(file)]


def fields_asked(investigation: "Investigation") -> set[str]:
    """P5 P10a Return the fields of the considerations that the file, as it stands, asks for."""
    file = read_once(investigation, *_PARTS)
    asked = {name for each in _GATES if each.applies(file) for name in each.fields}
    alerts = file.alerts_put_forward()
    none = {"no_further_action"} if alerts or file.open_actions() else set()
    return asked - none - ({"proportionality"} if len(alerts) > 1 else set())
