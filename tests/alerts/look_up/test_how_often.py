"""A limit on how often says what was logged so far; at the door it is no matter of anybody's (§5)."""

import pytest

from tests import scenarios, settling

pytestmark = pytest.mark.usefixtures("wednesday")
NOT_AT_A_DOOR = "How often they contact us is limited. That is no matter of yours at the door."
LIMIT = "A limit on how often: As agreed (frequency)."


@pytest.fixture
def limited(cast):
    """An alert that limits contact to so many times in the given time; three contacts count, and others do not."""

    def limit(per, kind="FREQUENCY"):
        details = {"most": 2, "per": per} if kind == "FREQUENCY" else {"channels": ["LETTER"]}
        condition = scenarios.condition(cast, kind, details=details)
        return scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[condition])

    for days in (0, 1, 3, 30):
        scenarios.contacted(cast, days=days)
    scenarios.contact_taken_back(cast, scenarios.contacted(cast, days=0))
    scenarios.contacted(cast, days=0, customer=scenarios.HONG)
    return limit


@pytest.mark.clause("P5", "P12")
def test_colleagues_read_how_many_contacts_were_logged_and_nobody_at_the_door_does(limited, look_up):
    for per, says in (("DAY", "today: 1."), ("WEEK", "this week so far: 2."), ("MONTH", "this month so far: 3.")):
        with settling.undone():
            limited(per)
            assert f"{LIMIT} Contacts logged {says}" in look_up("officer", "lodger")
            page = look_up("contractor", "12 Sandpiper")
            assert NOT_AT_A_DOOR in page
            assert not [words for words in ("Contacts logged", LIMIT) if words in page]
    limited("WEEK", "CHANNELS")
    assert "Contacts logged" not in look_up("officer", "lodger")
