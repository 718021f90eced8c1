"""The page of the trail's check: ``/trail/``."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from housing_alerts.kernel.audit import comparing
from privacy.models import TrailCheck
from privacy.trail import permissions
from tests import scenarios
from tests.kernel.audit.test_chain import sql
from tests.page import words

URL = "/trail/"
pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.mark.clause("P11a")
def test_it_says_when_the_trail_was_checked_and_that_it_is_sound(sign_in, cast):
    call_command("checkpoint", verbosity=0)
    call_command("check_trail", verbosity=0)
    for role in ("dpo", "admin"):
        page = words(sign_in(role).get(URL))
        assert "Sound" in page
        assert "10 June 2026" in page
        assert "Nothing: all is as a step left it" in page
        assert "Checkpoints compared with 3" in page
        assert "Somebody went past the service" not in page


@pytest.mark.clause("P11a", refuses=True)
def test_it_names_the_record_and_the_field_and_says_what_to_do(sign_in, cast):
    alert = scenarios.active(cast)
    sql("UPDATE alerts_alert SET instruction = 'Bent.' WHERE id = %s", alert.pk)
    call_command("check_trail", verbosity=0)
    for role, other in (("dpo", "System administrator"), ("admin", "Data Protection Officer")):
        page = words(sign_in(role).get(URL))
        assert f"Alert {alert.reference} (alerts_alert {alert.pk})" in page
        assert "instruction: changed by no step." in page
        assert f"Change nothing. Ring the {other} today." in page
        assert "Compare with a checkpoint that is kept elsewhere" in page
        assert "Restore from the backup what was changed, and nothing else." in page
        assert "Broken since 10 June 2026" in page
        assert "Bent." not in page and "Lodger" not in page


def test_without_a_checkpoint_it_says_what_would_not_be_found(sign_in, cast):
    call_command("check_trail", verbosity=0)
    assert "a list whose end was cut, or that was made anew, would not be found" in words(sign_in("dpo").get(URL))


def test_of_very_many_it_says_how_many_more_there_are(sign_in, cast):
    call_command("check_trail", verbosity=0)
    TrailCheck.objects.update(found=[["Alert", "gone"]], found_count=1200, broken_since="2026-06-10T09:30Z")
    page = words(sign_in("dpo").get(URL))
    assert "What was found (1200)" in page
    assert "These are the first 1. The administrator’s command verify_audit names all." in page


@pytest.mark.clause("P11a", refuses=True)
def test_an_old_result_is_not_shown_as_sound(sign_in, cast, wednesday):
    call_command("check_trail", verbosity=0)
    wednesday.shift(timedelta(days=2))
    page = words(sign_in("dpo").get(URL))
    assert "Not checked of late" in page
    assert "No check has ended for 2 days" in page
    assert "Sound" not in page.split("What the check says")[0]


@pytest.mark.clause("P11a", refuses=True)
def test_a_failed_check_is_not_shown_as_sound(sign_in, cast, monkeypatch, wednesday):
    def faults(_looked):
        raise RuntimeError

    call_command("check_trail", verbosity=0)
    monkeypatch.setattr(comparing, "faults", faults)
    wednesday.shift(timedelta(days=1))
    for _ in range(2):
        with pytest.raises(RuntimeError):
            call_command("check_trail", now=True)
    page = words(sign_in("dpo").get(URL))
    assert "The last check failed" in page
    assert "2 times, last on 11 June 2026" in page
    assert "It failed with RuntimeError. It is tried again." in page
    assert "Sound" not in page.split("What the check says")[0]


def test_before_the_first_check_nothing_is_said_to_hold(sign_in, cast):
    page = words(sign_in("admin").get(URL))
    assert "Not checked yet" in page
    assert "Nobody knows yet whether it holds" in page


def test_nobody_else_reads_it(cast):
    said = "Only the Data Protection Officer and a System administrator read the trail’s check."
    assert permissions.why_may_not_read(cast.lead).sentence == said
