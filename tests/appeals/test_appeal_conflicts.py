"""Who had a part in the case does not decide the appeal: who reported, recommended, met a breach or prepared the evidence."""

from datetime import timedelta

import pytest
import time_machine

from alerts.incidents import services as incidents_services
from alerts.models import Alert, AlertType
from alerts.reviews import evidence as reviews_evidence
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios, settling
from tests.page import assert_blocked, assert_refused, nothing_changes, send

pytestmark = pytest.mark.usefixtures("wednesday")
OWN = {"own_decision_reason": "Nobody else is here this month."}
SENT = {
    "outcome": "NOT_UPHELD",
    "vulnerability": "He was asked, and told us of nothing.",
    "findings": "The account of the officer is clear.",
} | OWN


def url(appeal):
    return f"/appeals/{appeal.reference}/determine/"


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "refusal"),
    [
        ("reported", "You reported, or were affected by, an incident of this case"),
        ("recommended", "You recommended this. Another member of the Leadership Team must decide."),
    ],
)
def test_nobody_decides_on_what_they_reported_or_recommended(sign_in, cast, role, refusal):
    scenarios.promote(cast.officer if role == "reported" else cast.lead)
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    client = sign_in("officer" if role == "reported" else "lead")

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, **SENT), refusal)


SINCE = "You reported, or were affected by, what happened since the alert was imposed."


@pytest.mark.clause("P9b", refuses=True)
def test_nobody_decides_on_an_alert_at_whose_decision_their_report_had_become_known(cast):
    alert = scenarios.proposed(cast)
    with time_machine.travel(cast.then(0) + timedelta(hours=2), tick=False):
        scenarios.reported_by(cast, cast.leadership)
        alert = scenarios.approved(cast, Alert.objects.get(pk=alert.pk))
    assert alert.became_known
    appeal = scenarios.prepared(cast, alert)

    with pytest.raises(NotAllowed, match="or one that became known while it was open."):
        scenarios.determined(cast, appeal, by=cast.leadership)
    assert appeal.other_deciders() == [cast.head2]
    assert scenarios.determined(cast, appeal, by=cast.head2).status == "DETERMINED"


@pytest.mark.clause("P9b")
def test_what_was_reported_before_the_file_was_opened_or_after_it_was_decided_bars_nobody(cast):
    scenarios.reported_by(cast, cast.leadership)
    alert = scenarios.active(cast)
    with time_machine.travel(cast.then(-1), tick=False):
        scenarios.reported_by(cast, cast.leadership)
    assert scenarios.determined(cast, scenarios.prepared(cast, alert)).decided_by == cast.leadership


@pytest.mark.clause("P9b", refuses=True)
def test_nor_where_it_is_said_later_who_it_was(cast):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    alert = scenarios.proposed(cast, "DANGEROUS_DOGS")
    with time_machine.travel(cast.then(0) + timedelta(hours=2), tick=False):
        there = scenarios.reported_anew(scenarios.logged_at_an_address(cast), by=cast.leadership)
        alert = scenarios.approved(cast, Alert.objects.get(pk=alert.pk))
    with time_machine.travel(cast.then(-1), tick=False):
        scenarios.named(cast, there, scenarios.HONG)

    assert cast.leadership.pk in alert.investigation.concerned


@pytest.mark.clause("P9b")
def test_what_was_reported_of_nobody_known_and_named_after_the_decision_bars_nobody(cast):
    nobody_known = scenarios.reported_anew(scenarios.logged_at_an_address(cast), by=cast.leadership)
    alert = scenarios.active(cast)
    with time_machine.travel(cast.then(-1), tick=False):
        scenarios.named(cast, nobody_known)

    assert cast.leadership.pk not in alert.investigation.concerned


@pytest.mark.clause("P9b")
def test_what_a_merge_or_a_breach_added_after_the_decision_bars_nobody(cast):
    scenarios.second_file(cast)
    scenarios.reported_by(cast, cast.leadership, scenarios.TWIN)
    earlier, alert = scenarios.reported_by(cast, cast.leadership), scenarios.active(cast)
    other = scenarios.active(cast, "WEAPONS", days=30)
    with time_machine.travel(cast.then(-1), tick=False):
        scenarios.merged(cast)
        incidents_services.record_breach(incident=earlier, version=earlier.version, by=cast.manager, alert=other)

    assert cast.leadership.pk not in alert.investigation.concerned


@pytest.mark.long
def test_nobody_decides_on_a_review_that_had_their_report_before_it(cast):
    alert = scenarios.active(cast, days=30)
    scenarios.reported_by(cast, cast.head)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    alert.refresh_from_db()
    on_review = scenarios.prepared(cast, alert, review=review)
    with pytest.raises(NotAllowed, match=SINCE):
        scenarios.determined(cast, on_review, by=cast.head)
    scenarios.taken_back(cast, on_review)

    decided = scenarios.determined(cast, scenarios.prepared(cast, alert), by=cast.head, **OWN)
    assert decided.decided_by == cast.head


@pytest.mark.clause("P9b", refuses=True)
def test_nor_on_one_before_which_their_report_became_known(cast):
    nobody_known = scenarios.reported_anew(scenarios.logged_at_an_address(cast), by=cast.head)
    alert, moment = scenarios.active(cast, days=10), cast.then(0)
    first = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    with time_machine.travel(moment + timedelta(minutes=1), tick=False):
        scenarios.named(cast, nobody_known)
    with time_machine.travel(moment + timedelta(minutes=2), tick=False):
        alert.refresh_from_db()
        second = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    with time_machine.travel(moment + timedelta(days=1), tick=False):
        later = scenarios.logged_at_an_address(cast)
        scenarios.named(cast, later)
        alert.refresh_from_db()
        appeal = scenarios.prepared(cast, alert, review=second)

    assert cast.head.pk in appeal.concerned
    assert [list(review.incidents()) for review in (first, second)] == [[], [nobody_known]]
    seen = [reviews_evidence.evidence(cast.lead, review).count("incident") for review in (first, second)]
    assert seen == [0, 1]


def test_what_was_reported_in_error_keeps_nobody_from_deciding(cast):
    for void in [True, False]:
        with settling.undone():
            alert = scenarios.active(cast, days=200)
            breach = scenarios.reported_anew(scenarios.breach(cast), by=cast.head)
            if void:
                incidents_services.void_incident(
                    incident=breach, version=breach.version, by=cast.manager, on=cast.today, reason="Another person."
                )
            assert (cast.head.pk in scenarios.prepared(cast, alert).concerned) != void


@pytest.mark.clause("P9b", refuses=True)
def test_nor_does_who_prepared_it_before_a_question_that_another_lead_answered(cast):
    appeal = scenarios.asked_about(cast, scenarios.prepared(cast, scenarios.carried_over(cast)))
    scenarios.lead_for(cast.lead2, appeal.service_area)
    appeal = scenarios.made_ready(cast, appeal, by=cast.lead2)
    scenarios.promote(cast.lead)

    with pytest.raises(NotAllowed, match="You prepared the evidence for this appeal."):
        scenarios.determined(cast, appeal, by=cast.lead)
    assert scenarios.determined(cast, appeal).status == "DETERMINED"
