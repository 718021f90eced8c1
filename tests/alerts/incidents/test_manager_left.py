"""A line manager who has left, or manages no more: what waited for them is a Lead's to triage, and nobody rings them."""

import pytest

from alerts.incidents import services
from alerts.markers import services as markers_services
from alerts.models import Incident
from housing_alerts.customers.models import Membership
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.models import Colleague
from tests import scenarios
from tests.owing import held
from tests.page import words
from tests.step import fill

pytestmark = pytest.mark.usefixtures("wednesday")
SANDPIPER = "/look-up/?q=12 Sandpiper"
SAID = "He told me of nothing, and nothing is recorded."


def _role_taken(colleague):
    colleague.held.all().delete()
    vars(colleague).pop("roles", None)
    records.touch(colleague)


@pytest.mark.long
@pytest.mark.clause("D3a")
def test_a_lead_of_the_area_triages_it(cast, sign_in):
    incident = scenarios.logged(cast, violent=True)
    scenarios.leaves(cast.manager)
    client, page = sign_in("lead"), f"/incidents/{incident.reference}/"

    assert "Incidents to triage IN-" in words(client.get("/"))
    said = words(client.get(page))
    assert "How should this be handled?" in said
    assert "Protect colleagues first: place an interim marker, or say below why none is needed." in said
    sent = {"settlement": SAID, "no_marker_reason": SAID}
    assert fill(client, f"{page}settle/", actions="NONE", **sent).status_code == 302
    assert Incident.objects.get().triaged_by == cast.lead


@pytest.mark.clause("D3a", refuses=True)
@pytest.mark.parametrize("goes", [scenarios.leaves, _role_taken])
def test_nobody_else_does(cast, goes):
    incident = scenarios.logged(cast, violent=True)
    goes(cast.manager)
    incident.refresh_from_db()
    step = {"incident": incident, "version": incident.version, "on": cast.today}

    sentence = "An Operational Lead for Housing triages this incident, because its line manager has left."
    for colleague in (cast.manager, cast.lead2, cast.leadership):
        with pytest.raises(NotAllowed, match=sentence):
            services.settle_incident(**step, by=colleague, actions=[], settlement=SAID)
    with pytest.raises(NotAllowed, match="Ask an Operational Lead to void a report"):
        services.void_incident(
            incident=incident, version=incident.version, by=cast.leadership, on=cast.today, reason=SAID
        )
    with pytest.raises(NotAllowed, match="An Operational Lead for Housing places and lifts the interim marker"):
        markers_services.place_marker(**step, by=cast.leadership, controls=["AT_LEAST_TWO"])


@pytest.mark.clause("D3a", refuses=True)
def test_a_lead_does_not_triage_their_own_report(cast):
    incident = scenarios.reported_by(cast, cast.lead)
    scenarios.leaves(cast.manager)

    assert incident.reference not in held(cast.lead, Kind.TRIAGE)


@pytest.mark.clause("D3a")
def test_what_has_no_area_is_every_leads(cast, sign_in):
    Membership.objects.all().delete()
    incident = scenarios.logged_at_an_address(cast)
    scenarios.leaves(cast.manager)

    for who in ("lead", "lead2"):
        client = sign_in(who)
        assert "Incidents to triage IN-" in words(client.get("/"))
        assert "How should this be handled?" in words(client.get(f"/incidents/{incident.reference}/"))
    assert "An Operational Lead has it to look at." in words(
        sign_in("officer").get(f"/incidents/{incident.reference}/")
    )


def test_nobody_is_sent_to_who_has_left(cast, sign_in):
    incident = scenarios.logged(cast, violent=True)
    _role_taken(cast.manager)

    for who in ("officer", "contractor"):
        said = words(sign_in(who).get(SANDPIPER))
        assert "Ring Lena Ledger before you go." in said
        assert "Morwenna" not in said
    said = words(sign_in("officer").get(f"/incidents/{incident.reference}/"))
    assert "An Operational Lead for Housing has it to look at." in said
    assert "Ring them now. An Operational Lead can place an interim marker at once." in said
    assert "Ring Morwenna" not in said


def test_the_duty_manager_is_named_in_their_place(cast, sign_in):
    """A Lead is named too, if nobody else has a number."""
    scenarios.logged(cast, violent=True)
    scenarios.leaves(cast.manager)
    Colleague.objects.filter(pk=scenarios.on_duty(cast).pk).update(telephone="")

    assert "Ring Dilys Dutton or Lena Ledger before you go." in words(sign_in("contractor").get(SANDPIPER))


def test_a_marker_of_who_has_left_gives_the_leads_number(cast, sign_in):
    scenarios.marked(cast)
    scenarios.leaves(cast.manager)

    said = words(sign_in("contractor").get(SANDPIPER))
    assert f"Ring Lena Ledger: {cast.lead.telephone}" in said
    assert "Morwenna" not in said
