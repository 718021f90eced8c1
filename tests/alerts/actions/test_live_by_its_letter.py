"""A written warning and an informal agreement are live from the day on which their letter went, and not before (D3.1)."""

from datetime import timedelta

import pytest

from alerts.actions.models import Action
from tests import scenarios
from tests.page import words
from tests.scenarios import LODGER

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.mark.clause("D3a", refuses=True)
def test_it_is_not_live_while_its_letter_is_owed(cast, sign_in):
    incident = scenarios.settled(cast, action="AGREEMENT")
    action = incident.actions.get()
    name = action.get_kind_display().lower()
    assert list(Action.objects.live_or_owed(on=cast.today).filter(is_live=True)) == []
    assert list(Action.objects.live_or_owed(on=cast.today).filter(is_live=False)) == [action]
    owed = f"A {name} was decided on 10 June 2026. Its letter is owed, and it is not live until that has gone."
    assert owed in words(sign_in("lead").get(f"/customers/{LODGER}/"))
    assert "live until 10 December 2026, once its letter has gone" in words(
        sign_in("manager").get(f"/incidents/{incident.reference}/")
    )
    assert scenarios.logged(cast, days=0).past().actions == [], "nothing proposes the formal stage by it"


@pytest.mark.clause("D3a")
def test_it_is_live_from_the_day_of_its_letter_and_no_more_once_that_came_back(cast, sign_in):
    action = scenarios.settled(cast, action="WRITTEN_WARNING").actions.get()
    letter = scenarios.posted(cast, action)
    assert list(Action.objects.live_or_owed(on=cast.today).filter(is_live=True)) == [action]
    assert list(Action.objects.live_or_owed(on=cast.today - timedelta(days=1)).filter(is_live=True)) == []
    assert list(Action.objects.live_or_owed(on=cast.today).filter(is_live=False)) == []
    assert "A written warning of 10 June 2026 is live until 10 December 2026." in words(
        sign_in("lead").get(f"/customers/{LODGER}/")
    )
    scenarios.returned(cast, letter)
    assert list(Action.objects.live_or_owed(on=cast.today).filter(is_live=True)) == []
