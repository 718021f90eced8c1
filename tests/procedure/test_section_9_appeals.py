"""§9 Appeals: 28 days from receiving the notification, answered within 28 days of receiving the appeal."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from appeals import services
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed
from letters import services as letters
from tests import scenarios

CLEAR = "The account of the officer is clear."


@pytest.mark.clause("P9a")
def test_the_last_day_runs_from_the_deemed_receipt_and_is_the_day_enforced(cast):
    alert = scenarios.active(cast, days=60)
    letter = scenarios.notified(cast, alert, days=60)

    in_time = scenarios.appealed(cast, alert, received_on=letter.reply_by)

    assert letter.reply_by >= cast.ago(60) + timedelta(days=28 + 2)
    assert in_time.in_time
    assert in_time.status == "ACCEPTED"


@pytest.mark.clause("P9a")
def test_a_day_later_is_late_and_never_lost(cast):
    alert = scenarios.active(cast, days=60)
    letter = scenarios.notified(cast, alert, days=60)

    appeal = scenarios.appealed(cast, alert, received_on=letter.reply_by + timedelta(days=1))

    assert not appeal.in_time
    assert appeal.status == "RECEIVED"


@pytest.mark.clause("P9a")
@pytest.mark.parametrize("came_back", [False, True])
def test_without_a_letter_that_arrived_the_window_has_not_begun(cast, came_back):
    alert = scenarios.active(cast, days=200)
    if came_back:
        scenarios.returned(cast, scenarios.notified(cast, alert, days=200))

    assert scenarios.appealed(cast, alert).in_time


@pytest.mark.clause("P9a")
def test_a_known_receipt_moves_the_last_day_later_never_earlier(cast):
    letter = scenarios.notified(cast, scenarios.active(cast, days=20), days=20)
    printed = letter.reply_by

    def received(on):
        letter.refresh_from_db()
        return scenarios.received(cast, letter, on=on).reply_by

    assert received(letter.sent_on) == printed
    assert received(cast.today) == cast.today + timedelta(days=28)


@pytest.mark.clause("P9a")
def test_an_agreed_action_is_appealed_like_an_alert(cast):
    action = scenarios.agreed_action(cast)

    appeal = scenarios.appealed(cast, action, documents="A letter from his doctor.")

    assert (appeal.action, appeal.status, appeal.documents) == (action, "ACCEPTED", "A letter from his doctor.")
    assert appeal.answer_due_on == cast.today + timedelta(days=28)


@pytest.mark.clause("P9a", "P9b")
def test_a_late_appeal_that_is_accepted_is_acknowledged_and_answered_by_its_receipt(cast):
    appeal = scenarios.accepted_late(cast)

    assert appeal.acknowledge_due_on == procedure.business_day_after(cast.today, 5)
    assert appeal.answer_due_on == cast.today + timedelta(days=28)


@pytest.mark.clause("P9a")
def test_a_letter_posted_too_late_for_its_printed_day_gives_the_later_day_and_owes_a_correcting_letter(cast):
    letter = scenarios.issued(cast, scenarios.active(cast))
    printed, late = letter.reply_by, cast.today + timedelta(days=7)

    letter = letters.record_posting(
        letter=letter, version=letter.version, by=cast.lead, method="FIRST_CLASS", on=late, today=late
    )

    real = procedure.last_day_to_appeal(procedure.deemed_receipt("FIRST_CLASS", late))
    assert letter.reply_by == real > printed
    assert list(type(letter).objects.to_correct()) == [letter]


@pytest.mark.clause("P9a", refuses=True)
def test_nothing_is_posted_before_it_is_issued_or_received_before_it_is_sent(cast):
    letter = scenarios.issued(cast, scenarios.active(cast))
    step = {"letter": letter, "by": cast.lead}

    with pytest.raises(NotAllowed, match="The day it was sent cannot be before the day it was issued"):
        letters.record_posting(**step, version=letter.version, method="FIRST_CLASS", on=cast.ago(1), today=cast.today)
    sent = scenarios.notified(cast, scenarios.active(cast, customer=scenarios.HONG))
    with pytest.raises(NotAllowed, match="The letter was sent on .* Give that day or a later one"):
        scenarios.received(cast, sent, on=cast.ago(1))
    step = {"letter": sent, "version": sent.version, "by": cast.lead, "on": cast.ago(-1), "today": cast.today}
    for record in (letters.record_receipt, letters.record_return):
        with pytest.raises(NotAllowed, match="The letter cannot arrive, or come back, in the future"):
            record(**step)


@pytest.mark.clause("P9a", refuses=True)
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"channel": "PIGEON"}, "Say how the appeal reached us"),
        ({"grounds": " "}, "Write down the reasons the customer gives for the appeal"),
        ({"received_on": date(2020, 1, 1)}, "The appeal cannot be received before the decision of"),
        ({"received_on": date(2999, 1, 1)}, "The appeal cannot be received in the future"),
    ],
)
def test_an_appeal_has_its_reasons_and_a_day_after_the_decision(cast, changed, sentence):
    alert = scenarios.active(cast)
    appeal = {"grounds": "It was once.", "channel": "EMAIL", "received_on": cast.today, **changed}

    with pytest.raises(NotAllowed, match=sentence):
        services.log_appeal(decision=alert, by=cast.lead, today=cast.today, **appeal)


@pytest.mark.clause("P9a", refuses=True)
def test_a_late_appeal_is_accepted_or_refused_only_with_a_reason(cast):
    appeal = scenarios.late(cast)
    step = {"appeal": appeal, "version": appeal.version, "on": cast.today}

    with pytest.raises(NotAllowed, match="The appeal came late. Say why it is accepted all the same"):
        services.accept_appeal(**step, by=cast.lead)
    with pytest.raises(NotAllowed, match="Only the Head of Service for Housing may refuse a late appeal"):
        services.refuse_appeal(**step, by=cast.leadership, reason="It came weeks late without cause.")
    with pytest.raises(NotAllowed, match="Say why the late appeal is refused"):
        services.refuse_appeal(**step, by=cast.head, reason=" ", own_decision_reason="Nobody else is here this month.")
    with pytest.raises(NotAllowed, match="or record why you decide it yourself"):
        services.refuse_appeal(**step, by=cast.head, reason="It came weeks late without cause.")

    refused = services.refuse_appeal(
        **step,
        by=cast.head,
        reason="It came weeks late without cause.",
        own_decision_reason="Nobody else is here this month.",
    )
    assert refused.status == "REFUSED"


@pytest.mark.clause("P9a", refuses=True)
def test_there_is_one_open_appeal_against_a_decision(cast):
    alert = scenarios.active(cast)
    first = scenarios.appealed(cast, alert)

    with pytest.raises(NotAllowed, match=f"Appeal {first.reference} against it is open. Add what came to that one"):
        scenarios.appealed(cast, alert)


@pytest.mark.clause("P9b")
def test_the_answer_is_due_28_days_after_the_appeal_was_received(cast):
    alert = scenarios.active(cast, days=20)
    appeal = scenarios.appealed(cast, alert, received_on=cast.ago(5))

    assert appeal.answer_due_on == cast.ago(5) + timedelta(days=28)
    assert appeal.days_left(on=cast.today) == 23


@pytest.mark.clause("P9b")
def test_it_is_acknowledged_within_five_working_days_and_answered_by_letter(cast):
    appeal = scenarios.appealed(cast, scenarios.active(cast))
    assert appeal.acknowledge_due_on == procedure.business_day_after(cast.today, 5)
    assert appeal.acknowledgement_owed()

    scenarios.posted(cast, appeal)
    appeal.refresh_from_db()
    assert not appeal.acknowledgement_owed()
    assert appeal.answer_owed()

    determined = scenarios.determined(cast, scenarios.made_ready(cast, appeal))
    scenarios.posted(cast, determined)
    assert not determined.answer_owed()


@pytest.mark.clause("P9b")
def test_a_kinder_landlord_acknowledges_sooner_and_no_landlord_later(cast):
    landlord = cast.customers[scenarios.LODGER].organisation
    landlord.acknowledge_days = 2
    landlord.save()
    assert scenarios.appealed(cast, scenarios.active(cast)).acknowledge_due_on == procedure.business_day_after(
        cast.today, 2
    )

    landlord.acknowledge_days = 6
    with pytest.raises(IntegrityError, match="appeal_acknowledged_in_5_days_or_sooner"), transaction.atomic():
        landlord.save()


@pytest.mark.clause("P9b")
def test_conditions_are_suspended_until_the_decision_and_controls_never(cast):
    alert = scenarios.restricted(cast)
    controls = alert.controls
    appeal = scenarios.appealed(cast, alert, stay=True)
    alert.refresh_from_db()
    assert (alert.running_conditions(on=cast.today), alert.controls) == ([], controls)

    scenarios.taken_back(cast, appeal)
    alert.refresh_from_db()
    assert [condition.words for condition in alert.running_conditions(on=cast.today)] == [
        "Please contact us by letter only."
    ]


@pytest.mark.clause("P9b")
@pytest.mark.parametrize(("outcome", "stands"), [("UPHELD", False), ("NOT_UPHELD", True)])
def test_the_outcome_binds_the_action_at_once(cast, outcome, stands):
    action = scenarios.agreed_action(cast)
    scenarios.determined(cast, scenarios.prepared(cast, action), outcome)
    action.refresh_from_db()

    assert action.stands is stands


@pytest.mark.clause("P9b")
@pytest.mark.parametrize(
    ("outcome", "status", "controls"),
    [
        ("UPHELD", "ENDED", ["AT_LEAST_TWO", "POLICE_ADVICE", "NO_FORCED_ENTRY"]),
        ("PARTLY", "ACTIVE", ["AT_LEAST_TWO"]),
        ("NOT_UPHELD", "ACTIVE", ["AT_LEAST_TWO", "POLICE_ADVICE", "NO_FORCED_ENTRY"]),
    ],
)
def test_the_outcome_binds_the_alert_at_once(cast, outcome, status, controls):
    alert = scenarios.active(cast, "WEAPONS")
    scenarios.determined(cast, scenarios.prepared(cast, alert), outcome, controls=["AT_LEAST_TWO"])
    alert.refresh_from_db()

    assert (alert.status, alert.controls) == (status, controls)


@pytest.mark.clause("P9b")
def test_an_appeal_is_partly_upheld_though_the_officers_have_left_whom_a_review_could_not_keep(cast):
    kinds = [{"kind": "NAMED_OFFICER"}, {"kind": "CHANNELS"}]
    alert = scenarios.active(cast, "SINGLE_POINT_OF_CONTACT", conditions=kinds)
    appeal, lifted = scenarios.prepared(cast, alert), [alert.conditions.get(kind="CHANNELS").pk]
    for gone in (cast.officer, cast.manager):
        scenarios.leaves(gone)
    decided = scenarios.determined(cast, appeal, "PARTLY", controls=alert.controls, lifted=lifted)
    assert (decided.outcome, [each.kind for each in alert.standing_conditions()]) == ("PARTLY", ["NAMED_OFFICER"])


@pytest.mark.clause("P9b", refuses=True)
def test_whoever_imposed_the_alert_decides_only_with_a_recorded_reason(cast):
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    step = {"appeal": appeal, "version": appeal.version, "by": cast.head, "on": cast.today, "outcome": "NOT_UPHELD"}
    step["vulnerability"] = "He was asked, and told us of nothing."

    with pytest.raises(NotAllowed, match="You made the decision that is appealed. Leave it to somebody"):
        services.determine_appeal(**step, findings=CLEAR)
    decided = services.determine_appeal(**step, findings=CLEAR, own_decision_reason="Nobody else is there this month.")
    assert decided.status == "DETERMINED"


@pytest.mark.clause("P9b", refuses=True)
def test_nobody_decides_on_an_alert_whose_breach_they_reported(cast):
    alert = scenarios.active(cast, days=200)
    scenarios.reported_anew(scenarios.breach(cast), by=cast.leadership)

    with pytest.raises(
        NotAllowed, match="You reported, or were affected by, what happened since the alert was imposed"
    ):
        scenarios.determined(cast, scenarios.prepared(cast, alert))


@pytest.mark.clause("P9b", refuses=True)
def test_a_landlord_may_forbid_to_decide_on_ones_own_decision(cast):
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    scenarios.nobody_decides_on_their_own(appeal.customer)

    with pytest.raises(NotAllowed, match="lets nobody decide on their own decision. Hugo Heddon or Leonie Strand can"):
        scenarios.determined(cast, appeal, by=cast.head, own_decision_reason="Nobody else is there this month.")
    assert scenarios.determined(cast, appeal).status == "DETERMINED"


@pytest.mark.clause("P9b", refuses=True)
def test_no_part_of_an_appeal_against_an_action_is_upheld(cast):
    appeal = scenarios.prepared(cast, scenarios.agreed_action(cast))

    with pytest.raises(NotAllowed, match="An action stands or does not stand"):
        scenarios.determined(cast, appeal, "PARTLY")


@pytest.mark.clause("P9b", refuses=True)
def test_no_acknowledgement_of_an_appeal_that_does_not_go_ahead(cast):
    with pytest.raises(NotAllowed, match="Only an accepted appeal that waits for its decision is acknowledged"):
        scenarios.drafted(cast, scenarios.late(cast))


@pytest.mark.clause("P9b", refuses=True)
def test_an_appeal_is_prepared_with_evidence_and_determined_with_findings(cast):
    appeal = scenarios.appealed(cast, scenarios.active(cast))

    with pytest.raises(NotAllowed, match="Say what evidence you gathered for the Head of Service"):
        services.prepare_appeal(appeal=appeal, version=appeal.version, by=cast.lead, on=cast.today, evidence=" ")
    with pytest.raises(NotAllowed, match="An Operational Lead for Housing logs and prepares appeals"):
        services.prepare_appeal(appeal=appeal, version=appeal.version, by=cast.lead2, on=cast.today, evidence="None.")

    other = scenarios.prepared(cast, scenarios.active(cast, customer=scenarios.HONG))
    step = {"appeal": other, "version": other.version, "on": cast.today, "outcome": "UPHELD"}
    step["vulnerability"] = "He was asked, and told us of nothing."
    with pytest.raises(NotAllowed, match="Give your findings: what you considered and why you decide so"):
        services.determine_appeal(**step, by=cast.head, findings=" ", own_decision_reason="I am the only Head there.")
    with pytest.raises(NotAllowed, match="The Head of Service for Housing decides appeals"):
        services.determine_appeal(**step, by=cast.lead, findings=CLEAR)
    with pytest.raises(NotAllowed, match="Say what you decide: the appeal is upheld, partly upheld, or not upheld"):
        services.determine_appeal(
            **step | {"outcome": "PERHAPS"},
            by=cast.head,
            findings=CLEAR,
            own_decision_reason="I am the only Head there.",
        )


@pytest.mark.clause("P9b", refuses=True)
def test_an_appeal_is_withdrawn_in_the_customers_words_and_not_before_it_came(cast):
    appeal = scenarios.appealed(cast, scenarios.active(cast))
    step = {"appeal": appeal, "version": appeal.version, "by": cast.lead, "today": cast.today}

    with pytest.raises(NotAllowed, match="Write down the customer's words"):
        services.withdraw_appeal(**step, on=cast.today, words=" ")
    with pytest.raises(NotAllowed, match="The appeal cannot be withdrawn before it was received"):
        services.withdraw_appeal(**step, on=cast.ago(1), words="I no longer mind.")
    with pytest.raises(NotAllowed, match="The appeal cannot be withdrawn in the future."):
        services.withdraw_appeal(**step, on=cast.ago(-1), words="I no longer mind.")


@pytest.mark.clause("P9b", refuses=True)
def test_the_head_sends_an_appeal_back_with_a_question(cast):
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    step = {"appeal": appeal, "version": appeal.version, "by": cast.head}

    with pytest.raises(NotAllowed, match="Write down the question for the Operational Lead"):
        services.send_back_appeal(**step, question=" ")
    assert services.send_back_appeal(**step, question="Was the boiler mended?").status == "ACCEPTED"
