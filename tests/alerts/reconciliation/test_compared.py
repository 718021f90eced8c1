"""What differs between our alerts and those of Cx, and whose each line of the export is (§11)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alerts.reconciliation.policies import differ
from tests import scenarios
from tests.alerts.reconciliation.comparing import COLUMNS, as_in_cx, compare
from tests.scenarios import HONG, LODGER

pytestmark = pytest.mark.usefixtures("wednesday")
NAMED = [name for name in COLUMNS if name not in ("Contact Reference", "Alert Type", "Comment")]
"""The columns of the All Alerts report, which names nobody by reference and no type."""


@pytest.fixture
def alert(cast):
    """An alert on Mr Lodger that was taken over from Cx, 100 days ago."""
    return scenarios.carried_over(cast)


def rows(run):
    return list(run.differences.order_by("number"))


def sides(run):
    return [row.side for row in rows(run)]


@pytest.mark.clause("P11a")
def test_what_agrees_is_counted_and_is_no_row(cast, alert):
    run = compare(cast, as_in_cx(alert))
    assert (run.agreed, run.rows, run.lines, rows(run)) == (1, 0, 1, [])
    reviewed = scenarios.carried_over(cast, customer=HONG, days=300, reviewed=40)
    unknown = as_in_cx(alert, Contact_Reference="D900004")
    run = compare(cast, unknown, as_in_cx(reviewed), as_in_cx(reviewed, Alert_Type="Weapons"))
    assert (run.agreed, sides(run)) == (1, ["OURS", "THEIRS", "THEIRS"]), "they stand by their kind"


@pytest.mark.clause("P11a")
def test_each_fact_that_differs_is_found(cast, alert):
    for cells, facts in [
        ({"Alert_Type": "Weapons"}, ["TYPE"]),
        ({"Alert_Type": "Shouts a lot"}, ["TYPE"]),
        ({"Effective_From_Date": "01/02/2026"}, ["FROM"]),
        ({"Effective_To_Date": "31/12/2026"}, ["UNTIL"]),
        ({"Review_Period": "6 Months"}, ["PERIOD"]),
        ({"Review_Period": "2 Years"}, ["PERIOD"]),
        ({"Latest_Review_Completion_Date": "01/05/2026"}, ["REVIEWED"]),
        ({"Review_Due_Date": "01/12/2026"}, ["DUE"]),
        ({"Review_Period": "6", "Review_Due_Date": "2026-09-02"}, ["PERIOD", "DUE"]),
    ]:
        run = compare(cast, as_in_cx(alert, **cells))
        (row,) = rows(run)
        assert (row.side, row.alert, row.line, row.answer) == ("DIFFER", alert, 2, "")
        assert differ(row.here, row.there) == facts
        assert (run.differ, run.agreed) == (1, 0)


@pytest.mark.clause("P11a")
def test_what_the_export_does_not_say_is_not_compared(cast, alert):
    for blank in ["Alert_Type", "Review_Period", "Review_Due_Date"]:
        assert compare(cast, as_in_cx(alert, **{blank: ""})).agreed == 1


@pytest.mark.clause("P11a")
def test_a_type_is_known_by_its_name_or_its_code(cast, alert):
    for type in ["VISIT_IN_PAIRS", "visit in pairs", "Visit  in Pairs "]:
        assert compare(cast, as_in_cx(alert, Alert_Type=type)).agreed == 1


@pytest.mark.clause("P11a")
def test_an_alert_of_which_cx_knows_nothing_is_a_row(cast, alert):
    other = scenarios.carried_over(cast, customer=HONG)
    run = compare(cast, as_in_cx(other))
    (row,) = rows(run)
    assert (row.side, row.alert, row.customer, row.line, row.there) == ("OURS", alert, alert.customer, None, {})
    assert row.here["FROM"] == alert.effective_from.isoformat()


@pytest.mark.clause("P11a")
def test_an_alert_of_which_we_know_nothing_is_a_row_of_its_customer(cast, alert):
    run = compare(cast, as_in_cx(alert), as_in_cx(alert, Contact_Reference=HONG, Alert_Type="Weapons"))
    (row,) = rows(run)
    assert (row.side, row.alert, row.customer.reference, row.line, row.here) == ("THEIRS", None, HONG, 3, {})
    assert (row.there["TYPE"], row.why_unknown) == ("Weapons", "")


@pytest.mark.clause("P11a")
def test_an_alert_that_ended_here_and_stands_in_cx_is_a_row_of_that_alert(cast, alert):
    line = as_in_cx(alert)
    scenarios.entered(cast, scenarios.ended(cast, alert))
    run = compare(cast, line, on=cast.today - timedelta(days=1))
    (row,) = rows(run)
    assert (row.side, row.alert, row.answer) == ("THEIRS", alert, "ENTER"), "it was taken out since the export"


@pytest.mark.clause("P11a")
def test_two_flags_of_one_type_are_one_too_many(cast, alert):
    run = compare(cast, as_in_cx(alert, Effective_From_Date="01/02/2026"), as_in_cx(alert))
    (row,) = rows(run)
    assert (run.agreed, row.side, row.line) == (1, "THEIRS", 2), "the flag of the same day is ours"


@pytest.mark.clause("P11a")
def test_what_ended_in_cx_and_what_stands_there_twice_is_left_out_and_counted(cast, alert):
    line = as_in_cx(alert)
    run = compare(cast, line, line, as_in_cx(alert, Contact_Reference=HONG, Effective_To_Date="09/06/2026"))
    assert (run.rows, run.agreed, run.lines, run.doubled, run.over) == (0, 1, 3, 1, 1)
    assert run.notes == [[3, "The same as line 2, so it was left out."]]


@pytest.mark.clause("P11a")
def test_an_alert_that_began_after_the_export_is_not_compared(cast):
    scenarios.carried_over(cast, days=0)
    other = scenarios.carried_over(cast, customer=HONG)
    assert compare(cast, as_in_cx(other), on=cast.ago(1)).rows == 0


@pytest.mark.clause("P11a")
def test_the_one_alert_of_a_person_is_meant_where_no_type_is_said(cast, alert):
    assert compare(cast, as_in_cx(alert, Asset_Reference="A-D1"), columns=NAMED).agreed == 1
    line = as_in_cx(alert, Asset_Reference="A-D1", Effective_From_Date="01/02/2026")
    (row,) = rows(compare(cast, line, columns=NAMED))
    assert differ(row.here, row.there) == ["FROM"]


@pytest.mark.clause("P11a", refuses=True)
def test_of_two_alerts_none_is_guessed(cast, alert):
    scenarios.carried_over(cast, code="WEAPONS")
    line = as_in_cx(alert, Asset_Reference="A-D1", Effective_From_Date="01/02/2026")
    assert sides(compare(cast, line, columns=NAMED)) == ["OURS", "OURS", "THEIRS"]


@pytest.mark.clause("P11a", refuses=True)
def test_nobody_is_guessed_and_nobody_is_named(cast, alert):
    for cells, why in [
        ({"Contact_Reference": "D123456"}, "No customer has the reference D123456."),
        (
            {"Contact_Reference": "", "Asset_Reference": "X9"},
            "No property here has the Asset Reference of the line.",
        ),
        (
            {"Contact_Reference": "", "Asset_Reference": "A-D2"},
            (
                "Nobody of the name on the line can be found at its property. Give the Contact Reference; a restricted file "
                "is found by that alone."
            ),
        ),
    ]:
        run = compare(cast, as_in_cx(alert, **cells))
        row = rows(run)[-1]
        assert (row.side, row.alert, row.customer, row.asset, row.why_unknown) == ("THEIRS", None, None, None, why)
        assert "Lodger" not in f"{row.there} {row.why_unknown} {run.notes}"


@pytest.mark.clause("P11a", refuses=True)
def test_a_name_that_two_have_there_is_nobodys(cast, alert):
    scenarios.second_file(cast, surname="Lodger")
    row = rows(compare(cast, as_in_cx(alert, Asset_Reference="A-D1"), columns=NAMED))[-1]
    assert row.why_unknown.startswith("Several people of the name on the line can be found at its property.")


@pytest.mark.clause("P11a")
def test_a_merged_file_stands_for_the_one_that_was_kept(cast, alert):
    twin = scenarios.second_file(cast)
    scenarios.merged(cast)
    line = as_in_cx(alert)
    run = compare(cast, line | {"Contact Reference": twin.reference})
    assert [row.side for row in rows(run) if row.side != "DIFFER"] == []
    assert run.agreed + run.differ == 1


@pytest.mark.clause("P11a")
def test_our_reference_in_the_comment_says_which_alert_it_is(cast, alert):
    scenarios.carried_over(cast, code="WEAPONS", days=50)
    line = as_in_cx(alert, Alert_Type="Other", Effective_From_Date="01/02/2026", Comment=f"see {alert.reference}!")
    found = {row.side: row for row in rows(compare(cast, line))}
    assert found["DIFFER"].alert == alert
    assert found["OURS"].alert != alert


@pytest.mark.clause("P11a", refuses=True)
def test_our_reference_at_somebody_else_says_nothing(cast, alert):
    other = scenarios.carried_over(cast, customer=HONG)
    for comment in ["CM-2020-99999", "THE OTHER ONE"]:
        comment = other.reference if comment == "THE OTHER ONE" else comment
        assert compare(cast, as_in_cx(alert, Comment=comment), as_in_cx(other)).agreed == 2


@pytest.mark.clause("P11a")
def test_our_reference_of_an_alert_that_was_replaced_means_the_one_in_its_place(cast):
    before = scenarios.active(cast, days=60)
    after = scenarios.approved(cast, scenarios.proposed_to_replace(cast, before))
    line = as_in_cx(
        after, Contact_Reference="", Asset_Reference="X9", Comment=f"Contact Management alert {before.reference}"
    )
    run = compare(cast, line)
    assert (run.agreed, [row.alert for row in rows(run)]) == (1, [])


@pytest.mark.clause("P11a")
def test_an_alert_on_a_property_alone_is_found_by_the_property(cast):
    dogs = scenarios.on_a_property(cast)
    assert dogs.customer is None
    line = as_in_cx(dogs)
    assert compare(cast, line).agreed == 1
    named = line | {"Contact Reference": LODGER, "Review Period": "3 Months"}
    (row,) = rows(compare(cast, named))
    assert (row.alert, row.customer, row.asset) == (dogs, None, dogs.asset), "Cx hangs it on a person there"
    run = compare(cast, line | {"Effective From Date": "01/02/2026", "Alert Type": "Weapons"})
    assert sides(run) == ["OURS", "THEIRS"]
    assert rows(run)[1].asset == dogs.asset


@pytest.mark.clause("P11a", refuses=True)
def test_a_restricted_file_is_not_found_by_name_and_property(cast, alert):
    scenarios.restrict(cast, readers=[cast.lead])
    run = compare(cast, as_in_cx(alert, Asset_Reference="A-D1"), columns=NAMED)
    (row,) = rows(run)
    assert (row.side, row.customer, run.uncompared) == ("THEIRS", None, 1), "the same as if he did not live there"
    run = compare(cast, as_in_cx(alert))
    assert (run.agreed, run.uncompared) == (1, 0), "by its reference it is found"


@pytest.mark.clause("P11a")
def test_what_waits_to_be_entered_needs_no_answer(cast):
    alert = scenarios.active(cast, days=20)
    other = scenarios.carried_over(cast, customer=HONG)
    (row,) = rows(compare(cast, as_in_cx(other)))
    assert (row.alert, row.answer, row.answered_by, row.answered_on) == (alert, "ENTER", None, cast.today)


@pytest.mark.clause("P11a")
def test_what_was_entered_since_the_export_needs_no_answer(cast):
    scenarios.entered(cast, scenarios.active(cast, days=20))
    other = scenarios.carried_over(cast, customer=HONG)
    for days in (1, 0):
        (row,) = rows(compare(cast, as_in_cx(other), on=cast.ago(days)))
        assert row.answer == "ENTER"


@pytest.mark.clause("P11a", refuses=True)
def test_what_was_entered_before_the_export_and_is_not_there_is_to_answer(cast, wednesday):
    scenarios.entered(cast, scenarios.active(cast, days=20))
    other = scenarios.carried_over(cast, customer=HONG)
    wednesday.shift(timedelta(days=3))
    cast.today += timedelta(days=3)
    (row,) = rows(compare(cast, as_in_cx(other)))
    assert row.answer == ""


@pytest.mark.long
@pytest.mark.parametrize("shown", ["", "answered"])
def test_more_rows_cost_a_page_no_more_queries(cast, sign_in, shown):
    client, counted = sign_in("lead"), []
    found = [scenarios.carried_over(cast, customer=f"D90000{each}") for each in range(1, 7)]
    for some in (found[:1], found):
        run = compare(cast, *(as_in_cx(each, Review_Period="3 Months") for each in some))
        answer = {"answer": "RIGHT", "reason": "As agreed.", "answered_on": cast.today} if shown else {}
        run.differences.update(**answer, answered_by=cast.lead if shown else None)
        client.get(f"/reconciliations/{run.reference}/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/reconciliations/{run.reference}/?shown={shown}").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 20
