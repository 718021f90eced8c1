"""The days that a letter names: none to come has passed when it is sent, and a delay is owned up to (§8, §9)."""

from datetime import date, timedelta

import pytest

from alerts.models import Alert, Review
from alerts.writing import drafts, given
from appeals import drafts as of_appeals
from housing_alerts.kernel.procedure import Method, first_day_to_ask_for
from housing_alerts.kernel.written_dates import read_date
from letters import checklist, services
from letters.choices import Kind
from letters.dating import is_late
from letters.models import Letter
from letters.policies import why_named_day_passed
from tests import scenarios
from tests.page import nothing_changes, words

from .samples import SHEETS, letter, said
from .saying import assert_says, printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


YEAR_AND_MORE = 400
PASSED = (
    "The letter names 6 May 2026 as the day by which we review the alert, and that day has passed when it is sent. "
    "Write it again, as things stand now."
)
TOLD_OF = ("decided_on", "received_on", "answered_on", "removed_on", "replaced_on", "untold_since", "told_late")
"""The days before its own of which a letter tells."""


@pytest.mark.django_db
def test_the_letters_in_the_docs_tell_of_no_day_after_their_own():
    for kind, _, changed in SHEETS:
        written = letter(kind, **changed)
        days = {name: read_date(day) for name in TOLD_OF if (day := written.facts.get(name))}
        assert {name: day for name, day in days.items() if day > written.planned_on} == {}
        assert why_named_day_passed(written, written.planned_on) is None


@pytest.fixture
def overdue(cast):
    """Imposed on 6 May 2025, so that its review was due by 6 May 2026, five weeks ago."""
    return scenarios.active(cast, days=YEAR_AND_MORE)


@pytest.mark.clause("P8a", "E3")
def test_the_answer_to_an_appeal_says_that_the_review_is_overdue(cast, overdue):
    letter = scenarios.posted(cast, scenarios.determined(cast, scenarios.prepared(cast, overdue)))
    text = said(letter)
    assert "The next review was due by 6 May 2026. That day has passed, and we are sorry." in text
    assert "is due by" not in text


@pytest.mark.clause("P8a", "E1")
def test_so_does_the_letter_that_tells_of_the_alert(cast, overdue):
    text = said(scenarios.posted(cast, overdue))
    assert "We should have reviewed this one by 6 May 2026. That day has passed, and we are sorry." in text
    assert "We will review it as soon as we can, and write to you again." in text
    assert "We will review this one" not in text


@pytest.mark.clause("P8a", "E2")
def test_so_does_the_letter_about_the_review_before(cast):
    alert = scenarios.told(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    late = drafts.review_outcome(
        review, on=review.next_due_on + timedelta(days=1), reason="We are still concerned for our colleagues."
    )
    in_time = drafts.review_outcome(review, on=review.next_due_on, reason="We are still concerned for our colleagues.")
    assert (late["review_late"], in_time["review_late"]) == (True, False)


@pytest.mark.clause("P8a", refuses=True)
def test_a_letter_that_promises_a_review_by_a_day_that_has_passed_is_not_kept(cast, overdue):
    letter = scenarios.composed(cast, scenarios.determined(cast, scenarios.prepared(cast, overdue)))
    letter.facts["review_late"] = False
    with nothing_changes(), pytest.raises(services.NotAllowed) as refused:
        services.draft_letter(letter=letter, by=cast.lead, today=cast.today)
    assert str(refused.value) == PASSED


@pytest.mark.clause("P8a", refuses=True)
def test_nor_is_it_issued_and_its_checklist_says_why(cast, overdue, sign_in):
    letter = scenarios.drafted(cast, overdue)
    (alert,) = letter.facts["alerts"]
    Letter.objects.filter(pk=letter.pk).update(facts=letter.facts | {"alerts": [alert | {"review_late": False}]})
    letter.refresh_from_db()
    point = next(each for each in checklist.points(letter, on=cast.today) if each.about == "Its other days")
    assert str(point.refusal) == PASSED
    assert "Its other days See to this" in words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    with nothing_changes(), pytest.raises(services.NotAllowed, match="The letter names 6 May 2026"):
        services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


@pytest.mark.clause("P9b", refuses=True)
def test_each_day_to_come_is_looked_at():
    for facts, what in [
        ({"answer_by": "9 June 2026"}, "the day by which we answer"),
        ({"sign_by": "9 June 2026"}, "the day by which it comes back signed"),
    ]:
        assert what in str(why_named_day_passed(Letter(facts=facts), date(2026, 6, 10)))
        assert why_named_day_passed(Letter(facts=facts), date(2026, 6, 9)) is None


UNSAID = {"looked_into": "", "reason": "", "follows": ""}


@pytest.mark.clause("D3b")
def test_an_agreed_step_names_no_day_that_has_passed_or_leaves_no_week(cast):
    action = scenarios.agreed_action(cast, kind="MEDIATION")
    action.due_on = date(2026, 6, 23)  # Sent on Wednesday 10 June by second class: received on Tuesday 16 June.
    told = drafts.agreed_action(action, on=cast.today, **UNSAID)["action"]
    later = drafts.agreed_action(action, on=cast.ago(-1), **UNSAID)["action"]
    assert (told, later) == (f"Mediation, by 23 June 2026{given.BY_CHOICE}", f"Mediation{given.BY_CHOICE}")
    action.live_until = cast.today
    told = [drafts.agreed_action(action, on=day, **UNSAID)["action"] for day in (cast.today, cast.ago(-1))]
    assert told == ["Mediation, which stands until 10 June 2026", "Mediation, which stood until 10 June 2026"]


def test_what_is_asked_for_leaves_a_week_after_the_letter_came():
    # Friday 12 June, second class: the fourth business day is Thursday 18 June.
    assert first_day_to_ask_for(Method.SECOND_CLASS, date(2026, 6, 12)) == date(2026, 6, 18) + timedelta(days=7)


# A review that was done late


REMOVED = {"outcome": "REMOVE", "review_by": ""}
SORRY = "We should have told you sooner. We are sorry."


def reviewed(cast, **answers):
    alert = scenarios.told(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), **answers)
    return Review.objects.get(pk=review.pk)


@pytest.mark.clause("P8a", "E2")
def test_a_review_that_was_done_late_says_so(cast):
    review = reviewed(cast)
    assert drafts.missed(review) == ""
    review.due_on = cast.ago(3)
    assert drafts.missed(review) == drafts.show_date(cast.ago(3))


@pytest.mark.clause("P8a", "E2")
def test_the_later_review_is_due_by_the_day_that_the_one_before_set(cast):
    first = reviewed(cast)
    again = scenarios.reviewed(cast, scenarios.under_review(cast, Review.objects.get(pk=first.pk).alert))
    again = Review.objects.get(pk=again.pk)
    again.completed_on = date(2030, 1, 1)
    assert drafts.missed(again) == drafts.show_date(min(first.next_due_on, again.due_on or date.max))


@pytest.mark.clause("P8a", "E2")
def test_the_letter_does_not_say_that_every_alert_is_reviewed_in_time():
    for outcome in [{}, REMOVED]:
        text = said(letter(Kind.REVIEW_OUTCOME, facts={"missed": "23 July 2026"} | outcome))
        assert "We should have done this review by 23 July 2026. We are sorry." in text
        assert "We review every alert" not in text
        assert "We should have done this review" not in said(letter(Kind.REVIEW_OUTCOME))


@pytest.mark.clause("E2", "P8b")
def test_what_is_told_late_is_said_to_be_late():
    for kind in [Kind.REVIEW_OUTCOME, Kind.REMOVAL]:
        assert SORRY in said(letter(kind, facts={"told_late": "30 October 2026"}))
        assert SORRY not in said(letter(kind))


@pytest.mark.clause("E2", "P8b")
def test_the_facts_know_that_it_is_late(cast):
    review = reviewed(cast)
    assert scenarios.composed(cast, review, on=cast.ago(-40)).facts["told_late"]
    assert not scenarios.composed(cast, review).facts["told_late"]


@pytest.mark.clause("D3b")
def test_the_day_of_the_decision_is_said_once():
    for kind in [Kind.AGREED_ACTION, Kind.BEHAVIOUR_AGREEMENT]:
        text = said(letter(kind, facts={"told_late": "2 April 2026"}))
        assert SORRY in text
        assert text.count("2 April 2026") == 1


@pytest.mark.clause("P8a", "E3")
def test_where_the_next_review_is_late_too_nothing_is_promised_of_every_year():
    late = {"review_late": True}
    (alert,) = letter(Kind.NOTIFICATION).facts["alerts"]
    assert "We should review every alert" in said(letter(Kind.NOTIFICATION, facts={"alerts": [alert | late]}))
    assert "Our Operational Lead should review “Visit in Pairs” alerts" in said(letter(Kind.APPEAL_OUTCOME, facts=late))


# A letter that tells late of what was decided, and why it does


@pytest.mark.clause("D3b", "E1")
def test_a_letter_that_tells_late_of_a_decision_says_sorry():
    for kind, decided in [
        *((kind, "We decided this on 2 January 2026. ") for kind in (Kind.NOTIFICATION, Kind.WRITTEN_WARNING)),
        *((kind, "") for kind in (Kind.BEHAVIOUR_AGREEMENT, Kind.AGREED_ACTION)),
    ]:
        sorry = f"{decided}We should have told you sooner. We are sorry."
        assert_says(printed(letter(kind, facts={"told_late": "2 January 2026"})), sorry)
        assert "told you sooner" not in printed(letter(kind))


@pytest.mark.clause("D3b")
def test_it_is_late_after_ten_working_days_and_where_nobody_kept_it_back(wednesday, cast):
    alert = scenarios.active(cast)
    assert scenarios.composed(cast, alert, on=cast.ago(-14)).facts["told_late"] == ""
    assert scenarios.composed(cast, alert, on=cast.ago(-15)).facts["told_late"] == "10 June 2026"
    assert not is_late(date(2026, 6, 10), told=date(2026, 6, 24))


def ended_by_review(cast, alert):
    return scenarios.removed_at_a_review(cast, alert)


KEPT_BACK = "We decided not to write to you about it"
NOT_WRITTEN = "We should have written to you then. We are sorry."


def informed_since(cast, **answers):
    """The review at which the Lead answered that the customer is told of what was kept from them for harm."""
    return scenarios.reviewed(
        cast, scenarios.under_review(cast, scenarios.active(cast, inform=scenarios.WITHHOLD)), **answers
    )


@pytest.mark.clause("P7c")
def test_nobody_is_sorry_for_what_was_kept_back_on_purpose(cast):
    text = said(scenarios.composed(cast, informed_since(cast, outcome="REMOVE")))
    assert f"{KEPT_BACK} at that time." in text
    assert NOT_WRITTEN not in text
    forgotten = said(scenarios.composed(cast, ended_by_review(cast, scenarios.active(cast, customer=scenarios.HONG))))
    assert NOT_WRITTEN in forgotten
    assert KEPT_BACK not in forgotten


def now(alert):
    return Alert.objects.get(pk=alert.pk)


@pytest.mark.clause("P7c", "E1")
def test_a_late_letter_says_why_it_is_late_once(cast):
    alert = now(informed_since(cast).alert)
    late = f"{KEPT_BACK} before."
    assert late in said(scenarios.composed(cast, alert))
    scenarios.posted(cast, alert)
    assert late not in said(scenarios.composed(cast, now(alert)))
    assert KEPT_BACK not in said(scenarios.composed(cast, scenarios.active(cast, customer=scenarios.HONG)))


@pytest.mark.clause("P7c", "E1")
def test_an_alert_in_the_place_of_one_that_was_kept_back_is_not_late(cast):
    kept_back = scenarios.active(cast, inform=scenarios.WITHHOLD)
    follows = scenarios.approved(cast, scenarios.proposed_to_replace(cast, kept_back, "WEAPONS"))
    assert follows.withheld_before
    assert KEPT_BACK not in said(scenarios.composed(cast, follows))


@pytest.mark.clause("P9b")
def test_a_late_answer_to_an_appeal_is_sorry_for_it(cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.told(cast)))
    due = appeal.answer_due_on
    late = of_appeals.OVERDUE.format(f"{due:%-d %B %Y}")
    days = (due, due + timedelta(days=1))
    told = [of_appeals.appeal_outcome(appeal, on=day, considered="", basis="")["overdue"] for day in days]
    assert told == ["", late]
    assert f"{late} Helen Headley" in said(letter(Kind.APPEAL_OUTCOME, facts={"overdue": late}))
