"""Recording how an appeal was answered where no letter may be made: ``/appeals/AP-…/answer/``"""

from datetime import date

import pytest

from appeals import services
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios, settling
from tests.owing import held
from tests.page import (
    assert_asks,
    assert_blocked,
    assert_done,
    assert_refused,
    day,
    nothing_changes,
    send,
    words,
)

pytestmark = pytest.mark.usefixtures("wednesday")
NOT_TOLD = "The customer has not been told: do not mention it, to them or to anybody else there."
WHO_APPEALS_KNOWS = "The customer alone knows of this. Say nothing of it to anybody else, or if you are not sure."
SENT = {"how": "I told her at our office, alone."} | day("on", date(2026, 6, 10))


@pytest.fixture
def appeal(cast):
    return scenarios.decided_untold(cast)


def url(appeal):
    return f"/appeals/{appeal.reference}/answer/"


# It works


@pytest.mark.clause("P9b")
def test_what_is_recorded_answers_the_appeal_and_ends_the_duty(sign_in, cast, appeal):
    client = sign_in("lead")
    assert held(cast.lead, Kind.WRITE) == [appeal.reference]
    assert "No letter can answer this appeal." in words(client.get(f"/appeals/{appeal.reference}/"))

    response = send(client, url(appeal), appeal, **SENT)

    page = f"/appeals/{appeal.reference}/"
    assert_done(client, response, page, f"Recorded how appeal {appeal.reference} was answered.")
    appeal.refresh_from_db()
    assert (appeal.answered_on, appeal.answered_by, appeal.answered_how) == (cast.today, cast.lead, SENT["how"])
    shown = words(client.get(page))
    assert f"Answered without a letter 10 June 2026, recorded by Lena Ledger: {SENT['how']}" in shown
    assert "No letter can answer this appeal." not in shown
    assert not appeal.answer_owed()
    assert held(cast.lead, Kind.WRITE) == []


@pytest.mark.clause("P9b")
def test_so_answered_in_time_it_is_late_on_no_list(sign_in, cast):
    appeal = scenarios.decided_untold(cast)
    type(appeal).objects.filter(pk=appeal.pk).update(answer_due_on=cast.ago(1), acknowledge_due_on=cast.today)
    assert appeal.reference in words(sign_in("lead").get("/appeals/breaches/"))
    type(appeal).objects.filter(pk=appeal.pk).update(answer_due_on=cast.today)

    scenarios.answered(cast, appeal)

    assert appeal.reference not in words(sign_in("lead").get("/appeals/breaches/"))


@pytest.mark.clause("P7c")
def test_who_determines_it_is_told_that_nobody_writes(sign_in, cast):
    appeal = scenarios.prepared(cast, scenarios.active(cast, inform=scenarios.WITHHOLD))
    client, sent = sign_in("head2"), {"outcome": "NOT_UPHELD", "findings": "The account of the officer is clear."}
    sent["vulnerability"] = "He was asked, and told us of nothing."
    page = f"/appeals/{appeal.reference}/determine/"
    assert WHO_APPEALS_KNOWS in words(client.get(page))

    response = send(client, page, appeal, **sent, absent_head=cast.head.pk, absence_reason="She is on leave this week.")

    said = "determined. No letter may be made. Next: the Operational Lead records how Lewis Lodger was answered, or why not."
    assert_done(client, response, f"/appeals/{appeal.reference}/", said)


@pytest.mark.clause("P7c")
def test_the_pages_of_the_appeal_say_who_knows_of_the_alert(sign_in, cast, appeal):
    client = sign_in("lead")
    other = scenarios.active(cast, "WEAPONS", inform=scenarios.WITHHOLD)
    for page in (f"/appeals/{appeal.reference}/", url(appeal)):
        assert WHO_APPEALS_KNOWS in words(client.get(page)), page
    assert NOT_TOLD in words(client.get(f"/appeals/log/?alert={other.reference}"))


def test_a_late_appeal_refused_says_the_same(sign_in, cast):
    appeal = scenarios.late(cast)
    scenarios.never_write(cast)
    sent = {
        "reason": "Nothing kept him from writing in time.",
        "own_decision_reason": "Nobody else is Head of Housing.",
    }
    response = send(sign_in("head"), f"/appeals/{appeal.reference}/refuse/", appeal, **sent)
    said = "refused as late. No letter may be made. Next: the Operational Lead records how Lewis Lodger was answered"
    assert_done(sign_in("head"), response, f"/appeals/{appeal.reference}/", said)


# It refuses


@pytest.mark.clause("P9b", refuses=True)
def test_only_a_lead_of_the_area_records_it(sign_in, appeal):
    client = sign_in("head")
    with nothing_changes():
        assert_blocked(client.get(url(appeal)), "An Operational Lead for Housing logs and prepares appeals.")
        assert_refused(send(client, url(appeal), appeal, **SENT), "An Operational Lead for Housing logs")


@pytest.mark.clause("P9b", refuses=True)
def test_where_none_is_owed_or_a_letter_can_give_it_nothing_is_recorded(sign_in, cast):
    for made, why in [
        (
            lambda cast: scenarios.prepared(cast, scenarios.active(cast)),
            "is not decided yet, or the customer has their",
        ),
        (
            lambda cast: scenarios.answered(cast, scenarios.decided_untold(cast)),
            "is not decided yet, or the customer has their answer.",
        ),
        (
            lambda cast: scenarios.determined(cast, scenarios.prepared(cast, scenarios.active(cast))),
            "A letter can answer this appeal. Write it: the answer counts as given once the letter is sent.",
        ),
    ]:
        with settling.undone():
            appeal, client = made(cast), sign_in("lead")
            with nothing_changes():
                assert_blocked(client.get(url(appeal)), why)
                assert_refused(send(client, url(appeal), appeal, **SENT), why)
            assert "Record how it was answered" not in words(client.get(f"/appeals/{appeal.reference}/"))


def test_it_asks_for_the_words_and_the_day(sign_in, appeal):
    client = sign_in("lead")
    with nothing_changes():
        response = send(client, url(appeal), appeal)
    assert_asks(
        response,
        "Say how the customer was answered, or why nobody can answer them safely",
        "Enter the day of the answer or decision",
    )


@pytest.mark.clause("P9b", refuses=True)
def test_the_service_refuses_what_says_nothing_or_cannot_be(cast, appeal):
    for said, why in [
        ({"how": "By post."}, "Say how the customer was answered"),
        ({"on": date(2026, 6, 9)}, "The appeal cannot be answered before it was decided."),
        ({"on": date(2026, 6, 11)}, "The appeal cannot be answered in the future."),
    ]:
        with nothing_changes(), pytest.raises(NotAllowed, match=why):
            scenarios.answered(cast, appeal, **said)


def test_somebody_else_was_at_work(cast, appeal):
    step = {"by": cast.lead, "today": cast.today, "on": cast.today, "how": SENT["how"]}
    with nothing_changes(), pytest.raises(NotAllowed, match="changed this on"):
        services.answer_appeal(appeal=appeal, version=appeal.version - 1, **step)
