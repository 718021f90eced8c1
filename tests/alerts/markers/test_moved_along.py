"""Danger at a home of which nobody is named, and whose household moves before the decision (§7, §8, Appendix D 4.1)."""

import pytest

from alerts.models import AlertType, Incident
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from tests import scenarios
from tests.owing import held
from tests.page import words
from tests.scenarios import NOBODY_KNOWN
from tests.step import fill

NEW = "1 New Street"
pytestmark = pytest.mark.clause("D4", "P8b")


@pytest.fixture
def proposed(cast):
    """An alert on a home where a dog bit a colleague, as it waits for the Head; those who lived there have moved."""
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    incident = scenarios.logged_at_an_address(
        cast, service_area=cast.customers[scenarios.LODGER].service_area, circumstances=["DANGEROUS_DOG"], violent=True
    )
    return scenarios.proposed_on(cast, incident, "DANGEROUS_DOGS")


def _at_the_new_door(sign_in):
    return words(sign_in("contractor").get("/look-up/", {"q": NEW}))


@pytest.mark.long
def test_the_new_door_warns_until_somebody_has_answered(cast, proposed, sign_in):
    scenarios.moved(cast, cast.customers[scenarios.LODGER])
    incident = Incident.objects.get()
    asked = words(sign_in("head").get(f"/alerts/{proposed.reference}/approve/"))
    assert f"when {incident.reference} happened has moved since, or has another home too." in asked
    scenarios.approved(cast, proposed, NOBODY_KNOWN)

    assert "Danger was reported" in _at_the_new_door(sign_in)
    for who in (cast.manager, cast.lead):
        assert held(who, Kind.UNMARKED) == [incident.reference]
    assert "its household has moved or has another home. Say who it was, place a marker" in words(
        sign_in("lead").get("/")
    )
    assert list(duties.differing()) == []

    fill(
        sign_in("lead"),
        f"/incidents/{incident.reference}/marker/none/",
        reason="The dog was not theirs, as the police say.",
    )
    assert "Danger was reported" not in _at_the_new_door(sign_in)
    assert held(cast.lead, Kind.UNMARKED) == []


@pytest.mark.long
def test_where_they_live_there_still_the_decision_is_the_answer(cast, proposed, sign_in):
    assert "has moved since" not in words(sign_in("head").get(f"/alerts/{proposed.reference}/approve/"))
    scenarios.approved(cast, proposed, NOBODY_KNOWN)
    assert not Incident.objects.get().danger_undecided
    assert held(cast.lead, Kind.UNMARKED) == []
