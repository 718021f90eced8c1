"""An appeal that is not upheld may set an earlier day of review, which binds the Lead and stands in the letter (P9b, P8a)."""

from datetime import date, timedelta

import pytest

from appeals.drafts import appeal_outcome
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.page import day, nothing_changes, words
from tests.step import fill

pytestmark = pytest.mark.usefixtures("wednesday")
ANSWERS = {
    "outcome": "NOT_UPHELD",
    "vulnerability": "He was asked, and told us of nothing.",
    "findings": "The account of the officer is clear.",
}
SOONER = date(2026, 9, 1)


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


def _url(appeal):
    return f"/appeals/{appeal.reference}/determine/"


@pytest.mark.clause("P9b", "P8a")
def test_the_day_binds_the_lead_and_stands_in_the_letter(cast, sign_in, alert):
    appeal = scenarios.prepared(cast, alert)
    client = sign_in("leadership")
    assert f"It is due by {show_date(alert.review_due_on)}." in words(client.get(_url(appeal)))

    fill(client, _url(appeal), **ANSWERS, absence_reason="On leave.", **day("review_by", SOONER))

    alert.refresh_from_db()
    appeal.refresh_from_db()
    assert alert.review_due_on == SOONER
    facts = appeal_outcome(appeal, on=cast.today, considered="Your letter.", basis="It is clear.")
    assert (facts["review_by"], facts["review_late"]) == ("1 September 2026", False)
    assert list(type(alert).objects.due_for_review(on=SOONER)) == [alert]


@pytest.mark.clause("P9b", "P8a", refuses=True)
def test_a_day_in_the_past_or_later_than_it_is_due_is_refused(cast, sign_in, alert):
    appeal = scenarios.prepared(cast, alert)
    for wrong in (cast.today, alert.review_due_on + timedelta(days=1)):
        with nothing_changes(), pytest.raises(NotAllowed, match="Choose a day after today and not later than that"):
            scenarios.determined(cast, appeal, review_by=wrong)


@pytest.mark.clause("P9b", refuses=True)
def test_what_ends_is_not_reviewed(cast, alert):
    appeal = scenarios.prepared(cast, alert)
    with (
        nothing_changes(),
        pytest.raises(NotAllowed, match="Nothing goes on after this decision that could be reviewed."),
    ):
        scenarios.determined(cast, appeal, "UPHELD", review_by=SOONER)


def test_an_action_asks_for_no_review(cast, sign_in):
    appeal = scenarios.prepared(cast, scenarios.agreed_action(cast))
    assert "Is it to be reviewed sooner?" not in words(sign_in("leadership").get(_url(appeal)))
    with pytest.raises(NotAllowed, match="Nothing goes on after this decision that could be reviewed."):
        scenarios.determined(cast, appeal, review_by=SOONER)
