"""Where a marker of another report tells colleagues of the danger, nobody is asked why none is needed (D4)."""

from datetime import timedelta

import pytest
import time_machine

from alerts.models import Incident, Marker
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from tests import scenarios
from tests.owing import held
from tests.page import words
from tests.step import fill, shown

pytestmark = pytest.mark.usefixtures("wednesday")


def _url(incident):
    return f"/incidents/{incident.reference}/refer/"


def told(marker):
    return f"An interim marker of another report, {marker.incident.reference}, stands there and tells colleagues what to do."


@pytest.fixture
def marker(cast):
    return scenarios.marked(cast)


@pytest.fixture
def incident(cast, marker):
    return scenarios.logged(cast, violent=True)


@pytest.mark.clause("D4")
def test_the_page_names_the_marker_and_asks_nothing(cast, sign_in, marker, incident):
    client = sign_in("manager")
    file = words(client.get(f"/incidents/{incident.reference}/"))
    assert told(marker) in file
    assert "Protect colleagues first" not in file
    page = client.get(_url(incident))
    assert f"{told(marker)} Unconfirmed: go with at least one other colleague" in words(page)
    assert "no_marker_reason" not in shown(page)
    fill(client, _url(incident))
    incident.refresh_from_db()
    assert (incident.status, incident.no_marker_reason) == ("REFERRED", "")


@pytest.mark.clause("D4", refuses=True)
def test_it_is_asked_once_that_marker_ends(cast, sign_in, marker, incident):
    fill(sign_in("manager"), _url(incident))
    over = marker.lapses_on + timedelta(days=1)
    for colleague in (cast.manager, cast.lead):
        assert incident.reference not in held(colleague, Kind.UNMARKED)
        assert incident.reference in held(colleague, Kind.UNMARKED, on=over)
    assert incident.reference in held(cast.head, Kind.UNMARKED, on=over + timedelta(days=28))
    scenarios.lifted(cast, Marker.objects.get(pk=marker.pk))
    assert incident.reference in held(cast.lead, Kind.UNMARKED)


@pytest.mark.long
@pytest.mark.clause("D4")
def test_time_alone_changes_no_row(sign_in, marker, incident):
    """What is stored is what is derived on any later day, too, also where that marker lasts longer than one of today would."""
    Marker.objects.filter(pk=marker.pk).update(lapses_on=marker.lapses_on + timedelta(days=10))
    fill(sign_in("manager"), _url(incident))
    assert list(duties.differing()) == []
    with time_machine.travel(marker.lapses_on + timedelta(days=11), tick=False):
        assert [each for each in duties.differing() if incident.reference in each] == []


@pytest.mark.clause("D4", refuses=True)
@pytest.mark.parametrize("facts", [{"controls": ("ANIMAL_SECURED",)}, {"customer": "D900002"}])
def test_a_marker_of_another_danger_or_on_somebody_else_does_not_tell_of_it(cast, sign_in, facts):
    controls = {"controls": facts["controls"]} if "controls" in facts else {}
    other = scenarios.logged(cast, facts.get("customer", scenarios.LODGER), violent=True)
    marker = scenarios.mark(cast, other, **controls)
    incident = scenarios.logged(cast, violent=True)
    page = sign_in("manager").get(_url(incident))
    assert told(marker) not in words(page)
    assert "no_marker_reason" in shown(page)
    fill(sign_in("manager"), _url(incident))
    assert Incident.objects.get(pk=incident.pk).status == "LOGGED"


@pytest.mark.clause("D4", refuses=True)
def test_settled_it_says_why_it_needs_none_of_its_own(cast, sign_in, marker, incident):
    page = sign_in("manager").get(f"/incidents/{incident.reference}/settle/")
    stands = f"An interim marker of another report, {marker.incident.reference}, stands there. Unconfirmed: go with"
    assert stands in words(page)
    assert "It ends with that report: say below why this danger needs none of its own." in words(page)
    assert "no_marker_reason" in shown(page)


@pytest.mark.clause("D4")
def test_a_recommendation_names_it_too(cast, sign_in):
    file = scenarios.drafted_alert(cast).investigation
    marker = scenarios.marked(cast)
    page = words(sign_in("lead").get(f"/investigations/{file.reference}/recommend/"))
    assert (
        f"An interim marker of another report, {marker.incident.reference}, stands there. Unconfirmed: go with" in page
    )
    assert "Why is no interim marker needed" not in page
