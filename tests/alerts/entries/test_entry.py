"""What is keyed into Cx and Assure: the words to copy, and that they were entered."""

import pytest

from alerts.entries import policies
from alerts.entries import services as entries_services
from alerts.incidents import services as incidents_services
from alerts.models import Entry
from housing_alerts.kernel.audit.models import AuditEvent, ReadEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from tests import scenarios
from tests.alerts.incidents.reporting import make_void
from tests.page import assert_asks, assert_blocked, assert_done, assert_refused, day, nothing_changes, words
from tests.step import assert_kept, assert_not_now, fill
from tools import demo


@pytest.fixture
def report(cast):
    """The Assure report of an incident."""
    return scenarios.logged(cast).entries.get(system="ASSURE")


def _url(entry, verb=""):
    return f"/entries/{entry.pk}/{verb}"


# It works


def test_the_reporter_copies_the_words_and_records_the_reference(cast, sign_in, report):
    client = sign_in("officer")
    incident = report.incident
    page = client.get(f"/incidents/{incident.reference}/")
    assert "Report the incident in Assure To enter" in words(page)

    said = words(client.get(_url(report)))
    for what in (incident.reference, "Customer or property: D900001", "He shouted at me and blocked the path."):
        assert what in said
    assert "Lodger" not in report.to_copy

    response = fill(client, _url(report), reference="ASR-4711")
    assert_done(
        client, response, f"/incidents/{incident.reference}/", "Report the incident in Assure: recorded as done."
    )
    report.refresh_from_db()
    assert (report.entered_by, report.entered_on, report.reference) == (cast.officer, cast.today, "ASR-4711")
    event = AuditEvent.objects.get(action="record entry")
    assert (event.reference, event.by) == (incident.reference, cast.officer)
    assert ReadEvent.objects.filter(opened="entry", reference=incident.reference).exists()
    assert "done on" in words(client.get(f"/incidents/{incident.reference}/"))
    assert f"Entered {cast.today.day} " in words(client.get(_url(report)))


WARNING = "The customer has not been told: do not mention it, to them or to anybody else there."
TOLD = {"about": "THIRD_PARTY", "source": "PC Pike", "source_kind": "POLICE", "standing": "ALLEGED", "notice": "NONE"}


@pytest.mark.clause("P4b", "P7c")
def test_what_an_agency_told_begins_with_the_warning_and_how_far_it_is_established(cast, sign_in):
    incident = scenarios.logged(cast, **TOLD)
    said = {
        "ASSURE": "How far it is established: told to us, not met by us (the police; alleged)",
        "CX": "How far it is established: Alleged",
    }
    for entry in incident.entries.all():
        assert entry.to_copy.splitlines()[:2] == [WARNING, said[entry.system]]
        assert f"Warning: {WARNING} Copy these words" in words(sign_in("manager").get(_url(entry)))
    assert "police" not in incident.entries.get(system="CX").to_copy.lower()
    scenarios.restrict_file(cast)
    for entry in Entry.objects.filter(incident=incident):
        assert entry.to_copy.splitlines()[0] == WARNING
        assert "established" not in entry.to_copy


@pytest.mark.clause("P7c")
def test_so_does_what_is_kept_at_home_and_nothing_else(cast, report):
    at_home = scenarios.logged(cast, circumstances=["DOMESTIC_ABUSE"]).entries.get(system="ASSURE")
    assert at_home.to_copy.startswith(f"{WARNING}\nHow far it is established: ")
    assert "has not been told" not in report.to_copy
    scenarios.restrict_file(cast)
    assert "has not been told" not in Entry.objects.get(pk=report.pk).to_copy


def test_the_line_manager_notes_it_in_cx_and_a_note_says_nothing_of_what_happened(cast, sign_in, report):
    note = report.incident.entries.get(system="CX")
    assert "shouted" not in note.to_copy
    assert "Aggressive" not in note.to_copy

    fill(sign_in("manager"), _url(note))
    note.refresh_from_db()
    assert (note.entered_by, note.reference) == (cast.manager, "")


def test_a_wrong_tick_is_corrected_with_a_reason(cast, sign_in, report):
    scenarios.entered(cast, report.incident)
    note = report.incident.entries.last()
    client = sign_in("officer")
    assert "Correct this" in words(client.get(_url(note)))

    response = fill(client, _url(note, "correct/"), reason="I ticked the wrong one.")
    assert_done(client, response, _url(note), "Add a note in Cx: taken back. It waits to be entered.")
    note.refresh_from_db()
    assert (note.entered_by, note.entered_on, note.reference) == (None, None, "")
    assert "I ticked the wrong one." in AuditEvent.objects.get(action="correct entry").why


def test_of_a_contractors_report_the_line_manager_enters(cast, sign_in):
    entry = scenarios.reported_by(cast, cast.contractor).entries.first()
    sentence = "A contractor enters nothing in Cx or Assure. Morwenna Manning enters this."
    assert_blocked(sign_in("contractor").get(_url(entry)), sentence)
    page = f"/incidents/{entry.incident.reference}/"
    assert "In Cx and Assure" not in words(sign_in("contractor").get(page))
    assert "In Cx and Assure" in words(sign_in("manager").get(page))
    fill(sign_in("manager"), _url(entry), reference="ASR-1")
    assert Entry.objects.get(pk=entry.pk).entered_by == cast.manager


def test_of_a_restricted_file_assure_is_told_no_account(cast):
    scenarios.active(cast)
    scenarios.restrict_file(cast)
    cast.customers[scenarios.LODGER].refresh_from_db()
    report = demo.report(cast, scenarios.LODGER, 1, "He shouted.").entries.first()
    assert "shouted" not in report.to_copy
    assert "Aggressive" not in report.to_copy


def test_a_file_restricted_after_the_report_keeps_the_account_from_assure(cast, sign_in, report):
    assert "He shouted at me" in report.to_copy
    scenarios.restrict_file(cast)
    client = sign_in("officer")
    assert "He shouted at me" not in words(client.get(_url(report)))

    fill(client, _url(report), reference="ASR-4711")
    report.refresh_from_db()
    assert "He shouted at me" not in report.words
    assert report.to_copy == report.words


def test_what_was_entered_stays_as_it_was_copied(cast, report):
    report = entries_services.record_entry(
        entry=report, version=report.version, by=cast.officer, on=cast.today, entered_on=cast.today, reference="A"
    )
    scenarios.restrict_file(cast)
    report.refresh_from_db()
    assert "He shouted at me" in report.to_copy
    entries_services.correct_entry(entry=report, version=report.version, by=cast.officer, reason="Not sent after all.")
    report.refresh_from_db()
    assert report.words == ""
    assert "He shouted at me" not in report.to_copy


def test_where_nobody_is_known_the_property_is_named_until_somebody_says_who_it_was(cast):
    incident = scenarios.logged_at_an_address(cast)
    note = incident.entries.get(system="CX")
    assert "Customer or property: A-D1" in note.to_copy
    _named(cast, incident)
    note = Entry.objects.get(incident=incident, system="CX")
    assert "Customer or property: D900001" in note.to_copy, "it was not made yet, so it is made on the person"


def test_a_note_that_was_made_on_the_property_is_made_on_the_person_too(cast):
    incident = scenarios.logged_at_an_address(cast)
    scenarios.entered(cast, incident)
    _named(cast, incident)
    first, second = Entry.objects.filter(incident=incident, task="NOTE")
    assert "Customer or property: A-D1" in first.to_copy
    assert (second.entered_on, second.since) == (None, cast.today)
    assert "Customer or property: D900001" in second.to_copy


def _named(cast, incident):
    incident.refresh_from_db()
    person = cast.customers[scenarios.LODGER]
    step = {"incident": incident, "version": incident.version, "by": cast.manager, "on": cast.today}
    incidents_services.name_customer(**step, customer=person)


def test_what_is_strengthened_keeps_its_one_flag_in_cx(cast, sign_in):
    old = scenarios.active(cast, days=200)
    new = scenarios.approved(cast, scenarios.more_proposed(cast, old))
    assert [entry.task for entry in old.entries.all()] == ["SET"]
    change = new.entries.get()
    assert change.task == "CHANGE"
    assert f"It takes the place of alert {old.reference} under the same code: change that one." in change.to_copy
    assert policies.waits_for_entry(new)
    before = old.entries.get()
    sentence = f"Alert {old.reference} was changed or ended since. Enter the latest of its entries instead."
    assert_not_now(sign_in("lead"), _url(before), before, sentence, **day("entered_on", cast.today))
    assert "no longer needed" in words(sign_in("lead").get(f"/alerts/{old.reference}/"))
    assert Entry.objects.waiting().filter(alert__isnull=False).get() == change

    remove = scenarios.ended(cast, new).entries.get(task="REMOVE")
    assert f"In Cx it may still stand as alert {old.reference}: remove that one then." in remove.to_copy


@pytest.mark.clause("P11a")
def test_cx_is_told_how_often_and_by_when_an_alert_is_reviewed(cast):
    alert = scenarios.active(cast, days=30)
    (entry,) = alert.entries.all()
    assert f"Review period: 12 months\nReview due: {show_date(alert.review_due_on)}" in entry.to_copy

    scenarios.entered(cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), months=1)
    alert.refresh_from_db()
    change = Entry.objects.waiting().get(alert=alert)
    assert change.task == "CHANGE"
    assert f"Review period: 1 month\nReview due: {show_date(alert.review_due_on)}" in change.to_copy

    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert Entry.objects.waiting().get(alert=alert) == change, "what waits tells the new day by itself"


def test_a_review_that_removes_an_alert_changes_nothing_in_cx_before(cast):
    alert = scenarios.active(cast, days=30)
    scenarios.entered(cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="REMOVE")
    assert [entry.task for entry in alert.entries.all()] == ["SET", "REMOVE"]


@pytest.mark.long
def test_what_takes_the_place_of_an_alert_that_ended_meanwhile_is_set_once_that_was_removed(cast):
    removed, waiting = scenarios.active(cast, days=200), scenarios.active(cast, customer="D900002", days=200)
    drafts = [scenarios.more_proposed(cast, alert) for alert in (removed, waiting)]
    for alert in (removed, waiting):
        alert.refresh_from_db()
        scenarios.ended(cast, alert)
    scenarios.entered(cast, removed)
    tasks = [scenarios.approved(cast, draft).entries.get().task for draft in drafts]
    assert tasks == ["SET", "CHANGE"]
    assert not Entry.objects.waiting().filter(alert__in=[removed, waiting]).exists()


@pytest.mark.clause("P5", "P11a")
def test_cx_is_told_to_which_ways_times_and_people_contact_is_limited(cast):
    over = scenarios.CONDITION | {"words": "Please do not ring on Mondays.", "ends": cast.today}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, over])
    said = alert.entries.last().to_copy
    assert "Condition: Contact by certain means only (until the review): Please contact us by letter only." in said
    assert "Please do not ring on Mondays." in said
    alert.conditions.filter(ends=cast.today).update(ends=cast.ago(1))
    assert "Please do not ring on Mondays." not in Entry.objects.get(alert=alert).to_copy


@pytest.mark.clause("P9b", "P11a")
def test_cx_is_told_that_limits_are_suspended_for_an_appeal_and_that_they_apply_again(cast):
    alert = scenarios.restricted(cast)
    assert "Condition: " in scenarios.entered(cast, alert).words

    appeal = scenarios.prepared(cast, alert, stay=True)
    said = scenarios.entered(cast, alert)
    assert (said.task, "Condition: " in said.words) == ("CHANGE", False)
    assert "Conditions: take them out. None applies while an appeal is decided." in said.words
    assert "What to do: All limits of contact are suspended until the appeal is decided: answer as usual." in said.words

    scenarios.determined(cast, appeal, "NOT_UPHELD")
    again = alert.entries.waiting().get()
    assert (again.task, "Condition: " in again.to_copy, "take them out" in again.to_copy) == ("CHANGE", True, False)


@pytest.mark.clause("P9b", "P11a")
def test_where_the_appeal_ends_the_alert_cx_is_told_to_remove_it(cast):
    alert = scenarios.restricted(cast)
    appeal = scenarios.prepared(cast, alert, stay=True)
    scenarios.entered(cast, alert)

    scenarios.determined(cast, appeal, "UPHELD")

    assert alert.entries.waiting().get().task == "REMOVE"


def test_who_removes_an_old_flag_is_told_of_a_new_one(cast):
    old = scenarios.ended(cast, scenarios.active(cast, days=200))
    new = scenarios.active(cast)
    assert f"Alert {new.reference} of the same code is in force: leave what stands as that one." in (
        old.entries.last().to_copy
    )


def test_the_note_of_a_void_report_is_taken_out_again_too(cast, sign_in, report):
    incident = report.incident
    note = incident.entries.get(system="CX")
    fill(sign_in("manager"), _url(note))
    make_void(cast, incident)

    (waiting,) = Entry.objects.waiting().filter(incident=incident)
    assert (waiting.system, waiting.task) == ("CX", "NOTE_OUT")
    fill(sign_in("manager"), _url(waiting))
    waiting.refresh_from_db()
    assert waiting.entered_by == cast.manager


def test_what_was_entered_of_a_void_report_is_taken_out_again(cast, sign_in, report):
    incident = report.incident
    step = {"by": cast.officer, "on": cast.today, "entered_on": cast.today}
    entries_services.record_entry(entry=report, version=report.version, reference="ASR-4711", **step)
    make_void(cast, incident)

    (waiting,) = Entry.objects.waiting().filter(incident=incident)
    assert (waiting.system, waiting.task, waiting.since) == ("ASSURE", "REPORT_OUT", cast.today)
    client = sign_in("officer")
    assert "Take the void report out of Assure" in words(client.get("/"))
    page = words(client.get(f"/incidents/{incident.reference}/"))
    assert "Take the void report out of Assure To enter" in page
    assert "Add a note in Cx no longer needed" in page
    said = words(client.get(_url(waiting)))
    assert f"Take out what was entered of it: ASR-4711, {show_date(cast.today)}" in said
    assert "Find this in Assure and take it out there, or have it taken out." in said
    assert "shouted" not in waiting.to_copy

    fill(client, _url(waiting))
    assert not Entry.objects.waiting().filter(incident=incident).exists()


@pytest.mark.long
def test_what_stands_in_cx_on_a_merged_file_is_moved_there_and_moved_back(cast):
    scenarios.second_file(cast)
    alert = scenarios.active(cast, customer=scenarios.TWIN)
    first = alert.entries.get()
    merge = scenarios.merged(cast)
    moved = "In Cx this alert may stand under {}: take it off there and set it under {}."
    assert alert.entries.count() == 1, "what waits tells the new reference by itself"
    assert moved.format(scenarios.TWIN, scenarios.LODGER) in Entry.objects.get(pk=first.pk).to_copy

    scenarios.entered(cast, alert)
    scenarios.unmerged(cast, merge)
    back = Entry.objects.get(alert=alert, task="CHANGE")
    assert f"Customer or property: {scenarios.TWIN}" in back.to_copy
    assert moved.format(scenarios.LODGER, scenarios.TWIN) in back.to_copy

    scenarios.entered(cast, alert)
    merge = scenarios.merged(cast)
    assert Entry.objects.waiting().get(alert=alert).task == "CHANGE"
    scenarios.entered(cast, alert)
    scenarios.unmerged(cast, merge)
    alert.refresh_from_db()
    removed = scenarios.ended(cast, alert).entries.last()
    assert f"may stand under {scenarios.LODGER}: take it off there." in removed.to_copy


# It refuses the wrong person


def test_a_lead_does_not_enter_a_report_of_others(cast, sign_in, report):
    sentence = "Whoever reported it, or Morwenna Manning, enters this."
    answers = {"reference": "A", **day("entered_on", cast.today)}
    assert_not_now(sign_in("lead"), _url(report), report, sentence, **answers)
    assert_not_now(sign_in("lead"), _url(report, "correct/"), report, sentence, reason="Wrong.")


def test_where_reporter_and_line_manager_have_left_a_lead_enters_the_report(cast, sign_in, report):
    for who in (cast.officer, cast.manager):
        who.is_active = False
        who.save()
    report = Entry.objects.get(pk=report.pk)
    assert "Report the incident in Assure" in words(sign_in("lead").get("/"))
    step = {"version": report.version, "on": cast.today, "entered_on": cast.today, "reference": "ASR-1"}
    with pytest.raises(NotAllowed, match="have left, so an Operational Lead of its service area enters this."):
        entries_services.record_entry(entry=report, by=cast.head, **step)
    fill(sign_in("lead"), _url(report), reference="ASR-1")
    report.refresh_from_db()
    assert report.entered_by == cast.lead


def test_of_a_restricted_file_only_a_named_reader_enters_and_confirms_an_alert(cast):
    alert = scenarios.active(cast)
    scenarios.restrict_file(cast)
    customer = Entry.objects.get(alert=alert).customer
    customer.readers.remove(cast.lead)
    entry = Entry.objects.get(alert=alert)
    step = {"by": cast.lead, "on": cast.today}
    sentence = "This customer’s file is restricted, and you are not one of its named readers. One of them does this."
    with pytest.raises(NotAllowed, match=sentence):
        entries_services.record_entry(entry=entry, version=entry.version, entered_on=cast.today, **step)
    with pytest.raises(NotAllowed, match=sentence):
        entries_services.correct_entry(entry=entry, version=entry.version, by=cast.lead, reason="Wrong.")
    with pytest.raises(NotAllowed, match=sentence):
        entries_services.confirm_recorded(cases=[alert], **step)
    for who in (cast.officer, cast.manager):
        who.is_active = False
        who.save()
    (incident,) = alert.investigation.incidents.all()
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.entered(cast, incident, by=cast.lead)


# It refuses the wrong state


def test_what_is_entered_or_void_is_not_entered_again(cast, sign_in, report):
    client, answers = sign_in("officer"), {"reference": "A", **day("entered_on", cast.today)}
    sentence = "Nothing is recorded as entered here, so there is nothing to correct."
    assert_not_now(client, _url(report, "correct/"), report, sentence, reason="Wrong.")

    scenarios.entered(cast, report.incident)
    note = report.incident.entries.last()
    with nothing_changes():
        response = client.post(_url(note), {"version": note.version, **answers})
    assert_refused(response, f"Oliver Fisk entered this on {show_date(cast.today)}. Correct that instead.")
    assert_kept(response, reference="A")

    incident = report.incident
    make_void(cast, incident)
    sentence = "The report is void, so nothing of it has to be entered."
    assert_not_now(client, _url(report), report, sentence, **answers)
    assert "so it is taken out of Civica Cx again." in words(client.get(_url(note)))


# It refuses bad input


@pytest.mark.same_on_both
def test_each_error_has_its_own_words(cast, sign_in, report):
    client = sign_in("officer")
    with nothing_changes():
        assert_asks(fill(client, _url(report), reference=" "), "Enter the reference that Assure gave the report")
        assert_asks(
            fill(client, _url(report), reference="A", **day("entered_on", cast.ago(-1))),
            "The day it was entered must be today or in the past",
        )
        early = fill(client, _url(report), reference="A", **day("entered_on", cast.ago(21)))
    assert_refused(early, "so it cannot have been entered before. Check the day.")
    scenarios.entered(cast, report.incident)
    note = report.incident.entries.last()
    with nothing_changes():
        assert_asks(fill(client, _url(note, "correct/"), reason=" "), "Say what was wrong")
    step = {"entry": note, "version": note.version, "by": cast.officer}
    with pytest.raises(NotAllowed, match="Say what was wrong."):
        entries_services.correct_entry(**step, reason=" ")
