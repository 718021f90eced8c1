"""Composing the letter that tells how an appeal ended: ``/appeals/AP-…/letter/``"""

from datetime import date, timedelta

import pytest

from alerts.models import Alert
from housing_alerts.customers.models import Customer
from letters import services as letters
from letters.models import Letter
from tests import scenarios, settling
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    day,
    nothing_changes,
    words,
)
from tests.scenarios import WITHHOLD

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = {
    "considered": "Your letter of 10 June.",
    "basis": "The officer's account is clear.",
    "planned_method": "FIRST_CLASS",
} | day("planned_on", date(2026, 6, 10))


def agreed_beside_a_withheld_alert(cast):
    """A behaviour agreement that was agreed with an alert of which the customer is not told."""
    alert = scenarios.proposed_with_an_action(cast)
    scenarios.approved(cast, alert, WITHHOLD)
    return scenarios.agreed(cast, alert.investigation)


def agreed_on_third_party_information(cast):
    """A behaviour agreement that rests on nothing but what the police told us."""
    return scenarios.agreed_action(cast, about="THIRD_PARTY", source="Devon and Cornwall Police")


@pytest.fixture
def appeal(cast):
    return scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)))


def url(appeal):
    return f"/appeals/{appeal.reference}/letter/"


def page(appeal):
    return f"/appeals/{appeal.reference}/"


@pytest.mark.long
def test_the_lead_drafts_it_in_the_deciding_heads_name(sign_in, cast, appeal):
    client = sign_in("lead")
    assert "It goes in the name of Leonie Strand." in words(client.get(url(appeal)))

    response = client.post(url(appeal), SENT)

    letter = Letter.objects.get()
    message = f"Letter {letter.reference} drafted. Next: check it and issue it."
    assert_done(client, response, f"/letters/{letter.reference}/", message)
    assert (letter.subject, letter.kind, letter.status) == (appeal, "APPEAL_OUTCOME", "DRAFT")
    assert (letter.signatory, letter.signatory_title) == ("Leonie Strand", "Executive Director")
    assert (letter.grants_appeal, letter.reply_by) == (False, None)
    assert letter.facts["basis"] == SENT["basis"]


@pytest.mark.clause("E3")
def test_the_answer_to_a_late_appeal_says_when_it_was_decided(cast):
    for left in [
        scenarios.refused_as_late,
        lambda cast: scenarios.determined(cast, scenarios.made_ready(cast, scenarios.accepted_late(cast))),
    ]:
        with settling.undone():
            assert scenarios.composed(cast, left(cast)).facts["answered_on"] == "10 June 2026"


@pytest.mark.clause("E3")
def test_an_action_that_was_appealed_is_over_from_the_day_after_its_last(cast):
    for after, over in [(0, False), (1, True)]:
        for left in [
            scenarios.appealed,
            lambda cast, action: scenarios.determined(cast, scenarios.prepared(cast, action)),
        ]:
            with settling.undone():
                action = scenarios.agreed_action(cast)
                appeal = left(cast, action)

                facts = scenarios.composed(cast, appeal, on=action.live_until + timedelta(days=after)).facts

                assert (facts["kept"], facts["over"]) == (True, over)
                assert facts["live_until"] == f"{action.live_until:%-d %B %Y}"


@pytest.mark.clause("P9b")
def test_while_the_same_danger_is_open_a_won_appeal_promises_nothing_of_it(cast):
    alert = scenarios.active(cast, "DANGEROUS_DOGS")
    scenarios.posted(cast, alert)
    scenarios.logged(cast, days=0, circumstances=["DANGEROUS_DOG"], about="RISK")
    facts = scenarios.composed(cast, scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")).facts

    assert (facts["consequence"], facts["ended"]) == (
        "What the “Dangerous Dogs” alert asked of you and of us has ended.",
        [],
    )


@pytest.mark.long
@pytest.mark.parametrize("code", ["VISIT_IN_PAIRS", "TO_BE_CONFIRMED"])
@pytest.mark.parametrize("outcome", ["UPHELD", "NOT_UPHELD"])
def test_an_appeal_against_an_alert_of_the_housing_system_is_answered(sign_in, cast, code, outcome):
    alert = scenarios.carried_over(cast, code=code)
    appeal, client = scenarios.determined(cast, scenarios.prepared(cast, alert), outcome), sign_in("lead")
    assert appeal.answer_owed()
    assert "28 days left to answer" in words(client.get(page(appeal)))

    assert client.post(url(appeal), SENT).status_code == 302
    scenarios.cancelled(cast, Letter.objects.about(appeal).get())
    scenarios.posted(cast, appeal)

    assert not appeal.answer_owed()
    assert "to answer" not in words(client.get(page(appeal)))


@pytest.mark.long
def test_a_late_refusal_is_written_in_the_heads_name(sign_in, cast):
    appeal, client = scenarios.refused_as_late(cast), sign_in("lead")
    assert "Write the letter of refusal" in words(client.get(page(appeal)))
    shown = words(client.get(url(appeal)))
    assert "Why is the late appeal refused?" in shown
    assert "Nothing kept him from writing in time." in shown
    assert "Which information and evidence was considered?" not in shown

    with nothing_changes():
        assert_asks(client.post(url(appeal), SENT), "Say why the same person decided on the appeal")
    why = "Nobody else could decide at that time."
    assert client.post(url(appeal), SENT | {"same_decider": why}).status_code == 302

    letter = Letter.objects.about(appeal).get()
    assert letter.facts["same_decider"] == why
    assert letter.facts["decider"].endswith("The same person made the decision that you appealed against.")
    assert why in letters.as_text(letters.source(letter))
    assert (letter.kind, letter.signatory, letter.grants_appeal) == ("APPEAL_OUTCOME", "Helen Headley", False)
    assert (letter.facts["outcome"], letter.facts["kept"]) == ("REFUSED", True)
    assert letter.facts["last_day"] == f"{appeal.reply_by:%-d %B %Y}"
    letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


def test_an_answer_that_may_not_be_written_is_owed_all_the_same(sign_in, cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast, inform=WITHHOLD)))

    assert appeal.answer_owed()
    said = words(sign_in("lead").get(page(appeal)))
    assert "28 days left to answer" in said
    assert "No letter can answer this appeal. It was decided not to inform the customer of alert" in said


@pytest.mark.long
def test_a_partly_upheld_appeal_lists_what_ended_and_what_stays(sign_in, cast):
    alert = scenarios.told(cast, "WEAPONS")
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert), "PARTLY", controls=["AT_LEAST_TWO"])
    assert "What no longer applies We may ask the police for advice" in words(sign_in("lead").get(page(appeal)))

    facts = scenarios.issued(cast, appeal).facts

    assert facts["ended"] == []
    assert facts["ended_of_type"] == [
        "We may ask the police for advice before we visit you.",
        "If nobody lets us in, we follow extra safety rules.",
    ]
    assert [said["words"] for said in facts["stays"]] == ["Two people come together when they visit you."]


@pytest.mark.clause("P9b")
def test_an_appeal_against_an_action_is_answered_by_letter(sign_in, cast):
    for outcome, stands in [("UPHELD", False), ("NOT_UPHELD", True)]:
        with settling.undone():
            appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.agreed_action(cast)), outcome)
            client = sign_in("lead")
            assert appeal.answer_owed()
            assert "28 days left to answer" in words(client.get(page(appeal)))

            assert client.post(url(appeal), SENT).status_code == 302

            facts = Letter.objects.about(appeal).get().facts
            assert (facts["action_name"], facts["decided_on"], facts["kept"]) == (
                "behaviour agreement",
                "10 June 2026",
                stands,
            )
            scenarios.cancelled(cast, Letter.objects.about(appeal).get())
            scenarios.posted(cast, appeal)
            assert not appeal.answer_owed()


def test_what_was_set_aside_since_is_no_longer_said_to_stand(cast):
    action = scenarios.agreed_action(cast)
    letter = scenarios.issued(cast, scenarios.determined(cast, scenarios.prepared(cast, action)))
    action.refresh_from_db()

    scenarios.determined(cast, scenarios.prepared(cast, action), "UPHELD")

    letter.refresh_from_db()
    assert (letter.status, letter.cancelled_reason) == ("CANCELLED", "Appeal AP-2026-00002 is decided")
    refusal = letter.subject.why_facts_refused(letter.facts).sentence
    assert refusal.startswith("An appeal set the action aside since this letter was composed")


def test_nor_is_an_alert_that_was_changed_since(cast):
    alert = scenarios.active(cast, "WEAPONS")
    letter = scenarios.drafted(cast, scenarios.determined(cast, scenarios.prepared(cast, alert)))
    assert letter.subject.why_facts_refused(letter.facts) is None

    review = scenarios.under_review(cast, Alert.objects.get())
    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=["AT_LEAST_TWO"])

    subject = type(letter.subject).objects.get()
    assert "would not be true" in subject.why_facts_refused(letter.facts).sentence


def test_a_letter_about_an_action_names_no_reporter(sign_in, cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.agreed_action(cast)))

    with pytest.raises(
        letters.NotAllowed, match="The letter names Oliver Fisk, who reported an incident or was affected"
    ):
        scenarios.drafted(cast, appeal, words="Oliver Fisk told us so.")


def test_the_findings_are_where_the_basis_starts_from(sign_in, appeal):
    assert appeal.findings in words(sign_in("lead").get(url(appeal)))


# The wrong state


@pytest.mark.long
@pytest.mark.parametrize(
    ("imposed", "refusal"),
    [
        (lambda cast: scenarios.active(cast, inform=WITHHOLD), "It was decided not to inform the customer of alert"),
        (agreed_beside_a_withheld_alert, "It was decided not to inform the customer of alert"),
        (
            agreed_on_third_party_information,
            "rests on third-party information alone. No letter about the action goes to the customer.",
        ),
    ],
    ids=["withheld", "an action beside a withheld alert", "an action on what the police told us"],
)
def test_where_nothing_may_be_written_nothing_can_be(sign_in, cast, imposed, refusal):
    appeal, client = scenarios.determined(cast, scenarios.prepared(cast, imposed(cast))), sign_in("lead")

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes(attempts=2):
        response = client.post(url(appeal), SENT)
        preview = client.post(url(appeal), SENT | {"preview": "page"})
    assert response.status_code == preview.status_code == 403
    assert refusal in preview.content.decode()


def test_who_may_not_be_written_to_gets_no_answer_by_letter(sign_in, appeal):
    for flag, refusal in [
        ("never_write", "must never be written to: a letter could fall"),
        ("died", "has died. No letter can be made."),
    ]:
        with settling.undone():
            Customer.objects.filter(pk=appeal.customer.pk).update(**{flag: True})
            client = sign_in("lead")

            assert_blocked(client.get(url(appeal)), refusal)
            with nothing_changes(attempts=1):
                assert_refused(client.post(url(appeal), SENT), refusal)
            told = words(client.get(page(appeal)))
            assert (f"No letter can answer this appeal. Lewis Lodger {refusal}" in told) == (flag != "died")


def test_nor_does_who_appealed_against_an_action(sign_in, cast):
    for flag, refusal in [
        ("never_write", "Lewis Lodger must never be written to: a letter about the action could fall"),
        ("died", "Lewis Lodger has died. No letter can be made about the action."),
    ]:
        with settling.undone():
            appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.agreed_action(cast)))
            Customer.objects.filter(pk=appeal.customer.pk).update(**{flag: True})

            assert_blocked(sign_in("lead").get(url(appeal)), refusal)


# Bad input


def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, appeal):
    for typed, sentences in [
        (
            {"considered": " ", "basis": "", "planned_method": "", "planned_on_day": ""},
            [
                "Say which information and evidence was considered",
                "Give the basis for the decision",
                "Choose how the letter will be sent",
                "The day the letter will be sent must include a day",
            ],
        ),
        ({"planned_on_day": "31"}, ["The day the letter will be sent must be a real date, such as 5 4 2026"]),
    ]:
        client = sign_in("lead")

        with nothing_changes():
            response = client.post(url(appeal), SENT | typed)

        assert_asks(response, *sentences, typed=((SENT | typed)["considered"],))


# GET


@pytest.mark.long
@pytest.mark.clause("E3", refuses=True)
def test_the_findings_go_to_the_customer_only_once_somebody_confirms_that_they_can_read_them(cast, sign_in, appeal):
    client, found = sign_in("lead"), {**SENT, "basis": appeal.findings}
    asked = (
        "“What is the basis for the decision?” holds the words of the record as they are. The customer may read them."
    )
    assert appeal.findings in words(client.get(url(appeal)))
    with nothing_changes():
        response = client.post(url(appeal), found)
    assert asked in words(response)

    client.post(url(appeal), {**found, "confirmed": asked})

    letter = Letter.objects.get()
    assert (letter.facts["basis"], letter.confirmed) == (appeal.findings, [asked])


@pytest.mark.clause("E3")
def test_whoever_decides_reads_that_the_letter_begins_with_the_findings(cast, sign_in):
    prepared = scenarios.prepared(cast, scenarios.active(cast))
    said = words(sign_in("head").get(f"/appeals/{prepared.reference}/determine/"))
    assert "The Lead starts the letter to the customer from your words" in said
