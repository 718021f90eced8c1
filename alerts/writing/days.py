"""Read the days that a letter about a case may name: of its reports, and of what was done since (E1, E2, E3, E4)."""

from collections.abc import Iterator
from itertools import chain

from django.db.models import Model

from alerts.actions.models import Action
from alerts.corrections.selectors import reports_behind
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reviews.models import Review
from housing_alerts.customers.models import Customer
from letters.dating import OnRecord, days_of
from letters.models import Letter
from letters.subjects import Subject, recipient


def on_record(subject: Subject) -> OnRecord:
    """E1 E2 E3 E4 Return the days on record of a letter's subject.

    Another report on the customer, which the letter does not rest on, has no day that the letter may name.
    """
    decision = getattr(subject, "alert", None) or getattr(subject, "action", subject)  # of a review or an appeal
    reports = [*reports_behind(decision)[0], *_reviewed(subject)]
    records = [decision, *reports, *_of_case(decision), *_of_customer(recipient(subject))]
    return OnRecord([each.occurred_on for each in reports if each.occurred_at], list(days_of(records)))


def _reviewed(subject: object) -> list[Incident]:
    """Return the reports on which a review, or the review that is appealed, looked back."""
    review = subject if isinstance(subject, Review) else getattr(subject, "review", None)
    return list(review.incidents()) if isinstance(review, Review) else []


def _of_case(decision: object) -> Iterator[Model]:
    """Yield the case behind the decision, with its discussions."""
    case = decision if isinstance(decision, Investigation) else getattr(decision, "investigation", None)
    if isinstance(case, Investigation):
        yield from (case, *case.discussions.all())


def _of_customer(customer: Customer) -> Iterator[Model]:
    """Yield what was decided of the customer, and the letters that told of it: a letter may speak of an earlier one."""
    alerts = list(customer.alerts.all())
    yield from chain(alerts, Action.objects.of_customer(customer.pk), Letter.objects.filter(customer=customer))
    yield from chain.from_iterable((*alert.conditions.all(), *alert.reviews.all()) for alert in alerts)
