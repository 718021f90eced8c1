"""Nothing that a stranger stumbled over when the letters were read aloud: untrue, unsafe, unfair or unclear words."""

from datetime import date, timedelta

import pytest

from alerts.models import Action, AlertType, Incident
from alerts.writing import drafts, forms, measures, sides, suggestions
from appeals import suggestions as of_appeals
from housing_alerts.customers.models import Adjustment
from housing_alerts.kernel.procedure import Method, first_day_to_ask_for
from housing_alerts.kernel.records import saving as records
from letters.choices import Kind
from letters.policies import why_part_empty
from tests import scenarios

from .samples import AGAINST_AN_ACTION, IN_PAIRS, letter, said

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
LIMIT = {"words": "Please write to us.", "applies": measures.APPLIES}


# Appeals: what applies, and from when


@pytest.mark.clause("P9b")
def test_limits_that_resume_apply_now_and_what_was_done_before_is_not_held_against_anybody():
    text = said(letter(Kind.APPEAL_OUTCOME, facts={"resumed": ["Please write to us."]}))
    fair = "We will not hold it against you if you contacted us in other ways before this letter came."
    assert f"It applies again now. {fair}" in text
    assert "from the day you receive this letter" not in text


@pytest.mark.clause("E3")
def test_after_a_stay_what_applies_stands_in_one_list():
    facts = {"outcome": "PARTLY", "ended": ["Call on Mondays."], "stays": [LIMIT], "resumed": [LIMIT["words"]]}
    text = said(letter(Kind.APPEAL_OUTCOME, facts=facts))
    assert "What applies from now on" in text
    assert text.count(LIMIT["words"]) == 1
    assert not [heading for heading in ("What still applies", "What applies to you again") if heading in text]


OFFER = "Our offer of an agreement stands. If you have signed or agreed to it, it lasts until 2 October 2026. If not, you can"


@pytest.mark.parametrize("outcome", ["NOT_UPHELD", "REFUSED"])
@pytest.mark.clause("E3")
def test_an_agreement_that_may_not_be_signed_is_an_offer(outcome):
    facts = AGAINST_AN_ACTION | {"outcome": outcome, "kept": True, "for_signature": True, "last_day": "6 May 2026"}
    text = said(letter(Kind.APPEAL_OUTCOME, facts=facts))
    assert OFFER in text
    assert "It lasts until" not in text


@pytest.mark.parametrize("kind", [Kind.APPEAL_OUTCOME, Kind.APPEAL_ACKNOWLEDGEMENT])
@pytest.mark.parametrize("facts", [{"kept": False}, {"kept": True}, {"kept": True, "over": True}])
def test_no_sentence_about_an_action_depends_on_its_name(kind, facts):
    text = said(letter(kind, facts=AGAINST_AN_ACTION | {"action_name": "words of advice"} | facts))
    assert text.count("words of advice") == 1


@pytest.mark.clause("E3")
def test_a_late_appeal_is_not_said_to_be_decided():
    text = said(letter(Kind.APPEAL_OUTCOME, facts={"outcome": "REFUSED", "last_day": "6 May 2026"}))
    assert "We decided this on 12 May 2026." in text
    assert "We decided on your appeal on" not in text


@pytest.mark.parametrize(
    ("facts", "bullet"),
    [
        ({"outcome": "NOT_UPHELD"}, "The “Visit in Pairs” alert stays on your record."),
        ({"outcome": "PARTLY"}, "The “Visit in Pairs” alert stays on your record, but we have changed it."),
        ({"outcome": "UPHELD", "kept": False}, "The “Visit in Pairs” alert is no longer on your record."),
        (
            {"kept": False, "replaced_by": "Weapons", "replaced_on": "1 May 2026"},
            "alert no longer stands. Another alert",
        ),
        (AGAINST_AN_ACTION | {"kept": False}, "What we decided no longer stands."),
        (AGAINST_AN_ACTION | {"kept": True}, "What we decided has not changed."),
        (AGAINST_AN_ACTION | {"kept": True, "over": True}, "What we decided no longer applies."),
    ],
)
@pytest.mark.clause("P10b")
def test_an_easy_answer_says_first_whether_the_alert_stays(facts, bullet):
    text = said(letter(Kind.APPEAL_OUTCOME, easy_read=True, facts=facts))
    assert bullet in text[: text.index("Thank you")]


@pytest.mark.clause("P10b")
def test_no_easy_bullet_ends_in_nothing():
    for measure in (measures.SOME_APPLY, measures.THESE_APPLY):
        assert measure.endswith(("are listed below.", "is listed below."))
        text = said(letter(Kind.NOTIFICATION, easy_read=True, facts={"alerts": [IN_PAIRS | {"measure": measure}]}))
        assert f"alert on your record. {measure}" in text


@pytest.mark.parametrize("bases", of_appeals.BASES.values())
def test_the_reasons_for_an_answer_fit_an_alert_about_contact_too(bases):
    assert not [words for words in bases if "safe" in words or "risk" in words or "writing" in words]


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


# Agreements and warnings


@pytest.mark.clause("D3b")
def test_an_agreement_is_a_choice_says_where_it_goes_and_promises_no_copy():
    text = said(letter(Kind.BEHAVIOUR_AGREEMENT))
    assert "An agreement that we would like to make with you".upper() in text
    assert "It is your choice whether you agree." in text
    assert "send that page to the address at the top of this letter, or to contact-management@teign.example" in text
    assert "If you want a copy signed by us, ask." in text
    assert "We will then sign it" not in text


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        (Kind.WRITTEN_WARNING, "The warning ends after that day. We keep a record of it."),
        (Kind.BEHAVIOUR_AGREEMENT, "It ends after that day. We keep a record of it."),
    ],
)
def test_what_ends_ends_without_a_condition(kind, end):
    text = said(letter(kind))
    assert end in text
    assert "if nothing more has happened" not in text


@pytest.mark.clause("D3b")
def test_an_agreement_beside_a_decision_is_offered(cast):
    file = scenarios.agreed_action(cast).investigation
    text = said(scenarios.composed(cast, file))
    assert "A behaviour agreement, which we offer you in a separate letter. If you agree, it lasts until" in text
    more = said(letter(Kind.NOTIFICATION, facts={"actions": ["Mediation"], "follows": "We call you."}))
    assert "What else we have decided We have also decided this:" in more


@pytest.mark.parametrize(("about", "behaviour"), [("RISK", False), ("BEHAVIOUR", True)])
@pytest.mark.clause("D3a", refuses=True)
def test_a_warning_calls_no_risk_unacceptable(cast, about, behaviour):
    incident = scenarios.settled(cast, action="WRITTEN_WARNING", departure_reason="It fits better than advice.")
    Incident.objects.filter(pk=incident.pk).update(about=about)
    incident.behaviours.clear()
    written = scenarios.composed(cast, Action.objects.get(incident=incident))
    assert ("such behaviour is not acceptable" in said(written)) is behaviour


def test_what_is_asked_for_leaves_a_week_after_the_letter_came():
    # Friday 12 June, second class: the fourth business day is Thursday 18 June.
    assert first_day_to_ask_for(Method.SECOND_CLASS, date(2026, 6, 12)) == date(2026, 6, 18) + timedelta(days=7)


# Reviews


@pytest.fixture
def review(cast):
    """An open review of an alert that is about behaviour, which is to be kept."""
    found = scenarios.under_review(cast, scenarios.active(cast))
    found.outcome = "KEEP"
    return found


def _reported(cast, **facts):
    incident = scenarios.logged(cast)
    Incident.objects.filter(pk=incident.pk).update(known_at=cast.then(-5), **facts)
    return incident


NEW = "We have had new reports"


@pytest.mark.parametrize(
    ("facts", "named", "counts"),
    [
        ({}, True, True),
        ({"about": "THIRD_PARTY"}, True, False),
        ({"status": "DRAFT"}, True, False),
        ({"circumstances": ["DOMESTIC_ABUSE"]}, True, False),
        ({}, False, False),
    ],
    ids=["behaviour", "another agency", "a draft", "somebody at home", "no behaviour"],
)
@pytest.mark.clause("P4b", refuses=True)
def test_only_a_report_of_behaviour_is_a_new_report(cast, review, facts, named, counts):
    incident = _reported(cast, **facts)
    if not named:
        incident.behaviours.clear()
    assert any(NEW in words for words in suggestions.reasons(review)) is counts


@pytest.mark.parametrize("outcome", ["KEEP", "REMOVE"])
@pytest.mark.clause("E2", refuses=True)
def test_of_a_dog_no_behaviour_is_spoken_of(cast, outcome):
    dog = scenarios.logged(cast, behaviour="", circumstances=["DANGEROUS_DOG"])
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, dog, "DANGEROUS_DOGS"))
    review = scenarios.under_review(cast, alert)
    review.outcome = outcome
    for reported in (False, True):
        if reported:
            _reported(cast)
        texts = suggestions.reasons(review)
        assert texts
        assert not [words for words in texts if "your behaviour" in words]


def test_less_is_not_said_to_ask_less_of_anybody():
    facts = {"outcome": "STEP_DOWN", "ended": ["Two people come."], "stays": [LIMIT]}
    text = said(letter(Kind.REVIEW_OUTCOME, easy_read=True, facts=facts))
    assert text.count("less of it applies than before") + text.count("Less of it applies than before") == 2
    assert "asks less of you" not in text


FIRST = "We cannot tell whether we wrote to you then. If we did not, we are sorry."


@pytest.mark.clause("E2")
def test_the_first_letter_we_know_of_says_what_was_reported_and_since_when(cast):
    alert = scenarios.carried_over(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    written = scenarios.composed(cast, review)
    text = said(written)
    since = f"It has been on your record since {alert.effective_from:%-d %B %Y}. {FIRST}"
    assert f"Why the alert is on your record It was reported to us that you shouted at our officer. {since}" in text
    written.facts["reported"] = " "
    assert "what was reported" in str(why_part_empty(written))


@pytest.mark.clause("E2", refuses=True)
def test_the_next_letter_does_not_say_it_again(cast):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.carried_over(cast)))
    scenarios.posted(cast, review)
    review.alert.refresh_from_db()
    following = scenarios.reviewed(cast, scenarios.under_review(cast, review.alert))
    assert FIRST not in said(scenarios.composed(cast, following))
    own = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast, customer=scenarios.HONG)))
    assert FIRST not in said(scenarios.composed(cast, own))


@pytest.mark.clause("E2")
def test_the_lead_is_asked_what_was_reported_only_for_the_first_letter(cast):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.carried_over(cast)))
    form = forms.ReviewOutcomeForm(review=review)
    assert form.suggested["reported"] == suggestions.NO_LONGER_HELD
    own = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast, customer=scenarios.HONG)))
    assert "reported" not in forms.ReviewOutcomeForm(review=own).fields


# The customer's side, and what they need

SIDES = {
    "GIVEN": "You told us your side of it. Thank you for doing that.",
    "REFUSED": "We asked you for your side of it, and you chose not to give it.",
    "NOT_ASKED": "We did not hear your side of it before we decided. You can tell us now, if you want to.",
}


@pytest.mark.parametrize(
    "kind",
    [
        *(Kind.NOTIFICATION, Kind.AGREED_ACTION, Kind.INVESTIGATION_OUTCOME),
        *(Kind.WRITTEN_WARNING, Kind.BEHAVIOUR_AGREEMENT),
    ],
)
@pytest.mark.parametrize("side", [*SIDES, ""])
@pytest.mark.clause("D3b")
def test_each_decision_says_whether_their_side_was_heard(kind, side):
    text = said(letter(kind, facts={"side": side}))
    assert [each for each, words in SIDES.items() if words in text] == ([side] if side else [])


@pytest.mark.clause("D3b")
def test_the_file_says_whether_their_side_was_heard(cast):
    assert sides.side(None) == ""
    assert sides.side(scenarios.active_unheard(cast).investigation) == sides.NOT_ASKED
    heard = scenarios.active(cast, customer=scenarios.HONG).investigation
    heard.discussions.filter(counterpart="CUSTOMER").update(side="GIVEN")
    assert sides.side(type(heard).objects.get(pk=heard.pk)) == "GIVEN"
    heard.discussions.filter(counterpart="CUSTOMER").update(side="")
    assert sides.side(type(heard).objects.get(pk=heard.pk)) == ""


@pytest.mark.clause("P10b")
def test_who_has_an_adjustment_is_asked_only_for_what_we_do_not_know(cast):
    alert = scenarios.active(cast)
    known = "Is there anything about your health or a disability that we do not know yet? What we agreed with you before goes on."
    assert known not in said(scenarios.composed(cast, alert))
    adjusted = Adjustment(customer=alert.customer, what="Ring first.", starts=cast.ago(9))
    records.save(adjusted, by=None, why="Agreed")
    text = said(scenarios.composed(cast, alert))
    assert known in text
    assert "Do you have a health condition" not in text
    Adjustment.objects.filter(pk=adjusted.pk).update(ends=cast.ago(1))
    assert known not in said(scenarios.composed(cast, alert))


# Suggested words


@pytest.mark.clause("E1")
def test_suggested_reports_fit_every_way_they_came_and_everybody_who_works_for_us():
    words = " ".join(suggestions._REPORTED.values())
    assert not [each for each in ("shouted", "intimidated", "member of our staff") if each in words]


@pytest.mark.clause("E4")
def test_what_was_decided_instead_is_spoken_of_only_where_it_is_told(cast):
    file = scenarios.agreed_action(cast).investigation
    assert any("What we have decided instead is enough" in words for words in suggestions.considered(file))
    nothing = scenarios.considered(cast, customer="D900003")
    assert not any("decided instead" in words for words in suggestions.considered(nothing))


@pytest.mark.parametrize("text", [drafts.REMOVAL, drafts.REMOVAL_OF_CONTACT, suggestions.NOT_IN_GENERAL])
def test_words_that_any_alert_begins_with_speak_of_no_safety(text):
    assert "safe" not in text and "risk" not in text


def test_measures_ask_politely_and_say_who():
    told = " ".join(measures.MEASURES.values())
    for words in (
        "Please shut your animal away before we come in.",
        "A woman who works for us does not come to your home alone.",
        "A man who works for us does not come to your home alone.",
        "We may ask the police for advice",
    ):
        assert words in told
    assert "agreed ways" not in told


@pytest.mark.parametrize("code", ["NO_LONE_FEMALES", "NO_LONE_MALES"])
def test_a_type_says_why_it_takes_longer(code):
    type = AlertType.objects.get(code=code)
    assert "because not everybody can come to you on their own" in type.consequence
    assert "two people" not in type.consequence
    assert (
        "You no longer have to shut your dog away" in AlertType.objects.get(code="DANGEROUS_DOGS").consequence_removed
    )


# What stays open


@pytest.mark.clause("P9a")
def test_who_keeps_an_earlier_longer_time_is_told_so_without_a_contradiction():
    text = said(letter(Kind.NOTIFICATION, reply_by=date(2026, 6, 1)))
    assert "You have at least 28 days from the day you receive this letter. We had already given you more time" in text
    assert "and you keep it." in text


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.clause("P10b")
def test_within_limits_the_letter_is_explained_and_a_complaint_is_possible(kind):
    text = said(letter(kind, facts={"limited": True}))
    assert "Complain in a way that fits the limits on how you can contact us, or ask somebody to do it for you" in text
    assert "If you have a named contact, ask them. If not, ask for Priya Shah." in text
    explained = "The limits do not stop you from calling or writing to us if you need this letter explained or in another format."
    assert explained in text
    assert explained not in said(letter(kind))


@pytest.mark.parametrize("kind", Kind.values)
def test_the_commissioner_is_open_to_everybody(kind):
    text = said(letter(kind))
    assert "you can complain to the Information Commissioner’s Office" in text
    assert "They usually ask you to complain to us first." in text


@pytest.mark.clause("P8b")
def test_who_was_never_told_reads_that_we_are_sorry():
    text = said(letter(Kind.REMOVAL, facts={"untold_since": "1 May 2026"}))
    assert "We should have written to you then. We are sorry." in text
