"""Place an interim marker: colleagues are protected at once, unconfirmed, for ten working days at most."""

from datetime import date, timedelta

import pytest

from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.markers import policies
from alerts.markers import services as markers_services
from alerts.markers.models import SAFETY
from alerts.models import Incident, Marker
from housing_alerts.customers.models import Asset, Membership
from tests import scenarios
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.step import assert_not_found, assert_not_now, chosen, fill, offered

pytestmark = pytest.mark.same_on_both
ANSWERS = {"controls": ["AT_LEAST_TWO", "POLICE_ADVICE"]}
TOLD = "Unconfirmed: go with at least one other colleague; take police advice before you go, until 24 June 2026."
OFFER = "Place an interim marker"


@pytest.fixture
def incident(cast):
    return scenarios.logged(cast, violent=True)


def _url(incident):
    return f"/incidents/{incident.reference}/marker/"


# It works


def test_a_lead_of_the_area_places_it_at_once(wednesday, sign_in, request):
    cast = request.getfixturevalue("cast")
    incident, client = scenarios.logged(cast, violent=True), sign_in("lead")
    page = f"/incidents/{incident.reference}/"
    assert offered(client.get(page))[0] == OFFER
    with nothing_changes():
        assert_asks(fill(client, _url(incident)), "Choose at least one thing that keeps colleagues safe")

    response = fill(client, _url(incident), **ANSWERS)
    assert_done(client, response, page, "Interim marker placed. Everybody who looks it up is told until 24 June 2026.")
    marker = Marker.objects.get()
    assert (marker.placed_by, marker.placed_on) == (cast.people["lead"], date(2026, 6, 10))
    said = words(client.get(page))
    assert TOLD in said
    assert OFFER not in offered(client.get(page))
    assert TOLD in words(sign_in("lead").get(f"/customers/{scenarios.LODGER}/"))


def test_at_an_address_it_is_the_propertys(cast, sign_in):
    incident = scenarios.logged_at_an_address(cast)
    client = sign_in("manager")
    fill(client, _url(incident), **ANSWERS)
    marker = Marker.objects.get()
    assert (marker.customer, marker.asset) == (None, Asset.objects.get(reference="A-D1"))
    assert str(marker) == f"Interim marker of {incident.reference}"


def _log_where_nobody_is_known(cast, client, asset):
    answers = {
        "about": "BEHAVIOUR",
        "asset": asset,
        **day("occurred_at", cast.ago(1)),
        "occurred_at_time": "10:30",
        "channel": "HOME_VISIT",
        "account": "Somebody threw a bottle at me.",
        "dangers": "VIOLENT",
        "danger_from": "NAMED",
        "who": "ME",
        "line_manager": cast.manager.pk,
    }
    fill(client, "/incidents/log/", **answers)
    return Incident.objects.get()


@pytest.mark.long
def test_where_nobody_is_known_a_lead_has_it_at_once(cast, sign_in):
    scenarios.moved(cast, cast.customers[scenarios.LODGER])
    Membership.objects.filter(tenancy__asset__reference="A-D1").delete()
    incident = _log_where_nobody_is_known(cast, sign_in("officer"), "A-D1")
    assert incident.service_area is None

    assert OFFER in offered(sign_in("lead2").get(f"/incidents/{incident.reference}/"))
    fill(sign_in("lead2"), _url(incident), **ANSWERS)
    assert Marker.objects.get().placed_by == cast.people["lead2"]
    assert incident.reference in words(sign_in("lead2").get("/"))


def test_once_it_is_with_an_area_the_other_leads_have_it_no_more(cast, sign_in):
    Membership.objects.filter(tenancy__asset__reference="A-D1").delete()
    incident = scenarios.referred_at_an_address(cast)
    assert incident.service_area.name == "Housing"
    assert_not_found(sign_in("lead2"), _url(incident), incident, **ANSWERS)


def test_the_area_that_a_case_was_moved_to_has_its_marker_until_it_is_withdrawn(cast):
    file = scenarios.opened(cast)
    incident, area = file.incidents.get(), cast.lead2.areas.get()
    file = investigations_services.change_service_area(
        investigation=file, version=file.version, by=cast.lead, area=area, reason="It is about repairs, not tenancy."
    )
    step = {"incident": incident, "version": incident.version, "on": cast.today}
    markers_services.place_marker(**step, by=cast.lead2, controls=["ASK_LEAD"])
    assert Marker.objects.get().placed_by == cast.lead2
    investigations_services.withdraw_investigation(
        investigation=file, version=file.version, by=file.lead, reason="It was opened in error today."
    )
    assert Incident.objects.get().lead_area_ids() == {incident.service_area_id}


@pytest.mark.long
def test_a_second_one_on_the_same_person_is_offered_as_a_change_of_the_first(cast, sign_in):
    first = scenarios.marked(cast)
    second = scenarios.logged(cast, days=1)
    client = sign_in("manager")
    page = client.get(_url(second))
    assert f"An interim marker is in force on the same person. {first.told}" in words(page)
    assert chosen(page, "controls") == ["AT_LEAST_TWO"]
    assert_asks(
        fill(client, _url(second)), "Choose whether the marker that is in force is changed, or stays beside this one"
    )

    assert fill(client, _url(second), **ANSWERS, another="CHANGE").status_code == 302

    first.refresh_from_db()
    assert first.lifted_why == f"Changed: the marker of {second.reference} takes its place."
    (standing,) = Marker.objects.in_force(on=cast.today)
    assert (standing.incident, standing.controls) == (second, ANSWERS["controls"])


def test_a_change_that_asks_for_less_says_why(cast, sign_in):
    first = scenarios.marked(cast)
    second = scenarios.logged(cast, days=1)
    client, less = sign_in("manager"), {"controls": ["POLICE_ADVICE"], "another": "CHANGE"}
    asks = "asks colleagues: “Go with at least one other colleague”. Say why that is needed no more."

    for dropped, said in {
        "": asks,
        "x": f"The marker that is in force {asks}",
    }.items():
        with nothing_changes():
            answer = fill(client, _url(second), **less, dropped=dropped)
        assert answer.status_code == 403
        assert said in words(answer)

    why = "His brother, who hit me, moved out."
    assert fill(client, _url(second), **less, dropped=why).status_code == 302
    first.refresh_from_db()
    assert first.lifted_why == f"Changed: the marker of {second.reference} takes its place. {why}"


def test_or_both_are_in_force(cast, sign_in):
    scenarios.marked(cast)
    second = scenarios.logged(cast, days=1)
    assert fill(sign_in("manager"), _url(second), **ANSWERS, another="BESIDE").status_code == 302
    assert Marker.objects.in_force(on=cast.today).count() == 2


def test_who_may_not_lift_the_first_is_not_asked(cast, sign_in):
    first = scenarios.marked(cast)
    Incident.objects.filter(pk=first.incident_id).update(line_manager=cast.head)
    page = sign_in("manager").get(_url(scenarios.logged(cast, days=1)))
    assert "in force on the same person" not in words(page)


# It refuses the wrong person


def test_who_reported_it_lets_somebody_else_place_it(cast, sign_in):
    incident = scenarios.reported_by(cast, cast.lead)
    sentence = (
        "You reported this incident. Morwenna Manning or an Operational Lead places and lifts its interim marker."
    )
    assert_not_now(sign_in("lead"), _url(incident), incident, sentence, **ANSWERS)


def test_for_whom_somebody_else_reported_it_is_not_told_that_they_did(cast, sign_in):
    incident = scenarios.reported_for(cast)
    assert (incident.reported_by, incident.created_by) == (cast.officer, cast.lead)
    assert_not_now(sign_in("officer"), _url(incident), incident, "This was reported for you.", **ANSWERS)


# It refuses the wrong state


def test_only_what_was_logged_or_referred_and_is_undecided_has_one_and_once(cast, sign_in):
    settled = scenarios.settled(cast)
    sentence = "This incident is settled informally. A marker can be placed on one that was logged or referred."
    assert_not_now(sign_in("manager"), _url(settled), settled, sentence, **ANSWERS)
    standing = scenarios.marked(cast)
    lapsed = scenarios.mark(cast, scenarios.logged(cast, days=40), days=30)
    for incident, sentence in (
        (
            scenarios.active(cast, customer=scenarios.HONG).investigation.incidents.get(),
            "has decided on this incident.",
        ),
        (
            standing.incident,
            f"An interim marker is in force until {standing.lapses_on:%-d %B %Y}. To ask for something",
        ),
        (lapsed.incident, f"was for 10 working days, until {lapsed.lapses_on:%-d %B %Y}. Only the Head of Service"),
    ):
        incident.refresh_from_db()
        refusal = policies.why_not_place_marker(incident, incident.customer.organisation, on=cast.today)
        assert sentence in str(refusal)


def test_lifted_and_placed_again_it_ends_when_the_first_would_have(cast):
    incident = scenarios.logged(cast)
    first = scenarios.lifted(cast, scenarios.mark(cast, incident, days=5))
    assert scenarios.mark(cast, incident).lapses_on == first.lapses_on


def test_where_the_landlord_has_switched_it_off_none_is_offered(cast, sign_in, incident):
    scenarios.use_no_markers(cast.customers[scenarios.LODGER])
    client = sign_in("manager")
    sentence = "Teign Housing does not use interim markers. Tell whoever visits, and refer the incident at once."
    assert_not_now(client, _url(incident), incident, sentence, **ANSWERS)
    page = f"/incidents/{incident.reference}/"
    assert OFFER not in words(client.get(page))
    assert "interim marker" not in words(client.get(f"{page}refer/"))


# It refuses bad input


def test_nothing_that_restricts_contact_is_in_the_list(cast, sign_in, incident):
    client = sign_in("manager")
    assert not {"NAMED_OFFICER", "AGREED_CONTACT", "SAFE_CONTACT"} & set(SAFETY)
    with nothing_changes():
        response = fill(client, _url(incident), controls=["AGREED_CONTACT"])
    assert response.status_code == 200


# After ten working days nobody is told of it


def test_it_lapses_by_itself(cast):
    marker = scenarios.marked(cast)
    last = marker.lapses_on
    assert marker.in_force(on=last)
    assert not marker.in_force(on=last + timedelta(days=1))
    assert not marker.in_force(on=marker.placed_on - timedelta(days=1))
    assert list(Marker.objects.in_force(on=last)) == [marker]
    assert not Marker.objects.in_force(on=last + timedelta(days=1))


@pytest.mark.parametrize("first", ["named", "marked"])
def test_it_is_the_persons_and_the_propertys_whatever_came_first(cast, first):
    incident, lodger = scenarios.logged_at_an_address(cast), cast.customers[scenarios.LODGER]
    if first == "marked":
        scenarios.mark(cast, incident)
    named = incidents_services.name_customer(
        incident=incident, version=incident.version, by=cast.manager, on=cast.today, customer=lodger
    )
    if first == "named":
        scenarios.mark(cast, named)

    marker = Marker.objects.get()
    assert (marker.customer, marker.asset) == (lodger, incident.asset)


def test_the_file_of_the_person_tells_of_what_lapsed_before_they_were_named(cast, sign_in):
    incident = scenarios.logged_at_an_address(cast)
    marker = scenarios.mark(cast, incident, days=19)
    incidents_services.name_customer(
        incident=incident,
        version=incident.version,
        by=cast.manager,
        on=cast.today,
        customer=cast.customers[scenarios.LODGER],
    )
    said = words(sign_in("lead").get(f"/customers/{scenarios.LODGER}/"))
    assert "Interim marker placed" in said
    assert marker.told in said
    assert "Ring Morwenna Manning before you go." in said
