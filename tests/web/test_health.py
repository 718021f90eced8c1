"""Whether the service is alive, and whether it is ready: whether a step could be recorded now."""

import shutil

import pytest
from django.db import OperationalError, connection

from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from tests.kernel.audit.test_fail_closed import no_rows


def _why(client):
    response = client.get("/health/ready")
    return response.status_code, response.json().get("why")


def test_alive_and_ready_are_public(client, db):
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}
    assert client.post("/health/live").status_code == 405


def test_alive_asks_nothing_of_the_database(client):
    assert client.get("/health/live").status_code == 200


def test_not_ready_while_migrations_wait(client, db, monkeypatch):
    monkeypatch.setattr(
        "housing_alerts.web.health.MigrationExecutor.migration_plan", lambda *args: [("a migration", False)]
    )
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["why"]) == (503, "migrations are not applied")


def test_not_ready_without_a_database(client, db, monkeypatch):
    def silent(*args):
        raise OperationalError

    monkeypatch.setattr("housing_alerts.web.health.MigrationExecutor.__init__", silent)
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["why"]) == (503, "the database does not answer")


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_readevent"])
def test_not_ready_while_the_trail_cannot_be_written(client, db, table):
    with no_rows(table):
        why = "the trail cannot be written" if connection.vendor == "postgresql" else "the trail is not protected"
        assert _why(client) == (503, why)


def test_not_ready_while_the_trail_refuses(client, db, monkeypatch):
    """As where its table lies on a disk that is full."""
    monkeypatch.setattr("housing_alerts.web.health.unprotected", list)
    with no_rows("audit_readevent"):
        assert _why(client) == (503, "the trail cannot be written")


def test_not_ready_while_the_database_writes_nothing(client, db, monkeypatch):
    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("housing_alerts.kernel.audit.probing.counting.count", full)
    assert _why(client) == (503, "the trail cannot be written")


@pytest.mark.same_on_both
def test_not_ready_while_the_disk_is_full(client, db, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(100, 100, 0))
    assert _why(client) == (503, "the disk is full")


def test_to_ask_leaves_nothing_in_the_trail(client, db):
    assert _why(client) == (200, None)
    assert not AuditEvent.objects.exists()
    assert not ReadEvent.objects.exists()
