"""What letters ask of the record that they are about."""

import pytest

from letters import subjects
from tests import scenarios


class Nobody:
    """A subject that is no record, and of which nobody is known."""

    reference, customer = "CM-2026-00001", None


def test_a_subject_without_a_customer_has_no_recipient():
    with pytest.raises(LookupError, match="Nobody is known to whom a letter about CM-2026-00001 could go"):
        subjects.recipient(Nobody())


@pytest.mark.parametrize("ask", [subjects.as_record, subjects.read_again, subjects.locked])
def test_what_is_no_record_is_no_subject(ask):
    with pytest.raises(TypeError, match="is no record"):
        ask(Nobody())


def test_a_subject_is_read_again_as_it_is_kept(cast):
    alert = scenarios.active(cast)
    alert.reason = "never kept"
    assert subjects.read_again(alert) == alert
    assert subjects.read_again(alert).reason != "never kept"
