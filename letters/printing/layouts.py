"""The same letter in other forms: easy to read, with one sentence on a line, and as plain text for an e-mail (§10).

Both are made from the letter's source, from which its PDF is made too: the words, dates and names are the same.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?\s*(\w+)")
_SHORT = ("Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Sgt", "Cllr", "St", "Rd", "Ave", "Tel", "e.g", "i.e", "approx")
_NUMBERED = ("No", "no", "Nos", "nos", "Ext", "ext", "p", "pp")
_GOES_ON = "".join(rf"(?<!\b{re.escape(short)}\.)" for short in _SHORT)
_COUNTS = "".join(rf"(?!(?<=\b{short}\.)\s+\d)" for short in _NUMBERED)
_SENTENCES = re.compile(
    rf"{_GOES_ON}{_COUNTS}(?<=[^A-Z\s][.!?])\s+(?=[A-Z“‘\"'(0-9])"
    r"|(?<=[.!?][”’\"'])\s+(?=[A-Z“‘(])|(?<=^[.!?])\s+(?=[A-Z])"
)
"""The place where a sentence ends and the next one begins.

None ends after the dot of an initial, of a short form ("Mr.") or of one before a number ("No. 5").
"""


def easy_read(source: str) -> str:
    """Return the source with each sentence of its text on a line of its own: as a paragraph, or on a new line within a list."""
    return "".join(_spread(source))


def _spread(source: str) -> Iterator[str]:
    opened: list[tuple[str, str]] = []
    reading = False
    for piece in _TAG.split(source):
        if piece.startswith("<"):
            reading = reading or 'class="text"' in piece
            _follow(opened, piece)
            yield piece
        elif reading and opened and opened[-1][0] in ("p", "li"):
            name, tag = opened[-1]
            yield _SENTENCES.sub(f"</p>{tag}" if name == "p" else "<br>", piece)
        else:
            yield piece


def _follow(opened: list[tuple[str, str]], tag: str) -> None:
    """Keep the list of open elements. An element without an end, such as a line break, is not listed."""
    found = _NAME.match(tag)
    if found is None or found[1] in ("br", "wbr", "img", "meta", "link") or tag.endswith("/>"):
        return
    if tag.startswith("</"):
        del opened[-1:]
    else:
        opened.append((found[1], tag))


# Plain text

_BLOCKS = {
    "body",
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "table",
    "tr",
    "td",
    "th",
    "header",
    "footer",
    "section",
}
_UNREAD = {"head", "style", "script", "title"}
_EMPTY = {"br", "wbr", "img", "meta", "link", "hr"}


def plain(source: str) -> str:
    """Return the whole letter as text: headings, paragraphs and lists, each after an empty line, and nothing left out."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    lines: list[str] = []
    for before, block in zip(["", *reader.blocks], reader.blocks, strict=False):
        if before and not (block.startswith("- ") and before.startswith("- ")):
            lines.append("")
        lines.append(block)
    return "\n".join(lines) + "\n"


class _Reader(HTMLParser):
    """A reader of a letter's source that collects its text, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.opened: list[tuple[str, str]] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in _BLOCKS:
            self._end_block()
        if tag not in _EMPTY:
            self.opened.append((tag, named.get("class") or ""))
        self.said += {"br": "\n", "img": named.get("alt") or ""}.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block()
        if tag not in _EMPTY:
            _, kind = self.opened.pop()
            self.said += ":" if kind == "label" else ""

    def handle_data(self, data: str) -> None:
        if not any(tag in _UNREAD for tag, _ in self.opened):
            self.said += re.sub(r"\s+", " ", data)

    def _end_block(self) -> None:
        lines = (line.strip() for line in re.sub(" {2,}", " ", self.said).split("\n"))
        text, self.said = "\n".join(filter(None, lines)), ""
        within = {tag for tag, _ in self.opened}
        if text and "li" in within:
            text = "- " + text.replace("\n", "\n  ")
        elif text and "h1" in within:
            text = text.upper()
        elif text and within & {"h2", "h3"}:
            text = f"{text}\n{'-' * len(text)}"
        self.blocks += filter(None, [text])
