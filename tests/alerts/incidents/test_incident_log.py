"""Log an incident: who or where, when, how, what happened, who was affected, and which line manager is told."""

from datetime import timedelta

import lxml.html
import pytest

from alerts.entries.words import words_to_copy
from alerts.incidents.words import told_us
from alerts.investigations import steps as investigations_steps
from alerts.models import Incident
from tests import scenarios
from tests.alerts.incidents.reporting import ACCOUNT, URL, a_report
from tests.look_up import change, home_of, housed
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.step import assert_kept, assert_not_now, fill, shown

NAMES_CLOSED = "Names are closed to you. Type the reference from your job or, without one, say below where it was"
NOTHING_NAMED = "Choose at least one behaviour or one example, or say below what danger there was"
AGENCY = {"source_kind": "POLICE", "source": "PC Pike, Testmouth", "standing": "ALLEGED"}


# It works


def test_it_is_logged_and_the_line_manager_is_told(cast, sign_in):
    client = sign_in("officer")
    response = fill(client, URL, **a_report(cast))

    incident = Incident.objects.get()
    assert_done(
        client,
        response,
        f"/incidents/{incident.reference}/",
        f"Incident {incident.reference} logged. Morwenna Manning has it to look at.",
    )
    assert (incident.status, incident.line_manager, incident.customer.reference) == ("LOGGED", cast.manager, "D900001")
    assert (incident.reported_by, incident.created_by) == (cast.people["officer"], cast.people["officer"])
    assert list(incident.affected.all()) == [cast.people["officer"]]
    assert incident.occurred_at == cast.then(1)
    assert incident.service_area.name == "Housing"


def test_ones_own_line_manager_is_preselected_and_nothing_else(sign_in, cast):
    page = sign_in("officer").get(URL)
    assert_kept(page, line_manager=cast.manager.pk)
    assert "Lena Ledger" not in _offered(page, "line_manager"), "a Lead is offered to nobody who has a line manager"
    assert set(shown(page)) & {"about", "channel", "who", "behaviours", "steps"} == set()


def _offered(page, name):
    options = lxml.html.fromstring(page.content.decode()).xpath("//select[@name=$name]/option/text()", name=name)
    return [" ".join(option.split()) for option in options]


@pytest.mark.long
@pytest.mark.clause("P2")
def test_what_happened_away_from_our_properties_is_logged_with_the_place_in_words(cast, sign_in):
    where = "The car park of the surgery in Market Street"
    client = sign_in("officer")
    fill(client, URL, **a_report(cast, customer="", elsewhere=where, dangers="VIOLENT"))
    incident = Incident.objects.get()
    assert (incident.status, incident.customer, incident.asset, incident.elsewhere) == ("LOGGED", None, None, where)
    assert where in words(client.get(f"/incidents/{incident.reference}/"))
    assert where in words_to_copy(incident.entries.first())
    duty_of = sign_in("manager").get("/")
    assert incident.reference in words(duty_of)

    manager, page = sign_in("manager"), f"/incidents/{incident.reference}/"
    assert_not_now(
        manager,
        f"{page}marker/",
        incident,
        "so a marker would show nowhere. Say first who it was or, if nobody knows, at which of our properties: “Say who or "
        "where it was”.",
        controls=["ASK_LEAD"],
    )
    assert "Protect colleagues first" not in words(manager.get(page))
    housing = cast.customers["D900001"].service_area
    assert fill(manager, f"{page}refer/", service_area=housing.pk).status_code == 302
    incident.refresh_from_db()
    refusal = investigations_steps.why_not_open_investigation(incident, cast.lead)
    assert "an investigation is about one. Say first who or where it was." in refusal.sentence
    assert where in words(sign_in("lead").get("/confirmations/"))


@pytest.mark.clause("P4a")
def test_a_dog_needs_no_behaviour(cast, sign_in):
    client = sign_in("officer")
    bare = a_report(cast, behaviours=[])
    response = fill(client, URL, **bare)
    assert_asks(response, NOTHING_NAMED, typed=(ACCOUNT,))
    fill(client, URL, **bare | {"dangers": ["DOG"]})
    incident = Incident.objects.get()
    assert (incident.status, incident.behaviours.count()) == ("LOGGED", 0)
    assert "Appendix D proposes no stage" in words(sign_in("manager").get(f"/incidents/{incident.reference}/"))


def test_the_look_up_brings_the_customer_or_the_property_with_it(sign_in):
    assert_kept(sign_in("officer").get(f"{URL}?customer=D900001"), customer="D900001 Lewis Lodger")
    assert_kept(sign_in("contractor").get(f"{URL}?customer=D900001"), customer="D900001")
    at = "A-D1 12 Sandpiper Close, Testmouth, Devon, TQ99 1AB"
    assert_kept(sign_in("contractor").get(f"{URL}?asset=A-D1"), asset=at)
    assert_kept(sign_in("officer").get(f"{URL}?asset=A-NONE"), asset="A-NONE")


def test_several_may_have_been_affected(cast, sign_in):
    who = {"who": ["ME", "COLLEAGUES", "OTHER"], "others_affected": "The neighbour"}
    fill(sign_in("officer"), URL, **a_report(cast, **who, colleagues_affected=[cast.lead.pk, cast.contractor.pk]))

    incident = Incident.objects.get()
    assert set(incident.affected.all()) == {cast.officer, cast.lead, cast.contractor}
    assert (incident.reported_by, incident.others_affected) == (cast.officer, "The neighbour")


def test_what_nearly_happened_needs_no_behaviour_and_may_have_affected_nobody(cast, sign_in):
    fill(sign_in("officer"), URL, **a_report(cast, about="NEAR_MISS", behaviours=[], who="NOBODY", danger_from=""))

    incident = Incident.objects.get()
    assert (incident.get_about_display(), incident.danger_from) == ("It nearly happened", "")
    assert not incident.affected.exists()


def test_what_another_agency_told_us_says_which_and_how_far_it_is_established(cast, sign_in):
    client = sign_in("officer")
    more = {"notice": "WARNING", "source_reference": "CPW/26/114"}
    fill(client, URL, **a_report(cast, about="THIRD_PARTY", behaviours=[], **AGENCY, **more))

    incident = Incident.objects.get()
    assert (incident.source_kind, incident.standing, incident.notice) == ("POLICE", "ALLEGED", "WARNING")
    said = words(client.get(f"/incidents/{incident.reference}/"))
    assert "Told us The police: PC Pike, Testmouth Community Protection Warning Their reference: CPW/26/114" in said
    assert "How far it is established Alleged" in said


def test_of_what_we_met_ourselves_no_agency_is_kept(cast, sign_in):
    fill(sign_in("officer"), URL, **a_report(cast, **AGENCY, notice="NOTICE", others_affected="Nobody any more"))

    incident = Incident.objects.get()
    assert (told_us(incident), incident.notice, incident.standing) == ("", "", "WITNESSED")
    assert incident.others_affected == ""


def test_where_the_person_is_not_known_the_property_says_where(cast, sign_in):
    fill(sign_in("officer"), URL, **a_report(cast, customer="", asset="12 Sandpiper Close"))

    incident = Incident.objects.get()
    assert (incident.customer, incident.asset.reference) == (None, "A-D1")


@pytest.mark.long
def test_a_known_person_met_at_another_property_is_told_at_both(cast, sign_in):
    client = sign_in("officer")
    client.post(URL, a_report(cast, asset="A-D2", dangers="VIOLENT"))

    incident = Incident.objects.get()
    assert (incident.customer.reference, incident.asset.reference) == ("D900001", "A-D2")
    page = client.get(f"/incidents/{incident.reference}/")
    assert incident.asset.full_address in words(page)
    for place in ("D900001", "A-D2"):
        assert "Danger was reported" in words(client.get("/look-up/", {"q": place}))


def test_where_several_match_the_page_asks_which_one(cast, sign_in):
    client = sign_in("officer")
    response = fill(client, URL, **a_report(cast, customer="Lodger"))
    assert_asks(response, "Several match “Lodger”. Choose the customer you mean, or type more", typed=(ACCOUNT,))
    assert "Jory Lodger, 12 Sandpiper Close, Testmouth, Devon, TQ99 1AB (D900009)" in words(response)

    client.post(URL, a_report(cast, customer="Lodger", candidate="D900009"))
    assert Incident.objects.get().customer.reference == "D900009"


def test_where_several_match_the_address_of_a_restricted_file_is_not_shown(cast, sign_in):
    twin = housed(cast, home_of(cast, "D900002"), "D900077", "Lodger")
    change(twin.reference, forenames="Lewis")
    scenarios.restrict_file(cast)
    response = fill(sign_in("officer"), URL, **a_report(cast, customer="Lewis Lodger"))
    assert "Lewis Lodger, restricted file (D900001)" in words(response)
    assert "Lewis Lodger, 12 Sandpiper" not in words(response)
    response = fill(sign_in("head"), URL, **a_report(cast, customer="Lewis Lodger"))
    assert "Lewis Lodger, 12 Sandpiper Close, Testmouth, Devon, TQ99 1AB (D900001)" in words(response)


def test_who_looks_nobody_up_by_name_finds_nobody_by_name(cast, sign_in):
    client = sign_in("dpo")
    with nothing_changes():
        response = fill(client, URL, **a_report(cast, customer="l"))
    assert_asks(response, f"No customer matches “l”. {NAMES_CLOSED}", typed=(ACCOUNT,))
    assert "Lodger" not in words(response)


def test_who_looks_nobody_up_by_name_is_told_no_name(cast, sign_in):
    client = sign_in("contractor")
    fill(client, URL, **a_report(cast))

    incident = Incident.objects.get()
    for page in (f"/incidents/{incident.reference}/", "/"):
        said = words(client.get(page))
        assert "Customer D900001" in said
        assert "Lodger" not in said


# It refuses the wrong person


def test_a_contractor_names_the_customer_by_reference_only(cast, sign_in):
    client = sign_in("contractor")
    page = client.get(URL)
    assert f"{NAMES_CLOSED}." in words(page)
    assert page.content.decode().count('<details class="govuk-details" open>') == 1, "where it was is asked"
    response = fill(client, URL, **a_report(cast, customer="Lewis Lodger"))
    assert_asks(response, f"No customer matches “Lewis Lodger”. {NAMES_CLOSED}")


# It refuses bad input


def test_each_error_has_its_own_words(cast, sign_in):
    client = sign_in("officer")
    for changed, sentence in [
        ({"about": ""}, "Choose what you want to report"),
        ({"customer": ""}, "Say who it is about or, if you do not know, where it was"),
        ({"customer": "Nobody"}, "No customer matches “Nobody”. Check the spelling, or try the reference"),
        ({"customer": "%"}, "No customer matches “%”. Check the spelling, or try the reference"),
        (
            {"customer": "", "asset": "1 Nowhere"},
            "No property matches “1 Nowhere”. Check the spelling, or try the reference",
        ),
        ({"occurred_at_time": ""}, "Enter the time it happened"),
        (
            {"occurred_at_day": "31", "occurred_at_month": "2"},
            "The date it happened must be a real date, such as 5 4 2026",
        ),
        (
            day("occurred_at", cast.today + timedelta(days=1)),
            "The date it happened and the time it happened must be in the past",
        ),
        ({"channel": ""}, "Choose how you were in contact"),
        ({"behaviours": []}, NOTHING_NAMED),
        ({"about": "THIRD_PARTY", **AGENCY, "source": " "}, "Say which agency told us"),
        ({"about": "THIRD_PARTY", **AGENCY, "source_kind": ""}, "Choose what kind of agency told us"),
        ({"about": "THIRD_PARTY", **AGENCY, "standing": ""}, "Choose how far it is established"),
        ({"who": []}, "Choose who was affected"),
        ({"who": ["ME", "NOBODY"]}, "Choose who was affected, or that nobody was"),
        ({"who": "COLLEAGUES"}, "Choose the other colleagues who were affected"),
        ({"who": "COLLEAGUE"}, "Choose the colleague who was affected"),
        ({"who": "OTHER", "others_affected": " "}, "Say who was affected"),
        ({"line_manager": ""}, "Choose the line manager who is told of this incident"),
        ({"line_manager": "0"}, "Choose one of those that are shown"),
        ({"source": "x" * 201}, "Use 200 characters or fewer: these are 201"),
    ]:
        with nothing_changes():
            response = fill(client, URL, **a_report(cast, **changed))
        assert_asks(response, sentence, typed=(ACCOUNT,))


def test_everything_left_empty_is_said_at_once(sign_in):
    response = fill(sign_in("officer"), URL, about="", line_manager="")
    assert_asks(
        response,
        "Choose what you want to report",
        "Say who it is about or, if you do not know, where it was",
        "Enter the date it happened and the time it happened",
        "Choose how you were in contact",
        "Say in your own words what happened",
        "Choose whether there was any of this",
        "Choose who was affected",
        "Choose the line manager who is told of this incident",
    )


@pytest.mark.clause("P2")
def test_what_happened_to_the_only_line_manager_goes_to_a_lead(cast, sign_in):
    client, theirs = sign_in("officer"), {"who": "COLLEAGUE", "on_behalf_of": cast.manager.pk}
    refused = fill(client, URL, **a_report(cast, **theirs))
    assert "Lena Ledger" in _offered(refused, "line_manager")

    assert fill(client, URL, **a_report(cast, **theirs, line_manager=cast.lead.pk)).status_code == 302

    incident = Incident.objects.get()
    assert (incident.reported_by, incident.line_manager) == (cast.manager, cast.lead)


# Whose the danger is


@pytest.mark.clause("D4", refuses=True)
def test_after_danger_it_is_asked_who_it_comes_from(cast, sign_in):
    client = sign_in("officer")
    with nothing_changes():
        page = fill(client, URL, **a_report(cast, dangers=["VIOLENT"], danger_from=""))
    assert_asks(page, "Choose who the danger comes from, or that you do not know")
    fill(client, URL, **a_report(cast, dangers=["VIOLENT"], danger_from="THERE"))
    incident = Incident.objects.get()
    assert (incident.customer, incident.asset.reference, incident.danger_from) == (None, "A-D1", "THERE")
    assert "Somebody else who lives or stays there, or their dog" in words(
        client.get(f"/incidents/{incident.reference}/")
    )


def test_somebody_else_at_an_unknown_home_is_asked_where(cast, sign_in):
    scenarios.moved_out(cast, cast.customers["D900001"])
    today = day("occurred_at", cast.today) | {"occurred_at_time": "00:00"}
    response = fill(sign_in("officer"), URL, **a_report(cast, dangers=["VIOLENT"], danger_from="THERE", **today))
    assert_asks(response, "Say at which of our properties the danger is")
