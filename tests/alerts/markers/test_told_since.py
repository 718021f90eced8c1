"""Danger that is told of after a marker was placed: the marker stays, and is asked about (D4)."""

import pytest

from alerts.incidents import services as incidents_services
from alerts.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.staff.choices import Role
from tests import scenarios
from tests.owing import held
from tests.page import assert_done, nothing_changes, words
from tests.step import fill, offered

pytestmark = pytest.mark.usefixtures("wednesday")
DOG = "He also had a big dog loose in the hall."
RING = "Ring Morwenna Manning before you go"
PAIRS = "at least one other colleague"


@pytest.fixture
def incident(cast):
    """A knife that somebody else reported, with a marker, before its colleague tells of the dog."""
    found = scenarios.reported_for(cast, weapon=True)
    scenarios.mark(cast, found)
    return _told_since(cast, found)


def _told_since(cast, incident):
    incident.refresh_from_db()
    return scenarios.answered_for(cast, incident, DOG, dangers=["DOG"])


def _page(sign_in, incident, username="manager"):
    return sign_in(username).get(f"/incidents/{incident.reference}/")


def _at_the_door(sign_in):
    return words(sign_in("contractor").get("/look-up/", {"q": "12 Sandpiper"}))


@pytest.mark.clause("D4")
def test_the_manager_is_asked_at_once(cast, sign_in, incident):
    asked = Duty.objects.open().filter(kind=Kind.UNMARKED, shows_from__lte=cast.today)
    assert {duty.colleague or duty.role for duty in asked} == {cast.manager, Role.OPERATIONAL_LEAD}
    assert {(duty.urgent, duty.words) for duty in asked} == {(True, "Weapon, Dangerous dog: is the marker enough?")}
    page = _page(sign_in, incident)
    assert "More danger was told of after the marker was placed." in words(page)
    assert offered(page)[:2] == ["Change the interim marker", "Say why the interim marker is enough"]
    told = words(sign_in("manager").get(f"/incidents/{incident.reference}/marker/"))
    assert DOG in told
    assert "What you choose takes its place" in told
    said = _at_the_door(sign_in)
    assert RING in said and PAIRS in said
    for step in ("settle", "refer"):
        triaged = fill(sign_in("manager"), f"/incidents/{incident.reference}/{step}/", no_marker_reason="")
        assert "Say why no interim marker is needed, or place one first" in words(triaged)


@pytest.mark.clause("D4")
def test_a_changed_marker_answers_it_and_lasts_no_longer(cast, sign_in, incident):
    before = incident.markers.get()
    client, url = sign_in("manager"), f"/incidents/{incident.reference}/marker/"
    with nothing_changes():
        less = fill(client, url, controls=["ANIMAL_SECURED"], dropped="")
    assert "Say why that is needed no more." in words(less), "it gives nothing up unasked"
    response = fill(client, url, controls=["AT_LEAST_TWO", "ANIMAL_SECURED"])

    assert response.status_code == 302
    old, new = incident.markers.order_by("pk")
    assert old.pk == before.pk
    assert (old.lifted_by, new.lifted_by, new.lapses_on) == (cast.manager, None, before.lapses_on)
    assert new.controls == ["AT_LEAST_TWO", "ANIMAL_SECURED"]
    assert not Incident.objects.get(pk=incident.pk).danger_unmarked
    assert held(cast.manager, Kind.UNMARKED) == []
    assert RING not in _at_the_door(sign_in)


@pytest.mark.clause("D4")
def test_why_the_marker_is_enough_answers_it(cast, sign_in, incident):
    client = sign_in("manager")
    response = fill(
        client, f"/incidents/{incident.reference}/marker/none/", reason="The dog went to his sister in Exeter."
    )

    assert_done(
        client,
        response,
        f"/incidents/{incident.reference}/",
        f"Recorded why incident {incident.reference} needs no other marker.",
    )
    assert held(cast.manager, Kind.UNMARKED) == []
    said = _at_the_door(sign_in)
    assert RING not in said
    assert PAIRS in said


@pytest.mark.clause("D4")
def test_after_the_referral_it_is_asked_too(cast, sign_in):
    incident = scenarios.reported_for(cast, weapon=True)
    scenarios.mark(cast, incident)
    incident.refresh_from_db()
    incidents_services.refer_incident(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, note="He blocked it."
    )
    _told_since(cast, incident)

    assert RING in _at_the_door(sign_in)
    assert incident.reference in held(cast.manager, Kind.UNMARKED)
    assert incident.reference in held(cast.lead, Kind.UNMARKED)


def test_a_correction_without_danger_asks_nothing(cast, sign_in):
    incident = scenarios.reported_for(cast, weapon=True)
    scenarios.mark(cast, incident)
    incident.refresh_from_db()
    incident = scenarios.answered_for(cast, incident, "It was Tuesday, not Monday.")

    assert not incident.danger_unmarked
    assert RING not in _at_the_door(sign_in)
    assert "Change the interim marker" not in offered(_page(sign_in, incident))


# A marker that is lifted beside another one


@pytest.mark.clause("D4")
def test_another_marker_on_the_person_answers_only_what_was_changed_to_it(cast, sign_in):
    knife = scenarios.logged(cast, weapon=True)
    own = scenarios.mark(cast, knife)
    scenarios.mark(cast, scenarios.logged(cast, days=1, about="RISK", circumstances=["DANGEROUS_DOG"]))

    scenarios.lifted(cast, own, reason="He rang and said that he is sorry.")

    assert RING in _at_the_door(sign_in)
    assert "place a marker?" in Duty.objects.open().get(kind=Kind.TRIAGE, reference=knife.reference).words


@pytest.mark.clause("D4")
def test_a_marker_that_was_changed_twice_is_followed_to_the_last(cast, sign_in):
    incidents = [scenarios.marked(cast, weapon=True).incident]
    for days in (2, 1):
        incidents.append(scenarios.logged(cast, days=days, weapon=True))
        url = f"/incidents/{incidents[-1].reference}/marker/"
        assert fill(sign_in("manager"), url, another="CHANGE", controls=["AT_LEAST_TWO"]).status_code == 302

    assert RING not in _at_the_door(sign_in)
    scenarios.lifted(cast, incidents[-1].markers.get(), reason="He rang and said that he is sorry.")
    asked = Duty.objects.open().filter(kind=Kind.TRIAGE, words__contains="place a marker")
    assert {duty.reference for duty in asked} == {incident.reference for incident in incidents}


@pytest.mark.clause("D4")
def test_a_marker_without_a_named_danger_lapses_in_no_silence(cast, sign_in):
    incident = scenarios.logged(cast, days=60)
    scenarios.mark(cast, incident, days=30)

    assert not incident.dangers
    assert RING in _at_the_door(sign_in)
    asked = Duty.objects.open().filter(kind=Kind.UNMARKED, shows_from__lte=cast.today)
    assert {duty.colleague or duty.role for duty in asked} == {
        cast.manager,
        Role.OPERATIONAL_LEAD,
        Role.HEAD_OF_SERVICE,
    }


def test_a_marker_without_a_named_danger_that_is_lifted_is_answered(cast, sign_in):
    incident = scenarios.logged(cast)
    scenarios.lifted(cast, scenarios.mark(cast, incident))

    assert RING not in _at_the_door(sign_in)
    assert held(cast.manager, Kind.UNMARKED) == []


def test_who_placed_a_marker_reads_no_news_where_another_took_its_place(cast, sign_in):
    scenarios.marked(cast, weapon=True)
    second = scenarios.logged(cast, days=1, weapon=True)
    changed = fill(
        sign_in("lead"), f"/incidents/{second.reference}/marker/", another="CHANGE", controls=["AT_LEAST_TWO"]
    )

    assert changed.status_code == 302
    assert not Duty.objects.open().filter(kind=Kind.LIFTED).exists()
