"""Letters to PDF: the only place that imports WeasyPrint."""

from typing import Any


class CannotRender(Exception):  # noqa: N818
    """The letter cannot be printed as it is; the sentence says why and what to do."""


def render(template: str, context: dict[str, Any]) -> bytes:
    """The PDF of a letter. :raises CannotRender: with a sentence for the Lead."""
    raise CannotRender("Letters are not laid out yet.")
