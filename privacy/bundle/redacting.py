"""Take words out of a text. The released text is made anew from the rest, so nothing stands beneath."""

import re
from collections.abc import Iterable

REMOVED = "[removed]"
"""The words that stand in the place of those taken out."""


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    parts = [r"\s+".join(map(re.escape, each.split())) for each in sorted(words, key=len, reverse=True)]
    parts = [part for part in parts if part]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None


def stands_in(words: str, text: str) -> bool:
    """Return whether the words stand in the text, whole, whatever their capitals and however they are broken."""
    pattern = _pattern([words])
    return pattern is not None and pattern.search(text) is not None


def redacted(text: str, taken_out: Iterable[str]) -> str:
    """Return the text without those words: each place where they stood says that something was removed."""
    pattern = _pattern(taken_out)
    return pattern.sub(REMOVED, text) if pattern else text
