"""Logging an appeal against an alert or an agreed action: ``/appeals/log/?alert=CM-…``, ``?investigation=IV-…&action=…``"""

from datetime import date, timedelta

import pytest
import time_machine

from alerts.choices import THEY_ALONE_KNOW
from appeals import services
from appeals.drafts import acknowledgement
from appeals.models import Appeal
from housing_alerts.customers.models import Representative
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios, settling
from tests.letters import reader
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    day,
    nothing_changes,
    words,
)
from tests.scenarios import WITHHOLD
from tests.step import chosen

pytestmark = pytest.mark.usefixtures("wednesday")
TODAY = date(2026, 6, 10)
SENT = {"sender": "CUSTOMER", "grounds": "It will not happen again.", "channel": "LETTER"} | day("received_on", TODAY)


def url(alert):
    return f"/appeals/log/?alert={alert.reference}"


def url_of(action):
    return f"/appeals/log/?investigation={action.investigation.reference}&action={action.pk}"


def test_an_appeal_in_time_is_accepted_at_once(sign_in, cast):
    alert = scenarios.active(cast, days=10)
    scenarios.notified(cast, alert, days=9)
    client = sign_in("lead")

    response = client.post(url(alert), SENT)

    appeal = Appeal.objects.get()
    message = f"Appeal {appeal.reference} logged. It is in time. The answer is due by 8 July 2026."
    assert_done(client, response, f"/appeals/{appeal.reference}/", message)
    assert (appeal.status, appeal.in_time, appeal.received_on) == ("ACCEPTED", True, TODAY)


def test_a_late_appeal_waits_for_an_answer_and_is_not_lost(sign_in, cast):
    alert = scenarios.active(cast, days=60)
    scenarios.notified(cast, alert, days=60)
    client = sign_in("lead")

    response = client.post(url(alert), SENT)

    appeal = Appeal.objects.get()
    message = (
        f"Appeal {appeal.reference} logged. It came late. Next: accept it with a reason, or ask the Head of Service."
    )
    assert_done(client, response, f"/appeals/{appeal.reference}/", message)
    assert (appeal.status, appeal.in_time, appeal.answer_due_on) == ("RECEIVED", False, date(2026, 7, 8))


def test_without_a_letter_that_arrived_the_appeal_is_in_time(cast):
    for left in [
        lambda cast, alert: None,
        lambda cast, alert: scenarios.drafted(cast, alert),
        lambda cast, alert: scenarios.issued(cast, alert),
        lambda cast, alert: scenarios.returned(cast, scenarios.notified(cast, alert, days=300)),
    ]:
        with settling.undone():
            alert = scenarios.active(cast, days=300)
            left(cast, alert)

            appeal = scenarios.appealed(cast, alert)

            assert (appeal.status, appeal.in_time, appeal.reply_by) == ("ACCEPTED", True, None)


def test_who_was_never_told_is_in_time(cast):
    for imposed in [lambda cast: scenarios.active(cast, days=300, inform=WITHHOLD), scenarios.carried_over]:
        with settling.undone():
            assert scenarios.appealed(cast, imposed(cast)).in_time


def test_a_review_that_kept_the_alert_is_appealed_within_its_own_window(sign_in, cast):
    alert = scenarios.active(cast, days=60)
    scenarios.notified(cast, alert, days=60)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    letter = scenarios.posted(cast, review)
    client = sign_in("lead")
    page = client.get(url(alert))
    assert f"The review of 10 June 2026, which kept it ({review.reference})" in words(page)
    assert chosen(page, "review") == []

    client.post(url(alert), SENT | {"review": review.reference})

    appeal = Appeal.objects.get()
    assert (appeal.review, appeal.reply_by, appeal.status) == (review, letter.reply_by, "ACCEPTED")


@pytest.mark.clause("P9a")
def test_the_alert_itself_is_appealed_until_the_last_day_that_a_review_letter_gives(sign_in, cast):
    """Whoever wrote in the time that our newest letter gave is not late because of the words they chose."""
    alert = scenarios.active(cast, days=60)
    first = scenarios.notified(cast, alert, days=60)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    client = sign_in("lead")
    page = words(client.get(url(alert)))
    assert f"The decision to impose the alert: in time until {first.reply_by:%-d %B %Y}" in page
    assert f"which kept it ({review.reference}): no letter that was sent gives a last day yet" in page

    letter = scenarios.posted(cast, review)
    assert first.reply_by < TODAY < letter.reply_by
    page = words(client.get(url(alert)))
    assert "The decision to impose the alert: in time until 10 July 2026" in page
    assert f"which kept it ({review.reference}): in time until 10 July 2026" in page

    client.post(url(alert), SENT | {"review": "IMPOSED"})

    appeal = Appeal.objects.get()
    assert (appeal.review, appeal.reply_by, appeal.status) == (None, letter.reply_by, "ACCEPTED")


@pytest.mark.clause("P9a", refuses=True)
def test_past_the_last_day_of_both_letters_an_appeal_is_late(cast):
    alert = scenarios.active(cast, days=60)
    scenarios.notified(cast, alert, days=60)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    letter = scenarios.posted(cast, review)

    with time_machine.travel(cast.then(-40), tick=False):
        later = {"today": letter.reply_by + timedelta(days=1), "received_on": letter.reply_by + timedelta(days=1)}
        appeal = services.log_appeal(decision=alert, by=cast.lead, grounds="It was wrong.", channel="LETTER", **later)

    assert (appeal.status, appeal.reply_by) == ("RECEIVED", letter.reply_by)


def test_where_a_review_kept_it_somebody_chooses_what_is_appealed(sign_in, cast):
    alert = scenarios.active(cast)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    client = sign_in("lead")

    with nothing_changes():
        assert_asks(client.post(url(alert), SENT), "Choose what is appealed")


def test_a_representative_and_the_suspension_of_the_conditions_are_recorded(sign_in, cast):
    alert = scenarios.restricted(cast)
    advocate = Representative(customer=alert.customer, name="Ann Advocate", authority="A signed letter.")
    records.save(advocate, by=cast.lead, why="Recorded")
    client = sign_in("lead")

    client.post(url(alert), SENT | {"sender": advocate.pk, "stay": "YES"})

    appeal = Appeal.objects.get()
    alert.refresh_from_db()
    assert (appeal.representative, appeal.stay, alert.stayed_from) == (advocate, True, TODAY)
    assert "Ann Advocate" in words(client.get(f"/appeals/{appeal.reference}/"))


@pytest.mark.clause("P10b")
def test_whoever_else_appeals_for_them_is_told_nothing_until_the_authority_is_on_file(sign_in, cast):
    alert, client = scenarios.active(cast, inform=WITHHOLD), sign_in("lead")
    somebody = SENT | {"sender": "OTHER"}
    asks = ["Enter the name of the person who makes the appeal", "Say which authority you asked for"]
    assert_asks(client.post(url(alert), somebody), *asks)

    client.post(url(alert), somebody | {"other_sender": "Mary Friend", "authority_asked": "His signed letter."})

    appeal = Appeal.objects.get()
    assert appeal.not_told
    assert appeal.not_told != THEY_ALONE_KNOW
    page, warning = (
        f"/appeals/{appeal.reference}/",
        "Mary Friend is not recorded as somebody who acts for Lewis Lodger.",
    )
    shown = words(client.get(page))
    assert f"{warning} They get no letter: tell them nothing of the case." in shown
    assert "From Mary Friend No authority on file: asked for His signed letter." in shown
    evidence = reader.text(client.get(f"{page}evidence.pdf").content)
    assert "From Mary Friend No authority on file: asked for His signed letter." in evidence
    facts = acknowledgement(appeal, on=TODAY)
    assert (facts["by"], facts["no_authority"]) == ("Mary Friend", True)

    scenarios.represented(cast, name="mary friend")

    assert warning not in words(client.get(page))
    assert not acknowledgement(Appeal.objects.get(), on=TODAY)["no_authority"]


@pytest.mark.clause("P10b", refuses=True)
def test_nobody_else_appeals_for_them_unasked_for_their_authority(cast):
    alert = scenarios.active(cast)
    with pytest.raises(
        NotAllowed, match="Say which authority you asked of Mary Friend: without it, they are told nothing"
    ):
        scenarios.appealed(cast, alert, other_sender="Mary Friend", authority_asked=" ")
    both = {
        "representative": scenarios.represented(cast),
        "other_sender": "Mary Friend",
        "authority_asked": "A letter.",
    }
    with pytest.raises(NotAllowed, match="Rita Reader or Mary Friend: say which one of them makes the appeal"):
        scenarios.appealed(cast, alert, **both)


def test_an_alert_that_ended_since_can_still_be_appealed(cast):
    alert = scenarios.active(cast)
    scenarios.ended(cast, alert)

    appeal = scenarios.appealed(cast, alert, stay=True)

    alert.refresh_from_db()
    assert (appeal.status, appeal.stay, alert.stayed_from) == ("ACCEPTED", False, None)


def test_an_agreed_action_is_appealed_from_its_investigation(sign_in, cast):
    action, client = scenarios.agreed_action(cast), sign_in("lead")
    file = f"/investigations/{action.investigation.reference}/"
    assert f'href="{url_of(action)}"'.replace("&", "&amp;") in client.get(file).content.decode()
    shown = words(client.get(url_of(action)))
    assert "Lewis Lodger, Behaviour agreement Log an appeal" in shown
    assert "Are the alert's conditions suspended" not in shown

    response = client.post(url_of(action), SENT | {"documents": "Two photographs."})

    appeal = Appeal.objects.get()
    message = f"Appeal {appeal.reference} logged. It is in time. The answer is due by 8 July 2026."
    assert_done(client, response, f"/appeals/{appeal.reference}/", message)
    assert (appeal.action, appeal.alert, appeal.status, appeal.stay) == (action, None, "ACCEPTED", False)
    assert appeal.documents == "Two photographs."
    assert f"{appeal.reference}, received 10 June 2026 Accepted" in words(client.get(file))
    assert "Log an appeal" not in words(sign_in("head").get(file))


# The wrong person


def test_what_is_unknown_is_not_found(sign_in, cast):
    client, file = sign_in("lead"), scenarios.agreed_action(cast).investigation.reference
    unknown = [
        "",
        "?alert=CM-2026-99999",
        f"?investigation={file}&action=999999",
        f"?investigation={file}&action=x",
        "?action=1",
    ]
    assert [client.get(f"/appeals/log/{query}").status_code for query in unknown] == [404] * len(unknown)


# The wrong state


def test_what_was_never_imposed_cannot_be_appealed(sign_in, cast):
    for left in [scenarios.proposed, lambda cast: scenarios.declined(cast, scenarios.proposed(cast))]:
        with settling.undone():
            alert, client = left(cast), sign_in("lead")
            refusal = "Nothing has been decided yet, so there is nothing to appeal."

            assert_blocked(client.get(url(alert)), refusal)
            with nothing_changes():
                assert_refused(client.post(url(alert), SENT), refusal)


def test_after_a_decision_the_next_appeal_is_open(cast):
    alert = scenarios.active(cast)
    scenarios.determined(cast, scenarios.prepared(cast, alert))

    assert scenarios.appealed(cast, alert).is_open


@pytest.mark.clause("P9a", refuses=True)
def test_an_alert_that_names_nobody_says_what_to_do_for_a_resident_who_objects(sign_in, cast):
    alert, client = scenarios.on_a_property(cast), sign_in("lead")
    refusal = (
        "It names nobody, and nobody was told of it, so no appeal is logged. If a resident objects, review it with the "
        "trigger “The customer asked”. If it is known by now who it was, log a report that names them."
    )

    assert_blocked(client.get(url(alert)), refusal)
    assert refusal in words(client.get(f"/alerts/{alert.reference}/"))
    with nothing_changes():
        assert_refused(client.post(url(alert), SENT), refusal)

    asked = scenarios.under_review(cast, alert, trigger="REQUEST")
    assert (asked.status, asked.trigger) == ("OPEN", "REQUEST")


def test_only_what_the_head_agreed_can_be_appealed(sign_in, cast):
    declined = scenarios.agreed_action(cast, declined=True)
    assert_blocked(
        sign_in("lead").get(url_of(declined)), "Nothing has been decided yet, so there is nothing to appeal."
    )
    with pytest.raises(NotAllowed, match="Nothing has been decided yet"):
        scenarios.appealed(cast, declined)

    informal = scenarios.settled(cast, "D900005").actions.get()
    with pytest.raises(NotAllowed, match="Only what the Head of Service agreed can be appealed"):
        scenarios.appealed(cast, informal)


# Bad input


def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, cast):
    for typed, sentences in [
        (
            {
                "sender": "",
                "grounds": "",
                "channel": "",
                "received_on_day": "",
                "received_on_month": "",
                "received_on_year": "",
            },
            [
                "Choose who makes the appeal",
                "Write down the reasons the customer gives",
                "Choose how the appeal reached us",
                "Enter the day we received the appeal",
            ],
        ),
        ({"grounds": "   "}, ["Write down the reasons the customer gives"]),
        (day("received_on", date(2026, 6, 11)), ["The day we received the appeal must be today or in the past"]),
        ({"received_on_day": "31"}, ["The day we received the appeal must be a real date, such as 5 4 2026"]),
        ({"received_on_year": ""}, ["The day we received the appeal must include a year"]),
    ]:
        with settling.undone():
            alert, client = scenarios.active(cast), sign_in("lead")
            grounds = typed.get("grounds", SENT["grounds"])

            with nothing_changes():
                response = client.post(url(alert), SENT | typed)

            assert_asks(response, *sentences, typed=(grounds,))


def test_whether_the_conditions_go_on_is_asked_where_there_are_some(sign_in, cast):
    client = sign_in("lead")

    response = client.post(url(scenarios.restricted(cast)), SENT)

    assert_asks(response, "Choose whether the conditions are suspended", typed=(SENT["grounds"],))


def test_the_review_kept_this_alert_and_whoever_writes_acts_for_this_customer(cast):
    alert, other = scenarios.active(cast), scenarios.active(cast, customer=scenarios.HONG)
    kept = scenarios.reviewed(cast, scenarios.under_review(cast, other))
    removed = scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="REMOVE")
    stranger = Representative(customer=other.customer, name="Ann Advocate", authority="A signed letter.")
    records.save(stranger, by=cast.lead, why="Recorded")

    for answers in ({"decision": alert, "review": kept}, {"decision": alert, "review": removed}):
        with pytest.raises(NotAllowed, match="did not keep this alert, so the appeal cannot be against it."):
            scenarios.appealed(cast, **answers)
    with pytest.raises(NotAllowed, match="Ann Advocate does not act for .* Record them on the customer's page first."):
        scenarios.appealed(cast, alert, representative=stranger)


@pytest.mark.clause("P9a", refuses=True)
def test_of_a_review_in_the_housing_system_nobody_knows_that_it_kept_the_alert(cast):
    alert = scenarios.carried_over(cast, reviewed=30)
    with pytest.raises(
        NotAllowed, match="did not keep this alert, so the appeal cannot be against it. Choose another."
    ):
        scenarios.appealed(cast, alert, review=alert.reviews.get())


@pytest.mark.clause("P10b", refuses=True)
def test_whose_authority_has_ended_no_longer_appeals_for_the_customer(cast):
    alert, acts = scenarios.active(cast), scenarios.represented(cast)
    acts.ends = cast.ago(1)
    records.save(acts, by=cast.lead, why="Ended")

    with pytest.raises(NotAllowed, match="no longer acts for .* Log it as the customer's own, or record the new"):
        scenarios.appealed(cast, alert, representative=acts)

    acts.ends = cast.today
    assert scenarios.appealed(cast, alert, representative=acts).representative == acts
