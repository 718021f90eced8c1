"""An easy letter leaves no page half empty, and tears no first words from what follows (P10b)."""

import pytest

from letters.choices import Kind
from letters.printing import rendering

from . import reader
from .samples import letter

pytestmark = [pytest.mark.django_db, pytest.mark.on_paper]
TOGETHER = (
    ("If you have questions", "Call 01632 960100"),
    ("If you disagree with this decision", "You have the right to appeal"),
    ("Your last day to appeal is", "Use any of these ways"),
)


@pytest.mark.parametrize("kind", [Kind.NOTIFICATION, Kind.REVIEW_OUTCOME])
@pytest.mark.clause("P10b", "P9a")
def test_no_page_before_the_last_is_nearly_empty_and_first_words_stand_with_what_follows(kind):
    written = letter(kind, easy_read=True)
    pages = reader.pages(rendering.render(written.template, written.context()))
    assert min(len(page) for page in pages[:-1]) > 400
    for first, then in TOGETHER:
        assert [page for page in pages if first in page and then in page], first


@pytest.mark.clause("E3")
def test_the_sample_of_an_answer_is_signed_by_the_head():
    assert letter(Kind.APPEAL_OUTCOME).signatory == "Helen Headley"
