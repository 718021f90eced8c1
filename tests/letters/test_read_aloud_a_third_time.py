"""Nothing that a third stranger stumbled over when the letters were read aloud: what binds nobody, or tells half."""

from datetime import date, timedelta

import pytest

from alerts.writing import given, measures
from appeals import drafts as of_appeals
from housing_alerts.customers.models import Adjustment
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from letters.choices import Kind
from letters.models import Letter
from letters.printing import rendering
from tests import scenarios

from .samples import IN_PAIRS, letter, said

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]

HEDGE = {"kind": "SUSPENDED", "words": "For now we do not cut your hedge."}
HOURS = {"kind": "TIMES", "words": "Please ring between ten and noon."}


# What ends, and what stays


@pytest.mark.clause("E2", "E3", refuses=True)
def test_no_letter_ends_the_limits_of_which_one_stays(cast):
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, HOURS])
    gone = [condition.pk for condition in alert.conditions.all()[1:]]
    stays = "The condition “Please contact us by letter only.” still limits contact. Keep the control"
    appeal = scenarios.prepared(cast, alert)
    with pytest.raises(NotAllowed, match=stays):
        scenarios.determined(cast, appeal, "PARTLY", controls=[], lifted=gone)
    review = scenarios.under_review(cast, appeal.alert)
    with pytest.raises(NotAllowed, match=stays):
        scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=[], lifted=gone)
    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=alert.controls, lifted=gone)
    alert.refresh_from_db()
    assert [str(each) for each in alert.standing_conditions()] == ["Please contact us by letter only."]


LIMIT, OTHER = ({"words": words, "applies": measures.APPLIES} for words in ("Please write to us.", "Ring before ten."))


@pytest.mark.parametrize(
    ("stays", "resumed", "told"),
    [
        ([LIMIT], [LIMIT], "While we decided, this limit did not apply to you. It applies again now."),
        ([LIMIT, OTHER], [LIMIT], "While we decided, one of these limits did not apply to you. It applies again now."),
        ([LIMIT, OTHER], [LIMIT, OTHER], "These limits did not apply to you while we decided. They apply again now."),
    ],
)
@pytest.mark.clause("E3", "P9b")
def test_of_one_limit_that_resumes_the_letter_speaks_as_of_one(stays, resumed, told):
    facts = {"outcome": "PARTLY", "stays": stays, "resumed": [each["words"] for each in resumed]}
    assert told in said(letter(Kind.APPEAL_OUTCOME, facts=facts))


@pytest.mark.clause("E1")
def test_no_day_of_a_limit_is_torn_between_two_lines():
    limit = {"words": "Ring before ten.", "applies": "applies until 5 October 2026"}
    written = letter(Kind.NOTIFICATION, facts={"alerts": [IN_PAIRS | {"conditions": [limit]}]})
    assert "applies until 5\u00a0October\u00a02026." in rendering.source(written.template, written.context())


# What the law lets somebody know


@pytest.mark.clause("P13a")
def test_a_letter_keeps_no_longer_and_no_shorter_than_it_says():
    newer = "We keep it longer while we still keep something newer about you, or while something is open"
    violent = (
        "We keep it for 2 years after the last alert about you has ended, or for 6 years if violence was reported."
    )
    for kind in (Kind.NOTIFICATION, Kind.REVIEW_OUTCOME, Kind.REMOVAL):
        assert f"{violent} {newer}" in said(letter(kind))
    for kind in (Kind.WRITTEN_WARNING, Kind.BEHAVIOUR_AGREEMENT):
        assert "We keep it for 1 year after it has ended. We keep it longer while" in said(letter(kind))
    assert "We keep it for 1 year after our last work on it. We keep it longer while" in said(
        letter(Kind.AGREED_ACTION)
    )


@pytest.mark.clause("P13a")
def test_who_was_right_does_not_read_that_the_record_keeps_people_safe():
    put_right = "We keep a record of this to show what was decided, and that it was put right."
    won = said(letter(Kind.APPEAL_OUTCOME, facts={"outcome": "UPHELD", "kept": False}))
    in_error = said(letter(Kind.REMOVAL, facts={"because": "ERROR"}))
    assert [put_right in text for text in (won, in_error, said(letter(Kind.REMOVAL)))] == [True, True, False]


# What stays open


@pytest.mark.clause("P5")
def test_whatever_is_always_open_has_a_way_to_it_and_no_limit_bars_it():
    way = "Call us on 01632 960100 for emergency repairs, safety checks, or help when somebody is at risk."
    assert way in said(letter(Kind.NOTIFICATION))
    limited = said(letter(Kind.NOTIFICATION, facts={"limited": True}))
    assert f"{way} The limits on how you can contact us do not stop you from calling us about that." in limited


@pytest.mark.parametrize(
    ("named", "whose"),
    [
        (["Olive Officer", "Dan Deputy"], "If your complaint is about your named contact, make it"),
        ([], "If you have a named contact, and your complaint is about them, make it"),
    ],
)
@pytest.mark.clause("P5")
def test_a_complaint_about_the_named_contact_goes_to_somebody_else(named, whose):
    text = said(letter(Kind.NOTIFICATION, facts={"limited": True, "named_contact": named}))
    assert f"{whose} to us and not to them. Somebody else will deal with it." in text
    assert "named contact" not in said(letter(Kind.NOTIFICATION))


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


# What is a choice, a day, or somebody's turn


@pytest.mark.clause("P9a")
def test_a_correcting_letter_names_the_day_of_the_first_and_says_that_its_last_day_was_too_early(monkeypatch):
    days = {"planned_on": date(2026, 3, 30), "sent_on": date(2026, 4, 2)}
    monkeypatch.setattr(Letter, "in_place_of", Letter(reference="LT-2026-00011", put_right="Its last day", **days))
    text = said(letter(Kind.NOTIFICATION, reply_by=date(2026, 6, 1)))
    assert "our letter of 30 March 2026, reference LT-2026-00011" in text
    assert "The last day in our first letter was too early. This is the right one." in text
    assert "We had already given you more time" not in text


@pytest.mark.clause("P9b")
def test_a_late_answer_to_an_appeal_is_sorry_for_it(cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.told(cast)))
    due = appeal.answer_due_on
    late = of_appeals.OVERDUE.format(f"{due:%-d %B %Y}")
    days = (due, due + timedelta(days=1))
    told = [of_appeals.appeal_outcome(appeal, on=day, considered="", basis="")["overdue"] for day in days]
    assert told == ["", late]
    assert f"{late} Helen Headley" in said(letter(Kind.APPEAL_OUTCOME, facts={"overdue": late}))


@pytest.mark.clause("E1", "E2")
def test_who_is_told_of_limits_is_not_blamed_for_the_days_before(cast):
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, HEDGE])
    fair = "We will not hold it against you if you contacted us in other ways before this letter came."
    text = said(scenarios.composed(cast, alert))
    assert fair in text
    assert "how and when you can contact us. They are listed below" not in text
    assert measures.THESE_APPLY in text
    assert fair not in said(letter(Kind.NOTIFICATION))


@pytest.mark.clause("E2", "P9a")
def test_a_review_beside_an_open_appeal_invites_no_second_one(cast):
    alert = scenarios.told(cast)
    appeal = scenarios.appealed(cast, alert)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, appeal.alert))
    text = said(scenarios.composed(cast, review))
    assert (
        f"We have your appeal of {cast.today:%-d %B %Y} against the alert. What you send us now goes with it, and "
        in text
    )
    assert "you do not need to appeal again." in text
    assert "and against the alert itself" not in text


@pytest.mark.parametrize("kind", [Kind.WRITTEN_WARNING, Kind.BEHAVIOUR_AGREEMENT])
@pytest.mark.clause("D3a", "D3b")
def test_who_is_under_limits_is_not_threatened_with_the_same(kind):
    further = "we may limit your contact with us further."
    assert further in said(letter(kind, facts={"limited": True}))
    assert further not in said(letter(kind))


@pytest.mark.clause("P10b")
def test_what_was_agreed_goes_on_only_where_it_has_no_last_day(cast):
    alert = scenarios.active(cast)
    adjusted = Adjustment(customer=alert.customer, what="Ring first.", starts=cast.ago(9), ends=cast.ago(-7))
    records.save(adjusted, by=None, why="Agreed")
    text = said(scenarios.composed(cast, alert))
    assert "that we do not know yet? Please tell us" in text


def test_whoever_is_asked_for_may_be_away():
    for facts in ({}, {"limited": True}):
        text = said(letter(Kind.NOTIFICATION, facts=facts))
        assert "ask for Priya Shah. If they are away, somebody else will help you." in text


@pytest.mark.clause("D3b")
def test_what_we_decided_is_no_duty_to_talk_to_a_mediator():
    choice = "It is your choice whether you take part."
    assert f"we decided to offer you mediation, by 20 April 2026. {choice}" in said(letter(Kind.AGREED_ACTION))
    listed = {"actions": [f"Mediation{given.BY_CHOICE}"], "follows": ""}
    assert f"- Mediation. {choice}" in said(letter(Kind.INVESTIGATION_OUTCOME, facts=listed))
