"""Whose the danger of a report is to see to while its line manager is away (D4.1, §6)."""

from datetime import timedelta

import pytest

from alerts.incidents import services
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.staff.models import Organisation
from tests import scenarios
from tests.owing import held


@pytest.mark.long
@pytest.mark.clause("D4", "P6")
def test_the_leads_have_it_as_soon_as_the_manager_is_away(wednesday, cast):
    incident = scenarios.logged(cast, days=0, violent=True)
    assert held(cast.lead, Kind.UNMARKED) == []
    scenarios.away(cast, cast.manager, cast.lead2)
    assert held(cast.lead, Kind.UNMARKED) == [incident.reference]
    assert held(cast.head, Kind.UNMARKED) == []
    wednesday.shift(timedelta(days=30))
    assert list(duties.differing()) == []


@pytest.mark.long
@pytest.mark.clause("D4", "P6")
def test_of_a_referred_one_that_nobody_asks_a_marker_for_too(wednesday, cast):
    Organisation.objects.update(markers_allowed=False)
    incident = scenarios.logged(cast, days=0, violent=True)
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today}
    services.refer_incident(**step, note="It felt unsafe.", no_marker_reason="")
    assert held(cast.lead, Kind.UNMARKED) == []
    scenarios.away(cast, cast.manager, cast.lead2)
    assert held(cast.lead, Kind.UNMARKED) == [incident.reference]
    assert list(duties.differing()) == []
