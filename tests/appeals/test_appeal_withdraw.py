"""Recording that the customer took the appeal back: ``/appeals/AP-…/withdraw/``"""

from datetime import date

import pytest
from django.db import IntegrityError

from alerts.alert import services as alert_services
from appeals import services
from tests import scenarios, settling
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
SENT = {"words": "I have changed my mind."} | day("on", date(2026, 6, 10))
LEFT = {
    "received": scenarios.late,
    "accepted": lambda cast: scenarios.appealed(cast, scenarios.active(cast)),
    "prepared": lambda cast: scenarios.prepared(cast, scenarios.active(cast)),
}


@pytest.fixture
def appeal(cast):
    return LEFT["accepted"](cast)


def url(appeal):
    return f"/appeals/{appeal.reference}/withdraw/"


def test_the_customers_own_words_are_kept(sign_in, cast):
    for left in LEFT:
        with settling.undone():
            appeal, client = LEFT[left](cast), sign_in("lead")

            response = send(client, url(appeal), appeal, **SENT)

            page = f"/appeals/{appeal.reference}/"
            assert_done(client, response, page, f"Appeal {appeal.reference} withdrawn.")
            appeal.refresh_from_db()
            assert (appeal.status, appeal.withdrawn_words) == ("WITHDRAWN", SENT["words"])
            assert "Withdrawn 10 June 2026: I have changed my mind." in words(client.get(page))


def test_they_apply_again_from_the_day_it_is_recorded_whenever_the_customer_said_so(cast):
    alert = scenarios.restricted(cast, days=30)
    appeal = scenarios.appealed(cast, alert, received_on=cast.ago(5), stay=True)

    said = {"today": cast.today, "on": cast.ago(2), "words": "I have changed my mind."}
    withdrawn = services.withdraw_appeal(appeal=appeal, version=appeal.version, by=cast.lead, **said)

    alert.refresh_from_db()
    assert withdrawn.withdrawn_on == cast.ago(2)
    assert (alert.stayed_from, alert.stayed_to) == (cast.today, cast.today)


def test_an_action_stays_as_it_was_agreed(cast):
    action = scenarios.agreed_action(cast)

    scenarios.taken_back(cast, scenarios.appealed(cast, action))

    action.refresh_from_db()
    assert (action.agreed, action.outcome) == (True, "")


def test_no_stay_ends_before_it_begins(cast):
    alert = scenarios.restricted(cast)
    scenarios.appealed(cast, alert, stay=True)

    with pytest.raises(IntegrityError, match="stay_ends_once_it_began"):
        alert_services.lift_stay(alert, by=cast.lead, on=cast.ago(1))


# The wrong state


def test_what_is_decided_is_not_withdrawn(sign_in, cast):
    appeal, client = scenarios.determined(cast, LEFT["prepared"](cast)), sign_in("lead")
    refusal = (
        "This appeal is determined since Leonie Strand acted on 10 June 2026 at 10:30. "
        '"Withdraw" needs it to be received or accepted or prepared. Open it again to see where it stands.'
    )

    assert_blocked(client.get(url(appeal)), refusal)
    with nothing_changes():
        assert_refused(send(client, url(appeal), appeal, **SENT), refusal)


# Bad input


def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, appeal):
    for typed, sentences in [
        (
            {"words": " ", "on_day": "", "on_month": "", "on_year": ""},
            ["Write down the customer's words", "Enter the day the customer withdrew the appeal"],
        ),
        (day("on", date(2026, 6, 11)), ["The day the customer withdrew the appeal must be today or in the past"]),
    ]:
        client = sign_in("lead")

        with nothing_changes():
            response = send(client, url(appeal), appeal, **SENT | typed)

        assert_asks(response, *sentences, typed=((SENT | typed)["words"],))
