"""What all processes count together, each for a while."""

from datetime import timedelta

import time_machine

from housing_alerts.kernel.records import counting
from housing_alerts.kernel.records.models import Count

MINUTE = timedelta(minutes=1)


def _count(*whose):
    return counting.count("knocks", *whose, lasts=MINUTE)


def test_each_time_is_counted_for_whom_it_is(db):
    assert [_count("ada"), _count("ada"), _count("ben"), _count("ada")] == [1, 2, 1, 3]
    assert counting.counted("knocks", "ada") == 3
    assert counting.counted("calls", "ada") == 0


def test_a_while_ends_and_begins_anew(db):
    with time_machine.travel("2026-06-10 09:30+00:00", tick=False) as clock:
        assert [_count("ada"), _count("ada")] == [1, 2]
        clock.shift(59)
        assert _count("ada") == 3
        clock.shift(1)
        assert counting.counted("knocks", "ada") == 0
        assert _count("ada") == 1


def test_what_is_taken_back_does_not_count(db):
    _count("ada")
    _count("ada")
    counting.uncount("knocks", "ada")
    assert counting.counted("knocks", "ada") == 1
    for _ in range(3):
        counting.uncount("knocks", "ada")
    assert counting.counted("knocks", "ada") == 0


def test_what_is_over_is_not_kept(db):
    with time_machine.travel("2026-06-10 09:30+00:00", tick=False) as clock:
        for number in range(5):
            _count(number)
        clock.shift(60)
        _count("ada")
    assert Count.objects.count() == 1


def test_a_row_says_nobodys_name(db):
    _count("ada.lovell")
    assert "ada.lovell" not in str(Count.objects.get())
