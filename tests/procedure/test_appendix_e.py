"""Appendix E: the three letters, from the facts of the case to the frozen PDF."""

import pytest

from alerts import services as alerts
from housing_alerts.jinja import show_date
from housing_alerts.records import saving as records
from housing_alerts.refusals import NotAllowed
from letters import services as letters
from letters.models import IssuedPdf, Kind
from tests import scenarios
from tests.letters.reader import text as text_of


def printed(letter):
    return text_of(bytes(IssuedPdf.objects.get(letter=letter).content))


@pytest.mark.clause("E1")
def test_the_notification_tells_of_the_alert(cast):
    letter = scenarios.issued(cast, scenarios.active(cast))
    text = printed(letter)

    for said in ["Mr Lewis Lodger", "Teign Housing", "Visit in Pairs", "shouted at our officer", letter.reference]:
        assert said in text
    assert show_date(letter.reply_by) in text


@pytest.mark.clause("E1", refuses=True)
def test_nothing_imposed_is_told_of(cast):
    with pytest.raises(NotAllowed, match="Alert .* is proposed: nothing is imposed."):
        scenarios.drafted(cast, scenarios.proposed(cast))


@pytest.mark.clause("E1", refuses=True)
def test_a_lead_of_the_area_writes_for_today_or_later_to_where_the_customer_lives(cast):
    alert = scenarios.active(cast)

    with pytest.raises(NotAllowed, match="An Operational Lead for Housing writes and sends the letters"):
        letters.draft_letter(letter=scenarios.composed(cast, alert), by=cast.lead2, today=cast.today)
    with pytest.raises(NotAllowed, match="The day it will be sent has passed"):
        scenarios.drafted(cast, alert, on=cast.ago(1))

    letter = scenarios.issued(cast, alert)
    membership = alert.customer.memberships.get()
    membership.ends = cast.ago(1)
    records.save(membership, by=None, why="Moved out")
    with pytest.raises(NotAllowed, match="No address is known for Lewis Lodger"):
        letters.record_posting(
            letter=letter,
            version=letter.version,
            by=cast.lead,
            method="FIRST_CLASS",
            on=cast.today,
            today=cast.today,
        )


@pytest.mark.clause("E1", refuses=True)
def test_a_letter_to_an_earlier_home_is_not_posted(cast):
    alert = scenarios.active(cast)
    letter = scenarios.issued(cast, alert)
    tenancy = alert.customer.memberships.get().tenancy
    tenancy.asset.address = "1 New Road, Testmouth, Devon"
    records.save(tenancy.asset, by=None, why="Corrected")

    with pytest.raises(NotAllowed, match="lives at another address now. Cancel this letter and compose it again"):
        letters.record_posting(
            letter=letter, version=letter.version, by=cast.lead, method="FIRST_CLASS", on=cast.today, today=cast.today
        )


@pytest.mark.clause("E1", refuses=True)
def test_a_letter_is_cancelled_with_a_reason(cast):
    letter = scenarios.drafted(cast, scenarios.active(cast))

    with pytest.raises(NotAllowed, match="Say why the letter is cancelled"):
        letters.cancel_letter(letter=letter, version=letter.version, by=cast.lead, reason=" ")


@pytest.mark.clause("E2")
@pytest.mark.parametrize(("outcome", "said", "appeal"), [("KEEP", "still", True), ("REMOVE", "no longer", False)])
def test_the_review_letter_tells_how_it_ended(cast, outcome, said, appeal):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.active(cast)), outcome=outcome)
    letter = scenarios.issued(cast, review)
    text = printed(letter)

    assert "Visit in Pairs" in text
    assert said in text
    assert (bool(letter.reply_by), "Your last day to appeal" in text) == (appeal, appeal)


@pytest.mark.clause("E2", refuses=True)
def test_an_open_review_has_no_outcome_to_tell(cast):
    review = scenarios.under_review(cast, scenarios.active(cast))

    with pytest.raises(NotAllowed, match="is not completed: there is no outcome yet"):
        scenarios.drafted(cast, review)


@pytest.mark.clause("E2", refuses=True)
def test_a_review_of_the_housing_system_has_no_outcome_to_tell(cast):
    review = scenarios.carried_over(cast, reviewed=10).reviews.get()

    with pytest.raises(NotAllowed, match="which keeps no outcome. There is nothing to tell"):
        scenarios.drafted(cast, review)


@pytest.mark.clause("E2", refuses=True)
def test_of_an_alert_of_the_housing_system_nobody_writes_before_a_review_answered_informing(cast):
    alert = scenarios.carried_over(cast)

    with pytest.raises(
        NotAllowed, match="does not record whether the customer was told. Answer that at a review first"
    ):
        scenarios.drafted(cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    alert.refresh_from_db()
    assert scenarios.drafted(cast, alert).status == "DRAFT"


@pytest.mark.clause("E3")
@pytest.mark.parametrize("outcome", ["UPHELD", "NOT_UPHELD"])
def test_the_appeal_letter_tells_the_decision_and_its_basis(cast, outcome):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), outcome)
    letter = scenarios.issued(cast, appeal)
    text = printed(letter)

    for said in ["Your letter of May", "The officer's account is clear", "Helen Headley"]:
        assert said in text.replace("’", "'")
    assert letter.reply_by is None


@pytest.mark.clause("E3", refuses=True)
def test_an_appeal_that_is_not_determined_has_no_outcome_to_tell(cast):
    letter = scenarios.composed(cast, scenarios.prepared(cast, scenarios.active(cast)))
    letter.kind = Kind.APPEAL_OUTCOME

    with pytest.raises(NotAllowed, match="is prepared: there is no outcome to tell yet"):
        letters.draft_letter(letter=letter, by=cast.lead, today=cast.today)


@pytest.mark.clause("E3", refuses=True)
def test_nobody_writes_to_somebody_who_has_died(cast):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert)
    alert.customer.died = True
    records.save(alert.customer, by=None, why="Told by the family")

    with pytest.raises(NotAllowed, match="has died. No letter can be made"):
        letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


@pytest.mark.clause("E1")
def test_an_ended_alert_cancels_what_was_not_sent(cast):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert)
    alerts.end_alert(
        alert=alert, version=alert.version, by=cast.lead, on=cast.today, because="ERROR", reason="Wrong person."
    )
    letter.refresh_from_db()

    assert letter.status == "CANCELLED"
