"""Who leaves a home where abuse was reported: the Leads are asked whether the new address must stay safe (§4, §11)."""

from datetime import timedelta

import pytest

from alerts.incidents import services as incidents
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.outbox.models import Message
from tests import scenarios
from tests.page import words

JORY = "D900009"
WORDS = "They have left that home. If the new address must stay safe, restrict the file"
pytestmark = pytest.mark.usefixtures("wednesday")


def _she_leaves(cast):
    """The housing system says that Jory, who lives with Mr Lodger, has left."""
    scenarios.moved_out(cast, cast.customers[JORY])


def asked():
    found = Duty.objects.open().filter(kind=Kind.PARTED)
    return [(duty.reference, duty.role, duty.words) for duty in found]


def _reported(cast):
    return scenarios.logged(cast, circumstances=["DOMESTIC_ABUSE"])


@pytest.mark.long
@pytest.mark.clause("P4a", "P11a")
def test_the_leads_are_asked_once_she_has_left(cast, sign_in):
    _reported(cast)
    assert asked() == []
    _she_leaves(cast)
    assert asked() == [(JORY, "OPERATIONAL_LEAD", WORDS)]
    assert WORDS in words(sign_in("lead").get("/"))
    assert Message.objects.filter(subject__startswith="Urgent: Left a home", colleague=cast.lead).exists()
    assert list(duties.differing()) == []

    scenarios.restrict_file(cast, JORY)
    assert asked() == []
    assert list(duties.differing()) == []


@pytest.mark.long
@pytest.mark.clause("P4a")
def test_they_are_asked_too_where_the_report_comes_soon_after(cast):
    _she_leaves(cast)
    assert asked() == []
    report = _reported(cast)
    assert asked() == [(JORY, "OPERATIONAL_LEAD", WORDS)]

    incidents.void_incident(
        incident=report, version=report.version, by=cast.manager, on=cast.today, reason="It was about another home."
    )
    assert asked() == []
    assert list(duties.differing()) == []


@pytest.mark.clause("P4a", refuses=True)
def test_whoever_it_was_reported_of_has_not_fled(cast):
    _reported(cast)
    scenarios.moved_out(cast, cast.customers[scenarios.LODGER])
    assert asked() == []


@pytest.mark.clause("P4a", refuses=True)
def test_nobody_is_asked_where_nothing_of_the_kind_was_reported_or_long_after(cast, wednesday):
    scenarios.logged(cast)
    _she_leaves(cast)
    wednesday.shift(timedelta(days=40))
    _reported(cast)
    assert asked() == []
