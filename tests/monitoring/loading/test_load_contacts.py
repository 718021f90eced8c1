"""Load the contacts that the telephone system, e-mail and Cx tell of: safe to load twice, and nobody is guessed (§12)."""

import io
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from housing_alerts.attachments.policies import MEGABYTE
from housing_alerts.customers.models import Customer
from housing_alerts.importing.reading import Unreadable
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from monitoring.loading.imports import load_contacts
from monitoring.models import Contact, ContactLoad
from tests import scenarios, settling
from tests.page import assert_asks, nothing_changes, words
from tests.scenarios import HONG, LODGER

pytestmark = pytest.mark.usefixtures("wednesday")
URL = "/contacts/load/"
HEAD = "External Reference,Date and Time,Channel,Customer Reference,Telephone,E-mail,Subject"
CALL = f"{HEAD}\nT-1,1/6/2026 09:15,,,01626 555 0123,,\n"


@pytest.fixture
def reachable(cast):
    """Mr Lodger has a telephone and Ms Hồng an e-mail address, as Cx writes them."""
    Customer.objects.filter(reference=LODGER).update(telephone="+44 (0)1626 555 0123 / 07700 900 123")
    Customer.objects.filter(reference=HONG).update(email="Hong@Example.org")
    return cast


def _load(cast, text, source="TELEPHONY", **options):
    raw = text if isinstance(text, bytes) else text.encode()
    step = {"source": source, "by": cast.people["admin"], "now": timezone.now()}
    return load_contacts(raw, "calls.csv", **step | options)


def _line(**cells):
    """A file of one line with these cells."""
    told = {"External Reference": "T-1", "Date and Time": "1/6/2026 09:15"} | cells
    return f"{','.join(told)}\n{','.join(told.values())}\n"


def _whose():
    return list(Contact.objects.values_list("customer__reference", flat=True))


# Whose it is


@pytest.mark.clause("P12")
def test_a_line_is_matched_by_reference_telephone_or_e_mail(reachable):
    for cells, whose in [
        ({"Telephone": "01626 5550123"}, LODGER),
        ({"Telephone": "00441626555 0123"}, LODGER),
        ({"Telephone": "441626555 0123"}, LODGER),
        ({"Telephone": "(01626) 555-0123"}, LODGER),
        ({"Telephone": "07700900123"}, LODGER),
        ({"E-mail": "HONG@example.ORG"}, HONG),
        ({"Customer Reference": "d900001"}, LODGER),
        ({"Customer Reference": LODGER, "E-mail": "hong@example.org"}, LODGER),
        ({"Telephone": "01626 555 0999", "E-mail": "hong@example.org"}, HONG),
    ]:
        with settling.undone():
            report = _load(reachable, _line(**cells))
            assert (report.created, report.notes, _whose()) == (1, [], [whose])


@pytest.mark.clause("P12", refuses=True)
def test_who_is_not_known_is_listed_and_kept_nowhere(reachable):
    for cells, why in [
        ({"Customer Reference": "D123456"}, "No customer has this reference."),
        ({"Customer Reference": "D123456", "Telephone": "01626 555 0123"}, "No customer has this reference."),
        ({"Telephone": "01626 555 0124"}, "No customer has this telephone number."),
        ({"E-mail": "nobody@example.org"}, "No customer has this e-mail address."),
        (
            {"Telephone": "01626 555 0124", "E-mail": "a@example.org"},
            "No customer has this telephone number or this e-mail address.",
        ),
        (
            {"Telephone": "204"},
            "It names no customer: there is no reference, no telephone number and no e-mail address.",
        ),
    ]:
        with settling.undone():
            report = _load(reachable, _line(**cells))
            assert [str(note) for note in report.notes] == [f"Line 2: {why}"]
            assert not Contact.objects.exists()
            assert ContactLoad.objects.get().unmatched == 1


@pytest.mark.clause("P12", refuses=True)
def test_a_telephone_that_two_share_is_nobodys(reachable):
    Customer.objects.filter(reference=HONG).update(telephone="01626 5550123")
    (note,) = _load(reachable, CALL).notes
    assert str(note) == "Line 2: 2 customers have this telephone number. Give the customer’s reference."
    assert not Contact.objects.exists()


def test_a_merged_file_stands_for_the_one_that_was_kept(reachable):
    twin = scenarios.second_file(reachable)
    Customer.objects.filter(pk=twin.pk).update(telephone="01626 555 0123")
    scenarios.merged(reachable)
    _load(reachable, CALL)
    _load(reachable, _line(**{"External Reference": "T-2", "Customer Reference": twin.reference}))
    assert _whose() == [LODGER, LODGER]


# What is kept


@pytest.mark.clause("P12")
def test_a_load_keeps_the_contact_with_its_history(reachable):
    raw = _line(**{"Channel": "E-mail", "E-mail": "hong@example.org", "Subject": "The roof"})
    _load(reachable, raw, source="CX")

    contact = Contact.objects.get()
    assert (contact.channel, contact.words, contact.source, contact.version) == ("EMAIL", "The roof", "CX", 1)
    assert f"{timezone.localtime(contact.at):%d/%m/%Y %H:%M}" == "01/06/2026 09:15"
    (past,) = contact.history.all()
    assert (past.history_user, past.history_change_reason) == (reachable.people["admin"], "Loaded")
    load = ContactLoad.objects.get()
    assert (load.source, load.created, load.unchanged, load.unmatched) == ("CX", 1, 0, 0)
    event = AuditEvent.objects.get(action="load contacts")
    assert (event.reference, event.by, event.customer) == (load.reference, reachable.people["admin"], "")


@pytest.mark.clause("P12")
def test_the_same_file_loaded_twice_adds_nothing(reachable):
    _load(reachable, CALL)
    report = _load(reachable, CALL)
    assert (report.created, report.unchanged, Contact.objects.count()) == (0, 1, 1)


def test_what_was_taken_back_does_not_come_back(reachable):
    _load(reachable, CALL)
    Contact.objects.update(taken_back_on=reachable.today, taken_back_by=reachable.lead, taken_back_reason="Not his.")
    _load(reachable, CALL)
    assert Contact.objects.standing().count() == 0


def test_another_system_may_give_the_same_reference(reachable):
    _load(reachable, CALL)
    _load(reachable, CALL, source="EMAIL")
    assert list(Contact.objects.order_by("pk").values_list("channel", flat=True)) == ["TELEPHONE", "EMAIL"]


@pytest.mark.long
@pytest.mark.clause("P12")
def test_five_thousand_lines_take_seconds_and_few_statements(reachable, django_assert_max_num_queries):
    lines = [f"T-{number},1/6/2026 {number % 24}:15,,{LODGER},,," for number in range(5000)]
    began = time.monotonic()
    with django_assert_max_num_queries(250):
        report = _load(reachable, "\n".join([HEAD, *lines]))
    assert report.created == Contact.objects.count() == 5000
    assert time.monotonic() - began < 30


# Bad files


@pytest.mark.clause("P12", refuses=True)
def test_a_file_that_is_no_export_is_refused_whole(reachable):
    for text, why in [
        (b"", "calls.csv is empty."),
        ("Date and Time,Telephone\n1/6/2026 10:00,1\n", "The file has no column External Reference."),
        ("External Reference,Telephone\n1,1\n", "The file has no column Date and Time."),
        (
            "External Reference,Date and Time\n1,1/6/2026 10:00\n",
            "The file has none of the columns Customer Reference, Telephone and E-mail: nobody can be found.",
        ),
        (b"\xef\xbb\xbfExternal Reference\n\xff", "The file says that it is UTF-8, but it is damaged on line 2."),
    ]:
        with nothing_changes(), pytest.raises(Unreadable, match=why):
            _load(reachable, text)


@pytest.mark.clause("P12", refuses=True)
def test_a_line_that_cannot_be_read_keeps_the_whole_file_out(reachable):
    for cells, why in [
        ({"Date and Time": "1/6/2026"}, "Write the day and the time in London, such as 31/12/2026 14:05."),
        ({"Date and Time": "31/6/2026 10:00"}, "which is no day of the calendar"),
        ({"Date and Time": "1/6/2026 25:00"}, "which is no time of the day."),
        ({"Date and Time": "1/6/2126 10:00"}, "which is still to come."),
        ({"Date and Time": ""}, "Date and Time is empty."),
        ({"External Reference": ""}, "External Reference is empty."),
        ({"External Reference": "9" * 81}, "External Reference has more than 80 characters."),
        ({"Channel": "Pigeon"}, "Channel is “Pigeon”. Write one of: Home visit, At one of our offices,"),
        ({"Channel": ""}, "Channel is empty."),
    ]:
        good = {"External Reference": "T-1", "Date and Time": "1/6/2026 10:00", "Channel": "Letter", "Telephone": "01"}
        with nothing_changes():
            report = _load(reachable, _line(**good | cells), source="CX")
        assert [said.line for said in report.refused] == [2]
        assert why in str(report.refused[0])
        assert not report.kept


def test_a_reference_that_stands_twice_is_refused(reachable):
    report = _load(reachable, f"{CALL}T-1,2/6/2026 09:15,,,01626 555 0123,,\n")
    assert [str(said) for said in report.refused] == ["Line 3: External Reference stands on line 2 already."]


def test_a_torn_line_is_refused(reachable):
    report = _load(reachable, f"{CALL}T-2,2/6/2026 09:15\n")
    assert str(report.refused[0]).startswith("Line 3: The line is cut short")


def test_an_iso_moment_and_seconds_are_understood(reachable):
    _load(reachable, _line(**{"Date and Time": "2026-06-01T09:15:59", "Customer Reference": LODGER}))
    assert f"{timezone.localtime(Contact.objects.get().at):%H:%M}" == "09:15"


# Who loads


def test_a_lead_loads_nothing(cast):
    with pytest.raises(NotAllowed, match="Only a System administrator or the Leadership Team loads contacts"):
        _load(cast, CALL, by=cast.lead)


def test_the_page_loads_a_file_and_says_what_came_of_it(reachable, sign_in):
    client = sign_in("admin")
    text = f"{CALL}T-2,1/6/2026 10:00,,,0800 111 222,,\n"
    said = words(client.post(URL, {"source": "TELEPHONY", "file": _file(text)}))

    assert said.startswith("1 contact loaded New 1 There already 0 Matched to no customer 1 Cannot be read 0")
    assert said.endswith("Line Why 3 WhyNo customer has this telephone number.")
    assert "0800" not in said
    assert f"SystemTelephone system By{reachable.people['admin']} New1" in words(client.get(URL))


def _file(text):
    return SimpleUploadedFile("calls.csv", text.encode())


@pytest.mark.clause("P12")
def test_the_counts_stand_there_before_anything_is_written(reachable, sign_in):
    client = sign_in("admin")
    assert "checked" in client.get(URL).content.decode().partition('name="check_only"')[2][:120]
    with nothing_changes():
        said = words(client.post(URL, {"source": "TELEPHONY", "file": _file(CALL), "check_only": "on"}))
    assert said.startswith("The file was checked: nothing was loaded Would be new 1")


def test_each_error_has_its_own_words(reachable, sign_in):
    for sent, sentence in [
        ({"file": None}, "Choose a file"),
        ({"source": ""}, "Choose which system it comes from"),
        ({"source": "HAND"}, "Choose one of those that are shown"),
        ({"text": "Name\nA\n"}, "The file has no column External Reference and Date and Time."),
        ({"text": ""}, "The file is empty. Choose another"),
    ]:
        answers = {"source": "TELEPHONY", "file": _file(sent.pop("text", CALL))} | sent
        client = sign_in("admin")
        with nothing_changes():
            response = client.post(URL, {name: value for name, value in answers.items() if value is not None})
        assert response.status_code == 200
        assert sentence in words(response)


def test_a_file_that_is_too_large_is_refused(reachable, sign_in, monkeypatch):
    monkeypatch.setattr("monitoring.loading.forms.MOST_BYTES", MEGABYTE)
    response = sign_in("admin").post(URL, {"source": "TELEPHONY", "file": _file(CALL + " " * MEGABYTE)})
    assert_asks(response, "Choose a file of at most 1 MB, or load it in parts")


# The command


def _run(path, *options):
    said = io.StringIO()
    call_command("load_contacts", str(path), "--source", "TELEPHONY", *options, stdout=said)
    return said.getvalue()


def test_the_command_loads_and_tries(reachable, tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text(f"{CALL}T-2,1/6/2026 10:00,,,0800 111 222,,\n")
    assert "Contacts: 1 created, 0 updated, 0 unchanged, 0 refused.\nThis was a dry run" in _run(path, "--dry-run")
    assert not Contact.objects.exists()
    said = _run(path)
    assert "Look at:\n  Line 3: No customer has this telephone number.\n" in said
    assert (Contact.objects.count(), ContactLoad.objects.get().created_by) == (1, None)


def test_the_command_fails_where_a_line_cannot_be_read_and_can_go_on(reachable, tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text(f"{CALL}T-2,soon,,,01626 555 0123,,\n")
    with pytest.raises(CommandError, match="1 line was refused, so nothing was imported"):
        _run(path)
    assert not Contact.objects.exists()
    with pytest.raises(CommandError, match="1 line was refused; the others were imported"):
        _run(path, "--keep-going")
    assert Contact.objects.get().at < timezone.now() - timedelta(hours=1)
