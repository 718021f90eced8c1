"""The mail of the morning: what is new, once, and nothing to who has nothing (decision 50)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from housing_alerts.duties import digest, services
from housing_alerts.duties.choices import Kind, Way
from housing_alerts.duties.models import Duty
from housing_alerts.outbox.models import Message
from tests import scenarios


@pytest.fixture(autouse=True)
def _today(wednesday):
    """The cast arrives on that Wednesday."""


def send(**options):
    out = StringIO()
    call_command("send_digests", stdout=out, **options)
    return out.getvalue().strip()


def digests():
    found = Message.objects.filter(subject__startswith="Your worklist").order_by("pk")
    return {message.colleague.username: message for message in found}


def test_each_colleague_gets_what_is_new_in_one_message(cast):
    alert = scenarios.active(cast)
    assert send(dry_run=True).startswith("Digests to write: ")
    assert digests() == {}
    send()
    found = digests()
    mine = Duty.objects.shown(on=timezone.localdate()).filter(role="OPERATIONAL_LEAD").count()
    assert found["lead"].subject == f"Your worklist: {mine} new"
    assert alert.reference in found["lead"].body
    assert f"http://127.0.0.1:8000/alerts/{alert.reference}/" in found["lead"].body
    assert "contractor" not in found, "nothing is new to them"
    assert "lead2" not in found, "it is of another area"


@pytest.mark.long
def test_the_next_morning_tells_only_what_is_new(cast, wednesday):
    scenarios.active(cast)
    send()
    before = Message.objects.count()
    wednesday.shift(timedelta(days=1))
    send()
    assert Message.objects.count() == before
    incident = scenarios.referred(cast)
    wednesday.shift(timedelta(days=4))  # after days off
    send()
    assert f"Referred incidents: {incident.reference}." in digests()["lead"].body
    assert digests()["lead"].body.startswith("New since you were told last: ")


@pytest.mark.long
def test_it_is_written_once_a_day(cast):
    scenarios.active(cast)
    send()
    scenarios.referred(cast)
    assert send() == "Done for today already, or somebody is at it."


def test_what_was_told_at_once_is_not_told_again(cast):
    scenarios.logged(cast, days=0, violent=True)
    assert Message.objects.filter(colleague=cast.manager).count() == 1
    send()
    assert "Incidents to triage" not in getattr(digests().get("manager"), "body", "")


def test_what_is_switched_off_is_left_out_unless_it_is_urgent(cast):
    services.choose_ways(by=cast.lead, ways={Kind.REFERRED: Way.OFF})
    incident = scenarios.referred(cast)
    send()
    assert "Referred incidents" not in getattr(digests().get("lead"), "body", "")
    duty = Duty.objects.open().get(kind=Kind.REFERRED, reference=incident.reference)
    duty.urgent = True
    duty.save()
    assert list(digest.new_to(cast.lead, on=timezone.localdate()).filter(pk=duty.pk)) == [duty]


def test_without_an_address_nothing_is_written_until_there_is_one(cast, wednesday):
    cast.lead.email = ""
    cast.lead.save()
    incident = scenarios.referred(cast)
    send()
    assert "lead" not in digests()
    cast.lead.email = "lead@landlord.example"
    cast.lead.save()
    wednesday.shift(timedelta(days=1))
    send()
    assert incident.reference in digests()["lead"].body


@pytest.mark.long
def test_a_long_digest_names_the_first_and_counts_the_rest(cast, monkeypatch):
    monkeypatch.setattr(digest, "MOST", 1)
    scenarios.active(cast)
    send()
    (first,) = [line for line in digests()["lead"].body.splitlines() if line.startswith("And ")]
    assert first.endswith(" more: http://127.0.0.1:8000/")


def test_what_is_due_says_until_when(cast):
    scenarios.prepared(cast, scenarios.active(cast))
    send()
    duty = Duty.objects.open().get(kind=Kind.DECIDE_APPEAL)
    assert f"Appeals to decide: {duty.reference}. Due by " in digests()["head"].body
