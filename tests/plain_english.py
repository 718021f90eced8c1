"""Measures of how hard a text is to read."""

import re
from collections.abc import Iterable

ENDS = ".:!?"
"""What ends a sentence of a letter, in which each heading and list item ends with one of them."""
ENDS_OF_PROSE = ".!?"
"""What ends a sentence of a document: a colon does so only where a list follows."""
NOT_PROSE = [
    (r"^ *```.*?^ *```", ""),
    (r"^(\||#).*$", ""),
    (r"!\[[^\]]*\]\([^)]*\)", ""),
    (r"\[([^\]]*)\]\([^)]*\)", r"\1"),
    (r"`[^`]*`", "it"),
    (r"[*]", ""),
]


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


def prose(text: str) -> str:
    """Return what is read in sentences: no heading, table, picture or command. A paragraph and a list item end one."""
    for pattern, instead in NOT_PROSE:
        text = re.sub(pattern, instead, text, flags=re.MULTILINE | re.DOTALL if "```" in pattern else re.MULTILINE)
    text = re.sub(r"^ *(?:[-*]|\d+\.) ", ". ", text, flags=re.MULTILINE)
    return re.sub(r"\n\s*\n", ". \n", text) + " "
