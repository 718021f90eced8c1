"""Whoever takes a letter to a door reads first what is asked there, and the Lead says who goes (§7, D4)."""

import pytest

from alerts.writing import by_hand
from housing_alerts.kernel.refusals import NotAllowed
from letters import dispatch
from tests import scenarios
from tests.page import words
from tests.step import fill

from .sending import issue, post

KNOWN = "Priya Shah and I go together, and he knows that we come."
BY_HAND = {"method": "BY_HAND"}


def _asked(letter, on, how=""):
    return [doubt.sentence for doubt in dispatch.asked(letter, on=on, how=how) if doubt.code == dispatch.BY_HAND]


@pytest.mark.clause("P7b", "D4", refuses=True)
def test_a_letter_goes_by_hand_only_once_the_lead_says_who_goes(cast, sign_in):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert, **BY_HAND)
    client, page = sign_in("lead"), f"/letters/{letter.reference}/issue/"
    opened = words(client.get(page))
    assert f"By hand, somebody goes to this door, and is asked there: “{alert.instruction}” Say who goes." in opened
    assert "Who goes there, and how do you know that it can go?" in opened
    assert fill(client, page).status_code != 302
    with pytest.raises(NotAllowed, match=r"By hand, somebody goes to this door"):
        issue(cast, letter)
    issued = issue(cast, letter, sure_of=[dispatch.BY_HAND], words=KNOWN)
    assert issued.answers[0]["said"] == KNOWN
    assert _asked(issued, cast.today, "BY_HAND") == []


@pytest.mark.clause("P7b", "D4", refuses=True)
def test_it_is_asked_of_what_went_by_hand_in_the_end_and_not_of_the_post(cast):
    letter = issue(cast, scenarios.drafted(cast, scenarios.active(cast)))
    assert _asked(letter, cast.today) == []
    with pytest.raises(NotAllowed, match=r"By hand, somebody goes to this door"):
        post(cast, letter, method="BY_HAND")
    assert post(cast, letter, method="BY_HAND", sure_of=[dispatch.BY_HAND], words=KNOWN).status == "SENT"


@pytest.mark.clause("D4")
def test_what_a_marker_asks_counts_too_and_calls_and_another_door_do_not(cast):
    customer = cast.customers[scenarios.LODGER]
    assert by_hand.at_the_door(customer, on=cast.today) == []
    scenarios.mark(cast, scenarios.logged(cast, violent=True))
    assert by_hand.at_the_door(customer, on=cast.today) == ["Go with at least one other colleague."]
    assert by_hand.at_the_door(cast.customers[scenarios.HONG], on=cast.today) == []


@pytest.mark.clause("D4")
def test_an_alert_on_calls_alone_asks_nothing_of_whoever_goes(cast):
    alert = scenarios.active(cast)
    alert.controls = ["END_CALL"]
    alert.save()
    assert by_hand.at_the_door(alert.customer, on=cast.today) == []
