"""What a customer says of their characteristics is read by the Equality Officer, on one page, and told to nobody (§11).

That nobody else reaches it is asked in ``test_canaries.py``, of each page that is opened there.
"""

import pytest

from housing_alerts.outbox.models import Message
from tests import scenarios
from tests.permissions.test_canaries import (
    SAID_OF_ONESELF,
    _ask_as_often_as_it_takes,  # noqa: F401
    _leaks,
    _ours,
    cases,  # noqa: F401
    planted,  # noqa: F401
)
from tests.scenarios.contacts import WORDS

pytestmark = pytest.mark.same_on_both


@pytest.mark.clause("P11b")
def test_the_equality_officer_reads_it_on_one_page_alone(planted):  # noqa: F811
    (page,) = [url for url in _ours() if url.startswith("/characteristics/of/") and scenarios.LODGER in url]
    assert _leaks("equality", planted.cast, _ours(), (WORDS,)) == [page]


@pytest.mark.clause("P11b", refuses=True)
def test_no_mail_says_it(planted):  # noqa: F811
    told = "\n".join(f"{mail.subject}\n{mail.body}" for mail in Message.objects.all())
    assert not any(mark in told for mark in SAID_OF_ONESELF)
