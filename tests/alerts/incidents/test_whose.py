"""When whoever triages and the Leads are asked once more whose the danger of a report is (D4)."""

import pytest

from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from tests import scenarios
from tests.owing import held
from tests.page import words


@pytest.mark.clause("D4")
def test_it_is_asked_where_we_learn_later_that_the_person_had_left_that_home(cast, sign_in):
    before = scenarios.logged(cast, days=2, violent=True, danger_from="UNKNOWN")
    since = scenarios.logged(cast, days=0, violent=True, danger_from="UNKNOWN")
    assert held(cast.manager, Kind.WHOSE) == []
    scenarios.moved(cast, cast.customers[scenarios.LODGER])
    duties.settle("import customers", [cast.customers[scenarios.LODGER]])
    for who in (cast.manager, cast.lead):
        assert held(who, Kind.WHOSE) == [since.reference]
    assert "had left that home by then. If it was somebody else, make it void" in words(sign_in("manager").get("/"))
    assert list(duties.differing()) == []
    assert before.reference not in held(cast.lead, Kind.WHOSE)
