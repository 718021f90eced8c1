"""Say who or where it was: the line manager or the Operational Lead, before the matter is taken up."""

import pytest

from alerts.entries.words import words_to_copy
from alerts.incidents import services
from housing_alerts.customers.models import Asset
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.step import fill, offered


@pytest.fixture
def incident(cast):
    housing = cast.customers[scenarios.LODGER].service_area
    return scenarios.logged_at_an_address(cast, service_area=housing)


def url(incident):
    return f"/incidents/{incident.reference}/name-customer/"


# It works


def test_the_lead_says_who_it_was(cast, sign_in, incident):
    client = sign_in("lead")
    assert "Say who it was" in offered(client.get(f"/incidents/{incident.reference}/"))
    response = fill(client, url(incident), customer="D900002")

    page = f"/incidents/{incident.reference}/"
    assert_done(client, response, page, f"Incident {incident.reference} is about Siân Łukasz-O'Connor.")
    incident.refresh_from_db()
    assert (incident.customer.reference, incident.asset.reference) == ("D900002", "A-D1")
    assert incident.history.first().history_user == cast.people["lead"]
    assert "Say who it was" not in offered(client.get(page))


def test_of_a_restricted_file_who_typed_the_reference_reads_no_name(cast, sign_in, incident):
    scenarios.restrict_file(cast)
    client, page = sign_in("manager"), f"/incidents/{incident.reference}/"
    response = fill(client, url(incident), customer="D900001")
    assert_done(client, response, page, f"Incident {incident.reference} is about Customer D900001.")
    assert "Lodger" not in words(client.get(page)) + words(client.get(f"{page}marker/"))


BINS = "The bin store behind 12 Sandpiper Close"


@pytest.fixture
def beside(cast):
    """A report of a machete at a place in words, by nobody known."""
    said = {"asset": None, "elsewhere": BINS, "weapon": True}
    return scenarios.logged_at_an_address(cast, **said)


@pytest.mark.clause("D4")
def test_where_nobody_knows_the_person_a_property_takes_the_marker(cast, sign_in, beside):
    page, look_up = f"/incidents/{beside.reference}/", "/look-up/?q=12 Sandpiper"
    assert "No alert is recorded." in words(sign_in("contractor").get(look_up))
    manager = sign_in("manager")
    assert "Say who or where it was" in offered(manager.get(page))
    assert f"The report says where it was: {BINS}" in words(manager.get(url(beside)))
    response = fill(manager, url(beside), asset="12 Sandpiper")

    assert_done(manager, response, page, f"Incident {beside.reference} is at 12 Sandpiper Close")
    beside.refresh_from_db()
    assert (beside.customer, beside.asset.reference, beside.elsewhere) == (None, "A-D1", BINS)
    assert (beside.service_area.name, beside.history.first().history_change_reason) == ("Housing", "Property named")
    assert f"; {BINS}" in words(manager.get(page))
    assert f"; {BINS}" in words_to_copy(beside.entries.get(task="REPORT"))
    assert "Danger was reported" in words(sign_in("contractor").get(look_up))
    (triage,) = Duty.objects.open().filter(kind=Kind.TRIAGE)
    assert (triage.colleague, triage.words) == (cast.manager, "Weapon: place a marker?")

    manager = sign_in("manager")
    assert {"Place an interim marker", "Say who it was"} <= set(offered(manager.get(page)))
    fill(manager, f"{page}marker/", controls=["AT_LEAST_TWO"])
    (marker,) = beside.markers.all()
    assert marker.told in words(sign_in("contractor").get(look_up))


def test_a_report_that_was_referred_to_an_area_stays_there(cast, beside):
    other = cast.lead2.areas.get()
    referred = services.refer_incident(
        incident=beside,
        version=beside.version,
        by=cast.manager,
        on=cast.today,
        service_area=other,
        no_marker_reason="It shows at no door of ours yet.",
    )
    asset = Asset.objects.get(reference="A-D1")
    assert asset.tenancies.exists(), "people of another area live there"

    said = {"incident": referred, "version": referred.version, "on": cast.today, "asset": asset}
    assert services.name_customer(by=cast.manager, **said).service_area == other


# It refuses bad input


def test_it_asks_who_it_was_or_where(sign_in, incident, beside):
    client = sign_in("manager")
    with nothing_changes():
        assert_asks(fill(client, url(incident), customer=""), "Say who it was")
        assert_asks(fill(client, url(beside), asset=""), "Say who it was or, if nobody knows, where it was")


@pytest.mark.clause("P2", refuses=True)
def test_whoever_calls_names_the_person_or_a_property_and_no_other_property(cast, incident):
    step = {"version": incident.version, "by": cast.manager, "on": cast.today}
    with pytest.raises(NotAllowed, match="Say who it was or, if nobody knows, at which of our properties it was"):
        services.name_customer(incident=incident, **step)
    elsewhere = Asset.objects.get(reference="A-D2")
    with pytest.raises(NotAllowed, match="says already that it was at 12 Sandpiper Close"):
        services.name_customer(incident=incident, asset=elsewhere, **step)
