"""Determining an appeal: ``/appeals/AP-…/determine/``; the outcome binds the alert in the same transaction."""

from datetime import date

import pytest

from alerts.actions import services as actions_services
from alerts.models import Action, Alert
from appeals.models import Appeal
from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.kernel.written_dates import show_date
from letters.models import IssuedPdf
from tests import scenarios, settling
from tests.determining import SENT, url
from tests.letters.reader import text
from tests.page import (
    assert_asks,
    assert_done,
    day,
    nothing_changes,
    send,
    words,
)
from tests.step import shown

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def appeal(cast):
    return scenarios.prepared(cast, scenarios.active(cast))


@pytest.mark.long
def test_the_head_decides_with_findings_and_the_alert_stays(sign_in, cast, appeal):
    client = sign_in("head")

    response = send(client, url(appeal), appeal, **SENT)

    page = f"/appeals/{appeal.reference}/"
    message = f"Appeal {appeal.reference} determined. Next: the Operational Lead writes to Lewis Lodger."
    assert_done(client, response, page, message)
    appeal.refresh_from_db()
    assert (appeal.status, appeal.outcome, appeal.decided_by) == ("DETERMINED", "NOT_UPHELD", cast.head)
    assert (appeal.decided_on, appeal.procedure_version) == (cast.today, procedure.VERSION)
    assert appeal.alert.is_active
    assert "Why they decided on their own decision Nobody else is here this month." in words(client.get(page))


@pytest.mark.long
def test_the_page_says_what_is_appealed_and_why_it_was_decided_so(sign_in, cast, appeal):
    other = scenarios.active(cast, "WEAPONS", customer=scenarios.HONG)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, other))
    other.refresh_from_db()
    kept, action = scenarios.prepared(cast, other, review=review), scenarios.agreed_action(cast)
    client = sign_in("head")

    imposed, reviewed, agreed = (
        words(client.get(url(one))) for one in (appeal, kept, scenarios.prepared(cast, action))
    )

    assert f"Lewis Lodger, Visit in Pairs, alert {appeal.alert.reference}" in imposed
    assert f"Why this alert {appeal.alert.reason} Why it was decided so {appeal.alert.decision_reason}" in imposed
    assert f"Why review {review.reference} kept it {review.reason}" in reviewed
    assert f"What was agreed {action.words} Why it was decided so {action.decision_reason}" in agreed


@pytest.mark.long
def test_the_page_shows_the_words_of_the_letter_that_is_appealed_against(sign_in, cast, appeal):
    alert = scenarios.told(cast, "WEAPONS", customer=scenarios.HONG)
    letter = scenarios.letter_about(alert)
    client = sign_in("head")
    response, untold = client.get(url(scenarios.prepared(cast, alert))), client.get(url(appeal))
    reported = f"What it says was reported {letter.facts['incident']} Why, as it says {letter.facts['reason']}"
    assert f"What the letter told the customer Sent {show_date(letter.sent_on)} {reported}" in words(response)
    assert f'href="/letters/{letter.reference}/" target="_blank"' in response.content.decode()
    assert "What the letter told the customer" not in words(untold)


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_the_page_says_what_happened_and_what_became_of_it_since(sign_in, cast):
    alert = scenarios.told(cast, days=30)
    breach = scenarios.breach(cast, days=2)
    review = scenarios.reviewed(
        cast, scenarios.under_review(cast, Alert.objects.get(pk=alert.pk)), outcome="STRENGTHEN"
    )
    alert.refresh_from_db()
    appeal = scenarios.prepared(cast, alert)
    running = scenarios.under_review(cast, Alert.objects.get(pk=alert.pk))

    page = words(sign_in("head").get(url(appeal)))

    (cause,) = alert.investigation.incidents.all()
    said = alert.investigation.discussions.filter(counterpart="CUSTOMER").get()
    assert f"What was reported {show_date(cause.occurred_on)}: {cause.account} The customer’s side then" in page
    assert said.what in page
    assert f"Review {review.reference}, 10 June 2026 Strengthen the alert: {review.reason}" in page
    assert f"Under review now {running.reference}" in page
    assert f"Asked for in its place Visit in Pairs, investigation {review.investigations.get()}" in page
    assert f"What else was reported, newest first {breach.reference}" in page


@pytest.mark.long
@pytest.mark.clause("P10a")
def test_who_decides_reads_what_is_known_of_the_customer_and_says_how_it_was_considered(sign_in, cast):
    documents = "A letter from his doctor."
    appeal = scenarios.prepared(cast, scenarios.active(cast), documents=documents)
    client, before = sign_in("head"), appeal.investigation.vulnerability
    nothing = "What is known of the customer Recorded on the customer’s file Nothing"
    assert f"{nothing} Considered when it was recommended {before}" in words(client.get(url(appeal)))
    scenarios.becomes_known(cast)
    scenarios.adjusted(cast)

    known = "Vulnerability Hears badly. (told by an agency, 10 June 2026) Reasonable adjustment He is deaf, so we write first."
    page = words(client.get(url(appeal)))
    assert f"What is known of the customer {known} (since 10 June 2026)" in page
    assert f"What came with the appeal {documents} What was said by the customer or for them" in page
    assert f"{appeal.grounds} Add a vulnerability" not in page and "How did you consider vulnerability" in page
    said = "His doctor says he did not hear her warning."
    assert send(client, url(appeal), appeal, **SENT | {"vulnerability": said}).status_code == 302

    asked = "How vulnerability, health or a disability was considered"
    assert f"Decision Outcome Not upheld {asked} {said}" in words(client.get(f"/appeals/{appeal.reference}/"))


@pytest.mark.clause("P10a", refuses=True)
def test_nobody_decides_before_vulnerability_was_considered(cast, appeal):
    with pytest.raises(NotAllowed, match="Say how you considered vulnerability, health or a disability, or write"):
        scenarios.determined(cast, appeal, vulnerability=" ")


@pytest.mark.long
@pytest.mark.parametrize("who", ["head2", "leadership"])
def test_another_member_of_the_leadership_team_decides_in_the_named_heads_absence(sign_in, cast, appeal, who):
    client = sign_in(who)
    answers = SENT | {"absent_head": cast.head.pk, "absence_reason": "On leave."}

    assert send(client, url(appeal), appeal, **answers).status_code == 302

    appeal.refresh_from_db()
    assert (appeal.decided_by, appeal.absent_head, appeal.own_decision_reason) == (cast.people[who], cast.head, "")
    assert "In the place of Helen Headley: On leave." in words(client.get(f"/appeals/{appeal.reference}/"))


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_while_nobody_is_head_the_leadership_team_says_so_and_decides(sign_in, cast, appeal):
    scenarios.leaves(cast.head)
    client = sign_in("leadership")
    page = client.get(url(appeal))
    assert "Nobody is Head of Service for Housing, so the Leadership Team decides this." in words(page)
    assert "made the decision that is appealed" not in words(page)
    with nothing_changes():
        assert_asks(
            client.post(url(appeal), {name: values[0] for name, values in shown(page).items()} | SENT),
            "Say why the post is vacant",
        )

    client.post(
        url(appeal),
        {name: values[0] for name, values in shown(page).items()} | SENT | {"absence_reason": "She left in May."},
    )

    appeal.refresh_from_db()
    assert (appeal.decided_by, appeal.absent_head) == (cast.leadership, None)
    said = "In the place of Nobody, as the post is vacant: She left in May."
    assert said in words(client.get(f"/appeals/{appeal.reference}/"))


@pytest.mark.long
def test_an_upheld_appeal_ends_the_alert_closes_its_review_and_cancels_its_unsent_letter(sign_in, cast):
    alert = scenarios.active(cast)
    letter, review = scenarios.issued(cast, alert), scenarios.under_review(cast, alert)
    appeal = scenarios.prepared(cast, alert)

    send(sign_in("head"), url(appeal), appeal, **SENT | {"outcome": "UPHELD"})

    alert.refresh_from_db()
    letter.refresh_from_db()
    review.refresh_from_db()
    assert (alert.status, alert.ended_on, alert.ended_because) == ("ENDED", cast.today, "APPEAL")
    assert alert.end_reason == f"Appeal {appeal.reference}: upheld"
    assert (letter.status, letter.cancelled_reason) == ("CANCELLED", f"Alert {alert.reference} ended")
    assert (review.status, review.closed_reason) == ("CLOSED", f"Alert {alert.reference} ended")


def test_the_decision_and_the_end_of_the_alert_are_one_transaction(cast, appeal, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("alerts.alert.services.letters.cancel_forbidden", fail)

    with nothing_changes(), pytest.raises(RuntimeError):
        scenarios.determined.__wrapped__(cast, appeal, "UPHELD")

    assert Appeal.objects.get(pk=appeal.pk).status == "PREPARED"
    assert Alert.objects.get(pk=appeal.alert.pk).is_active


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_part_of_an_appeal_is_offered_where_something_could_be_taken_away(sign_in, cast, appeal):
    page = sign_in("head").get(url(appeal))
    assert 'value="PARTLY"' not in page.content.decode()
    assert "It cannot be upheld in part: nothing of the alert could be taken away" in words(page)
    weapons = scenarios.prepared(cast, scenarios.active(cast, "WEAPONS", scenarios.HONG))
    assert 'value="PARTLY"' in sign_in("head").get(url(weapons)).content.decode()


@pytest.mark.clause("P8b", "P9b", refuses=True)
def test_a_review_that_is_open_is_not_completed_before_its_lead_has_seen_what_an_appeal_took_away(sign_in, cast):
    alert = scenarios.active(cast, "WEAPONS")
    appeal, review = scenarios.prepared(cast, alert), scenarios.under_review(cast, alert)

    scenarios.determined(cast, appeal, "PARTLY", controls=["AT_LEAST_TWO"])
    kept = {"outcome": "KEEP", "reason": "He shouted again in May.", "informing": "INFORM", "months": "6"}
    answers = kept | {"informing_reason": "A letter puts nobody at risk."}
    response = send(sign_in("lead"), f"/reviews/{review.reference}/complete/", review, **answers)

    assert "changed this on 10 June 2026" in words(response)
    assert "What you typed is still here." in words(response)
    review.refresh_from_db()
    assert review.status == "OPEN"


@pytest.mark.long
def test_a_partly_upheld_appeal_lifts_a_condition(sign_in, cast):
    hours = {"kind": "TIMES", "words": "Please ring between ten and noon.", "ends": None}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, hours])
    appeal = scenarios.prepared(cast, alert)
    channels, times = alert.conditions.all()
    answers = {"outcome": "PARTLY", "kept_controls": alert.controls, "kept_conditions": [times.pk]}

    send(sign_in("head"), url(appeal), appeal, **SENT | answers)

    channels.refresh_from_db()
    assert channels.lifted_on == cast.today
    assert list(alert.standing_conditions()) == [times]


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_a_partly_upheld_appeal_brings_the_end_of_a_condition_forward(sign_in, cast):
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    scenarios.posted(cast, alert)
    appeal, (channels,) = scenarios.prepared(cast, alert), alert.conditions.all()
    less = {"outcome": "PARTLY", "kept_controls": alert.controls, "kept_conditions": [channels.pk]}

    send(sign_in("head"), url(appeal), appeal, **SENT | less | day(f"ends_{channels.pk}", date(2026, 6, 30)))

    channels.refresh_from_db()
    appeal.refresh_from_db()
    assert (channels.ends, channels.lifted_on) == (date(2026, 6, 30), None)
    assert appeal.ends_sooner == ["Until 30 June 2026: Please contact us by letter only."]
    letter = scenarios.issued(cast, appeal)
    printed = " ".join(text(bytes(IssuedPdf.objects.get(letter=letter).content)).split()).replace("• ", "")
    assert "Please contact us by letter only. This now ends sooner, on 30 June 2026." in printed
    assert (printed.count("30 June 2026"), letter.facts["sooner"]) == (1, [])
    assert "What ends sooner Until 30 June 2026" in words(sign_in("lead").get(f"/appeals/{appeal.reference}/"))


@pytest.mark.clause("E1", "E3", refuses=True)
def test_a_letter_that_told_the_former_end_is_cancelled(cast):
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    letter = scenarios.drafted(cast, alert)
    appeal, (channels,) = scenarios.prepared(cast, alert), alert.conditions.all()

    less = {"controls": alert.controls, "ends": {channels.pk: date(2026, 6, 30)}}
    scenarios.determined(cast, appeal, "PARTLY", **less)

    letter.refresh_from_db()
    assert letter.status == "CANCELLED"


def test_an_alert_that_ended_meanwhile_stays_as_it_ended(cast, appeal):
    for outcome in ["UPHELD", "NOT_UPHELD"]:
        with settling.undone():
            scenarios.ended(cast, appeal.alert)

            determined = scenarios.determined(cast, appeal, outcome)

            alert = Alert.objects.get(pk=appeal.alert.pk)
            assert (determined.status, alert.status, alert.ended_because) == ("DETERMINED", "ENDED", "CIRCUMSTANCES")


def test_the_conditions_apply_again_after_the_decision(cast):
    for outcome in ["UPHELD", "NOT_UPHELD"]:
        with settling.undone():
            alert = scenarios.restricted(cast)
            appeal = scenarios.prepared(cast, alert, stay=True)
            alert.refresh_from_db()
            assert (alert.stayed_from, alert.stayed_to) == (cast.today, None)

            scenarios.determined(cast, appeal, outcome)

            alert.refresh_from_db()
            assert alert.stayed_to == cast.today


@pytest.mark.long
@pytest.mark.parametrize("outcome", ["UPHELD", "NOT_UPHELD"])
def test_an_upheld_appeal_against_an_action_sets_it_aside_and_what_came_of_it_stays(sign_in, cast, outcome):
    action = scenarios.agreed_action(cast)
    actions_services.record_outcome(
        action=action,
        version=action.version,
        by=cast.lead,
        on=cast.today,
        happened_on=cast.today,
        words="He signed.",
        signed=True,
    )
    appeal = scenarios.prepared(cast, action)
    client = sign_in("head")
    assert "Which controls stay?" not in words(client.get(url(appeal)))

    send(client, url(appeal), appeal, **SENT | {"outcome": outcome})

    action.refresh_from_db()
    assert (action.outcome, action.outcome_on, action.set_aside_on) == (
        "Signed. He signed.",
        cast.today,
        cast.today if outcome == "UPHELD" else None,
    )
    said = [
        "Set aside, 10 June 2026." in words(client.get(f"/investigations/{action.investigation.reference}/")),
        "Behaviour agreement set aside" in words(client.get(f"/customers/{appeal.customer.reference}/")),
    ]
    assert said == [outcome == "UPHELD"] * 2


def test_what_was_set_aside_is_neither_appealed_nor_followed_up(sign_in, cast):
    action = scenarios.agreed_action(cast)
    scenarios.determined(cast, scenarios.prepared(cast, action), "UPHELD")
    action.refresh_from_db()
    step = {"action": action, "version": action.version, "by": cast.lead, "on": cast.today, "words": "He signed."}

    assert not Action.objects.to_follow_up().exists()
    with pytest.raises(NotAllowed, match="This action was set aside on .*, so there is nothing left to appeal."):
        scenarios.appealed(cast, action)
    with pytest.raises(NotAllowed, match="This action was set aside on .*, so nothing more comes of it."):
        actions_services.record_outcome(**step, happened_on=cast.today)
    page = words(sign_in("lead").get(f"/investigations/{action.investigation.reference}/"))
    assert "Log an appeal" not in page
    assert "Record what became of it" not in page


def test_what_was_done_and_by_whom_is_recorded(cast, appeal):
    scenarios.determined(cast, appeal, "UPHELD")

    events = AuditEvent.objects.order_by("-pk")[:2]
    assert [(event.action, event.by) for event in events] == [
        ("end alert", cast.leadership),
        ("determine appeal", cast.leadership),
    ]
