"""Attach photos and files to an incident or an appeal: ``/incidents/IN-…/files/attach/``, ``/appeals/AP-…/files/attach/``"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from alerts.incidents import steps as incidents_steps
from housing_alerts.attachments import pdfs, policies, services
from housing_alerts.attachments.models import AttachedBytes, Attachment
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.attachments.uploads import HTML, pdf, picture, sent
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_not_now, fill, offered, shown


@pytest.fixture
def incident(cast):
    return scenarios.logged(cast)


def _url(subject):
    return f"{_page(subject)}files/attach/"


def _page(subject):
    return f"/{'incidents' if subject.PREFIX == 'IN' else 'appeals'}/{subject.reference}/"


def _files():
    return {"attached": [sent("Path.jpg", picture()), sent("Letter.pdf", pdf())]}


# It works


@pytest.mark.long
@pytest.mark.parametrize("username", ["officer", "manager", "lead"])
def test_reporter_line_manager_and_lead_attach(cast, sign_in, incident, username):
    client = sign_in(username)
    assert "Attach photos or files" in offered(client.get(_page(incident)))
    response = fill(client, _url(incident), **_files())

    assert_done(client, response, _page(incident), f"2 files attached to {incident.reference}.")
    photo, letter = Attachment.objects.all()
    assert [(one.name, one.kind, one.created_by) for one in (photo, letter)] == [
        ("Path.jpg", "JPEG", cast.people[username]),
        ("Letter.pdf", "PDF", cast.people[username]),
    ]
    assert {one.subject for one in (photo, letter)} == {incident}
    assert str(letter.bytes) == f"Bytes of {letter.reference}"
    events = AuditEvent.objects.filter(action="attach file").order_by("position")
    assert [(one.reference, one.why) for one in events] == [
        (incident.reference, photo.reference),
        (incident.reference, letter.reference),
    ]
    assert f"Path.jpg (saves a file) Picture, {photo.size}" in words(client.get(_page(incident)))


def test_who_typed_it_for_another_attaches_too(cast, sign_in, incident):
    scenarios.reported_anew(incident, by=cast.lead2, typed_by=cast.officer)
    assert fill(sign_in("officer"), _url(incident), **_files()).status_code == 302
    assert fill(sign_in("lead2"), _url(incident), **_files()).status_code == 302


def test_the_lead_of_an_investigation_attaches_where_the_area_is_not_known(cast):
    file = scenarios.investigated(cast)
    incident = file.incidents.get()
    incident.service_area = None
    assert incidents_steps.why_not_attach(incident, cast.lead) is None
    assert incidents_steps.why_not_attach(incident, cast.lead2)


@pytest.mark.long
def test_who_decides_the_appeal_meanwhile_reads_it_first(cast, sign_in):
    appeal, client = scenarios.prepared(cast, scenarios.active(cast)), sign_in("head")
    url = f"{_page(appeal)}determine/"
    page = shown(client.get(url))
    services.attach_each(subject=appeal, by=cast.lead, files=[sent("Doctor.pdf", pdf()), sent("Path.jpg", picture())])

    decision = {
        "outcome": "NOT_UPHELD",
        "vulnerability": "He was asked, and told us of nothing.",
        "findings": "What happened is clear enough.",
        "own_decision_reason": "Nobody else is here this month.",
    }
    with nothing_changes():
        response = client.post(url, page | decision)

    assert_refused(response, "Lena Ledger changed this on")
    appeal.refresh_from_db()
    assert client.post(url, page | decision | {"version": appeal.version}).status_code == 302


def test_what_was_sent_twice_changes_the_record_once(cast, incident):
    for _ in range(2):
        services.attach_file(subject=incident, by=cast.officer, file=sent("1.pdf", pdf()))
    version = incident.version
    incident.refresh_from_db()
    assert incident.version == version + 1


# It refuses the wrong person


def test_who_only_reads_the_incident_is_refused(sign_in, incident):
    sentence = "Whoever reported the incident, its line manager and the Operational Lead attach photos and files to it."
    client = sign_in("head")
    assert_not_now(client, _url(incident), incident, sentence, **_files())
    assert "Attach photos or files" not in offered(client.get(_page(incident)))


# It refuses the wrong state


def test_nothing_is_added_to_a_void_report(cast, sign_in):
    incident = scenarios.void(cast)
    sentence = "This report is void. Attach the file to the report that takes its place."
    assert_not_now(sign_in("officer"), _url(incident), incident, sentence, **_files())


def test_a_draft_takes_its_files_once_it_is_logged(cast, sign_in):
    draft = scenarios.draft(cast)
    sentence = "This report is not logged yet. Attach the file when you log it."
    assert_not_now(sign_in("officer"), _url(draft), draft, sentence, **_files())


def test_nothing_is_added_to_an_appeal_that_has_ended(cast, sign_in):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast)))
    sentence = "This appeal is determined, so nothing is added to it. Put what came since into the next review"
    assert_not_now(sign_in("lead"), _url(appeal), appeal, sentence, **_files())


# It refuses bad input


def test_something_is_chosen(sign_in, incident):
    client = sign_in("officer")
    with nothing_changes():
        assert_asks(fill(client, _url(incident)), "Choose at least one photo or file")


def test_where_no_file_can_be_kept_the_page_says_why_of_each(sign_in, incident):
    client = sign_in("officer")
    with nothing_changes():
        response = fill(client, _url(incident), attached=[sent("a.png", HTML), sent("b.pdf", b"")])
    for sentence in ("“a.png” is no photo and no PDF", "“b.pdf” is empty.", "Choose the files again"):
        assert_refused(response, sentence)


def test_a_record_has_room_for_so_many_files(cast, monkeypatch, incident):
    monkeypatch.setattr(policies, "MOST_FILES_OF_A_RECORD", 2)
    files = [sent(f"{number}.pdf", pdf()) for number in range(3)]
    (refusal,) = services.attach_each(subject=incident, by=cast.officer, files=files)
    assert str(refusal) == "“2.pdf” is one too many: a record has room for 2 files. Put several pages into one PDF."

    scenarios.file_removed(cast, Attachment.objects.first())
    assert services.attach_each(subject=incident, by=cast.officer, files=files[2:]) == []


def test_a_record_has_room_for_so_much(cast, monkeypatch, incident):
    monkeypatch.setattr(policies, "MOST_BYTES_OF_A_RECORD", len(pdfs.bare(pdf(), "1.pdf")) + 1)
    files = [sent("1.pdf", pdf()), sent("2.pdf", pdf())]
    (refusal,) = services.attach_each(subject=incident, by=cast.officer, files=files)
    assert str(refusal).startswith("With “2.pdf” the files of this record are more than 0 MB together. Leave out")


def test_a_kept_picture_is_never_kept_without_its_event(cast, monkeypatch, incident):
    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("housing_alerts.attachments.services.audit.record", fail)
    with pytest.raises(RuntimeError):
        services.attach_file(subject=incident, by=cast.officer, file=sent("1.jpg", picture()))
    assert not Attachment.objects.exists()
    assert not AttachedBytes.objects.exists()


class _BusyError(Exception):
    sqlstate = "55P03"


def test_where_somebody_is_at_work_for_too_long_the_report_stays_and_the_file_is_named(cast, monkeypatch, incident):
    def wait(*_):
        raise OperationalError from _BusyError()

    monkeypatch.setattr("housing_alerts.attachments.services._keep", wait)
    (refusal,) = services.attach_each(subject=incident, by=cast.officer, files=[sent("1.pdf", pdf())])
    assert str(refusal) == "“1.pdf” was not kept: somebody else is working here. Attach it again in a minute."

    def break_down(*_):
        raise OperationalError

    monkeypatch.setattr("housing_alerts.attachments.services._keep", break_down)
    with pytest.raises(OperationalError):
        services.attach_each(subject=incident, by=cast.officer, files=[sent("1.pdf", pdf())])


def test_who_may_not_attach_costs_no_decoding(cast, monkeypatch, incident):
    monkeypatch.setattr("housing_alerts.attachments.services.made_safe", None)
    with pytest.raises(NotAllowed):
        services.attach_file(subject=incident, by=cast.head, file=SimpleUploadedFile("1.pdf", pdf()))


def test_what_there_is_no_room_for_costs_no_decoding(cast, monkeypatch, incident):
    scenarios.with_photo(cast, incident)
    monkeypatch.setattr(policies, "MOST_FILES_OF_A_RECORD", 1)
    monkeypatch.setattr("housing_alerts.attachments.services.made_safe", None)
    with pytest.raises(NotAllowed, match="is one too many"):
        services.attach_file(subject=incident, by=cast.officer, file=SimpleUploadedFile("1.pdf", pdf()))
