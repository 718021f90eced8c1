"""The All Alerts report of the housing system: what it brings, what it asks to look at, and what it refuses."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from alerts.alert import services as alert_services
from alerts.carrying_over import services as carrying_over_services
from alerts.carrying_over.imports import import_alerts
from alerts.models import Alert, AlertType, Review
from housing_alerts.customers.imports import import_customers
from housing_alerts.customers.models import Customer
from housing_alerts.importing.reading import Silent, Unreadable
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from tests import exports, scenarios, settling, trail
from tests.exports import ALERT, ROSE, SAM

TODAY = date(2026, 6, 1)
EXPORTED = date(2025, 6, 1)


@pytest.fixture
def known(db, tmp_path):
    """Rose and Sam, who live at 1 Acorn Close, and whoever else a test knows."""

    def know(*rows):
        path = tmp_path / "contacts.csv"
        path.write_text(exports.text(list(rows), exports.CONTACTS))
        return import_customers(path, today=TODAY, progress=Silent)

    know(ROSE, SAM)
    return know


@pytest.fixture
def carry_over(known, tmp_path):
    """Import rows of a report made on 1 June 2025, as on 1 June 2026; of type Visit in Pairs unless told otherwise."""

    def run(*rows, columns=exports.ALERTS, code="VISIT_IN_PAIRS", exported_on=EXPORTED, today=TODAY, **options):
        path = tmp_path / "report.csv"
        path.write_text(exports.text(list(rows), columns))
        return import_alerts(path, code=code, exported_on=exported_on, today=today, progress=Silent, **options)

    return run


def sentences(said):
    return [str(one) for one in said]


@pytest.mark.clause("F1")
def test_an_alert_is_carried_over_as_it_stands(carry_over):
    report = carry_over(ALERT)

    alert = Alert.objects.get()
    assert alert.is_active
    assert (alert.customer.reference, alert.asset, alert.type.code, alert.origin) == (
        "C1",
        None,
        "VISIT_IN_PAIRS",
        "CX",
    )
    assert (alert.effective_from, alert.first_period, alert.review_due_on) == (
        date(2024, 11, 29),
        12,
        date(2025, 11, 29),
    )
    assert (alert.controls, alert.instruction) == (["AT_LEAST_TWO"], "Attend in pairs. Do not go alone.")
    assert (alert.informing, alert.procedure_version) == ("NOT_RECORDED", "")
    assert (alert.investigation, alert.decided_by, alert.responsible_lead) == (None, None, None)
    assert alert.service_area.name == "Housing"
    assert not alert.reviews.exists()
    assert (report.created, report.kept, report.notes, report.refused) == (1, True, [], [])
    assert alert.history.get().history_change_reason == "Carried over from report.csv, line 2"
    assert AuditEvent.objects.get(action="carry over alert").reference == alert.reference


@pytest.mark.clause("F1")
def test_its_latest_review_comes_with_it_and_sets_the_next_due_day(carry_over):
    carry_over(ALERT | {"Latest Review Completion Date": "31/03/2025", "Review Due Date": "31/03/2026"})

    alert, review = Alert.objects.get(), Review.objects.get()
    assert (review.alert, review.status, review.completed_on) == (alert, "COMPLETED", date(2025, 3, 31))
    assert review.next_due_on == alert.review_due_on == date(2026, 3, 31)
    assert (review.outcome, review.completed_by, alert.version) == ("", None, 1)
    assert AuditEvent.objects.get(action="carry over review").reference == review.reference


def test_without_a_type_it_is_to_be_confirmed_and_listed(carry_over):
    report = carry_over(ALERT, code="TO_BE_CONFIRMED")

    alert = Alert.objects.get()
    assert alert.instruction == "Ask the responsible Lead before you go."
    assert sentences(report.notes) == [f"Line 2: Rose Tenant: the type of alert {alert.reference} is to be confirmed."]


def test_an_alert_of_a_type_that_hangs_on_the_property_keeps_it(carry_over):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    carry_over(ALERT, code="DANGEROUS_DOGS")
    assert Alert.objects.get().asset.reference == "A1"


def test_the_group_tells_two_people_of_one_name_apart(carry_over, known):
    other = {
        "Contact Reference": "C3",
        "Group Name": "Others",
        "Tenancy Reference": "T3",
        "Date of Birth": "01/01/1960",
    }
    known(ROSE, SAM, ROSE | other)

    carry_over(ALERT | {"Group Name": "others"})

    assert Alert.objects.get().customer.reference == "C3"


def test_whoever_lives_there_now_goes_before_whoever_left(carry_over, known):
    known(ROSE | {"Tenancy End": "01/01/2026"}, ROSE | {"Contact Reference": "C3", "Date of Birth": "01/01/1960"})
    carry_over(ALERT)
    assert Alert.objects.get().customer.reference == "C3"


def test_what_does_not_fit_is_reported_and_what_was_taken(carry_over):
    no_day = {"Review Due Date": "01/12/2025"}
    for changes, options, note in (
        (
            {"Review Period": "2 Years"},
            {},
            "Line 2: Review Period is 2 Years. Taken as 12 months, the most that §8 allows.",
        ),
        (
            no_day,
            {},
            "Line 2: Review Due Date is 01/12/2025; 12 months from 29/11/2024 is 29/11/2025. Taken: the computed day.",
        ),
        (
            {},
            {"exported_on": TODAY},
            "Overdue does not fit 01/06/2026 on 1 of 1 lines. When was the report made? Say so with --exported-on.",
        ),
        ({"Group Name": "Others"}, {}, "Line 2: Group Name is Others; Rose Tenant is known in Tenant household."),
    ):
        with settling.undone():
            assert sentences(carry_over(ALERT | changes, **options).notes) == [note]
            assert (Alert.objects.get().first_period, Alert.objects.get().review_due_on) == (12, date(2025, 11, 29))


def test_a_period_in_the_usual_ways(carry_over):
    for said, months in (("6 Months", 6), ("6", 6), ("1 year", 12), ("3mths", 3), ("", 12)):
        with settling.undone():
            carry_over(ALERT | {"Review Period": said, "Review Due Date": "", "Overdue": ""})
            assert Alert.objects.get().first_period == months


def test_somebody_who_died_or_moved_is_reported(carry_over, known):
    known(ROSE | {"Deceased": "Y"}, SAM | {"Tenancy End": "01/01/2026"})
    report = carry_over(ALERT, ALERT | {"Contact Name": "Sam Tenant"})

    rose, sam = Alert.objects.order_by("reference")
    assert sentences(report.notes) == [
        f"Line 2: Rose Tenant has died. Is alert {rose.reference} still needed?",
        "Line 3: Sam Tenant no longer lives at A1. The alert goes with the person.",
    ]
    assert sam.customer.reference == "C2"


def test_the_same_report_again_makes_no_duplicates(carry_over):
    carry_over(ALERT | {"Latest Review Completion Date": "31/03/2025", "Review Due Date": "31/03/2026"})
    events, versions = AuditEvent.objects.count(), Alert.history.count()

    report = carry_over(ALERT | {"Latest Review Completion Date": "31/03/2025", "Review Due Date": "31/03/2026"})

    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)
    assert (Alert.objects.count(), Review.objects.count()) == (1, 1)
    assert (AuditEvent.objects.count(), Alert.history.count()) == (events, versions)


@pytest.mark.clause("F1")
def test_a_later_completion_is_a_new_review(carry_over):
    carry_over(ALERT)
    report = carry_over(ALERT | {"Latest Review Completion Date": "30/05/2025", "Review Due Date": "30/05/2026"})

    alert = Alert.objects.get()
    assert (report.updated, alert.reviews.get().completed_on, alert.review_due_on) == (
        1,
        date(2025, 5, 30),
        date(2026, 5, 30),
    )
    report = carry_over(ALERT | {"Latest Review Completion Date": "01/05/2025", "Review Due Date": "01/05/2026"})
    assert (report.unchanged, Review.objects.count()) == (1, 1), "an earlier completion changes nothing"


@pytest.mark.long
def test_an_alert_that_was_removed_here_stays_removed(carry_over, cast):
    carry_over(ALERT)
    alert = Alert.objects.get()
    alert_services.end_alert(
        alert=alert,
        version=alert.version,
        by=cast.lead,
        on=TODAY,
        because="RISK_REDUCED",
        reason="Nothing has happened since last year.",
    )

    report = carry_over(ALERT | {"Latest Review Completion Date": "30/05/2025", "Review Due Date": "30/05/2026"})

    assert (report.unchanged, Alert.objects.get().is_active, Review.objects.count()) == (1, False, 0)


HERE = {
    "Contact Name": "Lewis Lodger",
    "Group Name": "",
    "Asset Reference": "A-D1",
    "Review Due Date": "",
    "Overdue": "",
}


def _line_of(alert, **changes):
    return ALERT | HERE | {"Effective From Date": f"{alert.effective_from:%d/%m/%Y}"} | changes


@pytest.fixture
def report_now(cast, carry_over):
    """Import the lines as a report of today. Their alerts were made here a few days ago."""

    def run(*rows, **options):
        return carry_over(*rows, exported_on=cast.today, today=cast.today, **options)

    return run


@pytest.mark.long
@pytest.mark.clause("F1", refuses=True)
@pytest.mark.parametrize("code", ["VISIT_IN_PAIRS", "TO_BE_CONFIRMED"])
@pytest.mark.parametrize("wrong", ["appeal", "error"])
def test_an_alert_found_wrong_here_is_not_put_in_force_again(report_now, cast, code, wrong):
    alert = scenarios.active(cast, days=10)
    if wrong == "appeal":
        scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")
    else:
        scenarios.ended(cast, alert, "ERROR")
    alert.refresh_from_db()
    made = Alert.objects.count()

    report = report_now(_line_of(alert), ALERT, code=code)

    sentence = (
        f"Line 2: Alert {alert.reference} of this customer ended here on {alert.ended_on:%d/%m/%Y}: remove it in Cx."
    )
    assert sentence in sentences(report.notes)
    assert (report.created, report.unchanged, report.refused, report.kept) == (1, 1, [], True)
    assert (Alert.objects.count(), alert.customer.alerts.active().count()) == (made + 1, 0)


@pytest.mark.clause("F1")
def test_an_alert_in_force_here_is_known_already(report_now, cast):
    alert = scenarios.active(cast, days=10, inform=scenarios.WITHHOLD)

    for code in ["VISIT_IN_PAIRS", "TO_BE_CONFIRMED"]:
        report = report_now(_line_of(alert, **{"Latest Review Completion Date": f"{cast.today:%d/%m/%Y}"}), code=code)

        assert (report.created, report.unchanged, report.refused, report.notes) == (0, 1, [], [])
        assert list(alert.customer.alerts.all()) == [alert]
        assert not alert.reviews.exists()


@pytest.mark.clause("F1", refuses=True)
def test_an_alert_on_a_property_made_here_is_known_by_the_property(report_now, cast):
    alert = scenarios.on_a_property(cast)
    line = _line_of(alert)
    assert (report_now(line, code="TO_BE_CONFIRMED").unchanged, Alert.objects.count()) == (1, 1)

    alert.refresh_from_db()
    scenarios.ended(cast, alert, "ERROR")

    [said] = sentences(report_now(line, code="DANGEROUS_DOGS").notes)
    assert said.startswith(f"Line 2: Alert {alert.reference} of this property ended here on ")
    assert Alert.objects.count() == 1


@pytest.mark.long
def test_an_alert_of_a_file_that_was_merged_is_known_too(report_now, cast):
    alert = scenarios.active(cast, days=10)
    twin = scenarios.second_file(cast)
    Alert.objects.filter(pk=alert.pk).update(customer=twin)
    scenarios.merged(cast)
    assert (report_now(_line_of(alert)).unchanged, Alert.objects.count()) == (1, 1)


@pytest.mark.long
def test_the_first_day_of_an_alert_that_was_replaced_is_its_successors_too(report_now, cast):
    alert = scenarios.carried_over(cast, days=10, code="TO_BE_CONFIRMED")
    successor = scenarios.approved(cast, scenarios.proposed_to_replace(cast, alert, "VISIT_IN_PAIRS"))
    assert (report_now(_line_of(alert)).unchanged, list(Alert.objects.active())) == (1, [successor])


@pytest.mark.long
@pytest.mark.clause("F1", refuses=True)
@pytest.mark.parametrize("code", ["VISIT_IN_PAIRS", "TO_BE_CONFIRMED"])
def test_a_line_with_another_first_day_than_the_alert_made_here_is_likely_the_same(report_now, cast, code):
    alert = scenarios.active(cast, days=10)
    line = _line_of(alert, **{"Effective From Date": f"{cast.ago(12):%d/%m/%Y}"})

    report = report_now(line, ALERT, code=code, keep_going=True)

    since = f"{alert.effective_from:%d/%m/%Y}"
    [said] = sentences(report.refused)
    assert said == (
        f"Line 2: Lewis Lodger has alert {alert.reference}, Visit in Pairs, made here and in force since {since}. This line "
        f"is likely the same one with another first day, {cast.ago(12):%d/%m/%Y}. If it is, correct Effective From Date to "
        f"{since} in Cx and in this line. If it is another alert, and not Visit in Pairs, import this line with its own type."
    )
    assert (report.created, list(alert.customer.alerts.all())) == (1, [alert])


@pytest.mark.clause("F1", refuses=True)
def test_so_is_one_on_the_property_of_its_type(report_now, cast):
    alert = scenarios.on_a_property(cast)
    line = _line_of(alert, **{"Effective From Date": f"{cast.ago(12):%d/%m/%Y}"})
    [said] = sentences(report_now(line, code=alert.type.code).refused)
    assert f"alert {alert.reference}, {alert.type.name}, made here" in said
    assert Alert.objects.count() == 1


@pytest.mark.clause("F1", refuses=True)
def test_a_line_is_refused_in_words(carry_over):
    for changes, sentence in [
        ({"Contact Name": ""}, "Contact Name is empty."),
        ({"Asset Reference": ""}, "Asset Reference is empty."),
        ({"Asset Reference": "A9"}, "No property has the reference A9. Import the contacts first."),
        (
            {"Contact Name": "Rose Tennant"},
            "Nobody called Rose Tennant is known at 1 Acorn Close, Testmouth, Devon, TQ99 8GT. Did you mean Rose Tenant?",
        ),
        (
            {"Contact Name": "Viktor Okafor"},
            (
                "Nobody called Viktor Okafor is known at 1 Acorn Close, Testmouth, Devon, TQ99 8GT. "
                "Import the contacts first, or correct the name."
            ),
        ),
        ({"Effective From Date": ""}, "Effective From Date is empty."),
        ({"Effective From Date": "02/06/2025"}, "Effective From Date is “02/06/2025”, which is after 01/06/2025."),
        (
            {"Latest Review Completion Date": "02/06/2025"},
            "Latest Review Completion Date is “02/06/2025”, which is after 01/06/2025.",
        ),
        (
            {"Latest Review Completion Date": "28/11/2024"},
            "Latest Review Completion Date 28/11/2024 is before Effective From Date 29/11/2024.",
        ),
        ({"Review Period": "Yearly"}, "Review Period is “Yearly”. Write months, such as 12 Months."),
        ({"Review Period": "0 Months"}, "Review Period is “0 Months”. Write months, such as 12 Months."),
    ]:
        report = carry_over(ALERT | changes)
        assert sentences(report.refused) == [f"Line 2: {sentence}"]
        assert not Alert.objects.exists()


def test_two_people_that_nothing_tells_apart_are_refused(carry_over, known):
    known(ROSE, SAM, ROSE | {"Contact Reference": "C3", "Date of Birth": "01/01/1960"})
    report = carry_over(ALERT)
    assert sentences(report.refused) == [
        "Line 2: Several people called Rose Tenant are known at 1 Acorn Close, Testmouth, Devon, TQ99 8GT: C1, C3."
    ]


@pytest.mark.clause("F1", refuses=True)
def test_a_second_alert_of_the_type_on_one_person_is_refused(carry_over):
    report = carry_over(ALERT, ALERT | {"Effective From Date": "01/12/2024", "Review Due Date": ""}, keep_going=True)

    alert = Alert.objects.get()
    [said] = sentences(report.refused)
    assert said == (
        f"Line 3: Rose Tenant already has an active Visit in Pairs alert, {alert.reference}, from 29/11/2024. "
        "Import this line with its own type, or remove that alert first."
    )


@pytest.mark.long
def test_a_line_is_imported_under_one_type_only(carry_over, cast):
    carry_over(ALERT, code="TO_BE_CONFIRMED")
    first = Alert.objects.get()
    report = carry_over(ALERT, keep_going=True)
    [said] = sentences(report.refused)
    assert said == (
        f"Line 2: This line is alert {first.reference} already, To be confirmed. Where that type is wrong, remove the "
        "alert as recorded in error; then import this line with its own type."
    )

    alert_services.end_alert(
        alert=first, version=first.version, by=cast.lead, on=TODAY, because="ERROR", reason="Its type is known now."
    )
    assert carry_over(ALERT).created == 1
    assert [alert.type.code for alert in Alert.objects.active()] == ["VISIT_IN_PAIRS"]


def test_a_type_that_needs_conditions_and_one_that_there_is_not_are_refused(carry_over):
    with pytest.raises(Unreadable, match="Contact Management needs its conditions, which the report does not hold"):
        carry_over(ALERT, code="CONTACT_MANAGEMENT")
    there_are = r"There is no alert type PAIRS\. The types are VISIT_IN_PAIRS, DANGEROUS_DOGS"
    with pytest.raises(Unreadable, match=there_are):
        carry_over(ALERT, code="PAIRS")
    alert = {"customer": Customer.objects.get(reference="C1"), "asset": None, "effective_from": EXPORTED, "period": 6}
    with pytest.raises(NotAllowed, match="Single Point of Contact needs its conditions"):
        carrying_over_services.carry_over_alert(
            type=AlertType.objects.get(code="SINGLE_POINT_OF_CONTACT"), **alert, reviewed_on=None, by=None, why=""
        )


def test_all_or_nothing_is_imported_unless_told_to_keep_going_and_a_dry_run_keeps_nothing(carry_over):
    torn = ALERT, ALERT | {"Contact Name": "Nobody"}
    report = carry_over(ALERT, dry_run=True)
    assert (report.created, report.kept, Alert.objects.count()) == (1, False, 0)
    assert (carry_over(*torn).kept, Alert.objects.count()) == (False, 0)
    assert (carry_over(*torn, keep_going=True).kept, Alert.objects.count()) == (True, 1)


@pytest.fixture
def sample(db):
    with pytest.raises(CommandError):
        call_command("import_customers", str(exports.DATA / "cx_contacts.csv"), "--keep-going", verbosity=0)


@pytest.mark.long
@pytest.mark.clause("F1")
def test_the_report_of_the_procedure(sample, capsys):
    call_command("import_alerts", str(exports.DATA / "tm060.csv"), "--exported-on", "2023-05-01")

    out = capsys.readouterr().out
    assert "Alerts: 10 created, 0 updated, 0 unchanged, 0 refused." in out
    assert "Look at:\n  Line 2: Hamid Ahmed: the type of alert " in out
    kowalska = Alert.objects.get(customer__reference="C100010")
    assert (kowalska.type.code, kowalska.review_due_on) == ("TO_BE_CONFIRMED", date(2024, 3, 21))
    assert Review.objects.count() == 8
    assert trail.wrong() == [], "each row of an import is proved"


@pytest.mark.long
def test_a_day_of_export_that_is_none_or_still_to_come(sample):
    for day, sentence in [("yesterday", "--exported-on is “yesterday”"), ("2999-01-01", "which is after")]:
        with pytest.raises(CommandError, match=sentence):
            call_command("import_alerts", str(exports.DATA / "tm060.csv"), "--exported-on", day)
