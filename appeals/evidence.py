"""The Lead's evidence pack: all that bears on one appeal, as one document for who decides it (P9b)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from alerts.choices import IncidentStatus, ReviewStatus
from alerts.decisions.selectors import Happened, happened_beside
from alerts.investigations import selectors as investigations_selectors
from alerts.models import Alert, Discussion, Incident, Investigation, Review
from alerts.reviews.evidence import Event
from housing_alerts.staff.models import Colleague
from letters.choices import LetterStatus
from letters.models import Letter

from .models import Appeal


@dataclass(frozen=True)
class Pack:
    """What the document shows beside the appeal itself."""

    alert: Alert | None
    file: Investigation | None
    answers: list[tuple[str, Any]]
    became_known: list[str]
    discussions: list[Discussion]
    incidents: list[Incident]
    since: list[Happened]
    reviews: list[Review]
    letters: list[Letter]
    chronology: list[Event]


def pack(appeal: Appeal, *, by: Colleague) -> Pack:
    """Everything on the case that who decides the appeal has to know, as whoever prints it may read it."""
    alert, file = appeal.alert, appeal.investigation
    answers = investigations_selectors.answers(by, file) if file else []
    became_known = investigations_selectors.in_words(by, file, appeal.decision.became_known) if file else []
    discussions = list(file.discussions.select_related("created_by")) if file else []
    incidents = _told(file.incidents.all()) if file else []
    since = _since(appeal)
    reviews = _reviews(alert) if alert else []
    letters = list(_letters(appeal, reviews))
    events = [
        *_of_incidents(incidents),
        *_of_happened(since),
        *_of_file(file, discussions),
        *_of_decision(appeal),
        *_of_reviews(reviews),
    ]
    chronology = sorted([*events, *_of_letters(letters), *_of_appeal(appeal)], key=lambda event: event.on)
    return Pack(alert, file, answers, became_known, discussions, incidents, since, reviews, letters, chronology)


def _told(incidents: QuerySet[Incident]) -> list[Incident]:
    """What was reported, oldest first. A report that was begun and not logged, or made in error, counts for nothing."""
    counted = incidents.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    return list(
        counted.select_related("reported_by").prefetch_related("behaviours", "attachments").order_by("occurred_at")
    )


def _since(appeal: Appeal) -> list[Happened]:
    """What happened or became known since the decision of whom or where it is about, and its breaches, oldest first.

    Of what is on somebody else's restricted file, only that it was reported, and when (P11a).
    """
    decided_on = appeal.alert.effective_from if appeal.alert else appeal.decision.decided_on
    assert decided_on is not None  # what is appealed was decided, or is in force in the housing system
    beside = happened_beside(appeal.decision)
    later = [known for known in beside if max(known.known_on, known.incident.occurred_on) >= decided_on]
    prefetch_related_objects([known.incident for known in later], "reported_by", "behaviours", "attachments")
    return later[::-1]


def _reviews(alert: Alert) -> list[Review]:
    completed = alert.reviews.filter(status=ReviewStatus.COMPLETED)
    return list(completed.select_related("completed_by").order_by("completed_on", "pk"))


def _letters(appeal: Appeal, reviews: list[Review]) -> QuerySet[Letter]:
    """What went out that tells of the decision, its case, its reviews or this appeal, oldest first; also what came back."""
    subjects = [one for one in (appeal.decision, appeal.investigation, appeal, *reviews) if one]
    told = Letter.objects.about(*subjects).filter(status__in=[LetterStatus.SENT, LetterStatus.RETURNED])
    return told.order_by("sent_on", "pk")


# The chronology


def _of_incidents(incidents: Iterable[Incident]) -> Iterator[Event]:
    for incident in incidents:
        yield _reported(incident, incident.reference)


def _of_happened(since: Iterable[Happened]) -> Iterator[Event]:
    for known in since:
        if known.apart:
            yield Event(known.words.capitalize(), "", known.incident.occurred_on)
        else:
            yield _reported(known.incident, known.words)


def _reported(incident: Incident, named: str) -> Event:
    kind = ", ".join(map(str, incident.behaviours.all())) or incident.get_about_display()
    on = timezone.localdate(incident.occurred_at)
    return Event(f"Incident {named}: {kind}", "", on, str(incident.reported_by))


def _of_file(file: Investigation | None, discussions: Iterable[Discussion]) -> Iterator[Event]:
    if file is None:
        return
    yield Event(f"Investigation {file.reference} opened", "", timezone.localdate(file.created_at), str(file.created_by))
    for each in file.taken_over():
        yield Event(f"Investigation taken over from {each.lead}: {each.why}", "", each.on, each.by)
    for discussion in discussions:
        if discussion.on:
            yield Event(
                f"Discussion: {discussion.get_counterpart_display()}", "", discussion.on, str(discussion.created_by)
            )
    if file.recommended_on:
        yield Event("Recommended to the Head of Service", "", file.recommended_on, str(file.recommended_by))


def _of_decision(appeal: Appeal) -> Iterator[Event]:
    made, alert = appeal.decision, appeal.alert
    if made.decided_on:
        verb = "approved" if alert else "agreed"
        yield Event(f"{alert.type if alert else made} {verb}", "", made.decided_on, str(made.decided_by))
    elif alert and alert.effective_from:
        yield Event(f"{alert.type} in force in the housing system", "", alert.effective_from)
    for begun, over in alert.stays() if alert else []:
        yield Event("Conditions suspended while an appeal is decided", "", begun)
        if over:
            yield Event("Conditions apply again, where they still stand", "", over)
    if alert and alert.ended_on:
        yield Event(f"Alert ended: {alert.get_ended_because_display()}", "", alert.ended_on, str(alert.ended_by))


def _of_reviews(reviews: Iterable[Review]) -> Iterator[Event]:
    for review in reviews:
        assert review.completed_on is not None  # a constraint: a completed review has its day
        outcome = review.get_outcome_display() or "completed in the housing system"
        by = str(review.completed_by) if review.completed_by else ""
        yield Event(f"Review {review.reference}: {outcome.lower()}", "", review.completed_on, by)


def _of_letters(letters: Iterable[Letter]) -> Iterator[Event]:
    for letter in letters:
        assert letter.sent_on is not None  # it was sent
        yield Event(f"Letter {letter.reference} sent: {letter.get_kind_display().lower()}", "", letter.sent_on)
        if letter.received_on:
            yield Event(f"Letter {letter.reference} received", "", letter.received_on)
        if letter.returned_on:
            yield Event(f"Letter {letter.reference} came back undelivered", "", letter.returned_on)


def _of_appeal(appeal: Appeal) -> Iterator[Event]:
    sender = str(appeal.representative or appeal.customer)
    yield Event(f"Appeal {appeal.reference} received", "", appeal.received_on, sender)
    if appeal.prepared_on:
        yield Event("Evidence put before the Head of Service", "", appeal.prepared_on, str(appeal.prepared_by))
    if appeal.decided_on:
        outcome = appeal.get_outcome_display() or appeal.get_status_display()
        yield Event(f"Appeal decided: {outcome.lower()}", "", appeal.decided_on, str(appeal.decided_by))
    if appeal.withdrawn_on:
        yield Event("Appeal withdrawn", "", appeal.withdrawn_on, sender)


def context(appeal: Appeal, *, by: Colleague, now: datetime) -> dict[str, Any]:
    """What the document's template is given."""
    return {
        "title": "Evidence for an appeal",
        "reference": appeal.reference,
        "organisation": appeal.customer.organisation,
        "printed_by": by,
        "printed_at": now,
        "appeal": appeal,
        "pack": pack(appeal, by=by),
    }
