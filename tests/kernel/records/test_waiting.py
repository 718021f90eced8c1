"""Where somebody else is at work for too long, a colleague is told so in words, and what they typed is kept."""

import contextlib

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records.saving import BUSY, STEP
from tests import scenarios
from tests.architecture.source import ROOT
from tests.page import words
from tests.permissions.records import page
from tests.step import assert_kept

PAGE = "Nothing was changed, and nothing is shown. Try again in a minute."


@contextlib.contextmanager
def somebody_at_work():
    """Another connection to the same database, in the middle of a long step such as an import."""
    another = connection.copy()
    with contextlib.closing(another), another.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_lock(%s)", [STEP])
        else:
            cursor.execute("BEGIN IMMEDIATE")
        yield


@pytest.fixture
def office(own_database, django_db_blocker, settings):
    """The cast, committed, and little patience."""
    with django_db_blocker.unblock():
        settings.LONGEST_WAIT = 0.2
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 200")
        yield scenarios.set_the_scene(timezone.localdate())


def signed_in(colleague):
    client = Client()
    client.force_login(colleague)
    return client


def test_a_colleague_is_told_that_somebody_is_at_work_and_does_it_afterwards(office):
    triage, report = page(office, "alerts:incident_settle"), page(office, "alerts:incident_log")
    file, before = f"/customers/{scenarios.LODGER}/", AuditEvent.objects.count()
    manager, lead = signed_in(office.manager), signed_in(office.lead)
    with somebody_at_work():
        answer = manager.post(report.url, report.sent)
        assert (answer.status_code, BUSY in words(answer)) == (503, True)
        assert_kept(answer, account=report.sent["account"])
        settled = manager.post(triage.url, triage.sent)
        read = lead.get(file)

    assert settled.status_code == 503
    if connection.vendor == "postgresql":
        assert BUSY in words(settled)
        assert_kept(settled, settlement=triage.sent["settlement"])
        assert read.status_code == 200
    else:  # there a page that is logged writes, so it waits as a step does, before it has read what was typed
        assert PAGE in words(settled)
        assert triage.sent["settlement"] in words(settled)
        assert (read.status_code, PAGE in words(read)) == (503, True)
        assert "Lodger" not in read.content.decode()
    assert AuditEvent.objects.count() == before
    assert [manager.post(*one).status_code for one in (report, triage)] == [302, 302]


def test_what_is_to_be_finished_later_still_stands_on_the_page(office):
    """It need not be complete, so nothing else is asked."""
    typed = {"account": "He shouted", "later": "yes"}
    officer = signed_in(office.officer)
    with somebody_at_work():
        answer = officer.post("/incidents/log/", typed)
    assert (answer.status_code, BUSY in words(answer)) == (503, True)
    assert answer.content.decode().count("govuk-error-message") == 0
    assert_kept(answer, account="He shouted")
    assert officer.post("/incidents/log/", typed).status_code == 302


def test_an_import_is_told_too_and_keeps_nothing(office):
    with somebody_at_work(), pytest.raises(CommandError) as told:
        call_command("import_customers", ROOT / "tests" / "data" / "cx_contacts.csv", keep_going=True)
    assert str(told.value) == BUSY
    assert Customer.objects.count() == len(office.customers)
