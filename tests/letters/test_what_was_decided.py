"""What was decided is what is written: no letter starts from, or passes with, words that nobody decided on (E2, E3, E4)."""

import pytest

from alerts.models import Alert
from letters import services
from letters.models import Letter
from tests import scenarios
from tests.page import assert_asks, nothing_changes, words
from tests.step import fill, shown

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]
STOCK = "We have had no further concerns about your behaviour. Thank you for working with us."
ASKED = (
    "“What is the reason for the decision?” holds the suggested words as they are. They say what is so in this case."
)


def said(letter):
    """The letter as text."""
    return " ".join(services.as_text(services.source(letter)).split())


# What each letter starts from


@pytest.mark.clause("E2", refuses=True)
def test_the_letter_about_a_review_starts_from_the_recorded_reason(cast, sign_in):
    review = scenarios.reviewed(
        cast,
        scenarios.under_review(cast, scenarios.told(cast)),
        reason="Her sister lives with her and speaks for her now.",
    )
    page = sign_in("lead").get(f"/reviews/{review.reference}/letter/")
    assert shown(page)["reason"] == ["Her sister lives with her and speaks for her now."]


@pytest.mark.clause("P8b", refuses=True)
def test_the_letter_about_a_removal_starts_from_no_words(cast, sign_in):
    """Why it was removed is written down for colleagues, and suggested words are none of the Lead's."""
    alert = scenarios.ended(cast, scenarios.told(cast))
    page = sign_in("lead").get(f"/alerts/{alert.reference}/removal-letter/")
    assert shown(page)["reason"] == [""]


@pytest.mark.clause("E2", "P11a")
def test_what_colleagues_wrote_for_each_other_goes_out_only_where_the_lead_says_so(cast, sign_in):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)))
    client, url = sign_in("lead"), f"/reviews/{review.reference}/letter/"
    with nothing_changes():
        asked = fill(client, url)
        assert_asks(asked, "Confirm that it is meant, or write it in another way")
    question = (
        "“What is the reason for the decision?” holds the words of the record as they are. The customer may read them."
    )
    client.post(url, shown(asked) | {"confirmed": question})
    assert Letter.objects.get(kind="REVIEW_OUTCOME").confirmed == [question]


@pytest.mark.parametrize(
    ("there", "reason"),
    [
        (scenarios.considered, "It was a bad day."),
        (lambda cast: scenarios.agreed_action(cast).investigation, "It is enough for us now."),
        (lambda cast: scenarios.declined(cast, scenarios.proposed(cast)).investigation, "A warning is enough for now."),
    ],
    ids=["nothing more", "an action", "a declined alert"],
)
@pytest.mark.clause("E4", refuses=True)
def test_the_letter_about_an_outcome_starts_from_the_recorded_reason(cast, sign_in, there, reason):
    file = there(cast)
    assert shown(sign_in("lead").get(f"/investigations/{file.reference}/letter/"))["reason"] == [reason]


@pytest.mark.clause("E4")
def test_the_letter_about_an_outcome_says_what_was_done(cast, sign_in):
    incident = scenarios.logged(cast, channel="TELEPHONE")
    incident.examples.set(type(incident).examples.rel.model.objects.filter(code="VERBAL_ABUSE"))
    alert = scenarios.declined(cast, scenarios.proposed_on(cast, incident))
    client, url = sign_in("lead"), f"/investigations/{alert.investigation.reference}/letter/"
    begun = f"We looked into a report about a telephone call on {incident.occurred_at:%-d %B %Y}. It said that"
    assert shown(client.get(url))["looked_into"] == [f"{begun} your behaviour was "]
    assert f"{begun} you used abusive words to somebody who works for us." in words(client.get(url))
    with nothing_changes():
        assert_asks(
            fill(client, url, reason="We think that this is so."),
            "A sentence stops at “your behaviour was”. Finish it.",
        )


@pytest.mark.clause("D3a")
def test_a_written_warning_says_what_was_done(cast, sign_in):
    incident = scenarios.settled(
        cast, action="WRITTEN_WARNING", departure_reason="He said sorry to me afterwards.", channel="TELEPHONE"
    )
    incident.examples.set(type(incident).examples.rel.model.objects.filter(code="VERBAL_ABUSE"))
    action = incident.actions.get()
    page = words(sign_in("lead").get(action.letter_page(action.letter_kind)))
    assert "you used abusive words to somebody who works for us." in page


# Suggested words


@pytest.fixture
def review(cast):
    return scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)), outcome="REMOVE")


@pytest.mark.clause("E2", refuses=True)
def test_suggested_words_never_pass_as_finished(cast, sign_in, review):
    client, url = sign_in("lead"), f"/reviews/{review.reference}/letter/"
    with nothing_changes():
        response = fill(client, url, reason="", reason_from="0")
        assert_asks(response, "Confirm that it is meant, or write it in another way")
    assert shown(response)["reason"] == [STOCK]
    client.post(url, shown(response) | {"confirmed": ASKED})
    letter = Letter.objects.get(kind="REVIEW_OUTCOME")
    assert (letter.facts["reason"], letter.confirmed) == (STOCK, [ASKED])
    assert ASKED in words(client.get(f"/letters/{letter.reference}/"))


@pytest.mark.clause("E2")
def test_words_of_ones_own_are_not_asked_about(sign_in, review):
    fill(
        sign_in("lead"),
        f"/reviews/{review.reference}/letter/",
        reason=f"{STOCK} All visits were calm.",
        reason_from="0",
    )
    assert Letter.objects.get(kind="REVIEW_OUTCOME").confirmed == []


# An appeal that was won


def won(cast, alert, **answers):
    return scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD", **answers)


@pytest.mark.clause("E3")
def test_whoever_won_an_appeal_reads_that_we_are_sorry_and_what_no_longer_applies(cast):
    text = said(scenarios.posted(cast, won(cast, scenarios.restricted(cast))))
    assert "We agree with your appeal, and we are sorry." in text
    assert "You can contact us in every usual way again." in text
    assert "What no longer applies" not in text
    assert "ended. Nobody has to keep to it any more:" in text
    assert "“Please contact us by letter only.”" in text


@pytest.mark.clause("E3", refuses=True)
def test_nothing_is_listed_that_another_alert_still_asks_for(cast):
    scenarios.posted(cast, scenarios.active(cast, "NO_LONE_MALES"))
    text = said(
        scenarios.composed(cast, won(cast, scenarios.active(cast, "VISIT_IN_PAIRS", conditions=[scenarios.CONDITION])))
    )
    assert "Please contact us by letter only." not in text
    assert "The “No Lone Males” alert stays on your record" in text


@pytest.mark.clause("E3", refuses=True)
def test_nothing_is_said_to_have_ended_in_whose_place_another_alert_stands(cast):
    alert = scenarios.told(cast)
    appeal = scenarios.prepared(cast, alert)
    scenarios.approved(cast, scenarios.proposed_to_replace(cast, Alert.objects.get(pk=alert.pk), "WEAPONS"))
    appeal.refresh_from_db()
    facts = scenarios.composed(cast, scenarios.determined(cast, appeal, "UPHELD")).facts
    assert (facts["consequence"], facts["ended"]) == ("", [])


@pytest.mark.parametrize("outcome", ["UPHELD", "NOT_UPHELD"])
@pytest.mark.clause("P9b", "E3")
def test_it_says_who_decided_and_why_not_the_head_who_had_imposed_it(cast, outcome):
    text = said(
        scenarios.composed(cast, scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), outcome))
    )
    assert (
        f"{cast.leadership}, Executive Director, decided on your appeal. The Head of Service for Housing made the decision "
        "that you appealed against, so somebody else decided this." in text
    )


@pytest.mark.clause("P7a", "E3")
def test_it_says_so_too_where_the_head_was_away_or_there_was_none(cast):
    alert = scenarios.carried_over(cast)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert), outcome="NOT_UPHELD")
    assert appeal.absent_head not in appeal.made_by()
    text = said(scenarios.composed(cast, appeal))
    assert (
        f"{cast.leadership}, Executive Director, decided on your appeal. The Head of Service for Housing could not do it at "
        "that time." in text
    )
    appeal.absent_head = None
    assert "There was no Head of Service for Housing at that time." in said(scenarios.composed(cast, appeal))
    appeal.absence_reason = ""
    assert scenarios.composed(cast, appeal).facts["decider"] == (
        f"{cast.leadership}, Executive Director, decided on your appeal."
    )


@pytest.mark.clause("P9a", "P9b")
def test_it_says_so_where_whoever_made_the_decision_refuses_a_late_appeal(cast):
    appeal = scenarios.refused_as_late(cast)
    assert appeal.decided_by in appeal.made_by()
    assert (
        f"{cast.head}, {cast.head.job_title}, decided that we cannot look at your appeal. The same person made the decision that "
        "you appealed against. Please ask us, if you want to know why."
    ) in said(scenarios.composed(cast, appeal))
