"""A limit on how often says what was logged so far; at the door it is no matter of anybody's (§5)."""

import pytest

from tests import scenarios

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
@pytest.mark.parametrize(
    ("per", "says"), [("DAY", "today: 1."), ("WEEK", "this week so far: 2."), ("MONTH", "this month so far: 3.")]
)
def test_colleagues_read_how_many_contacts_were_logged(limited, look_up, per, says):
    limited(per)
    assert f"{LIMIT} Contacts logged {says}" in look_up("officer", "lodger")


@pytest.mark.clause("P5")
def test_at_the_door_it_is_no_matter_of_theirs(limited, look_up):
    limited("WEEK")
    page = look_up("contractor", "12 Sandpiper")
    assert NOT_AT_A_DOOR in page
    assert "Contacts logged" not in page
    assert LIMIT not in page


def test_of_another_limit_nothing_is_counted(limited, look_up):
    limited("WEEK", "CHANNELS")
    assert "Contacts logged" not in look_up("officer", "lodger")
