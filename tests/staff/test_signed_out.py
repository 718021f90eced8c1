"""Whoever is signed out, or signed in again meanwhile, loses no word that they typed."""

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import scenarios
from tests.page import words

TYPED = "He shouted “get out” <b>at</b> me.\nThen he left."
OUT = "You were signed out before this was sent"
AGAIN = "This page was open too long"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def settling(cast):
    """The address at which a manager settles a report, and what they typed there."""
    incident = scenarios.logged(cast)
    sent = {"version": incident.version, "actions": ["ADVICE"], "settlement": TYPED}
    return f"/incidents/{incident.reference}/settle/", sent


def _form(answer):
    (form,) = lxml.html.fromstring(answer.content.decode()).xpath("//main//form")
    return form.get("action"), dict(form.form_values())


def test_what_somebody_types_who_is_signed_out_is_held_and_can_be_sent_again(cast, client, settling):
    url, sent = settling

    answer = client.post(url, sent)

    assert answer.status_code == 403
    assert OUT in words(answer)
    assert "He shouted “get out” <b>at</b> me. Then he left." in words(answer)
    again, held = _form(answer)
    assert again == url
    client.force_login(cast.manager)
    assert client.post(again, held).status_code == 302
    assert "He shouted" in words(client.get(url.removesuffix("settle/")))


def test_who_signed_in_again_reads_as_whom_they_send_it(cast, settling):
    url, sent = settling
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.manager)

    answer = client.post(url, sent | {"csrfmiddlewaretoken": "of another sign-in"}, headers=OURS)

    assert answer.status_code == 403
    assert AGAIN in words(answer)
    assert f"You are signed in as {cast.manager}" in words(answer)
    again, held = _form(answer)
    assert client.post(again, held, headers=OURS).status_code == 302


def test_what_another_site_sends_is_not_held(cast, settling):
    url, sent = settling
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.manager)

    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post(url, sent, headers=headers)
        assert answer.status_code == 403
        assert "He shouted" not in words(answer)
        assert not lxml.html.fromstring(answer.content.decode()).xpath("//form")


def test_a_secret_is_never_sent_back(client):
    guarded = Client(enforce_csrf_checks=True)

    answer = guarded.post("/sign-in/", {"login": "head", "password": "demo of mine"}, headers=OURS)

    assert answer.status_code == 403
    assert "demo of mine" not in answer.content.decode()
    assert "/sign-in/" in client.post("/password/", {"password1": "demo of mine"}).url


def test_files_are_to_be_added_again(client, settling):
    url, sent = settling

    assert "Photos and files are not sent again" not in words(client.post(url, sent))
    answer = client.post(url, sent | {"files": SimpleUploadedFile("door.png", b"x")})

    assert "Photos and files are not sent again" in words(answer)


def test_a_report_goes_to_the_page_of_signing_in_because_the_device_keeps_it(client, cast):
    for page in ["/incidents/log/", "/incidents/draft/"]:
        assert client.post(page, {"happened": TYPED}).url.startswith("/sign-in/")


def test_who_only_reads_goes_to_the_page_of_signing_in(client, settling):
    url, _ = settling

    assert client.get(url).url == f"/sign-in/?next={url}"
    assert client.post(url).url == f"/sign-in/?next={url}"
