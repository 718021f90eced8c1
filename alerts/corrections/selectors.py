"""Select the reports behind a decision that somebody has corrected since (P2, §7)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.incidents.models import Incident
from alerts.incidents.words import corrections
from alerts.investigations.models import Investigation
from alerts.reviews.models import Review
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.kernel.written_dates import show_date
from letters.subjects import Subject

from .amendable import Amended, amended

CORRECTED = "CORRECTED"
"""The code of the doubt about a letter after a correction."""


class Corrected(NamedTuple):
    """A report with a correction of it, or with the customer's dispute."""

    incident: Incident
    by: Amended


def corrected_since_decided(decision: object) -> list[Corrected]:
    """P2 List the corrections of reports behind the decision, made on its day or later; none where it rests on no report."""
    incidents, decided = reports_behind(decision)
    made = (Corrected(one, by) for one in incidents for by in corrections(one))
    return [each for each in made if decided and each.by.on >= decided]


def doubts(subject: Subject, *, on: date) -> Iterator[Doubt]:
    """P2 P13b Yield a doubt about a letter for each correction of its alert, or a report behind it, by that day."""
    for incident, by in corrected_since_decided(subject):
        if by.on <= on:
            was = f"was {by.kind.lower()} on {show_date(by.on)}"
            sentence = f"Report {incident.reference}, on which this rests, {was}. Read what is right."
            yield Doubt(CORRECTED, sentence, f"a correction of {incident.reference}", (by.words,))
    alert = getattr(subject, "alert", subject)  # a review and an appeal are about one
    since = reports_behind(subject)[1] or date.min
    for one in amended(alert) if isinstance(alert, Alert) else ():
        if since <= one.on <= on:
            was = f"was {one.kind.lower()} on {show_date(one.on)}"
            sentence = f"What was written of alert {alert.reference} {was}. Read it there."
            yield Doubt(CORRECTED, sentence, f"a correction of {alert.reference}", (one.words,))


def reports_behind(decision: object) -> tuple[Iterable[Incident], date | None]:
    """Return the reports on which the decision rests, and its day."""
    if isinstance(decision, Review):
        return reports_behind(decision.alert)[0], decision.completed_on
    if isinstance(decision, Alert):
        return decision.investigation.standing_incidents() if decision.investigation else [], decision.decided_on
    if isinstance(decision, Investigation):
        return decision.standing_incidents(), decision.concluded_on
    if isinstance(decision, Action):
        found = decision.investigation.standing_incidents() if decision.investigation else [decision.incident]
        return filter(None, found), decision.decided_on
    return [], None
