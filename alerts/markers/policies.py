"""The rules for an interim safety marker, and for telling the police later (§5, D4.1)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from alerts.catalogue.policies import why_controls_contradict, why_nobody_goes
from alerts.choices import Control, IncidentStatus
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid

from .choices import AnotherMarker

if TYPE_CHECKING:
    from alerts.incidents.models import Incident
    from housing_alerts.staff.models import Colleague, Organisation

    from .models import Marker


def why_not_place_marker(incident: "Incident", organisation: "Organisation", *, on: date) -> Refusal | None:
    """D4 Refuse a marker unless the landlord uses them and the incident waits for triage or for the Head of Service.

    Only one is in force at a time. If one is lifted and placed again, it ends when the first would have.
    """
    if not organisation.markers_allowed:
        return Refusal(
            procedure.VIOLENCE,
            f"{organisation} does not use interim markers. Tell whoever visits, and refer the incident at once.",
            hides=True,
        )
    if incident.status not in (IncidentStatus.LOGGED, IncidentStatus.REFERRED):
        return Refusal(
            procedure.VIOLENCE,
            f"This incident is {incident.get_status_display().lower()}. A marker can be placed on one that was logged or "
            "referred.",
            hides=True,
        )
    if incident.subject is None:
        return Refusal(
            procedure.VIOLENCE,
            "It names no person and no property of ours, so a marker would show nowhere. Say first who it was or, if nobody "
            "knows, at which of our properties: “Say who or where it was”.",
        )
    if incident.is_decided():
        return Refusal(
            procedure.VIOLENCE,
            "The Head of Service has decided on this incident. What colleagues must do now is said by an alert, if one was "
            "imposed.",
            hides=True,
        )
    return _why_marker_placed_before(incident, on)


def _why_marker_placed_before(incident: "Incident", on: date) -> Refusal | None:
    """Refuse a second marker at a time, and one placed again after the first one would have ended."""
    standing = incident.marker(on=on)
    if standing and not incident.danger_unmarked:
        return Refusal(
            procedure.VIOLENCE,
            f"An interim marker is in force until {standing.lapses_on:%-d %B %Y}. To ask for something else, lift it first.",
            hides=True,
        )
    first = incident.markers.first()
    if first is None or on <= first.lapses_on:
        return None
    return Refusal(
        procedure.VIOLENCE,
        f"The interim marker of this incident was for {procedure.MARKER_BUSINESS_DAYS} working days, until "
        f"{first.lapses_on:%-d %B %Y}. Only the Head of Service can ask for more, with an alert.",
        hides=True,
    )


def why_marker_refused(marker: "Marker") -> Refusal | None:
    """D4 Refuse a marker that asks for nothing, contradicts itself, or restricts contact."""
    if not marker.controls:
        return Refusal(procedure.VIOLENCE, "Choose at least one thing that keeps colleagues safe.")
    beyond = marker.beyond_safety()
    if not beyond:
        return why_controls_contradict(marker.controls)
    return Refusal(
        procedure.VIOLENCE,
        f"A marker is for safety only. “{beyond[0].label}” restricts contact, which only an alert may.",
    )


def why_others_contradict(marker: "Marker", beside: "Iterable[Marker]") -> Refusal | None:
    """D4 Refuse controls that cannot be kept together with the alerts in force and the markers that stay beside it."""
    subject = marker.customer or marker.asset
    asked = [(f"alert {alert.reference}", alert.controls) for alert in subject.alerts.active()] if subject else []
    asked += [(f"the marker of {one.incident.reference}", one.controls) for one in beside]
    found = (why_nobody_goes({*marker.controls, *theirs}, beside=f": {name} is in force") for name, theirs in asked)
    return next(filter(None, found), None)


def why_other_marker_unanswered(beside: "Collection[Marker]", answer: str) -> Refusal | None:
    """D4 Refuse to leave open whether the marker already on the person is changed or stays."""
    if not beside or answer in AnotherMarker.values:
        return None
    return Refusal(
        procedure.VIOLENCE,
        "An interim marker is in force on the same person already. Say whether what you choose takes its place.",
    )


def why_marker_over(marker: "Marker", *, on: date) -> Refusal | None:
    """D4 Refuse to lift a marker that is not in force."""
    if marker.lifted_on:
        return Refusal(
            procedure.VIOLENCE,
            f"{marker.lifted_by} lifted this marker on {marker.lifted_on:%-d %B %Y}.",
        )
    if marker.lapses_on < on:
        return Refusal(procedure.VIOLENCE, f"This marker lapsed after {marker.lapses_on:%-d %B %Y}. Nobody goes by it.")
    return None


def why_no_reason_to_lift(reason: str) -> Refusal | None:
    """D4 Refuse to lift a marker without a reason."""
    return why_unsaid(reason, Refusal(procedure.VIOLENCE, "Say why the marker is lifted."))


def why_control_dropped(marker: "Marker", changed: "Iterable[Marker]", reason: str) -> Refusal | None:
    """D4 Refuse to give up a control of the changed marker without a reason."""
    given_up = [control for one in changed for control in one.controls if control not in marker.controls]
    if not given_up:
        return None
    unsaid = Refusal(
        procedure.VIOLENCE,
        f"The marker that is in force asks colleagues: “{Control(given_up[0]).label}”. Say why that is needed no more.",
    )
    return why_unsaid(reason, unsaid)


def why_protection_given_up(given_up: Collection[str], reason: str, *, does: str) -> Refusal | None:
    """D4 Refuse a decision that leaves colleagues without what it asked of them before, until the decider says why.

    :param does: what the decision ends, as the refusal says it.
    """
    if not given_up:
        return None
    asks = " and ".join(f"“{words}”" for words in given_up)
    unsaid = Refusal(
        procedure.VIOLENCE,
        f"This decision {does}, and no alert asks colleagues for {asks} then. Say why that is not needed any "
        "more, or send the investigation back.",
    )
    return why_unsaid(reason, unsaid)


def marker_is_asked(incident: "Incident", organisation: "Organisation", *, on: date) -> bool:
    """D4 Return whether the triage of an incident with danger asks why no marker protects colleagues from it."""
    if not (incident.subject and organisation.markers_allowed and is_unanswered(incident)):
        return False
    return not (says_what_to_do(incident, on=on) or has_lapsed(incident, on=on))


def is_unanswered(incident: "Incident") -> bool:
    """D4 Return whether it tells of danger on which nobody has decided, and nobody has said why no marker is needed."""
    return is_undecided(incident) and not incident.says_why_no_marker()


def is_undecided(incident: "Incident") -> bool:
    """D4 Return whether it tells of danger on which nobody has decided. Why no marker is needed is no decision.

    A marker that nobody lifted counts as danger: whoever placed it judged that colleagues were not safe.
    """
    danger = incident.dangers or any(marker.lifted_on is None for marker in incident.markers.all())
    return bool(danger) and not incident.is_decided()


def awaits_investigation(incident: "Incident") -> bool:
    """D3b D4 Return whether it is referred and in no case. Danger from nobody known, once told no more, waits for none."""
    ended = incident.subject is None and incident.says_why_no_marker()
    return incident.status == IncidentStatus.REFERRED and not (ended or incident.investigated_in())


def has_lapsed(incident: "Incident", *, on: date) -> bool:
    """D4 Return whether its marker has lapsed, so that none can be placed again."""
    return any(marker.lifted_on is None and marker.lapses_on < on for marker in incident.markers.all())


def answer_is_owed(incident: "Incident", organisation: "Organisation", *, on: date) -> bool:
    """D4 Return whether it must be said why no marker is needed, because none was placed or it has lapsed."""
    lapsed = is_unanswered(incident) and has_lapsed(incident, on=on) and not says_what_to_do(incident, on=on)
    return lapsed or marker_is_asked(incident, organisation, on=on) or is_told_at_no_door(incident)


def is_told_at_no_door(incident: "Incident") -> bool:
    """D4 Return whether it was referred, and its danger is of nobody known and of no property of ours.

    It is told until somebody ends that: nothing can be investigated or decided about nobody.
    """
    nowhere = incident.status == IncidentStatus.REFERRED and incident.subject is None
    return nowhere and is_unanswered(incident)


def says_what_to_do(incident: "Incident", *, on: date) -> bool:
    """D4 Return whether a marker of the incident tells colleagues how to act.

    It was placed, and neither lifted nor lapsed, or it was changed to another that is in force. A marker from before the
    incident told of more danger does not say enough.
    """
    if incident.danger_unmarked:
        return False
    return any(
        (marker.lifted_on is None and marker.lapses_on >= on)
        or (marker.changed_to is not None and marker.changed_to.in_force(on=on))
        for marker in incident.markers.all()
    )


def why_marker_unexplained(
    incident: "Incident", organisation: "Organisation", reason: str, *, on: date
) -> Refusal | None:
    """D4 Refuse, after danger, to leave out both a marker and the reason why none is needed."""
    if not answer_is_owed(incident, organisation, on=on):
        return None
    if is_told_at_no_door(incident):
        ends = Refusal(procedure.VIOLENCE, "Danger was reported. Say why nobody needs to be warned of it any more.")
        return why_unsaid(reason, ends)
    unsaid = Refusal(
        procedure.VIOLENCE, "Danger was reported. Place an interim marker first, or say why none is needed."
    )
    return why_unsaid(reason, unsaid)


def why_unprotected(unprotected: Sequence[str], reason: str) -> Refusal | None:
    """D4 Refuse to let colleagues visit as before until the Head of Service decides, unless the Lead says why.

    :param unprotected: how the recommended alerts ask colleagues to visit, and nothing in force does.
    """
    if not unprotected:
        return None
    unsaid = Refusal(
        procedure.VIOLENCE,
        f"You recommend “{unprotected[0]}”, and until the Head of Service decides nobody is told. Place an interim marker "
        "first, on the page of the incident, or say why none is needed.",
    )
    return why_unsaid(reason, unsaid)


def why_not_need_no_marker(incident: "Incident", organisation: "Organisation", *, on: date) -> Refusal | None:
    """D4 Refuse to answer why no marker is needed, unless it is asked of a referred incident.

    The triage asks it of a logged one, unless a marker stands there and more danger was told of since.
    """
    told_since = incident.danger_unmarked and incident.status == IncidentStatus.LOGGED
    if (incident.status == IncidentStatus.REFERRED or told_since) and answer_is_owed(incident, organisation, on=on):
        return None
    return Refusal(
        procedure.VIOLENCE,
        "Nobody waits for this answer: a marker stands, the danger was decided on or its triage asks.",
        hides=True,
    )


def why_police_report_refused(
    incident: "Incident", *, agreed: "Collection[Colleague]", words: str, told_on: date, on: date
) -> Refusal | None:
    """P5 D4 Refuse to record a report to the police without each affected employee's consent, or on an impossible day.

    :param agreed: the employees who agreed.
    """
    without = next((person for person in incident.employees() if person not in agreed), None)
    if without:
        return Refusal(
            procedure.OPTIONS,
            f"{without} has not agreed that the police are told, and it is their choice. Ask them first. Where somebody is in "
            "danger, call 999 all the same.",
        )
    if not words.strip():
        return Refusal(procedure.OPTIONS, "Say in words how and when they agreed that the police are told.")
    if not incident.occurred_on <= told_on <= on:
        return Refusal(procedure.VIOLENCE, "The police were told between the day it happened and today. Check the day.")
    return None


def why_police_told(incident: "Incident") -> Refusal | None:
    """D4 Refuse a second report to the police, and one on an incident that does not count."""
    if incident.status in (IncidentStatus.DRAFT, IncidentStatus.VOID):
        return Refusal(
            procedure.VIOLENCE,
            f"This incident is {incident.get_status_display().lower()}, so no report to the police is recorded on it.",
            hides=True,
        )
    if incident.police_told_on is None:
        return None
    return Refusal(
        procedure.VIOLENCE,
        f"That the police were told on {incident.police_told_on:%-d %B %Y} is recorded already, with the reference "
        f"{incident.police_reference}.",
        hides=True,
    )
