"""What is new to a review: what happened, and what became known, since the one before or since the alert was imposed (§8)."""

import pytest
import time_machine

from alerts.carrying_over import services as carrying_over_services
from alerts.incidents import services as incidents_services
from alerts.models import Alert, Review
from alerts.reviews import evidence as reviews_evidence
from alerts.reviews import selectors as reviews_selectors
from tests import scenarios, settling

pytestmark = pytest.mark.usefixtures("wednesday")
LATER = "2026-06-10 09:31+00:00"


def _calls(alert):
    """Which incident stands under the alert on the worklist."""
    return [each.happened for each in reviews_selectors.calling_for_review(Alert.objects.filter(pk=alert.pk))]


def _read(cast, alert):
    """What the review reads, and whose reporters take part in it."""
    alert.refresh_from_db()
    review = alert.reviews.filter(status="OPEN").first() or scenarios.under_review(cast, alert)
    return _of(cast, review)


def _of(cast, review):
    found = reviews_evidence.evidence(cast.lead, review)
    return found.count("incident"), [incident.pk for incident in review.incidents()]


@pytest.mark.clause("P8a")
def test_what_is_reported_once_the_alert_is_imposed_is_new_whenever_it_happened(cast):
    alert = scenarios.active(cast)
    for days in (1, 400):
        with settling.undone(), time_machine.travel(LATER, tick=False):
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
def test_a_completed_review_has_what_became_known_until_it_was_completed_alone(cast):
    alert = scenarios.active(cast)
    with time_machine.travel(LATER, tick=False):
        first = scenarios.logged(cast, days=1, violent=True)
        alert.refresh_from_db()
        scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    for then in ("2026-06-10 09:32+00:00", "2026-06-11 09:30+00:00"):
        with settling.undone(), time_machine.travel(then, tick=False):
            second = scenarios.logged(cast, days=1, violent=True)

            assert _of(cast, Review.objects.get()) == (1, [first.pk])
            assert _calls(alert) == [second.pk]
            assert _read(cast, alert) == (1, [second.pk])


@pytest.mark.clause("P8a", refuses=True)
def test_a_report_that_was_made_after_a_review_stands_in_the_next_whenever_it_happened(cast):
    alert = scenarios.active(cast, days=10)
    with time_machine.travel(LATER, tick=False):
        review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    for days in (1, 12):  # after the alert, and before it
        with settling.undone(), time_machine.travel("2026-06-12 09:30+00:00", tick=False):
            late = scenarios.logged(cast, days=days)

            assert _of(cast, review) == (0, [])
            assert _read(cast, alert) == (1, [late.pk])


def _imported(cast, *, reviewed=None, logged_at="2026-06-10 09:30+00:00", days=5):
    """An alert that an import takes over after violence was logged here; and that violence."""
    with time_machine.travel(logged_at, tick=False):
        incident = scenarios.logged(cast, days=days, violent=True)
    with time_machine.travel(LATER, tick=False):
        return scenarios.carried_over(cast, reviewed=reviewed), incident


OLDER = "2026-04-20 07:15+00:00"
NEW_TO_AN_IMPORT = {
    "since its review": {"reviewed": 40},
    "on the day of its review": {"reviewed": 5},
    "before its review, known since": {"reviewed": 40, "days": 60},
    "never reviewed": {"reviewed": None},
    "never reviewed, and before it": {"reviewed": None, "days": 150},
}


@pytest.mark.clause("P8a")
def test_what_nobody_could_weigh_in_the_housing_system_is_new_though_it_was_known_before_the_import(cast):
    for said, facts in NEW_TO_AN_IMPORT.items():
        with settling.undone():
            alert, incident = _imported(cast, **facts)

            assert _calls(alert) == [incident.pk], said
            assert _read(cast, alert) == (1, [incident.pk]), said


@pytest.mark.clause("P8a", refuses=True)
def test_what_was_known_when_it_was_reviewed_there_is_not(cast):
    alert, _ = _imported(cast, reviewed=40, logged_at=OLDER, days=60)

    assert _calls(alert) == []
    assert _read(cast, alert) == (0, [])


@pytest.mark.clause("P8a")
def test_a_review_that_an_import_brings_later_silences_nothing(cast):
    alert, incident = _imported(cast)
    carrying_over_services.carry_over_review(alert=alert, period=12, reviewed_on=cast.ago(40), by=None, why="Imported")

    assert _calls(alert) == [incident.pk]
    assert _read(cast, alert) == (1, [incident.pk])


@pytest.mark.clause("P8a", "D5")
def test_nor_that_it_was_a_breach(cast):
    with time_machine.travel(OLDER, tick=False):
        alert = scenarios.carried_over(cast)
        incident = scenarios.logged(cast, days=60)
    incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=alert)
    with time_machine.travel(LATER, tick=False):
        carrying_over_services.carry_over_review(
            alert=alert, period=12, reviewed_on=cast.ago(40), by=None, why="Imported"
        )

        assert _calls(alert) == [incident.pk]


@pytest.mark.clause("P8a", "D5", refuses=True)
def test_but_what_was_said_to_be_one_before_that_review_was_weighed_there(cast):
    with time_machine.travel(OLDER, tick=False):
        alert = scenarios.carried_over(cast)
        incident = scenarios.logged(cast, days=60)
        incidents_services.record_breach(incident=incident, version=incident.version, by=cast.manager, alert=alert)
        carrying_over_services.carry_over_review(
            alert=alert, period=12, reviewed_on=cast.ago(40), by=None, why="Imported"
        )

    assert _calls(alert) == []


@pytest.mark.clause("P8a")
def test_our_own_review_has_what_was_known_the_same_day(cast):
    alert, _ = _imported(cast, reviewed=40)
    with time_machine.travel("2026-06-10 09:32+00:00", tick=False):
        scenarios.reviewed(cast, scenarios.under_review(cast, alert))

        assert _calls(alert) == []


@pytest.mark.clause("P8a", refuses=True)
def test_what_was_reported_on_the_day_of_a_decision_and_before_it_is_not_new(cast):
    known = scenarios.logged(cast, days=0, violent=True)
    with time_machine.travel(LATER, tick=False):
        alert = scenarios.active(cast)
        assert (_calls(alert), _read(cast, alert)) == ([], (0, []))
        scenarios.reviewed(cast, alert.reviews.get())
    with time_machine.travel("2026-06-10 09:32+00:00", tick=False):
        late = scenarios.logged(cast, days=0, violent=True)
        assert _read(cast, alert) == (1, [late.pk])
        assert known.pk != late.pk
