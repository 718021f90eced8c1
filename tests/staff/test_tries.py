"""How many passwords somebody may try, wherever and at whichever process, and what the trail keeps of it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.staff import tries
from housing_alerts.staff.sign_in import NobodySignsUp

SIGN_IN = "/sign-in/"
WAIT = "There were too many attempts. Wait five minutes, then try again."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-06-10 09:30+00:00", tick=False) as found:
        yield found


def _try(password="wrong", *, login="head", address="192.0.2.1"):
    """Try once, in a browser of its own. Return what came of it."""
    response = Client(REMOTE_ADDR=address).post(SIGN_IN, {"login": login, "password": password})
    if response.status_code == 302:
        return "in"
    if WAIT in response.content.decode():
        assert response.status_code == 429
        return "wait"
    assert response.status_code == 200
    return "wrong"


def _events():
    return list(AuditEvent.objects.order_by("position").values_list("action", "reference", "why", "by__username"))


def test_after_five_wrong_passwords_the_right_one_has_to_wait_too(cast, clock):
    assert [_try() for _ in range(5)] == ["wrong"] * 5
    assert _try("demo") == "wait"
    clock.shift(299)
    assert _try("demo") == "wait"
    clock.shift(1)
    assert _try("demo") == "in"


def test_a_name_is_one_however_it_is_written(cast):
    for login in ("head", "HEAD", " Head", "heaD ", "hEad"):
        _try(login=login)
    assert _try("demo") == "wait"


def test_nobody_is_locked_out_from_elsewhere(cast):
    for _ in range(6):
        _try(address="192.0.2.66")
    assert _try("demo", address="192.0.2.66") == "wait"
    assert _try("demo") == "in"


def test_right_passwords_do_not_count(cast):
    assert [_try("demo") for _ in range(8)] == ["in"] * 8
    assert [_try() for _ in range(4)] == ["wrong"] * 4
    assert _try("demo") == "in"
    assert _try() == "wrong"
    assert _try("demo") == "wait"


@pytest.mark.long
def test_one_address_tries_thirty_times_a_minute_whatever_the_names(cast, clock):
    assert [_try(login=f"guess{number}") for number in range(30)] == ["wrong"] * 30
    assert _try("demo") == "wait"
    assert _try("demo", address="192.0.2.2") == "in"
    clock.shift(61)
    assert _try("demo") == "in"


def _from_everywhere(monkeypatch):
    """Ten wrong passwords for the Head, each from an address of its own: as many as are let through here."""
    monkeypatch.setattr(tries, "NAME", tries.NAME._replace(most=10))
    assert [_try(address=f"198.51.100.{number}") for number in range(10)] == ["wrong"] * 10


def test_many_addresses_do_not_share_the_guessing_of_one_name(cast, monkeypatch, clock):
    assert tries.NAME[1:] == (100, timedelta(hours=1))
    _from_everywhere(monkeypatch)
    assert _try("demo", address="198.51.100.99") == "wait"
    assert _try("demo", login="lead", address="198.51.100.99") == "in"
    clock.shift(3600)
    assert _try("demo", address="198.51.100.99") == "in"


@pytest.mark.long
def test_they_lock_nobody_out_where_they_have_signed_in_before(cast, monkeypatch):
    assert _try("demo") == "in"
    _from_everywhere(monkeypatch)
    assert _try("demo") == "in"


def test_the_password_asked_again_counts_too(cast, sign_in):
    client = sign_in("officer")
    for _ in range(5):
        client.post("/sign-in/again/", {"password": "wrong"})
    assert WAIT in client.post("/sign-in/again/", {"password": "demo"}).content.decode()


def test_signing_in_is_an_event(cast):
    _try("demo", login="officer")
    assert _events() == [("sign in", "officer", "From 192.0.2.1.", "officer")]


def test_wrong_passwords_and_a_lock_are_events(cast):
    for _ in range(7):
        _try()
    wrong = ("enter wrong password", "head", "From 192.0.2.1.", None)
    lock = ("lock sign-in", "head", "5 attempts of a name at an address, the last from 192.0.2.1.", None)
    assert _events() == [wrong] * 5 + [lock]


def test_what_is_typed_for_a_name_that_nobody_has_is_kept_nowhere(cast, caplog):
    """People type their password there."""
    _try(login="Quiet-otters-swim-7")
    assert _events() == [("enter wrong password", "", "From 192.0.2.1.", None)]
    assert "otters" not in caplog.text


def test_nobody_is_signed_in_where_that_cannot_be_recorded(cast, client):
    from tests.kernel.audit.test_fail_closed import no_rows

    with no_rows("audit_auditevent"):
        answer = client.post(SIGN_IN, {"login": "officer", "password": "demo"})
    assert answer.status_code == 503
    assert "demo" not in answer.content.decode()
    assert client.get("/look-up/").status_code == 302


def test_the_address_is_what_our_own_proxies_say(rf, settings):
    for proxies, remote, forwarded, address in [
        (0, "192.0.2.1", "", "192.0.2.1"),
        (0, "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (1, "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1", "203.0.113.9:51312", "203.0.113.9"),
        (2, "10.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "10.0.0.1", "203.0.113.9", "an unknown address"),
        (1, "10.0.0.1", "no address", "an unknown address"),
        (0, "", "", "an unknown address"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
    ]:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        request = rf.get("/", headers=headers, REMOTE_ADDR=remote)
        assert NobodySignsUp(request).address(request) == address
