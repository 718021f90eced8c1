"""What a printed letter says, and what of it is missing."""

from letters.models import Letter
from letters.printing import rendering

from . import reader


def printed(written: Letter) -> str:
    return reader.text(rendering.render(written.template, written.context()))


def assert_says(text: str, *parts: str) -> None:
    missing = [part for part in parts if part not in text]
    assert not missing, text
