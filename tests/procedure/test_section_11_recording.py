"""§11 Recording: every case and every sanction is kept on the relevant file."""

from datetime import timedelta

import pytest

from alerts.entries import permissions as entries_permissions
from alerts.entries import services as entries_services
from alerts.incidents import services as incidents_services
from alerts.models import Entry
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.owing import held
from tests.page import words


@pytest.mark.clause("P11a")
def test_everything_that_happened_stands_on_the_customers_file(cast, sign_in):
    alert = scenarios.active(cast)
    letter = scenarios.notified(cast, alert)
    appeal = scenarios.prepared(cast, alert)

    said = words(sign_in("lead").get(f"/customers/{scenarios.LODGER}/"))

    incident = alert.investigation.incidents.get()
    for what in (
        f"Incident {incident.reference}",
        f"Investigation {alert.investigation.reference}",
        f"Visit in Pairs approved: {alert.reference}",
        f"Letter {letter.reference} sent",
        f"Appeal {appeal.reference} received",
    ):
        assert what in said


@pytest.mark.clause("P11a")
def test_a_void_report_stays_and_no_longer_counts_on_the_file(cast, sign_in):
    incident = scenarios.void(cast)

    assert "Void: I typed it twice by mistake." in words(sign_in("manager").get(f"/incidents/{incident.reference}/"))
    assert incident.reference not in words(sign_in("lead").get(f"/customers/{scenarios.LODGER}/"))


@pytest.mark.clause("P11a", refuses=True)
def test_a_report_that_a_recommendation_rests_on_stays(cast):
    incident = scenarios.proposed(cast).investigation.incidents.get()
    step = {"incident": incident, "version": incident.version}

    with pytest.raises(NotAllowed, match="rests on this incident and is recommended. Ask its Operational Lead"):
        incidents_services.void_incident(**step, by=cast.manager, on=cast.today, reason="In error.")
    with pytest.raises(NotAllowed, match="Ask Morwenna Manning to void a report that was made in error"):
        incidents_services.void_incident(**step, by=cast.lead, on=cast.today, reason="In error.")


@pytest.mark.clause("P11a", refuses=True)
def test_a_report_is_void_with_a_reason(cast):
    incident = scenarios.logged(cast)

    with pytest.raises(NotAllowed, match="Say why the report is void"):
        incidents_services.void_incident(
            incident=incident, version=incident.version, by=cast.manager, on=cast.today, reason=""
        )


# What is keyed into Cx and Assure


@pytest.mark.clause("P11a")
def test_what_has_to_be_flagged_in_cx_and_reported_in_assure_waits_until_it_is_entered(cast):
    alert = scenarios.active(cast, "WEAPONS")
    (incident,) = alert.investigation.incidents.all()
    assert [(entry.system, entry.task) for entry in incident.entries.all()] == [("ASSURE", "REPORT"), ("CX", "NOTE")]
    review = scenarios.under_review(cast, alert)
    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=alert.controls[:-1], lifted=[])
    alert.refresh_from_db()
    scenarios.ended(cast, alert)
    assert [entry.task for entry in alert.entries.all()] == ["SET", "CHANGE", "REMOVE"]
    assert Entry.objects.waiting().filter(alert=alert).get().task == "REMOVE"

    entry = scenarios.entered(cast, alert)
    assert (entry.entered_by, entry.entered_on, entry.reference) == (cast.lead, cast.today, "N-77")
    assert not Entry.objects.waiting().filter(alert=alert).exists()


@pytest.mark.clause("P11a")
def test_what_is_taken_over_from_cx_is_there_already(cast):
    assert not scenarios.carried_over(cast).entries.exists()


@pytest.mark.clause("P11a", "P7c", refuses=True)
def test_cx_is_told_what_to_do_and_never_why(cast):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)
    words = alert.entries.get().to_copy
    for what in (alert.reference, "D900001", "VISIT_IN_PAIRS, UKHDS 10", alert.instruction, "In force from: "):
        assert what in words
    for why in (alert.reason, alert.decision_reason, alert.informing_reason, "Lodger", "shouted", "nform"):
        assert why not in words


@pytest.mark.clause("P11a", refuses=True)
def test_an_entry_has_a_day_that_can_be_and_the_reference_of_assure(cast):
    report = scenarios.logged(cast).entries.get(system="ASSURE")
    step = {"entry": report, "version": report.version, "by": cast.officer, "on": cast.today}

    with pytest.raises(NotAllowed, match="It cannot have been entered in the future. Check the day"):
        entries_services.record_entry(**step, entered_on=cast.ago(-1), reference="A")
    with pytest.raises(NotAllowed, match="so it cannot have been entered before. Check the day"):
        entries_services.record_entry(**step, entered_on=cast.ago(21), reference="A")
    with pytest.raises(NotAllowed, match="Give the reference that Assure gave the report"):
        entries_services.record_entry(**step, entered_on=cast.today, reference=" ")
    assert entries_services.record_entry(**step, entered_on=report.since, reference="A").entered_on == cast.ago(20)


@pytest.mark.clause("P11a", refuses=True)
def test_of_an_alert_a_lead_of_its_area_enters(cast):
    entry = scenarios.active(cast).entries.get()
    step = {"entry": entry, "version": entry.version, "on": cast.today, "entered_on": cast.today}
    with pytest.raises(NotAllowed, match="The responsible Lead, or another Operational Lead for Housing, enters this"):
        entries_services.record_entry(**step, by=cast.lead2)


@pytest.mark.clause("P11a")
def test_of_an_alert_its_lead_enters_who_left_the_area_and_every_lead_who_came_to_it(cast):
    entry = scenarios.active(cast).entries.get()
    cast.lead.areas.clear()
    scenarios.lead_for(cast.lead2, entry.alert.service_area)
    for lead in (cast.lead, cast.lead2):
        assert entries_permissions.why_may_not_record_entry(lead, entry) is None


# The yearly confirmation


@pytest.mark.clause("P11c")
def test_each_case_is_confirmed_once_a_year_by_whom_and_when(cast):
    alert = scenarios.active(cast, days=365)
    scenarios.entered(cast, alert)
    due = procedure.add_months(cast.ago(365), 12)
    assert len(held(cast.lead, Kind.CONFIRM, on=due - timedelta(days=1))) == 0
    assert len(held(cast.lead, Kind.CONFIRM, on=due)) == 1

    entries_services.confirm_recorded(cases=[alert], by=cast.lead, on=cast.today)

    confirmation = alert.confirmations.get()
    assert (confirmation.created_by, confirmation.on) == (cast.lead, cast.today)
    entries_services.confirm_recorded(cases=[alert.investigation], by=cast.lead, on=cast.today)
    next_year = procedure.add_months(cast.today, 12)
    assert len(held(cast.lead, Kind.CONFIRM, on=next_year - timedelta(days=1))) == 0
    assert len(held(cast.lead, Kind.CONFIRM, on=next_year)) == 2, "the alert, and the investigation that it came of"


@pytest.mark.clause("P11c", refuses=True)
def test_only_a_lead_confirms_and_only_a_case_that_is_entered(cast):
    alert = scenarios.active(cast)
    step = {"cases": [alert], "on": cast.today}
    with pytest.raises(NotAllowed, match="An Operational Lead for Housing confirms this."):
        entries_services.confirm_recorded(**step, by=cast.head)
    with pytest.raises(NotAllowed, match="is still to be entered in Cx. Enter it first, then confirm"):
        entries_services.confirm_recorded(**step, by=cast.lead)
    with pytest.raises(NotAllowed, match="is void, and no case of its own. Take it out of the list"):
        entries_services.confirm_recorded(cases=[scenarios.void(cast)], on=cast.today, by=cast.lead)


@pytest.mark.clause("P11a")
def test_what_is_known_of_one_person_is_on_one_file(cast):
    scenarios.second_file(cast)
    alert = scenarios.active(cast, customer=scenarios.TWIN)
    scenarios.merged(cast)
    alert.refresh_from_db()
    assert alert.customer.reference == scenarios.LODGER


@pytest.mark.clause("P11a", refuses=True)
def test_two_files_with_an_alert_of_one_type_each_do_not_become_one(cast):
    scenarios.second_file(cast)
    scenarios.active(cast)
    scenarios.active(cast, customer=scenarios.TWIN)
    with pytest.raises(NotAllowed, match="Both have an active Visit in Pairs alert"):
        scenarios.merged(cast)
