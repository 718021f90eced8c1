"""What is sent to harm: refused in words or made harmless, each through the log form, and the report is kept (§11)."""

from io import BytesIO

import pytest
from PIL import Image

from alerts.models import Incident
from housing_alerts.attachments import pdfs, services
from housing_alerts.attachments.models import AttachedBytes, Attachment
from housing_alerts.attachments.policies import MOST_BYTES
from tests import scenarios, settling
from tests.attachments import uploads
from tests.attachments.uploads import SCRIPT, SECRET, archive, pdf, picture, png_of, sent
from tests.page import words
from tests.step import fill

pytestmark = pytest.mark.same_on_both
NO_PICTURE = (
    "is no photo and no PDF, whatever it is called. Attach a JPEG, PNG, WebP or GIF picture, or save it as a PDF"
)
PIXELS = "has too many pixels: a picture may have 50 million, and 20,000 on a side. Save it smaller and attach that."
DAMAGED = "is damaged or not complete, so nobody could open it. Save or take it again, and attach that."
PROTECTED = (
    "is protected by a password or against changes, so it cannot be kept safely. Print it to a new PDF without "
    "protection, and attach that."
)

REFUSED = {
    "an archive that unpacks to 50 MB": ("bomb.zip", archive(50), NO_PICTURE),
    "an archive called a photo": ("photo.jpg", archive(), NO_PICTURE),
    "SVG": ("plan.svg", uploads.SVG, NO_PICTURE),
    "SVG called a PNG": ("plan.png", uploads.SVG, NO_PICTURE),
    "HTML called a PNG": ("page.png", uploads.HTML, NO_PICTURE),
    "HTML before a PDF": ("letter.pdf", uploads.HTML + pdf(), NO_PICTURE),
    "a program": ("photo.jpg", b"MZ" + b"\0" * 300, NO_PICTURE),
    "one byte": ("photo.jpg", b"\xff", NO_PICTURE),
    "nothing": ("photo.jpg", b"", "“photo.jpg” is empty. Look at it where you have it, and attach it again."),
    "50,000 pixels wide": ("wide.png", png_of(50_000, 1), PIXELS),
    "50,000 pixels wide and high": ("huge.png", png_of(50_000, 50_000), PIXELS),
    "81 million pixels": ("large.png", png_of(9_000, 9_000), PIXELS),
    "99 million pixels": ("large.png", png_of(9_900, 10_000), PIXELS),
    "text that unpacks to 200 MB": ("note.png", uploads.png_with_a_text_bomb(), DAMAGED),
    "half a JPEG": ("half.jpg", picture(size=(600, 400))[:1500], DAMAGED),
    "half a PNG": ("half.png", picture("PNG", size=(600, 400))[:200], DAMAGED),
    "a JPEG's first bytes, then a script": ("x.jpg", b"\xff\xd8\xff\xe0" + SCRIPT, DAMAGED),
    "a GIF's first bytes, then a script": ("x.gif", b"GIF89a/*" + SCRIPT, DAMAGED),
    "a picture of floating numbers": ("x.png", b"\x89PNG\r\n\x1a\n" + SCRIPT, DAMAGED),
    "half a PDF": ("half.pdf", pdf()[:-10], DAMAGED),
    "a PDF of which the middle is gone": ("torn.pdf", pdf()[:60] + pdf()[-40:], DAMAGED),
    "a PDF without a page": ("none.pdf", pdf().replace(b"/Kids[3 0 R]/Count 1", b"/Kids[     ]/Count 0"), DAMAGED),
    "a PDF that unpacks to 200 MB": ("bomb.pdf", uploads.pdf_that_unpacks(200), DAMAGED),
    "a PDF with a password": ("locked.pdf", uploads.pdf_for("secret", "other"), PROTECTED),
    "a PDF that may not be copied": ("closed.pdf", uploads.pdf_for("", "other"), PROTECTED),
    "an HEIC photo": ("IMG_0001.heic", uploads.HEIC, "is an HEIC photo, which most screens here cannot show."),
    "11 MB": ("large.jpg", picture() + b"\0" * (MOST_BYTES + 1), "“large.jpg” is larger than 10 MB. Make it smaller"),
}

HARMLESS = {
    "a JPEG with an archive behind it": ("both.jpg", picture() + archive(), "JPEG"),
    "a GIF with a script behind it": ("both.gif", picture("GIF") + SCRIPT, "PNG"),
    "a JPEG with a script as its comment": ("both.jpg", picture(comment=SCRIPT), "JPEG"),
    "a photo with its place, camera and comment": ("IMG_1.jpg", uploads.photo(), "JPEG"),
    "a PNG with text and its place": ("screen.png", uploads.png_that_tells(), "PNG"),
    "a PNG called HTML": ("page.html", picture("PNG") + SCRIPT, "PNG"),
    "WebP": ("photo.webp", uploads.photo("WEBP"), "JPEG"),
}


@pytest.fixture
def report(cast):
    return {
        "about": "RISK",
        "customer": "D900001",
        "occurred_at_day": cast.today.day,
        "occurred_at_month": cast.today.month,
        "occurred_at_year": cast.today.year,
        "occurred_at_time": "0:00",
        "channel": "HOME_VISIT",
        "account": "He keeps a goat that nobody holds.",
        "dangers": "NONE",
        "who": "ME",
        "line_manager": cast.manager.pk,
    }


def test_it_is_refused_in_words(cast):
    incident = scenarios.logged(cast)
    for name, data, sentence in REFUSED.values():
        (refusal,) = services.attach_each(subject=incident, by=cast.officer, files=[sent(name, data)])
        assert f"“{name}” {sentence}".replace(f"“{name}” “", "“") in str(refusal)
    assert not Attachment.objects.exists()


def test_the_report_is_kept_whose_file_is_refused(cast, sign_in, report):
    client = sign_in("officer")
    response = fill(client, "/incidents/log/", **report, attached=[sent("page.png", uploads.HTML)])

    incident = Incident.objects.get()
    assert (response.status_code, incident.status, incident.account) == (302, "LOGGED", report["account"])
    said = words(client.get(response["Location"]))
    assert f"Incident {incident.reference} logged." in said
    assert f"“page.png” {NO_PICTURE}" in said
    assert not Attachment.objects.exists()


def test_of_a_picture_only_its_pixels_are_kept(cast):
    incident = scenarios.logged(cast)
    for name, data, kind in HARMLESS.values():
        assert SECRET in data
        with settling.undone():
            assert services.attach_each(subject=incident, by=cast.officer, files=[sent(name, data)]) == []

            attachment = Attachment.objects.get()
            kept = bytes(AttachedBytes.objects.get().content)
            image = Image.open(BytesIO(kept))
            assert (attachment.kind, image.format, attachment.name) == (kind, kind, name)
            assert not dict(image.getexif())
            assert not set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            for beside in (SECRET, b"<script", b"PK\x03\x04", b"Exif", b"GPS"):
                assert beside not in kept


def test_a_photo_stands_upright(cast, sign_in, report):
    fill(sign_in("officer"), "/incidents/log/", **report, attached=[sent("IMG_1.jpg", uploads.photo())])
    image = Image.open(BytesIO(bytes(AttachedBytes.objects.get().content)))
    red, _, blue = image.getpixel((20, 5))
    assert image.size == (40, 60)
    assert red > 200 > blue


def test_of_a_pdf_with_a_page_in_it_its_own_pages_are_kept_and_it_opens_in_no_browser(cast, sign_in, report):
    data = pdf(uploads.HTML)
    client = sign_in("officer")
    fill(client, "/incidents/log/", **report, attached=[sent("letter.html", data)])

    attachment = Attachment.objects.get()
    response = client.get(f"/incidents/{Incident.objects.get().reference}/files/{attachment.reference}/")
    assert response.content == pdfs.bare(data, "letter.html")
    assert b"<script" not in response.content
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{attachment.reference}.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_one_refused_file_keeps_no_other_away(cast, sign_in, report):
    client = sign_in("officer")
    files = [sent("a.jpg", picture()), sent("b.svg", uploads.SVG), sent("c.pdf", pdf())]
    response = fill(client, "/incidents/log/", **report, attached=files)

    assert [one.name for one in Attachment.objects.all()] == ["a.jpg", "c.pdf"]
    said = words(client.get(response["Location"]))
    assert "“b.svg” is no photo" in said
    assert "“a.jpg” is" not in said


def test_a_report_that_comes_back_says_that_its_files_are_chosen_again(cast, sign_in, report):
    client = sign_in("officer")
    response = fill(client, "/incidents/log/", **report | {"account": " "}, attached=[sent("a.jpg", picture())])
    assert "Choose the files again: a page that comes back keeps none" in words(response)
    assert not Incident.objects.exists()


def test_far_too_many_files_are_not_even_read(cast, sign_in, report):
    client = sign_in("officer")
    response = client.post("/incidents/log/", report | {"attached": [sent("a.pdf", pdf())] * 31})
    assert response.status_code == 400
    assert "if you sent many files, send fewer at a time" in words(response)
    assert not Incident.objects.exists()
