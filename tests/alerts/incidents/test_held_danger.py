"""Being kept from leaving, blocked in or followed has an answer of its own, with what follows from danger (D4)."""

import pytest

from alerts.incidents.policies import proposed_stage
from alerts.markers.models import AGAINST
from alerts.models import Incident
from alerts.reviews.selectors import trigger_of
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.procedure import Stage
from tests import scenarios
from tests.alerts.incidents.reporting import URL, a_report
from tests.page import words
from tests.step import fill

LABEL = "Kept from leaving, blocked in or followed"


@pytest.mark.clause("D4", "P2")
def test_it_is_an_answer_to_was_there_any_of_this(cast, sign_in):
    client = sign_in("officer")
    assert "Somebody was kept from leaving, blocked in or followed" in words(client.get(URL))
    account = "He blocked the door for twenty minutes and would not let me leave."
    fill(client, URL, **a_report(cast, dangers=["HELD"], behaviours=[], account=account))
    found = Incident.objects.get()
    assert [danger.label for danger in found.dangers] == [LABEL]
    assert found in Incident.objects.dangerous()
    row = Duty.objects.open().get(kind=Kind.TRIAGE)
    assert (row.urgent, row.words) == (True, f"{LABEL}: place a marker?")
    assert Duty.objects.open().filter(kind=Kind.ASK).exists()


@pytest.mark.clause("P5", "D1")
def test_the_police_may_be_told_and_the_formal_stage_is_proposed(cast):
    incident = scenarios.logged(cast, circumstances=["HELD"])
    assert incident.threatened_violence()
    assert proposed_stage(incident) == Stage.FORMAL
    assert AGAINST[incident.dangers[0]] == "AT_LEAST_TWO"


@pytest.mark.clause("P8a")
def test_it_calls_for_a_review_of_an_alert(cast):
    alert = scenarios.active(cast, days=100)
    assert trigger_of(scenarios.logged(cast, circumstances=["HELD"]), alert) == ("SAFETY", LABEL)
