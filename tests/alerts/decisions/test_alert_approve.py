"""Impose an alert, and answer whether the customer is informed."""

from datetime import timedelta

import pytest

from alerts.alert.choices import AT_A_HOME
from alerts.choices import WithholdCode
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Authority, Lighter
from alerts.models import Alert, Investigation
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, assert_blocked, assert_done, assert_refused, day, nothing_changes, words
from tests.step import (
    assert_kept,
    assert_not_now,
    chosen,
    fill,
    shown,
)

ANSWERS = {
    "reason": "It is proportionate to the risk.",
    "informing": "INFORM",
    "due_regard": scenarios.DUE_REGARD,
    "informing_reason": "A letter puts nobody at risk.",
}
WITHHOLD = {
    "reason": "It is proportionate to the risk.",
    "informing": "WITHHOLD",
    "withhold_code": "HARM_TO_CUSTOMER",
    "due_regard": scenarios.DUE_REGARD,
    "informing_reason": "Her former partner opens the post.",
}


@pytest.fixture
def alert(cast):
    return scenarios.proposed(cast)


def _url(alert):
    return f"/alerts/{alert.reference}/approve/"


# It works


def test_the_head_approves_it(cast, sign_in, alert):
    client = sign_in("head")
    response = fill(client, _url(alert), **ANSWERS)

    said = f"Alert {alert.reference} approved. Next: Lena Ledger writes to Lewis Lodger."
    assert_done(client, response, f"/alerts/{alert.reference}/", said)
    found = Alert.objects.get()
    assert (found.status, found.informing, found.decision_reason) == (
        "ACTIVE",
        "INFORM",
        "It is proportionate to the risk.",
    )
    assert (found.decided_by, found.decided_on, found.decided_as) == (cast.head, cast.today, "HEAD")
    assert (found.effective_from, found.responsible_lead) == (cast.today, cast.lead)
    assert found.review_due_on == procedure.add_months(cast.today, 12)
    assert (found.controls, found.instruction) == (["AT_LEAST_TWO"], "Attend in pairs. Do not go alone.")
    assert Investigation.objects.get().status == "CONCLUDED"


def test_a_withheld_alert_is_said_to_have_no_letter_and_is_reviewed_within_six_months(cast, sign_in, alert):
    client = sign_in("head")
    response = fill(client, _url(alert), **WITHHOLD)

    due = procedure.add_months(cast.today, 6)
    said = f"approved. Next: Lena Ledger reviews it by {due:%-d %B %Y}; no letter is sent."
    assert_done(client, response, f"/alerts/{alert.reference}/", said)
    found = Alert.objects.get()
    assert (found.informing, found.withhold_code) == ("WITHHOLD", "HARM_TO_CUSTOMER")
    assert found.informing_reason == "Her former partner opens the post."
    assert (found.first_period, found.review_due_on) == (6, due)


def test_an_answer_that_informs_keeps_its_assessment_and_no_ground_for_withholding(sign_in, alert):
    fill(sign_in("head"), _url(alert), **WITHHOLD | {"informing": "INFORM"})
    found = Alert.objects.get()
    assert (found.informing, found.withhold_code, found.informing_reason) == (
        "INFORM",
        "",
        "Her former partner opens the post.",
    )


def test_while_an_action_of_the_case_waits_its_decision_comes_next(cast, sign_in):
    alert = scenarios.proposed_with_an_action(cast)
    client = sign_in("head")
    response = fill(client, _url(alert), **ANSWERS)
    there = f"/investigations/{alert.investigation.reference}/agree/"
    said = "approved. Next: decide on the actions; then Lena Ledger writes to Lewis Lodger."
    assert_done(client, response, there, f"Alert {alert.reference} {said}")


@pytest.mark.long
def test_while_nobody_is_head_the_leadership_team_says_so_and_approves(cast, sign_in, alert):
    scenarios.leaves(cast.head)
    client = sign_in("leadership")
    page = client.get(_url(alert))
    assert "Nobody is Head of Service for Housing, so the Leadership Team decides this." in words(page)
    assert "absent_head" not in shown(page)
    with nothing_changes():
        assert_asks(fill(client, _url(alert), **ANSWERS, absence_reason=" "), "Say why the post is vacant")
    fill(client, _url(alert), **ANSWERS, absence_reason="She left in May.")

    said = "Leadership Team, while nobody was Head of Service"
    found = Alert.objects.get()
    assert (found.decided_by, found.get_decided_as_display(), found.absent_head) == (cast.leadership, said, None)
    for url in (f"/alerts/{alert.reference}/", f"/alerts/{alert.reference}/decision/"):
        read = words(client.get(url))
        assert said in read
        assert "Absent Head of Service Nobody, as the post is vacant: She left in May." in read
    assert f"{said} (Nobody, as the post is vacant: She left in May.)" in words(
        client.get(f"/investigations/{alert.investigation.reference}/")
    )


# With less than was recommended


def test_the_head_imposes_less_than_was_recommended(cast, sign_in):
    offices = {"kind": "OFFICES", "words": "Not our offices.", "ends": cast.today + timedelta(days=60)}
    alert = scenarios.proposed(cast, "WEAPONS", conditions=[scenarios.CONDITION, offices])
    offices = alert.conditions.get(kind="OFFICES")
    client = sign_in("head")
    less = {"imposed": "LESS", "kept_controls": ["AT_LEAST_TWO"], "kept_conditions": [offices.pk], "months": 6}
    less["lifelines"] = scenarios.LIFELINES
    sooner = day(f"ends_{offices.pk}", cast.today + timedelta(days=30))
    response = fill(client, _url(alert), **ANSWERS, **less, **sooner)

    page = words(client.get(response["Location"]))
    assert "Recommended and not imposed" in page
    assert "Condition: Please contact us by letter only." in page
    found = Alert.objects.get()
    assert (found.controls, found.first_period) == (["AT_LEAST_TWO"], 6)
    assert [c.ends for c in found.standing_conditions()] == [cast.today + timedelta(days=30)]


@pytest.mark.clause("P5", "D2")
def test_the_head_reads_free_words_beside_the_lifelines_and_confirms_each(cast, sign_in):
    free = {"kind": "CHANNELS", "words": "Please write. Nobody rings you back about anything."}
    plain = scenarios.condition(cast, "FREQUENCY", words="Please contact us no more than once a week.")
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[free, plain])
    client = sign_in("head")
    said = words(client.get(_url(alert)))
    beside = (
        "Written freely by the Operational Lead: read it beside what always stays open Contact by certain means only"
    )
    assert f"{beside} {free['words']} Which of these stay open, whatever is restricted?" in said
    assert "A limit on how often Please contact" not in said, "these words follow from what was chosen"

    with nothing_changes():
        response = fill(client, _url(alert), **ANSWERS, lifelines=scenarios.LIFELINES[1:])
    assert_asks(
        response,
        "Confirm that this stays open, whatever is restricted: emergency and hazard repairs. Where a condition touches it, "
        "take that condition away or send the investigation back.",
    )
    fill(client, _url(alert), **ANSWERS, lifelines=scenarios.LIFELINES)
    assert Alert.objects.get().lifelines == scenarios.LIFELINES
    assert "Confirmed to stay open Emergency" not in words(client.get(_url(alert)))
    assert "emergency and hazard repairs" in words(client.get(f"/alerts/{alert.reference}/decision/"))


@pytest.mark.clause("D2", refuses=True)
def test_nothing_is_imposed_that_restricts_before_each_lifeline_is_confirmed(cast):
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    step = {
        "alert": alert,
        "version": alert.version,
        "by": cast.head,
        "on": cast.today,
        "reason": "It is needed for everybody's safety.",
        "due_regard": scenarios.DUE_REGARD,
    }
    with pytest.raises(
        NotAllowed, match="Confirm that this stays open, whatever is restricted: .*; an advocate. Where a"
    ):
        decisions_services.approve_alert(**step, inform=scenarios.INFORM)
    less = Lighter(without=frozenset({alert.conditions.get().pk}))
    with pytest.raises(NotAllowed, match="needs a condition. Leave at least one"):
        decisions_services.approve_alert(**step, inform=scenarios.INFORM, less=less)


@pytest.mark.clause("P5")
def test_where_nothing_is_restricted_no_lifeline_is_asked_about(sign_in, alert):
    assert "Which of these stay open" not in words(sign_in("head").get(_url(alert)))


def test_what_is_filled_in_below_as_it_was_recommended_counts_for_nothing(sign_in, alert):
    fill(sign_in("head"), _url(alert), **ANSWERS, imposed="AS_RECOMMENDED", months=3)
    found = Alert.objects.get()
    assert (found.first_period, found.taken_away) == (12, [])


def test_nothing_left_is_refused(sign_in, alert):
    client = sign_in("head")
    with nothing_changes():
        response = fill(client, _url(alert), **ANSWERS, imposed="LESS", kept_controls=[])
    assert_refused(response, "Nothing would be left of the alert. Decline it instead.")


def test_whoever_decides_reads_each_condition_in_full_and_what_was_considered(cast, sign_in):
    scenarios.becomes_known(cast, "Walks with a frame.")
    officer = {"kind": "NAMED_OFFICER", "words": "Please speak to Liam Leduc."}
    alert = scenarios.proposed(cast, "SINGLE_POINT_OF_CONTACT", conditions=[officer])
    page = words(sign_in("head").get(_url(alert)))

    assert "(named officer Liam Leduc, deputy Morwenna Manning, until the review): Please speak to Liam Leduc." in page
    assert "Known of Lewis Lodger Vulnerability: Walks with a frame. (told by an agency," in page
    assert "What else was tried or considered A warning was given at the door and had no effect." in page


# What became known since


@pytest.fixture
def asked(cast, sign_in, alert):
    """The page once it was sent, on which something became known after it was opened."""
    client = sign_in("head")
    held = shown(client.get(_url(alert)))
    scenarios.becomes_known(cast)
    return client.post(_url(alert), held | ANSWERS)


@pytest.mark.clause("P10a")
def test_what_the_page_asks_about_once_it_was_sent_is_answered_there(client, alert, asked):
    assert_asks(asked, "Say what you make of what became known since the recommendation")
    assert "Vulnerability: Hears badly." in words(asked)

    response = client.post(_url(alert), shown(asked) | {"known_since": "Two people can speak up."})

    assert response.status_code == 302, words(response)
    assert Alert.objects.get().known_since == "Two people can speak up."


# It refuses the wrong person


def test_who_reported_it_is_refused(cast, sign_in, alert):
    cast.officer.held.create(role="HEAD_OF_SERVICE")
    sentence = (
        "You reported, or were affected by, an incident of this case, or one that became known while it was open."
    )
    assert_not_now(sign_in("officer"), _url(alert), alert, sentence, **ANSWERS)


def test_outside_their_area_without_the_absent_head_they_are_refused(cast, sign_in, alert):
    answers = ANSWERS | {"absence_reason": "On leave."}
    client = sign_in("leadership")
    with nothing_changes():
        response = fill(client, _url(alert), **answers)
    assert_refused(
        response,
        "The Head of Service for Housing decides this. In their absence, name them and say why they are absent. (§7)",
    )
    assert_kept(response, **answers)


@pytest.mark.clause("P7a", refuses=True)
def test_who_was_consulted_as_the_departmental_manager_may_decline_but_not_approve(cast, sign_in, alert):
    scenarios.promote(cast.manager)
    absence = {"absent_head": cast.head.pk, "absence_reason": "On leave."}
    client = sign_in("manager")
    refusal = (
        "You were consulted on this as the departmental manager. Another member of the Leadership Team must approve it."
    )
    assert_blocked(client.get(_url(alert)), refusal)
    assert refusal in words(client.get(f"/alerts/{alert.reference}/"))
    with nothing_changes():
        assert_refused(client.post(_url(alert), {**ANSWERS, **absence, "version": alert.version}), refusal)
    step = {
        "alert": alert,
        "version": alert.version,
        "by": cast.manager,
        "on": cast.today,
        "reason": "He showed us a knife.",
        "due_regard": scenarios.DUE_REGARD,
    }
    with pytest.raises(NotAllowed, match=refusal):
        decisions_services.approve_alert(**step, inform=scenarios.INFORM, authority=Authority(cast.head, "On leave."))

    fill(client, f"/alerts/{alert.reference}/decline/", reason="A warning is enough for now.", **absence)
    alert.refresh_from_db()
    assert alert.status == "DECLINED"


# It refuses the wrong state


def test_a_second_active_alert_of_a_type_is_refused(cast, sign_in):
    alert, rival = scenarios.proposed(cast), scenarios.carried_over(cast)
    sentence = (
        f"Lewis Lodger already has an active Visit in Pairs alert, {rival.reference}. "
        "Decline this one, and review the other on this evidence."
    )
    assert_not_now(sign_in("head"), _url(alert), alert, sentence, **ANSWERS)


@pytest.mark.clause("P7b", refuses=True)
def test_an_alert_of_a_type_that_was_retired_since_is_refused(cast, sign_in):
    alert = scenarios.proposed(cast, "SAFE_CONTACT")
    scenarios.retired(cast, "SAFE_CONTACT")
    sentence = "Decline the alert, or send the investigation back."
    assert_not_now(sign_in("head"), _url(alert), alert, sentence, **ANSWERS)


# It refuses bad input


def test_where_nobody_is_known_that_is_the_ground(cast, sign_in):
    alert = scenarios.proposed_at_an_address(cast)
    client = sign_in("head")
    page = words(client.get(_url(alert)))
    assert AT_A_HOME in page
    assert "Yes, we write to the customer" not in page
    with pytest.raises(NotAllowed, match="so there is nobody to write to, whoever lives there. Choose not to inform"):
        scenarios.approved(cast, alert)
    fill(client, _url(alert), **WITHHOLD | {"withhold_code": WithholdCode.NOBODY_KNOWN})
    assert f"Why not {AT_A_HOME}" in words(client.get(f"/alerts/{alert.reference}/"))


def test_nothing_is_preselected(sign_in, alert):
    response = sign_in("head").get(_url(alert))
    assert chosen(response, "informing") == []
    assert chosen(response, "withhold_code") == []
    assert WithholdCode.NOBODY_KNOWN.label not in words(response)


def test_each_error_has_its_own_words(sign_in, alert):
    client = sign_in("head")
    for changed, sentence in [
        ({"informing": ""}, "Choose whether the customer is informed"),
        ({"withhold_code": ""}, "Choose why the customer is not informed"),
        ({"informing_reason": "  "}, "Say how you assessed the risk of harm"),
        ({"informing": "INFORM", "informing_reason": "  "}, "Say how you assessed the risk of harm"),
        ({"informing": "NOT_RECORDED"}, "Choose one of those that are shown"),
    ]:
        with nothing_changes():
            response = fill(client, _url(alert), **WITHHOLD | changed)
        assert_asks(response, sentence, typed=("It is proportionate to the risk.",))


def test_the_reason_is_said_in_words(sign_in, alert):
    response = fill(sign_in("head"), _url(alert), **WITHHOLD | {"reason": " "})
    assert_asks(response, "Give the reason for your decision", typed=("Her former partner opens the post.",))


def test_only_a_head_of_the_area_can_be_named_as_absent(cast, sign_in, alert):
    absence = {"absent_head": cast.head2.pk, "absence_reason": "On leave."}
    response = fill(sign_in("leadership"), _url(alert), **ANSWERS, **absence)
    assert_asks(response, "Choose one of those that are shown", typed=("On leave.",))
