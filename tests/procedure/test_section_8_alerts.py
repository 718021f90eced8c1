"""§8 Alerts: reviewed at least every 12 months, and removed when the risk is reduced."""

from datetime import date, timedelta

import pytest
import time_machine

from alerts.alert import services as alert_services
from alerts.models import Alert, AlertType
from alerts.reviews import evidence as reviews_evidence
from alerts.reviews import services as reviews_services
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios


@pytest.mark.clause("P8a")
def test_an_alert_is_due_for_review_within_twelve_months(cast):
    alert = scenarios.active(cast)

    assert alert.review_due_on == procedure.add_months(cast.today, 12)
    assert alert in Alert.objects.due_for_review(on=alert.review_due_on)
    assert alert not in Alert.objects.due_for_review(on=cast.today)


@pytest.mark.clause("P8a")
@pytest.mark.parametrize(
    ("since", "months", "due"),
    [
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2027, 2, 28), 12, (2028, 2, 28)),
        ((2027, 11, 29), 3, (2028, 2, 29)),
        ((2026, 11, 29), 3, (2027, 2, 28)),
        ((2026, 8, 31), 6, (2027, 2, 28)),
        ((2027, 8, 31), 6, (2028, 2, 29)),
        ((2026, 3, 31), 1, (2026, 4, 30)),
        ((2026, 12, 31), 12, (2027, 12, 31)),
        ((2026, 3, 29), 7, (2026, 10, 29)),
        ((2026, 10, 25), 5, (2027, 3, 25)),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else str(value),
)
def test_a_review_is_due_on_the_same_day_of_the_month_or_on_its_last_day(since, months, due):
    assert procedure.review_due_on(date(*since), months) == date(*due)


def _happened(cast, alert):
    """What its review is decided on: how many incidents, and of whoever reported them, whether they take part in it."""
    review = scenarios.under_review(cast, alert)
    return reviews_evidence.evidence(cast.lead, review).count("incident"), set(review.incidents())


@pytest.mark.clause("P8a")
@pytest.mark.usefixtures("wednesday")
def test_the_review_of_what_stays_at_a_property_has_all_that_happened_there(cast):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    nobody_known, kept = scenarios.on_a_property(cast), scenarios.active(cast, "DANGEROUS_DOGS")
    with time_machine.travel("2026-06-10 09:31+00:00", tick=False):
        resident = scenarios.logged(cast, days=0, asset=nobody_known.asset)
        stranger = scenarios.logged_at_an_address(cast, occurred_at=cast.then(0))

    assert _happened(cast, nobody_known) == _happened(cast, kept) == (2, {resident, stranger})


@pytest.mark.clause("P8a", refuses=True)
@pytest.mark.usefixtures("wednesday")
def test_but_not_that_of_what_goes_with_its_person(cast):
    alert = scenarios.active(cast)
    scenarios.logged_at_an_address(cast, occurred_at=cast.then(0))

    assert _happened(cast, alert) == (0, set())


@pytest.mark.clause("P8a", refuses=True)
def test_no_period_is_longer_than_twelve_months():
    assert procedure.review_due_on(date(2026, 6, 10), 24) == date(2027, 6, 10)


@pytest.mark.clause("P8a")
@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2026-03-29 00:30+00:00", date(2026, 9, 29)),  # the night the clocks go forward
        ("2026-10-25 00:30+00:00", date(2027, 4, 25)),  # the night they go back, first time round
        ("2026-06-30 23:30+00:00", date(2027, 1, 1)),  # half past midnight on 1 July in London
    ],
)
def test_a_day_is_a_day_in_london_whatever_the_clocks_do(sign_in, cast, moment, due):
    with time_machine.travel(moment, tick=False):
        alert = scenarios.carried_over(cast)
        review = scenarios.under_review(cast, alert)
        sent = {
            "version": review.version,
            "outcome": "KEEP",
            "reason": "All is as it was before.",
            "informing": "INFORM",
            "informing_reason": "A letter puts nobody at risk.",
            "months": "6",
        }
        assert sign_in("lead").post(f"/reviews/{review.reference}/complete/", sent).status_code == 302
    alert.refresh_from_db()
    assert alert.review_due_on == due


@pytest.mark.clause("P8b")
def test_nobody_is_left_with_an_alert_by_oversight(cast):
    alert = scenarios.active(cast, days=365)
    due = alert.review_due_on

    def overdue(days):
        on = due + timedelta(days=days)
        return [alert in Alert.objects.overdue(on=on, days=least) for least in (1, 14, 30)]

    assert (procedure.OVERDUE_LEAD_DAYS, procedure.OVERDUE_HEAD_DAYS, procedure.OVERDUE_LEADERSHIP_DAYS) == (1, 14, 30)
    assert [overdue(days) for days in (0, 1, 13, 14, 29, 30)] == [
        [False, False, False],
        [True, False, False],
        [True, False, False],
        [True, True, False],
        [True, True, False],
        [True, True, True],
    ]
    assert alert.told(on=due + timedelta(days=29)) == alert.instruction
    assert alert.told(on=due + timedelta(days=30)) == f"{alert.instruction} Unreviewed – verify before relying on it."


@pytest.mark.clause("P8a")
def test_a_completed_review_sets_the_next_due_date(cast):
    alert = scenarios.active(cast, days=300)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), months=6)
    alert.refresh_from_db()

    assert alert.is_active
    assert alert.review_due_on == procedure.add_months(cast.today, 6)


@pytest.mark.clause("P8b")
@pytest.mark.parametrize(
    ("outcome", "answers", "controls"),
    [
        ("STRENGTHEN", {"further": ["POLICE_ADVICE"]}, ["AT_LEAST_TWO", "POLICE_ADVICE"]),
        ("CHANGE_TYPE", {"type": "WEAPONS"}, ["AT_LEAST_TWO", "POLICE_ADVICE", "NO_FORCED_ENTRY"]),
    ],
)
def test_more_than_the_alert_is_decided_like_any_new_one_and_takes_its_place(cast, outcome, answers, controls):
    alert = scenarios.active(cast, days=300)
    if "type" in answers:
        answers = {"type": AlertType.objects.get(code=answers["type"])}

    successor = scenarios.more_proposed(cast, alert, outcome, **answers)
    alert.refresh_from_db()
    assert (alert.status, alert.controls, successor.status) == ("ACTIVE", ["AT_LEAST_TWO"], "PROPOSED")

    scenarios.approved(cast, successor)
    alert.refresh_from_db()
    successor.refresh_from_db()
    assert (alert.status, alert.ended_because) == ("ENDED", "REPLACED")
    assert (successor.status, successor.replaces, successor.controls) == ("ACTIVE", alert, controls)


@pytest.mark.clause("P8b", refuses=True)
def test_nothing_heavier_comes_of_a_review_alone(cast):
    alert = scenarios.active(cast, days=300)
    draft = scenarios.asked_for_more(cast, alert, further=["POLICE_ADVICE"])

    with pytest.raises(NotAllowed, match="Record the discussion with the member of staff, or why there was none"):
        scenarios.recommended(cast, draft.investigation)
    alert.refresh_from_db()
    assert (alert.status, alert.controls, draft.status) == ("ACTIVE", ["AT_LEAST_TWO"], "DRAFT")


@pytest.mark.clause("P8a", refuses=True)
def test_a_review_before_its_time_needs_something_that_calls_for_it(cast):
    alert = scenarios.active(cast)

    with pytest.raises(NotAllowed, match="Choose what calls for an early review, and say in words what happened"):
        reviews_services.open_review(alert=alert, version=alert.version, by=cast.lead, on=cast.today, trigger="DUE")


@pytest.mark.clause("P8a", refuses=True)
def test_an_alert_has_one_review_at_a_time(cast):
    alert = scenarios.active(cast)
    running = scenarios.under_review(cast, alert)

    with pytest.raises(NotAllowed, match=f"Review {running.reference} of this alert is already open. Complete it"):
        scenarios.under_review(cast, alert)


@pytest.mark.clause("P8a", refuses=True)
def test_only_an_active_alert_is_reviewed_and_only_by_a_lead_of_the_area(cast):
    with pytest.raises(NotAllowed, match="Only an active alert is reviewed"):
        scenarios.under_review(cast, scenarios.proposed(cast))

    alert = scenarios.active(cast, customer=scenarios.HONG)
    with pytest.raises(NotAllowed, match="An Operational Lead for Housing conducts the reviews."):
        reviews_services.open_review(
            alert=alert, version=alert.version, by=cast.lead2, on=cast.today, trigger="REQUEST", evidence="A letter."
        )


@pytest.mark.clause("P8a", refuses=True)
@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"reason": " "}, "Give the reason for the outcome of the review"),
        ({"months": 0}, "The next review is due within 12 months. Choose 1 or more"),
        ({"months": 13}, "The next review is due within 12 months. Choose 1 or more"),
    ],
)
def test_a_review_has_its_reason_and_the_next_is_within_twelve_months(cast, answers, sentence):
    review = scenarios.under_review(cast, scenarios.active(cast))

    with pytest.raises(NotAllowed, match=sentence):
        scenarios.reviewed(cast, review, **answers)


@pytest.mark.clause("P8a", refuses=True)
def test_a_review_is_closed_with_a_reason(cast):
    review = scenarios.under_review(cast, scenarios.active(cast))
    step = {"review": review, "version": review.version, "by": cast.lead}

    with pytest.raises(NotAllowed, match="Say why the review is closed without an outcome"):
        reviews_services.close_review(**step, reason="")
    assert reviews_services.close_review(**step, reason="It was opened in error today.").status == "CLOSED"


@pytest.mark.clause("P8b")
def test_the_responsible_lead_removes_an_alert_between_reviews(cast):
    alert = scenarios.active(cast)
    review = scenarios.under_review(cast, alert)

    ended = scenarios.ended(cast, alert)
    review.refresh_from_db()

    assert (ended.status, ended.ended_on, ended.ended_because) == ("ENDED", cast.today, "CIRCUMSTANCES")
    assert review.status == "CLOSED"


@pytest.mark.clause("P8b")
def test_a_review_removes_the_alert(cast):
    alert = scenarios.active(cast)
    review = scenarios.reviewed(
        cast, scenarios.under_review(cast, alert), outcome="REMOVE", reason="All is calm since last year."
    )
    alert.refresh_from_db()

    assert (alert.status, alert.ended_because, review.next_due_on) == ("ENDED", "RISK_REDUCED", None)


@pytest.mark.clause("P8b", refuses=True)
def test_removal_has_its_reason(cast):
    alert = scenarios.active(cast)

    with pytest.raises(NotAllowed, match="Say why the alert is removed"):
        alert_services.end_alert(
            alert=alert, version=alert.version, by=cast.lead, on=cast.today, because="RISK_REDUCED", reason=" "
        )


@pytest.mark.clause("P8b", refuses=True)
@pytest.mark.parametrize(
    ("controls", "sentence"),
    [
        (
            ["AT_LEAST_TWO", "NO_WOMAN"],
            "A step down can only take away. Anything heavier needs a new decision of the Head",
        ),
        (["AT_LEAST_TWO", "POLICE_ADVICE", "NO_FORCED_ENTRY"], "Say what is taken away, or keep the alert as it is"),
        ([], "Nothing would be left of the alert. Remove it instead"),
    ],
)
def test_a_step_down_takes_away_and_leaves_something(cast, controls, sentence):
    review = scenarios.under_review(cast, scenarios.active(cast, "WEAPONS"))

    with pytest.raises(NotAllowed, match=sentence):
        scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=controls)


@pytest.mark.clause("P8b", refuses=True)
def test_what_is_over_is_nothing_that_a_step_down_leaves(cast):
    alert = scenarios.restricted(cast)
    alert.conditions.update(ends=cast.ago(1))

    with pytest.raises(NotAllowed, match="Nothing would be left of the alert. Remove it instead"):
        scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="STEP_DOWN", controls=[])


@pytest.mark.clause("P8b")
def test_a_step_down_leaves_the_rest_in_force(cast):
    alert = scenarios.active(cast, "WEAPONS", conditions=[scenarios.CONDITION])
    condition = alert.conditions.get()
    scenarios.reviewed(
        cast,
        scenarios.under_review(cast, alert),
        outcome="STEP_DOWN",
        controls=["AT_LEAST_TWO"],
        lifted=[condition.pk],
    )
    alert.refresh_from_db()

    assert alert.is_active
    assert alert.controls == ["AT_LEAST_TWO"]
    assert not alert.standing_conditions()


NEEDS_MORE = (
    "Contact Management needs a condition, or a control that asks for more than to keep to one. Leave at least one"
)
NEEDS_OFFICER = (
    "With Single Point of Contact all contact goes through a named officer. It needs the condition that names"
)


@pytest.mark.clause("P7b", refuses=True)
@pytest.mark.parametrize(
    ("code", "kinds", "sentence"),
    [
        ("CONTACT_MANAGEMENT", ["CHANNELS"], NEEDS_MORE),
        ("SINGLE_POINT_OF_CONTACT", ["NAMED_OFFICER", "CHANNELS"], NEEDS_OFFICER),
    ],
)
def test_a_step_down_leaves_the_condition_that_its_type_needs(cast, code, kinds, sentence):
    alert = scenarios.active(cast, code, conditions=[{"kind": kind} for kind in kinds])
    needed = alert.conditions.get(kind=kinds[0])
    review = scenarios.under_review(cast, alert)

    with pytest.raises(NotAllowed, match=sentence):
        scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=alert.controls, lifted=[needed.pk])


def _to_officers(cast, code, *besides):
    """Under review, with the condition through which all contact goes to two officers who have left."""
    alert = scenarios.active(cast, code, conditions=[{"kind": kind} for kind in ("NAMED_OFFICER", *besides)])
    for gone in (cast.lead2, cast.manager):
        scenarios.leaves(gone)
    return scenarios.under_review(cast, alert), alert.conditions.get(kind="NAMED_OFFICER")


def _to_an_advocate(cast, code, *besides):
    """Under review, with the condition through which all contact goes to somebody whose authority is over."""
    advocate = scenarios.represented(cast)
    through = {"kind": "THIRD_PARTY", "representative": advocate}
    alert = scenarios.active(cast, code, conditions=[through, *({"kind": kind} for kind in besides)])
    advocate.ends = cast.ago(1)
    records.save(advocate, by=None, why="Ended")
    return scenarios.under_review(cast, alert), alert.conditions.get(kind="THIRD_PARTY")


TO_NOBODY = pytest.mark.parametrize(
    ("to_nobody", "gone"),
    [
        (_to_officers, r"The named officers have left\."),
        (_to_an_advocate, r"The third party no longer acts for them\."),
    ],
    ids=["officers", "third party"],
)


@pytest.mark.clause("P8b", "P5", refuses=True)
@TO_NOBODY
def test_no_review_leaves_contact_to_go_through_nobody(cast, to_nobody, gone):
    review, condition = to_nobody(cast, "CONTACT_MANAGEMENT", "TIMES")
    sentence = f"{gone} So the condition “As agreed .*” leads to nobody. Step the alert down without it, strengthen"
    shortened = {"ends": {condition.pk: cast.today + timedelta(days=9)}}

    for answers in ({"outcome": "KEEP"}, {"outcome": "STEP_DOWN", "controls": review.alert.controls} | shortened):
        with pytest.raises(NotAllowed, match=sentence):
            scenarios.reviewed(cast, review, **answers)


@pytest.mark.clause("P8b", "P5")
@TO_NOBODY
def test_the_alert_goes_on_without_the_condition_that_leads_to_nobody(cast, to_nobody, gone):
    review, condition = to_nobody(cast, "CONTACT_MANAGEMENT", "TIMES")
    less = {"controls": review.alert.controls, "lifted": [condition.pk]}

    alert = scenarios.reviewed(cast, review, outcome="STEP_DOWN", **less).alert

    assert (alert.is_active, [each.kind for each in alert.standing_conditions()]) == (True, ["TIMES"])


@pytest.mark.clause("P8b", "P5")
def test_one_of_two_officers_who_is_here_still_is_enough_to_keep_it(cast):
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{"kind": "NAMED_OFFICER"}])
    scenarios.leaves(cast.lead2)
    assert scenarios.reviewed(cast, scenarios.under_review(cast, alert)).outcome == "KEEP"


@pytest.mark.clause("P8b", "P5")
def test_where_the_officers_have_left_it_is_strengthened_and_kept_until_that_is_decided(cast):
    review, _ = _to_officers(cast, "SINGLE_POINT_OF_CONTACT")
    alert = scenarios.reviewed(cast, review, outcome="STRENGTHEN").alert
    assert scenarios.reviewed(cast, scenarios.under_review(cast, alert)).outcome == "KEEP"


def _in_pairs_once_its_conditions_are_over(cast):
    """The review of an alert that limited contact, and for which colleagues go in pairs besides."""
    draft = scenarios.more_proposed(cast, scenarios.restricted(cast), further=["AT_LEAST_TWO"])
    alert = scenarios.approved(cast, draft)
    alert.conditions.update(ends=cast.ago(1))
    assert alert.controls == ["AT_LEAST_TWO", "AGREED_CONTACT"]
    return scenarios.under_review(cast, alert)


@pytest.mark.clause("P8b", "P7b")
@pytest.mark.parametrize(
    ("answers", "stay"),
    [
        ({"outcome": "KEEP"}, ["AT_LEAST_TWO", "AGREED_CONTACT"]),
        ({"outcome": "STEP_DOWN", "controls": ["AT_LEAST_TWO"]}, ["AT_LEAST_TWO"]),
    ],
    ids=["keep", "step down"],
)
def test_what_keeps_staff_safe_beside_conditions_that_are_over_is_kept(cast, answers, stay):
    review = scenarios.reviewed(cast, _in_pairs_once_its_conditions_are_over(cast), **answers)
    assert (review.alert.is_active, review.alert.controls) == (True, stay)


@pytest.mark.clause("P8b", "P7b", refuses=True)
def test_nor_does_a_step_down_leave_only_what_asks_to_keep_to_conditions_that_are_over(cast):
    review = _in_pairs_once_its_conditions_are_over(cast)
    with pytest.raises(NotAllowed, match=NEEDS_MORE):
        scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=["AGREED_CONTACT"])


@pytest.mark.clause("P7c")
def test_a_review_that_withholds_cancels_what_was_not_sent(cast):
    alert = scenarios.active(cast)
    letter = scenarios.issued(cast, alert)

    scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=scenarios.WITHHOLD)
    letter.refresh_from_db()
    alert.refresh_from_db()

    assert (letter.status, alert.informing) == ("CANCELLED", "WITHHOLD")
    assert alert.review_due_on == procedure.add_months(cast.today, 6)


@pytest.mark.clause("P8b")
def test_an_alert_ends_with_the_person_at_a_review(cast):
    alert = scenarios.active(cast)
    scenarios.dies(cast)
    scenarios.reviewed(
        cast, scenarios.under_review(cast, alert), outcome="REMOVE", reason="He has died in hospital there."
    )
    alert.refresh_from_db()
    assert alert.ended_because == "CIRCUMSTANCES"


@pytest.mark.clause("P8b", refuses=True)
def test_no_review_keeps_an_alert_on_a_person_who_has_died(cast):
    review = scenarios.under_review(cast, scenarios.active(cast))
    scenarios.dies(cast)
    with pytest.raises(NotAllowed, match=r"Lewis Lodger has died\. Remove the alert\."):
        scenarios.reviewed(cast, review)


def _at_the_property_of_who_has_died(cast):
    AlertType.objects.filter(code="DANGEROUS_DOGS").update(hangs_on="PROPERTY")
    review = scenarios.under_review(cast, scenarios.active(cast, "DANGEROUS_DOGS"))
    scenarios.dies(cast)
    return review


@pytest.mark.clause("P8b", "P7a", refuses=True)
@pytest.mark.parametrize(
    "heavier", [{"outcome": "STRENGTHEN"}, {"outcome": "CHANGE_TYPE", "type": "WEAPONS"}], ids=["stronger", "type"]
)
def test_nothing_heavier_is_asked_for_in_the_place_of_what_stays_at_the_property_of_the_dead(cast, heavier):
    review = _at_the_property_of_who_has_died(cast)
    asked = heavier | ({"type": AlertType.objects.get(code=heavier["type"])} if "type" in heavier else {})
    sentence = (
        "Lewis Lodger has died, so nothing heavier is approved in the place of this alert. Keep it, step it down or"
    )
    with pytest.raises(NotAllowed, match=sentence):
        scenarios.reviewed(cast, review, **asked)


@pytest.mark.clause("P8b")
def test_what_stays_at_the_property_of_the_dead_is_kept(cast):
    review = _at_the_property_of_who_has_died(cast)
    assert scenarios.reviewed(cast, review, inform=scenarios.WITHHOLD).alert.is_active
