"""What letters about an appeal say beside what else was decided and sent about the alert (E3, P9b)."""

from datetime import timedelta

import pytest

from appeals import suggestions
from appeals.policies import doubts_of_mistake
from letters import policies, services
from tests import scenarios

from .samples import said
from .test_what_stays_beside import HOURS, STAYS, less, two

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
LIMITS = {"conditions": [scenarios.CONDITION, HOURS]}
OWED = "We should have written to you about it, and we are sorry. Our letter about it follows."
OVER = "None of the limits of this alert applies any more. You can contact us in every usual way."
STILL_GET = "You will still get our answer to your appeal of 10 June 2026."


def afresh(record):
    return type(record).objects.get(pk=record.pk)


def answer(cast, appeal, **when):
    return said(scenarios.composed(cast, appeal, **when))


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


@pytest.mark.parametrize("decided", [ended_then_decided, partly_then_ended])
@pytest.mark.clause("E3", refuses=True)
def test_an_alert_that_was_our_mistake_is_called_so_and_nothing_calls_it_right(cast, decided):
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


@pytest.mark.parametrize(("outcome", "stay"), [("NOT_UPHELD", False), ("NOT_UPHELD", True), ("PARTLY", False)])
@pytest.mark.clause("E3", "P5", refuses=True)
def test_an_answer_asks_nobody_to_keep_to_limits_of_which_no_letter_told(cast, outcome, stay):
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", **LIMITS)
    lighter = less(alert) if outcome == "PARTLY" else {}
    decided = scenarios.determined(cast, scenarios.prepared(cast, alert, stay=stay), outcome, **lighter)
    letter = scenarios.composed(cast, decided)
    assert policies.why_part_empty(letter) is None
    text = said(letter)
    assert text.count(OWED) == 1
    untold = ("again now", "Please contact us by letter only", "Please ring between ten and noon", "The limits on how")
    assert [words for words in untold if words in text] == []


@pytest.mark.clause("P9b", refuses=True)
def test_nor_does_the_acknowledgement_list_what_is_suspended(cast):
    text = answer(cast, scenarios.appealed(cast, scenarios.active(cast, "CONTACT_MANAGEMENT", **LIMITS), stay=True))
    assert f"The “Contact Management” alert stays on your record. {OWED}" in text
    assert "do not apply to you until" not in text


# What applies meanwhile, and after the answer


@pytest.mark.clause("P9b")
def test_beside_suspended_limits_another_alert_on_contact_is_named(cast):
    text = answer(cast, scenarios.appealed(cast, two(cast), stay=True))
    assert text.index("Please ring between ten and noon.") < text.index(STAYS)


@pytest.mark.parametrize("stay", [False, True])
@pytest.mark.clause("E3")
def test_an_answer_says_that_all_limits_are_over(cast, stay):
    until = scenarios.CONDITION | {"ends": cast.today + timedelta(days=5)}
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[until])
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert, stay=stay))
    assert OVER in answer(cast, appeal, on=cast.today + timedelta(days=6))
    assert OVER not in answer(cast, appeal, on=cast.today + timedelta(days=5))


@pytest.mark.clause("P9b", refuses=True)
def test_an_appeal_is_not_acknowledged_while_the_only_contact_has_left(cast):
    named = {"kind": "NAMED_OFFICER", "words": "Please contact Liam Leduc only."}
    appeal = scenarios.appealed(cast, scenarios.told(cast, "SINGLE_POINT_OF_CONTACT", conditions=[named]))
    assert appeal.why_letter_refused("APPEAL_ACKNOWLEDGEMENT") is None
    scenarios.leaves(cast.lead2)
    refusal = afresh(appeal).why_letter_refused("APPEAL_ACKNOWLEDGEMENT")
    assert "Review the alert first" in refusal.sentence


# An alert in its place


def replaced(cast, inform=scenarios.INFORM):
    appeal = scenarios.prepared(cast, scenarios.told(cast, "WEAPONS"))
    after = scenarios.proposed_to_replace(cast, afresh(appeal.alert), "VISIT_IN_PAIRS")
    return afresh(appeal), scenarios.approved(cast, after, inform)


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


@pytest.mark.clause("E3", "P7c", refuses=True)
def test_nothing_is_said_of_one_that_is_kept_from_the_customer(cast):
    appeal, _ = replaced(cast, scenarios.WITHHOLD)
    text = answer(cast, scenarios.determined(cast, appeal, "UPHELD"))
    assert "What this means for you What the “Weapons” alert asked of you and of us has ended." in text
    assert "We keep a record that there was an alert" in text
    assert "Visit in Pairs" not in text


# The answer that is still to come


def between_reviews(cast, alert):
    return scenarios.ended(cast, alert)


@pytest.mark.parametrize("removed", [between_reviews, scenarios.removed_at_a_review])
@pytest.mark.clause("P8b", "E2")
def test_a_removal_promises_the_answer_to_an_appeal_until_it_has_gone_out(cast, removed):
    alert = scenarios.told(cast)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert))
    gone = removed(cast, afresh(alert))
    letter = scenarios.composed(cast, gone)
    assert STILL_GET in said(letter)
    scenarios.posted(cast, afresh(appeal))
    letter.subject = afresh(gone)
    (refusal,) = services.why_words_refused(letter)
    assert "that waits for our answer, and it waits no more" in refusal.sentence
    assert STILL_GET not in said(scenarios.composed(cast, afresh(gone)))
