"""Measures of how hard a text is to read."""

import re
from collections.abc import Iterable

ENDS = ".:!?"
"""What ends a sentence of a letter, in which each heading and list item ends with one of them."""


def sentences(text: str, ends: str = ENDS) -> list[str]:
    """Return the parts between these ends that hold a word."""
    return [part for part in re.split(rf"[{ends}]\s+", text) if re.search(r"[a-z]", part)]


def words(parts: Iterable[str]) -> list[str]:
    """Return every word of these sentences."""
    return re.findall(r"[A-Za-z][A-Za-z’']*", " ".join(parts))


def grade(text: str, ends: str = ENDS) -> float:
    """Return Flesch and Kincaid's school grade."""
    parts = sentences(text, ends)
    found = words(parts)
    return 0.39 * len(found) / len(parts) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


def syllables(word: str) -> int:
    """Count the groups of vowels, without a silent e or ed at the end."""
    word = re.sub(r"(?<![aeiouytd])ed$|(?<=[^aeiouyl])e$|(?<=[^aeiouyscxzlg])es$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", word)))
