"""Gather the evidence pack: all that bears on one appeal, as one document for the decider (P9b)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from alerts.choices import ReviewStatus
from alerts.decisions.selectors import Happened, happened_beside
from alerts.incidents.timeline import beside
from alerts.investigations import selectors as investigations_selectors
from alerts.models import Alert, Discussion, Incident, Investigation, Review
from housing_alerts.kernel import timeline
from housing_alerts.kernel.records.models import Referenced, existing
from housing_alerts.kernel.timeline import Event, Kind
from housing_alerts.staff.models import Colleague
from letters.choices import LetterStatus
from letters.models import Letter

from .models import Appeal


@dataclass(frozen=True)
class Pack:
    """The parts of the document, beside the appeal itself."""

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
    """Return everything about the case that the decider of the appeal needs, as far as ``by`` may read it."""
    alert, file = appeal.alert, appeal.investigation
    answers = investigations_selectors.answers(by, file) if file else []
    became_known = investigations_selectors.in_words(by, file, appeal.decision.became_known) if file else []
    discussions = list(file.discussions.all()) if file else []
    incidents = _told(file) if file else []
    since = _since(appeal)
    reviews = _reviews(alert) if alert else []
    letters = list(_letters(appeal, reviews))
    chronology = _chronology(appeal, [*incidents, *(known.incident for known in since), *reviews, *letters])
    return Pack(alert, file, answers, became_known, discussions, incidents, since, reviews, letters, chronology)


def _told(file: Investigation) -> list[Incident]:
    """List the reports, oldest first. A report made in error counts for nothing."""
    return sorted(
        file.standing_incidents(), key=lambda incident: existing(incident.occurred_at, "what was logged has its day")
    )


def _since(appeal: Appeal) -> list[Happened]:
    """List the incidents around the decision, and its breaches, that became known since it, oldest first.

    For an incident on somebody else's restricted file, only that it was reported, and when (P11a).
    """
    later = [known for known in happened_beside(appeal.decision) if _is_later(known, appeal)]
    prefetch_related_objects(
        [known.incident for known in later], "reported_by", "created_by", "behaviours", "attachments"
    )
    return later[::-1]


def _is_later(known: Happened, appeal: Appeal) -> bool:
    """Return whether it became known after the decision.

    Where only the day of the decision is recorded, that day counts as after it.
    """
    if appeal.alert and appeal.alert.approved_at:
        return known.known_at >= appeal.alert.approved_at
    decided_on = appeal.alert.effective_from if appeal.alert else appeal.decision.decided_on
    assert decided_on is not None  # an appealed decision was made here, or is in force in the housing system
    return max(known.known_on, known.incident.occurred_on) >= decided_on


def _reviews(alert: Alert) -> list[Review]:
    completed = [review for review in alert.reviews.all() if review.status == ReviewStatus.COMPLETED]
    return sorted(completed, key=lambda review: (review.completed_on, review.pk))


def _letters(appeal: Appeal, reviews: list[Review]) -> QuerySet[Letter]:
    """Return the sent letters about the decision, its case, its reviews or this appeal, oldest first.

    Letters that came back are among them.
    """
    subjects = [one for one in (appeal.decision, appeal.investigation, appeal, *reviews) if one]
    told = Letter.objects.about(*subjects).filter(status__in=[LetterStatus.SENT, LetterStatus.RETURNED])
    return told.order_by("sent_on", "pk")


TOLD_ABOVE = frozenset({Kind.INCIDENT, Kind.DISCUSSION, Kind.SIDE, Kind.RECOMMENDATION, Kind.ALERT, Kind.REVIEW})
"""The kinds of events whose words stand in sections of their own."""


def _chronology(appeal: Appeal, told: Iterable[Referenced]) -> list[Event]:
    """P9b List the events of the case, of its related records, and of all appeals against the decision, oldest first.

    For an event on somebody else's restricted file, only that it happened, and when (P11a).
    """
    case = appeal.alert or appeal.appealed_action.formal_file
    appeals = Appeal.objects.filter(alert=appeal.alert, action=appeal.action)
    references = {
        appeal.decision.reference,
        *(one.reference for one in told),
        *appeals.values_list("reference", flat=True),
    }
    if appeal.investigation:
        references.add(appeal.investigation.reference)
    found = [event for event in timeline.stream(*case.around()) if event.reference in references and not event.void]
    read = timeline.told(found, lambda event: not event.restricted or event.customer == case.customer_id)
    return [_in_short(beside(event, appeal.decision.reference), appeal) for event in read]


def _in_short(event: Event, appeal: Appeal) -> Event:
    """Return the event without its words, where a section has them."""
    above = event.kind in TOLD_ABOVE or event.reference == appeal.reference
    return replace(event, words="") if above and event.words else event


def context(appeal: Appeal, *, by: Colleague, now: datetime) -> dict[str, Any]:
    """Return the context of the document's template."""
    return {
        "title": "Evidence for an appeal",
        "reference": appeal.reference,
        "organisation": appeal.customer.organisation,
        "printed_by": by,
        "printed_at": now,
        "appeal": appeal,
        "pack": pack(appeal, by=by),
    }
