"""A value that may be empty in the table, and is not where it is asked for."""

import pytest

from housing_alerts.kernel.records.models import existing


def test_what_is_there_is_given():
    assert existing("", "a text may be empty") == ""


def test_what_is_missing_is_no_silent_none():
    with pytest.raises(LookupError, match="an active alert has its day"):
        existing(None, "an active alert has its day")
