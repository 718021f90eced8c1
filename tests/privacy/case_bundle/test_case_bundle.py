"""The bundle of one case for the Housing Ombudsman: ``/case-bundles/``"""

import hashlib
import zipfile
from io import BytesIO

import pytest

from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from letters.models import IssuedPdf
from letters.printing import pictures
from privacy.bundle.held import HELD
from privacy.bundle.sealing import CannotSeal
from privacy.case_bundle import collecting, sealing, selectors, services
from privacy.case_bundle.forms import UNKNOWN
from privacy.disposal.erasing import PLAN
from tests import scenarios
from tests.page import assert_asks, assert_refused, nothing_changes, words
from tests.step import shown

pytestmark = pytest.mark.usefixtures("wednesday")
ASKED = "202612345"
WITHOUT_A_CASE = {
    *("LegalHold", "DisposalItem", "SubjectRequest", "SharingRequest", "Vulnerability", "Adjustment", "Representative"),
    *("EmergencyAccess", "Merge", "Pair", "Disclosure", "Duty", "Telling", "Contact", "HighContact", "Strategy"),
    *("Characteristic", "Visit", "VisitNotice"),
}
"""The tables that go with a file, and hang on the person and on no case."""
OF_COLLEAGUES = {"WelfareCheck", "Entry", "Difference", "Confirmation", "AlsoAbout", "AttachedBytes"}
"""The tables of a case that say nothing of it: how a colleague was, what was keyed elsewhere, and the bytes of a file."""


def _url(file):
    return f"/case-bundles/{file.reference}/"


@pytest.fixture
def file(cast):
    """A case with a photo, an alert, a letter that went out, a review and an appeal."""
    alert = scenarios.active(cast)
    scenarios.with_photo(cast, alert.investigation.incidents.get())
    scenarios.posted(cast, alert)
    scenarios.appealed(cast, alert)
    return alert.file


def _opened(response):
    return zipfile.ZipFile(BytesIO(response.content))


def _send(client, file, **more):
    boxes = shown(client.get(_url(file)))
    return client.post(_url(file), {"seen": boxes["seen"][0], "asked": ASKED, "further": ""} | more)


@pytest.mark.clause("P13b")
def test_one_action_gives_the_case_with_its_letters_and_an_index(sign_in, cast, file):
    client = sign_in("lead")

    response = _send(client, file)

    assert response["Content-Disposition"] == f'attachment; filename="{file.reference}.zip"'
    archive = _opened(response)
    letters = IssuedPdf.objects.order_by("pk")
    assert archive.namelist() == [
        f"{file.reference}.pdf",
        *(f"letters/{one.letter.reference}.pdf" for one in letters),
        "index.csv",
    ]
    index = archive.read("index.csv").decode()
    for name in archive.namelist()[:-1]:
        assert f"{name}," in index
        assert hashlib.sha256(archive.read(name)).hexdigest() in index
    event = AuditEvent.objects.get(action="make case bundle")
    assert event.reference == file.reference
    assert event.why.startswith(f"For {ASKED}. SHA-256 of the ZIP: {hashlib.sha256(response.content).hexdigest()}")
    assert ReadEvent.objects.filter(opened="case bundle", reference=file.reference).exists()


@pytest.mark.long
@pytest.mark.clause("P7c", "P13b")
@pytest.mark.on_paper
def test_the_page_and_the_first_page_say_what_is_not_to_be_passed_on(sign_in, cast, file):
    assert "not been told" not in words(sign_in("dpo").get(_url(file)))
    alert = scenarios.active(cast, "WEAPONS", inform=scenarios.WITHHOLD)
    scenarios.restrict_file(cast)
    case = selectors.case(selectors.file(cast.people["dpo"], alert.file.reference))
    untold, restricted = f"The customer has not been told of {alert}.", "The customer’s file is restricted"
    page = words(sign_in("dpo").get(_url(alert.file)))
    paper = " ".join(pictures.text(sealing.document(case, sealing.Asked(ASKED, [], []))).split())
    assert [said in page and said in paper for said in (untold, restricted)] == [True, True]


@pytest.mark.long
@pytest.mark.clause("P13b")
@pytest.mark.on_paper
def test_the_document_tells_the_whole_case(sign_in, cast, file):
    sign_in("lead").get(f"/investigations/{file.reference}/")
    case = selectors.case(selectors.file(cast.people["dpo"], file.reference))
    said = " ".join(pictures.text(sealing.document(case, sealing.Asked(ASKED, [], []))).split())

    alert = file.alerts.get()
    appeal, letter = alert.appeals.get(), IssuedPdf.objects.first().letter
    for each in (
        *("He shouted at me and blocked the path.", alert.reason, appeal.grounds, alert.procedure_version, ASKED),
        *("What happened, in its order", "The procedure in force", "Who read it, by role"),
        *(f"Alert {alert.reference}", f"Appeal {appeal.reference}", "The check of the trail", "Newest link"),
        "1 photo or file did not go with it.",
    ):
        assert each in said, each
    assert letter.sha256 in said.replace(" ", "")  # a line is too short for it


@pytest.mark.long
def test_a_chosen_photo_goes_with_it(sign_in, cast, file):
    case = selectors.case(selectors.file(cast.people["dpo"], file.reference))
    (photo,) = case.files

    archive = _opened(_send(sign_in("dpo"), file, chosen=[photo.key]))

    (name,) = [each for each in archive.namelist() if each.startswith("files/")]
    assert hashlib.sha256(archive.read(name)).hexdigest() == photo.file.sha256


@pytest.mark.long
@pytest.mark.clause("P13b")
@pytest.mark.on_paper
def test_words_about_others_are_taken_out_everywhere(sign_in, cast, file):
    client = sign_in("dpo")
    assert f"{cast.officer} (was affected)" in words(client.get(_url(file)))

    response = _send(client, file, named=[str(cast.officer), "Oliver", "Fisk"], further="blocked the path\n")

    said = pictures.text(_opened(response).read(f"{file.reference}.pdf"))
    assert "[removed]" in said
    for gone in ("Oliver", "Fisk", "blocked the path"):
        assert gone not in said


@pytest.mark.long
def test_nothing_of_another_case_of_the_person_is_in_it(cast, file):
    other = scenarios.logged(cast, days=3)
    stranger = scenarios.active(cast, customer=scenarios.HONG)
    case = selectors.case(selectors.file(cast.people["dpo"], file.reference))

    text = "\n".join(item.text for item in case.items)
    for reference in (other.reference, stranger.reference, stranger.file.reference):
        assert reference not in text


def test_a_case_of_a_property_has_a_bundle(cast):
    file = scenarios.opened_at_an_address(cast)
    case = selectors.case(selectors.file(cast.people["dpo"], file.reference))
    content = services.make_case_bundle(
        case=case, seen=case.fingerprint, by=cast.people["dpo"], asked=sealing.Asked(ASKED, [], [])
    )
    assert zipfile.ZipFile(BytesIO(content)).namelist() == [f"{file.reference}.pdf", "index.csv"]


def test_each_table_of_a_case_is_in_it():
    """A new table that goes with a file is in the bundle of a case, or stands in one of the two lists."""
    beside = {"Letter", "IssuedPdf", "Attachment"}
    given = {model.__name__ for model in collecting.OF_THE_CASE} | beside
    gone = {each.model.__name__ for each in PLAN}
    assert gone == given | WITHOUT_A_CASE | OF_COLLEAGUES
    assert set(collecting.OF_THE_CASE) <= {each.model for each in HELD}


# Finding the case


def test_an_unknown_case_has_its_own_words(sign_in, cast):
    client = sign_in("dpo")
    with nothing_changes():
        assert_asks(client.post("/case-bundles/", {"case": "IV-1999-00001"}), UNKNOWN)
        assert_asks(client.post("/case-bundles/", {"case": ""}), "Enter the reference of the case")


# Who and what is refused


@pytest.mark.clause("P13b", refuses=True)
def test_nobody_else_makes_it(cast, file):
    case = selectors.case(file)
    with pytest.raises(NotAllowed, match="Only the Data Protection Officer, or a Lead or Head of Service of the case"):
        services.make_case_bundle(case=case, seen=case.fingerprint, by=cast.manager, asked=sealing.Asked(ASKED, [], []))


def test_a_restricted_case_is_made_by_its_readers_and_the_officer(sign_in, cast, file):
    scenarios.restrict_file(cast)
    assert sign_in("leadership").get(_url(file)).status_code == 404
    assert sign_in("dpo").get(_url(file)).status_code == 200


@pytest.mark.clause("P13b", refuses=True)
def test_a_case_that_changed_meanwhile_is_looked_at_again(sign_in, cast, file):
    client = sign_in("dpo")
    response = client.post(_url(file), {"seen": "0" * 64, "asked": ASKED, "further": ""})
    assert_refused(response, "Something in this case changed after you opened the page.")
    boxes = {name: values[0] for name, values in shown(response).items() if values}
    assert client.post(_url(file), boxes)["Content-Type"] == "application/zip"


@pytest.mark.clause("P13b", refuses=True)
def test_it_says_for_whom_it_is_made(sign_in, cast, file):
    asks = "Enter the Ombudsman’s reference, or the words with which they ask"
    assert_asks(_send(sign_in("dpo"), file, asked=" "), asks)
    case = selectors.case(file)
    with pytest.raises(NotAllowed, match=asks):
        services.make_case_bundle(
            case=case, seen=case.fingerprint, by=cast.people["dpo"], asked=sealing.Asked(" ", [], [])
        )


@pytest.mark.long
def test_a_damaged_letter_is_named(sign_in, cast, file, monkeypatch):
    def damaged(file):
        raise CannotSeal(f"File {file.name} is not as it was kept")

    monkeypatch.setattr(sealing, "_bytes", damaged)
    response = _send(sign_in("dpo"), file)
    assert response.status_code == 409
    assert "is not as it was kept" in words(response)


@pytest.mark.long
def test_a_case_that_is_too_long_says_so(sign_in, cast, file, monkeypatch):
    def too_long(source):
        raise sealing.rendering.TooLong

    monkeypatch.setattr(sealing.rendering, "printed", too_long)
    response = _send(sign_in("dpo"), file)
    assert response.status_code == 409
    assert sealing.TOO_LONG.split(":")[0] in words(response)
