"""Production does not start where it is unsafe, and says of each item what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from housing_alerts import safety
from housing_alerts.staff.models import Colleague
from tests import databases
from tests.architecture.source import ROOT

KEY = "kJ8vQ2xZ5mN1bT7wR4cY9dF3gH6jL0pS-aE_iOuVyXzWqKtMnB"
SAFE = {"secret_key": KEY, "allowed_hosts": ["alerts.example.org"], "https": True, "proxy": False}


def test_safe_settings_start():
    assert safety.unsafe_settings(**SAFE) == []
    assert safety.unsafe_settings(**SAFE | {"https": False, "proxy": True}) == [], "a proxy may end TLS"


def test_each_unsafe_setting_is_named():
    for unsafe, sentence in [
        ({"secret_key": "short"}, "SECRET_KEY is too short"),
        ({"secret_key": "a" * 60}, "SECRET_KEY repeats a few characters"),
        ({"secret_key": "django-insecure-" + KEY}, "SECRET_KEY is a sample key"),
        ({"allowed_hosts": ["alerts.example.org", "*"]}, "ALLOWED_HOSTS lets every name in"),
        ({"https": False}, "HTTPS is false"),
    ]:
        (found,) = safety.unsafe_settings(**SAFE | unsafe)
        assert found.startswith(sentence)


WEB = [sys.executable, "-c", "import housing_alerts.wsgi"]
WORKER = [sys.executable, "manage.py", "worker", "--once"]


def _start(command=WEB, **environment):
    """A process that a WSGI server, or the one beside it for the worker, would start for real."""
    safe = {"DEMO": "false", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "alerts.example.org", "DATABASE_URL": databases.url()}
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **safe, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_unsafe_setting_is_named_at_once(own_database):
    started = _start(ALLOWED_HOSTS="*", HTTPS="false", SECRET_KEY="a" * 60)
    assert started.returncode != 0
    for name in ("SECRET_KEY repeats", "ALLOWED_HOSTS lets", "HTTPS is false"):
        assert f"- {name}" in started.stderr


@pytest.mark.same_on_both
def test_it_starts_on_a_private_file(own_database):
    Path(databases.url().removeprefix("sqlite:///")).chmod(0o600)
    started = _start()
    assert started.returncode == 0, started.stderr


@pytest.mark.same_on_both
@pytest.mark.parametrize("command", [WEB, WORKER], ids=["web", "worker"])
def test_it_does_not_start_on_a_file_that_others_read(own_database, command):
    Path(databases.url().removeprefix("sqlite:///")).chmod(0o644)
    started = _start(command)
    assert started.returncode != 0
    assert "chmod 600" in started.stderr


def test_django_finds_nothing_to_mend_in_the_settings_of_production(own_database):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    checked = _start(command, DJANGO_ALLOW_ASYNC_UNSAFE="")
    assert checked.returncode == 0, checked.stderr


def test_production_keeps_cookies_for_this_host_and_writes_to_the_disk_what_it_acknowledges(own_database):
    asks = "import django; django.setup(); from django.conf import settings; from django.db import connection; "
    asks += "print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.HOME_POSTCODES); "
    asks += "cursor = connection.cursor(); cursor.execute('PRAGMA synchronous'); print(*cursor.fetchone())"
    asked = _start([sys.executable, "-c", asks], DJANGO_SETTINGS_MODULE="housing_alerts.settings")
    assert asked.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "False", "2"], asked.stderr


def test_a_new_file_is_private(tmp_path):
    safety.make_private(str(tmp_path / "records.sqlite3"))
    assert (tmp_path / "records.sqlite3").stat().st_mode & 0o777 == 0o600


def test_it_does_not_start_with_an_account_of_the_demo(cast):
    found = [sentence for sentence in safety.unsafe_database() if "demo" in sentence]
    assert any("account head can sign in" in sentence for sentence in found)


def test_an_account_of_the_demo_that_was_closed_or_got_a_password_is_no_harm(cast):
    for colleague in Colleague.objects.all():
        colleague.set_password("Quiet-otters-swim-7")
        colleague.is_active = colleague.username != "head"
        colleague.save()
    assert [sentence for sentence in safety.unsafe_database() if "demo" in sentence] == []


@pytest.mark.django_db
def test_every_answer_closes_itself_to_other_sites(client):
    for path in ["/sign-in/", "/health/live", "/nowhere/", "/static/nothing.css"]:
        answer = client.get(path)
        assert "camera=()" in answer["Permissions-Policy"]
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
