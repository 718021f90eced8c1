"""Appendix E: the three letters, from the facts of the case to the frozen PDF."""

import pytest

from alerts.alert import services as alert_services
from alerts.decisions import services as decisions_services
from alerts.investigations import services as investigations_services
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from letters import services as letters
from letters.choices import Kind
from letters.models import IssuedPdf
from tests import scenarios
from tests.letters.reader import text as text_of
from tests.owing import letters_owed
from tools import demo


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
    with pytest.raises(NotAllowed, match="Lewis Lodger no longer lived at this address"):
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

    with pytest.raises(
        NotAllowed,
        match="has another address for Lewis Lodger by now. If it has not gone yet, cancel it",
    ):
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
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)), outcome=outcome)
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
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    alert.refresh_from_db()
    with pytest.raises(NotAllowed, match="The letter about its review tells the customer of it"):
        scenarios.drafted(cast, alert)
    assert scenarios.drafted(cast, review).status == "DRAFT"


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
    alert_services.end_alert(
        alert=alert,
        version=alert.version,
        by=cast.lead,
        on=cast.today,
        because="ERROR",
        reason="It was the wrong person throughout.",
    )
    letter.refresh_from_db()

    assert letter.status == "CANCELLED"


@pytest.mark.clause("E4")
def test_considered_no_alert_is_told_to_the_customer_who_gave_their_side(cast):
    file = scenarios.considered(cast)
    letter = scenarios.issued(cast, file)
    text = printed(letter)

    assert file.imposed_nothing()
    for said in [
        "We have not put an alert on your record because of this report.",
        "You told us your side of it. Thank you",
        "Lena Ledger",
    ]:
        assert said in text
    assert "We are not taking this report any further." in text
    assert (letter.reply_by, "appeal" in text) == (None, False)


@pytest.mark.clause("E4")
def test_an_agreed_action_is_told_with_the_right_to_appeal_against_it(cast):
    action = scenarios.agreed_action(cast)
    text = printed(scenarios.posted(cast, action.investigation))
    assert f"If you agree, it lasts until {show_date(action.live_until)}" in text
    assert "You can appeal against the behaviour agreement. Our letter about it says how, and by when." in text
    letter = scenarios.posted(cast, action)
    assert f"against the behaviour agreement is {show_date(letter.reply_by)}" in printed(letter)
    assert "any further" not in text
    late = scenarios.appealed(cast, action, received_on=cast.today)
    assert (late.reply_by, late.in_time) == (letter.reply_by, True)


@pytest.mark.clause("E4")
def test_what_the_police_or_a_court_will_tell_is_not_told_here(cast):
    text = printed(scenarios.issued(cast, scenarios.agreed_action(cast, kind="POLICE").investigation))

    assert not [said for said in ("police", "any further", "appeal") if said in text]


def _not_heard(cast):
    file = scenarios.investigated_unheard(cast)
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"no_further_action": True}
    )
    file = scenarios.recommended(cast, file)
    return decisions_services.agree_investigation(
        investigation=file, version=file.version, by=cast.head, on=cast.today, reason="It was a bad day."
    )


def _told_by_the_police_alone(cast):
    file = demo.investigate(cast, scenarios.logged(cast, about="THIRD_PARTY", source="The police"), 0)
    file = investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations={"no_further_action": True}
    )
    file = scenarios.recommended(cast, file)
    return decisions_services.agree_investigation(
        investigation=file, version=file.version, by=cast.head, on=cast.today, reason="It is theirs to deal with."
    )


def _of_somebody_never_written_to(cast):
    scenarios.never_write(cast)
    return scenarios.considered(cast)


def _of_somebody_who_has_died(cast):
    file = scenarios.considered(cast)
    scenarios.dies(cast)
    return file


@pytest.mark.clause("E4", refuses=True)
@pytest.mark.parametrize(
    ("there", "sentence"),
    [
        (scenarios.nothing_further, "Investigation .* is open: there is no outcome to tell."),
        (
            lambda cast: scenarios.active(cast).investigation,
            "An alert was imposed on this investigation. The letter about",
        ),
        (_not_heard, "There is no account of the customer’s side, and they have nothing to do. They know of nothing"),
        (_of_somebody_never_written_to, "must never be written to: a letter about this case could fall into the wrong"),
        (_of_somebody_who_has_died, "Lewis Lodger has died. No letter can be made."),
        (_told_by_the_police_alone, "This investigation rests on third-party information alone. No letter about it"),
    ],
)
def test_where_nothing_is_to_be_told_no_letter_of_an_outcome_is_made(cast, there, sentence):
    file = there(cast)
    file = type(file).objects.get(pk=file.pk)

    with pytest.raises(NotAllowed, match=sentence):
        scenarios.drafted(cast, file)
    assert file.reference not in letters_owed()


@pytest.mark.clause("E4")
def test_the_letter_is_owed_until_there_is_one(cast):
    file = scenarios.considered(cast)
    assert letters_owed() == [file.reference]


@pytest.mark.clause("E4", refuses=True)
def test_the_letter_of_an_outcome_says_what_is_so_and_names_nobody_who_reported(cast):
    action = scenarios.agreed_action(cast)
    file = action.investigation

    with pytest.raises(NotAllowed, match="The letter names Oliver Fisk, who reported an incident or was affected"):
        scenarios.drafted(cast, file, words="Oliver Fisk told us.")
    letter = scenarios.drafted(cast, file)
    scenarios.determined(cast, scenarios.prepared(cast, action), "UPHELD")
    why = "has changed since this letter was composed. Cancel it, and write to the customer as things stand now."
    assert why in str(file.why_facts_refused(letter.facts))
    letter.refresh_from_db()
    assert letter.status == "CANCELLED"


@pytest.mark.clause("E4", refuses=True)
def test_where_nobody_is_known_nobody_is_told_of_an_outcome(cast):
    alert = scenarios.declined(cast, scenarios.proposed_at_an_address(cast))

    why = alert.investigation.why_letter_refused("INVESTIGATION_OUTCOME")
    assert str(why) == "Nobody is known at this address, so there is nobody to write to."
    assert alert.investigation.kept_nameless() == [cast.officer]


@pytest.mark.clause("E4", refuses=True)
@pytest.mark.parametrize("missing", ["looked_into", "reason", "follows"])
def test_the_letter_of_an_outcome_leaves_no_part_empty(cast, missing):
    letter = scenarios.composed(cast, scenarios.agreed_action(cast).investigation)
    letter.facts[missing] = " "
    letter = letters.draft_letter(letter=letter, by=cast.lead, today=cast.today)

    with pytest.raises(NotAllowed, match="The letter leaves a part empty"):
        letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
