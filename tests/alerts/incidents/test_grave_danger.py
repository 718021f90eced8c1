"""Sexual assault or harassment, and being kept from leaving, have answers of their own and are as urgent as violence (D4)."""

import pytest

from alerts.incidents.policies import proposed_stage
from alerts.markers.models import AGAINST
from alerts.models import Incident
from alerts.reviews.selectors import trigger_of
from alerts.writing import suggestions
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.procedure import Stage
from privacy.retention import gathering
from tests import scenarios
from tests.alerts.incidents.reporting import URL, a_report
from tests.page import words
from tests.step import fill

LABELS = {
    "SEXUAL": "Sexual assault or sexual harassment",
    "HELD": "Kept from leaving, blocked in or followed",
}


@pytest.mark.clause("D4", "P2")
@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("SEXUAL", "There was sexual assault or sexual harassment, by touch, words or gestures"),
        ("HELD", "Somebody was kept from leaving, blocked in or followed"),
    ],
)
def test_it_is_an_answer_to_was_there_any_of_this(cast, sign_in, kind, answer):
    client, label = sign_in("officer"), LABELS[kind]
    assert answer in words(client.get(URL))
    fill(client, URL, **a_report(cast, dangers=[kind], behaviours=[]))
    found = Incident.objects.get()
    assert (found.circumstances, found.violent) == ([kind], False)
    assert [danger.label for danger in found.dangers] == [label]
    assert label in words(sign_in("manager").get(f"/incidents/{found.reference}/"))
    assert found in Incident.objects.dangerous()
    row = Duty.objects.open().get(kind=Kind.TRIAGE)
    assert (row.urgent, row.words) == (True, f"{label}: place a marker?")
    assert Duty.objects.open().filter(kind=Kind.ASK).exists()


@pytest.mark.clause("P5", "D1")
def test_the_police_may_be_told_and_the_formal_stage_is_proposed(cast):
    for kind in LABELS:
        incident = scenarios.logged(cast, circumstances=[kind])
        assert incident.threatened_violence()
        assert proposed_stage(incident) == Stage.FORMAL
        assert AGAINST[incident.dangers[0]] == "AT_LEAST_TWO"


@pytest.mark.clause("P8a")
def test_it_calls_for_a_review_of_an_alert(cast):
    alert = scenarios.active(cast, days=100)
    for kind, label in LABELS.items():
        assert trigger_of(scenarios.logged(cast, circumstances=[kind]), alert) == ("SAFETY", label)


@pytest.mark.clause("D4")
def test_a_recommendation_without_an_alert_says_why_and_the_file_is_kept_as_after_violence(cast):
    assert scenarios.opened(cast, circumstances=["SEXUAL"]).rests_on_violence()
    key = (gathering.PERSON, cast.customers[scenarios.LODGER].pk)
    assert [file.violent for file in gathering.files([key])] == [True]


@pytest.mark.clause("E1", refuses=True)
def test_no_letter_speaks_of_it_as_of_a_dog_alone(cast):
    incident = scenarios.logged(cast, circumstances=["SEXUAL", "DANGEROUS_DOG"])
    assert not suggestions._is_about_their_dog(incident)
