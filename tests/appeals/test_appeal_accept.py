"""Accepting a late appeal: ``/appeals/AP-…/accept/``"""

from datetime import date

import pytest

from appeals import services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios, settling
from tests.page import (
    assert_asks,
    assert_done,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
REASON = "He was in hospital then."


def url(appeal):
    return f"/appeals/{appeal.reference}/accept/"


def test_the_lead_accepts_it_with_a_reason(sign_in, cast):
    appeal, client = scenarios.late(cast), sign_in("lead")

    response = send(client, url(appeal), appeal, reason=REASON)

    message = f"Appeal {appeal.reference} accepted. The answer is due by 8 July 2026."
    assert_done(client, response, f"/appeals/{appeal.reference}/", message)
    appeal.refresh_from_db()
    assert (appeal.status, appeal.accepted_reason, appeal.answer_due_on) == ("ACCEPTED", REASON, date(2026, 7, 8))
    assert "Why it was accepted late He was in hospital then." in words(client.get(f"/appeals/{appeal.reference}/"))


@pytest.mark.long
@pytest.mark.parametrize(("stay", "stayed_from"), [("YES", date(2026, 6, 10)), ("NO", None)])
def test_the_conditions_are_suspended_where_that_is_chosen(sign_in, cast, stay, stayed_from):
    appeal = scenarios.late_against_contact(cast)

    send(sign_in("lead"), url(appeal), appeal, reason=REASON, stay=stay)

    appeal.alert.refresh_from_db()
    assert appeal.alert.stayed_from == stayed_from


def test_a_later_receipt_brings_it_in_time_after_all(cast):
    appeal = scenarios.late(cast)
    scenarios.received(cast, scenarios.letter_about(appeal.alert), on=date(2026, 5, 20))

    accepted = services.accept_appeal(appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today)

    assert (accepted.status, accepted.in_time, accepted.reply_by) == ("ACCEPTED", True, date(2026, 6, 17))


# The wrong state


# Bad input


def test_it_asks_for_the_reason(sign_in, cast):
    for typed in ["", "  "]:
        with settling.undone():
            appeal = scenarios.late(cast)
            client = sign_in("lead")

            with nothing_changes():
                response = send(client, url(appeal), appeal, reason=typed)

            assert_asks(response, "Say why the late appeal is accepted all the same", typed=(typed,))


@pytest.mark.clause("P9a", refuses=True)
def test_one_word_is_no_reason(cast):
    appeal = scenarios.late(cast)
    with nothing_changes(), pytest.raises(NotAllowed, match="Say why"):
        services.accept_appeal(appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today, reason="x")
