"""A threat on the telephone or at an office: what a marker offers first, and what a call handler and a reception read."""

import pytest

from alerts.markers.models import SAFETY, beyond, offered_after
from tests import scenarios
from tests.page import words
from tests.step import fill

CALL = "end the call if they threaten you: say that you will, and tell your line manager"
OFFICE = "nobody sees them alone: call 999 if you are in danger"


@pytest.mark.clause("D4", "D2")
@pytest.mark.parametrize(
    ("channel", "control", "told"),
    [("TELEPHONE", "END_CALL", f"on the telephone, {CALL}"), ("OFFICE", "TWO_AT_OFFICE", f"at an office, {OFFICE}")],
)
def test_what_fits_stands_first_and_everybody_who_looks_up_the_person_reads_it(cast, sign_in, channel, control, told):
    incident = scenarios.logged(cast, behaviour="THREAT_OF_VIOLENCE", channel=channel)
    client, url = sign_in("manager"), f"/incidents/{incident.reference}/marker/"
    page = words(client.get(url))
    assert page.index(SAFETY[control]) < page.index(SAFETY["AT_LEAST_TWO"])

    fill(client, url, controls=[control, "AT_LEAST_TWO"])

    said = words(sign_in("officer").get("/look-up/", {"q": "Lewis Lodger"}))
    assert told in said
    assert "go with at least one other colleague" in said


def test_after_a_visit_the_order_stays():
    assert offered_after("HOME_VISIT") == list(SAFETY.items())


@pytest.mark.clause("D4", refuses=True)
def test_an_alert_that_only_changes_visits_does_not_answer_for_calls():
    assert beyond(["END_CALL", "ASK_LEAD"], ["AT_LEAST_TWO"]) == [f"On the telephone, {CALL}"]
    assert beyond(["ASK_LEAD"], ["END_CALL"]) == ["Ask an Operational Lead before you go"]
