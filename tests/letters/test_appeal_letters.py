"""The acknowledgement of an appeal and the answer to it: what applies, what was decided, and what else was sent (§9, E3)."""

from datetime import timedelta

import pytest

from alerts.models import Alert
from alerts.writing import measures
from appeals import drafts as of_appeals
from appeals import suggestions
from appeals.policies import doubts_of_mistake
from letters import policies
from letters.choices import Kind
from tests import scenarios, settling

from .samples import AGAINST_AN_ACTION, letter, said
from .test_removal import HOURS, less

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


# The acknowledgement


CHOICE = "It is still your choice whether you take part."


@pytest.mark.clause("P9b", "E3")
def test_mediation_stays_their_choice(cast):
    mediation = scenarios.agreed_action(cast, kind="MEDIATION")
    appeal = scenarios.appealed(cast, mediation)
    assert f"What we decided goes on meanwhile. {CHOICE}" in said(scenarios.composed(cast, appeal))
    appeal = scenarios.determined(cast, scenarios.made_ready(cast, appeal))
    assert f"What we decided has not changed. {CHOICE}" in said(scenarios.composed(cast, appeal))
    assert CHOICE not in said(letter(Kind.APPEAL_OUTCOME, facts=AGAINST_AN_ACTION))


@pytest.mark.clause("E3", "P13a")
def test_what_was_set_aside_no_longer_counts_and_a_record_of_that_is_kept():
    facts = AGAINST_AN_ACTION | {"action_name": "written warning", "outcome": "UPHELD", "kept": False}
    text = said(letter(Kind.APPEAL_OUTCOME, facts=facts))
    assert "What we decided no longer stands. It no longer counts against you." in text
    assert "taken off your record" not in text
    assert "We keep it for 1 year after our last work on it." in text


@pytest.mark.clause("P9b", "P7c")
def test_whoever_was_told_nothing_of_an_alert_is_not_held_to_what_we_told_them(cast):
    alert = scenarios.restricted(cast)
    appeal = scenarios.appealed(cast, alert)
    text = said(scenarios.composed(cast, appeal))
    assert "We should have written to you about it, and we are sorry. Our letter about it follows." in text
    assert "told you about" not in text
    assert "limits on how you can contact us" not in text
    scenarios.posted(cast, alert)
    appeal.alert.refresh_from_db()
    facts = of_appeals.acknowledgement(appeal, on=cast.today)
    assert "told" not in facts
    assert "all that we told you about it still applies" in said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, facts=facts))


LIMITS = {"conditions": [scenarios.CONDITION, HOURS]}
OWED = "We should have written to you about it, and we are sorry. Our letter about it follows."


def answer(cast, appeal, **when):
    return said(scenarios.composed(cast, appeal, **when))


@pytest.mark.clause("P9b", refuses=True)
def test_nor_does_the_acknowledgement_list_what_is_suspended(cast):
    text = answer(cast, scenarios.appealed(cast, scenarios.active(cast, "CONTACT_MANAGEMENT", **LIMITS), stay=True))
    assert f"The “Contact Management” alert stays on your record. {OWED}" in text
    assert "do not apply to you until" not in text


def afresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.mark.long
@pytest.mark.clause("P9b", refuses=True)
def test_an_appeal_is_not_acknowledged_while_the_only_contact_has_left(cast):
    named = {"kind": "NAMED_OFFICER", "words": "Please contact Liam Leduc only."}
    appeal = scenarios.appealed(cast, scenarios.told(cast, "SINGLE_POINT_OF_CONTACT", conditions=[named]))
    assert appeal.why_letter_refused("APPEAL_ACKNOWLEDGEMENT") is None
    scenarios.leaves(cast.lead2)
    refusal = afresh(appeal).why_letter_refused("APPEAL_ACKNOWLEDGEMENT")
    assert "Review the alert first" in refusal.sentence


# The answer: who decided


@pytest.mark.clause("P9b", "E3")
def test_it_says_who_decided_and_why_not_the_head_who_had_imposed_it(cast):
    for outcome in ["UPHELD", "NOT_UPHELD"]:
        with settling.undone():
            text = said(
                scenarios.composed(
                    cast, scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)), outcome)
                )
            )
            assert (
                f"{cast.leadership}, Executive Director, decided on your appeal. The Head of Service for Housing made the "
                "decision that you appealed against, so somebody else decided this." in text
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


@pytest.mark.clause("E3")
def test_an_alert_that_was_won_away_or_removed_leaves_a_record():
    record = "We keep a record that there was an alert, and of what was decided."
    won = {
        "outcome": "UPHELD",
        "kept": False,
        "review_by": "",
        "ended": [],
        "consequence": "Two people no longer come.",
    }
    assert record in said(letter(Kind.APPEAL_OUTCOME, facts=won))
    assert record not in said(letter(Kind.APPEAL_OUTCOME))
    assert record in said(letter(Kind.REVIEW_OUTCOME, facts={"outcome": "REMOVE", "review_by": ""}))
    assert record not in said(letter(Kind.REVIEW_OUTCOME))


@pytest.mark.clause("P13a")
def test_who_was_right_does_not_read_that_the_record_keeps_people_safe():
    put_right = "We keep a record of this to show what was decided, and that it was put right."
    won = said(letter(Kind.APPEAL_OUTCOME, facts={"outcome": "UPHELD", "kept": False}))
    in_error = said(letter(Kind.REMOVAL, facts={"because": "ERROR"}))
    assert [put_right in text for text in (won, in_error, said(letter(Kind.REMOVAL)))] == [True, True, False]


# What applies from now on


@pytest.mark.clause("P9b")
def test_limits_that_resume_apply_now_and_what_was_done_before_is_not_held_against_anybody():
    text = said(letter(Kind.APPEAL_OUTCOME, facts={"resumed": ["Please write to us."]}))
    fair = "We will not hold it against you if you contacted us in other ways before this letter came."
    assert f"It applies again now. {fair}" in text
    assert "from the day you receive this letter" not in text


LIMIT = {"words": "Please write to us.", "applies": measures.APPLIES}


@pytest.mark.clause("E3")
def test_after_a_stay_what_applies_stands_in_one_list():
    facts = {"outcome": "PARTLY", "ended": ["Call on Mondays."], "stays": [LIMIT], "resumed": [LIMIT["words"]]}
    text = said(letter(Kind.APPEAL_OUTCOME, facts=facts))
    assert "What applies from now on" in text
    assert text.count(LIMIT["words"]) == 1
    assert not [heading for heading in ("What still applies", "What applies to you again") if heading in text]


OTHER = {"words": "Ring before ten.", "applies": measures.APPLIES}


@pytest.mark.clause("E3", "P9b")
def test_of_one_limit_that_resumes_the_letter_speaks_as_of_one():
    for stays, resumed, told in [
        ([LIMIT], [LIMIT], "While we decided, this limit did not apply to you. It applies again now."),
        ([LIMIT, OTHER], [LIMIT], "While we decided, one of these limits did not apply to you. It applies again now."),
        ([LIMIT, OTHER], [LIMIT, OTHER], "These limits did not apply to you while we decided. They apply again now."),
    ]:
        facts = {"outcome": "PARTLY", "stays": stays, "resumed": [each["words"] for each in resumed]}
        assert told in said(letter(Kind.APPEAL_OUTCOME, facts=facts))


# An action


OFFER = "Our offer of an agreement stands. If you have signed or agreed to it, it lasts until 2 October 2026. If not, you can"


@pytest.mark.clause("E3")
def test_an_agreement_that_may_not_be_signed_is_an_offer():
    for outcome in ["NOT_UPHELD", "REFUSED"]:
        facts = AGAINST_AN_ACTION | {"outcome": outcome, "kept": True, "for_signature": True, "last_day": "6 May 2026"}
        text = said(letter(Kind.APPEAL_OUTCOME, facts=facts))
        assert OFFER in text
        assert "It lasts until" not in text


def test_no_sentence_about_an_action_depends_on_its_name():
    for kind in [Kind.APPEAL_OUTCOME, Kind.APPEAL_ACKNOWLEDGEMENT]:
        for facts in [{"kept": False}, {"kept": True}, {"kept": True, "over": True}]:
            text = said(letter(kind, facts=AGAINST_AN_ACTION | {"action_name": "words of advice"} | facts))
            assert text.count("words of advice") == 1


@pytest.mark.clause("D3b", "E3")
def test_the_letters_about_an_appeal_know_both_ways_to_agree():
    facts = AGAINST_AN_ACTION | {"for_signature": True}
    already = "If you have signed or agreed to it already, it goes on meanwhile."
    assert already in said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, facts=facts))
    lasts = "If you have signed or agreed to it, it lasts until 2 October 2026. If not, you can still do so,"
    assert lasts in said(letter(Kind.APPEAL_OUTCOME, facts=facts))
    over = "If you signed or agreed to it, you do not have to keep to it any more."
    assert over in said(letter(Kind.APPEAL_OUTCOME, facts=facts | {"outcome": "UPHELD", "kept": False}))


@pytest.mark.clause("E3")
def test_whoever_signed_an_agreement_and_won_reads_that_it_binds_them_no_more():
    for kept, signed in [(False, True), (True, True), (False, False)]:
        facts = AGAINST_AN_ACTION | {"outcome": "UPHELD", "kept": kept, "for_signature": signed}
        text = said(letter(Kind.APPEAL_OUTCOME, facts=facts))
        free = "You do not have to sign the agreement. If you signed or agreed to it, you do not have to keep to it any more."
        assert (free in text) is (signed and not kept)


# Beside what else was decided and sent about the alert


OVER = "None of the limits of this alert applies any more. You can contact us in every usual way."


# An alert that is gone already


def ended_then_decided(cast, because, outcome="NOT_UPHELD"):
    appeal = scenarios.prepared(cast, scenarios.told(cast))
    scenarios.ended(cast, appeal.alert, because)
    appeal = afresh(appeal)
    return scenarios.determined(cast, appeal, outcome, read=[one.key for one in doubts_of_mistake(appeal, outcome)])


def partly_then_ended(cast, because):
    alert = scenarios.told(cast, "WEAPONS")
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert), "PARTLY", controls=["AT_LEAST_TWO"])
    scenarios.ended(cast, afresh(alert), because)
    return afresh(appeal)


@pytest.mark.long
@pytest.mark.clause("E3", refuses=True)
def test_an_alert_that_was_our_mistake_is_called_so_and_nothing_calls_it_right(cast):
    for decided in [ended_then_decided, partly_then_ended]:
        with settling.undone():
            appeal = decided(cast, "ERROR")
            text = answer(cast, appeal)
            assert "We removed it on 10 June 2026, because we had put it there by mistake." in text
            assert "not because of this appeal" not in text
            assert suggestions.bases(appeal) == suggestions.WAS_WRONG


@pytest.mark.clause("E3")
def test_of_an_alert_that_is_gone_the_suggested_bases_speak_as_of_then(cast):
    needed, asked = suggestions.bases(partly_then_ended(cast, "RISK_REDUCED"))
    assert needed == "We find that the alert was needed then, but that less would have been enough."
    assert "asked too much of you" in asked


@pytest.mark.clause("E3")
def test_an_appeal_that_is_won_after_the_removal_says_which_came_first(cast):
    appeal = ended_then_decided(cast, "RISK_REDUCED", "UPHELD")
    (basis,) = suggestions.bases(appeal)
    assert "our decision was not right" in basis
    text = answer(cast, appeal)
    assert (
        "We had removed the “Visit in Pairs” alert on 10 June 2026 already. We now find that it should not have been there."
    ) in text
    assert "has been removed" not in text


@pytest.mark.clause("E3")
def test_another_appeal_that_was_won_is_said_to_have_removed_it(cast):
    alert = scenarios.told(cast)
    first = scenarios.determined(cast, scenarios.prepared(cast, alert))
    scenarios.determined(cast, scenarios.prepared(cast, afresh(alert)), "UPHELD")
    text = answer(cast, afresh(first))
    assert "We removed it on 10 June 2026, because we agreed with your other appeal." in text
    assert suggestions.bases(afresh(first)) == suggestions.WAS_WRONG


# An alert of which no letter told


@pytest.mark.clause("E3", "P5", refuses=True)
def test_an_answer_asks_nobody_to_keep_to_limits_of_which_no_letter_told(cast):
    for outcome, stay in [("NOT_UPHELD", False), ("NOT_UPHELD", True), ("PARTLY", False)]:
        with settling.undone():
            alert = scenarios.active(cast, "CONTACT_MANAGEMENT", **LIMITS)
            lighter = less(alert) if outcome == "PARTLY" else {}
            decided = scenarios.determined(cast, scenarios.prepared(cast, alert, stay=stay), outcome, **lighter)
            letter = scenarios.composed(cast, decided)
            assert policies.why_part_empty(letter) is None
            text = said(letter)
            assert text.count(OWED) == 1
            untold = (
                "again now",
                "Please contact us by letter only",
                "Please ring between ten and noon",
                "The limits on how",
            )
            assert [words for words in untold if words in text] == []


@pytest.mark.long
@pytest.mark.clause("E3")
def test_an_answer_says_that_all_limits_are_over(cast):
    for stay in [False, True]:
        with settling.undone():
            until = scenarios.CONDITION | {"ends": cast.today + timedelta(days=5)}
            alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[until])
            appeal = scenarios.determined(cast, scenarios.prepared(cast, alert, stay=stay))
            assert OVER in answer(cast, appeal, on=cast.today + timedelta(days=6))
            assert OVER not in answer(cast, appeal, on=cast.today + timedelta(days=5))


# An alert in its place


def replaced(cast, inform=scenarios.INFORM):
    appeal = scenarios.prepared(cast, scenarios.told(cast, "WEAPONS"))
    after = scenarios.proposed_to_replace(cast, afresh(appeal.alert), "VISIT_IN_PAIRS")
    return afresh(appeal), scenarios.approved(cast, after, inform)


@pytest.mark.long
@pytest.mark.clause("E3", "P9b")
def test_a_letter_about_the_alert_in_its_place_is_spoken_of_as_sent_only_once_it_is(cast):
    appeal, after = replaced(cast)
    follows = "You get a separate letter about it, which says how to appeal."
    sent = "Our letter about it says what you can do."
    won = scenarios.determined(cast, appeal, "UPHELD")
    assert follows in answer(cast, won)
    scenarios.posted(cast, after)
    text = answer(cast, afresh(won))
    assert sent in text
    assert follows not in text


@pytest.mark.long
@pytest.mark.clause("E3", "P7c", refuses=True)
def test_nothing_is_said_of_one_that_is_kept_from_the_customer(cast):
    appeal, _ = replaced(cast, scenarios.WITHHOLD)
    text = answer(cast, scenarios.determined(cast, appeal, "UPHELD"))
    assert "What this means for you What the “Weapons” alert asked of you and of us has ended." in text
    assert "We keep a record that there was an alert" in text
    assert "Visit in Pairs" not in text
