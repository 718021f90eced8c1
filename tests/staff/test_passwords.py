"""Passwords: which are refused, and whose own they are."""

import lxml.html
import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from housing_alerts.kernel.audit.models import AuditEvent
from tests.page import assert_asks, words

OWN = "/password/"
GOOD = "brisk-otter-mends-fences"
EASY = "This password is easy to guess."


def test_a_password_that_is_soon_guessed_is_refused(cast):
    for password in [
        "aaaaaaaaaaaa",
        "123456789012",
        " " * 12,
        "abcabcabcabc",
        "qwertyuiop12",
        "contactmanagement",
        "Contact Management 1",
        "TeignHousing2026!",
        "housing-alerts-housing",
        "Oliver.Fisk.Oliver",
    ]:
        with pytest.raises(ValidationError) as refused:
            validate_password(password, cast.officer)
        assert any(EASY in message for message in refused.value.messages)


def test_words_that_have_nothing_to_do_with_each_other_are_taken(cast):
    for password in [GOOD, "three blue kettles", "xk3f9w2qpl7z", "f" * 10 + GOOD * 40]:
        validate_password(password, cast.officer)
        validate_password(password)


def _signed_in(username, password="demo"):
    client = Client()
    client.post("/sign-in/", {"login": username, "password": password})
    return client


def _given(sign_in, cast, username="officer"):
    """An administrator sets the colleague's password. Return a browser in which they sign in with it."""
    sign_in("admin").post(f"/colleagues/{cast.people[username].pk}/password/", {"password": GOOD})
    return _signed_in(username, GOOD)


def test_everybody_changes_their_own_password(cast):
    client, elsewhere = _signed_in("officer"), _signed_in("officer")
    assert OWN in client.get("/").content.decode()
    answer = client.post(OWN, {"present_password": "demo", "password": GOOD})
    assert answer.status_code == 302
    assert "Your password is changed." in words(client.get(answer.url))
    assert elsewhere.get("/").url.startswith("/sign-in/")
    assert _signed_in("officer", GOOD).get("/").status_code == 200
    event = AuditEvent.objects.get(action="change own password")
    assert (event.by, event.reference, event.why) == (cast.officer, "officer", "")


@pytest.mark.parametrize(
    ("present", "new", "sentence"),
    [
        ("wrong", GOOD, "This is not your present password. Check it and try again"),
        ("", GOOD, "Enter your present password"),
        ("demo", "", "Enter a new password"),
        ("demo", "demo", "Choose another password than the present one"),
        ("demo", "123456789012", None),
    ],
)
def test_what_cannot_be_a_new_password_is_said(cast, present, new, sentence):
    client = _signed_in("officer")
    answer = client.post(OWN, {"present_password": present, "password": new})
    if sentence:
        assert_asks(answer, sentence)
    else:
        assert EASY in words(answer)
    assert "demo" not in [box.value for box in lxml.html.fromstring(answer.content).cssselect("input")]
    assert not AuditEvent.objects.filter(action="change own password").exists()
    assert _signed_in("officer").get("/").status_code == 200


def test_nobody_guesses_a_present_password_there(cast):
    client = _signed_in("officer")
    for _ in range(5):
        client.post(OWN, {"present_password": "wrong", "password": GOOD})
    answer = client.post(OWN, {"present_password": "demo", "password": GOOD})
    assert "There were too many attempts." in words(answer)


def test_a_password_that_an_administrator_set_is_changed_before_anything_else_opens(cast, sign_in):
    client = _given(sign_in, cast)
    for url in ("/", "/look-up/?q=lodger", "/incidents/log/", "/admin/", "/colleagues/"):
        assert client.get(url).url == OWN, url
    assert client.post("/incidents/draft/", {"page": "x"}).url == OWN
    assert _signed_in("officer", GOOD).post("/sign-out/").url == "/sign-in/", "they may sign out first"
    assert "Choose a password of your own" in words(client.get(OWN))
    assert "Choose another password than the present one" in words(
        client.post(OWN, {"present_password": GOOD, "password": GOOD})
    )
    client.post(OWN, {"present_password": GOOD, "password": "three blue kettles"})
    assert client.get("/").status_code == 200
    assert "Change your password" in words(client.get(OWN))


def test_administrators_who_set_their_own_need_not_change_it_again(cast, sign_in):
    assert _given(sign_in, cast, "admin").get("/colleagues/").status_code == 200


def test_every_box_for_a_secret_is_called_a_password():
    """A page that could not answer sends back what was typed, but for what is called so."""
    from django import forms

    from housing_alerts.staff import forms as ours
    from housing_alerts.staff import sign_in

    found = [
        name
        for module in (ours, sign_in)
        for form in vars(module).values()
        if isinstance(form, type) and issubclass(form, forms.Form)
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.PasswordInput)
    ]
    assert len(found) >= 5
    assert {name for name in found if "password" not in name} == set()
