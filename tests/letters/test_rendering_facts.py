"""What a letter decides stands in its text and in its pixels: nine types, three letters, two organisations.

The pixels are compared with what another program, Pillow, draws from the same font: text that can be copied would still
read right where a customer sees an empty box.
"""

from datetime import date
from typing import NamedTuple

import pytest

from alerts.models import AlertType
from housing_alerts import procedure
from letters import press, rendering
from letters.models import Letter

from . import reader
from .samples import CONTACT, letter

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
NAMES = {"teign": "Mr Siân Łukasz-O'Connor", "templer": "Ms Nguyễn Thị Hồng"}
KINDS = ("NOTIFICATION", "REVIEW_OUTCOME", "APPEAL_OUTCOME")
BOLD, REGULAR = 700, 400


class Fact(NamedTuple):
    """Words of a letter, and how they are printed; the size needs to be about right only."""

    words: str
    points: float = 10.75
    weight: int = REGULAR


def told(kind: str, code: str, type: str) -> tuple[Letter, list[Fact]]:
    """A letter about an alert of that type, and its facts."""
    about = AlertType.objects.get(code=type)
    number = list(procedure.LETTER_TYPE_CODES).index(type)
    reply_by, review_by = date(2026, 5, 6 + number), f"{5 + number} April 2027"
    alert = CONTACT | {"name": about.name, "measure": about.measure, "consequence": about.consequence}
    alert |= {"review_by": review_by}
    facts = {
        "NOTIFICATION": {"alerts": [alert]},
        "REVIEW_OUTCOME": {"alert_name": about.name, "consequence": about.consequence_kept},
        "APPEAL_OUTCOME": {"alert_name": about.name},
    }[kind]
    written = letter(
        kind,
        code=code,
        reference=f"LT-2026-{41 * (number + 1):05}",
        addressee=NAMES[code],
        facts=facts | {"review_by": review_by},
    )
    name = {
        "NOTIFICATION": Fact(f"“{about.name}” alert", 11.2, BOLD),
        "REVIEW_OUTCOME": Fact(f"The “{about.name}” alert stays on your record", weight=BOLD),
        "APPEAL_OUTCOME": Fact(f"the “{about.name}” alert"),
    }[kind]
    expected = [Fact(NAMES[code]), name, Fact(review_by, weight=BOLD), Fact(written.reference, 9)]
    if written.grants_appeal:
        written.reply_by = reply_by
        expected.append(Fact(f"{reply_by:%-d %B %Y}", 13.4, BOLD))
    return written, expected


def difference(pdf: bytes, fact: Fact) -> float:
    """How unlike the pixels are to what the font draws, in the worst two letters of the words."""
    return max(
        reader.unlikeness(
            reader.cut(pdf, line.box, line.page), reader.drawn(line.words, fact.points, weight=fact.weight)
        )
        for line in reader.lines(pdf, fact.words)
    )


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("type", procedure.LETTER_TYPE_CODES)
@pytest.mark.clause("E1", "E2")
def test_each_fact_stands_in_the_text_and_in_the_pixels(kind, code, type):
    written, facts = told(kind, code, type)
    pdf = rendering.render(written.template, written.context())

    text = reader.text(pdf)
    assert not [fact.words for fact in facts if fact.words not in text], text
    unlike = {fact.words: difference(pdf, fact) for fact in facts}
    assert max(unlike.values()) < reader.ALIKE, unlike


# The controls: a font that is not the one we say would be seen, though the text reads the same


@pytest.fixture
def other_font(monkeypatch, tmp_path):
    """Print with another font, which nobody refuses; that is the worst case."""

    def pdf_with(without: str, source: str) -> bytes:
        monkeypatch.setattr(press, "FONT", reader.for_the_web(tmp_path / "other.ttf", without))
        monkeypatch.setattr(press, "_refuse_other_fonts", lambda document, families: None)
        press._characters.cache_clear()
        return press.Press().pdf(source)

    yield pdf_with
    press._characters.cache_clear()


@pytest.mark.parametrize("without", ["", "7"], ids=["as it is served", "without a digit"])
def test_a_font_cut_down_for_the_web_would_be_seen(without, other_font):
    written, facts = told("NOTIFICATION", "templer", "VISIT_IN_PAIRS")
    pdf = other_font(without, rendering.source(written.template, written.context()))

    text = reader.text(pdf)
    lost = [fact for fact in facts if set(fact.words) & {*"ễịồ", *without}]
    assert lost and not [fact for fact in lost if fact.words not in text], "the text alone tells nobody"
    assert {fact.words: difference(pdf, fact) > 2 * reader.ALIKE for fact in lost} == {
        fact.words: True for fact in lost
    }
    kept = [fact for fact in facts if fact not in lost]
    assert kept and max(difference(pdf, fact) for fact in kept) < reader.ALIKE


def test_another_digit_accent_or_weight_would_be_seen():
    written, facts = told("NOTIFICATION", "teign", "VISIT_IN_PAIRS")
    pdf = rendering.render(written.template, written.context())
    review = next(fact for fact in facts if fact.words == "5 April 2027")
    name = facts[0]
    for fact, other in (
        (review, review._replace(words="6 April 2027")),
        (review, review._replace(weight=REGULAR)),
        (name, name._replace(words="Mr Sian Łukasz-O'Connor")),
    ):
        (line,) = reader.lines(pdf, fact.words)
        printed = reader.cut(pdf, line.box, line.page)
        drawn = reader.drawn(other.words, other.points, weight=other.weight)
        assert reader.unlikeness(printed, drawn) > 2 * reader.ALIKE
