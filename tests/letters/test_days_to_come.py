"""No day to come that a letter names has passed when it is sent: what is overdue is said as such (§8, §9)."""

from datetime import date, timedelta

import pytest

from alerts.writing import drafts, given
from housing_alerts.kernel.written_dates import read_date
from letters import checklist, services
from letters.models import Letter
from letters.policies import why_named_day_passed
from tests import scenarios
from tests.letters.samples import SHEETS, letter
from tests.page import nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday")
YEAR_AND_MORE = 400
PASSED = (
    "The letter names 6 May 2026 as the day by which we review the alert, and that day has passed when it is sent. "
    "Write it again, as things stand now."
)


def said(letter):
    return " ".join(services.as_text(services.source(letter)).split())


TOLD_OF = ("decided_on", "received_on", "answered_on", "removed_on", "replaced_on", "untold_since", "told_late")
"""The days before its own of which a letter tells."""


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "how", "changed"), SHEETS)
def test_the_letters_in_the_docs_tell_of_no_day_after_their_own(kind, how, changed):
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


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"answer_by": "9 June 2026"}, "the day by which we answer"),
        ({"sign_by": "9 June 2026"}, "the day by which it comes back signed"),
    ],
)
@pytest.mark.clause("P9b", refuses=True)
def test_each_day_to_come_is_looked_at(facts, what):
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
