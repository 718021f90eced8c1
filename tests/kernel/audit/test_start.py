"""The WSGI server's entry starts where the trail is protected, and nowhere else (§11)."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from housing_alerts.kernel.audit import protection
from housing_alerts.kernel.audit.models import AuditEvent
from tests import databases
from tests.architecture.source import ROOT

WEB = [sys.executable, "-c", "import housing_alerts.wsgi"]
WORKER = [sys.executable, "manage.py", "worker", "--once"]


def start(command=WEB, **environment):
    """A process that a WSGI server, or the worker's service, would start. It ends at once, since nobody asks it for anything."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": databases.url(), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_where_the_trail_is_protected(own_database):
    started = start()
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize("model", protection.models(), ids=lambda model: model._meta.db_table)
def test_it_does_not_start_where_a_trigger_is_gone(own_database, model):
    *_, name = protection.triggers(model)
    with connection.cursor() as cursor:
        cursor.execute(protection.drop(name, model))
    started = start()
    assert started.returncode != 0
    sentence = f"Rows of {model._meta.db_table} could be changed. Run ./dev manage migrate."
    assert started.stderr.strip().endswith(sentence)


def test_it_does_not_start_on_an_empty_database(tmp_path):
    started = start(DATABASE_URL=f"sqlite:///{tmp_path / 'empty'}")
    assert started.returncode != 0
    assert "Run ./dev manage migrate." in started.stderr


@pytest.mark.postgres
def test_it_starts_as_the_service_and_not_where_a_trigger_sleeps(service):
    name, *_ = protection.triggers(AuditEvent)
    assert start().returncode == 0
    with databases.signed_in_as(service.owner), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE audit_auditevent DISABLE TRIGGER {name}")
    assert start().returncode != 0


@pytest.mark.postgres
def test_production_starts_as_the_service_and_not_as_a_superuser(service):
    real = {
        "DEMO": "false",
        "SECRET_KEY": "kJ8vQ2xZ5mN1bT7wR4cY9dF3gH6jL0pS-aE_iOuVyXzWqKtMnB",
        "ALLOWED_HOSTS": "x.example.org",
    }
    assert start(**real).returncode == 0
    with databases.signed_in_as("postgres"):
        for command in (WEB, WORKER):
            assert "superuser of PostgreSQL" in start(command, **real).stderr
