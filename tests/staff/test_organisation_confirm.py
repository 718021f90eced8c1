"""A second person confirms the address that letters carry and to which customers appeal (§6, §9)."""

import pytest
from django.db import IntegrityError

from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff import selectors, services
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Organisation
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, assert_blocked, assert_done, assert_refused, nothing_changes, words
from tests.step import fill, shown

URL, LIST = "/organisations/teign/confirm/", "/roles-to-confirm/"
NEW = ["Sandpiper House", "Testmouth", "TQ99 1ZZ"]


@pytest.fixture
def landlord(cast):
    return scenarios.letterhead_asked(cast)


def _now():
    return Organisation.objects.get(code="teign")


def test_until_a_second_person_confirms_it_letters_carry_the_present_one(cast, sign_in, landlord):
    before = (landlord.address, landlord.email)
    scenarios.joined("second", Role.ADMINISTRATOR)
    assert held(cast.dpo, Kind.CONFIRM_LETTERHEAD) == ["Teign Housing"]
    waiting = words(sign_in("head").get(LIST))
    assert "appeals@teign.example" in waiting and "Waits" in waiting
    client = sign_in("second")
    assert "Addresses for letters to confirm" in words(client.get(LIST))
    page = words(client.get(URL))
    assert all(part in page for part in (*NEW, "appeals@teign.example", "Ada Minshull", landlord.email))
    assert (_now().address, _now().email) == before

    response = fill(client, URL, address="CONFIRM")

    assert_done(client, response, LIST, "New letters of Teign Housing carry the new address from now on.")
    assert (_now().address.splitlines(), _now().email) == (NEW, "appeals@teign.example")
    assert not _now().waits
    event = AuditEvent.objects.get(action="confirm letterhead")
    assert (event.reference, event.why) == ("teign", "Sandpiper House, Testmouth, TQ99 1ZZ, appeals@teign.example")
    assert held(cast.dpo, Kind.CONFIRM_LETTERHEAD) == []
    sentence = "Nothing that was asked for of Teign Housing waits for confirmation."
    with nothing_changes():
        assert_blocked(client.get(URL), sentence)
        assert_refused(client.post(URL, {"seen": selectors.letterhead(_now())}), sentence)


def test_whoever_enters_the_present_one_takes_the_request_back(cast, sign_in, landlord):
    client = sign_in("admin")
    assert shown(client.get("/organisations/teign/"))["email"] == ["appeals@teign.example"]
    assert "Until then they carry the present ones." in words(client.get("/organisations/"))
    sent = {"address": landlord.address.replace("\n", "\r\n"), "email": landlord.email}
    assert_done(client, fill(client, "/organisations/teign/", **sent), "/organisations/", "New letters show it.")
    assert not _now().waits


def test_another_setting_leaves_the_request_to_whoever_asked(cast, sign_in, landlord):
    scenarios.joined("second", Role.ADMINISTRATOR)
    fill(sign_in("second"), "/organisations/teign/", telephone="01632 960777")
    assert (_now().telephone, _now().asked_by) == ("01632 960777", cast.admin)


def test_nobody_confirms_what_they_asked_for(sign_in, landlord):
    client = sign_in("admin")
    sentence = "You asked for this yourself. Another System administrator or a Data Protection Officer confirms"
    assert sentence in words(client.get(LIST))
    with nothing_changes():
        assert_blocked(client.get(URL), sentence)
        assert_refused(client.post(URL, {"seen": selectors.letterhead(landlord), "address": "CONFIRM"}), sentence)


def test_the_service_refuses_others_too(cast, landlord):
    with pytest.raises(
        NotAllowed, match="Only a System administrator or a Data Protection Officer confirms an address"
    ):
        services.confirm_letterhead(organisation=landlord, seen=selectors.letterhead(landlord), by=cast.head)


def test_a_change_in_between_is_refused(sign_in, landlord):
    response = sign_in("dpo").post(URL, {"seen": "x", "address": "CONFIRM"})
    assert_refused(response, "Somebody changed Teign Housing after you opened the page.")
    assert _now().waits


def test_the_database_keeps_no_half_of_a_request(landlord):
    landlord.asked_email = ""
    with pytest.raises(IntegrityError):
        landlord.save()


def _without_markers(client, **changed):
    return fill(client, "/organisations/teign/", markers_allowed=[], **changed)


@pytest.mark.clause("D4", refuses=True)
def test_no_administrator_alone_switches_markers_off(cast, sign_in):
    admin = sign_in("admin")
    _without_markers(admin)
    assert _now().markers_allowed
    waits = (
        "No interim marker can be placed once another System administrator or a Data Protection Officer has confirmed"
    )
    assert waits in words(admin.get("/organisations/"))
    assert "Letters carry the new address" not in words(admin.get("/organisations/"))
    assert_blocked(admin.get(URL), "You asked for this yourself.")

    client = sign_in("dpo")
    assert held(cast.dpo, Kind.CONFIRM_LETTERHEAD) == []
    assert held(cast.dpo, Kind.CONFIRM_NO_MARKERS) == ["Teign Housing"]
    for address in ("/", LIST):
        assert "Interim markers to switch off" in words(client.get(address))
        assert "Addresses for letters to confirm" not in words(client.get(address))
    page = words(client.get(URL))
    assert "Confirm that no interim marker may be placed" in page
    assert "New address" not in page
    response = fill(client, URL, markers="CONFIRM")
    assert_done(client, response, LIST, "No interim marker of Teign Housing can be placed any more.")
    assert (_now().markers_allowed, _now().waits) == (False, False)
    assert AuditEvent.objects.get(action="confirm letterhead").why == "no interim marker may be placed"
    assert held(cast.dpo, Kind.CONFIRM_NO_MARKERS) == []


@pytest.mark.clause("P6", "D4")
def test_an_address_and_no_markers_at_once_are_two_duties(cast, sign_in, landlord):
    _without_markers(sign_in("admin"))
    asked = AuditEvent.objects.filter(action="change organisation").order_by("position").last().why
    assert asked.endswith("appeals@teign.example; no interim marker may be placed")
    both = (Kind.CONFIRM_LETTERHEAD, Kind.CONFIRM_NO_MARKERS)
    assert [held(cast.dpo, kind) for kind in both] == [["Teign Housing"]] * 2
    client = sign_in("dpo")
    page = words(client.get(LIST))
    assert "Addresses for letters to confirm" in page
    assert "Interim markers to switch off" in page
    page = words(client.get(URL))
    assert "New address" in page
    assert "Interim markers then May not be placed" in page
    fill(client, URL, address="CONFIRM", markers="CONFIRM")
    assert [held(cast.dpo, kind) for kind in both] == [[], []]
    assert (_now().markers_allowed, _now().email) == (False, "appeals@teign.example")


@pytest.mark.long
def test_whoever_allows_them_again_takes_the_request_back_and_to_allow_them_waits_for_nobody(cast, sign_in):
    admin = sign_in("admin")
    _without_markers(admin)
    assert "markers_allowed" not in shown(admin.get("/organisations/teign/"))
    fill(admin, "/organisations/teign/", markers_allowed="on")
    assert (_now().waits, _now().asked_markers_off) == (False, False)
    _without_markers(admin)
    fill(sign_in("dpo"), URL, markers="CONFIRM")
    assert not _now().markers_allowed
    fill(sign_in("admin"), "/organisations/teign/", markers_allowed="on")
    assert _now().markers_allowed


@pytest.mark.clause("P6", "D4")
@pytest.mark.parametrize("markers", ["REFUSE", "WAITS"])
def test_an_address_is_confirmed_alone(cast, sign_in, landlord, markers):
    """One button moved the address for letters, and took the safety markers with it."""
    _without_markers(sign_in("admin"))
    client = sign_in("dpo")
    response = fill(client, URL, address="CONFIRM", markers=markers, reason="The board has not decided it.")
    assert_done(client, response, LIST, "New letters of Teign Housing carry the new address from now on.")
    assert (_now().email, _now().markers_allowed) == ("appeals@teign.example", True)
    waits = markers == "WAITS"
    assert (_now().waits, _now().asked_markers_off, _now().address_waits) == (waits, waits, False)
    assert held(cast.dpo, Kind.CONFIRM_NO_MARKERS) == ["Teign Housing"] * waits
    assert AuditEvent.objects.filter(action="refuse letterhead").exists() is not waits


@pytest.mark.clause("P6", "D4")
def test_no_more_markers_are_confirmed_alone_and_the_address_waits(cast, sign_in, landlord):
    _without_markers(sign_in("admin"))
    client = sign_in("dpo")
    response = fill(client, URL, address="WAITS", markers="CONFIRM")
    assert_done(client, response, LIST, "No interim marker of Teign Housing can be placed any more.")
    assert (_now().markers_allowed, _now().address_waits, _now().email) == (False, True, landlord.email)
    assert (_now().asked_email, _now().asked_by) == ("appeals@teign.example", cast.admin)


@pytest.mark.clause("P6")
def test_what_is_refused_stays_as_it_is_and_why_is_on_record(cast, sign_in, landlord):
    client = sign_in("dpo")
    response = fill(client, URL, address="REFUSE", reason="We are not reached there.")
    assert_done(client, response, LIST, "Letters of Teign Housing go on carrying the present address.")
    assert (_now().email, _now().waits) == (landlord.email, False)
    assert AuditEvent.objects.get(action="refuse letterhead").why.endswith("teign.example: We are not reached there.")
    assert held(cast.dpo, Kind.CONFIRM_LETTERHEAD) == []
    _without_markers(sign_in("admin"))
    client = sign_in("dpo")
    response = fill(client, URL, markers="REFUSE", reason="Not decided.")
    assert_done(client, response, LIST, "Interim markers of Teign Housing can be placed as before.")


@pytest.mark.clause("P6", refuses=True)
def test_something_is_answered_and_no_refusal_is_without_a_reason(sign_in, landlord):
    client = sign_in("dpo")
    for answers, sentence in [
        ({"address": "WAITS"}, "Say of at least one whether you confirm or refuse it."),
        ({"address": "REFUSE", "reason": " "}, "Say why you refuse it."),
    ]:
        assert_asks(fill(client, URL), "Choose whether you confirm or refuse it")
        with nothing_changes():
            assert_refused(fill(client, URL, **answers), sentence)
