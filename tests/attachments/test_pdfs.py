"""What is left of a PDF: its pages as they look, and nothing that runs, leads elsewhere or tells more (§11)."""

import re
import zlib
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name, String

from housing_alerts.attachments import pdfs
from housing_alerts.attachments.content import made_safe
from tests.attachments.uploads import SECRET, archive, pdf, pdf_that_does, photo, picture

pytestmark = pytest.mark.same_on_both
DOES = (
    "AA",
    "OpenAction",
    "JavaScript",
    "JS",
    "URI",
    "Launch",
    "SubmitForm",
    "EmbeddedFiles",
    "EmbeddedFile",
    "RichMedia",
)
TELLS = ("Info", "PieceInfo", "AcroForm", "XFA", "Annots", "Names", "Author", "Own", "LastModified")


def _seen(data):
    """The first page as a reader draws it."""
    with pypdfium2.PdfDocument(data) as opened:
        return opened[0].render(may_draw_forms=False).to_pil()


def _unpacked(data):
    """Every word of it, whatever was packed."""
    with pikepdf.open(BytesIO(data)) as opened:
        said = BytesIO()
        opened.save(said, qdf=True, static_id=True, compress_streams=False)
        return said.getvalue()


@pytest.mark.clause("P11a")
def test_nothing_is_left_that_runs_leads_elsewhere_or_tells_more_and_it_looks_the_same():
    data = pdf_that_does()
    before = _unpacked(data)
    kept = made_safe(data, "letter.pdf")
    after = _unpacked(kept.content)

    assert kept.kind == "PDF"
    for words in (SECRET, *(rf"/{name}\b".encode() for name in (*DOES, *TELLS))):
        assert re.search(words, before), words
        assert not re.search(words, after), words
    assert _seen(kept.content).tobytes() == _seen(data).tobytes()


@pytest.mark.clause("P11a")
def test_what_was_filled_in_stays_on_the_page_also_where_no_program_drew_it_yet():
    made = pikepdf.new()
    page, font = made.add_blank_page(page_size=(200, 60)).obj, pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1)
    font.BaseFont = Name.Helvetica
    field = pikepdf.Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("when"), V=String("Monday"), F=4
    )
    field.Rect, field.DA, field.P = [10, 10, 190, 50], String("/Helv 20 Tf 0 g"), page
    page.Annots = pikepdf.Array([made.make_indirect(field)])
    made.Root.AcroForm = pikepdf.Dictionary(Fields=page.Annots, NeedAppearances=True)
    made.Root.AcroForm.DR = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=made.make_indirect(font)))
    data = BytesIO()
    made.save(data)

    with pypdfium2.PdfDocument(pdfs.bare(data.getvalue(), "form.pdf")) as opened:
        assert "Monday" in opened[0].get_textpage().get_text_range()


@pytest.mark.clause("P11a")
def test_the_same_file_gives_the_same_bytes_so_it_is_known_again():
    assert made_safe(pdf_that_does(), "a").content == made_safe(pdf_that_does(), "b").content


@pytest.mark.clause("P11a")
def test_size_turn_and_layers_of_each_page_stay():
    """Also where they stand once, for all pages; a layer that is off stays off."""
    made = pikepdf.new()
    hidden = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Draft")))
    for colour in (b"1 0 0", b"0 0 1"):
        page = made.add_blank_page(page_size=(90, 40))
        page.obj.Contents = made.make_stream(b"/OC /L BDC %s rg 0 0 20 20 re f EMC" % colour)
        page.obj.Resources = pikepdf.Dictionary(Properties=pikepdf.Dictionary(L=hidden))
        del page.obj["/MediaBox"]
    made.Root.Pages.MediaBox, made.Root.Pages.Rotate = pikepdf.Array([0, 0, 90, 40]), 90
    off = pikepdf.Dictionary(OFF=[hidden])
    made.Root.OCProperties = pikepdf.Dictionary(OCGs=[hidden], D=off)
    data = BytesIO()
    made.save(data)

    kept = pdfs.bare(data.getvalue(), "plan.pdf")
    with pypdfium2.PdfDocument(kept) as opened:
        assert len(opened) == 2
    assert _seen(kept).size == _seen(data.getvalue()).size == (40, 90)
    assert _seen(kept).convert("L").getextrema() == (255, 255)


def test_a_photo_in_it_tells_nothing_and_keeps_its_pixels():
    told = photo()
    bare = pdfs.bare_jpeg(told)
    assert SECRET in told
    assert SECRET not in bare
    assert b"Exif" not in bare
    with pikepdf.open(BytesIO(pdfs.bare(pdf_that_does(), "x"))) as opened:
        (image,) = opened.pages[0].get_images().values()
        assert image.read_raw_bytes() == bare


def test_what_is_no_photo_is_neither_read_past_its_end_nor_changed_into_one():
    for data in [b"", b"\xff", b"\xff\xd8", b"\xff\xd8\xff", b"no picture", picture()[:30], archive()]:
        bare = pdfs.bare_jpeg(data)
        assert data.startswith(bare[:2])
        assert len(bare) <= len(data)


def test_what_hides_between_its_parts_is_left_behind():
    assert b"<script" not in pdfs.bare(pdf(b"<script>" + zlib.compress(SECRET)), "x")
