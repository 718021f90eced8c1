"""Composing the letter that tells of a removal between reviews: ``/alerts/CM-…/removal-letter/``"""

import pytest
import time_machine

from alerts.alert import services as alert_services
from alerts.models import AlertType
from alerts.writing import suggestions
from housing_alerts.kernel.refusals import NotAllowed
from letters import services as letters
from letters.models import IssuedPdf, Letter
from tests import scenarios
from tests.letters.reader import text
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    day,
    nothing_changes,
    send,
    words,
)
from tests.step import LEADERSHIP, assert_not_now, assert_only_reads, chosen, fill, offered, shown

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]
REASON = "We have had no further concerns about your behaviour. Thank you for working with us."
SUGGESTED = "“Why was the alert removed?” holds the suggested words as they are. They say what is so in this case."


def _plan(cast):
    return {"reason": REASON, "planned_method": "FIRST_CLASS"} | day("planned_on", cast.today)


def _told_and_removed(cast, code="VISIT_IN_PAIRS"):
    alert = scenarios.active(cast, code)
    scenarios.posted(cast, alert)
    return scenarios.ended(cast, alert)


@pytest.fixture
def alert(cast):
    return _told_and_removed(cast)


def url(alert):
    return f"/alerts/{alert.reference}/removal-letter/"


def _owed(client):
    return "Removal letter owed" in words(client.get("/"))


# It works


@pytest.mark.clause("P8b")
def test_the_lead_who_removes_it_is_asked_to_write_and_does(cast, sign_in):
    alert, client = scenarios.active(cast), sign_in("lead")
    scenarios.posted(cast, alert)
    ended = send(
        client,
        f"/alerts/{alert.reference}/end/",
        alert,
        because="RISK_REDUCED",
        reason="He moved into supported housing.",
    )
    page = f"/alerts/{alert.reference}/"
    assert_done(client, ended, page, f"Alert {alert.reference} removed. Next: write to Lewis Lodger.")
    assert _owed(client)

    asked = fill(client, url(alert), reason_from="0")
    assert_asks(asked, "Confirm that it is meant, or write it in another way")
    response = client.post(url(alert), shown(asked) | {"confirmed": SUGGESTED})

    letter = Letter.objects.get(kind="REMOVAL")
    assert_done(
        client,
        response,
        f"/letters/{letter.reference}/",
        f"Letter {letter.reference} drafted. Next: check it and issue it.",
    )
    letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))
    printed = text(bytes(IssuedPdf.objects.get(letter=letter).content))
    for said in ("Visit in Pairs", "10 June 2026", REASON, "Two people no longer have to come together", "Lena Ledger"):
        assert said in printed
    assert "supported housing" not in printed
    assert not _owed(client)


@pytest.mark.clause("P8b")
def test_where_it_was_a_mistake_the_letter_says_sorry(cast, sign_in):
    alert, client = scenarios.active(cast), sign_in("lead")
    scenarios.posted(cast, alert)
    send(client, f"/alerts/{alert.reference}/end/", alert, because="ERROR", reason="It was his brother, not him.")

    fill(client, url(alert), reason_from="0", confirmed=SUGGESTED)

    letter = Letter.objects.get(kind="REMOVAL")
    assert letter.facts["because"] == "ERROR"
    assert letter.facts["reason"] == "We looked at it again, and found that we should not have put it on your record."


@pytest.mark.clause("P8b")
def test_who_was_told_by_the_letter_about_a_review_is_told_too(cast, sign_in):
    alert = scenarios.carried_over(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    scenarios.posted(cast, review)
    alert.refresh_from_db()
    alert = scenarios.ended(cast, alert)

    assert _owed(sign_in("lead"))
    assert scenarios.posted(cast, alert).kind == "REMOVAL"
    assert not _owed(sign_in("lead"))


@pytest.mark.clause("P8b")
def test_who_knows_of_it_by_the_answer_to_an_appeal_is_told_too(cast, sign_in):
    alert = scenarios.carried_over(cast)
    answer = scenarios.posted(cast, scenarios.determined(cast, scenarios.prepared(cast, alert)))
    assert alert.reference in answer.references
    alert.refresh_from_db()
    alert = scenarios.ended(cast, alert)

    assert _owed(sign_in("lead"))
    assert scenarios.posted(cast, alert).kind == "REMOVAL"


def _never_told(cast, alert):
    pass


def _came_back_to_us(cast, alert):
    scenarios.returned(cast, scenarios.posted(cast, alert))


@pytest.mark.parametrize("before", [_never_told, _came_back_to_us])
@pytest.mark.clause("D3b")
@pytest.mark.clause("P8b")
def test_who_was_asked_for_their_side_hears_that_it_is_over_even_where_no_letter_came_before(cast, sign_in, before):
    alert = scenarios.active(cast)
    before(cast, alert)
    alert = scenarios.ended(cast, alert)
    assert _owed(sign_in("lead"))

    letter = scenarios.posted(cast, alert)

    assert letter.kind == "REMOVAL"
    said = " ".join(text(bytes(IssuedPdf.objects.get(letter=letter).content)).split())
    assert "We put it there on 10 June 2026, after we asked for your side of what happened." in said
    assert not _owed(sign_in("lead"))


@pytest.mark.clause("P8b", refuses=True)
def test_who_was_told_of_it_reads_nothing_of_an_alert_that_they_never_heard_of(cast, alert):
    assert scenarios.composed(cast, alert).facts["untold_since"] == ""


@pytest.mark.clause("P8b")
def test_where_no_letter_belongs_to_the_alert_in_its_place_this_one_tells_that_it_is_gone(cast, sign_in):
    alert = scenarios.told(cast)
    scenarios.approved(cast, scenarios.proposed_to_replace(cast, alert, "SAFE_CONTACT"))
    alert.refresh_from_db()
    client = sign_in("lead")
    assert _owed(client)
    assert "Write the removal letter" in offered(client.get(f"/alerts/{alert.reference}/"))

    fill(client, url(alert), reason_from="0", confirmed=SUGGESTED)

    letter = Letter.objects.get(kind="REMOVAL")
    assert (letter.facts["alert_name"], letter.facts["removed_on"]) == ("Visit in Pairs", "10 June 2026")
    assert letter.facts["reason"].startswith("Things have changed since we put it there")
    assert not _owed(client)


@pytest.mark.clause("P8b")
def test_where_the_alert_in_its_place_is_gone_before_a_letter_told_of_it_this_one_tells_of_the_first(cast, sign_in):
    alert = scenarios.told(cast)
    successor = scenarios.approved(cast, scenarios.proposed_to_replace(cast, alert, "WEAPONS"))
    alert.refresh_from_db()
    assert "says that it ended" in alert.why_letter_refused("REMOVAL").sentence
    scenarios.ended(cast, successor)

    alert.refresh_from_db()
    assert scenarios.composed(cast, alert).facts["alert_name"] == "Visit in Pairs"
    assert alert.why_letter_refused("REMOVAL") is None


NO_CONCERNS = [REASON]


def _reported(cast, alert):
    scenarios.logged(cast)


def _reviewed(cast, alert, days=0):
    alert.refresh_from_db()
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), on=cast.ago(days))


def _reviewed_a_month_ago(cast, alert):
    _reviewed(cast, alert, 30)


@pytest.mark.parametrize(
    ("since", "none"),
    [
        ([], True),
        ([_reported], False),
        ([_reported, _reviewed], True),
        ([_reviewed_a_month_ago, _reported], False),
        ([_reported, _reviewed, _reviewed_a_month_ago], True),
    ],
)
@pytest.mark.parametrize("at_a_review", [False, True])
@pytest.mark.clause("P8b")
def test_that_there_were_no_further_concerns_is_suggested_only_where_it_is_so(cast, since, none, at_a_review):
    alert = scenarios.carried_over(cast, days=100)
    for happens in since:
        happens(cast, alert)
    alert.refresh_from_db()
    if at_a_review:
        said = suggestions.reasons(scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="REMOVE"))
    else:
        step = {"alert": alert, "version": alert.version, "by": cast.lead, "on": cast.today}
        said = suggestions.removed(
            alert_services.end_alert(
                **step, because="RISK_REDUCED", reason="All visits are calm by now.", seen=scenarios.seen(alert)
            )
        )
    assert [words for words in said if words in NO_CONCERNS] == (NO_CONCERNS if none else [])
    assert said[-1].startswith("Things have changed")


@pytest.mark.parametrize(
    ("since", "first"), [([], "We have had no new concerns"), ([_reported], "We are still concerned")]
)
@pytest.mark.clause("E2")
def test_why_an_alert_stays_is_suggested_as_it_is_so(cast, since, first):
    alert = scenarios.carried_over(cast, days=100)
    for happens in since:
        happens(cast, alert)
    alert.refresh_from_db()
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert suggestions.reasons(review)[0].startswith(first)


@pytest.mark.clause("P8b", refuses=True)
def test_a_report_that_was_begun_before_the_last_review_and_logged_since_is_a_further_concern(cast):
    with time_machine.travel(cast.then(40), tick=False):
        begun = scenarios.draft(cast)
    alert = scenarios.carried_over(cast, days=100)
    _reviewed_a_month_ago(cast, alert)
    scenarios.finished(cast, begun, days=40)

    alert.refresh_from_db()
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert suggestions.reasons(review)[0].startswith("We are still concerned")


def test_it_is_offered_on_the_page_of_the_alert(sign_in, alert):
    assert "Write the removal letter" in offered(sign_in("lead").get(f"/alerts/{alert.reference}/"))


# It refuses the wrong person


@pytest.mark.parametrize("username", LEADERSHIP)
def test_only_a_lead_of_the_area_writes(cast, sign_in, alert, username):
    sentence = "An Operational Lead for Housing writes and sends the letters."
    assert_not_now(sign_in(username), url(alert), alert, sentence, **_plan(cast))


# It refuses the wrong state


def _removed_at_a_review(cast):
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    return scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="REMOVE").alert


def _removed_on_appeal(cast):
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    return scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD").alert


def _replaced(cast):
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    scenarios.approved(cast, scenarios.proposed_to_replace(cast, alert))
    return alert


def _replaced_and_withheld(cast):
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    safe = scenarios.proposed_to_replace(cast, alert, "SAFE_CONTACT")
    scenarios.approved(cast, safe, scenarios.WITHHOLD)
    return alert


def _untold(cast):
    return scenarios.ended(cast, scenarios.active_unheard(cast))


def _came_back(cast):
    alert = scenarios.active_unheard(cast)
    scenarios.returned(cast, scenarios.posted(cast, alert))
    return scenarios.ended(cast, alert)


def _withheld_since(cast):
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), inform=scenarios.WITHHOLD)
    alert.refresh_from_db()
    return scenarios.ended(cast, alert)


@pytest.mark.clause("P7c", "P8b")
def test_what_they_were_told_of_before_a_review_was_withheld_is_told_to_be_gone(cast, sign_in):
    _withheld_since(cast)
    assert _owed(sign_in("lead"))


def _of_the_police(cast):
    return scenarios.ended(cast, scenarios.told_by_the_police(cast))


def _never_written_to(cast):
    alert = _told_and_removed(cast)
    scenarios.never_write(cast)
    return alert


def _died(cast):
    alert = _told_and_removed(cast)
    scenarios.dies(cast)
    return alert


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        (scenarios.active, "is active: nothing was removed."),
        (_removed_at_a_review, "The letter about the review, the appeal or the alert in its place says that it ended."),
        (_removed_on_appeal, "was not removed between reviews."),
        (_replaced, "was not removed between reviews."),
        (_replaced_and_withheld, "and it was decided not to inform the customer of it. So no letter tells that CM-"),
        (_untold, "They know of nothing, so nobody writes."),
        (_came_back, "No letter told Lewis Lodger of alert"),
        (_of_the_police, "rests on third-party information alone. No letter about it goes to the customer"),
        (_never_written_to, "must never be written to"),
        (_died, "Lewis Lodger has died. No letter can be made."),
        (lambda cast: scenarios.ended(cast, scenarios.active(cast, "SAFE_CONTACT")), "No letter belongs to that type."),
    ],
)
@pytest.mark.clause("P8b", refuses=True)
def test_nothing_is_told_twice_nor_to_whom_it_may_not_be_told(cast, sign_in, left, sentence):
    alert = left(cast)
    alert = type(alert).objects.get(pk=alert.pk)

    assert not _owed(sign_in("lead"))
    forbidden = alert.why_customer_not_informed() is not None
    with nothing_changes(attempts=int(forbidden)), pytest.raises(NotAllowed, match=sentence):
        letters.draft_letter(letter=_removal(cast, alert), by=cast.lead, today=cast.today)


def _removal(cast, alert):
    letter = scenarios.composed(cast, alert)
    letter.kind = "REMOVAL"
    return letter


@pytest.mark.clause("P8b", refuses=True)
@pytest.mark.parametrize("there", [scenarios.drafted_alert, scenarios.proposed])
def test_what_was_never_imposed_was_not_removed(cast, sign_in, there):
    alert = there(cast)
    assert_blocked(sign_in("lead").get(url(alert)), "nothing was removed.")


def test_a_letter_of_which_the_other_one_came_back_meanwhile_is_not_issued(cast):
    alert = scenarios.active_unheard(cast)
    told = scenarios.posted(cast, alert)
    letter = scenarios.drafted(cast, scenarios.ended(cast, alert))
    scenarios.returned(cast, told)

    with pytest.raises(NotAllowed, match="They know of nothing, so nobody writes"):
        letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


@pytest.mark.parametrize("empty", ["alert_name", "removed_on", "reason", "consequence"])
@pytest.mark.clause("P8b", refuses=True)
def test_it_leaves_no_part_empty(cast, alert, empty):
    letter = scenarios.composed(cast, alert)
    letter.facts[empty] = " "
    letter = letters.draft_letter(letter=letter, by=cast.lead, today=cast.today)

    with pytest.raises(NotAllowed, match="The letter leaves a part empty"):
        letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


# It refuses bad input


def test_each_error_has_its_own_words(cast, sign_in, alert):
    client = sign_in("lead")
    with nothing_changes():
        response = fill(client, url(alert), reason=" ", planned_method="SECOND_CLASS")
    assert_asks(response, "Say why the alert was removed")
    assert chosen(response, "planned_method") == ["SECOND_CLASS"]


# GET changes nothing


def test_opening_the_page_changes_nothing(sign_in, alert):
    assert_only_reads(sign_in("lead"), url(alert))


# Beside another alert about the same


def _means(cast, code, other, *, by="end", told=True, **terms):
    """What the letter says that the removal means, while the other alert stays."""
    stays = scenarios.active(cast, other, **terms)
    if told:
        scenarios.posted(cast, stays)
    conditions = {"conditions": [scenarios.CONDITION]} if code == "CONTACT_MANAGEMENT" else {}
    alert = scenarios.active(cast, code, **conditions)
    scenarios.posted(cast, alert)
    if by == "review":
        return scenarios.composed(
            cast, scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="REMOVE")
        ).facts["consequence"]
    return scenarios.composed(cast, scenarios.ended(cast, alert, "RISK_REDUCED")).facts["consequence"]


@pytest.mark.parametrize(
    ("code", "other", "terms", "says"),
    [
        ("VISIT_IN_PAIRS", "DANGEROUS_DOGS", {}, "Two people no longer have to come together"),
        (
            "VISIT_IN_PAIRS",
            "CONTACT_MANAGEMENT",
            {"conditions": [scenarios.CONDITION]},
            "Two people no longer have to come together",
        ),
        ("CONTACT_MANAGEMENT", "VISIT_IN_PAIRS", {}, "You can contact us in every usual way again."),
    ],
)
@pytest.mark.clause("P8b")
def test_beside_an_alert_about_something_else_it_says_what_the_removal_means(cast, code, other, terms, says):
    means = _means(cast, code, other, **terms)
    assert means.startswith(says)
    name = AlertType.objects.get(code=other).name
    assert means.endswith(f" The “{name}” alert stays on your record. This letter changes nothing about it.")


OWN_NAMES = {"VISIT_IN_PAIRS": "Visit in Pairs", "CONTACT_MANAGEMENT": "Contact Management"}
NAMED = {"conditions": [{"kind": "NAMED_OFFICER"}]}


@pytest.mark.parametrize("by", ["end", "review"])
@pytest.mark.parametrize(
    ("code", "other", "terms", "name"),
    [
        ("VISIT_IN_PAIRS", "WEAPONS", {}, "Weapons"),
        ("VISIT_IN_PAIRS", "NO_LONE_FEMALES", {}, "No Lone Females"),
        ("CONTACT_MANAGEMENT", "SINGLE_POINT_OF_CONTACT", NAMED, "Single Point of Contact"),
    ],
)
@pytest.mark.clause("P8b", refuses=True)
def test_beside_an_alert_about_the_same_it_promises_nothing_that_the_other_takes_back(
    cast, code, other, terms, name, by
):
    assert _means(cast, code, other, by=by, **terms) == (
        f"What the “{OWN_NAMES[code]}” alert asked of you and of us has ended. The “{name}” alert stays on your record. "
        "This letter changes nothing about it."
    )


@pytest.mark.parametrize("inform", [scenarios.WITHHOLD, scenarios.INFORM], ids=["withheld", "not told yet"])
@pytest.mark.clause("P7c", refuses=True)
def test_of_an_alert_that_the_customer_was_not_told_of_it_betrays_nothing(cast, inform):
    assert (
        _means(cast, "VISIT_IN_PAIRS", "WEAPONS", told=False, inform=inform)
        == "What the “Visit in Pairs” alert asked of you and of us has ended."
    )


DOG = {"circumstances": ["DANGEROUS_DOG"], "about": "RISK"}


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (DOG, "What the “Dangerous Dogs” alert asked of you and of us has ended."),
        ({"violent": True}, "You no longer have to shut your dog away before we come."),
    ],
    ids=["a dog", "something else"],
)
@pytest.mark.clause("P8b", "D4")
def test_while_danger_is_open_it_promises_nothing_that_colleagues_still_ask_for(cast, facts, says):
    alert = scenarios.active(cast, "DANGEROUS_DOGS")
    scenarios.posted(cast, alert)
    scenarios.logged(cast, days=1, **facts)
    assert scenarios.composed(cast, scenarios.ended(cast, alert, "RISK_REDUCED")).facts["consequence"] == says


@pytest.mark.parametrize(
    ("code", "because", "says"),
    [
        ("DANGEROUS_DOGS", "CIRCUMSTANCES", "What the “Dangerous Dogs” alert asked of you and of us has ended."),
        ("DANGEROUS_DOGS", "ERROR", "What the “Dangerous Dogs” alert asked of you and of us has ended."),
        ("DANGEROUS_DOGS", "RISK_REDUCED", "You no longer have to shut your dog away before we come."),
        (
            "VISIT_IN_PAIRS",
            "CIRCUMSTANCES",
            "Two people no longer have to come together to home visits, repairs and safety checks.",
        ),
        (
            "VISIT_IN_PAIRS",
            "ERROR",
            "Two people no longer have to come together to home visits, repairs and safety checks.",
        ),
    ],
)
@pytest.mark.clause("P8b", "E1")
def test_where_its_cause_fell_away_it_lets_nobody_off_what_nobody_has(cast, code, because, says):
    alert = scenarios.active(cast, code)
    scenarios.posted(cast, alert)
    letter = scenarios.composed(cast, scenarios.ended(cast, alert, because))
    assert (letter.facts["consequence"], letter.facts["because"]) == (says, because)


@pytest.mark.clause("P8b", "D4")
def test_while_a_marker_asks_for_it_it_promises_nothing(cast):
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    scenarios.mark(cast, scenarios.logged(cast, days=1, violent=True))
    letter = scenarios.composed(cast, scenarios.ended(cast, alert))
    assert letter.facts["consequence"] == "What the “Visit in Pairs” alert asked of you and of us has ended."
    assert "marker" not in str(letter.facts)


@pytest.mark.clause("P8b", refuses=True)
def test_once_the_other_alert_has_gone_too_the_letter_that_spoke_of_it_is_cancelled(cast):
    other = scenarios.active(cast, "WEAPONS")
    scenarios.posted(cast, other)
    letter = scenarios.drafted(cast, _told_and_removed(cast))
    other.refresh_from_db()
    scenarios.ended(cast, other)

    letter.refresh_from_db()
    assert letter.status == "CANCELLED"
