"""What hangs on a record is named where the record is weighed: the investigation, the review, the evidence of an appeal."""

import pytest

from housing_alerts.attachments.models import Attachment
from tests import scenarios
from tests.attachments.uploads import HTML, pdf, sent
from tests.letters.reader import text
from tests.page import assert_asks, day, words
from tests.step import fill

pytestmark = pytest.mark.same_on_both


def _appeal(cast, **answers):
    return (
        {"sender": "CUSTOMER", "grounds": "I was not there.", "channel": "LETTER"}
        | day("received_on", cast.today)
        | answers
    )


@pytest.mark.long
def test_the_documents_come_with_the_appeal(cast, sign_in):
    alert, client = scenarios.active(cast), sign_in("lead")
    files = [sent("Doctor.pdf", pdf()), sent("Web.pdf", HTML)]
    url = f"/appeals/log/?alert={alert.reference}"
    response = fill(client, url, **_appeal(cast, documents="A doctor's letter."), attached=files)

    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.subject) == ("Doctor.pdf", alert.appeals.get())
    said = words(client.get(response["Location"]))
    assert "“Web.pdf” is no photo and no PDF" in said
    assert "Doctor.pdf (saves a file) PDF" in said


def test_the_documents_are_named_since_the_letter_lists_them(cast, sign_in):
    alert, client = scenarios.active(cast), sign_in("lead")
    files = [sent("Doctor.pdf", pdf())]
    response = fill(client, f"/appeals/log/?alert={alert.reference}", **_appeal(cast), attached=files)
    assert_asks(response, "Say which documents came with it: the letter to the customer lists them")
    assert "Choose the files again" in words(response)


def test_the_evidence_of_an_appeal_names_them(cast, sign_in):
    alert = scenarios.active(cast)
    photo = scenarios.with_photo(cast, alert.investigation.incidents.get())
    appeal = scenarios.appealed(cast, alert)
    document = scenarios.with_photo(cast, appeal, name="Doctor.jpg")
    scenarios.file_removed(cast, scenarios.with_photo(cast, appeal, name="Neighbour.jpg"))
    appeal.refresh_from_db()
    appeal = scenarios.made_ready(cast, appeal)

    printed = text(sign_in("head").get(f"/appeals/{appeal.reference}/evidence.pdf").content)
    assert f"Doctor.jpg ({document.reference})" in printed
    assert f"Path.jpg ({photo.reference})" in printed
    assert "Neighbour.jpg" not in printed


def test_the_investigation_links_to_them(cast, sign_in):
    file = scenarios.opened(cast)
    incident = file.incidents.get()
    photo = scenarios.with_photo(cast, incident)
    page = sign_in("head").get(f"/investigations/{file.reference}/").content.decode()
    assert f'href="/incidents/{incident.reference}/files/{photo.reference}/"' in page


def test_a_review_is_told_what_was_attached_since(cast, sign_in):
    alert = scenarios.active(cast)
    incident = scenarios.logged(cast, days=1)
    photo = scenarios.with_photo(cast, incident)
    review = scenarios.under_review(cast, alert)
    page = sign_in("lead").get(f"/reviews/{review.reference}/")
    assert f"Picture attached to incident {incident.reference}: Path.jpg" in words(page)
    assert f'href="/incidents/{incident.reference}/files/{photo.reference}/"' in page.content.decode()
