"""Where the records cannot be read or written, what was typed comes back, and the look-up says that it is a stop."""

import contextlib
from unittest import mock

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, InterfaceError, OperationalError
from django.test import Client

from alerts.models import Incident
from housing_alerts.kernel.audit import chain
from housing_alerts.kernel.audit.models import AuditEvent
from tests import scenarios
from tests.page import words

TYPED = "He shouted “get out” <b>at</b> me.\nThen he left."
STOP = "Could not check – treat this as a stop"
NOWHERE = "The records cannot be reached just now"


def _form(response):
    """The form of the page, as a browser would send it again."""
    (form,) = lxml.html.fromstring(response.content.decode()).xpath("//main//form")
    return form.get("action"), dict(form.form_values())


@pytest.fixture
def quiet():
    """A browser to which a fault is a page, as it is to everybody."""
    return Client(raise_request_exception=False)


@pytest.fixture
def stopped(db):
    """From now on the database server does not answer: not even who somebody is can be read."""
    with contextlib.ExitStack() as patches:

        def stop(fault=OperationalError):
            refused = mock.Mock(side_effect=fault("connection to server failed: lodger"))
            patches.enter_context(mock.patch("django.db.backends.utils.CursorWrapper.execute", refused))

        yield stop


def test_what_was_typed_is_held_and_can_be_sent_again(cast, sign_in, monkeypatch):
    incident, client = scenarios.logged(cast), sign_in("manager")
    url = f"/incidents/{incident.reference}/settle/"
    sent = {"version": incident.version, "actions": ["ADVICE"], "settlement": TYPED}
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(chain, "append", mock.Mock(side_effect=chain.CannotRecord))
        answer = client.post(url, sent)
    assert answer.status_code == 503
    assert "He shouted “get out” <b>at</b> me. Then he left." in words(answer)
    again, held = _form(answer)
    assert (again, held["settlement"], held["actions"]) == (url, TYPED, "ADVICE")
    assert client.post(again, held).status_code == 302


def test_every_value_of_a_box_is_held(cast, client, monkeypatch):
    client.force_login(cast.officer)
    _fails(monkeypatch, OperationalError("disk full"))
    answer = client.post("/incidents/log/?asset=A-D1", {"behaviours": ["1", "2"], "later": "yes"})
    (form,) = lxml.html.fromstring(answer.content.decode()).xpath("//main//form")
    assert form.form_values() == [("behaviours", "1"), ("behaviours", "2"), ("later", "yes")]
    assert form.get("action") == "/incidents/log/?asset=A-D1"
    assert NOWHERE in words(answer)


def _fails(monkeypatch, fault):
    def failing(*args, **kwargs):
        raise fault

    monkeypatch.setattr("alerts.drafting.services.keep_draft", failing)
    monkeypatch.setattr("alerts.incidents.services.log_incident", failing)


def test_files_are_said_to_be_left_behind(cast, client, monkeypatch):
    client.force_login(cast.officer)
    _fails(monkeypatch, OperationalError("disk full"))
    sent = {"account": TYPED, "later": "yes", "page": "0b2c9f2e-6a0e-4d1c-9d53-1a2b3c4d5e6f"}
    said = words(client.post("/incidents/log/", sent | {"attached": SimpleUploadedFile("x.jpg", b"x")}))
    assert "Photos and files are not sent again" in said
    assert "Photos and files" not in words(client.post("/incidents/log/", sent))
    assert not Incident.objects.exists()


def test_no_secret_comes_back(cast, quiet, stopped):
    quiet.force_login(cast.admin)
    stopped()
    for url in ("/sign-in/", "/password/", f"/colleagues/{cast.officer.pk}/password/"):
        sent = {"login": "officer", "password": "brisk otter", "present_password": "old otter", "x": "y z"}
        answer = quiet.post(url, sent)
        assert answer.status_code == 503
        assert "otter" not in answer.content.decode()
        assert "y z" in words(answer)


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_without_a_database_server_every_page_says_so(cast, quiet, stopped, caplog, fault):
    quiet.force_login(cast.lead)
    stopped(fault)
    for url in ("/", "/customers/D900001/", "/reports/all-alerts/", "/admin/"):
        answer = quiet.get(url)
        assert (answer.status_code, NOWHERE in words(answer)) == (503, True), url
        assert answer["X-Request-ID"]
    look_up = quiet.get("/look-up/?q=lodger")
    assert (look_up.status_code, STOP in words(look_up)) == (503, True)
    assert quiet.get("/look-up/suggestions/?q=lodger").status_code == 503


def test_a_look_up_fails_as_a_stop_whatever_the_database_says(cast, sign_in, monkeypatch):
    def broken(*args, **kwargs):
        raise DataError("out of range")

    monkeypatch.setattr("alerts.look_up.selectors.look_up", broken)
    answer = sign_in("officer").get("/look-up/?q=lodger")
    assert (answer.status_code, STOP in words(answer)) == (503, True)


def test_a_fault_of_ours_is_still_500(cast, quiet, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    quiet.force_login(cast.officer)
    monkeypatch.setattr("alerts.look_up.selectors.look_up", broken)
    answer = quiet.get("/look-up/?q=lodger")
    assert (answer.status_code, "there is a problem with the service" in words(answer)) == (500, True)
    assert not AuditEvent.objects.filter(action="look-up").exists()
