"""An appeal against an alert whose place another takes."""

import pytest

from alerts.models import Alert
from housing_alerts.kernel.refusals import NotAllowed
from letters.models import IssuedPdf
from tests import scenarios, settling
from tests.letters.reader import text
from tests.page import words

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]


def test_nothing_takes_its_place_while_its_conditions_are_suspended(cast):
    alert = scenarios.restricted(cast)
    successor = scenarios.more_proposed(cast, alert)
    appeal = scenarios.appealed(cast, Alert.objects.get(pk=alert.pk), stay=True)
    successor.refresh_from_db()

    with pytest.raises(
        NotAllowed, match="whose place this one takes, are suspended while an appeal is decided. Decide"
    ):
        scenarios.approved(cast, Alert.objects.get(pk=successor.pk))
    scenarios.taken_back(cast, appeal)
    assert scenarios.approved(cast, Alert.objects.get(pk=successor.pk)).is_active


@pytest.mark.long
@pytest.mark.clause("E3")
@pytest.mark.parametrize(("inform", "named"), [(scenarios.INFORM, True), (scenarios.WITHHOLD, False)])
def test_the_answer_says_what_took_its_place_where_they_know_of_it(sign_in, cast, inform, named):
    alert = scenarios.active(cast)
    successor = scenarios.more_proposed(cast, alert)
    appeal = scenarios.appealed(cast, Alert.objects.get(pk=alert.pk))
    scenarios.approved(cast, successor, inform)
    said = "A “Visit in Pairs” alert took its place on 10 June 2026, and your appeal was not about that one."
    appeal.refresh_from_db()
    assert (said in _printed(cast, appeal)) == named

    appeal = scenarios.determined(cast, scenarios.made_ready(cast, appeal), "UPHELD")

    letter = _printed(cast, appeal)
    assert (said in letter) == named
    assert ("alert on 10 June 2026 already. We now find that it should not have been there." in letter) != named
    page = words(sign_in("lead").get(f"/alerts/{successor.reference}/"))
    assert f"An appeal against {alert.reference}, which this one replaced, was upheld on 10 June 2026" in page


def _printed(cast, appeal):
    return text(bytes(IssuedPdf.objects.get(letter=scenarios.issued(cast, appeal)).content))


@pytest.fixture
def replaced(cast):
    """An appeal that waits for the Head of Service, against an alert whose place another took meanwhile."""
    alert = scenarios.active(cast)
    successor = scenarios.more_proposed(cast, alert)
    appeal = scenarios.prepared(cast, Alert.objects.get(pk=alert.pk))
    return appeal, scenarios.approved(cast, successor)


@pytest.mark.clause("P9b")
def test_the_decider_reads_what_took_its_place_and_chooses_among_what_is_true(sign_in, replaced):
    appeal, successor = replaced

    page = words(sign_in("head").get(f"/appeals/{appeal.reference}/determine/"))

    named = f"Visit in Pairs, {successor.reference}"
    assert f"In its place now {named}" in page
    upheld = f"Upheld: the decision was not right. The alert has ended already, and {named}, which took its place, is reviewed"
    assert upheld in page
    assert "Not upheld: the decision was right. The alert has ended already" in page
    assert "the alert stays" not in page
    assert "Partly upheld" not in page


@pytest.mark.clause("P9b")
def test_what_took_its_place_is_reviewed_early_where_the_appeal_is_upheld(sign_in, cast, replaced):
    for outcome, reviews in [("UPHELD", 1), ("NOT_UPHELD", 0)]:
        with settling.undone():
            appeal, successor = replaced
            appeal.refresh_from_db()

            scenarios.determined(cast, appeal, outcome)

            opened = [each for each in successor.reviews.all() if each.status == "OPEN"]
            assert len(opened) == reviews
            for review in opened:
                said = f"Appeal {appeal.reference} against {appeal.alert.reference}, which this alert replaced, was upheld."
                assert (review.trigger, review.evidence) == ("APPEAL", said)
                assert "Reviews due" in words(sign_in("lead").get("/"))


@pytest.mark.clause("P9b")
def test_a_review_of_it_that_is_open_weighs_the_appeal(cast, replaced):
    appeal, successor = replaced
    review = scenarios.under_review(cast, Alert.objects.get(pk=successor.pk))
    appeal.refresh_from_db()

    scenarios.determined(cast, appeal, "UPHELD")

    assert list(successor.reviews.all()) == [review]


@pytest.mark.clause("P9b", refuses=True)
def test_no_part_is_upheld_of_an_alert_that_has_ended(cast, replaced):
    appeal, _ = replaced
    appeal.refresh_from_db()

    with pytest.raises(
        NotAllowed, match="has ended since, so there is no part of it to uphold. Uphold the appeal, or not"
    ):
        scenarios.determined(cast, appeal, "PARTLY")
