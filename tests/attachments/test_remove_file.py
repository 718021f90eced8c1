"""Take a file off, with a reason: ``/incidents/IN-…/files/AT-…/remove/``, and the same of an appeal."""

import pytest

from housing_alerts.attachments import services, steps
from housing_alerts.attachments.models import AttachedBytes
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios, settling
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, words
from tests.step import assert_not_now, fill

ANSWERS = {"reason": "It shows the neighbour."}


@pytest.fixture
def incident(cast):
    return scenarios.logged(cast)


@pytest.fixture
def photo(cast, incident):
    return scenarios.with_photo(cast, incident, by=cast.officer)


def _page(subject):
    return f"/{'incidents' if subject.PREFIX == 'IN' else 'appeals'}/{subject.reference}/"


def _url(attachment):
    return f"{_page(attachment.subject)}files/{attachment.reference}/remove/"


# It works


def test_it_no_longer_shows_and_is_kept(cast, sign_in, incident, photo):
    for username in ["manager", "lead"]:
        with settling.undone():
            client, url = sign_in(username), _url(photo)
            assert f'href="{url}"' in client.get(_page(incident)).content.decode()
            response = fill(client, url, **ANSWERS)

            assert_done(
                client,
                response,
                _page(incident),
                f"File {photo.reference} taken off {incident.reference}. The reason stays there.",
            )
            said = words(client.get(_page(incident)))
            assert f"{photo.reference} was taken off by {cast.people[username]} on" in said
            assert "It shows the neighbour." in said
            assert "Path.jpg" not in said
            assert client.get(url.removesuffix("remove/")).status_code == 404
            assert client.get(url).status_code == 404
            assert AttachedBytes.objects.filter(attachment=photo).exists()
            event = AuditEvent.objects.get(action="take off file")
            assert (event.reference, event.why) == (incident.reference, f"{photo.reference}: It shows the neighbour.")


def test_also_off_an_appeal_that_is_decided(cast, sign_in):
    """It may be another person's, and is seen late."""
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    document = scenarios.with_photo(cast, appeal)
    scenarios.determined(cast, appeal)
    client = sign_in("lead")
    assert fill(client, _url(document), **ANSWERS)["Location"] == _page(appeal)
    assert "It shows the neighbour." in words(client.get(_page(appeal)))


# It refuses the wrong person


def test_neither_reporter_nor_head_takes_it_off(sign_in, incident, photo):
    for username in ["officer", "head"]:
        with settling.undone():
            client = sign_in(username)
            sentence = (
                "Ask Morwenna Manning or the Operational Lead to take off a file that does not belong on the incident."
            )
            assert_not_now(client, _url(photo), photo.subject, sentence, **ANSWERS)
            assert "Take off" not in words(client.get(_page(incident)))


# It refuses the wrong state


@pytest.mark.clause("P11a", refuses=True)
def test_what_was_removed_is_found_no_more_and_keeps_its_first_reason(cast, sign_in, incident, photo):
    client = sign_in("lead")
    scenarios.file_removed(cast, photo)
    incident.refresh_from_db()
    assert client.post(_url(photo), {"version": incident.version} | ANSWERS).status_code == 404
    said = f"File {photo.reference} was taken off on {show_date(cast.today)} already. Nothing was changed."
    with pytest.raises(NotAllowed, match=said):
        services.remove_file(attachment=photo, version=incident.version, by=cast.lead, on=cast.today, reason="Again.")


@pytest.mark.clause("P11a", refuses=True)
def test_a_page_that_showed_the_incident_as_it_was_is_refused(cast, sign_in, incident, photo):
    """Each file of it, too, once another was taken off: who goes on saw them all."""
    client, other = sign_in("lead"), scenarios.with_photo(cast, incident, name="Door.jpg")
    old = incident.version
    scenarios.file_removed(cast, other)
    with nothing_changes():
        response = client.post(_url(photo), {"version": old} | ANSWERS)
    assert_refused(response, "after you opened the page. Read what changed, then decide.")
    why = incident.history.first().history_change_reason
    assert why == f"{other.reference} taken off: It shows somebody else."


def test_what_the_head_is_about_to_weigh_stays(cast, sign_in):
    alert = scenarios.proposed(cast)
    file = alert.investigation
    photo = scenarios.with_photo(cast, file.incidents.get())
    sentence = (
        f"Investigation {file.reference} rests on this incident and waits for its decision. Ask the Head of Service to "
        "send it back first."
    )
    assert_not_now(sign_in("lead"), _url(photo), photo.subject, sentence, **ANSWERS)
    scenarios.approved(cast, alert)
    assert steps.why_not_remove_file(photo.subject, cast.lead) is None


def test_what_is_before_whoever_decides_an_appeal_stays(cast, sign_in):
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    document = scenarios.with_photo(cast, appeal)
    sentence = (
        "This appeal waits for its decision, and the document is among its evidence. Ask the Head of Service to send it "
        "back first."
    )
    client = sign_in("lead")
    assert_not_now(client, _url(document), document.subject, sentence, **ANSWERS)
    assert "Take off" not in words(client.get(_page(appeal)))


# It refuses bad input


def test_the_reason_is_said_in_words(cast, sign_in, photo):
    client = sign_in("lead")
    with nothing_changes():
        assert_asks(fill(client, _url(photo), reason=" "), "Say why the file is taken off")
    with pytest.raises(NotAllowed, match="Say why the file is taken off."):
        services.remove_file(attachment=photo, version=photo.subject.version, by=cast.lead, on=cast.today, reason=" ")
