"""Open an investigation on referred incidents of one customer. Whoever opens it leads it."""

import pytest

from alerts.incidents import services as incidents_services
from alerts.models import Investigation
from tests import scenarios
from tests.page import assert_asks, assert_done, nothing_changes, words
from tests.scenarios import HONG
from tests.step import assert_kept, assert_not_now, fill


@pytest.fixture
def incident(cast):
    return scenarios.referred(cast)


def _url(incident):
    return f"/investigations/open/?incident={incident.reference}"


# It works


def test_the_lead_of_the_area_opens_it_on_any_of_the_referred_incidents_of_the_customer(cast, sign_in, incident):
    other = scenarios.referred(cast, days=5)
    scenarios.referred(cast, HONG)
    client = sign_in("lead")
    assert_kept(client.get(_url(incident)), incidents=[incident.pk, other.pk])
    with nothing_changes():
        assert_asks(client.post(_url(incident), {"sent": "empty"}), "Choose at least one incident")
    response = fill(client, _url(incident), incidents=[other.pk])

    file = Investigation.objects.get()
    assert_done(client, response, f"/investigations/{file.reference}/", f"Investigation {file.reference} opened.")
    assert (file.status, file.lead, file.customer) == ("OPEN", cast.lead, incident.customer)
    assert file.service_area.name == "Housing"
    assert list(file.incidents.all()) == [other]


def test_where_nobody_is_known_it_is_about_the_property(cast, sign_in):
    incident = scenarios.referred_at_an_address(cast)
    other = scenarios.referred_at_an_address(cast)
    fill(sign_in("lead"), _url(incident))

    file = Investigation.objects.get()
    assert (file.customer, file.asset) == (None, incident.asset)
    assert set(file.incidents.all()) == {incident, other}


def test_after_a_withdrawn_investigation_its_incidents_are_investigated_again(cast, sign_in):
    withdrawn = scenarios.withdrawn(cast)
    incident = withdrawn.incidents.get()
    fill(sign_in("lead"), _url(incident))
    assert list(Investigation.objects.exclude(pk=withdrawn.pk).get().incidents.all()) == [incident]


# It refuses the wrong person


def test_a_lead_to_whom_the_file_is_closed_does_not_take_it_up(cast, sign_in):
    scenarios.lead_for(cast.lead2, cast.customers[scenarios.LODGER].service_area)
    incident = scenarios.referred(cast)
    scenarios.reported_anew(incident, by=cast.lead2)
    scenarios.restrict_file(cast)
    refusal = "This customer’s file is restricted, and you are not one of its named readers. One of them investigates."

    client = sign_in("lead2")
    with nothing_changes():
        assert refusal in words(client.get(_url(incident)))
        response = client.post(_url(incident), {"incidents": [incident.pk]})
    assert response.status_code == 403
    assert refusal in words(response)


def test_who_only_follows_a_report_is_not_shown_those_of_others(cast, sign_in, incident):
    other = incidents_services.log_incident(
        by=cast.lead2,
        now=cast.then(0),
        facts={
            "about": "RISK",
            "customer": incident.customer,
            "occurred_at": cast.then(5),
            "channel": "TELEPHONE",
            "account": "A neighbour says that he keeps a knife by the door.",
            "line_manager": cast.manager,
        },
    )
    incidents_services.refer_incident(incident=other, version=other.version, by=cast.manager, on=cast.today)

    response = sign_in("officer").post(_url(incident), {"incidents": [incident.pk]})
    assert response.status_code == 403
    assert other.reference not in words(response)
    assert other.reference in words(sign_in("lead").get(_url(incident)))


def test_a_lead_of_another_area_who_sees_the_case_is_refused(cast, sign_in):
    incident = scenarios.referred(cast)
    cast.lead2.held.create(role="LEADERSHIP")
    sentence = "An Operational Lead for Housing investigates."
    assert_not_now(sign_in("lead2"), _url(incident), incident, sentence, incidents=[incident.pk])


# Restricted files


@pytest.mark.clause("P11a", refuses=True)
def test_whoever_cannot_open_a_restricted_file_reads_its_reference(cast, sign_in, incident):
    scenarios.restrict_file(cast)
    for username in ("manager", "officer"):
        page = words(sign_in(username).get(_url(incident)))
        assert "Customer D900001 Open an investigation" in page
        assert incident.customer.full_name not in page
    assert incident.customer.full_name in words(sign_in("lead").get(_url(incident)))
