"""The days that a text names, as people write them."""

from datetime import date

import pytest

from housing_alerts.kernel.written_dates import named_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On 18 November 2026 you shouted.", [(18, 11, 2026)]),
        ("on the 18th of november", [(18, 11, None)]),
        ("On 8 Sept., at ten", [(8, 9, None)]),
        ("On November 18th, 2026, and on December 3", [(18, 11, 2026), (3, 12, None)]),
        ("On 18/11/2026, 1.12.2026 and 3/12/26", [(18, 11, 2026), (1, 12, 2026), (3, 12, 2026)]),
        ("From 15 to 20 November 2026", [(15, 11, 2026), (20, 11, 2026)]),
        ("On 1 May you may come. 18 November, 18 November", [(1, 5, None), (18, 11, None)]),
        ("In November 2026 at 10.30, section 21, 24/7, you 2 may come, 99/11/2026, 45 May, 5 marches", []),
    ],
)
def test_a_day_is_found_in_each_way_in_which_it_is_written(text, days):
    assert [(each.day, each.month, each.year) for each in named_days(text)] == days


def test_a_year_that_is_not_named_can_be_any():
    bare, full = named_days("18 November, 18 November 2026")
    assert bare.is_of(full) and full.is_of(bare)
    assert bare.is_of(date(2025, 11, 18)) and not full.is_of(date(2025, 11, 18))
    assert not bare.is_of(date(2026, 11, 28)) and not bare.is_of(date(2026, 12, 18))


def test_the_question_shows_the_day_as_it_was_written():
    assert [each.words for each in named_days("From 15 to\n20 November.")] == ["15 to 20 November", "20 November"]
