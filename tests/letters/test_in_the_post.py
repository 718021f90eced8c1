"""A letter that nobody may send any more, but that had left us before: what really went is recorded (§7, §9, P9a)."""

from datetime import date

import pytest
import time_machine

from housing_alerts.customers.models import Customer
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from letters import in_the_post
from tests import scenarios
from tests.letters.sending import post
from tests.owing import held
from tests.page import day, nothing_changes, words
from tests.scenarios import WITHHOLD
from tests.step import fill, offered

pytestmark = pytest.mark.usefixtures("wednesday")
TODAY, TOMORROW = date(2026, 6, 10), date(2026, 6, 11)
KNOWN = "I took it to the post office myself at nine."
HAD_LEFT = {"sure_of": [in_the_post.LEFT], "words": KNOWN}
TOLD_BEFORE = "A letter had told the customer before it was decided to say nothing: do not mention it"


def withheld(cast, alert):
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=WITHHOLD)


def ended(cast, alert):
    scenarios.ended(cast, alert)


def died(cast, alert):
    Customer.objects.filter(pk=alert.customer_id).update(died=True)


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


@pytest.fixture
def letter(cast, alert):
    return scenarios.issued(cast, alert)


def now(record):
    return type(record).objects.get(pk=record.pk)


@pytest.mark.parametrize("happens", [withheld, ended, died])
@pytest.mark.clause("P9a")
def test_what_went_before_is_recorded_and_counts_like_any_letter(cast, sign_in, alert, letter, happens):
    happens(cast, now(alert))
    client, page = sign_in("lead"), f"/letters/{letter.reference}/"
    assert "Record the posting" in offered(client.get(page))
    form = client.get(f"{page}posting/")
    assert "Nobody may send this letter now. Has it left us already?" in words(form)

    (asked,) = in_the_post.asked(now(letter), on=TODAY)
    response = fill(client, f"{page}posting/", sure_of=[asked.key], words=KNOWN)

    assert response.status_code == 302
    sent = now(letter)
    assert (sent.status, sent.sent_on, sent.reply_by) == ("SENT", TODAY, date(2026, 7, 10))
    assert sent.answers[-1]["said"] == KNOWN
    assert now(alert).told_by_letter()
    assert list(duties.differing()) == []


@pytest.mark.clause("P7c")
def test_what_is_withheld_since_and_was_told_is_urgent_and_said_to_colleagues(cast, sign_in, alert, letter):
    withheld(cast, alert)
    assert held(cast.lead, Kind.HAPPENED) == []
    post(cast, letter, **HAD_LEFT)

    assert held(cast.lead, Kind.HAPPENED) == [letter.reference]
    assert "It tells them what is now kept from them, and had gone." in words(sign_in("lead").get("/"))
    assert TOLD_BEFORE in words(sign_in("officer").get("/look-up/?q=D900001"))


def test_that_row_goes_once_it_is_known_that_they_have_it(cast, sign_in, alert, letter):
    withheld(cast, alert)
    post(cast, letter, **HAD_LEFT)
    fill(sign_in("lead"), f"/letters/{letter.reference}/receipt/", **day("on", TODAY))
    assert held(cast.lead, Kind.HAPPENED) == []


@pytest.mark.parametrize("happens", [ended, died])
def test_where_nothing_is_kept_from_them_there_is_no_such_row(cast, alert, letter, happens):
    happens(cast, alert)
    post(cast, letter, **HAD_LEFT)
    assert held(cast.lead, Kind.HAPPENED) == []


# Nobody sends it now


@pytest.mark.parametrize("happens", [withheld, ended, died])
@pytest.mark.parametrize("answer", [{}, {"sure_of": [in_the_post.LEFT]}, {"words": KNOWN}])
@pytest.mark.clause("P9a", refuses=True)
def test_unless_it_is_said_to_have_left_us_nothing_is_recorded(cast, alert, letter, happens, answer):
    happens(cast, alert)
    with pytest.raises(NotAllowed, match="Nobody may send the letter now. If it has left us already, say so"):
        post(cast, letter, **answer)
    assert now(letter).sent_on is None


@pytest.mark.clause("P9a", refuses=True)
def test_nobody_sends_it_after_the_day_on_which_it_was_cancelled(cast, alert, letter):
    withheld(cast, alert)
    with time_machine.travel("2026-06-11 09:30+00:00", tick=False):
        with pytest.raises(
            NotAllowed, match="The letter was cancelled on 10 June 2026, so nobody may send it after that"
        ):
            post(cast, letter, on=TOMORROW, today=TOMORROW, **HAD_LEFT)
        assert post(cast, letter, on=TODAY, today=TOMORROW, **HAD_LEFT).sent_on == TODAY


def test_nor_before_the_day_on_which_it_was_issued(cast, alert, letter):
    withheld(cast, alert)
    with pytest.raises(NotAllowed, match="The day it was sent cannot be before the day it was issued"):
        post(cast, letter, on=date(2026, 6, 9), **HAD_LEFT)


def test_a_draft_that_was_cancelled_never_left_us(cast, sign_in, alert):
    draft = scenarios.drafted(cast, alert)
    withheld(cast, alert)
    with nothing_changes(attempts=1), pytest.raises(NotAllowed, match="was never issued, so nothing of it has left us"):
        post(cast, draft, **HAD_LEFT)
    assert "Record the posting" not in offered(sign_in("lead").get(f"/letters/{draft.reference}/"))


def test_its_page_says_that_it_is_to_be_taken_out_of_the_post(cast, sign_in, alert, letter):
    said = "It was issued before it was cancelled. If it is still here, take it out of the post."
    assert said not in words(sign_in("lead").get(f"/letters/{letter.reference}/"))
    withheld(cast, alert)
    assert said in words(sign_in("lead").get(f"/letters/{letter.reference}/"))


# The steps that cancel it say so beforehand

SAID = "A letter to this person is issued, and one may be in the post."


def pages(cast):
    """The pages of the steps that may cancel a letter, each with who takes it."""
    alert = scenarios.told(cast)
    review = scenarios.under_review(cast, alert)
    incident = alert.investigation.incidents.first()
    appeal = scenarios.prepared(cast, scenarios.told(cast, "WEAPONS"))
    proposed = scenarios.proposed(cast, "NO_LONE_MALES")
    yield "lead", f"/alerts/{alert.reference}/end/"
    yield "lead", f"/reviews/{review.reference}/complete/"
    yield "head2", f"/appeals/{appeal.reference}/determine/"
    yield "lead", f"/appeals/{appeal.reference}/withdraw/"
    yield "lead", f"/appeals/log/?alert={alert.reference}"
    yield "head", f"/alerts/{proposed.reference}/approve/"
    yield "lead", f"/incidents/{incident.reference}/void/"
    yield "lead", "/customers/D900001/safe-contact/"
    yield "lead", "/customers/D900001/merge/?other=D900002"


@pytest.mark.clause("P9a")
def test_each_step_that_may_cancel_an_issued_letter_names_it_first(cast, sign_in):
    found = list(pages(cast))
    for who, url in found:
        assert SAID not in words(sign_in(who).get(url)), url
    letter = scenarios.issued(cast, scenarios.active(cast, "DANGEROUS_DOGS"))
    for who, url in [*found, ("lead", f"/letters/{letter.reference}/cancel/")]:
        said = words(sign_in(who).get(url))
        assert SAID in said, url
        assert f"letter {letter.reference}" in said, url
