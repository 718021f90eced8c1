"""No letter lets a customer off what something else at the home still asks for, and none names it (E2, E3, P8b)."""

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from letters import checklist, in_the_post
from tests import scenarios
from tests.page import assert_blocked, nothing_changes

from .samples import said
from .sending import issue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
HOUSEMATE = "D900009"
ENDED = "What the “{}” alert asked of you and of us has ended."
OFF = {
    "DANGEROUS_DOGS": "You no longer have to shut your dog away",
    "VISIT_IN_PAIRS": "Two people no longer have to come together",
}


def between_reviews(cast, alert):
    return scenarios.ended(cast, alert, "RISK_REDUCED")


def on_appeal(cast, alert):
    return scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")


WAYS = [between_reviews, scenarios.removed_at_a_review, on_appeal]


@pytest.mark.parametrize("inform", [scenarios.INFORM, scenarios.WITHHOLD])
@pytest.mark.parametrize("gone", WAYS)
@pytest.mark.clause("P8b", "E3", refuses=True)
def test_what_an_alert_on_somebody_at_home_asks_for_too_is_not_said_to_be_over(cast, gone, inform):
    scenarios.active(cast, customer=HOUSEMATE, inform=inform)
    text = said(scenarios.composed(cast, gone(cast, scenarios.told(cast))))
    assert ENDED.format("Visit in Pairs") in text
    assert OFF["VISIT_IN_PAIRS"] not in text
    assert "“Visit in Pairs” alert stays" not in text


@pytest.mark.clause("P8b", refuses=True)
def test_nor_is_what_an_alert_on_the_property_asks_for(cast):
    scenarios.on_a_property(cast)
    text = said(scenarios.composed(cast, between_reviews(cast, scenarios.told(cast, "DANGEROUS_DOGS"))))
    assert ENDED.format("Dangerous Dogs") in text
    assert OFF["DANGEROUS_DOGS"] not in text


@pytest.mark.clause("P8b")
def test_how_somebody_at_home_may_contact_us_changes_nothing_for_the_customer(cast):
    limits = {"conditions": [scenarios.CONDITION]}
    scenarios.told(cast, "CONTACT_MANAGEMENT", customer=HOUSEMATE, **limits)
    text = said(scenarios.composed(cast, between_reviews(cast, scenarios.told(cast, "CONTACT_MANAGEMENT", **limits))))
    assert "You can contact us in every usual way again." in text


AGAIN = "This letter says that what the alert asked for is over. Since it was composed, something else at this address"


@pytest.mark.parametrize("gone", WAYS)
@pytest.mark.clause("P8b", "E3", refuses=True)
def test_a_draft_is_not_issued_once_somebody_at_home_has_such_an_alert(cast, gone, sign_in):
    alert = scenarios.told(cast)
    draft = scenarios.drafted(cast, gone(cast, alert))
    assert OFF["VISIT_IN_PAIRS"] in said(draft)
    scenarios.active(cast, customer=HOUSEMATE)

    assert_blocked(sign_in("lead").get(f"/letters/{draft.reference}/issue/"), AGAIN)
    with nothing_changes(), pytest.raises(NotAllowed, match=AGAIN):
        issue(cast, draft)
    (point,) = [point for point in checklist.points(draft, on=cast.today) if point.refusal]
    assert (point.about, point.refusal.clause.id) == ("What it says is over", "P8b")

    scenarios.cancelled(cast, draft)
    again = issue(cast, scenarios.drafted(cast, draft.subject))
    assert again.status == "ISSUED"
    assert OFF["VISIT_IN_PAIRS"] not in said(again)


@pytest.mark.clause("P8b", refuses=True)
def test_one_in_the_post_is_asked_about_because_it_may_have_gone(cast):
    issued = scenarios.issued(cast, between_reviews(cast, scenarios.told(cast)))
    scenarios.active(cast, customer=HOUSEMATE)
    (doubt,) = in_the_post.asked(issued, on=cast.today)
    assert (doubt.code, doubt.sentence.startswith(AGAIN)) == (in_the_post.LEFT, True)


@pytest.mark.clause("P8b")
def test_a_draft_that_lets_nobody_off_stays_true_whatever_comes(cast):
    scenarios.active(cast, customer=HOUSEMATE)
    draft = scenarios.drafted(cast, between_reviews(cast, scenarios.told(cast)))
    scenarios.on_a_property(cast)
    assert issue(cast, draft).status == "ISSUED"


def lighter_at_a_review(cast, alert):
    review = scenarios.under_review(cast, alert)
    return scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=["POLICE_ADVICE"])


def lighter_on_appeal(cast, alert):
    return scenarios.determined(cast, scenarios.prepared(cast, alert), "PARTLY", controls=["POLICE_ADVICE"])


@pytest.mark.parametrize("lighter", [lighter_at_a_review, lighter_on_appeal])
@pytest.mark.clause("E3", "P7c", refuses=True)
def test_of_a_lighter_alert_it_is_said_what_that_alert_asks_no_more(cast, lighter):
    """Whatever else asks for the same: an alert that is kept from the customer here."""
    scenarios.active(cast, inform=scenarios.WITHHOLD)
    text = said(scenarios.composed(cast, lighter(cast, scenarios.told(cast, "WEAPONS"))))
    assert (
        "What no longer applies The “Weapons” alert no longer asks for this: - Two people come together when they visit you. "
        "- If nobody lets us in" in text
    )
    assert "any more:" not in text
    assert "Visit in Pairs" not in text
