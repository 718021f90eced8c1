"""Whoever closes the account of a deputy is asked who stands in then (§6)."""

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.absences import services as absences
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.page import assert_asks, words
from tests.staff.test_colleagues import page_of, shown


@pytest.fixture
def third(cast):
    return scenarios.joined("third", Role.OFFICER)


def _unasked(username: str) -> dict:
    sent = shown(username, is_active="")
    del sent["asked"]
    return sent


@pytest.mark.clause("P6")
def test_the_page_asks_who_stands_in_when_the_deputy_leaves(cast, sign_in, third):
    absence = scenarios.away(cast)
    client = sign_in("admin")
    response = client.post(page_of("contractor"), _unasked("contractor"))
    assert_asks(response, f"Say who goes on with what is {cast.contractor}’s")
    page = words(response)
    assert f"Is the deputy of {cast.officer}, " in page
    assert "Where nobody is chosen, whoever is next in turn is told and rung." in page

    sent = shown("contractor", is_active="", successor=third.pk)
    assert client.post(page_of("contractor"), sent).status_code == 302
    absence.refresh_from_db()
    assert absence.deputy == third


@pytest.mark.clause("P6")
def test_where_nobody_is_chosen_there_is_no_deputy_then(cast, sign_in):
    absence = scenarios.away(cast)
    assert sign_in("admin").post(page_of("contractor"), shown("contractor", is_active="")).status_code == 302
    absence.refresh_from_db()
    assert absence.deputy is None


@pytest.mark.clause("P6", refuses=True)
def test_whoever_is_away_too_does_not_stand_in(cast, third):
    absence = scenarios.away(cast)
    scenarios.away(cast, third, cast.manager)
    assert absences.DEPUTY.why_not(absence, third) is not None
    with pytest.raises(NotAllowed, match="is away too"):
        absences.name_deputy(absence, to=third, by=cast.admin, on=cast.today, why="")
