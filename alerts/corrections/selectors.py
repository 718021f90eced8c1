"""Select the reports behind a decision that somebody has corrected since (P2, §7)."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reviews.models import Review
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.kernel.written_dates import show_date
from letters.subjects import Subject

CORRECTED = "CORRECTED"
"""The code of the doubt about a letter after a correction."""


def corrected_since_decided(decision: object) -> list[Incident]:
    """P2 List the reports behind the decision that were corrected on its day or later; none where it rests on no report."""
    incidents, decided = _reports_behind(decision)
    return [one for one in incidents if decided and one.correction and corrected_on(one) >= decided]


def corrected_on(incident: Incident) -> date:
    """Return the day on which the colleague for whom a report was made answered; today, where nobody has yet."""
    return timezone.localdate(incident.confirmed_at)


def doubts(subject: Subject, *, on: date) -> Iterator[Doubt]:
    """P2 Yield a doubt about a letter for each report behind it that was corrected by that day."""
    for incident in corrected_since_decided(subject):
        if corrected_on(incident) <= on:
            day = show_date(corrected_on(incident))
            sentence = f"Report {incident.reference}, on which this rests, was corrected on {day}. Read what is right."
            yield Doubt(CORRECTED, sentence, f"a correction of {incident.reference}")


def _reports_behind(decision: object) -> tuple[Iterable[Incident], date | None]:
    """Return the reports on which the decision rests, and its day."""
    if isinstance(decision, Review):
        return _reports_behind(decision.alert)[0], decision.completed_on
    if isinstance(decision, Alert):
        return decision.investigation.standing_incidents() if decision.investigation else [], decision.decided_on
    if isinstance(decision, Investigation):
        return decision.standing_incidents(), decision.concluded_on
    if isinstance(decision, Action):
        found = decision.investigation.standing_incidents() if decision.investigation else [decision.incident]
        return filter(None, found), decision.decided_on
    return [], None
