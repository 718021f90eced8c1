"""A colleague's calendar reads their deadlines at a private address."""

import logging

import pytest
from django.test import Client
from icalendar import Calendar

from housing_alerts.duties.models import CalendarAddress, Duty
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.web.logs import WithoutTokens
from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
URL = "/calendar/"


def made(client) -> str:
    """Make an address, and return its path as the page shows it."""
    response = client.post(f"{URL}make/", follow=True)
    _, _, rest = response.content.decode().partition("http://testserver/calendar/")
    return f"{URL}{rest.partition('<')[0]}"


def read(address: str):
    """What a calendar gets, which never signs in."""
    return Client().get(address)


def events(response) -> dict[str, object]:
    return {str(event["summary"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


# Making the address


def test_the_address_is_shown_once_and_kept_as_a_digest(cast, sign_in):
    client = sign_in("lead")
    assert "You have no address." in words(client.get(URL))
    address = made(client)
    token = address.removeprefix(URL).removesuffix(".ics")
    assert len(token) >= 40
    page = client.get(URL).content.decode()
    assert token not in page
    assert "has not been read yet" in page
    kept = CalendarAddress.objects.get(colleague=cast.lead)
    assert token not in {str(value) for value in vars(kept).values()}
    event = AuditEvent.objects.get(action="make calendar address")
    assert (event.by, event.reference) == (cast.lead, "lead")
    assert token not in event.why


def test_a_new_address_takes_the_place_of_the_old_one_and_a_revoked_one_says_so(sign_in):
    client = sign_in("lead")
    old = made(client)
    address = made(client)
    assert (read(old).status_code, read(address).status_code) == (404, 200)

    response = client.post(f"{URL}revoke/", follow=True)
    assert "The address is revoked. A calendar that still asks for it gets nothing." in words(response)
    answer = read(address)
    assert answer.status_code == 404
    assert answer.content.decode() == "There is no such calendar. Its address may have been revoked."
    client.post(f"{URL}revoke/")
    assert AuditEvent.objects.filter(action="revoke calendar address").count() == 1


def test_a_closed_account_has_no_calendar(cast, sign_in):
    address = made(sign_in("officer"))
    assert read(address).status_code == 200
    scenarios.change_account(cast, cast.officer, active=False)
    assert read(address).status_code == 404


def test_each_makes_their_own_alone(cast, sign_in):
    made(sign_in("lead"))
    sign_in("head").post(f"{URL}revoke/")
    assert CalendarAddress.objects.get().colleague == cast.lead


# What it says


def test_deadlines_are_all_day_events_by_reference_alone(cast, sign_in):
    alert = scenarios.active(cast, days=10)
    response = read(made(sign_in("lead")))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    found = events(response)[f"Reviews due: {alert.reference}"]
    duty = Duty.objects.get(kind="REVIEW", subject_id=alert.pk, closed_at=None, colleague=None)
    assert found["dtstart"].dt == duty.due_on == alert.due_on
    assert str(found["uid"]) == f"duty-{duty.pk}@contact-management"
    assert found["dtstamp"].dt.replace(microsecond=0) == duty.opened_at.replace(microsecond=0)
    assert str(found["url"]) == f"http://testserver{duty.path}"
    for name in ("Lodger", "Lewis", "Ledger", "Sandpiper"):
        assert name not in response.content.decode()


def test_of_a_restricted_file_not_even_the_reference_is_named(cast, sign_in):
    incident = scenarios.logged(cast)
    marker = scenarios.mark(cast, incident)
    scenarios.restrict_file(cast)
    address = made(sign_in("manager"))
    response = read(address)
    found = events(response)["Interim markers about to lapse: Restricted file"]
    assert found["dtstart"].dt == marker.lapses_on
    assert "url" not in found
    assert incident.reference not in response.content.decode()


# What is kept of the reading


def test_one_reading_is_logged_for_each_day(cast, sign_in, wednesday):
    address = made(sign_in("lead"))
    read(address)
    read(address)
    assert ReadEvent.objects.filter(by=cast.lead, opened="calendar").count() == 1
    wednesday.move_to("2026-06-11 09:30+00:00")
    read(address)
    assert ReadEvent.objects.filter(by=cast.lead, opened="calendar").count() == 2


def test_no_log_names_the_token(sign_in, caplog):
    client = sign_in("lead")
    address = made(client)
    client.post(f"{URL}revoke/")
    with caplog.at_level(logging.INFO):
        read(address)
    token = address.removeprefix(URL)
    for record in caplog.records:
        assert WithoutTokens().filter(record)
        assert token not in record.getMessage()
    assert any("/calendar/….ics" in record.getMessage() for record in caplog.records)


def test_other_lines_are_logged_as_they_are():
    record = logging.LogRecord("x", logging.INFO, "x", 1, "Not Found: %s", ("/calendar/make/",), None)
    assert WithoutTokens().filter(record)
    assert record.getMessage() == "Not Found: /calendar/make/"


def test_the_console_keeps_no_token(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_tokens"]
    assert set(settings.LOGGING["loggers"]["django.server"]["handlers"]) == {"console"}


# Too many guesses


def test_who_guesses_addresses_waits(sign_in, wednesday):
    address = made(sign_in("lead"))
    for _ in range(30):
        assert read(f"{URL}guess.ics").status_code == 404
    assert read(f"{URL}guess.ics").status_code == 429
    assert read(address).status_code == 429
    wednesday.shift(61)
    assert read(address).status_code == 200
