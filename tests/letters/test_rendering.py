"""Letters to PDF: names as they are written, nothing from elsewhere, readable by everybody, the same each time."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import outloud
import pikepdf
import pytest
from django.template.loader import get_template
from fontTools import subset
from fontTools.ttLib import TTFont

from housing_alerts.customers.models import fold
from letters import rendering
from letters.models import Kind, Letter

from . import reader
from .samples import CONTACT, IN_PAIRS, letter

pytestmark = pytest.mark.django_db
NAMES = ["Siân Łukasz-O'Connor", "Nguyễn Thị Hồng", "Zoë Þórsdóttir"]
YORUBA = "Adébáyọ̀ Ọlá"
BODY_POINTS = 10.75
ALIKE = 0.02
HOSTILE = [
    '<img src="file:///etc/passwd">',
    '<img src="http://127.0.0.1:9/pixel">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">',
    "<style>@import url(file:///etc/passwd); * { display: none }</style>",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    '<a href="javascript:alert(1)">here</a>',
    "<script>print()</script>",
    "{{ 7 * 7 }} {% include '/etc/passwd' %} {# gone #}",
    "{{ letter.customer.organisation }}",
    "]]><base href='file:///etc/'>",
    "&lt;b&gt; &amp; &#x6f22; &#0;",
    "url(file:///etc/passwd) \\3c b",
]


def render(written: Letter) -> bytes:
    return rendering.render(written.template, written.context())


@pytest.fixture
def other_press(monkeypatch, tmp_path):
    """Print with another font, until the test ends."""

    def use(font: TTFont) -> None:
        font.save(tmp_path / "other.ttf")
        monkeypatch.setattr(rendering, "FONT", tmp_path / "other.ttf")
        start_again()

    yield use
    start_again()


def start_again() -> None:
    rendering._press.cache_clear()
    rendering._characters.cache_clear()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


# Names


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.clause("E1")
def test_a_name_is_printed_as_the_font_draws_it(name):
    pdf = render(letter("NOTIFICATION", addressee=name))
    printed = reader.cut(pdf, reader.place(pdf, name))
    assert reader.unlikeness(printed, reader.drawn(name, BODY_POINTS)) < ALIKE


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_glyph_would_be_seen(name, other_press):
    """The control: a font that has a glyph for each letter, but not the right one for those with an accent."""
    where = reader.place(render(letter("NOTIFICATION", addressee=name)), name)
    with TTFont(reader.NOTO_SANS) as font:
        for table in font["cmap"].tables:
            table.cmap |= {ord(c): table.cmap.get(ord(fold(c)[0])) for c in name if not c.isascii()}
        other_press(font)
    printed = reader.cut(render(letter("NOTIFICATION", addressee=name)), where)
    assert reader.unlikeness(printed, reader.drawn(name, BODY_POINTS)) > 2 * ALIKE


@pytest.mark.clause("E1")
def test_a_font_cut_down_for_the_web_is_refused(other_press):
    options = subset.Options(notdef_outline=True, layout_features=["*"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[*range(0x20, 0x7F), *range(0xA0, 0x100)], text="–‘’“”•·")
    with subset.load_font(reader.NOTO_SANS, options) as font:
        cutter.subset(font)
        other_press(font)
    render(letter("NOTIFICATION", addressee="Zoë Þórsdóttir"))
    with pytest.raises(rendering.CannotRender, match="‘ễ’, ‘ị’ and ‘ồ’"):
        render(letter("NOTIFICATION", addressee="Nguyễn Thị Hồng"))


@pytest.mark.parametrize("name", [*NAMES, YORUBA])
def test_a_name_and_the_words_after_it_can_be_copied_searched_and_spoken(name):
    text = reader.text(render(letter("NOTIFICATION", addressee=name)))
    assert name in text
    assert "Bishopsteignton" in text


def test_a_name_typed_in_parts_is_printed_as_one():
    taken_apart = "Zoe\N{COMBINING DIAERESIS} Þo\N{COMBINING ACUTE ACCENT}rsdo\N{COMBINING ACUTE ACCENT}ttir"
    assert render(letter("NOTIFICATION", addressee=taken_apart)) == render(
        letter("NOTIFICATION", addressee="Zoë Þórsdóttir")
    )


# Characters


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Mr 漢", "This letter cannot print ‘漢’. Write it in another way, for example in English letters."),
        ("漢字", "This letter cannot print ‘字’ and ‘漢’."),
        ("☎ call \ue000", "This letter cannot print ‘☎’ and the character U+E000."),
        ("مرحبا بالعالم في رسالة", "and 3 more."),
    ],
)
@pytest.mark.clause("E1")
def test_a_character_that_the_font_lacks_stops_the_letter_and_is_named(words, named):
    with pytest.raises(rendering.CannotRender, match=re.escape(named)):
        render(letter("NOTIFICATION", facts={"incident": words}))


def test_what_nobody_can_see_is_left_out():
    seen = "He shouted and left."
    unseen = (
        "He\N{SOFT HYPHEN} shou\N{ZERO WIDTH SPACE}ted\N{RIGHT-TO-LEFT OVERRIDE} and\x07 left\N{WORD JOINER}.\ud800"
    )
    assert render(letter("NOTIFICATION", facts={"incident": unseen})) == render(
        letter("NOTIFICATION", facts={"incident": seen})
    )


def test_each_line_of_staff_text_is_a_paragraph():
    pieces = "One line.\r\n\r\n  Another.\nA third.\N{LINE SEPARATOR}A fourth."
    pdf = render(letter("NOTIFICATION", facts={"incident": pieces}))
    assert "What was reported to us One line. Another. A third. A fourth. We must be clear" in reader.text(pdf)
    html = get_template("letters/notification.html", using="jinja2").render(
        letter("NOTIFICATION", facts={"incident": pieces}).context()
    )
    assert "<p>One line.</p>\n<p>Another.</p>\n<p>A third.</p>\n<p>A fourth.</p>" in html


# Nothing from elsewhere


@pytest.fixture
def asked_for(monkeypatch):
    """Every address that a letter asks for."""
    addresses = []
    fetch = rendering._NamedAssets.fetch
    monkeypatch.setattr(
        rendering._NamedAssets, "fetch", lambda self, url, headers=None: addresses.append(url) or fetch(self, url)
    )
    return addresses


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_staff_write_is_printed_as_text_and_fetches_nothing(payload, asked_for):
    alert = IN_PAIRS | {"name": payload, "measure": payload, "consequence": payload}
    alert |= {"effective_from": payload, "review_by": payload, "replaces": payload}
    alert["conditions"] = [{"words": payload, "until": payload}]
    facts = {
        "incident": payload,
        "alerts": [alert],
        "removal": payload,
    }
    names = {"addressee": payload, "address": payload, "signatory": payload, "contact": payload}
    pdf = render(letter("NOTIFICATION", **names, facts=facts))
    assert squeezed(reader.text(pdf)).count(squeezed(payload)) >= 12
    assert set(asked_for) <= set(rendering.ASSETS)
    assert_holds_nothing_else(pdf)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("REVIEW_OUTCOME", ["alert_name", "reason", "consequence", "review_by", "decided_on"]),
        ("APPEAL_OUTCOME", ["alert_name", "received_on", "considered", "basis", "review_by"]),
    ],
)
def test_the_other_letters_print_it_as_text_too(kind, told, asked_for):
    pdf = render(letter(kind, facts=dict.fromkeys(told, " ".join(HOSTILE))))
    assert squeezed(reader.text(pdf)).count(squeezed(" ".join(HOSTILE[:3]))) >= len(told)
    assert set(asked_for) <= set(rendering.ASSETS)
    assert_holds_nothing_else(pdf)


def assert_holds_nothing_else(pdf: bytes) -> None:
    """No file, picture, script or link but our own stands in the PDF."""
    with pikepdf.open(reader.stream(pdf)) as opened:
        kinds = {str(o.get("/Subtype")) for o in opened.objects if isinstance(o, pikepdf.Stream)}
        assert "/Image" not in kinds
        assert not opened.attachments
        assert "/OpenAction" not in opened.Root
        links = [a.A for page in opened.pages for a in page.get("/Annots", [])]
        assert {str(link.S) for link in links} <= {"/URI"}
        ours = (
            "mailto:contact-management@",
            "https://www.teign.example",
            "https://www.housing-ombudsman.org.uk",
            "https://ico.org.uk",
        )
        assert all(str(link.URI).startswith(ours) for link in links)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:9/x", "data:image/png;base64,AAAA", "asset:other"]
)
def test_a_letter_that_asks_for_anything_else_is_stopped(address, monkeypatch):
    """Were a template or a setting ever to let an address through."""
    written = letter("NOTIFICATION")
    written.organisation.colour = f"red}} body {{ background: url({address})"
    with pytest.raises(
        rendering.CannotRender, match=f"This letter asks for something that is no part of it: {address}"
    ):
        render(written)


# For everybody


@pytest.mark.parametrize("code", ["teign", "templer"])
@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("kind", Kind.values)
def test_each_letter_is_accessible(code, large_print, kind, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(render(letter(kind, code=code, large_print=large_print, addressee=NAMES[1])))
    result = outloud.check(str(path))
    assert result.error is None
    assert not [finding for finding in result.findings if finding.severity == "error"]
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]).endswith(", LT-2026-00012")
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_large_print_is_16_points_or_more_everywhere():
    for kind in Kind.values:
        assert min(reader.print_sizes(render(letter(kind, large_print=True)))) >= 16
    assert min(reader.print_sizes(render(letter("NOTIFICATION", large_print=True, reference="")))) >= 16
    assert min(reader.print_sizes(render(letter("NOTIFICATION")))) >= 9


@pytest.mark.parametrize("large_print", [False, True])
def test_the_address_stands_in_the_window_of_the_envelope(large_print):
    pdf = render(letter("NOTIFICATION", large_print=large_print))
    left, top, _, _ = reader.place(pdf, "Mr Lewis Lodger")
    _, _, _, bottom = reader.place(pdf, "TQ99 2ZZ")
    assert 20 <= left <= 25
    assert top >= 45
    assert bottom <= (85 if large_print else 75)
    with pikepdf.open(reader.stream(pdf)) as opened:
        assert [round(float(side) / reader.POINTS_PER_MM) for side in opened.pages[0].mediabox] == [0, 0, 210, 297]


def test_a_long_letter_goes_on_with_its_ending_beside_other_words():
    written = letter(
        "NOTIFICATION", facts={"incident": "He shouted at the operative.\n" * 60, "alerts": [IN_PAIRS, CONTACT]}
    )
    pages = reader.pages(render(written))
    assert len(pages) >= 3
    assert [f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert "Whatever happens" in pages[-1] or "ico.org.uk" in pages[-1]


# The same each time


def test_the_same_letter_gives_the_same_bytes():
    written = letter("NOTIFICATION", addressee=NAMES[1])
    first = render(written)
    assert render(written) == first
    start_again()
    assert render(written) == first


def test_another_process_gives_the_same_bytes():
    written = letter("NOTIFICATION", addressee=NAMES[1])
    source = get_template(written.template, using="jinja2").render(written.context())
    program = (
        "import sys; from letters import rendering; sys.stdout.buffer.write(rendering._press().pdf(sys.stdin.read()))"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        input=source.encode(),
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
    )
    assert other.stdout == render(written)


def test_two_threads_print_at_once():
    letters = [letter(kind, reply_by=date(2026, 5, day)) for kind in Kind.values for day in (6, 7)]
    jobs = [(written.template, written.context()) for written in letters]
    alone = [rendering.render(*job) for job in jobs]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda job: rendering.render(*job), jobs)) == alone
