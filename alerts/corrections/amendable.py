"""Words that were put right or are disputed at the customer's request, beside a report or an alert (§13)."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone
from markupsafe import Markup, escape

from housing_alerts.kernel.written_dates import show_date


def amendments_field() -> "models.JSONField[Any, Any]":
    """P13b Return the field for what was put right, or is disputed, in the shape of :meth:`Amendable.put_beside`."""
    return models.JSONField(
        "what was put right, or is disputed, at the customer's request", default=list, blank=True, editable=False
    )


class Amendable:
    """P13b A record that is never rewritten: corrections and disputes stand beside its own words."""

    amendments: Any

    @property
    def struck_out(self) -> list[str]:
        """P13b Return the words that were struck out, the oldest first."""
        return [one["struck"] for one in self.amendments if one["struck"]]

    def put_beside(self, *, at: datetime, request: str, struck: str, words: str) -> None:
        """P13b Add a correction or, without struck words, the customer's dispute.

        :param request: the reference of the customer's request.
        """
        beside = {"at": at.isoformat(), "request": request, "struck": struck, "words": words}
        self.amendments = [*self.amendments, beside]

    def struck_through(self, text: str) -> Markup:
        """P13b Return a text of the record with its wrong words struck through, for a page."""
        return struck_through(text, self)

    @property
    def beside(self) -> list[tuple[str, str]]:
        """P13b Return :func:`amendments`, for a page."""
        return amendments(self)


class Amended(NamedTuple):
    """A correction or a dispute that stands beside the record's own words."""

    at: datetime
    kind: str
    words: str
    struck: str = ""

    @property
    def on(self) -> date:
        """Return the day of :attr:`at`."""
        return timezone.localdate(self.at)

    @property
    def row(self) -> tuple[str, str]:
        """Return its kind with the day, and its words."""
        return f"{self.kind}, {show_date(self.on)}", self.words


def amended(*records: Amendable) -> list[Amended]:
    """P13b Return each correction and each dispute that stands beside the records, the oldest first."""
    return sorted((_amended(**one) for record in records for one in record.amendments), key=lambda one: one.at)


def _amended(*, at: str, request: str, struck: str, words: str) -> Amended:
    moment = datetime.fromisoformat(at)
    if struck:
        return Amended(moment, "Put right", f"“{struck}” is struck out. Right is: {words}", struck)
    return Amended(moment, "Disputed by the customer", words)


def amendments(*records: Amendable) -> list[tuple[str, str]]:
    """P13b Return a row for each correction and each dispute that stands beside the records."""
    return [one.row for one in amended(*records)]


def corrections_in(text: str, *records: Amendable) -> list[Amended]:
    """P13b Return the corrections of the records whose wrong words stand in the text, the oldest first."""
    return [one for one in amended(*records) if one.struck and one.struck in text]


def struck_through(text: str, *records: Amendable) -> Markup:
    """P13b Return the text with the words struck through that were put right in the records."""
    struck = sorted({words for record in records for words in record.struck_out}, key=len, reverse=True)
    if not struck:
        return escape(text)
    parts = re.split(rf"(?<!\w)({'|'.join(map(re.escape, struck))})(?!\w)", text)
    return Markup("").join(Markup("<del>{}</del>").format(part) if part in struck else escape(part) for part in parts)


def in_plain_text(text: str, beside: Iterable[Amended]) -> str:
    """P13b Return the text with what stands beside it in lines below."""
    return "\n".join([text, *(f"{label}: {words}" for label, words in (one.row for one in beside))])
