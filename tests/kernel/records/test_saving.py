"""Records: the one way to save, references, versions, and a state that nobody assigns."""

import pytest
import time_machine
from django.db import OperationalError

from alerts.models import Alert, Incident
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import ReferenceSeries
from tests import scenarios


def test_each_saving_raises_the_version_and_says_who_when_and_why(cast):
    incident = scenarios.logged(cast)
    assert (incident.version, incident.created_by, incident.changed_by) == (2, cast.officer, cast.officer)
    made = incident.created_at

    records.save(incident, by=cast.manager, why="Read")
    assert (incident.version, incident.created_by, incident.changed_by) == (3, cast.officer, cast.manager)
    assert incident.created_at == made < incident.changed_at
    row = incident.history.latest()
    assert (row.history_user, row.history_change_reason, row.version) == (cast.manager, "Read", 3)


def test_what_no_person_did_has_nobodys_name(cast):
    customer = cast.customers["D900001"]
    assert (customer.created_by, customer.changed_by, customer.history.get().history_user) == (None, None, None)


# References


def test_references_count_within_the_year(cast):
    with time_machine.travel("2026-12-31 23:30+00:00", tick=False):
        first, second = (records.next_reference("IN", 2026) for _ in range(2))
    assert (first, second) == ("IN-2026-00001", "IN-2026-00002")
    assert records.next_reference("IN", 2027) == "IN-2027-00001"
    assert records.next_reference("IV", 2026) == "IV-2026-00001"
    assert {str(series) for series in ReferenceSeries.objects.filter(prefix="IN")} == {"IN-2026", "IN-2027"}


@pytest.mark.parametrize(
    ("moment", "reference"),
    [("2026-06-30 22:59+00:00", "CU-2026-00001"), ("2026-12-31 23:59+00:00", "CU-2026-00001")],
)
def test_the_year_is_that_of_london(cast, moment, reference):
    lodger = cast.customers["D900001"]
    with time_machine.travel(moment, tick=False):
        added = Customer(organisation=lodger.organisation, service_area=lodger.service_area, surname="Newcomer")
        records.save(added, by=cast.lead, why="Added by hand")
    assert (added.reference, str(added)) == (reference, "Newcomer")


def test_a_reference_that_was_given_is_kept(cast):
    assert cast.customers["D900001"].reference == "D900001"
    assert str(scenarios.logged(cast)) == f"IN-{cast.today.year}-00001"


# Versions


def test_what_the_form_showed_is_compared_with_what_is(wednesday, cast):
    incident = scenarios.logged(cast)
    assert records.seen(incident, incident.version) is None

    refusal = records.seen(incident, incident.version - 1)
    assert refusal.clause == procedure.CONSISTENT
    assert refusal.sentence == (
        "Oliver Fisk changed this on 10 June 2026 at 10:30, after you opened the page. "
        "Read what changed, then decide. What you typed is still here."
    )


def test_where_an_import_changed_it_nobody_is_named(cast):
    customer = cast.customers["D900001"]
    assert records.seen(customer, 0).sentence.startswith("an import changed this on")


def test_a_lock_reads_the_row_anew(cast):
    incident = scenarios.logged(cast)
    stale = Incident.objects.get()
    records.save(incident, by=cast.manager, why="Read")
    assert (stale.version, records.locked(stale).version) == (2, 3)


# The protected state


@pytest.mark.long
def test_a_state_is_read_again_and_stays_protected(cast):
    stale = scenarios.proposed(cast)
    scenarios.approved(cast, Alert.objects.get())

    stale.refresh_from_db()
    assert stale.status == "ACTIVE"
    with pytest.raises(AttributeError, match="Direct status modification is not allowed"):
        stale.status = "ENDED"


def test_a_state_is_protected_also_after_a_reading_that_failed(cast, monkeypatch):
    alert = scenarios.proposed(cast)

    def unreachable(*args, **kwargs):
        raise OperationalError("the database is gone")

    with monkeypatch.context() as patched:
        patched.setattr(Alert._base_manager, "db_manager", unreachable)
        with pytest.raises(OperationalError):
            alert.refresh_from_db()

    assert alert.status == "PROPOSED"
    for one in (alert, Alert()):
        with pytest.raises(AttributeError, match="Direct status modification is not allowed"):
            one.status = "ACTIVE"


def test_single_fields_are_read_again_without_the_state(cast):
    alert = scenarios.proposed(cast)
    scenarios.approved(cast, Alert.objects.get())
    alert.refresh_from_db(fields=["version"])
    assert (alert.version, alert.status) == (3, "PROPOSED")
