"""Words in the contact log that sound like danger lead to a report, or are confirmed to tell of none (Appendix D 4.1)."""

import pytest
from django.utils import timezone

from alerts.models import Incident
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from monitoring.contacts import services
from monitoring.contacts.services import Said
from monitoring.models import Contact
from tests import scenarios
from tests.page import assert_asks, assert_done, day, nothing_changes, words
from tests.step import fill, shown

PAGES = "/customers/D900001/contacts/"
LOG = f"{PAGES}log/"
THREAT = "He said on the telephone that he will stab the next gas engineer who comes."
ASKS = "Choose whether there was any of this"


@pytest.fixture
def answers(cast):
    asked = {"channel": "TELEPHONE", "kind": "OTHER", "words": THREAT, "done": "Nothing yet"}
    return asked | day("at", cast.ago(2)) | {"at_time": "2:15pm", "done_by": cast.officer.pk}


@pytest.mark.clause("D4", refuses=True)
@pytest.mark.parametrize("said", [{}, {"words": "He rang.", "done": "He threatened me, so I hung up."}])
def test_words_that_sound_like_danger_are_asked_about(sign_in, answers, said):
    client = sign_in("lead")
    with nothing_changes():
        page = fill(client, LOG, **answers | said)
    assert_asks(page, ASKS, typed=("2:15pm",))
    assert "What you wrote sounds like it, and a contact warns nobody." in words(page)
    with nothing_changes():
        assert_asks(
            fill(client, LOG, **answers, dangers=["NONE", "THREAT"]), "Choose what there was, or that there was none"
        )


@pytest.mark.clause("D4")
def test_the_danger_in_a_contact_begins_a_report_with_its_words(cast, sign_in, answers):
    client = sign_in("lead")
    response = fill(client, LOG, **answers, dangers=["THREAT"])
    draft = Incident.objects.get()
    finish = f"/incidents/{draft.reference}/log/"
    assert_done(client, response, finish, "Contact logged. Nobody is warned until you finish this report.")

    assert Contact.objects.get().words == THREAT
    held = shown(client.get(finish))
    assert held["customer"] == [f"D900001 {cast.customers['D900001'].full_name}"]
    assert held["account"] == [f"{THREAT}\n\nWhat was done: Nothing yet"]
    assert (held["channel"], held["occurred_at_time"], held["dangers"]) == (["TELEPHONE"], ["14:15"], ["THREAT"])
    duty = Duty.objects.get(reference=draft.reference)
    assert duty.urgent
    assert "nobody is told of the danger until you log it" in duty.words


@pytest.mark.clause("D4")
def test_that_there_was_no_danger_is_confirmed_and_on_record(sign_in, answers):
    client = sign_in("lead")
    assert_done(client, fill(client, LOG, **answers, dangers=["NONE"]), PAGES, "Contact logged.")
    assert not Incident.objects.exists()
    assert AuditEvent.objects.get(action="log contact").why == "Said to be right: no danger"


@pytest.mark.clause("D4")
def test_the_report_of_a_restricted_file_begins_without_the_name(cast, sign_in, answers):
    scenarios.restrict_file(cast)
    fill(sign_in("lead"), LOG, **answers, dangers=["THREAT"])
    assert Incident.objects.get().typed["customer"] == ["D900001"]


@pytest.mark.clause("D4")
def test_a_correction_is_asked_about_the_words_that_it_adds(cast, sign_in, answers):
    client, contact = sign_in("lead"), scenarios.contacted(cast)
    correct = f"{PAGES}{contact.pk}/correct/"
    with nothing_changes():
        assert_asks(fill(client, correct, **answers, reason="He said more."), ASKS)
    response = fill(client, correct, **answers, reason="He said more.", dangers=["THREAT"])
    assert_done(client, response, f"/incidents/{Incident.objects.get().reference}/log/", "Contact corrected.")

    done = answers | {"done": "Rang the police."}
    assert_done(client, fill(client, correct, **done, reason="Done since."), PAGES, "Contact corrected.")
    said = [event.why for event in AuditEvent.objects.filter(action="correct contact").order_by("pk")]
    assert said == ["He said more. A report of danger is begun", "Done since."]


@pytest.mark.clause("D4", refuses=True)
def test_the_services_ask_the_same(cast):
    with pytest.raises(NotAllowed, match="What you wrote sounds like danger, and a contact warns nobody"):
        scenarios.contacted(cast, words=THREAT)
    contact = scenarios.contacted(cast)
    shown = {name: getattr(contact, name) for name in ("at", "channel", "kind", "done", "done_by")}
    step = {"by": cast.lead, "now": timezone.now(), "reason": "He said more."}
    with pytest.raises(NotAllowed, match="Say what danger there was, or that there was none"):
        services.correct_contact(contact=contact, version=1, **step, said=Said(words=THREAT, **shown))
    services.correct_contact(contact=contact, version=1, **step, said=Said(words=THREAT, **shown), dangers=["THREAT"])
    assert Incident.objects.get().typed["dangers"] == ["THREAT"]
