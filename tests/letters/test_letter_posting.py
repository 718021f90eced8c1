"""Recording that a letter was sent: ``/letters/LT-…/posting/``. From here the window to appeal runs. It may be in the post."""

from datetime import date

import pytest
import time_machine

from housing_alerts.customers.models import Customer
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from letters import dispatch, in_the_post, selectors, services
from tests import scenarios, settling
from tests.owing import held
from tests.page import assert_asks, assert_blocked, assert_done, assert_refused, day, nothing_changes, send, words
from tests.scenarios import WITHHOLD
from tests.step import fill, offered

from .sending import KNOWN, post

pytestmark = pytest.mark.usefixtures("wednesday")


TODAY = date(2026, 6, 10)
LIVED_ELSEWHERE = "Lewis Lodger no longer lived at this address on"
SENT = {"method": "FIRST_CLASS"} | day("on", TODAY)


@pytest.fixture
def letter(cast):
    return scenarios.issued(cast, scenarios.active(cast))


def url(letter):
    return f"/letters/{letter.reference}/posting/"


def test_how_and_when_it_was_sent_is_kept_beside_the_printed_last_day(sign_in, letter):
    client = sign_in("lead")

    response = send(client, url(letter), letter, **SENT)

    message = f"Posting of letter {letter.reference} recorded. The customer may appeal until 10 July 2026."
    assert_done(client, response, f"/letters/{letter.reference}/", message)
    letter.refresh_from_db()
    assert (letter.status, letter.sent_method, letter.sent_on) == ("SENT", "FIRST_CLASS", TODAY)
    assert letter.reply_by == date(2026, 7, 10)


@pytest.mark.long
def test_what_goes_by_e_mail_is_sent_and_not_posted(sign_in, cast):
    alert, client = scenarios.active(cast), sign_in("lead")
    Customer.objects.filter(pk=alert.customer_id).update(email="lewis@example.org")
    alert.refresh_from_db()
    draft = scenarios.drafted(cast, alert, method="EMAIL")
    page = words(client.get(f"/letters/{draft.reference}/issue/"))
    assert "E-mail address lewis@example.org" in page
    assert "if it is safe to write to that e-mail address." in page

    issued = send(client, f"/letters/{draft.reference}/issue/", draft)

    message = f"Letter {draft.reference} issued. Next: send its text by e-mail, and record the sending."
    assert_done(client, issued, f"/letters/{draft.reference}/", message)
    draft.refresh_from_db()
    assert "Record the sending" in words(client.get(url(draft)))
    response = send(client, url(draft), draft, method="EMAIL", **day("on", TODAY))
    message = f"Sending of letter {draft.reference} recorded. The customer may appeal until 9 July 2026."
    assert_done(client, response, f"/letters/{draft.reference}/", message)


@pytest.mark.clause("P9a")
def test_a_posting_is_recorded_as_it_happened_and_the_later_day_is_enforced(sign_in, cast, letter):
    for method, on, real in [
        ("FIRST_CLASS", date(2026, 6, 10), None),  # as planned
        ("BY_HAND", date(2026, 6, 11), None),  # later, but Friday 12 June counts all the same
        ("FIRST_CLASS", date(2026, 6, 11), "13 July 2026"),  # Monday 15 June
        ("BY_HAND", date(2026, 6, 12), "13 July 2026"),  # Monday 15 June: the time of day is not known
    ]:
        with settling.undone():
            letter.refresh_from_db()
            with time_machine.travel("2026-06-17 09:30+00:00", tick=False):
                client = sign_in("lead")
                doubts = dispatch.asked(letter, on=on, how=method)  # whoever goes there by hand
                sure = {"sure_of": [doubt.key for doubt in doubts], "words": KNOWN} if doubts else {}
                response = send(client, url(letter), letter, method=method, **day("on", on), **sure)

                assert response.status_code == 302
                said = words(client.get(f"/letters/{letter.reference}/"))
                listed = words(client.get("/"))

            letter.refresh_from_db()
            assert (letter.status, letter.sent_on, letter.sent_method) == ("SENT", on, method)
            assert show_date(letter.reply_by) == (real or "10 July 2026")
            wrong = f"It prints 10 July 2026 as the last day to appeal. As it was sent, the customer has until {real}."
            assert letter.put_right == (wrong if real else "")
            assert (f"To be put right {wrong}" in said, "Write the correcting letter" in said) == (
                bool(real),
                bool(real),
            )
            assert ("Correcting letter owed" in listed) is bool(real)


# The wrong state


@pytest.mark.parametrize(("left", "status"), [(scenarios.drafted, "draft"), (scenarios.posted, "sent")])
def test_only_what_is_issued_is_posted(sign_in, cast, left, status):
    letter, client = left(cast, scenarios.active(cast)), sign_in("lead")
    refusal = (
        f"This letter is {status} since Lena Ledger acted on 10 June 2026 at 10:30. "
        '"Record posting" needs it to be issued or cancelled. Open it again to see where it stands.'
    )

    assert_blocked(client.get(url(letter)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(letter), letter, **SENT), refusal)


HAS_IT_LEFT = "Tick that it has left us. If it is still here, take it out of the post, and record nothing"


def test_a_letter_that_a_review_cancelled_is_not_posted_unless_it_has_left_us(sign_in, cast):
    alert = scenarios.active(cast)
    letter, client = scenarios.issued(cast, alert), sign_in("lead")
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=WITHHOLD)
    letter.refresh_from_db()

    with nothing_changes(attempts=1):
        response = send(client, url(letter), letter, **SENT)

    assert_asks(response, HAS_IT_LEFT, "Say how you know that it has left us")


def test_who_moved_since_is_not_written_to_at_the_old_address_but_what_went_there_is_recorded(sign_in, cast, letter):
    scenarios.moved(cast, letter.customer)
    client = sign_in("lead")

    with nothing_changes():
        assert f"{LIVED_ELSEWHERE} 10 June 2026." in words(send(client, url(letter), letter, **SENT))
    letter = post(cast, letter, sure_of=[dispatch.MOVED], words="I posted it this morning, before the import.")
    assert (letter.status, selectors.goes_astray(letter, on=cast.today)) == ("SENT", True)


def test_a_true_posting_is_recorded_though_the_customer_moved_the_day_after(sign_in, cast, letter):
    with time_machine.travel("2026-06-11 09:30+00:00", tick=False):
        cast.today = date(2026, 6, 11)
        scenarios.moved(cast, letter.customer)
        client = sign_in("lead")
        with nothing_changes():
            refused = send(client, url(letter), letter, method="BY_HAND", **day("on", date(2026, 6, 11)))
        recorded = send(client, url(letter), letter, **SENT)

    assert f"{LIVED_ELSEWHERE} 11 June 2026." in words(refused)
    assert recorded.status_code == 302
    letter.refresh_from_db()
    assert (letter.status, letter.sent_on) == ("SENT", TODAY)


# Bad input


def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, letter):
    for typed, sentences in [
        (
            {"method": "", "on_day": "", "on_month": "", "on_year": ""},
            ["Choose how the letter was sent", "Enter the day the letter was sent"],
        ),
        (day("on", date(2026, 6, 11)), ["The day the letter was sent must be today or in the past"]),
        ({"on_month": "13"}, ["The day the letter was sent must be a real date, such as 5 4 2026"]),
    ]:
        with settling.undone():
            client, sent = sign_in("lead"), SENT | typed

            with nothing_changes():
                response = send(client, url(letter), letter, **sent)

            assert_asks(response, *sentences, typed=tuple(str(sent[f"on_{part}"]) for part in ("day", "month", "year")))


# GET


def test_nothing_is_posted_in_the_future_whoever_calls(cast, letter):
    tomorrow = cast.ago(-1)
    with pytest.raises(
        services.NotAllowed, match="The day it was sent cannot be in the future. Record it when it is done."
    ):
        services.record_posting(
            letter=letter, version=letter.version, by=cast.lead, method="BY_HAND", on=tomorrow, today=TODAY
        )


# What nobody may send any more, but had left us before: what really went is recorded (§7, §9, P9a)


TOMORROW = date(2026, 6, 11)
TOOK_IT = "I took it to the post office myself at nine."
HAD_LEFT = {"sure_of": [in_the_post.LEFT], "words": TOOK_IT}
TOLD_BEFORE = "A letter had told the customer before it was decided to say nothing: do not mention it"


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


def withheld(cast, alert):
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=WITHHOLD)


def ended(cast, alert):
    scenarios.ended(cast, alert)


def died(cast, alert):
    Customer.objects.filter(pk=alert.customer_id).update(died=True)


@pytest.fixture
def issued(cast, alert):
    return scenarios.issued(cast, alert)


def now(record):
    return type(record).objects.get(pk=record.pk)


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_what_went_before_is_recorded_and_counts_like_any_letter(cast, sign_in, alert, issued):
    for happens in [withheld, ended, died]:
        with settling.undone():
            happens(cast, now(alert))
            client, page = sign_in("lead"), f"/letters/{issued.reference}/"
            assert "Record the posting" in offered(client.get(page))
            form = client.get(f"{page}posting/")
            assert "Nobody may send this letter now. Has it left us already?" in words(form)

            (asked,) = in_the_post.asked(now(issued), on=TODAY)
            response = fill(client, f"{page}posting/", sure_of=[asked.key], words=TOOK_IT)

            assert response.status_code == 302
            sent = now(issued)
            assert (sent.status, sent.sent_on, sent.reply_by) == ("SENT", TODAY, date(2026, 7, 10))
            assert sent.answers[-1]["said"] == TOOK_IT
            assert now(alert).told_by_letter()
            assert list(duties.differing()) == []


@pytest.mark.clause("P7c")
def test_what_is_withheld_since_and_was_told_is_urgent_and_said_to_colleagues(cast, sign_in, alert, issued):
    withheld(cast, alert)
    assert held(cast.lead, Kind.HAPPENED) == []
    post(cast, issued, **HAD_LEFT)

    assert held(cast.lead, Kind.HAPPENED) == [issued.reference]
    assert "It tells them what is now kept from them, and had gone." in words(sign_in("lead").get("/"))
    assert TOLD_BEFORE in words(sign_in("officer").get("/look-up/?q=D900001"))


def test_where_nothing_is_kept_from_them_there_is_no_such_row(cast, alert, issued):
    for happens in [ended, died]:
        with settling.undone():
            happens(cast, alert)
            post(cast, issued, **HAD_LEFT)
            assert held(cast.lead, Kind.HAPPENED) == []


# Nobody sends it now


@pytest.mark.clause("P9a", refuses=True)
def test_unless_it_is_said_to_have_left_us_nothing_is_recorded(cast, alert, issued):
    for happens in [withheld, ended, died]:
        for answer in [{}, {"sure_of": [in_the_post.LEFT]}, {"words": TOOK_IT}]:
            with settling.undone():
                happens(cast, alert)
                with pytest.raises(
                    NotAllowed, match="Nobody may send the letter now. If it has left us already, say so"
                ):
                    post(cast, issued, **answer)
                assert now(issued).sent_on is None


@pytest.mark.clause("P9a", refuses=True)
def test_nobody_sends_it_after_the_day_on_which_it_was_cancelled(cast, alert, issued):
    withheld(cast, alert)
    with time_machine.travel("2026-06-11 09:30+00:00", tick=False):
        with pytest.raises(
            NotAllowed, match="The letter was cancelled on 10 June 2026, so nobody may send it after that"
        ):
            post(cast, issued, on=TOMORROW, today=TOMORROW, **HAD_LEFT)
        assert post(cast, issued, on=TODAY, today=TOMORROW, **HAD_LEFT).sent_on == TODAY


def test_nor_before_the_day_on_which_it_was_issued(cast, alert, issued):
    withheld(cast, alert)
    with pytest.raises(NotAllowed, match="The day it was sent cannot be before the day it was issued"):
        post(cast, issued, on=date(2026, 6, 9), **HAD_LEFT)


def test_a_draft_that_was_cancelled_never_left_us(cast, sign_in, alert):
    draft = scenarios.drafted(cast, alert)
    withheld(cast, alert)
    with nothing_changes(attempts=1), pytest.raises(NotAllowed, match="was never issued, so nothing of it has left us"):
        post(cast, draft, **HAD_LEFT)
    assert "Record the posting" not in offered(sign_in("lead").get(f"/letters/{draft.reference}/"))


def test_its_page_says_that_it_is_to_be_taken_out_of_the_post(cast, sign_in, alert, issued):
    said = "It was issued before it was cancelled. If it is still here, take it out of the post."
    assert said not in words(sign_in("lead").get(f"/letters/{issued.reference}/"))
    withheld(cast, alert)
    assert said in words(sign_in("lead").get(f"/letters/{issued.reference}/"))


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


@pytest.mark.long
@pytest.mark.clause("P9a")
def test_each_step_that_may_cancel_an_issued_letter_names_it_first(cast, sign_in):
    found = list(pages(cast))
    for who, url in found:
        assert SAID not in words(sign_in(who).get(url)), url
    issued = scenarios.issued(cast, scenarios.active(cast, "DANGEROUS_DOGS"))
    for who, url in [*found, ("lead", f"/letters/{issued.reference}/cancel/")]:
        said = words(sign_in(who).get(url))
        assert SAID in said, url
        assert f"letter {issued.reference}" in said, url
