"""Completing a review: ``/reviews/RV-…/complete/``"""

from datetime import date

import pytest
import time_machine

from alerts.models import Alert, AlertType
from alerts.reviews import services as reviews_services
from alerts.writing import drafts
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from letters.models import IssuedPdf
from tests import scenarios, settling
from tests.completing import HARM, SENT, url
from tests.letters.reader import text
from tests.page import (
    assert_done,
    assert_refused,
    day,
    nothing_changes,
    send,
    words,
)
from tests.scenarios import INFORM, WITHHOLD

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def review(cast):
    return scenarios.under_review(cast, scenarios.told(cast))


def now(review):
    return Alert.objects.get(pk=review.alert.pk)


@pytest.mark.long
def test_the_alert_is_kept_and_the_next_due_date_follows(sign_in, cast, review):
    considered = {
        "risk": "It is as it was before.",
        "customers_side": "He says it was a bad day.",
        "vulnerability": "He hears badly; large print is kept.",
    }
    with settling.undone():
        send(sign_in("lead"), url(review), review, **SENT | HARM | {"months": ""})
        alert = now(review)
        assert (alert.informing, alert.withhold_code) == ("INFORM", ""), "what they know they know"
        assert alert.withheld_before.endswith(HARM["informing_reason"])
        review.refresh_from_db()
        assert (review.informing, review.withhold_code, review.informing_reason) == tuple(HARM.values())
    with settling.undone():
        send(sign_in("lead"), url(review), review, **SENT | {"months": ""})
        assert now(review).review_due_on == date(2027, 6, 10), "its own period runs again"
    review.refresh_from_db()
    client = sign_in("lead")

    response = send(client, url(review), review, **SENT | considered)

    message = f"Review {review.reference} completed. The next is due by 10 December 2026. Next: write to Lewis Lodger."
    assert_done(client, response, f"/reviews/{review.reference}/", message)
    review.refresh_from_db()
    assert (review.status, review.outcome, review.reason) == ("COMPLETED", "KEEP", SENT["reason"])
    assert (review.completed_by, review.completed_on) == (cast.lead, cast.today)
    assert (review.next_due_on, now(review).review_due_on) == (date(2026, 12, 10), date(2026, 12, 10))
    assert now(review).is_active
    assert {name: getattr(review, name) for name in considered} == considered
    page = words(client.get(f"/reviews/{review.reference}/"))
    assert "The risk now It is as it was before. The customer’s side He says it was a bad day." in page


@pytest.mark.clause("P8a")
def test_the_page_says_how_soon_a_withheld_one_is_reviewed_by_the_landlords_setting(sign_in, cast, review):
    cast.customers[scenarios.LODGER].organisation.refresh_from_db()
    within = cast.customers[scenarios.LODGER].organisation.withheld_months
    assert within != 3
    said = f"12 at most; {within} at most where the customer is not informed."
    assert said in words(sign_in("lead").get(url(review)))


@pytest.mark.long
def test_what_a_colleague_reads_at_the_door_follows_the_controls_that_stay(sign_in, cast):
    kept, instruction = ["POLICE_ADVICE", "NO_FORCED_ENTRY"], "Take police advice before you go. Never force entry."
    taken_away = "Two people come together when they visit you."
    review = scenarios.under_review(cast, scenarios.active(cast, "WEAPONS"))
    client = sign_in("lead")

    send(client, url(review), review, **SENT | {"outcome": "STEP_DOWN", "kept_controls": kept})

    assert now(review).instruction == instruction
    assert f"What no longer applies {taken_away}" in words(client.get(f"/reviews/{review.reference}/"))
    at_the_door = words(sign_in("officer").get("/look-up/?q=D900001"))
    assert instruction in at_the_door
    assert "in pairs" not in at_the_door


@pytest.mark.long
def test_where_only_conditions_stay_colleagues_keep_to_what_was_agreed(cast):
    review = scenarios.under_review(cast, scenarios.active(cast, conditions=[scenarios.CONDITION]))

    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=[])

    assert now(review).instruction == "Keep to the agreed ways and times of contact."


@pytest.mark.long
@pytest.mark.clause("P8b")
def test_a_condition_ends_sooner_and_the_letter_says_when(sign_in, cast):
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
    review, (channels,) = scenarios.under_review(cast, alert), alert.conditions.all()
    sooner = day(f"ends_{channels.pk}", date(2026, 7, 31))
    less = {"outcome": "STEP_DOWN", "kept_controls": alert.controls, "kept_conditions": [channels.pk]}
    client = sign_in("lead")
    assert "Leave it empty, and it applies until the review." in words(client.get(url(review)))

    send(client, url(review), review, **SENT | less | sooner)

    channels.refresh_from_db()
    review.refresh_from_db()
    said = ["Until 31 July 2026: Please contact us by letter only."]
    assert (channels.ends, channels.lifted_on) == (date(2026, 7, 31), None)
    assert (review.taken_away, review.ends_sooner) == ([], said)
    assert f"What ends sooner {said[0]}" in words(client.get(f"/reviews/{review.reference}/"))
    letter = scenarios.issued(cast, review)
    printed = " ".join(text(bytes(IssuedPdf.objects.get(letter=letter).content)).split())
    assert f"{channels.words} This now ends sooner, on 31 July 2026." in printed
    assert not [title for title in ("What no longer applies", "What ends sooner") if title in printed]
    now_ends = {"words": channels.words, "applies": "now ends sooner, on 31 July 2026", "sooner": True}
    assert now_ends in letter.facts["stays"]
    late = drafts.review_outcome(review, on=date(2026, 8, 1), reason="He was calm in spring.")
    assert (late["sooner"], [each for each in late["stays"] if "ends" in each["applies"]]) == ([], [])
    assert late["ended_of_type"] == [f"{channels.words} This ended on 31 July 2026."]


@pytest.mark.long
@pytest.mark.clause("P8b", refuses=True)
def test_it_ends_neither_before_it_begins_nor_later_than_it_would(sign_in, cast):
    until = scenarios.CONDITION | {"ends": date(2026, 8, 31)}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[until])
    review, (channels,) = scenarios.under_review(cast, alert), alert.conditions.all()
    less = {"outcome": "STEP_DOWN", "kept_controls": alert.controls, "kept_conditions": [channels.pk]}

    client = sign_in("lead")
    for last_day, sentence in [
        (date(2026, 6, 9), "A condition cannot end before it begins. Take it out instead."),
        (
            date(2026, 9, 1),
            "“Please contact us by letter only.” applies until 31 August 2026. Give it an earlier last day, or leave its box",
        ),
        (date(2026, 8, 31), "Say what is taken away, or keep the alert as it is."),
    ]:
        answers = SENT | less | day(f"ends_{channels.pk}", last_day)
        with nothing_changes():
            assert_refused(send(client, url(review), review, **answers), sentence)


@pytest.mark.clause("P8b", refuses=True)
def test_an_alert_of_which_nobody_knows_the_type_is_not_kept(sign_in, cast):
    """A review that kept it took away the warning that nobody knows what it asks, and no letter ever told the customer."""
    alert = scenarios.carried_over(cast, code="TO_BE_CONFIRMED")
    review, client = scenarios.under_review(cast, alert), sign_in("lead")
    said = "“To be confirmed” says nothing of what colleagues do, and no letter can tell the customer of it."
    with nothing_changes():
        assert_refused(send(client, url(review), review, **SENT), said)

    pairs = AlertType.objects.get(code="VISIT_IN_PAIRS")
    asked = scenarios.reviewed(cast, review, outcome="CHANGE_TYPE", type=pairs)
    again = scenarios.under_review(cast, Alert.objects.get(pk=asked.alert_id))
    assert scenarios.reviewed(cast, again).outcome == "KEEP", "until the Head decides"


@pytest.mark.parametrize(("about", "kept"), [("an earlier review", scenarios.issued), ("an appeal", scenarios.drafted)])
def test_a_decision_to_withhold_cancels_every_unsent_letter(cast, about, kept):
    alert = scenarios.told(cast)
    subject = {
        "an earlier review": lambda: scenarios.reviewed(cast, scenarios.under_review(cast, alert)),
        "an appeal": lambda: scenarios.determined(cast, scenarios.prepared(cast, alert)),
    }[about]()
    letter = kept(cast, subject)
    review = scenarios.under_review(cast, Alert.objects.get(pk=alert.pk))

    scenarios.reviewed(cast, review, inform=WITHHOLD)

    letter.refresh_from_db()
    reason = f"Review {review.reference} decided not to inform the customer"
    assert (letter.status, letter.cancelled_reason) == ("CANCELLED", reason)


@pytest.mark.long
def test_a_letter_about_another_alert_of_the_customer_is_not_cancelled(cast):
    letter = scenarios.drafted(cast, scenarios.active(cast, "NO_LONE_MALES"))

    scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.active(cast)), inform=WITHHOLD)

    letter.refresh_from_db()
    assert letter.status == "DRAFT"


@pytest.mark.long
def test_an_alert_of_the_housing_system_is_answered_for_and_gets_its_lead(sign_in, cast):
    review = scenarios.under_review(cast, scenarios.carried_over(cast))
    client = sign_in("lead")
    assert "does not record whether the customer was told of this alert. Answer it now." in words(
        client.get(url(review))
    )

    send(client, url(review), review, **SENT)

    assert (now(review).informing, now(review).responsible_lead) == ("INFORM", cast.lead)


def test_an_alert_whose_lead_has_left_gets_the_lead_who_completes_the_review(cast, review):
    scenarios.lead_for(cast.lead2, review.alert.service_area)
    scenarios.leaves(review.alert.responsible_lead)

    reviews_services.complete_review(
        review=review, version=review.version, by=cast.lead2, on=cast.today, inform=INFORM, **scenarios.KEPT
    )

    assert now(review).responsible_lead == cast.lead2


@pytest.mark.parametrize(
    ("code", "kinds", "sentence"),
    [
        (
            "CONTACT_MANAGEMENT",
            ["TIMES"],
            "there is nothing to keep. Remove it, strengthen it with conditions for the time to come, or change its type.",
        ),
        (
            "SINGLE_POINT_OF_CONTACT",
            ["NAMED_OFFICER", "CHANNELS"],
            "It needs the condition that names them and their deputy.",
        ),
    ],
)
def test_what_is_over_is_not_kept(sign_in, cast, code, kinds, sentence):
    over, *others = [{"kind": kind} for kind in kinds]
    alert = scenarios.active(cast, code, conditions=[over | {"ends": cast.today}, *others])

    with time_machine.travel(cast.then(-1), tick=False):
        review = scenarios.under_review(cast, alert)
        client = sign_in("lead")
        with nothing_changes():
            response = send(client, url(review), review, **SENT)
        assert_refused(response, sentence)
        send(client, url(review), review, **SENT | {"outcome": "REMOVE"})
    assert not now(review).is_active


def test_each_step_is_recorded(cast, review):
    scenarios.reviewed(cast, review, outcome="REMOVE")

    assert [event.action for event in AuditEvent.objects.order_by("-pk")[:2]] == ["end alert", "complete review"]


@pytest.mark.clause("P8b")
def test_a_step_down_is_offered_where_something_could_be_taken_away_and_something_left(cast, sign_in):
    for code, conditions, offered in [
        ("VISIT_IN_PAIRS", (), False),
        ("WEAPONS", (), True),
        ("CONTACT_MANAGEMENT", [scenarios.CONDITION], True),
    ]:
        alert = scenarios.active(cast, code, conditions=conditions)
        page = sign_in("lead").get(url(scenarios.under_review(cast, alert)))
        assert ('value="STEP_DOWN"' in page.content.decode()) is offered
        assert ("It cannot be stepped down: nothing could be taken away" in words(page)) is not offered


@pytest.mark.clause("P8a")
def test_what_the_review_says_of_their_side_is_not_called_unasked_nor_said(cast, sign_in):
    side = "He was not asked: nothing happened this year."
    review = scenarios.under_review(cast, scenarios.active(cast))
    client = sign_in("lead")
    assert "The customer’s side Not asked for before this review" in words(client.get(f"/reviews/{review.reference}/"))
    scenarios.reviewed(cast, review, considered={"customers_side": side})
    page = words(client.get(f"/reviews/{review.reference}/"))
    assert f"The customer’s side {side}" in page
    assert page.count("The customer’s side") == 1
    assert "Said in this review" not in page
    assert "Not asked for" not in page


@pytest.mark.clause("P8a", refuses=True)
def test_where_nobody_is_known_nobody_was_to_be_asked(cast, sign_in):
    review = scenarios.under_review(cast, scenarios.on_a_property(cast))
    page = words(sign_in("lead").get(f"/reviews/{review.reference}/"))
    assert "What happened since" in page
    assert "The customer’s side" not in page


UNTOLD = "so they have to be told of it. Inform them, step the alert down without it, or remove the alert."


@pytest.mark.clause("P5", "P7c", refuses=True)
def test_a_condition_that_no_letter_told_of_does_not_go_on_where_the_customer_is_not_informed(cast):
    alert = scenarios.restricted(cast)
    review = scenarios.under_review(cast, alert)

    for outcome in ("KEEP", "STRENGTHEN"):
        with pytest.raises(NotAllowed, match=UNTOLD):
            scenarios.reviewed(cast, review, outcome=outcome, inform=scenarios.WITHHOLD)
    review.refresh_from_db()
    removed = {"outcome": "REMOVE", "reason": "All is calm since last year."}
    assert scenarios.reviewed(cast, review, inform=scenarios.WITHHOLD, **removed).outcome == "REMOVE"


@pytest.mark.long
@pytest.mark.clause("P5", "P7c")
def test_a_condition_that_a_letter_told_of_goes_on_where_no_more_letters_may_go(cast):
    alert = scenarios.restricted(cast)
    scenarios.notified(cast, alert)
    review = scenarios.under_review(cast, Alert.objects.get(pk=alert.pk))

    assert scenarios.reviewed(cast, review, inform=scenarios.WITHHOLD).outcome == "KEEP"
