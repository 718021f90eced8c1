"""An answer is read at a door, on a phone: each kind of look-up takes a bounded number of queries (the look-up, §12)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import scenarios, settling
from tests.look_up import carried_over
from tests.page import words
from tests.scenarios import LODGER

MOST = 12
NOT_COUNTED = re.compile(r'"(django_session|audit_readevent)"|AS "deputises"|SAVEPOINT|pg_advisory')
"""The session with its colleague, and the trail."""
HOME = "12 Sandpiper Close"
JORY = "D900009"


@pytest.fixture
def queries(sign_in):
    """What a look-up asks the database, where the page holds the words."""

    def asked(typed: str, shown: str, username: str = "officer") -> list[str]:
        client = sign_in(username)
        client.get("/look-up/", {"q": typed})
        settling.settled()
        with CaptureQueriesContext(connection) as found:
            said = words(client.get("/look-up/", {"q": typed}))
        assert shown in said, said
        return [one["sql"] for one in found if not NOT_COUNTED.search(one["sql"])]

    return asked


def _listed(asked: list[str]) -> str:
    return "\n".join(f"{number} {sql[:150]}" for number, sql in enumerate(asked, 1))


def test_an_answer_and_a_correction_take_few(cast, queries):
    carried_over(cast)
    for typed in [
        "12 sandpiper close",
        "lodger",
        "D900001",
        "Louis Lodger",
        "Lewis Lodgr",
        "Lewis Lodgr Sandpipr",
        "Lewis Sandpiper",
        "Lodgr",
    ]:
        asked = queries(typed, HOME)
        assert len(asked) <= MOST, _listed(asked)


@pytest.mark.long
def test_a_correction_with_a_marker_and_danger_takes_two_more(cast, queries):
    carried_over(cast)
    scenarios.marked(cast, JORY)
    scenarios.logged(cast, LODGER, violent=True)
    asked = queries("Louis Lodger", HOME)
    assert len(asked) <= MOST + 2, _listed(asked)


def test_a_name_and_a_postcode_with_a_house_number_take_one_more(cast, queries):
    carried_over(cast)
    asked = queries("Lewis Lodger TQ99 1AB", HOME)
    assert len(asked) <= MOST + 1, _listed(asked)


@pytest.mark.long
def test_a_strategy_takes_few_and_several_take_no_more(cast, queries):
    scenarios.strategy(cast)
    one = queries("tq99", "One officer answers")
    assert len(one) <= MOST, _listed(one)
    scenarios.strategy(cast, JORY, officer=cast.lead2, deputy=cast.lead)
    scenarios.strategy(cast, "D900002", officer=cast.manager, deputy=cast.lead2)
    several = queries("tq99", "One officer answers")
    assert len(several) <= len(one), _listed(several)


def test_a_restricted_file_at_the_door_takes_few(cast, queries):
    carried_over(cast)
    scenarios.restrict_file(cast)
    for username in ["officer", "contractor"]:
        asked = queries("12 sandpiper close", HOME, username)
        assert len(asked) <= MOST, _listed(asked)


@pytest.mark.long
def test_a_contact_strategy_of_a_closed_file_asks_for_no_more_than_one_of_an_open_file(cast, queries):
    scenarios.strategy(cast)
    opened = queries("12 Sandpiper Close", "One officer answers")
    scenarios.restrict_file(cast)
    closed = queries("12 Sandpiper Close", "before any contact with")
    assert len(closed) <= MOST, _listed(closed)
    assert len(opened) <= MOST, _listed(opened)
