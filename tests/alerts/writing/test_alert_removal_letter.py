"""Composing the letter that tells of a removal between reviews: ``/alerts/CM-…/removal-letter/``"""

import pytest
import time_machine

from alerts.alert import services as alert_services
from alerts.models import Alert, AlertType
from alerts.writing import suggestions
from housing_alerts.kernel.refusals import NotAllowed
from letters import services as letters
from letters.models import IssuedPdf, Letter
from tests import scenarios, settling
from tests.letters.reader import text
from tests.page import (
    assert_asks,
    assert_done,
    nothing_changes,
    send,
    words,
)
from tests.step import chosen, fill, offered, shown

pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.same_on_both]
REASON = "We have had no further concerns about your behaviour. Thank you for working with us."
SUGGESTED = "“Why was the alert removed?” holds the suggested words as they are. They say what is so in this case."


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
    assert "Write the removal letter" in offered(client.get(page))
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


@pytest.mark.clause("D3b", "P8b")
def test_who_was_asked_for_their_side_hears_that_it_is_over_even_where_no_letter_came_before(cast, sign_in):
    alert = scenarios.ended(cast, scenarios.active(cast))
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
def test_where_the_alert_in_its_place_is_gone_before_a_letter_told_of_it_this_one_tells_of_the_first(cast):
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


@pytest.mark.clause("P8b")
def test_that_there_were_no_further_concerns_is_suggested_only_where_it_is_so(cast):
    for since, none in (
        ([], True),
        ([_reported], False),
        ([_reported, _reviewed], True),
        ([_reviewed_a_month_ago, _reported], False),
        ([_reported, _reviewed, _reviewed_a_month_ago], True),
    ):
        with settling.undone():
            alert = scenarios.carried_over(cast, days=100)
            for happens in since:
                happens(cast, alert)
            alert.refresh_from_db()
            with settling.undone():
                review = scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="REMOVE")
                _suggests(suggestions.reasons(review), none)
            alert.refresh_from_db()
            step = {"alert": alert, "version": alert.version, "by": cast.lead, "on": cast.today}
            ended = alert_services.end_alert(
                **step, because="RISK_REDUCED", reason="All visits are calm by now.", seen=scenarios.seen(alert)
            )
            _suggests(suggestions.removed(ended), none)


def _suggests(said, none):
    assert [words for words in said if words in NO_CONCERNS] == (NO_CONCERNS if none else [])
    assert said[-1].startswith("Things have changed")


@pytest.mark.clause("E2")
def test_why_an_alert_stays_is_suggested_as_it_is_so(cast):
    alert = scenarios.carried_over(cast, days=100)
    for first in ("We have had no new concerns", "We are still concerned"):
        with settling.undone():
            alert.refresh_from_db()
            review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
            assert suggestions.reasons(review)[0].startswith(first)
        scenarios.logged(cast)


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


def _refused(cast, alert, sentence):
    """No letter tells of the removal of this alert, and none is owed."""
    alert = Alert.objects.get(pk=alert.pk)
    forbidden = alert.why_customer_not_informed() is not None
    with nothing_changes(attempts=int(forbidden)), pytest.raises(NotAllowed, match=sentence):
        letters.draft_letter(letter=_removal(cast, alert), by=cast.lead, today=cast.today)


@pytest.mark.clause("P8b", refuses=True)
def test_nothing_is_told_twice_nor_to_whom_it_may_not_be_told(cast, sign_in):
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    _refused(cast, alert, "is active: nothing was removed.")
    with settling.undone():
        scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="REMOVE")
        said = "The letter about the review, the appeal or the alert in its place says that it ended."
        _refused(cast, alert, said)
        assert not _owed(sign_in("lead"))
    alert.refresh_from_db()
    with settling.undone():
        scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")
        _refused(cast, alert, "was not removed between reviews.")
        assert not _owed(sign_in("lead"))
    alert.refresh_from_db()
    with settling.undone():
        scenarios.approved(cast, scenarios.proposed_to_replace(cast, alert))
        _refused(cast, alert, "was not removed between reviews.")
    alert.refresh_from_db()
    with settling.undone():
        safe = scenarios.proposed_to_replace(cast, alert, "SAFE_CONTACT")
        scenarios.approved(cast, safe, scenarios.WITHHOLD)
        said = "and it was decided not to inform the customer of it. So no letter tells that CM-"
        _refused(cast, alert, said)
        assert not _owed(sign_in("lead"))
    alert.refresh_from_db()
    alert = scenarios.ended(cast, alert)
    with settling.undone():
        scenarios.never_write(cast)
        _refused(cast, alert, "must never be written to")
        assert not _owed(sign_in("lead"))
    scenarios.dies(cast)
    _refused(cast, alert, "Lewis Lodger has died. No letter can be made.")
    assert not _owed(sign_in("lead"))


@pytest.mark.clause("P8b", refuses=True)
def test_nothing_is_told_to_who_knows_of_nothing(cast, sign_in):
    alert = scenarios.active_unheard(cast)
    with settling.undone():
        _refused(cast, scenarios.ended(cast, alert), "They know of nothing, so nobody writes.")
    alert.refresh_from_db()
    scenarios.returned(cast, scenarios.posted(cast, alert))
    _refused(cast, scenarios.ended(cast, alert), "No letter told Lewis Lodger of alert")
    assert not _owed(sign_in("lead"))


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        (
            scenarios.told_by_the_police,
            "rests on third-party information alone. No letter about it goes to the customer",
        ),
        (lambda cast: scenarios.active(cast, "SAFE_CONTACT"), "No letter belongs to that type."),
    ],
)
@pytest.mark.clause("P8b", refuses=True)
def test_nothing_is_told_of_what_no_letter_may_tell(cast, sign_in, left, sentence):
    _refused(cast, scenarios.ended(cast, left(cast)), sentence)
    assert not _owed(sign_in("lead"))


def _removal(cast, alert):
    letter = scenarios.composed(cast, alert)
    letter.kind = "REMOVAL"
    return letter


def test_a_letter_of_which_the_other_one_came_back_meanwhile_is_not_issued(cast):
    alert = scenarios.active_unheard(cast)
    told = scenarios.posted(cast, alert)
    letter = scenarios.drafted(cast, scenarios.ended(cast, alert))
    scenarios.returned(cast, told)

    with pytest.raises(NotAllowed, match="They know of nothing, so nobody writes"):
        letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


@pytest.mark.clause("P8b", refuses=True)
def test_it_leaves_no_part_empty(cast, alert):
    for empty in ("alert_name", "removed_on", "reason", "consequence"):
        with settling.undone():
            letter = scenarios.composed(cast, alert)
            letter.facts[empty] = " "
            letter = letters.draft_letter(letter=letter, by=cast.lead, today=cast.today)
            with pytest.raises(NotAllowed, match="The letter leaves a part empty"):
                letters.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0))


def test_each_error_has_its_own_words(cast, sign_in, alert):
    client = sign_in("lead")
    with nothing_changes():
        response = fill(client, url(alert), reason=" ", planned_method="SECOND_CLASS")
    assert_asks(response, "Say why the alert was removed")
    assert chosen(response, "planned_method") == ["SECOND_CLASS"]


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


@pytest.mark.parametrize(
    ("code", "other", "terms", "name", "by"),
    [
        ("VISIT_IN_PAIRS", "WEAPONS", {}, "Weapons", "end"),
        ("VISIT_IN_PAIRS", "NO_LONE_FEMALES", {}, "No Lone Females", "end"),
        ("CONTACT_MANAGEMENT", "SINGLE_POINT_OF_CONTACT", NAMED, "Single Point of Contact", "review"),
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
ENDED = "What the “{}” alert asked of you and of us has ended."
SHUT_AWAY = "You no longer have to shut your dog away before we come."


def _said_once_ended(cast, alert, because="RISK_REDUCED"):
    alert.refresh_from_db()
    letter = scenarios.composed(cast, scenarios.ended(cast, alert, because))
    assert letter.facts["because"] == because
    return letter.facts["consequence"]


@pytest.mark.clause("P8b", "D4")
@pytest.mark.clause("E1")
def test_of_a_dog_it_lets_nobody_off_what_nobody_has_and_promises_nothing_while_danger_is_open(cast):
    alert, ended = scenarios.active(cast, "DANGEROUS_DOGS"), ENDED.format("Dangerous Dogs")
    scenarios.posted(cast, alert)
    for because, says in (("CIRCUMSTANCES", ended), ("ERROR", ended), ("RISK_REDUCED", SHUT_AWAY)):
        with settling.undone():
            assert _said_once_ended(cast, alert, because) == says
    for facts, says in (({"violent": True}, SHUT_AWAY), (DOG, ended)):
        with settling.undone():
            scenarios.logged(cast, days=1, **facts)
            assert _said_once_ended(cast, alert) == says


@pytest.mark.clause("P8b", "D4")
@pytest.mark.clause("E1")
def test_of_visits_in_pairs_it_says_so_whatever_fell_away_and_promises_nothing_beside_a_marker(cast):
    alert = scenarios.active(cast)
    scenarios.posted(cast, alert)
    with settling.undone():
        together = "Two people no longer have to come together to home visits, repairs and safety checks."
        assert _said_once_ended(cast, alert, "CIRCUMSTANCES") == together
    alert.refresh_from_db()
    scenarios.mark(cast, scenarios.logged(cast, days=1, violent=True))
    letter = scenarios.composed(cast, scenarios.ended(cast, alert))
    assert letter.facts["consequence"] == ENDED.format("Visit in Pairs")
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
