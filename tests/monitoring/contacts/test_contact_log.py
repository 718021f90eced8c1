"""Log what a customer said to us that is neither an incident nor an appeal, correct it, and take it back (§12)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from monitoring.contacts import services
from monitoring.contacts.selectors import PAGE
from monitoring.contacts.services import Said
from monitoring.models import Contact
from tests import scenarios
from tests.page import assert_asks, assert_done, assert_refused, day, nothing_changes, send, words
from tests.step import fill

PAGES = "/customers/D900001/contacts/"
LOG = f"{PAGES}log/"
WORDS = "He asks when the roof is mended."


@pytest.fixture
def answers(cast):
    asked = {"channel": "TELEPHONE", "kind": "REQUEST", "words": WORDS, "done": "Told him: on Friday."}
    return asked | day("at", cast.ago(2)) | {"at_time": "2:15pm", "done_by": cast.officer.pk}


def _page(contact, verb):
    return f"{PAGES}{contact.pk}/{verb}/"


# Log


@pytest.mark.clause("P12")
def test_whoever_may_open_the_file_logs_what_came_in_and_what_was_done(cast, sign_in, answers):
    client = sign_in("head")
    assert_done(client, fill(client, LOG, **answers), PAGES, "Contact logged.")

    contact = Contact.objects.get()
    assert (contact.channel, contact.kind, contact.words, contact.done_by) == (
        "TELEPHONE",
        "REQUEST",
        WORDS,
        cast.officer,
    )
    assert f"{timezone.localtime(contact.at):%H:%M}" == "14:15"
    assert AuditEvent.objects.filter(action="log contact", reference="D900001", by=cast.people["head"]).exists()
    said = words(client.get("/customers/D900001/"))
    assert "Request or enquiry, telephone" in said
    assert f"{WORDS} What was done: Told him: on Friday. ({cast.officer})" in said


@pytest.mark.clause("P12", refuses=True)
def test_a_service_refuses_whoever_may_not_open_the_file(cast):
    contact = scenarios.contacted(cast)
    step = {"by": cast.people["lead2"], "now": timezone.now()}
    with pytest.raises(NotAllowed, match="An Operational Lead for Housing or the Leadership Team logs"):
        services.log_contact(customer=contact.customer, said=_said(contact), **step)


def test_a_restricted_file_closes_its_contacts_to_all_but_its_readers(cast, sign_in):
    contact = scenarios.contacted(cast)
    scenarios.restrict_file(cast)
    for url in (PAGES, LOG, _page(contact, "correct")):
        assert sign_in("leadership").get(url).status_code == 404
        assert sign_in("lead").get(url).status_code == 200


def test_each_error_has_its_own_words(sign_in, answers):
    for changed, sentence in [
        ({"at_time": ""}, "Enter the time it came in"),
        ({"channel": ""}, "Choose how it came in"),
        ({"kind": ""}, "Choose what it was"),
        ({"kind": "APPEAL"}, "Choose one of those that are shown"),
        ({"words": " "}, "Say in short what it was about"),
        ({"done": ""}, "Say what was done about it, or “Nothing yet”"),
        ({"done_by": ""}, "Choose who did it"),
    ]:
        client = sign_in("lead")
        with nothing_changes():
            assert_asks(fill(client, LOG, **answers | changed), sentence)


@pytest.mark.clause("P12", refuses=True)
def test_the_service_asks_the_same(cast):
    for changed, sentence in [
        ({"at": timezone.now() + timedelta(days=400)}, "A contact is logged once it came in"),
        ({"words": " "}, "Say in short what it was about"),
        ({"done": ""}, "Say what was done about it, or “Nothing yet”"),
    ]:
        with pytest.raises(NotAllowed, match=sentence):
            scenarios.contacted(cast, **changed)


def test_the_list_is_in_the_read_log(cast, sign_in):
    sign_in("lead").get(PAGES)
    assert ReadEvent.objects.filter(by=cast.lead, opened="contacts", reference="D900001").exists()


def test_a_long_list_has_pages_and_each_contact_stands_on_one(cast, sign_in):
    for number in range(PAGE + 2):
        scenarios.contacted(cast, days=3 + number % 2, words=f"Number {number:02}.")
    client = sign_in("lead")
    first = client.get(PAGES)
    (link,) = [part.split('"')[0] for part in first.content.decode().split('href="')[1:] if part.startswith("?after")]
    second = client.get(PAGES + link.replace("&amp;", "&"))

    found = [[n for n in range(PAGE + 2) if f"Number {n:02}." in words(page)] for page in (first, second)]
    assert sorted(found[0] + found[1]) == list(range(PAGE + 2))
    assert (len(found[0]), "?after" in second.content.decode()) == (PAGE, False)


# Correct


@pytest.mark.clause("P12")
def test_a_contact_is_corrected_with_a_reason(cast, sign_in, answers):
    contact = scenarios.contacted(cast)
    client = sign_in("lead")
    response = fill(client, _page(contact, "correct"), **answers, reason="It was a call.")
    assert_done(client, response, PAGES, "Contact corrected.")

    corrected = Contact.objects.get()
    assert (corrected.words, corrected.channel, corrected.version) == (WORDS, "TELEPHONE", 2)
    assert corrected.history.first().history_change_reason == "Corrected: It was a call."
    assert AuditEvent.objects.filter(action="correct contact", why="It was a call.").exists()


def test_whoever_did_it_stays_when_they_have_left(cast, sign_in, answers):
    contact = scenarios.contacted(cast, done_by=cast.officer)
    scenarios.leaves(cast.officer)
    client = sign_in("lead")
    fill(client, _page(contact, "correct"), **answers, reason="It was a call.")
    assert Contact.objects.get().done_by == cast.officer


@pytest.mark.clause("P12", refuses=True)
def test_it_is_not_corrected_without_a_reason_or_over_somebody_else(cast, sign_in, answers):
    contact = scenarios.contacted(cast)
    client = sign_in("lead")
    assert_asks(fill(client, _page(contact, "correct"), **answers, reason=" "), "Say why it is corrected")
    services.correct_contact(contact=contact, version=1, reason="Typed wrong.", **_by(cast), said=_said(contact))
    assert_refused(send(client, _page(contact, "correct"), contact, **answers, reason="It was a call."), "changed this")
    with pytest.raises(NotAllowed, match=r"Say why it is changed\."):
        services.correct_contact(contact=contact, version=2, reason="", **_by(cast), said=_said(contact))


def _said(contact):
    return Said(**{name: getattr(contact, name) for name in ("at", "channel", "kind", "words", "done", "done_by")})


def _by(cast):
    return {"by": cast.lead, "now": timezone.now()}


# Take back


@pytest.mark.clause("P12")
def test_a_contact_is_taken_back_and_stays_in_the_list(cast, sign_in):
    contact = scenarios.contacted(cast)
    client = sign_in("lead")
    response = fill(client, _page(contact, "take-back"), reason="It was his neighbour.")
    assert_done(client, response, PAGES, "Contact taken back. It counts no more.")

    assert not Contact.objects.standing().exists()
    said = words(client.get(PAGES))
    assert "Apology, letter Taken back" in said
    assert f"by {cast.lead}: It was his neighbour." in said
    assert "He is sorry" not in words(client.get("/customers/D900001/")), "what happened no more tells of it"


@pytest.mark.clause("P12", refuses=True)
def test_what_was_taken_back_is_neither_corrected_nor_taken_back_again(cast, sign_in, answers):
    contact = scenarios.contacted(cast)
    step = {"by": cast.lead, "on": cast.today, "reason": "It was his neighbour."}
    contact = services.take_back_contact(contact=contact, version=contact.version, **step)
    for verb in ("correct", "take-back"):
        sent = answers if verb == "correct" else {}
        response = send(sign_in("lead"), _page(contact, verb), contact, **sent, reason="Once more.")
        assert_refused(response, "and counts no more. Log it anew if it did come in.")


def test_it_is_not_taken_back_without_a_reason(cast, sign_in):
    contact = scenarios.contacted(cast)
    assert_asks(fill(sign_in("lead"), _page(contact, "take-back"), reason=""), "Say why it is taken back")


# What the database keeps


def test_the_database_keeps_no_half_of_a_contact(cast):
    contact = scenarios.contacted(cast)
    for wrong in [{"words": ""}, {"done_by": None}, {"external_reference": "T-1"}, {"source": "CX"}, {"kind": ""}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.filter(pk=contact.pk).update(**wrong)


def test_a_merge_brings_the_contacts_with_it(cast):
    twin = scenarios.second_file(cast)
    contact = scenarios.contacted(cast, customer=twin.reference)
    scenarios.merged(cast)
    contact.refresh_from_db()
    assert contact.customer.reference == "D900001"


@pytest.mark.clause("P12", refuses=True)
def test_what_another_system_told_of_is_taken_back_and_not_corrected(cast, sign_in, answers):
    told = {"channel": "TELEPHONE", "source": "TELEPHONY", "external_reference": "T-1", "at": timezone.now()}
    contact = Contact(customer=cast.customers["D900001"], **told)
    records.save(contact, by=None, why="Loaded")
    client = sign_in("lead")
    page = client.get(PAGES)
    assert "Telephone (Telephone system)" in words(page)
    assert (
        _page(contact, "correct") in page.content.decode(),
        _page(contact, "take-back") in page.content.decode(),
    ) == (
        False,
        True,
    )
    response = send(client, _page(contact, "correct"), contact, **answers, reason="Wrong.")
    assert_refused(response, "The contact comes from another system (Telephone system). Take it back if it is wrong.")
