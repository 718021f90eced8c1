"""The duty to say whose a danger is, and the news of a corrected alert (§4, §9, §11, §13)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from alerts.incidents.models import Incident
from housing_alerts.customers.models import Membership
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import LATELY, Owed, heads_and, leads, leads_or, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing

from .amendable import amended
from .policies import says_wrong_person

if TYPE_CHECKING:
    from alerts.alert.models import Alert


def whose(incident: Incident) -> Iterator[Owed]:
    """Yield for a while each question whose the report, or its danger, is."""
    yield from _of_two_files(incident)
    yield from _of_one_who_left(incident)
    yield from _of_the_wrong_person(incident)


def _of_the_wrong_person(incident: Incident) -> Iterator[Owed]:
    """P11a Yield for a while the question whose a report is, if its reporter says that it names the wrong person."""
    if says_wrong_person(incident):
        yield from _ask(
            incident,
            f"{incident.reported_by} says that it is about the wrong person. If so, make it void and log it where it belongs",
            since=timezone.localdate(existing(incident.confirmed_at, "a correction has its moment")),
            clause=procedure.RECORDING,
        )


def _of_two_files(incident: Incident) -> Iterator[Owed]:
    """P11a Yield for a while the question whose a report is that was logged while its file held two people.

    Its line manager and the Leads are asked, since the day on which the merge was undone.
    """
    merges = incident.customer.merges.all() if incident.customer else []
    merge = next((one for one in merges if one.was_undone_after(incident.created_at)), None)
    if merge is None:
        return
    yield from _ask(
        incident,
        f"If it is about {merge.reference}, make it void and log it there",
        since=existing(merge.undone_on, "an undone merge has its day"),
        clause=procedure.RECORDING,
    )


def _of_one_who_left(incident: Incident) -> Iterator[Owed]:
    """D4 Yield for a while the question whose danger it is, where its person had left the home before it happened."""
    place = _left_before(incident) if incident.dangers else None
    if place:
        words = "Its person had left that home by then. If it was somebody else, make it void and log it there"
        yield from _ask(
            incident,
            words,
            since=timezone.localdate(existing(place.left_known_at, "it was left")),
            clause=procedure.VIOLENCE,
        )


def _left_before(incident: Incident) -> Membership | None:
    """D4 Return the place that its person had left by that day, as we learned after the report.

    Whoever lives there now may be meant.
    """
    person, on = incident.customer, timezone.localdate(incident.occurred_at)
    if person is None or incident.asset_id is None:
        return None
    known = existing(incident.known_at, "only a begun report is not known")
    there = [place for place in person.memberships.all() if place.tenancy.asset_id == incident.asset_id]
    if any(place.holds(on=on) for place in there):
        return None
    return next(
        (place for place in there if place.is_over(on=on) and place.left_known_at and place.left_known_at > known), None
    )


def _ask(incident: Incident, words: str, *, since: date, clause: procedure.Clause) -> Iterator[Owed]:
    """P11a Yield the question for its line manager and the Leads of its areas, for a while since that day."""
    manager = [to(incident.manager_here)] if incident.manager_here else []
    for holder in [*manager, *(leads(area) for area in incident.lead_area_ids())]:
        yield Owed(
            kind=Kind.WHOSE,
            holder=holder,
            reference=incident.reference,
            words=words,
            about=", ".join(danger.label for danger in incident.dangers),
            path=reverse("alerts:incident", args=[incident.reference]),
            clause=clause,
            shows_until=since + LATELY,
            urgent=bool(incident.dangers),
        )


def of_amended(alert: "Alert") -> Iterator[Owed]:
    """P13b Yield for a while the news for the alert's Lead, the Leads and Heads of its area, and its decider."""
    if not alert.amendments:
        return
    last, area = amended(alert)[-1], alert.service_area_id
    lead = alert.responsible_lead or (alert.investigation.lead if alert.investigation else None)
    for holder in [*leads_or(lead, area), *heads_and(alert.decided_by, area)]:
        yield Owed(
            kind=Kind.CORRECTED,
            holder=holder,
            reference=alert.reference,
            words=last.row[0],
            about=str(alert.type),
            path=reverse("alerts:alert", args=[alert.reference]),
            clause=procedure.SUBJECT_ACCESS,
            shows_until=last.on + LATELY,
        )
