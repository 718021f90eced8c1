"""The list of subject access requests, and the page of one: ``/subject-access/``"""

import pytest

from tests import scenarios
from tests.page import words
from tests.step import offered

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.mark.long
def test_the_data_protection_officer_sees_all_with_the_days_left(sign_in, cast):
    request, late = scenarios.asked_for_data(cast), scenarios.asked_for_data(cast, scenarios.HONG, days=40)
    scenarios.clarifying(cast, "D900004")
    answered = scenarios.given(cast, "D900005")

    said = words(sign_in("dpo").get("/subject-access/"))

    assert said.index(late.reference) < said.index(request.reference) < said.index(answered.reference)
    assert "9 days late" in said
    assert "30 days left" in said
    assert "The clock stands still" in said


@pytest.mark.long
def test_the_page_of_a_request_says_what_was_done(sign_in, cast):
    request = scenarios.identified(cast, made_by="Sol Sample, solicitor")

    page = sign_in("dpo").get(f"/subject-access/{request.reference}/")

    said = words(page)
    assert "Sol Sample, solicitor" in said
    assert "We know them: no proof was needed, 10 June 2026" in said
    assert "By which authority A signed form of authority." in said
    assert offered(page) == ["Ask what they mean", "Take more time", "Refuse", "Record that it was withdrawn"]
    assert "to decide" in said


def test_of_somebody_whom_we_do_not_know_nothing_is_gathered(sign_in, cast):
    request = scenarios.asked_for_data(cast)

    page = sign_in("dpo").get(f"/subject-access/{request.reference}/")

    assert "Check first who asks. Until then nothing is gathered." in words(page)
    assert offered(page)[0] == "Check who asks"


@pytest.mark.long
def test_an_answered_request_says_what_was_kept_back_and_why(sign_in, cast):
    reported = scenarios.active(cast).investigation.incidents.get()
    request = scenarios.given(cast)

    said = words(sign_in("dpo").get(f"/subject-access/{request.reference}/"))

    kept = said.partition("What was kept back")[2]
    assert f"Incident {reported.reference}" in kept
    assert "alerts." not in kept, "no name of the code"
    assert scenarios.KEPT_BACK["reason"] in said
    assert request.digest in said


def test_a_restricted_file_is_read_whole_by_whoever_answers_for_its_person(sign_in, cast):
    scenarios.restrict_file(cast)
    request = scenarios.identified(cast)

    assert "Lewis Lodger" in words(sign_in("dpo").get(f"/subject-access/{request.reference}/"))
    assert sign_in("lead").get(f"/subject-access/{request.reference}/").status_code == 404
