"""What a customer says of their characteristics is found in no byte that anybody but the Equality Officer can reach (§11)."""

import pytest

from housing_alerts.outbox.models import Message
from monitoring.equality.choices import Group
from monitoring.equality.policies import Said
from tests import scenarios
from tests.permissions.table import ROLES
from tests.permissions.test_canaries import (
    _ask_as_often_as_it_takes,  # noqa: F401
    _asked,
    _audit_site,
    _leaks,
    _ours,
    cases,  # noqa: F401
    planted,  # noqa: F401
)
from tests.scenarios.contacts import WORDS

pytestmark = pytest.mark.same_on_both
MARKS = (WORDS, Group.ROMA.label, Group.TRANS_MAN.label)


@pytest.fixture
def described(planted):  # noqa: F811
    """Mr Lodger said three things of himself."""
    scenarios.described(
        planted.cast,
        RACE=Said(Group.ROMA),
        REASSIGNMENT=Said(Group.TRANS_MAN),
        RELIGION=Said(Group.DESCRIBED, WORDS),
    )
    return planted.cast


@pytest.mark.clause("P11b", refuses=True)
@pytest.mark.parametrize("role", [role for role in ROLES if role != "equality"])
def test_no_page_or_export_of_anybody_else_says_it(described, role, caplog):
    urls = [*_ours(), *_asked(), *(_audit_site() if role in ("dpo", "admin", "head") else ())]
    assert _leaks(role, described, urls, MARKS) == []
    assert not any(mark in caplog.text for mark in MARKS)


@pytest.mark.clause("P11b")
def test_the_equality_officer_reads_it_on_one_page_alone(described):
    (page,) = [url for url in _ours() if url.startswith("/characteristics/of/") and scenarios.LODGER in url]
    assert _leaks("equality", described, _ours(), (WORDS,)) == [page]


@pytest.mark.clause("P11b", refuses=True)
def test_no_mail_says_it(described):
    told = "\n".join(f"{mail.subject}\n{mail.body}" for mail in Message.objects.all())
    assert not any(mark in told for mark in MARKS)
