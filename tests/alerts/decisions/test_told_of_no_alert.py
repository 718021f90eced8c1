"""Who hears that no alert was imposed, and that a decision took the marker away (P2, D4)."""

import pytest

from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from tests import scenarios
from tests.owing import held
from tests.page import words
from tools import demo

pytestmark = pytest.mark.usefixtures("wednesday")
WHY = "He moved away to his sister on Monday."


def _put_forward(cast):
    file = scenarios.investigated(cast, violent=True)
    scenarios.mark(cast, file.incidents.get())
    return demo.put_forward(cast, file, "VISIT_IN_PAIRS", 0)


@pytest.mark.long
@pytest.mark.clause("P2", "D4")
def test_who_was_in_danger_and_the_manager_hear_that_nothing_protects_them_and_why(cast, sign_in):
    alert = _put_forward(cast)
    incident = alert.file.incidents.get()
    assert held(cast.officer, Kind.BECAME) == held(cast.officer, Kind.LIFTED) == []

    scenarios.declined(cast, alert, unneeded=WHY)

    assert held(cast.officer, Kind.BECAME) == [incident.reference]
    for who in (cast.officer, cast.manager):
        assert held(who, Kind.LIFTED) == [incident.reference]
    said = words(sign_in("officer").get("/"))
    assert "It was considered, and no alert was imposed, on 10 June 2026" in said
    assert WHY in said
    assert list(duties.differing()) == []


@pytest.mark.long
@pytest.mark.clause("P2", "D4", refuses=True)
def test_where_an_alert_takes_the_place_of_the_marker_there_is_no_such_news(cast):
    scenarios.approved(cast, _put_forward(cast))

    assert held(cast.manager, Kind.LIFTED) == []
    assert held(cast.officer, Kind.LIFTED) == []


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_an_alert_in_whose_place_another_stands_was_changed_and_has_not_ended(cast, sign_in):
    alert = scenarios.active(cast, days=40)
    scenarios.approved(cast, scenarios.proposed_to_replace(cast, alert))

    said = words(sign_in("officer").get("/"))
    assert "The alert was changed on 10 June 2026" in said
    assert "The alert ended" not in said
