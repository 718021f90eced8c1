"""What a triage is told of the time before: dates and kinds, links where they open, and nothing of a restricted file."""

import pytest

from tests import scenarios
from tests.page import words
from tests.scenarios import LODGER

pytestmark = pytest.mark.usefixtures("wednesday")


def _pages(incident):
    return [f"/incidents/{incident.reference}/{verb}" for verb in ("", "settle/", "refer/")]


def test_the_line_manager_sees_what_is_live_and_what_happened_within_a_year(cast, sign_in):
    settled = scenarios.settled(cast, days=30)
    now = scenarios.logged(cast, days=0)
    for url in _pages(now):
        said = words(sign_in("manager").get(url))
        assert f"A verbal warning of 10 June 2026 is live until 10 December 2026. {settled.reference}" in said
        assert "1 other incident in the 12 months before: 11 May 2026, home visit" in said
        assert settled.settlement not in said
    assert "is live until 10 December 2026" in words(sign_in("lead").get(f"/customers/{LODGER}/"))


def test_an_agreement_of_the_formal_stage_is_shown_and_its_file_opens_for_who_may(cast, sign_in):
    file = scenarios.agreed_action(cast, days=30).investigation
    scenarios.logged(cast, days=20)
    now = scenarios.logged(cast, days=0)
    said = words(sign_in("manager").get(_pages(now)[0]))
    assert "A behaviour agreement of 10 June 2026 is live until 10 December 2026." in said
    assert "2 other incidents in the 12 months before" in said
    assert file.reference not in said


def test_of_a_restricted_file_nothing_is_told(cast, sign_in):
    scenarios.settled(cast, days=30)
    now = scenarios.logged(cast, days=0)
    scenarios.active(cast)
    scenarios.restrict_file(cast)
    for url in _pages(now):
        said = words(sign_in("manager").get(url))
        assert "The customer’s file is restricted. What happened before counts" in said
        assert "verbal warning" not in said
        assert "11 May 2026" not in said


def test_where_nobody_is_known_nothing_is_told(cast, sign_in):
    scenarios.logged_at_an_address(cast)
    now = scenarios.logged_at_an_address(cast)
    assert "Before this" not in words(sign_in("manager").get(_pages(now)[0]))
