"""A day in the words of a letter that nothing on record is of is asked about: the customer would answer for a wrong day."""

from datetime import timedelta

import pytest

from alerts.models import Alert
from alerts.writing import drafts
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from letters import proofreading
from letters.models import Letter
from tests import scenarios
from tests.page import assert_asks, nothing_changes, words
from tests.step import fill

pytestmark = pytest.mark.same_on_both


def asked(cast, subject, said):
    return proofreading.questions(scenarios.composed(cast, subject, words=said), on=cast.today)


def wrong(day, *reported):
    known = (
        f"What was reported was on {' and '.join(map(show_date, reported))}, and nothing else on record is of that day."
    )
    return [f"The letter says “{day}”. {known if reported else 'Nothing on record is of that day.'}"]


@pytest.mark.clause("E1", refuses=True)
def test_a_letter_with_a_wrong_day_of_the_incident_is_not_kept(cast):
    alert = scenarios.active(cast)
    said = drafts.suggested_incident(alert)
    right, mistaken = show_date(cast.ago(20)), show_date(cast.ago(30))
    assert right in said and asked(cast, alert, said + "loud.") == []
    sentence = wrong(mistaken, cast.ago(20))
    assert asked(cast, alert, said.replace(right, mistaken) + "loud.") == sentence
    with pytest.raises(NotAllowed) as refused:
        scenarios.drafted(cast, alert, words=said.replace(right, mistaken) + "loud.")
    assert str(refused.value) == f"{sentence[0]} Confirm that it is meant, or write it in another way."


@pytest.mark.clause("E1")
def test_the_lead_says_that_the_day_is_meant_and_the_letter_keeps_it(sign_in, cast):
    alert = scenarios.active(cast)
    client, url = sign_in("lead"), f"/alerts/{alert.reference}/letter/"
    said = {
        "incident": f"On {cast.ago(30):%d/%m/%Y} you shouted.",
        "reason": "We weighed what was reported to us.",
        "removal": "Calm visits count.",
    }
    question = wrong(f"{cast.ago(30):%d/%m/%Y}", cast.ago(20))
    with nothing_changes():
        response = fill(client, url, **said)
    assert_asks(response, "Confirm that it is meant, or write it in another way")
    assert question[0] in words(response)
    assert fill(client, url, **said, confirmed=question).status_code == 302
    assert Letter.objects.about(alert).get().confirmed == question


def test_every_letter_is_asked_for_its_days(cast):
    day, reported = show_date(cast.ago(33)), cast.ago(20)
    said = f"On {day} you shouted."
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)))
    assert asked(cast, review, said) == wrong(day, reported)
    assert asked(cast, scenarios.considered(cast, scenarios.HONG), said) == wrong(day, reported)
    action = scenarios.agreed_action(cast)
    assert asked(cast, action, said) == wrong(day, reported)


def test_where_no_report_was_kept_the_question_says_so(cast):
    carried = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.carried_over(cast)))
    assert asked(cast, carried, f"On {cast.ago(33):%d.%m.%Y} you shouted.") == wrong(f"{cast.ago(33):%d.%m.%Y}")


def test_a_letter_on_an_appeal_may_name_the_days_of_the_decision_and_of_the_appeal(cast):
    alert = scenarios.told(cast, days=30)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, Alert.objects.get(pk=alert.pk)))
    came = f"The hospital's letter of {show_date(cast.ago(14))}"
    appeal = scenarios.determined(cast, scenarios.prepared(cast, review.alert, review=review, documents=came))
    days = [cast.ago(20), cast.ago(30), cast.ago(14), cast.today, appeal.answer_due_on, appeal.reply_by]
    assert asked(cast, appeal, " ".join(f"On {show_date(day)}." for day in days)) == []
    assert asked(cast, appeal, f"On {show_date(cast.ago(33))}.") == wrong(show_date(cast.ago(33)), cast.ago(20))


def test_any_day_that_the_record_knows_is_right(cast):
    alert = scenarios.active(cast)
    case = alert.investigation
    discussion = case.discussions.exclude(on=None).first()
    days = [discussion.on, alert.effective_from, alert.review_due_on, case.recommended_on, cast.today]
    days += [cast.today + timedelta(days=30)]  # the last day to appeal, for a letter received after two days
    said = f"Your neighbour's day was 12 May Street. {' '.join(f'On {show_date(day)}.' for day in days)}"
    letter = scenarios.composed(cast, alert, words=said.partition(". ")[2])
    letter.reply_by = days[-1]
    assert proofreading.questions(letter, on=cast.today) == []
    action = scenarios.settled(cast, scenarios.HONG, action="WRITTEN_WARNING").actions.get()
    assert asked(cast, action, f"Until {show_date(action.live_until)}. On {show_date(cast.ago(20))}.") == []
