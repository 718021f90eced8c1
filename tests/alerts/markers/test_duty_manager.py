"""Out of hours a duty manager places and lifts markers like a line manager, on their days alone (D4.1)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from alerts.incidents import services as incidents
from alerts.markers import services
from alerts.models import Marker
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.models import Colleague
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import fill, offered

pytestmark = pytest.mark.usefixtures("wednesday")
PAIRS = {"controls": ["AT_LEAST_TWO"]}


@pytest.fixture
def incident(cast):
    return scenarios.logged(cast, days=0, violent=True)


def page(incident, step=""):
    return f"/incidents/{incident.reference}/{step}"


@pytest.mark.clause("D4")
def test_the_duty_manager_finds_what_happened_and_places_a_marker(cast, sign_in, incident):
    duty = scenarios.on_duty(cast)
    client = sign_in("duty")
    said = words(client.get("/"))
    assert "On duty: incidents with danger IN-" in said
    assert "Violence: place a marker?" in said
    file = client.get(page(incident))
    assert "Place an interim marker" in offered(file)
    assert "How should this be handled?" not in words(file), "they triage nothing"
    assert client.post(page(incident, "settle/"), {"version": incident.version}).status_code in (200, 403)
    assert client.get(f"/customers/{scenarios.LODGER}/").status_code == 404

    assert fill(client, page(incident, "marker/"), **PAIRS).status_code == 302

    assert Marker.objects.get().placed_by == duty
    assert "Marker until 24 June 2026" in words(client.get("/"))
    assert fill(client, page(incident, "marker/lift/"), reason="He is in custody until his trial.").status_code == 302
    assert Marker.objects.get().lifted_by == duty


@pytest.mark.clause("D4", refuses=True)
def test_neither_before_nor_after_their_days(cast, sign_in, incident):
    scenarios.on_duty(cast)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        client = sign_in("duty")
        assert "On duty" not in words(client.get("/"))
        for step in ("", "marker/"):
            assert client.get(page(incident, step)).status_code == 404
    with pytest.raises(NotAllowed, match="Morwenna Manning or an Operational Lead for Housing places and lifts"):
        services.place_marker(
            incident=incident,
            version=incident.version,
            by=Colleague.objects.get(username="duty"),
            on=cast.ago(1),
            **PAIRS,
        )


def test_what_was_triaged_is_the_leads_but_a_marker_on_it_may_still_be_lifted(cast, sign_in, incident):
    scenarios.on_duty(cast)
    placed = scenarios.mark(cast, incident)
    client = sign_in("duty")
    assert client.get(page(placed.incident, "marker/lift/")).status_code == 200
    scenarios.lifted(cast, placed)
    assert client.get(page(scenarios.referred(cast, days=3))).status_code == 404


@pytest.mark.clause("D4", "P11a")
def test_of_a_restricted_file_the_duty_manager_reads_the_danger_alone_and_marks_it(cast, sign_in, incident):
    duty = scenarios.on_duty(cast)
    customer = scenarios.restrict(cast, readers=[cast.lead])
    client = sign_in("duty")
    row = words(client.get("/"))
    assert f"Restricted file On duty: incidents with danger {incident.reference}" in row
    assert "Violence: place a marker?" in row
    assert f"{page(incident, 'marker/')}" in client.get("/").content.decode()
    assert client.get(page(incident)).status_code == 404

    placing = words(client.get(page(incident, "marker/")))
    assert "Danger was reported: violence. To learn more, ring Morwenna Manning." in placing
    for told in (row, placing):
        assert not any(one in told for one in (customer.surname, customer.reference, "Sandpiper", incident.account))
    placed = fill(client, page(incident, "marker/"), **PAIRS)
    assert placed.headers["Location"] == "/"
    assert Marker.objects.get().placed_by == duty
    assert f"{page(incident, 'marker/lift/')}" in client.get("/").content.decode()

    lifting = words(client.get(page(incident, "marker/lift/")))
    assert customer.surname not in lifting
    lifted = fill(client, page(incident, "marker/lift/"), reason="He is in custody until his trial.")
    assert lifted.headers["Location"] == "/"
    assert Marker.objects.get().lifted_by == duty


@pytest.mark.clause("P11a", refuses=True)
def test_of_a_restricted_file_the_duty_manager_lifts_no_marker_of_another(cast, sign_in, incident):
    scenarios.on_duty(cast)
    scenarios.mark(cast, incident)
    client = sign_in("duty")
    assert "Lift the interim marker" in offered(client.get(page(incident)))
    scenarios.restrict(cast, readers=[cast.lead])
    sentence = (
        "This customer’s file is restricted, and Morwenna Manning placed this marker. "
        "Morwenna Manning or an Operational Lead lifts it."
    )
    assert sentence in words(client.get(page(incident, "marker/lift/")))
    marker = Marker.objects.get()
    with nothing_changes(), pytest.raises(NotAllowed):
        services.lift_marker(
            marker=marker,
            version=marker.version,
            by=Colleague.objects.get(username="duty"),
            on=cast.today,
            reason="He is in custody until his trial.",
        )


@pytest.mark.clause("P11a", refuses=True)
def test_without_danger_or_off_duty_a_restricted_file_shows_nothing(cast, sign_in, incident):
    scenarios.on_duty(cast)
    calm = scenarios.logged(cast, days=0)
    referred = scenarios.referred(cast, days=3)
    scenarios.restrict(cast, readers=[cast.lead])
    client = sign_in("duty")
    assert client.get(page(calm, "marker/")).status_code == 404
    assert client.get(page(referred, "marker/")).status_code == 404
    assert client.get(page(incident, "marker/")).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        client = sign_in("duty")
        assert "On duty" not in words(client.get("/"))
        assert client.get(page(incident, "marker/")).status_code == 404


@pytest.mark.clause("D4")
def test_once_referred_they_lift_their_own_marker_and_go_on_from_the_worklist(cast, sign_in, incident):
    duty = scenarios.on_duty(cast)
    client = sign_in("duty")
    fill(client, page(incident, "marker/"), **PAIRS)
    incident.refresh_from_db()
    area = incident.customer.service_area
    incidents.refer_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, service_area=area
    )
    lifted = fill(client, page(incident, "marker/lift/"), reason="He is in custody until his trial.")
    assert lifted.headers["Location"] == "/"
    assert Marker.objects.get().lifted_by == duty


def test_the_duty_manager_does_not_mark_their_own_report(cast, sign_in, incident):
    duty = scenarios.on_duty(cast)
    own = scenarios.reported_by(cast, duty)
    with pytest.raises(NotAllowed, match="You reported this incident"):
        services.place_marker(incident=own, version=own.version, by=duty, on=cast.today, **PAIRS)


def test_the_look_up_names_the_duty_manager_with_the_number(cast, sign_in, incident):
    duty = scenarios.on_duty(cast)
    Colleague.objects.filter(pk=duty.pk).update(telephone="01632 960555")
    said = words(sign_in("contractor").get("/look-up/?q=12 Sandpiper"))
    assert "Ring Morwenna Manning or Dilys Dutton before you go." in said
    assert "Ring Dilys Dutton: 01632 960555" in said


@pytest.mark.clause("D4", "P11a")
def test_the_look_up_names_the_duty_manager_at_the_door_of_a_restricted_file_too(cast, sign_in, incident):
    duty = scenarios.on_duty(cast)
    Colleague.objects.filter(pk=duty.pk).update(telephone="01632 960555")
    scenarios.restrict(cast, readers=[cast.lead])
    for client, url in ((sign_in("contractor"), "/look-up/?q=12 Sandpiper"), (sign_in("officer"), page(incident))):
        assert "Dilys Dutton: 01632 960555" in words(client.get(url))
