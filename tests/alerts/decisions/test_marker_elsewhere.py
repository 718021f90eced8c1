"""A marker at a property where the person does not live: an alert on the person asks for nothing there (D4)."""

import pytest

from alerts.models import Marker
from housing_alerts.customers.models import Asset
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import fill
from tools import demo

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("D4")]
PAIRS = "Go with at least one other colleague"
WHY = "He has been told to keep away from there, and does."
APPROVES = {
    "reason": "It is enough for this.",
    "informing": "INFORM",
    "due_regard": scenarios.DUE_REGARD,
    "informing_reason": "A letter puts nobody at risk.",
}


@pytest.fixture
def place():
    """A property of ours where Mr Lodger does not live."""
    return Asset.objects.exclude(reference="A-D1").first()


def _pairs(cast, **facts):
    """An alert that asks to visit Mr Lodger in pairs, after an incident with a marker that asked the same."""
    incident = scenarios.logged(cast, violent=True, **facts)
    scenarios.mark(cast, incident)
    return demo.put_forward(cast, demo.investigate(cast, incident, 0), "VISIT_IN_PAIRS", 0)


def _at(place):
    return f"“{PAIRS} (at {place.full_address}, where the person does not live)”"


@pytest.mark.long
def test_the_head_is_asked_what_protects_colleagues_there(cast, sign_in, place):
    alert, client = _pairs(cast, asset=place), sign_in("head")
    url = f"/alerts/{alert.reference}/approve/"
    page = words(client.get(url))
    assert (
        f"No alert asks colleagues for this then, and whoever looks it up is not told of it any more: {PAIRS} (at"
        in page
    )

    with nothing_changes():
        response = fill(client, url, **APPROVES)
    assert f"no alert asks colleagues for {_at(place)} then. Say why that is not needed any more" in words(response)

    assert fill(client, url, **APPROVES, unneeded=WHY).status_code == 302
    assert WHY in Marker.objects.get().lifted_why


@pytest.mark.long
def test_an_alert_in_force_at_that_property_goes_on(cast, sign_in, place):
    alert = _pairs(cast, asset=place)
    other = scenarios.active(cast, customer=scenarios.HONG)
    other.asset = place
    other.save()

    assert "What was asked for goes on" in words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))


def test_at_their_home_the_alert_on_the_person_is_enough(cast, sign_in):
    alert = _pairs(cast, asset=Asset.objects.get(reference="A-D1"))

    assert "What was asked for goes on" in words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))


def test_a_decision_without_an_alert_gives_up_both(cast, sign_in, place):
    alert = _pairs(cast, asset=place)
    response = sign_in("head").get(f"/alerts/{alert.reference}/decline/")

    assert f"{PAIRS} {PAIRS} (at {place.full_address}" in words(response)


@pytest.fixture
def undecided(cast):
    """An alert on contact alone, after violence whose marker was lifted and that nobody has answered."""
    file = scenarios.investigated(cast, violent=True)
    scenarios.lifted(cast, scenarios.mark(cast, file.incidents.get()))
    condition = scenarios.condition(cast, "CHANNELS")
    return demo.put_forward(cast, file, "CONTACT_MANAGEMENT", 0, conditions=[condition])


@pytest.mark.long
def test_a_decision_on_danger_that_nobody_answered_says_what_protects_colleagues(sign_in, undecided):
    client, url = sign_in("head"), f"/alerts/{undecided.reference}/decline/"
    said = words(client.get(url))
    assert "This decision settles danger of which no marker tells No alert asks colleagues for this then" in said

    with nothing_changes():
        response = fill(client, url, reason="It is too much for one time.")

    assert f"no alert asks colleagues for “{PAIRS}” then." in words(response)
