"""What a letter decides stands in its text and in its pixels: nine types, three letters, two organisations.

The pixels are compared with what another program, Pillow, draws from the same font: text that can be copied would still
read right where a customer sees an empty box.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pytest

from alerts.models import AlertType
from housing_alerts.kernel import procedure
from letters import services
from letters.models import Letter
from letters.printing import press, rendering
from tests import scenarios
from tests.deep import DEEP, combined
from tests.letters import reader
from tests.letters.samples import CONTACT, letter

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
NAMES = {"teign": "Mr Siân Łukasz-O'Connor", "templer": "Ms Nguyễn Thị Hồng"}
KINDS = ("NOTIFICATION", "REVIEW_OUTCOME", "APPEAL_OUTCOME")
BOLD, REGULAR = 700, 400
LONG = 8
"""Words of a clause that are compared in two halves."""


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
    means = {"NOTIFICATION": [about.measure, about.consequence], "REVIEW_OUTCOME": [about.consequence_kept]}.get(
        kind, []
    )
    expected = [Fact(NAMES[code]), name, *map(Fact, means), Fact(review_by, weight=BOLD), Fact(written.reference, 9)]
    if written.grants_appeal:
        written.reply_by = reply_by
        expected.append(Fact(f"{reply_by:%-d %B %Y}", 13.4, BOLD))
    return written, expected


def difference(pdf: bytes, fact: Fact) -> float:
    """How unlike the pixels are to what the font draws, in the worst two letters of the words.

    They are compared piece by piece: over a whole line the two programs round their places apart.
    """
    return max(
        reader.unlikeness(
            reader.cut(pdf, line.box, line.page), reader.drawn(line.words, fact.points, weight=fact.weight)
        )
        for piece in pieces(fact.words)
        for line in reader.lines(pdf, piece)
    )


def pieces(words: str) -> Iterator[str]:
    """The words clause by clause, and a long one in two halves."""
    for clause in re.split(r"(?<=[,.]) ", words):
        said = clause.split()
        half = len(said) // 2 if len(said) > LONG else 0
        yield from filter(None, (" ".join(said[:half]), " ".join(said[half:])))


EACH = (
    combined(KINDS, NAMES, procedure.LETTER_TYPE_CODES)
    if DEEP
    else [(KINDS[number % 3], list(NAMES)[number % 2], type) for number, type in enumerate(procedure.LETTER_TYPE_CODES)]
)
"""Each type of alert once, in each kind of letter and for either organisation by turns."""


@pytest.mark.parametrize(("kind", "code", "type"), EACH)
@pytest.mark.clause("E1", "E2")
def test_each_fact_stands_in_the_text_and_in_the_pixels(kind, code, type):
    written, facts = told(kind, code, type)
    pdf = rendering.render(written.template, written.context())

    text = reader.text(pdf)
    assert not [fact.words for fact in facts if fact.words not in text], text
    unlike = {fact.words: difference(pdf, fact) for fact in facts}
    assert max(unlike.values()) < reader.ALIKE, unlike


NEEDED: dict[str, dict[str, Any]] = {
    "CONTACT_MANAGEMENT": {"conditions": [scenarios.CONDITION]},
    "SINGLE_POINT_OF_CONTACT": {"conditions": [{"kind": "NAMED_OFFICER"}]},
}


@pytest.mark.usefixtures("wednesday")
@pytest.mark.clause("E1", "E2")
def test_each_of_the_nine_types_has_words_of_its_own_in_the_letters_about_real_alerts(cast):
    said: dict[str, list[str]] = {"imposed": [], "kept": [], "removed": []}
    for code in procedure.LETTER_TYPE_CODES:
        type, alert = AlertType.objects.get(code=code), scenarios.active(cast, code, **NEEDED.get(code, {}))
        told = plain(scenarios.composed(cast, alert))
        assert type.consequence in told and type.measure in told and f"“{type.name}” alert" in told
        review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
        alert.refresh_from_db()
        kept = plain(scenarios.composed(cast, review))
        removed = plain(scenarios.composed(cast, scenarios.ended(cast, alert, "RISK_REDUCED")))
        assert type.consequence_kept in kept and type.consequence_removed in removed
        said["imposed"].append(type.measure)
        said["kept"].append(type.consequence_kept)
        said["removed"].append(type.consequence_removed)
    assert {when: len(set(words)) for when, words in said.items()} == {"imposed": 9, "kept": 9, "removed": 9}


def plain(written: Letter) -> str:
    """The letter as text."""
    return " ".join(services.as_text(services.source(written)).split())


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
