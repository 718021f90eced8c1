"""What a recommendation asks at the door is told by a marker until it is decided, or it is said why none is (§7, D4)."""

import pytest

from alerts.models import Incident, Investigation
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.models import AuditEvent
from tests import scenarios
from tests.page import words
from tests.step import fill

ASKED = "Until they decide, nobody is told this at the door: Go with at least one other colleague"
UNSAID = (
    "You recommend “Go with at least one other colleague”, and until the Head of Service decides nobody is told. Place an "
    "interim marker first, on the page of the incident, or say why none is needed."
)


def _url(file):
    return f"/investigations/{file.reference}/recommend/"


@pytest.fixture
def file(cast):
    """A file of no danger that recommends to visit in pairs."""
    return scenarios.drafted_alert(cast).investigation


def _is_asked(client, file):
    return ASKED in words(client.get(_url(file)))


@pytest.mark.clause("D4", "P7a", refuses=True)
def test_it_asks_for_a_marker_or_why_none_is_needed_and_keeps_the_answer(sign_in, file):
    client = sign_in("lead")
    assert _is_asked(client, file)
    assert "Say why no interim marker is needed, or place one" in words(fill(client, _url(file)))
    assert UNSAID in words(fill(client, _url(file), no_marker_reason="No"))
    assert Investigation.objects.get().status == "OPEN"

    fill(client, _url(file), no_marker_reason=scenarios.NO_MARKER)
    incident = Incident.objects.get()
    assert incident.no_marker_reason == scenarios.NO_MARKER
    assert incident.history.first().history_change_reason == f"No marker needed: {scenarios.NO_MARKER}"
    assert AuditEvent.objects.get(action="need no marker").why == scenarios.NO_MARKER
    assert Investigation.objects.get().status == "RECOMMENDED"


@pytest.mark.clause("D4", refuses=True)
def test_where_something_else_stands_in_the_way_it_names_no_box_that_is_not_there(cast, sign_in, file):
    client, named = sign_in("lead"), "Or say below why none is needed."
    assert named in words(client.get(_url(file)))
    scenarios.dies(cast)
    page = client.get(_url(file))
    assert ASKED in words(page)
    assert named not in words(page)
    assert "no_marker_reason" not in page.content.decode()


@pytest.mark.clause("D4")
def test_a_marker_with_that_control_answers_it(cast, sign_in, file):
    scenarios.mark(cast, file.incidents.get())
    client = sign_in("lead")
    assert not _is_asked(client, file)
    fill(client, _url(file))
    assert Investigation.objects.get().status == "RECOMMENDED"
    assert Incident.objects.get().no_marker_reason == ""


@pytest.mark.clause("D4")
def test_so_does_an_alert_in_force_with_it_and_no_other_marker(cast, sign_in, file):
    scenarios.mark(cast, file.incidents.get(), controls=("ANIMAL_SECURED",))
    client = sign_in("lead")
    assert _is_asked(client, file)
    scenarios.active(cast, "WEAPONS")
    assert not _is_asked(client, file)


def test_it_is_not_asked_twice_nor_where_no_visit_is_meant_nor_where_no_markers_are_used(cast, sign_in, file):
    client = sign_in("lead")
    Incident.objects.update(no_marker_reason=scenarios.NO_MARKER)
    assert not _is_asked(client, file)
    Incident.objects.update(no_marker_reason="")
    scenarios.use_no_markers(file.customer)
    assert not _is_asked(client, file)


def test_an_alert_that_says_nothing_of_visits_asks_for_none(cast, sign_in):
    file = scenarios.drafted_alert(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION]).investigation
    assert "nobody is told this at the door" not in words(sign_in("lead").get(_url(file)))


@pytest.mark.clause("P7a")
def test_a_recommendation_has_a_day_by_which_it_is_decided(cast, file):
    scenarios.recommended(cast, Investigation.objects.get())
    row = Duty.objects.open().get(kind=Kind.DECIDE)
    assert row.due_on == procedure.decide_by(cast.today)
