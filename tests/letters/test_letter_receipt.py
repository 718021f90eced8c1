"""Recording when a letter was really received: ``/letters/LT-…/receipt/``"""

from datetime import date

import pytest
import time_machine

from tests import scenarios, settling
from tests.page import (
    assert_asks,
    assert_done,
    day,
    nothing_changes,
    send,
)

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = day("on", date(2026, 6, 10))


@pytest.fixture
def letter(cast):
    return scenarios.posted(cast, scenarios.active(cast))


def url(letter):
    return f"/letters/{letter.reference}/receipt/"


def test_the_last_day_moves_later_never_earlier(sign_in, letter):
    for received, last_day in [
        (date(2026, 6, 10), date(2026, 7, 10)),  # sooner than reckoned: never earlier
        (date(2026, 6, 12), date(2026, 7, 10)),
        (date(2026, 6, 13), date(2026, 7, 11)),
        (date(2026, 6, 20), date(2026, 7, 18)),
    ]:
        with settling.undone():
            letter.refresh_from_db()
            with time_machine.travel("2026-06-20 09:30+00:00", tick=False):
                client = sign_in("lead")
                response = send(client, url(letter), letter, **day("on", received))
                page = f"/letters/{letter.reference}/"
                assert_done(client, response, page, f"Receipt of letter {letter.reference} recorded.")

            letter.refresh_from_db()
            assert (letter.status, letter.received_on, letter.reply_by) == ("SENT", received, last_day)


def test_a_second_receipt_does_not_take_days_away_again(cast, letter):
    cast.today = date(2026, 6, 20)
    letter = scenarios.received(cast, letter, on=cast.today)

    letter = scenarios.received(cast, letter, on=date(2026, 6, 11))

    assert (letter.received_on, letter.reply_by) == (date(2026, 6, 11), date(2026, 7, 18))


def test_a_letter_without_a_right_to_appeal_has_no_last_day(cast):
    review = scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.told(cast)), outcome="REMOVE")

    letter = scenarios.received(cast, scenarios.posted(cast, review), on=cast.today)

    assert (letter.received_on, letter.reply_by) == (cast.today, None)


# The wrong state


# Bad input


def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, letter):
    for typed, sentences in [
        ({"on_day": "", "on_month": "", "on_year": ""}, ["Enter the day the letter was received"]),
        (day("on", date(2026, 6, 11)), ["The day the letter was received must be today or in the past"]),
    ]:
        client, sent = sign_in("lead"), SENT | typed

        with nothing_changes():
            response = send(client, url(letter), letter, **sent)

        assert_asks(response, *sentences, typed=tuple(str(value) for value in sent.values()))
