"""A report about a restricted file whose line manager is away: the Head of Service triages it in their place (§2, §3)."""

import pytest

from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.owing import held
from tests.page import words
from tests.step import fill

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def incident(cast):
    """A threat on a restricted file that neither the deputy nor the Head of Service may open."""
    scenarios.restrict(cast, readers=[cast.lead])
    return scenarios.logged(cast, days=0, violent=True)


@pytest.mark.clause("D3a", "P11a")
def test_the_head_of_the_area_triages_it_while_the_line_manager_is_away(cast, sign_in, incident):
    page = f"/incidents/{incident.reference}/"
    assert sign_in("head").get(page).status_code == 404
    scenarios.away(cast, cast.manager, scenarios.joined("manager2", Role.LINE_MANAGER), ends=2)

    assert held(cast.head, Kind.TRIAGE) == [incident.reference]
    client = sign_in("head")
    assert "How should this be handled?" in words(client.get(page))
    assert fill(client, f"{page}marker/", controls=["ASK_LEAD"]).status_code == 302
    assert fill(client, f"{page}refer/").status_code == 302
    incident.refresh_from_db()
    assert (incident.status, incident.triaged_by) == ("REFERRED", cast.head)
    assert client.get(page).status_code == 200, "what they triaged stays with them"
    assert "Lodger" not in words(client.get(f"/customers/{scenarios.LODGER}/")), "the file itself stays closed"


@pytest.mark.clause("D3a", refuses=True)
def test_nobody_else_does_nor_the_head_before_and_after(cast, sign_in, wednesday, incident):
    page = f"/incidents/{incident.reference}/"
    scenarios.away(cast, cast.manager, scenarios.joined("manager2", Role.LINE_MANAGER), starts=1, ends=2)
    for username in ("manager2", "head", "head2"):
        assert sign_in(username).get(page).status_code == 404, username
    assert held(cast.head, Kind.TRIAGE) == []
    wednesday.move_to("2026-06-11 09:30+00:00")
    assert sign_in("head2").get(page).status_code == 404, "another area's"
    assert sign_in("head").get(page).status_code == 200
    sentence = "While they are away, a Head of Service for Housing does."
    assert sentence in words(sign_in("lead").get(f"{page}refer/"))
    wednesday.move_to("2026-06-13 09:30+00:00")
    assert sign_in("head").get(page).status_code == 404
    assert list(duties.differing()) == []


def test_an_open_file_stays_with_the_deputy(cast):
    scenarios.logged(cast, days=0, violent=True)
    scenarios.away(cast, cast.manager, cast.lead2)
    assert held(cast.head, Kind.TRIAGE) == []
