"""Answer one row of a comparison: an entry in Cx, what is wrong here, or right as it is (§11)."""

import pytest

from alerts.models import Alert, Difference, Entry
from alerts.reconciliation import policies, services
from housing_alerts.duties.models import Duty
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.alerts.reconciliation.comparing import as_in_cx, compare
from tests.page import assert_asks, assert_blocked, assert_done, assert_refused, nothing_changes, send, words
from tests.scenarios import HONG, LODGER

pytestmark = pytest.mark.usefixtures("wednesday")
REASON = "Cx keeps it for the garages."
NOBODY = {"Contact_Reference": "D123456"}


@pytest.fixture
def alert(cast):
    """An alert on Mr Lodger that was taken over from Cx, 100 days ago."""
    return scenarios.carried_over(cast)


def row_of(cast, alert, side="DIFFER", **cells):
    """A row of that kind: the alert with another period, without its line, or a line of which nothing is here."""
    other = {} if side == "THEIRS" else {"Contact_Reference": HONG}
    lines = {
        "DIFFER": [as_in_cx(alert, **{"Review_Period": "3 Months"} | cells)],
        "OURS": [as_in_cx(alert, **other)],
        "THEIRS": [as_in_cx(alert), as_in_cx(alert, **{"Contact_Reference": HONG, "Alert_Type": "Weapons"} | cells)],
    }
    run = compare(cast, *lines[side])
    return run.differences.filter(side=side).select_related("run").get()


def url(row):
    return f"/reconciliations/{row.run.reference}/{row.number}/"


def answer(cast, row, said, reason="", *, by=None):
    step = {"version": row.version, "by": by or cast.lead, "on": cast.today, "answer": said, "reason": reason}
    return services.answer_difference(difference=row, **step)


@pytest.mark.clause("P11a")
@pytest.mark.parametrize(("side", "task"), [("DIFFER", "CHANGE"), ("OURS", "SET")])
def test_what_must_be_changed_in_cx_becomes_an_entry(sign_in, cast, alert, side, task):
    row = row_of(cast, alert, side)
    client = sign_in("lead")
    page = words(client.get(url(row)))
    assert "Lewis Lodger" in page
    response = send(client, url(row), row, answer="ENTER")

    assert_done(client, response, f"/reconciliations/{row.run.reference}/", "stands in the list of entries.")
    entry = Entry.objects.get(alert=alert)
    assert (entry.task, entry.system, entry.since, entry.entered_on) == (task, "CX", cast.today, None)
    row.refresh_from_db()
    assert (row.answer, row.answered_by, row.answered_on) == ("ENTER", cast.lead, cast.today)
    assert Duty.objects.open().filter(kind="ENTER", reference=alert.reference).exists()
    event = AuditEvent.objects.latest("position")
    assert (event.action, event.reference, event.customer) == ("answer difference from Cx", alert.reference, LODGER)
    assert row.history.first().history_change_reason == "Cx must be changed"
    assert "The list of entries" in words(client.get(url(row)))


@pytest.mark.clause("P11a")
def test_an_alert_that_ended_here_is_removed_in_cx(cast, alert):
    line = as_in_cx(alert)
    scenarios.ended(cast, alert)
    Entry.objects.all().delete()
    run = compare(cast, line)
    row = run.differences.get()
    assert (row.side, row.alert, row.answer) == ("THEIRS", alert, "")
    answer(cast, row, "ENTER")
    assert Entry.objects.get().task == "REMOVE"


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_an_alert_that_nobody_here_decided_is_taken_out_of_cx_by_an_entry_of_its_own(sign_in, cast, alert):
    row = row_of(cast, alert, "THEIRS")
    answer(cast, row, "ENTER")

    entry = Entry.objects.get()
    assert (entry.task, entry.case, entry.customer.reference) == ("REMOVE", row, HONG)
    client = sign_in("lead")
    page = words(client.get(f"/entries/?case={row.reference}"))
    for said in (
        f"Contact Management comparison {row.reference}",
        f"Customer or property: {HONG}",
        "Alert in Cx: Weapons, from 2 March 2026",
        "What to do: take it out. Nobody decided it here.",
    ):
        assert said in page
    assert words(client.get(f"/entries/{entry.pk}/")).startswith("In Cx alone")
    (duty,) = Duty.objects.open().filter(kind="ENTER")
    assert (duty.reference, duty.role, duty.area.name) == (row.reference, "OPERATIONAL_LEAD", "Housing")

    response = send(client, f"/entries/{entry.pk}/", entry, entered_on_day=10, entered_on_month=6, entered_on_year=2026)
    assert_done(client, response, url(row), "Remove the alert in Cx: recorded as done.")
    assert not Duty.objects.open().filter(kind="ENTER").exists()
    assert AuditEvent.objects.latest("position").customer == HONG


@pytest.mark.long
@pytest.mark.clause("P11a")
def test_so_is_one_of_somebody_whom_nobody_knows(sign_in, cast, alert):
    row = row_of(cast, alert, "THEIRS", **NOBODY)
    answer(cast, row, "ENTER", by=cast.people["lead2"])
    page = words(sign_in("lead").get("/entries/"))
    assert "Nobody known here" in page
    assert "Customer or property: Line 3 of the export of 10 June 2026" in page
    (duty,) = Duty.objects.open().filter(kind="ENTER")
    assert (duty.role, duty.area, duty.customer) == ("OPERATIONAL_LEAD", None, None)
    entry = Entry.objects.get()
    scenarios.entered_of(cast, entry)
    assert not Duty.objects.open().filter(kind="ENTER").exists()


@pytest.mark.clause("P11a")
def test_an_entry_that_waits_already_is_not_asked_for_twice(cast, alert):
    row = row_of(cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    before = Entry.objects.count()
    assert before
    answer(cast, Difference.objects.get(pk=row.pk), "ENTER")
    assert Entry.objects.count() == before


@pytest.mark.clause("P11a")
def test_what_is_wrong_here_leads_to_the_page_where_it_is_put_right(sign_in, cast, alert):
    row = row_of(cast, alert)
    client = sign_in("lead")
    page = client.get(url(row)).content.decode()
    for link in (
        f"/alerts/{alert.reference}/",
        f"/alerts/{alert.reference}/review/",
        f"/alerts/{alert.reference}/end/",
    ):
        assert f'href="{link}"' in page
    response = send(client, url(row), row, answer="HERE", reason="The review was never typed.")
    assert_done(client, response, url(row), "kept. Put it right on one of the pages below.")
    assert "It is wrong here: The review was never typed. (Lena Ledger, 10 June 2026)" in words(client.get(url(row)))
    assert not Entry.objects.exists()


@pytest.mark.clause("P11a")
def test_what_is_missing_here_is_logged(sign_in, cast, alert):
    for cells, links in [({}, [f"/customers/{HONG}/", "/incidents/log/"]), (NOBODY, ["/incidents/log/"])]:
        page = sign_in("lead").get(url(row_of(cast, alert, "THEIRS", **cells)))
        for link in links:
            assert f'href="{link}"' in page.content.decode()
        assert "is imported by a System administrator" in words(page)


@pytest.mark.clause("P11a")
def test_right_as_it_is_keeps_its_reason_and_can_be_answered_otherwise(sign_in, cast, alert):
    row = row_of(cast, alert)
    client = sign_in("lead")
    response = send(client, url(row), row, answer="RIGHT", reason=REASON)
    assert_done(client, response, f"/reconciliations/{row.run.reference}/", "kept.")
    row.refresh_from_db()
    assert_done(
        client, send(client, url(row), row, answer="ENTER"), f"/reconciliations/{row.run.reference}/", "entries"
    )
    assert Entry.objects.get().alert == alert


@pytest.mark.clause("P11a")
def test_the_responsible_lead_of_another_area_answers(cast):
    alert = scenarios.active(cast, days=20)
    scenarios.entered(cast, alert)
    row = compare(cast, as_in_cx(alert, Review_Period="3 Months"), on=cast.ago(-0)).differences.get()
    Difference.objects.filter(pk=row.pk).update(answer="", answered_on=None)
    Alert.objects.filter(pk=alert.pk).update(responsible_lead=cast.people["lead2"])
    row = Difference.objects.get(pk=row.pk)
    assert answer(cast, row, "RIGHT", REASON, by=cast.people["lead2"]).answered_by == cast.people["lead2"]


@pytest.mark.clause("P11a", refuses=True)
def test_an_operational_lead_answers_and_of_nobody_we_know_any_lead_does(sign_in, cast, alert):
    row = row_of(cast, alert)
    assert_blocked(sign_in("head").get(url(row)), "An Operational Lead for Housing answers this.")
    row = row_of(cast, alert, "THEIRS", **NOBODY)
    client = sign_in("admin")
    assert_blocked(client.get(url(row)), "An Operational Lead answers this.")
    assert_refused(send(client, url(row), row, answer="RIGHT", reason=REASON), "An Operational Lead answers this.")
    assert answer(cast, row, "RIGHT", REASON, by=cast.people["lead2"])


@pytest.mark.clause("P11a", refuses=True)
def test_a_restricted_file_is_answered_by_its_named_readers(sign_in, cast, alert):
    Alert.objects.filter(pk=alert.pk).update(responsible_lead=cast.lead)
    row = row_of(cast, alert)
    scenarios.restrict(cast, readers=[cast.head])
    assert sign_in("lead").get(url(row)).status_code == 404
    with pytest.raises(NotAllowed, match="This customer’s file is restricted. One of its named readers answers this."):
        answer(cast, Difference.objects.get(pk=row.pk), "RIGHT", REASON)
    scenarios.restrict(cast, readers=[cast.lead])
    assert answer(cast, Difference.objects.get(pk=row.pk), "RIGHT", REASON)


@pytest.mark.clause("P11a", refuses=True)
def test_what_stands_in_the_list_of_entries_is_not_answered_again(sign_in, cast, alert):
    row = row_of(cast, alert)
    answer(cast, row, "ENTER")
    row.refresh_from_db()
    client = sign_in("lead")
    said = "What must be changed in Cx stands in the list of entries. The next comparison shows whether it was done."
    assert_blocked(client.get(url(row)), said)
    with nothing_changes():
        assert_refused(send(client, url(row), row, answer="RIGHT", reason=REASON), said)


@pytest.mark.clause("P11a", refuses=True)
def test_a_row_of_an_earlier_comparison_is_answered_in_the_later_one(sign_in, cast, alert):
    row = row_of(cast, alert)
    later = compare(cast, as_in_cx(alert, Review_Period="4 Months"))
    client = sign_in("lead")
    said = f"Comparison {later.reference} is later than this one. Answer the row there."
    assert_blocked(client.get(url(row)), said)
    assert_refused(send(client, url(row), row, answer="RIGHT", reason=REASON), said)


@pytest.mark.clause("P11a", refuses=True)
def test_of_an_alert_that_ended_since_its_own_entry_tells(sign_in, cast, alert):
    row = row_of(cast, alert)
    scenarios.ended(cast, alert)
    response = send(sign_in("lead"), url(row), row, answer="ENTER")
    assert_refused(
        response,
        f"Alert {alert.reference} is ended since. What Cx must be told of that stands in the list of entries.",
    )


@pytest.mark.clause("P11a", refuses=True)
def test_somebody_was_quicker(sign_in, cast, alert):
    row = row_of(cast, alert)
    answer(cast, row, "RIGHT", REASON)
    response = send(sign_in("lead"), url(row), row, answer="HERE", reason="Another reason.")
    assert_refused(response, "Lena Ledger changed this on")
    assert "Another reason." in response.content.decode()


@pytest.mark.clause("P11a", refuses=True)
def test_a_reason_is_asked_for(sign_in, cast, alert):
    row = row_of(cast, alert)
    for said in ("HERE", "RIGHT"):
        response = send(sign_in("lead"), url(row), row, answer=said, reason="  ")
        assert_asks(response, "Say why, so that whoever compares next can read it")
        refusal = policies.why_answer_refused(row, said, " ")
        assert str(refusal) == "Say why, so that whoever compares next can read it."
    assert_asks(send(sign_in("lead"), url(row), row), "Choose what is to be done")
    assert_asks(send(sign_in("lead"), url(row), row, answer="X"), "Choose one of those that are shown")
