"""Sexual assault or sexual harassment has an answer of its own, and is as urgent as violence (D4)."""

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

ANSWER = "There was sexual assault or sexual harassment, by touch, words or gestures"
LABEL = "Sexual assault or sexual harassment"


def told(cast, **facts):
    return scenarios.logged(cast, circumstances=["SEXUAL"], **facts)


@pytest.mark.clause("D4", "P2")
def test_it_is_an_answer_to_was_there_any_of_this(cast, sign_in):
    client = sign_in("officer")
    assert ANSWER in words(client.get(URL))
    fill(client, URL, **a_report(cast, dangers=["SEXUAL"], behaviours=[]))
    found = Incident.objects.get()
    assert (found.circumstances, found.violent) == (["SEXUAL"], False)
    assert [danger.label for danger in found.dangers] == [LABEL]
    assert LABEL in words(sign_in("manager").get(f"/incidents/{found.reference}/"))
    assert found in Incident.objects.dangerous()
    row = Duty.objects.open().get(kind=Kind.TRIAGE)
    assert row.urgent
    assert row.words == f"{LABEL}: place a marker?"
    assert Duty.objects.open().filter(kind=Kind.ASK).exists()


@pytest.mark.clause("P5", "D1")
def test_the_police_may_be_told_and_the_formal_stage_is_proposed(cast):
    incident = told(cast)
    assert incident.threatened_violence()
    assert proposed_stage(incident) == Stage.FORMAL
    assert AGAINST[incident.dangers[0]] == "AT_LEAST_TWO"


@pytest.mark.clause("P8a")
def test_it_calls_for_a_review_of_an_alert(cast):
    alert = scenarios.active(cast, days=100)
    assert trigger_of(told(cast), alert) == ("SAFETY", LABEL)


@pytest.mark.clause("D4")
def test_a_recommendation_without_an_alert_says_why_and_the_file_is_kept_as_after_violence(cast):
    assert scenarios.opened(cast, circumstances=["SEXUAL"]).rests_on_violence()
    key = (gathering.PERSON, cast.customers[scenarios.LODGER].pk)
    assert [file.violent for file in gathering.files([key])] == [True]


@pytest.mark.clause("E1", refuses=True)
def test_no_letter_speaks_of_it_as_of_a_dog_alone(cast):
    incident = scenarios.logged(cast, circumstances=["SEXUAL", "DANGEROUS_DOG"])
    assert not suggestions._is_about_their_dog(incident)
