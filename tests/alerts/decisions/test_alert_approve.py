"""Impose an alert, and answer whether the customer is informed."""

from datetime import timedelta

import pytest

from alerts.alert.choices import AT_A_HOME
from alerts.choices import WithholdCode
from alerts.decisions import services as decisions_services
from alerts.decisions.answers import Authority, Lighter
from alerts.models import Alert, Investigation
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import NotAllowed, when
from tests import scenarios
from tests.page import assert_asks, assert_blocked, assert_done, assert_refused, day, nothing_changes, words
from tests.step import (
    assert_kept,
    assert_not_now,
    assert_only_reads,
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


@pytest.mark.long
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


@pytest.mark.long
def test_a_type_that_needs_no_letter_owes_none(cast, sign_in):
    alert = scenarios.proposed(cast, "SAFE_CONTACT")
    client = sign_in("head")
    response = fill(client, _url(alert), **ANSWERS)
    assert "no letter is sent." in words(client.get(response["Location"]))


@pytest.mark.long
@pytest.mark.parametrize("username", ["head2", "leadership"])
def test_in_the_absence_of_the_head_the_leadership_team_approves(cast, sign_in, alert, username):
    absence = {"absent_head": cast.head.pk, "absence_reason": "On leave until Monday."}
    client = sign_in(username)
    assert "You can decide only in their absence." in words(client.get(_url(alert)))
    fill(client, _url(alert), **ANSWERS, **absence)

    found = Alert.objects.get()
    assert (found.decided_by, found.decided_as) == (cast.people[username], "LEADERSHIP")
    assert (found.absent_head, found.absence_reason) == (cast.head, "On leave until Monday.")
    assert "Helen Headley: On leave until Monday." in words(client.get(f"/alerts/{alert.reference}/"))


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


@pytest.mark.long
def test_its_successor_ends_the_alert_it_replaces(cast, sign_in):
    old = scenarios.active(cast)
    new = scenarios.proposed_to_replace(cast, old)
    fill(sign_in("head"), _url(new), **ANSWERS)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, old.ended_because, new.status) == ("ENDED", "REPLACED", "ACTIVE")
    assert old.end_reason == f"Replaced by {new.reference}"


# With less than was recommended


@pytest.mark.long
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


@pytest.mark.long
def test_a_condition_that_is_over_is_not_imposed(cast, sign_in):
    over = scenarios.CONDITION | {"ends": cast.today}
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, over])
    alert.conditions.filter(ends=cast.today).update(ends=cast.ago(1))
    client, confirmed = sign_in("head"), {"lifelines": scenarios.LIFELINES}

    response = fill(client, _url(alert), **ANSWERS, **confirmed)
    assert_refused(response, "The last day of the condition “Please contact us by letter")
    kept = alert.conditions.get(ends=None)
    less = confirmed | {"imposed": "LESS", "kept_controls": alert.type.controls, "kept_conditions": [kept.pk]}
    fill(client, _url(alert), **ANSWERS, **less)
    assert list(Alert.objects.get().standing_conditions()) == [kept]


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


@pytest.mark.long
def test_a_longer_period_is_refused(sign_in, alert):
    client = sign_in("head")
    for months, sentence in [
        (13, "You can only shorten the period. Enter 12 or fewer"),
        (0, "Enter 1 month or more"),
        ("six", "Enter the months as a number, such as 6"),
    ]:
        with nothing_changes():
            response = fill(client, _url(alert), **ANSWERS, imposed="LESS", months=months)
        assert_asks(response, sentence)


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


@pytest.mark.long
def test_what_became_known_is_listed_and_answered(cast, sign_in, alert):
    scenarios.becomes_known(cast)
    client = sign_in("head")
    page = words(client.get(_url(alert)))
    assert "This was recorded after Lena Ledger made the recommendation, or ended what would be replaced" in page
    assert "Vulnerability: Hears badly. (recorded by Lena Ledger," in page

    with nothing_changes():
        response = fill(client, _url(alert), **ANSWERS)
    assert_asks(response, "Say what you make of what became known since the recommendation")

    response = fill(client, _url(alert), **ANSWERS, known_since="Two people can speak up.")
    assert Alert.objects.get().known_since == "Two people can speak up."
    assert "Two people can speak up." in words(client.get(response["Location"]))


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


@pytest.mark.clause("P10a", refuses=True)
def test_what_becomes_known_after_that_is_asked_again(cast, client, alert, asked):
    scenarios.becomes_known(cast, "Lives with a small child.")
    with nothing_changes():
        again = client.post(_url(alert), shown(asked) | {"known_since": "Two people can speak up."})
    assert_refused(again, "More became known after you opened the page.")


@pytest.mark.long
def test_what_becomes_known_while_the_page_is_open_is_shown_first(cast, sign_in, alert):
    scenarios.becomes_known(cast)
    client = sign_in("head")
    held = shown(client.get(_url(alert)))
    scenarios.becomes_known(cast, "Lives with a small child.")
    answers = held | ANSWERS | {"known_since": "Two people can speak up."}
    with nothing_changes():
        response = client.post(_url(alert), answers)
    assert_refused(response, "More became known after you opened the page.")
    assert "Lives with a small child." in words(response)

    assert client.post(_url(alert), shown(response) | ANSWERS).status_code == 302


# It refuses the wrong person


def test_the_lead_is_refused(sign_in, alert):
    assert_not_now(sign_in("lead"), _url(alert), alert, "The Head of Service for Housing decides this.", **ANSWERS)


def test_who_recommended_it_is_refused(cast, sign_in, alert):
    cast.lead.held.create(role="HEAD_OF_SERVICE")
    sentence = "You recommended this. Another member of the Leadership Team must decide."
    assert_not_now(sign_in("lead"), _url(alert), alert, sentence, **ANSWERS)


def test_who_reported_it_is_refused(cast, sign_in, alert):
    cast.officer.held.create(role="HEAD_OF_SERVICE")
    sentence = (
        "You reported, or were affected by, an incident of this case, or one that became known while it was open."
    )
    assert_not_now(sign_in("officer"), _url(alert), alert, sentence, **ANSWERS)


def test_who_was_affected_is_refused(cast, sign_in):
    alert = scenarios.proposed(cast)
    alert.investigation.incidents.get().affected.add(cast.head)
    sentence = (
        "You reported, or were affected by, an incident of this case, or one that became known while it was open."
    )
    assert_not_now(sign_in("head"), _url(alert), alert, sentence, **ANSWERS)


@pytest.mark.parametrize("username", ["head2", "leadership"])
@pytest.mark.parametrize("absence", [{}, {"absence_reason": "On leave."}, {"absent_head": "head"}])
def test_outside_their_area_without_the_absent_head_they_are_refused(cast, sign_in, alert, username, absence):
    answers = ANSWERS | absence | ({"absent_head": cast.head.pk} if "absent_head" in absence else {})
    client = sign_in(username)
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


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (scenarios.drafted_alert, "draft"),
        (scenarios.active, "active"),
        (scenarios.taken_out, "withdrawn"),
        (lambda cast: scenarios.declined(cast, scenarios.proposed(cast)), "declined"),
        (lambda cast: scenarios.ended(cast, scenarios.active(cast)), "ended"),
    ],
)
def test_an_alert_that_is_not_proposed_is_refused(cast, sign_in, there, words):
    alert = there(cast)
    sentence = (
        f'This alert is {words} since {alert.changed_by} acted on {when(alert)}. "Approve" needs it to be proposed.'
    )
    assert_not_now(sign_in("head"), _url(alert), alert, sentence, **ANSWERS)


def test_a_second_active_alert_of_a_type_is_refused(cast, sign_in):
    alert, rival = scenarios.proposed(cast), scenarios.carried_over(cast)
    sentence = (
        f"Lewis Lodger already has an active Visit in Pairs alert, {rival.reference}. "
        "Decline this one, and review the other on this evidence."
    )
    assert_not_now(sign_in("head"), _url(alert), alert, sentence, **ANSWERS)


@pytest.mark.long
def test_a_second_active_alert_of_a_type_on_a_property_is_refused(cast, sign_in):
    alert = scenarios.proposed_at_an_address(cast)
    scenarios.on_a_property(cast)
    sentence = "12 Sandpiper Close, Testmouth, Devon, TQ99 1AB already has an active Dangerous Dogs alert"
    known = {
        "known_since": "Read, and it changes nothing here.",
        "known_seen": ",".join(each.key for each in alert.known_now()),
    }
    assert_not_now(sign_in("head"), _url(alert), alert, sentence, **WITHHOLD, **known)


@pytest.mark.clause("P7b", refuses=True)
def test_an_alert_of_a_type_that_was_retired_since_is_refused(cast, sign_in):
    alert = scenarios.proposed(cast, "SAFE_CONTACT")
    scenarios.retired(cast, "SAFE_CONTACT")
    sentence = "Decline the alert, or send the investigation back."
    assert_not_now(sign_in("head"), _url(alert), alert, sentence, **ANSWERS)


def test_nobody_who_has_died_is_alerted(cast, sign_in, alert):
    scenarios.dies(cast)
    known = {"known_since": "Read, and it changes nothing here.", "known_seen": "Customer died"}
    assert_not_now(sign_in("head"), _url(alert), alert, "Lewis Lodger has died. Decline the alert.", **ANSWERS, **known)


def test_an_alert_of_the_housing_system_has_nothing_to_decide(cast, sign_in):
    alert = scenarios.carried_over(cast)
    sentence = f'This alert is active since an import acted on {when(alert)}. "Approve" needs it to be proposed.'
    assert_not_now(sign_in("head"), _url(alert), alert, sentence, **ANSWERS)


def test_a_change_in_between_is_refused_and_nothing_typed_is_lost(sign_in, alert):
    client = sign_in("head")
    response = client.post(_url(alert), WITHHOLD | {"version": alert.version - 1})
    assert_refused(response, f"Lena Ledger changed this on {when(alert)}, after you opened the page.")
    assert_kept(response, **WITHHOLD, version=alert.version)


# Where the customer may not be told


@pytest.mark.long
@pytest.mark.parametrize(
    ("there", "sentence"),
    [
        (
            scenarios.proposed_on_third_party_information,
            "This alert rests on third-party information alone, so we do not write to the customer. Choose not to inform.",
        ),
        (
            scenarios.proposed_on_one_never_written_to,
            "Lewis Lodger must never be written to: a letter could fall into the wrong hands. Choose not to inform.",
        ),
    ],
)
def test_where_the_customer_may_not_be_told_informing_is_refused(cast, sign_in, there, sentence):
    alert = there(cast)
    client = sign_in("head")
    with nothing_changes():
        response = fill(client, _url(alert), **ANSWERS)
    assert_refused(response, sentence)

    fill(client, _url(alert), **WITHHOLD)
    assert Alert.objects.get().informing == "WITHHOLD"


# It refuses bad input


def test_nothing_is_preselected(sign_in, alert):
    response = sign_in("head").get(_url(alert))
    assert chosen(response, "informing") == []
    assert chosen(response, "withhold_code") == []
    assert WithholdCode.NOBODY_KNOWN.label not in words(response)


@pytest.mark.long
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


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"informing": ""}, "Choose whether the customer is informed"),
        ({"withhold_code": ""}, "Choose why the customer is not informed"),
        ({"informing_reason": "  "}, "Say how you assessed the risk of harm"),
        ({"informing": "INFORM", "informing_reason": "  "}, "Say how you assessed the risk of harm"),
        ({"informing": "NOT_RECORDED"}, "Choose one of those that are shown"),
    ],
)
def test_each_error_has_its_own_words(sign_in, alert, changed, sentence):
    client = sign_in("head")
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


def test_third_party_information_is_no_ground_where_more_was_reported(sign_in, alert):
    client = sign_in("head")
    with nothing_changes():
        response = fill(client, _url(alert), **WITHHOLD | {"withhold_code": WithholdCode.THIRD_PARTY})
    assert_refused(response, "This alert does not rest on third-party information alone.")


# GET changes nothing


def test_to_open_the_page_changes_nothing(sign_in, alert):
    assert_only_reads(sign_in("head"), _url(alert))
