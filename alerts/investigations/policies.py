"""The rules for an investigation: how it is filled in, recommended, taken over, moved and concluded (§7, D3.2)."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from alerts.choices import AlertStatus, Counterpart, HangsOn, InvestigationStatus, Side
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, author_of, when, why_unsaid
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role

from .gates import gates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from alerts.alert.models import Alert
    from alerts.catalogue.models import AlertType
    from alerts.incidents.models import Incident
    from housing_alerts.staff.models import Colleague, ServiceArea

    from .discussions import Discussion
    from .models import Investigation


def why_not_recommend(investigation: "Investigation") -> Refusal | None:
    """P10a P10b D2 D3b P4a P5 Return the refusal of the first gate that is still open."""
    return next((gate.refusal for gate in gates(investigation) if gate.refusal), None)


def why_not_change(investigation: "Investigation") -> Refusal | None:
    """D3b Refuse a change of the file once it is recommended or closed."""
    if investigation.status == InvestigationStatus.OPEN:
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        f"Investigation {investigation.reference} is {investigation.get_status_display().lower()} since "
        f"{author_of(investigation)} acted on {when(investigation)}, so its file stays as it is.",
    )


def why_not_add_incidents(investigation: "Investigation") -> Refusal | None:
    """D3b P4b P8a Refuse to add incidents once something was imposed or agreed.

    It rests on the incidents on which it was decided; later reports belong to another investigation.
    """
    if not investigation.has_come_to_something():
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        "The Head of Service has imposed or agreed a part of this, which stays on what it rested on. Open another "
        "investigation for what was reported since.",
    )


def why_no_incident_waits(investigation: "Investigation", waiting: "QuerySet[Incident]") -> Refusal | None:
    """D3b Refuse to add incidents where no other referred incident waits."""
    if waiting.exists():
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        f"No other referred incident of {investigation.subject} waits for an investigation. Refer it first, then add it here.",
    )


def why_incidents_unrelated(incidents: "Sequence[Incident | Investigation]") -> Refusal | None:
    """D3b Refuse incidents of more than one customer or, where nobody is known, of more than one property."""
    if not incidents:
        return Refusal(procedure.FORMAL_STAGE, "Choose at least one referred incident.")
    if len({(incident.customer_id, incident.customer_id or incident.asset_id) for incident in incidents}) > 1:
        return Refusal(procedure.FORMAL_STAGE, "An investigation is about one customer. Open another for the others.")
    return None


def why_not_draft(investigation: "Investigation", type: "AlertType", reason: str) -> Refusal | None:
    """P7b Refuse a draft of a type that is not offered or there already, without its person, or without a reason."""
    if type.imported_only or type.retired_on or type.unconfirmed:
        return Refusal(procedure.LETTER_TYPES, f"{type.name} is not offered for new alerts. Choose another type.")
    if investigation.customer is None and type.hangs_on == HangsOn.PERSON:
        return Refusal(procedure.LETTER_TYPES, f"{type.name} is about a person, and no customer is known here.")
    if unfit := why_about_the_dead(investigation, type, "Choose one that can be on a property."):
        return unfit
    if any(alert.type_id == type.pk for alert in investigation.alerts_put_forward()):
        return Refusal(procedure.CONSISTENT, f"{type.name} is already in this recommendation.")
    return why_unsaid(reason, Refusal(procedure.OPTIONS, "Give the reason for it."))


def why_about_the_dead(case: "Alert | Investigation", type: "AlertType", instead: str) -> Refusal | None:
    """P7a Refuse an alert about a person who has died. What stays at their home can be on the property.

    :param instead: the next step, as the refusal says it.
    """
    if case.customer is None or not case.customer.died or type.hangs_on != HangsOn.PERSON:
        return None
    return Refusal(procedure.HEAD_DECIDES, f"{case.customer} has died, and {type.name} is about a person. {instead}")


def why_held_or_not_unclear(*, held: bool, why_not: str) -> Refusal | None:
    """D3b Refuse a discussion that was both held and not held, or neither."""
    if held != bool(why_not.strip()):
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        "Give the day and what was said, or say why there was no discussion – one of the two.",
    )


def why_customer_side_missing(counterpart: str, side: str, *, held: bool) -> Refusal | None:
    """D3b Refuse a talk with the customer, or their representative, that does not say whether they gave their side."""
    asked = held and counterpart in (Counterpart.CUSTOMER, Counterpart.REPRESENTATIVE)
    if not asked or side in Side.values:
        return None
    return Refusal(procedure.FORMAL_STAGE, "Say whether they gave their side: the letter to the customer tells it.")


def why_heard_unclear(counterpart: str, heard: "Colleague | None", affected: "Collection[Colleague]") -> Refusal | None:
    """D3b Refuse a talk with staff that does not say with whom, or names somebody whom it did not happen to.

    :param affected: the colleagues whom the incidents of the case happened to.
    """
    if counterpart != Counterpart.STAFF or not affected or heard in affected:
        return None
    names = " or ".join(sorted(map(str, affected)))
    return Refusal(procedure.FORMAL_STAGE, f"Say which colleague was heard: it happened to {names}.")


def why_side_says_too_little(side: str, what: str) -> Refusal | None:
    """D3b Refuse a customer's side that says nothing: the decision and the letters rest on it."""
    if side != Side.GIVEN:
        return None
    return why_unsaid(what, Refusal(procedure.FORMAL_STAGE, "Write down what the customer’s side is."))


def why_discussion_too_early(discussion: "Discussion") -> Refusal | None:
    """D3b Refuse a discussion that was held before the first incident of the case."""
    days = [incident.occurred_on for incident in discussion.investigation.incidents.all()]
    if discussion.on is None or not days or discussion.on >= min(days):
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        f"The first incident of this case was on {show_date(min(days))}, so nobody can have spoken of it before. Check the day.",
    )


def why_discussion_in_future(discussion: "Discussion", *, on: date) -> Refusal | None:
    """D3b Refuse a discussion dated in the future."""
    if discussion.on is None or discussion.on <= on:
        return None
    return Refusal(procedure.FORMAL_STAGE, "A discussion is recorded for a day in the future. Hold it first.")


def why_rests_on_future(investigation: "Investigation", *, on: date) -> Refusal | None:
    """D3b P7a Refuse a recommendation that rests on a discussion or a consultation in the future."""
    ahead = next(
        filter(None, (why_discussion_in_future(each, on=on) for each in investigation.discussions.all())), None
    )
    if ahead:
        return ahead
    if investigation.consulted_on and investigation.consulted_on > on:
        return Refusal(
            procedure.HEAD_DECIDES, "The departmental manager cannot have been consulted in the future. Check the day."
        )
    return None


def why_take_over_unexplained(investigation: "Investigation", reason: str) -> Refusal | None:
    """D3b Refuse to take over without a reason the case of a Lead who has not left."""
    if reason.strip() or not investigation.lead.still_leads():
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        f"{investigation.lead} leads this investigation and has not left. Say why they cannot go on with it.",
    )


def why_not_withdraw(investigation: "Investigation") -> Refusal | None:
    """D3b Refuse to withdraw a file once the Head of Service imposed or agreed a part: it must be concluded."""
    if not investigation.has_come_to_something():
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        "The Head of Service has imposed or agreed a part of this. Take out what you no longer recommend, then recommend the "
        "rest or, where nothing is left, no further action.",
    )


def why_no_reason_to_withdraw(reason: str) -> Refusal | None:
    """D3b Refuse to close a file without a recommendation where no reason is given."""
    return why_unsaid(reason, Refusal(procedure.FORMAL_STAGE, "Say why the investigation is withdrawn."))


def why_not_conclude(investigation: "Investigation") -> Refusal | None:
    """D3b Refuse to conclude while a recommended alert or action is undecided."""
    if not investigation.alerts_put_forward() and not investigation.open_actions():
        return None
    return Refusal(procedure.FORMAL_STAGE, "Decide each recommended alert and action first.")


def why_new_area_refused(investigation: "Investigation", area: "ServiceArea", reason: str) -> Refusal | None:
    """P7a Refuse a move without a reason, or to an area without a Head of Service and a Lead.

    The area's Head decides the case, so the area must have one.
    """
    if area == investigation.service_area:
        return Refusal(procedure.HEAD_DECIDES, f"The case is with {area} already. Choose another service area.")
    if not area.has(Role.HEAD_OF_SERVICE):
        return Refusal(procedure.HEAD_DECIDES, f"{area} has no Head of Service, so nobody could decide the case.")
    if not area.has(Role.OPERATIONAL_LEAD):
        return Refusal(
            procedure.HEAD_DECIDES, f"{area} has no Operational Lead, so nobody there could write to the customer."
        )
    return why_unsaid(reason, Refusal(procedure.HEAD_DECIDES, "Say why the case belongs to another area."))


def why_consideration_unknown(considerations: Collection[str], known: Collection[str]) -> Refusal | None:
    """D3b Refuse considerations under a name that is no field of theirs.

    :param known: the names of the fields that hold considerations.
    """
    if set(considerations) <= set(known):
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        "Only what was considered is recorded here. What else stands in the file has steps of its own.",
    )


def why_answer_unknown(
    told_by: str, matters: Collection[str], *, tellers: Collection[str], known: Collection[str]
) -> Refusal | None:
    """P10a P5 Refuse a source of vulnerability, or open matters, that are not among the choices. Both may stay empty."""
    if told_by and told_by not in tellers:
        return Refusal(
            procedure.VULNERABILITY_CONSIDERED,
            "Say who told us about vulnerability: the customer, a member of staff or an agency.",
        )
    if set(matters) <= set(known):
        return None
    return Refusal(procedure.OPTIONS, "Choose which matters are open with the customer from those that are listed.")


def reasons_less_would_not_do(investigation: "Investigation") -> list[tuple[str, str]]:
    """P5 List the reasons why less would not do: one for each alert where alerts give their own, else one for the file."""
    alerts = [alert for alert in investigation.alerts.all() if alert.status != AlertStatus.WITHDRAWN]
    if not any(alert.proportionality for alert in alerts):
        return [("Why less would not do", investigation.proportionality)]
    said = [(alert.type, alert.proportionality or investigation.proportionality) for alert in alerts]
    return [(f"Why less than {type} would not do", words) for type, words in said]
