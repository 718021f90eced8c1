"""The page of one letter, its PDF and its text: for whoever may open the customer's file, and as it was issued."""

import base64
import hashlib
from contextlib import nullcontext
from io import BytesIO

import lxml.html
import pikepdf
import pytest
import time_machine
from django.db import connection
from PIL import Image

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.audit import protection
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from letters import services, subjects
from letters.models import IssuedPdf, Letter
from letters.printing import pictures
from tests import scenarios, settling
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")


def url(letter, page=""):
    return f"/letters/{letter.reference}/{page}"


def url_of(alert):
    return f"/alerts/{alert.reference}/"


def test_who_may_open_the_file_may_read_its_letters(sign_in, cast):
    letter, client = scenarios.posted(cast, scenarios.active(cast)), sign_in("head")

    page = words(client.get(url(letter)))
    pdf = client.get(url(letter, "pdf/"))

    assert "Sent First class post, 10 June 2026" in page
    assert "Last day to appeal 10 July 2026, 30 days left to appeal" in page
    assert pdf["Content-Disposition"] == f'inline; filename="{letter.reference}.pdf"'
    assert [read.opened for read in ReadEvent.objects.all()] == ["letter", "letter"]


@pytest.mark.clause("P9a")
def test_the_alert_counts_the_days_left_to_appeal(sign_in, cast):
    for days, left in [
        (29, "1 day left to appeal"),
        (30, "0 days left to appeal"),
        (31, "the time to appeal has passed"),
    ]:
        with settling.undone():
            alert = scenarios.active(cast)
            letter = scenarios.posted(cast, alert)
            with time_machine.travel(cast.then(-days), tick=False):
                assert f"appeal until {letter.reply_by:%-d %B %Y}, {left}" in words(sign_in("head").get(url_of(alert)))


def test_a_restricted_file_keeps_its_letters_to_its_named_readers(sign_in, cast):
    letter = scenarios.posted(cast, scenarios.active(cast))
    Customer.objects.filter(pk=letter.customer.pk).update(restricted=True)
    letter.customer.readers.add(cast.lead)

    assert sign_in("lead").get(url(letter, "pdf/")).status_code == 200
    assert sign_in("leadership").get(url(letter, "pdf/")).status_code == 404


# As it was issued


def test_what_is_downloaded_is_what_was_issued(cast, sign_in):
    letter = scenarios.issued(cast, scenarios.active(cast))
    served = sign_in("lead").get(f"/letters/{letter.reference}/pdf/")
    assert hashlib.sha256(served.content).hexdigest() == letter.sha256


@pytest.mark.long
@pytest.mark.clause("P7c", refuses=True)
def test_of_a_cancelled_letter_nothing_is_handed_out(cast, sign_in):
    for kind in ["pdf", "text"]:
        for kept in [scenarios.drafted, scenarios.issued]:
            with settling.undone():
                letter = scenarios.cancelled(cast, kept(cast, scenarios.active(cast)))
                response = sign_in("lead").get(f"/letters/{letter.reference}/{kind}/")
                sentence = f"Letter {letter.reference} is cancelled, so send nothing of it. It has a mistake."
                assert (response.status_code, response.content.decode()) == (409, sentence)
                page = sign_in("lead").get(f"/letters/{letter.reference}/")
                assert f"/letters/{letter.reference}/{kind}/" not in page.content.decode()


def bend(letter, **kept):
    """Somebody with a superuser's rights, who went past the triggers."""
    with connection.cursor() as cursor:
        for name in protection.triggers(IssuedPdf):
            cursor.execute(protection.drop(name, IssuedPdf))
    IssuedPdf.objects.filter(letter=letter).update(**kept)


@pytest.fixture
def own_bytes(cast):
    letter = scenarios.issued(cast, scenarios.active(cast))
    bend(letter, content=b"%PDF-1.7 another letter")
    return letter


@pytest.mark.clause("E1", refuses=True)
def test_bytes_that_are_no_longer_those_of_the_fingerprint_are_not_shown(cast, sign_in, own_bytes):
    for kind in ["pdf", "text"]:
        with settling.undone():
            letter = own_bytes
            response = sign_in("lead").get(f"/letters/{letter.reference}/{kind}/")
            assert response.status_code == 409
            assert response.content.decode() == (
                f"The PDF of letter {letter.reference} is not the one that was issued: its fingerprint differs. It is not shown"
                ". Tell your administrator and the Data Protection Officer."
            )
            event = AuditEvent.objects.get(action="refuse to show letter")
            assert (event.reference, event.by, event.why) == (
                letter.reference,
                cast.lead,
                "The bytes do not match the fingerprint (SHA-256)",
            )


@pytest.mark.clause("E1", refuses=True)
def test_nor_is_a_new_pdf_made_where_the_issued_one_is_gone(cast, sign_in):
    letter = scenarios.issued(cast, scenarios.active(cast))
    bend(letter, content=b"")
    IssuedPdf.objects.filter(letter=letter).delete()
    assert sign_in("lead").get(f"/letters/{letter.reference}/pdf/").status_code == 409
    with pytest.raises(NotAllowed, match="its fingerprint differs"):
        services.served(letter=Letter.objects.get(pk=letter.pk), by=cast.lead)


@pytest.mark.clause("E1", refuses=True)
def test_a_text_that_is_no_longer_the_one_of_its_fingerprint_is_not_shown(cast, sign_in):
    for kind in ["pdf", "text"]:
        with settling.undone():
            letter = scenarios.issued(cast, scenarios.active(cast))
            bend(letter, text="Dear Mr Lodger\n\nYou cannot appeal.\n")
            response = sign_in("lead").get(f"/letters/{letter.reference}/{kind}/")
            assert response.status_code == 409
            assert response.content.decode() == (
                f"The text of letter {letter.reference} is not the one that was issued: its fingerprint differs. It is not shown"
                ". Tell your administrator and the Data Protection Officer."
            )


@pytest.mark.long
@pytest.mark.clause("E1")
@pytest.mark.on_paper
def test_text_without_a_fingerprint_is_taken_from_the_pdf_and_never_made_anew(cast, sign_in):
    letter = scenarios.issued(cast, scenarios.active(cast))
    bend(letter, text="Typed by somebody.", text_sha256="")
    letter.organisation.telephone = "01632 000000"
    letter.organisation.save()
    said = words(sign_in("lead").get(f"/letters/{letter.reference}/text/"))
    assert f"Your last day to appeal is {letter.reply_by:%-d %B %Y}" in said
    assert "Typed by somebody" not in said
    assert "01632 000000" not in said


def empty(*size):
    """A PDF of one page with nothing on it."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=size)
        made.save(held := BytesIO())
    return held.getvalue()


@pytest.mark.clause("E1", refuses=True)
def test_where_no_text_can_be_taken_from_the_pdf_it_says_so(cast, sign_in):
    for content in [b"no PDF", empty(595, 842)]:
        with settling.undone():
            letter = scenarios.issued(cast, scenarios.active(cast))
            bend(letter, content=content, text="", text_sha256="")
            Letter.objects.filter(pk=letter.pk).update(sha256=hashlib.sha256(content).hexdigest())
            assert sign_in("lead").get(f"/letters/{letter.reference}/").status_code == 200
            response = sign_in("lead").get(f"/letters/{letter.reference}/text/")
            assert (response.status_code, response.content.decode()) == (
                409,
                f"No text of letter {letter.reference} was kept, and none can be taken from its PDF. Send the PDF.",
            )


@pytest.mark.clause("E1")
def test_the_page_of_an_issued_letter_shows_the_pictures_of_its_pages(cast, sign_in):
    letter = scenarios.issued(cast, scenarios.active(cast))
    page = lxml.html.fromstring(sign_in("lead").get(f"/letters/{letter.reference}/").content.decode())
    assert [picture.get("src") for picture in page.cssselect(".app-preview__page")] == pictures.pictures(
        bytes(IssuedPdf.objects.get(letter=letter).content)
    ).shown
    assert not page.cssselect("iframe")
    assert [link.text for link in page.cssselect(f"a[href='/letters/{letter.reference}/pdf/']")] == ["Open the PDF"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"MOST_PAGES": 1}, "These are the first 1 of 3 pages. Open the PDF to read them all."),
        (
            {"WAIT_SECONDS": 0},
            "The pages cannot be shown just now. Open the PDF to read the letter, or try again in a minute.",
        ),
    ],
)
@pytest.mark.on_paper
def test_what_is_not_shown_is_said(cast, sign_in, monkeypatch, changed, sentence):
    letter = scenarios.issued(cast, scenarios.active(cast))
    for name, value in changed.items():
        monkeypatch.setattr(pictures, name, value)
    pictures._drawn.cache_clear()
    client = sign_in("lead")
    with pictures._DRAWING if "WAIT_SECONDS" in changed else nullcontext():
        page = client.get(f"/letters/{letter.reference}/")
    assert sentence in words(page)
    assert page.content.decode().count("app-preview__page") == changed.get("MOST_PAGES", 0)


def test_the_pages_of_one_pdf_are_drawn_once(monkeypatch):
    """Failures are not kept: they are tried again."""
    pdf, other = empty(595, 842), empty(842, 595)
    pictures._drawn.cache_clear()
    drawn = pictures.pictures(pdf)
    monkeypatch.setattr(pictures, "WAIT_SECONDS", 0)
    with pictures._DRAWING:
        assert pictures.pictures(pdf) == drawn
        assert pictures.pictures(other) == ([], 1)
    assert len(pictures.pictures(other).shown) == 1


def test_a_picture_is_no_larger_than_a_screen_needs():
    (picture,) = pictures.pictures(empty(14_000, 14_000)).shown
    assert max(Image.open(BytesIO(base64.b64decode(picture.partition(",")[2]))).size) == pictures.MOST_DOTS


# What it is about


class Nobody:
    """A subject that is no record, and of which nobody is known."""

    reference, customer = "CM-2026-00001", None


def test_a_subject_without_a_customer_has_no_recipient():
    with pytest.raises(LookupError, match="Nobody is known to whom a letter about CM-2026-00001 could go"):
        subjects.recipient(Nobody())


def test_what_is_no_record_is_no_subject():
    for ask in [subjects.as_record, subjects.read_again, subjects.locked]:
        with pytest.raises(TypeError, match="is no record"):
            ask(Nobody())


def test_a_subject_is_read_again_as_it_is_kept(cast):
    alert = scenarios.active(cast)
    alert.reason = "never kept"
    assert subjects.read_again(alert) == alert
    assert subjects.read_again(alert).reason != "never kept"
