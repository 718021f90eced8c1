"""Two people of one home, of whom one may be visited by no man and the other by no woman: nobody could go there (§7, D4.1)."""

import pytest

from tests import scenarios, settling
from tests.page import words
from tools import demo

SIAN = "D900002"
HOME = "12 Sandpiper Close"
STOP = "Nobody goes for now. “No woman visits” and “No man visits” are both asked for here. Ring Lena Ledger"
WARNS = "With “No man visits” nobody could go there. Agree first with its Lead how a visit is made."


@pytest.fixture
def sian(cast):
    """She lives with Mr Lodger."""
    scenarios.lives_at(cast.customers[SIAN], "T-D1", starts=cast.today)
    return cast.customers[SIAN]


@pytest.fixture
def no_woman(cast, sian):
    """No woman visits her."""
    return scenarios.active(cast, "NO_FEMALE_VISITORS", SIAN)


@pytest.mark.clause("P7b", "D4")
def test_the_look_up_says_that_nobody_goes_and_whom_to_ring(cast, sign_in, no_woman):
    assert "Nobody goes for now" not in words(sign_in("officer").get("/look-up/", {"q": HOME})), "with one of the two"
    incident = scenarios.logged(cast, violent=True)
    assert WARNS in words(sign_in("manager").get(f"/incidents/{incident.reference}/marker/"))
    with settling.undone():
        scenarios.mark(cast, incident, controls=("NO_MAN",))
        said = words(sign_in("officer").get("/look-up/", {"q": HOME}))
        assert "Nobody goes for now." in said
        assert f"Ring {cast.manager}: {cast.manager.telephone}" in said
    scenarios.active(cast, "NO_MALE_VISITORS")
    for username in ("officer", "contractor"):
        said = words(sign_in(username).get("/look-up/", {"q": HOME}))
        assert STOP in said
        assert f"Ring Lena Ledger: {cast.lead.telephone}" in said


@pytest.mark.clause("P7b")
def test_the_lead_and_the_head_are_warned_before_the_second_one(cast, sign_in, no_woman):
    draft = demo.draft(cast, scenarios.investigated(cast), "NO_MALE_VISITORS")
    named = f"“No woman visits” is asked for at the same home already: No Female Visitors, {no_woman.reference}, on "
    said = words(sign_in("lead").get(f"/investigations/{draft.investigation.reference}/recommend/"))
    assert f"{named}{no_woman.customer}. {WARNS}" in said
    draft.investigation.refresh_from_db()
    scenarios.recommended(cast, draft.investigation)
    said = words(sign_in("head").get(f"/alerts/{draft.reference}/approve/"))
    assert f"{named}{no_woman.customer}. {WARNS}" in said


def test_a_marker_at_the_home_warns_too(cast, sign_in, sian):
    marker = scenarios.mark(cast, scenarios.logged(cast, SIAN, violent=True), controls=("NO_WOMAN",))
    alert = scenarios.proposed(cast, "NO_MALE_VISITORS")
    said = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert f"the interim marker of {marker.incident.reference}" in said


def test_a_marker_on_the_same_person_that_the_decision_does_not_lift_warns_too(cast, sign_in):
    alert = scenarios.proposed(cast, "NO_MALE_VISITORS")
    lifted, stays = alert.investigation.incidents.get(), scenarios.logged(cast, violent=True)
    scenarios.mark(cast, stays, controls=("NO_WOMAN",))
    said = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert f"“No woman visits” is asked for at the same home already: the interim marker of {stays.reference}" in said
    assert lifted.reference not in said.partition("Nobody could go there")[2].partition("Agree first")[0]


@pytest.mark.clause("P11a")
def test_of_a_restricted_file_only_that_there_is_one(cast, sign_in, no_woman):
    alert = scenarios.proposed(cast, "NO_MALE_VISITORS")
    scenarios.restrict(cast, SIAN, readers=[cast.lead])
    said = words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    assert "“No woman visits” is asked for at the same home already: it stands on a restricted file" in said
    assert no_woman.reference not in said
