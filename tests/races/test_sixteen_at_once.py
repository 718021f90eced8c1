"""Sixteen colleagues at once: the trail has every event once, and holds at every moment at which somebody verifies it."""

import pytest

pytestmark = pytest.mark.postgres

EVENTS = 200
NAMES = ["officer", "manager", "lead", "head"]


def test_sixteen_write_while_the_trail_is_verified(office):
    before = office.stage.ask("positions")
    rows = len(before) + 16 * EVENTS

    office.stage.tell("verify_until", rows=rows)
    answers = office.run(*({"do": "write", "by": by, "events": EVENTS} for by in NAMES * 4))
    verified = office.stage.answer()["done"]

    assert answers == [{"done": None}] * 16
    assert office.stage.ask("positions") == list(range(1, rows + 1))
    assert len(verified) > 5, "it was not verified meanwhile"
    assert set(verified) == {""}
