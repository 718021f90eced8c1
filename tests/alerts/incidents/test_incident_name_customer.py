"""Say who it was: the line manager or the Operational Lead, before the matter is referred."""

import pytest

from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, send, words
from tests.step import assert_not_found, assert_not_now, assert_only_reads, fill, offered


@pytest.fixture
def incident(cast):
    housing = cast.customers[scenarios.LODGER].service_area
    return scenarios.logged_at_an_address(cast, service_area=housing)


def url(incident):
    return f"/incidents/{incident.reference}/name-customer/"


# It works


@pytest.mark.parametrize("username", ["manager", "lead"])
def test_the_line_manager_or_the_lead_says_who_it_was(cast, sign_in, incident, username):
    client = sign_in(username)
    assert "Say who it was" in offered(client.get(f"/incidents/{incident.reference}/"))
    response = fill(client, url(incident), customer="D900002", confirmed=["PERSON D900002"])

    page = f"/incidents/{incident.reference}/"
    assert_done(client, response, page, f"Incident {incident.reference} is about Siân Łukasz-O'Connor.")
    incident.refresh_from_db()
    assert (incident.customer.reference, incident.asset.reference) == ("D900002", "A-D1")
    assert incident.history.first().history_user == cast.people[username]
    assert "Say who it was" not in offered(client.get(page))


def test_after_the_referral_too(sign_in, cast):
    incident = scenarios.referred_at_an_address(cast)
    scenarios.comes_to_another_area(cast.customers["D900002"])
    client = sign_in("lead")
    response = fill(client, url(incident), customer="D900002", confirmed=["PERSON D900002"])

    said = f"Incident {incident.reference} is about Siân Łukasz-O'Connor. It is with Property Services now."
    assert_done(client, response, "/", said)


def test_of_a_restricted_file_who_typed_the_reference_reads_no_name(cast, sign_in, incident):
    scenarios.restrict_file(cast)
    client, page = sign_in("manager"), f"/incidents/{incident.reference}/"
    asked = words(fill(client, url(incident), customer="D900001"))
    assert "Yes, this is right. It was Restricted file (D900001)." in asked
    assert "Lodger" not in asked
    response = fill(client, url(incident), customer="D900001", confirmed=["PERSON D900001"])
    assert_done(client, response, page, f"Incident {incident.reference} is about Customer D900001.")
    assert "Lodger" not in words(client.get(page)) + words(client.get(f"{page}marker/"))


def test_where_several_match_the_page_asks_which_one(sign_in, incident):
    client = sign_in("manager")
    response = fill(client, url(incident), customer="Lodger")
    assert_asks(response, "Several match “Lodger”. Choose the customer you mean, or type more")
    send(client, url(incident), incident, customer="Lodger", candidate="D900009", confirmed=["PERSON D900009"])

    incident.refresh_from_db()
    assert incident.customer.reference == "D900009"


def test_name_and_address_are_shown_before_they_are_saved(cast, sign_in, incident):
    client = sign_in("manager")
    for confirmed in ([], ["PERSON D900002"]):
        with nothing_changes():
            response = fill(client, url(incident), customer="D900001", confirmed=confirmed)
        assert_asks(response, "Check what you typed, and tick what is right", typed=("D900001",))
        said = "Yes, this is right. It was Lewis Lodger, 12 Sandpiper Close, Testmouth, Devon, TQ99 1AB (D900001)."
        assert said in words(response)


def test_what_seems_odd_is_asked(cast, sign_in, incident):
    scenarios.dies(cast)
    client = sign_in("manager")
    with nothing_changes():
        response = fill(client, url(incident), customer="D900001", confirmed=["PERSON D900001"])
    assert_asks(response, "Check what you typed, and tick what is right", typed=("D900001",))
    assert "Yes, this is right. Lewis Lodger is recorded as having died." in words(response)

    send(client, url(incident), incident, customer="D900001", confirmed=["PERSON D900001", "DIED D900001"])
    incident.refresh_from_db()
    assert incident.customer.reference == "D900001"


# It refuses the wrong person


def test_the_reporter_did_not_know(sign_in, incident):
    client = sign_in("officer")
    assert "Say who it was" not in offered(client.get(f"/incidents/{incident.reference}/"))
    sentence = "Morwenna Manning or an Operational Lead says who it was. Tell them what you know."
    assert_not_now(client, url(incident), incident, sentence, customer="D900001", confirmed=["PERSON D900001"])


@pytest.mark.parametrize("username", ["contractor", "lead2", "dpo", "admin"])
def test_nobody_else_finds_it(sign_in, incident, username):
    assert_not_found(sign_in(username), url(incident), incident, customer="D900001")


# It refuses the wrong state


def test_it_is_too_late_once_a_lead_investigates_it(cast, sign_in):
    file = scenarios.opened_at_an_address(cast)
    incident = file.incidents.get()
    sentence = (
        f"Investigation {file.reference} is about the property. Lena Ledger can withdraw it while it is open. Then say who it "
        "was, and open another."
    )
    assert_not_now(
        sign_in("manager"), url(incident), incident, sentence, customer="D900001", confirmed=["PERSON D900001"]
    )


def test_a_change_in_between_is_refused(cast, sign_in, incident):
    response = sign_in("manager").post(
        url(incident), {"version": incident.version - 1, "customer": "D900001", "confirmed": ["PERSON D900001"]}
    )
    assert_refused(response, "changed this on")


# It refuses bad input


@pytest.mark.parametrize(
    ("customer", "sentence"),
    [
        ("", "Say who it was"),
        ("Nobody", "No customer matches “Nobody”. Check the spelling, or try the reference"),
    ],
)
def test_each_error_has_its_own_words(sign_in, incident, customer, sentence):
    client = sign_in("manager")
    with nothing_changes():
        assert_asks(fill(client, url(incident), customer=customer), sentence)


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in, incident):
    assert_only_reads(sign_in("manager"), url(incident))
