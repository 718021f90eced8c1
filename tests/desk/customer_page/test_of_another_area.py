"""A customer who came from another service area: the Lead there keeps what was begun, and the new one reads who (§11)."""

import pytest

from housing_alerts.staff.models import Colleague
from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.clause("P11a")
PAGE = "/customers/D900001/"
KEEPS = "The customer came from another service area, and its Lead keeps what was begun there."


@pytest.fixture
def moved(cast):
    """An alert in force and a running case of a customer who has come to another area since."""
    alert, case = scenarios.active(cast), scenarios.investigated(cast)
    scenarios.comes_to_another_area(cast.customers[scenarios.LODGER])
    return alert, case


@pytest.mark.long
def test_the_lead_of_the_new_area_reads_who_keeps_the_alert_and_the_case(cast, sign_in, moved):
    response = sign_in("lead2").get(PAGE)
    page = words(response)
    alert, case = moved
    assert KEEPS in page
    ring = f"Ring {cast.lead}: {cast.lead.telephone}"
    assert f"Alert {alert.reference}, Housing: {ring}" in page
    assert f"Investigation {case.reference}, Housing: {ring}" in page
    assert f">Alert {alert.reference}</a>" not in response.content.decode(), "it would not open"


@pytest.mark.long
def test_whoever_reads_them_gets_the_links(cast, sign_in, moved):
    alert, _ = moved
    response = sign_in("head2").get(PAGE)
    assert f'href="/alerts/{alert.reference}/"' in response.content.decode()
    assert KEEPS not in words(response)


def test_of_a_restricted_file_they_read_only_whom_to_ask(cast, sign_in, moved):
    scenarios.restrict(cast, readers=[cast.lead, cast.head])
    page = words(sign_in("lead2").get(PAGE))
    assert "This file is restricted" in page
    assert f"Housing: Ring {cast.lead}" in page
    assert moved[0].reference not in page


def test_a_lead_of_the_same_area_reads_no_such_thing(cast, sign_in):
    scenarios.active(cast)
    other = scenarios.joined("lead3", "OPERATIONAL_LEAD")
    scenarios.lead_for(other, cast.customers[scenarios.LODGER].service_area)
    scenarios.restrict(cast, readers=[cast.lead, cast.head])
    assert Colleague.objects.filter(pk=other.pk).exists()
    assert KEEPS not in words(sign_in("lead3").get(PAGE))
