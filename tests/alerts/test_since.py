"""What is new to a review: what happened, and what became known, since the one before or since the alert was imposed (§8)."""

import pytest
import time_machine

from alerts import selectors
from alerts.models import Alert, Review
from tests import scenarios

pytestmark = pytest.mark.usefixtures("wednesday")
LATER = "2026-06-10 09:31+00:00"


def _calls(alert):
    """Which incident stands under the alert on the worklist."""
    return [each.happened for each in selectors.calling_for_review(Alert.objects.filter(pk=alert.pk))]


def _read(cast, alert):
    """What the review reads, and whose reporters take part in it."""
    alert.refresh_from_db()
    review = alert.reviews.filter(status="OPEN").first() or scenarios.under_review(cast, alert)
    return _of(cast, review)


def _of(cast, review):
    found = selectors.evidence(cast.lead, review)
    return found.count("incident"), [incident.pk for incident in review.incidents()]


@pytest.mark.clause("P8a")
@pytest.mark.parametrize("days", [1, 400], ids=["of yesterday", "of last year"])
def test_what_is_reported_once_the_alert_is_imposed_is_new_whenever_it_happened(cast, days):
    alert = scenarios.active(cast)
    with time_machine.travel(LATER, tick=False):
        late = scenarios.logged(cast, days=days, violent=True)

        assert _calls(alert) == [late.pk]
        assert _read(cast, alert) == (1, [late.pk])


@pytest.mark.clause("P8a", refuses=True)
def test_what_the_head_of_service_knew_who_imposed_it_is_not(cast):
    scenarios.logged(cast, days=1, violent=True)
    with time_machine.travel(LATER, tick=False):
        alert = scenarios.active(cast)

        assert _calls(alert) == []
        assert _read(cast, alert) == (0, [])


@pytest.mark.clause("P8a", refuses=True)
def test_a_completed_review_has_what_became_known_by_its_day_alone(cast):
    alert = scenarios.active(cast)
    with time_machine.travel(LATER, tick=False):
        first = scenarios.logged(cast, days=1, violent=True)
        alert.refresh_from_db()
        scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    with time_machine.travel("2026-06-11 09:30+00:00", tick=False):
        second = scenarios.logged(cast, days=1, violent=True)

        assert _of(cast, Review.objects.get()) == (1, [first.pk])
        assert _calls(alert) == [second.pk]
        assert _read(cast, alert) == (1, [second.pk])
