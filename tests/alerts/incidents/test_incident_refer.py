"""Refer an incident to the formal stage: the line manager hands it to the Operational Lead of the service area."""

import pytest

from alerts.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.audit.models import AuditEvent
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import fill, shown


@pytest.fixture
def incident(cast):
    """Appendix D proposes the formal stage for it."""
    return scenarios.logged(cast, behaviour="INTIMIDATION")


def _url(incident):
    return f"/incidents/{incident.reference}/refer/"


# It works


def test_the_line_manager_refers_it(cast, sign_in, incident):
    client = sign_in("manager")
    response = fill(client, _url(incident))

    assert_done(
        client,
        response,
        f"/incidents/{incident.reference}/",
        f"Incident {incident.reference} referred to the Operational Lead for Housing.",
    )
    referred = Incident.objects.get()
    assert (referred.status, referred.triaged_by, referred.triaged_on) == ("REFERRED", cast.manager, cast.today)


def test_what_was_settled_is_referred_after_all(cast, sign_in):
    incident = scenarios.settled(cast, behaviour="INTIMIDATION")
    client, why = sign_in("manager"), "He did it again today."
    fill(client, _url(incident), note=why)
    assert Incident.objects.get().status == "REFERRED"
    assert why in words(client.get(f"/incidents/{incident.reference}/"))
    assert AuditEvent.objects.get(action="refer incident").why == why


def test_a_settled_danger_whose_marker_was_lifted_is_referred_and_then_asks_for_one(cast, sign_in):
    marker = scenarios.marked(cast)
    client, page = sign_in("manager"), f"/incidents/{marker.incident.reference}/"
    said = "He told me of nothing, and nothing is recorded."
    fill(client, f"{page}settle/", actions="NONE", settlement=said)
    scenarios.lifted(cast, marker)
    opened = client.get(_url(marker.incident))
    assert "once it is referred, you place one, or say why none is needed" in words(opened)
    assert "no_marker_reason" not in shown(opened)

    response = fill(client, _url(marker.incident), note="Two colleagues told me of the same.")

    then = "Next: place an interim marker, or say why none is needed."
    assert_done(
        client,
        response,
        page,
        f"Incident {marker.incident.reference} referred to the Operational Lead for Housing. {then}",
    )
    assert held(cast.manager, Kind.UNMARKED) == [marker.incident.reference]
    assert client.get(f"{page}marker/").status_code == 200


@pytest.mark.clause("P11a", refuses=True)
def test_a_contractor_who_reported_it_reads_no_note_to_the_lead(cast, sign_in, incident):
    incident = scenarios.reported_anew(incident, by=cast.people["contractor"])
    why = "His brother Peter Lodger was there too."
    fill(sign_in("manager"), _url(incident), note=why)
    page = f"/incidents/{incident.reference}/"
    assert why in words(sign_in("lead").get(page))
    assert why not in words(sign_in("contractor").get(page))


# It refuses bad input


def test_what_was_typed_stays_beside_the_error(cast, sign_in):
    incident = scenarios.logged_at_an_address(cast, behaviour="UNREASONABLE")
    client = sign_in("manager")
    with nothing_changes():
        response = fill(client, _url(incident), note="It was the fifth complaint.", service_area="0")
    assert_asks(response, "Choose one of those that are shown", typed=("It was the fifth complaint.",))
