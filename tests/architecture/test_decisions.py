"""Each decision has its four parts, fits a screen, and is in plain English."""

import re

from tests.architecture.source import ROOT
from tests.plain_english import ENDS_OF_PROSE, grade, prose, sentences, words

DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
PARTS = ["Question", "Chosen", "Rejected", "Would change our mind"]
MOST_LINES, MOST_CHARACTERS = 45, 120
MOST_WORDS, HIGHEST_GRADE = 17, 8


def test_a_decision_has_its_four_parts_and_fits_a_screen():
    for decision in DECISIONS:
        text = decision.read_text(encoding="utf-8")
        assert re.findall(r"^\*\*([A-Z][^.*]*)\.\*\*", text, flags=re.MULTILINE) == PARTS, decision
        lines = text.splitlines()
        assert lines[0].startswith(f"# {int(decision.name[:4])}. "), decision
        assert len(lines) <= MOST_LINES, decision
        assert max(map(len, lines)) <= MOST_CHARACTERS, decision


def test_a_decision_is_in_plain_english():
    for decision in DECISIONS:
        text = prose(decision.read_text(encoding="utf-8"))
        found = sentences(text, ENDS_OF_PROSE)
        assert len(words(found)) / len(found) <= MOST_WORDS, decision
        assert grade(text, ENDS_OF_PROSE) <= HIGHEST_GRADE, decision


def test_no_two_decisions_have_one_number():
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(numbers) == len(set(numbers))
