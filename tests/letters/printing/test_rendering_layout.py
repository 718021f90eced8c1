"""Every kind of letter, and every document of a case: readable by everybody, and foldable into its envelope."""

import re
from itertools import pairwise
from pathlib import Path

import outloud
import pikepdf
import pytest

from letters.choices import Kind
from letters.printing import pictures, rendering
from tests import scenarios
from tests.deep import DEEP, combined
from tests.letters import reader
from tests.letters.samples import FACTS, letter

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
CODES = ("teign", "templer")
WINDOW = (20, 44, 110, 79)
"""Left, top, right, bottom of what the window of a DL envelope shows, in mm of the letter that lies at its bottom left."""
SLIDES = (10, 11)
"""How far the letter can slide to the left and up (210 of 220 mm, 99 of 110 mm)."""
FOLDS = (99, 198)
EACH = (
    combined(Kind.values, [False, True], CODES)
    if DEEP
    else [(kind, number % 2 == 1, CODES[number // 2 % 2]) for number, kind in enumerate(Kind.values)]
)
"""Each kind of letter once, in either print and for either organisation by turns."""


def test_each_kind_of_letter_has_a_sample():
    """What is proved below is proved of each kind, also of the next one."""
    assert set(FACTS) == set(Kind)


# For everybody


def assert_accessible(pdf: bytes, title: str, path: Path) -> None:
    path.write_bytes(pdf)
    result = outloud.check(str(path))
    assert result.error is None
    assert not [finding for finding in result.findings if finding.severity == "error"]
    with pikepdf.open(reader.stream(pdf)) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert bool(opened.Root.MarkInfo.Marked)
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        assert str(opened.docinfo["/Title"]) == title
        assert_neutral(opened)
        assert_embedded(opened)
        assert_headed(opened)
        for page in opened.pages:
            assert_tagged(page)


def assert_neutral(opened: pikepdf.Pdf) -> None:
    """Its properties say what it is, and nothing of who made it, when, or by which program."""
    assert set(opened.docinfo.keys()) == {"/Title"}
    metadata = opened.open_metadata()
    assert metadata["pdfuaid:part"] == "1"
    assert {name.rpartition("}")[2] for name in metadata} == {"part", "title"}


def assert_embedded(opened: pikepdf.Pdf) -> None:
    """Each font is inside, and says which characters its glyphs are."""
    fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
    descriptors = [one.FontDescriptor for one in fonts if "/FontDescriptor" in one]
    assert descriptors and all("/FontFile2" in one for one in descriptors)
    assert all("/ToUnicode" in one for one in fonts if one.Subtype == "/Type0")


def assert_headed(opened: pikepdf.Pdf) -> None:
    """One first heading, then none that skips a level."""
    levels = [int(str(one.S)[2:]) for one in _elements(opened.Root.StructTreeRoot) if re.match(r"/H\d", str(one.S))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def _elements(parent):
    """The structure elements below, in their order."""
    children = parent.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def assert_tagged(page: pikepdf.Page) -> None:
    """Everything that is drawn belongs to the structure, or is said to be decoration."""
    depth = 0
    for _, operator in pikepdf.parse_content_stream(page):
        if str(operator) in {"BDC", "BMC"}:
            depth += 1
        elif str(operator) == "EMC":
            depth -= 1
        assert depth or str(operator) not in {"Tj", "TJ", "Do", "f", "F", "f*", "S", "s", "B", "b", "B*", "b*", "sh"}


@pytest.mark.parametrize(("kind", "large_print", "code"), EACH)
def test_each_letter_is_accessible_fits_its_envelope_and_says_on_each_page_which_it_is(
    code, large_print, kind, tmp_path
):
    written = letter(kind, code=code, large_print=large_print, addressee="Nguyễn Thị Hồng")
    pdf = rendering.render(written.template, written.context())
    assert_accessible(pdf, f"{written.wording.title}, LT-2026-00012", tmp_path / "letter.pdf")
    assert in_the_window(pdf) == ("".join(f"{written.addressee} {written.address}".split()), "")
    with pikepdf.open(reader.stream(pdf)) as opened:
        for page in opened.pages:
            assert [round(float(side) / reader.POINTS_PER_MM) for side in page.mediabox] == [0, 0, 210, 297]
    pages = reader.pages(pdf)
    for number, page in enumerate(pages, 1):
        assert page.endswith(f"LT-2026-00012 Page {number} of {len(pages)}")
        marks = [reader.inked(pdf, (5, fold - 0.5, 9, fold + 0.7), number - 1) for fold in FOLDS]
        assert marks == [number == 1] * len(FOLDS)
    assert not reader.inked(pdf, (0, 0, 20, 98), 0)
    assert min(reader.print_sizes(pdf)) >= (16 if large_print else 9)


def test_each_document_is_accessible(cast, sign_in, tmp_path):
    alert = scenarios.restricted(cast, days=30)
    scenarios.notified(cast, alert, days=29)
    review = scenarios.under_review(cast, alert)
    appeal = scenarios.prepared(cast, alert, stay=True, documents="Two photographs.")
    client = sign_in("lead")
    for url, title in {
        f"/alerts/{alert.reference}/decision.pdf": f"Decision on Contact Management: Lewis Lodger, {alert.reference}",
        f"/reviews/{review.reference}/form.pdf": f"Review of Contact Management, {review.reference}",
        f"/appeals/{appeal.reference}/evidence.pdf": f"Evidence for an appeal, {appeal.reference}",
    }.items():
        assert_accessible(client.get(url).content, title, tmp_path / "document.pdf")


# In its envelope


ROOM_TO_SIGN = 12
"""Millimetres above the line that somebody signs on."""


@pytest.mark.clause("D3b")
@pytest.mark.parametrize(("format", "lines"), combined(["", "LARGE_PRINT", "EASY_READ"], [1, 8]))
def test_an_agreement_is_signed_on_a_page_that_says_what_is_agreed_and_nothing_else(format, lines):
    """Nobody signs what does not say what they agree to, or sends back how to appeal."""
    incident = "\n".join([FACTS[Kind.BEHAVIOUR_AGREEMENT]["incident"]] * lines)
    written = letter(Kind.BEHAVIOUR_AGREEMENT, facts={"incident": incident})
    written.customer.format = format
    pdf = rendering.render(written.template, written.context())
    *kept, signed = reader.pages(pdf)
    agreed = ("What you agree to", "I will speak calmly", "What we agree to", "lasts until", "Signed for Teign Housing")
    assert [part for part in agreed if part not in signed] == []
    assert [page for page in kept if "Signed by" in page] == []
    assert not [said for said in ("last day to appeal", "Yours sincerely", "health") if said in signed]
    *_, above = reader.lines(pdf, "If we do not keep to it, please tell us.")
    (line,) = reader.lines(pdf, f"Signed by {written.addressee}")
    assert line.box[1] - above.box[3] > ROOM_TO_SIGN


BREAK = "\x02"
"""How the reader names a hyphen at which a line ends."""
LINES = {
    "seven lines": "Flat 12\nThe Old Customs House\n14 Harbour View\nBishopsteignton\nTestmouth\nTQ99 2ZZ",
    "long lines": "Flat 12, Second Floor, The Old Customs House and Granary\n114 Harbour View and Promenade West\n"
    "Bishopsteignton by the Sea\nTestmouth\nSouth Devon\nTQ99 2ZZ",
}


@pytest.mark.parametrize(("format", "lines"), combined(["", "LARGE_PRINT", "EASY_READ"], LINES))
def test_an_address_of_many_or_long_lines_stays_in_the_window(format, lines):
    written = letter("NOTIFICATION", addressee="Mr Bartholomew Alexander Lodger-Winterbourne", address=LINES[lines])
    written.customer.format = format
    pdf = rendering.render(written.template, written.context())
    shown, glimpsed = in_the_window(pdf)
    assert (shown.replace(BREAK, "-"), glimpsed) == ("".join(" ".join(written.envelope).split()), "")
    assert "Mr Bartholomew Alexander Lodger-Winterbourne" in " ".join(pictures.text(pdf).split())
    told = f"{written.addressee}\n{written.address}"
    assert re.findall(r"[\w-]+", " ".join(written.envelope)) == re.findall(r"[\w-]+", told)
    if format == "LARGE_PRINT":
        assert {size for size in reader.print_sizes(pdf) if size < 16} == {12}


def in_the_window(pdf: bytes) -> tuple[str, str]:
    """What the window of the envelope shows, and what else could be glimpsed where the letter slides in it."""
    shown, glimpsed = "", ""
    for character, (left, top, right, bottom) in reader.characters(pdf):
        if left >= WINDOW[0] and top >= WINDOW[1] and right <= WINDOW[2] and bottom <= WINDOW[3]:
            shown += character
        elif right > WINDOW[0] - SLIDES[0] and left < WINDOW[2] and bottom > WINDOW[1] and top < WINDOW[3] + SLIDES[1]:
            glimpsed += character
    return shown, glimpsed
