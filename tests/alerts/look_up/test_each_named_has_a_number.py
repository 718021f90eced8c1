"""Whoever is named as to be asked or rung has a number to tap beside the name, once, where one is stored (D4, §5, §12)."""

import lxml.html
import pytest

from housing_alerts.staff.models import Colleague
from tests import scenarios
from tests.scenarios import LODGER

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def numbers(cast):
    """A number for each of those who may be named."""
    named = {"officer": "01632 960001", "manager": "01632 960000", "lead": "01632 960003", "lead2": "01632 960004"}
    for username, number in named.items():
        Colleague.objects.filter(username=username).update(telephone=number)
    return named


def _to_tap(page) -> list[str]:
    links = lxml.html.fromstring(page.content.decode()).xpath("//main//a[starts-with(@href, 'tel:')]")
    return sorted(link.get("href").removeprefix("tel:") for link in links)


def _of(numbers, *usernames: str) -> list[str]:
    return sorted(numbers[one].replace(" ", "") for one in usernames)


def _everywhere(kept, sign_in):
    """What can be tapped on the look-up, on the sheet of visits and on the page of the customer."""
    where = {"contractor": f"/look-up/?q={LODGER}", "officer": f"/visits/{kept.pk}/", "lead": f"/customers/{LODGER}/"}
    return [_to_tap(sign_in(who).get(at)) for who, at in where.items()]


@pytest.mark.clause("D4")
def test_the_lead_whom_a_marker_names_has_one_beside_who_placed_it(cast, sign_in, numbers):
    scenarios.mark(cast, scenarios.logged(cast, days=0, violent=True), controls=["AT_LEAST_TWO", "ASK_LEAD"])
    kept = scenarios.visits(cast, LODGER)
    for found in _everywhere(kept, sign_in):
        assert found == _of(numbers, "manager", "lead")
    scenarios.strategy(cast, officer=cast.lead, deputy=cast.manager)
    for found in _everywhere(kept, sign_in):
        assert found == _of(numbers, "manager", "lead"), "whoever is named twice has one number"


@pytest.mark.clause("P5")
def test_the_named_officer_has_one(cast, sign_in, numbers):
    named = {"kind": "NAMED_OFFICER", "officer": cast.lead2, "deputy": cast.manager}
    scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[named])
    for found in _everywhere(scenarios.visits(cast, LODGER), sign_in):
        assert found == _of(numbers, "manager", "lead2")


@pytest.mark.clause("P5", "P12", refuses=True)
def test_who_answers_under_a_strategy_has_one_and_nobody_rings_who_is_away(cast, sign_in, numbers):
    scenarios.strategy(cast)
    for found in _everywhere(scenarios.visits(cast, LODGER), sign_in):
        assert found == _of(numbers, "officer", "manager")
    scenarios.away(cast, cast.officer)
    assert _to_tap(sign_in("contractor").get(f"/look-up/?q={LODGER}")) == _of(numbers, "manager")


@pytest.mark.clause("P11a", refuses=True)
def test_of_a_closed_file_nobody_reads_who_answers_or_the_named_officer(cast, sign_in, numbers):
    scenarios.strategy(cast, officer=cast.lead2, deputy=cast.manager)
    named = {"kind": "NAMED_OFFICER", "officer": cast.lead2, "deputy": cast.manager}
    scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[named])
    scenarios.restrict_file(cast)
    asked = _to_tap(sign_in("contractor").get(f"/look-up/?q={LODGER}"))
    assert asked == [cast.lead.telephone.replace(" ", "")], "it is the Lead to ask, and neither of the two"
