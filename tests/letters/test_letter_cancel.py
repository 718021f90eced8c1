"""Cancelling a letter that was not sent: ``/letters/LT-…/cancel/``"""

import pytest

from tests import scenarios
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    nothing_changes,
    send,
    words,
)
from tests.step import offered

pytestmark = pytest.mark.usefixtures("wednesday")
REASON = "It missed the post."


@pytest.fixture
def letter(cast):
    return scenarios.issued(cast, scenarios.active(cast))


def url(letter):
    return f"/letters/{letter.reference}/cancel/"


@pytest.mark.long
@pytest.mark.parametrize("left", [scenarios.drafted, scenarios.issued])
def test_it_is_cancelled_with_a_reason_and_another_may_take_its_place(sign_in, cast, left):
    alert = scenarios.active(cast)
    letter, client = left(cast, alert), sign_in("lead")

    response = send(client, url(letter), letter, reason=REASON)

    page = f"/letters/{letter.reference}/"
    message = f"Letter {letter.reference} cancelled. Next: write it again, if it is still to be told."
    assert_done(client, response, page, message)
    assert offered(client.get(page)) == (["Record the posting"] if letter.sha256 else []) + ["Write it again"]
    assert f'href="/alerts/{alert.reference}/letter/"' in client.get(page).content.decode()
    letter.refresh_from_db()
    assert (letter.status, letter.cancelled_reason) == ("CANCELLED", REASON)
    assert f"Why it was cancelled {REASON}" in words(client.get(page))
    assert scenarios.posted(cast, alert).replaces is None, "what never went out has no place to take"


# The wrong state


def test_what_was_sent_is_not_cancelled(sign_in, cast):
    letter, client = scenarios.posted(cast, scenarios.active(cast)), sign_in("lead")
    refusal = (
        "This letter is sent since Lena Ledger acted on 10 June 2026 at 10:30. "
        '"Cancel" needs it to be draft or issued. Open it again to see where it stands.'
    )

    assert_blocked(client.get(url(letter)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(letter), letter, reason=REASON), refusal)


# Bad input


def test_it_asks_for_the_reason(sign_in, letter):
    for typed in ["", "  "]:
        client = sign_in("lead")

        with nothing_changes():
            response = send(client, url(letter), letter, reason=typed)

        assert_asks(response, "Say why the letter is cancelled", typed=(typed,))
