"""Who is asked whether the address of a restricted file is still safe (P11a)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from housing_alerts.customers import services
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
    words = "Somebody else is recorded at the same home since 12 June 2026. Find out whether the address is still safe"
    assert sorted(rows()) == [("head", words), ("lead", words)]
    written = Message.objects.filter(subject__startswith="Urgent: Is the address of")
    assert {one.colleague.username for one in written} == {"head", "lead"}
    assert not [one for one in written if "Den" in one.subject + one.body or "nothing is asked" in one.body]
    assert words in sign_in("lead").get("/").content.decode()
    assert list(duties.differing()) == []
    import_contacts(ROSE, SAM, today=date(2026, 6, 12))
    assert rows() == []


@pytest.mark.clause("P11a")
def test_they_hear_too_where_the_housing_system_ends_the_home_of_the_person(cast, safe, import_contacts, wednesday):
    wednesday.shift(timedelta(days=1))
    assert import_contacts(ROSE | {"Tenancy End": "10/06/2026"}, SAM, today=date(2026, 6, 12)).kept
    words = (
        "A home of theirs was ended in the housing system on 12 June 2026. Find out whether the address is still safe"
    )
    assert sorted(rows()) == [("head", words), ("lead", words)]


@pytest.mark.clause("P11a")
def test_who_comes_back_to_a_place_of_before_is_told_and_an_address_that_is_confirmed_is_not(
    cast, import_contacts, wednesday
):
    assert import_contacts(ROSE, SAM | {"Tenancy End": "31/12/2025"}).kept
    wednesday.shift(timedelta(days=1))
    rose = scenarios.restrict_file(cast, "C1")
    wednesday.shift(timedelta(days=1))
    assert import_contacts(ROSE | {"Address Confirmed": "01/06/2026"}, SAM | {"Tenancy End": "31/12/2025"}).kept
    assert rows() == []
    assert import_contacts(ROSE, SAM, today=date(2026, 6, 12)).kept
    assert {who for who, _ in rows()} == {"head", "lead"}
    services.open_file(
        customer=rose, version=rose.version, by=cast.lead, reason="She has moved to her sister.", now=timezone.now()
    )
    assert rows() == []


@pytest.mark.clause("P11a")
def test_where_nobody_is_left_who_reads_it_somebody_has_to_be_named(cast, safe, import_contacts, wednesday):
    scenarios.leads_no_longer(cast.lead)
    scenarios.heads_no_longer(cast.head)
    wednesday.shift(timedelta(days=1))
    assert import_contacts(ROSE, SAM, DEN | {"Tenancy Start": "10/06/2026"}).kept
    unkept = Duty.objects.open().filter(kind=Kind.UNKEPT)
    assert [duty.words for duty in unkept] == ["No named Lead or Head of Service is left"] * 2


@pytest.mark.clause("P11a", "D4")
def test_they_hear_of_danger_from_somebody_else_at_the_home(cast, safe, wednesday):
    """He stood at her door, and the Lead who keeps her address safe was not told."""
    cast.customers["C1"] = safe
    wednesday.shift(timedelta(days=1))
    scenarios.logged(cast, "C1", days=200, violent=True, danger_from="NAMED")
    assert rows() == []
    scenarios.logged(cast, "C1", days=201, violent=True, danger_from="THERE")
    words = "Danger from somebody else was reported there on 12 June 2026. Find out whether the address is still safe"
    assert sorted(rows()) == [("head", words), ("lead", words)]
    assert list(duties.differing()) == []
