"""Recording that a letter came back: ``/letters/LT-…/return/``"""

from datetime import date

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from letters import dispatch, services
from tests import scenarios
from tests.letters.saying import assert_says, printed
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    day,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = {"fate": "CAME_BACK"} | day("on", date(2026, 6, 10))


@pytest.fixture
def letter(cast):
    return scenarios.posted(cast, scenarios.active(cast))


def url(letter):
    return f"/letters/{letter.reference}/return/"


@pytest.mark.long
def test_it_starts_no_window_and_another_is_owed(sign_in, letter):
    client = sign_in("lead")

    response = send(client, url(letter), letter, **SENT)

    message = f"Letter {letter.reference} came back, so no time to appeal has begun. Next: check the address, and write again."
    assert_done(client, response, f"/letters/{letter.reference}/", message)
    letter.refresh_from_db()
    assert (letter.status, letter.returned_on) == ("RETURNED", date(2026, 6, 10))
    assert "Decision letter owed" in words(client.get("/"))


@pytest.mark.long
def test_where_another_letter_counts_it_is_not_said_that_no_time_has_begun(sign_in, cast, letter):
    again = scenarios.posted(cast, letter.subject)
    client = sign_in("lead")
    response = send(client, url(again), again, **SENT)
    message = f"Letter {again.reference} came back. Next: check the address, and write again."
    assert_done(client, response, f"/letters/{again.reference}/", message)


TOLD = "She rang on 10 June: no letter of ours has come."


@pytest.mark.clause("P9a")
def test_what_the_customer_never_had_is_told_anew_with_a_later_last_day(sign_in, cast, letter):
    client, first = sign_in("lead"), letter.reply_by

    response = send(client, url(letter), letter, **SENT | {"fate": "NEVER_HAD", "said": TOLD})

    message = f"Letter {letter.reference} never reached the customer, so no time to appeal has begun. Next: check the"
    assert message in words(client.get(response["Location"]))
    letter.refresh_from_db()
    assert (letter.status, letter.returned_on) == ("RETURNED", date(2026, 6, 10))
    page = words(client.get(f"/letters/{letter.reference}/"))
    assert "What became of it The customer says that they never had it" in page
    assert all(said in page for said in (TOLD, "They said that they never had it", "They never had it, so no time to"))
    assert "never reached the customer, as they say" in words(client.get(f"/customers/{scenarios.LODGER}/"))
    again = scenarios.drafted(cast, letter.subject, on=date(2026, 6, 12))
    asked = (
        f"The customer said on 10 June 2026 that they never had letter {letter.reference}, which went to this address."
    )
    assert asked in [doubt.sentence for doubt in dispatch.asked(again, on=cast.today)]
    text = printed(again)
    never_had = (
        "You told us that it did not reach you. This letter says all of it. The last day to appeal is now the one"
    )
    assert_says(text, "takes the place of our letter of", never_had)
    again.replaces.put_right = "The day was wrong."
    assert_says(printed(again), never_had)
    assert "It tells you nothing new" not in printed(again)
    services.source(again)  # works out the last day of the draft
    assert again.reply_by > first


@pytest.mark.clause("P9a", refuses=True)
def test_what_they_said_is_kept(cast, letter):
    step = {"letter": letter, "version": letter.version, "by": cast.lead, "on": cast.today, "today": cast.today}
    with pytest.raises(NotAllowed, match="Say what the customer told you, and when. It is kept with the letter."):
        services.record_return(**step, fate="NEVER_HAD", said=" ")


# The wrong state


def test_only_what_was_sent_comes_back(sign_in, cast):
    letter, client = scenarios.issued(cast, scenarios.active(cast)), sign_in("lead")
    refusal = (
        "This letter is issued since Lena Ledger acted on 10 June 2026 at 10:30. "
        '"Record return" needs it to be sent. Open it again to see where it stands.'
    )

    assert_blocked(client.get(url(letter)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(letter), letter, **SENT), refusal)


# Bad input


def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, letter):
    for typed, sentences in [
        ({"on_day": "", "on_month": "", "on_year": ""}, ["Enter the day the letter came back"]),
        ({"fate": ""}, ["Choose what became of the letter"]),
        ({"fate": "NEVER_HAD", "said": " "}, ["Say what the customer told you, and when"]),
        (day("on", date(2026, 6, 11)), ["The day the letter came back must be today or in the past"]),
    ]:
        client, sent = sign_in("lead"), SENT | typed

        with nothing_changes():
            response = send(client, url(letter), letter, **sent)

        assert_asks(response, *sentences, typed=tuple(str(value) for value in sent.values()))


def test_it_does_not_come_back_before_it_was_sent(sign_in, letter):
    client = sign_in("lead")

    with nothing_changes():
        response = send(client, url(letter), letter, fate="CAME_BACK", **day("on", date(2026, 6, 9)))

    assert_refused(response, "The letter was sent on 10 June 2026. Give that day or a later one.")
