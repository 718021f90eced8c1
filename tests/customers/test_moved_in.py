"""Who hears that somebody is recorded at the home of a restricted file (P11a)."""

from datetime import date, timedelta

import pytest

from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.models import Duty
from housing_alerts.outbox.models import Message
from tests import scenarios
from tests.exports import ROSE, SAM

DEN = SAM | {"Contact Reference": "C3", "Forenames": "Den", "Tenancy Reference": "T3", "Date of Birth": "03/03/1991"}


def rows():
    return [(duty.colleague.username, duty.words) for duty in Duty.objects.open().filter(kind=Kind.MOVED_IN)]


@pytest.fixture
def safe(cast, import_contacts, wednesday):
    """Rose, whose file the Lead restricted after Sam was known to live with her."""
    assert import_contacts(ROSE, SAM).kept
    wednesday.shift(timedelta(days=1))
    return scenarios.restrict_file(cast, "C1")


@pytest.mark.clause("P11a")
def test_the_readers_hear_at_once_of_who_is_recorded_at_the_home_and_nobody_else_does(
    cast, safe, import_contacts, wednesday, sign_in
):
    assert rows() == []
    wednesday.shift(timedelta(days=1))
    assert import_contacts(ROSE, SAM, DEN | {"Tenancy Start": "10/06/2026"}).kept
    words = "Somebody else is recorded at the same home since 12 June 2026. Is the address still safe?"
    assert sorted(rows()) == [("head", words), ("lead", words)]
    written = Message.objects.filter(subject__startswith="Urgent: Somebody moved at")
    assert {one.colleague.username for one in written} == {"head", "lead"}
    assert "Den" not in "".join(one.subject + one.body for one in written)
    assert words in sign_in("lead").get("/").content.decode()
    assert list(duties.differing()) == []
    import_contacts(ROSE, SAM, today=date(2026, 6, 12))
    assert rows() == []


@pytest.mark.clause("P11a")
def test_they_hear_too_where_the_housing_system_ends_the_home_of_the_person(cast, safe, import_contacts, wednesday):
    wednesday.shift(timedelta(days=1))
    assert import_contacts(ROSE | {"Tenancy End": "10/06/2026"}, SAM, today=date(2026, 6, 12)).kept
    words = "The housing system ended a home of theirs on 12 June 2026. Is the address still safe?"
    assert sorted(rows()) == [("head", words), ("lead", words)]
