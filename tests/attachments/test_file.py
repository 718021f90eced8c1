"""A photo or file is saved by whoever may see its record, and by nobody else: ``/incidents/IN-…/files/AT-…/``"""

import pytest

from housing_alerts.attachments.models import AttachedBytes
from housing_alerts.kernel.audit.models import ReadEvent
from tests import scenarios
from tests.page import words


@pytest.fixture
def incident(cast):
    return scenarios.logged(cast)


def _url(subject, attachment):
    folder = "incidents" if subject.PREFIX == "IN" else "appeals"
    return f"/{folder}/{subject.reference}/files/{attachment.reference}/"


def _saved(client, url):
    return client.get(url).status_code


def test_it_is_served_to_be_saved_and_the_read_log_names_it(cast, sign_in, incident):
    photo = scenarios.with_photo(cast, incident, by=cast.officer)
    response = sign_in("officer").get(_url(incident, photo))

    assert response.content == bytes(AttachedBytes.objects.get().content)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == f'attachment; filename="{photo.reference}.jpeg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]
    read = ReadEvent.objects.filter(opened="attached file", by=cast.officer).order_by("position")
    assert [one.reference for one in read] == [incident.reference, photo.reference]


def test_a_contractor_has_the_files_of_their_own_report_only(cast, sign_in, incident):
    theirs = scenarios.reported_by(cast, cast.contractor)
    own, other = scenarios.with_photo(cast, theirs, by=cast.contractor), scenarios.with_photo(cast, incident)
    client = sign_in("contractor")
    assert _saved(client, _url(theirs, own)) == 200
    assert _saved(client, _url(incident, other)) == 404
    assert _saved(client, _url(theirs, other)) == 404


@pytest.mark.long
def test_no_file_is_found_below_another_record(cast, sign_in, incident):
    """Whoever may open the one and not the other does not come to its file by another address."""
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    photo, document = scenarios.with_photo(cast, incident), scenarios.with_photo(cast, appeal)
    client = sign_in("lead")
    assert (_saved(client, _url(appeal, document)), _saved(client, _url(incident, photo))) == (200, 200)
    assert (_saved(client, _url(appeal, photo)), _saved(client, _url(incident, document))) == (404, 404)


@pytest.mark.long
def test_who_only_reported_or_typed_it_has_what_they_attached_and_nothing_of_others(cast, sign_in, incident):
    scenarios.reported_anew(incident, by=cast.lead2, typed_by=cast.officer)
    own, other = (
        scenarios.with_photo(cast, incident, by=cast.officer),
        scenarios.with_photo(cast, incident, name="Police.jpg"),
    )
    scenarios.file_removed(cast, scenarios.with_photo(cast, incident), reason="The new address.")
    page = f"/incidents/{incident.reference}/"

    client = sign_in("officer")
    said = words(client.get(page))
    assert "Path.jpg (saves a file)" in said
    assert "Police.jpg" not in said
    assert "The new address." not in said
    assert (_saved(client, _url(incident, own)), _saved(client, _url(incident, other))) == (200, 404)
    reporter = sign_in("lead2")
    assert "Photos and files" not in words(reporter.get(page))
    assert {_saved(reporter, _url(incident, one)) for one in (own, other)} == {404}
    for who in ("manager", "lead", "head2"):
        assert {_saved(sign_in(who), _url(incident, one)) for one in (own, other)} == {200}


def test_a_restricted_file_opens_for_its_readers_and_for_who_attached_it(cast, sign_in, incident):
    photo, own = scenarios.with_photo(cast, incident), scenarios.with_photo(cast, incident, by=cast.officer)
    scenarios.restrict_file(cast)
    found = {who: _saved(sign_in(who), _url(incident, photo)) for who in ("lead", "officer", "head2", "leadership")}
    assert found == {"lead": 200, "officer": 404, "head2": 404, "leadership": 404}
    assert _saved(sign_in("officer"), _url(incident, own)) == 200


def test_what_is_no_longer_as_it_was_kept_is_not_served(cast, sign_in, incident, caplog):
    photo = scenarios.with_photo(cast, incident)
    photo.sha256 = "0" * 64
    photo.save()
    response = sign_in("lead").get(_url(incident, photo))
    assert (response.status_code, response["Content-Type"]) == (409, "text/plain; charset=utf-8")
    assert f"File {photo.reference} is not as it was kept, so it is not shown." in response.content.decode()
    assert f"{photo.reference} is not as it was kept" in caplog.text
