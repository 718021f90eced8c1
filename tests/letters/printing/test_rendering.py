"""Letters to PDF: names that can be copied and spoken, and no character that the font lacks. Pixels: test_rendering_facts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.template.loader import get_template
from fontTools.ttLib import TTFont

from letters.models import Letter
from letters.printing import press, rendering
from tests.letters import reader
from tests.letters.samples import CONTACT, IN_PAIRS, letter

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
NAMES = ["Siân Łukasz-O'Connor", "Nguyễn Thị Hồng", "Zoë Þórsdóttir"]
YORUBA = "Adébáyọ̀ Ọlá"
BODY_POINTS = 10.75


@pytest.fixture(autouse=True)
def printed_once() -> None:
    """Each letter comes from the press itself, which is what is tested here."""


def render(written: Letter) -> bytes:
    return rendering.render(written.template, written.context())


@pytest.fixture
def other_press(monkeypatch):
    """What prints a letter with another font, until the test ends."""

    def use(font: Path) -> Callable[[Letter], bytes]:
        monkeypatch.setattr(press, "FONT", font)
        press._characters.cache_clear()
        other = press.Press()
        return lambda written: other.pdf(rendering.source(written.template, written.context()))

    yield use
    press._characters.cache_clear()


# Names


@pytest.mark.clause("E1")
def test_a_font_cut_down_for_the_web_is_refused(other_press, tmp_path):
    render_otherwise = other_press(reader.for_the_web(tmp_path / "web.ttf"))
    render_otherwise(letter("NOTIFICATION", addressee="Zoë Þórsdóttir"))
    with pytest.raises(press.CannotPrint, match="‘ễ’, ‘ị’ and ‘ồ’"):
        render_otherwise(letter("NOTIFICATION", addressee="Nguyễn Thị Hồng"))


def test_a_name_and_the_words_after_it_can_be_copied_searched_and_spoken():
    for name in [*NAMES, YORUBA]:
        text = reader.text(render(letter("NOTIFICATION", addressee=name)))
        assert name in text
        assert "Bishopsteignton" in text


def test_a_name_typed_in_parts_is_printed_as_one():
    taken_apart = "Zoe\N{COMBINING DIAERESIS} Þo\N{COMBINING ACUTE ACCENT}rsdo\N{COMBINING ACUTE ACCENT}ttir"
    assert render(letter("NOTIFICATION", addressee=taken_apart)) == render(
        letter("NOTIFICATION", addressee="Zoë Þórsdóttir")
    )


# Characters


@pytest.mark.clause("E1")
def test_a_character_that_the_font_lacks_stops_the_letter_and_is_named():
    for words, named in [
        ("Mr 漢", "This letter cannot print ‘漢’. Write it in another way, for example in English letters."),
        ("漢字", "This letter cannot print ‘字’ and ‘漢’."),
        ("☎ call \ue000", "This letter cannot print ‘☎’ and the character U+E000."),
        ("مرحبا بالعالم في رسالة", "and 3 more."),
    ]:
        with pytest.raises(rendering.CannotRender, match=re.escape(named)):
            render(letter("NOTIFICATION", facts={"incident": words}))


@pytest.fixture
def further(monkeypatch, tmp_path):
    """A font that the machine has beside ours: it draws 漢 as our fonts draw H. :returns: its family."""
    with TTFont(reader.NOTO_SANS) as font:
        for table in font["cmap"].tables:
            table.cmap = {ord("漢"): table.cmap[ord("H")]}
        for name in font["name"].names:
            name.string = "Further Sans"
        (tmp_path / "fonts").mkdir()
        font.save(tmp_path / "fonts" / "further.ttf")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    rendering.stop()
    yield "Further Sans"
    monkeypatch.undo()
    rendering.stop()


@pytest.mark.clause("E1")
def test_a_font_that_the_administrator_names_prints_what_ours_lacks(further, settings):
    settings.LETTER_FONTS = [further]
    pdf = render(letter("NOTIFICATION", addressee="Mr 漢 Lodger"))
    assert "Mr 漢 Lodger" in reader.text(pdf)
    printed = reader.cut(pdf, reader.place(pdf, "漢"))
    assert reader.unlikeness(printed, reader.drawn("H", BODY_POINTS)) < reader.ALIKE
    with pytest.raises(rendering.CannotRender, match="cannot print ‘字’"):
        render(letter("NOTIFICATION", addressee="Mr 漢字"))


@pytest.mark.clause("E1")
def test_a_font_that_nobody_named_prints_nothing(further):
    with pytest.raises(rendering.CannotRender, match="cannot print ‘漢’"):
        render(letter("NOTIFICATION", addressee="Mr 漢 Lodger"))


def test_a_font_that_is_named_and_is_not_there_changes_nothing(settings, further):
    written = letter("NOTIFICATION")
    before = render(written)
    settings.LETTER_FONTS = ["No Such Sans"]
    rendering.stop()
    assert render(written) == before
    with pytest.raises(rendering.CannotRender, match="cannot print ‘漢’"):
        render(letter("NOTIFICATION", addressee="Mr 漢 Lodger"))


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


# Pages


def test_a_long_letter_goes_on_with_its_ending_beside_other_words():
    written = letter(
        "NOTIFICATION", facts={"incident": "He shouted at the operative.\n" * 60, "alerts": [IN_PAIRS, CONTACT]}
    )
    pages = reader.pages(render(written))
    assert len(pages) >= 3
    assert [f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert "What stays open to you" in pages[-1] or "ico.org.uk" in pages[-1]
