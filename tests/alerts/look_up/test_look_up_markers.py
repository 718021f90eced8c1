"""Before you go, with an interim marker: what to do, that it is unconfirmed, and until when. Never why."""

import pytest

from alerts.incidents import services as incidents_services
from alerts.markers import steps
from housing_alerts.customers.models import Asset
from tests import scenarios, settling
from tests.page import words

pytestmark = pytest.mark.same_on_both
HOME, NOTHING = "12 Sandpiper Close", "No alert is recorded. Use your usual lone working precautions."


VISITORS = ["officer", "contractor", "lead", "lead2", "head"]


@pytest.fixture
def look_up(sign_in):
    """The words of the page that the colleague gets for the query."""

    def look(username: str, query: str) -> str:
        page = sign_in(username).get("/look-up/", {"q": query})
        assert page.status_code == 200
        return words(page)

    return look


def _told(marker):
    return f"Unconfirmed: go with at least one other colleague, until {marker.lapses_on:%-d %B %Y}."


def test_everybody_who_visits_is_told_and_whom_to_ask_until_it_is_lifted(cast, look_up):
    marker = scenarios.marked(cast)
    for username in VISITORS:
        said = look_up(username, HOME)
        assert _told(marker) in said
        assert "Ask an Operational Lead for Housing: Lena Ledger." in said
        assert f"Ring Morwenna Manning: {cast.manager.telephone}" in said
        assert not [words for words in (NOTHING, marker.incident.account, "Go with at least one") if words in said]
    with settling.undone():
        scenarios.restrict_file(cast)
        for username in ("contractor", "officer", "lead2"):
            said = look_up(username, HOME)
            assert _told(marker) in said
            assert "Ask an Operational Lead for Housing: Lena Ledger." in said
            assert marker.incident.reference not in said
    marker.refresh_from_db()
    scenarios.lifted(cast, marker)
    assert "Unconfirmed" not in look_up("officer", HOME)


def test_who_may_see_the_incident_finds_the_way_to_it(cast, look_up):
    link = f"Interim marker, {scenarios.marked(cast).incident.reference}"
    assert {username: link in look_up(username, HOME) for username in VISITORS} == {
        **dict.fromkeys(VISITORS, True),
        "contractor": False,
        "lead2": False,
    }


def test_it_stands_after_what_was_decided_and_says_so(cast, look_up):
    scenarios.active(cast)
    marker = scenarios.mark(cast, scenarios.logged(cast, days=1))
    said = look_up("contractor", HOME)
    assert said.index("Attend in pairs. Do not go alone.") < said.index(_told(marker))


def test_once_it_has_lapsed_they_are_told_whom_to_ring(cast, look_up):
    scenarios.mark(cast, scenarios.logged(cast, days=40), days=30)
    said = look_up("officer", HOME)
    assert "Unconfirmed" not in said
    assert "Ring Morwenna Manning before you go." in said


def test_a_persons_marker_goes_with_the_person(cast, look_up):
    marker = scenarios.marked(cast)
    scenarios.moved(cast, cast.customers[scenarios.LODGER])
    assert _told(marker) in look_up("contractor", "1 New Street")
    assert "Unconfirmed" not in look_up("contractor", HOME)


def test_a_propertys_marker_stays_there_and_goes_along_with_its_household(cast, look_up):
    marker = scenarios.mark(cast, scenarios.logged_at_an_address(cast))
    scenarios.moved(cast, cast.customers[scenarios.LODGER])
    said = look_up("officer", HOME)
    assert _told(marker) in said
    assert "For the property" in said
    assert "Ask an Operational Lead for Housing: Lena Ledger." in said
    assert "Unconfirmed" in look_up("contractor", "1 New Street")


def test_where_it_happened_elsewhere_it_shows_there_and_where_the_person_lives(cast, look_up):
    hong = cast.customers[scenarios.HONG]
    incident = scenarios.logged_at_an_address(cast)
    marker = scenarios.mark(cast, incident)
    incidents_services.name_customer(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, customer=hong
    )
    for restricted in (False, True):
        if restricted:
            scenarios.restrict_file(cast, scenarios.HONG)
        there, home = look_up("officer", HOME), look_up("contractor", hong.home(on=cast.today).address)
        assert there.count(_told(marker)) == home.count(_told(marker)) == 1
        assert "For the property" in there
        assert not any(name in there for name in (hong.surname, hong.reference))
        assert (incident.reference in there) is not restricted


def test_where_the_person_lives_there_it_stands_with_the_person_once(cast, look_up):
    incident = scenarios.logged(cast, asset=Asset.objects.get(reference="A-D1"))
    marker = scenarios.mark(cast, incident)
    said = look_up("officer", HOME)
    assert said.count(f"Interim marker, {marker.incident.reference}") == 1
    assert "For the property" not in said


def test_of_who_has_no_home_it_shows_with_the_person(cast, look_up):
    marker = scenarios.mark(cast, scenarios.logged(cast))
    cast.customers[scenarios.LODGER].memberships.all().delete()
    assert _told(marker) in look_up("contractor", scenarios.LODGER)


@pytest.mark.clause("D4")
def test_nobody_is_told_to_ring_the_colleague_who_was_attacked(cast, look_up, sign_in):
    incident = scenarios.logged(cast, violent=True)
    assert steps.why_not_place_marker(incident, cast.head, cast.today) is None
    assert steps.why_not_place_marker(incident, cast.leadership, cast.today) is not None
    scenarios.away(cast, cast.manager, cast.lead)
    page = f"/incidents/{incident.reference}/"
    assert "Ring Lena Ledger before you go." in look_up("officer", HOME)
    assert "Ring Lena Ledger" in words(sign_in("officer").get(page))
    incident.affected.add(cast.lead)
    for said in (look_up("officer", HOME), words(sign_in("officer").get(page))):
        assert "Ring Lena Ledger" not in said
        assert f"Ring {cast.lead2}" in said, "a Lead of another area, whom it does not concern"
    incident.affected.add(cast.lead2)
    assert f"Ring {cast.head}" in words(sign_in("officer").get(page))
    assert f"Ring {cast.head} before you go." in look_up("officer", HOME)
