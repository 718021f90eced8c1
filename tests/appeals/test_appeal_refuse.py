"""Refusing a late appeal: ``/appeals/AP-…/refuse/``"""

from datetime import date

import pytest

from appeals import services
from housing_alerts.refusals import NotAllowed
from tests import scenarios
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    assert_strangers_find_nothing,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
REASON = "It came a month late without a cause."


def url(appeal):
    return f"/appeals/{appeal.reference}/refuse/"


def test_the_relevant_head_refuses_it_with_a_reason(sign_in, cast):
    appeal, client = scenarios.late(cast), sign_in("head")

    response = send(client, url(appeal), appeal, reason=REASON)

    page = f"/appeals/{appeal.reference}/"
    assert_done(
        client,
        response,
        page,
        f"Appeal {appeal.reference} refused as late. Next: the Operational Lead writes to Lewis Lodger.",
    )
    appeal.refresh_from_db()
    assert (appeal.status, appeal.refused_reason) == ("REFUSED", REASON)
    assert (appeal.decided_by, appeal.decided_on) == (cast.head, cast.today)
    assert f"Why it was refused {REASON}" in words(client.get(page))


# The wrong person


def test_who_may_not_see_the_case_finds_no_page(sign_in, cast):
    appeal = scenarios.late(cast)
    assert_strangers_find_nothing(sign_in, url(appeal), {"version": appeal.version, "reason": REASON})


@pytest.mark.parametrize("who", ["lead", "head2", "leadership"])
def test_only_the_relevant_head_may_refuse(sign_in, cast, who):
    appeal, client = scenarios.late(cast), sign_in(who)
    refusal = "Only the Head of Service for Housing may refuse a late appeal."

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, reason=REASON), refusal)


# The wrong state


def test_an_appeal_in_time_was_accepted_at_once(sign_in, cast):
    appeal, client = scenarios.appealed(cast, scenarios.active(cast)), sign_in("head")
    refusal = (
        'This appeal is accepted since Lena Ledger acted on 10 June 2026 at 10:30. "Refuse" needs it to be received.'
    )

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, reason=REASON), refusal)


def test_an_appeal_that_a_later_receipt_brought_in_time_cannot_be_refused(sign_in, cast):
    appeal, client = scenarios.late(cast), sign_in("head")
    scenarios.received(cast, scenarios.letter_about(appeal.alert), on=date(2026, 5, 20))

    with nothing_changes():
        response = send(client, url(appeal), appeal, reason=REASON)

    assert_refused(response, "The appeal is in time, so it cannot be refused. Accept it.")


def test_an_appeal_whose_letter_came_back_cannot_be_refused(cast):
    appeal = scenarios.late(cast)
    scenarios.returned(cast, scenarios.letter_about(appeal.alert))

    with pytest.raises(NotAllowed, match="The appeal is in time"):
        services.refuse_appeal(appeal=appeal, version=appeal.version, by=cast.head, on=cast.today, reason=REASON)


def test_somebody_elses_change_in_between_is_named_and_nothing_typed_is_lost(sign_in, cast):
    appeal, client = scenarios.late(cast), sign_in("head")

    with nothing_changes():
        response = client.post(url(appeal), {"version": appeal.version - 1, "reason": REASON})

    assert_refused(response, "Lena Ledger changed this on 10 June 2026 at 10:30, after you opened the page.")
    assert REASON in words(response)


# Bad input


@pytest.mark.parametrize("typed", ["", "  "])
def test_it_asks_for_the_reason(sign_in, cast, typed):
    appeal = scenarios.late(cast)
    client = sign_in("head")

    with nothing_changes():
        response = send(client, url(appeal), appeal, reason=typed)

    assert_asks(response, "Say why the late appeal is refused", typed=(typed,))


def test_whoever_calls_must_say_why(cast):
    appeal = scenarios.late(cast)

    with pytest.raises(NotAllowed, match="Say why the late appeal is refused"):
        services.refuse_appeal(appeal=appeal, version=appeal.version, by=cast.head, on=cast.today, reason=" ")


# GET


def test_opening_the_page_changes_nothing(sign_in, cast):
    appeal, client = scenarios.late(cast), sign_in("head")
    with nothing_changes():
        assert "Only the relevant Head of Service may refuse it." in words(client.get(url(appeal)))
