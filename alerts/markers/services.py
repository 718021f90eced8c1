"""Place and lift an interim safety marker, and record the report to the police (§5, D4.1)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from alerts.choices import IncidentStatus
from alerts.decisions import policies as decisions_policies
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.writing import selectors as writing_selectors
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import policies, selectors, steps
from .choices import AnotherMarker
from .models import Marker


@records.step
def place_marker(
    *,
    incident: Incident,
    version: int,
    by: Colleague,
    on: date,
    controls: Collection[str],
    another: str = "",
    dropped: str = "",
    sure_of: Collection[str] = (),
) -> Marker:
    """D4 Place an unconfirmed marker, which tells everybody who visits at once how to act, until a decision comes.

    If one was placed and lifted before, this one ends on the first one's last day.
    :param controls: keys of :data:`alerts.markers.models.SAFETY`.
    :param another: a value of :class:`AnotherMarker`, if the colleague could change a marker already on the person.
    :param dropped: why controls of the changed marker that this one leaves out are no longer needed.
    :param sure_of: the codes of what is meant to differ from the contact strategy of the customer.
    """
    incident = records.locked(incident)
    first, beside = incident.markers.first(), selectors.markers_beside(by, incident, on=on)
    marker = Marker(
        incident=incident,
        customer=incident.customer,
        asset=incident.asset,
        controls=list(controls),
        placed_by=by,
        placed_on=on,
        lapses_on=first.lapses_on if first else procedure.marker_lapses_on(on),
    )
    own = incident.marker(on=on)
    changed = [*([own] if own else []), *(beside if another == AnotherMarker.CHANGE else [])]
    refuse_if(
        steps.why_not_place_marker(incident, by, on),
        records.seen(incident, version),
        policies.why_marker_refused(marker),
        policies.why_other_marker_unanswered(beside, another),
        policies.why_control_dropped(marker, changed, dropped),
        policies.why_others_contradict(marker, [one for one in beside if one not in changed]),
        decisions_policies.why_departs_unconfirmed(selectors.against_strategy(by, incident, controls), sure_of),
    )
    why = f"Changed: the marker of {incident.reference} takes its place. {dropped}".strip()
    for one in changed:
        _lift(records.locked(one), by=by, on=on, why=why)
    records.save(marker, by=by, why=f"Placed: {marker.told}")
    for one in Marker.objects.filter(Q(pk__in=[each.pk for each in changed]) | Q(changed_to__in=changed)):
        one.changed_to = marker
        records.save(one, by=by, why=f"Changed to the marker of {incident.reference}")
    if incident.danger_unmarked or incident.says_why_no_marker():
        incident.ask_for_marker(on=on, decided=incident.danger_undecided)
        records.save(incident, by=by, why="A marker was placed after all")
    audit.record("place marker", incident, by=by, why=marker.told)
    return marker


@records.step
def lift_marker(*, marker: Marker, version: int, by: Colleague, on: date, reason: str) -> Marker:
    """D4 Lift a marker that is no longer needed, or was wrong."""
    records.locked(marker.incident)
    marker = records.locked(marker)
    refuse_if(
        steps.why_not_lift_marker(marker, by, on),
        records.seen(marker, version),
        policies.why_no_reason_to_lift(reason),
    )
    _lift(marker, by=by, on=on, why=reason)
    return marker


def follow_person(incident: Incident, *, by: Colleague, on: date) -> None:
    """D4 Put the incident's markers on the customer, once named, so that they show at the home too. They stay on the property."""
    for marker in incident.markers.all():
        marker.customer = incident.customer
        records.save(marker, by=by, why=f"The person was named on {on:%-d %B %Y}")


def lift_with_decision(incidents: Iterable[Incident], *, by: Colleague, on: date, why: str) -> None:
    """D4 Lift the incidents' markers because a decision has come, in the decision's own transaction."""
    for marker in Marker.objects.standing(on=on).filter(incident__in=incidents):
        _lift(marker, by=by, on=on, why=why)


@records.step
def need_no_marker(*, incident: Incident, version: int, by: Colleague, on: date, reason: str) -> Incident:
    """D4 Record why a referred incident of danger needs no marker, for example after an alert has ended."""
    incident = records.locked(incident)
    organisation = writing_selectors.organisation(incident, on=on)
    refuse_if(
        steps.why_not_need_no_marker(incident, by, on),
        records.seen(incident, version),
        policies.why_marker_unexplained(incident, organisation, reason, on=on),
    )
    say_none_needed([incident], by=by, reason=reason)
    return incident


def say_none_needed(incidents: Iterable[Incident], *, by: Colleague, reason: str) -> None:
    """D4 Keep with each incident why no marker is needed, within the caller's step."""
    for incident in incidents:
        incident.need_no_marker(reason)
        records.save(incident, by=by, why=f"No marker needed: {reason}")
        audit.record("need no marker", incident, by=by, why=reason)


def ask_anew(around: Q, *, by: Colleague, on: date, why: str) -> None:
    """D4 Ask for a marker on each open incident of danger that an alert no longer protects colleagues from.

    An earlier answer that none was needed may have rested on that alert.
    :param around: the incidents on the alert's person or property.
    """
    for incident in selectors.unmarked(on=on).filter(around):
        incident = records.locked(incident)
        incident.marker_asked_on = on
        records.save(incident, by=by, why=f"A marker is asked for: {why}")
        audit.record("ask for marker", incident, by=by, why=why)


def ask_whose(incidents: Iterable[Incident], *, by: Colleague, on: date, why: str) -> None:
    """D4 P9b Let the danger of each incident count as undecided, unless an alert still rests on it.

    The decision was found wrong, so nobody has said yet whose the danger is, and colleagues go there meanwhile.
    """
    for incident in incidents:
        if (
            incident.status == IncidentStatus.REFERRED
            and incident.dangers
            and not incident.relied_on_by(by_actions=False)
        ):
            _leave_undecided(incident, by=by, on=on, why=f"It is asked whose the danger is: {why}")


def ask_where_they_moved(file: Investigation, *, by: Colleague, on: date) -> None:
    """D4 P8b Let danger with nobody named count as undecided where the household moved or has another home.

    The decision is about the old one, where its alert hangs.
    """
    for incident in selectors.moved_since(file, on=on):
        _leave_undecided(
            incident, by=by, on=on, why="The household has moved or has another home, and nobody is named."
        )


def ask_where_they_went(_: str, changed: list[Any], /) -> None:
    """D4 P8b Ask the same of danger decided before, once the housing system says that somebody of its household moved.

    It is called at the end of each step, in its transaction, with the records that the step changed.
    """
    if people := selectors.newly_housed(changed):
        _ask_of_decided(people, on=timezone.localdate())


@records.step
def _ask_of_decided(people: Collection[int], *, on: date) -> None:
    for incident in selectors.decided_and_left(people, on=on):
        _leave_undecided(
            incident, by=None, on=on, why="Somebody of the household got another home since the alert was imposed."
        )


def _leave_undecided(incident: Incident, *, by: Colleague | None, on: date, why: str) -> None:
    incident = records.locked(incident)
    incident.ask_for_marker(on=on, decided=True)
    records.save(incident, by=by, why=why)
    audit.record("ask for marker", incident, by=by, why=why)


def _lift(marker: Marker, *, by: Colleague, on: date, why: str) -> None:
    marker.lifted_by, marker.lifted_on, marker.lifted_why = by, on, why
    records.save(marker, by=by, why=f"Lifted: {why}")
    audit.record("lift marker", marker.incident, by=by, why=why)


@records.step
def record_police_report(
    *,
    incident: Incident,
    version: int,
    by: Colleague,
    on: date,
    told_on: date,
    reference: str,
    agreed: Collection[Colleague],
    consent_words: str,
) -> Incident:
    """P5 D4 Record that the police were told later, with the consent of each affected employee."""
    incident = records.locked(incident)
    refuse_if(
        steps.why_not_record_police_report(incident, by, on),
        records.seen(incident, version),
        policies.why_police_report_refused(incident, agreed=agreed, words=consent_words, told_on=told_on, on=on),
    )
    incident.police_told_on, incident.police_reference = told_on, reference
    incident.police_consent, incident.police_consent_words = True, consent_words
    records.save(incident, by=by, why="Report to the police recorded")
    audit.record("record police report", incident, by=by, why=consent_words)
    return incident
