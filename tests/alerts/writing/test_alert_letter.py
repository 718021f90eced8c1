"""Composing the letter that tells of an alert: ``/alerts/CM-…/letter/``"""

from datetime import date

import pytest

from alerts.writing import drafts, measures
from letters import services
from letters.models import Letter
from tests import scenarios
from tests.page import (
    assert_asks,
    assert_done,
    assert_refused,
    day,
    nothing_changes,
    words,
)
from tests.scenarios import WITHHOLD
from tests.step import shown

pytestmark = pytest.mark.usefixtures("wednesday")
SENT = {
    "incident": "It was reported to us that you shouted at our officer.",
    "reason": "This was the second report of this kind.",
    "removal": "Calm visits will count in your favour.",
    "invite_apology": "on",
    "planned_method": "SECOND_CLASS",
} | day("planned_on", date(2026, 6, 12))


@pytest.fixture
def alert(cast):
    return scenarios.active(cast)


def url(alert):
    return f"/alerts/{alert.reference}/letter/"


@pytest.mark.long
def test_the_lead_drafts_it_and_the_last_day_to_appeal_follows_from_the_plan(sign_in, alert):
    client = sign_in("lead")
    start = "We had a report about a visit to your home on 21 May 2026. It said that your behaviour was"
    assert start in words(client.get(url(alert)))

    response = client.post(url(alert), SENT)

    letter = Letter.objects.get()
    message = f"Letter {letter.reference} drafted. Next: check it and issue it."
    assert_done(client, response, f"/letters/{letter.reference}/", message)
    assert (letter.subject, letter.kind, letter.signatory) == (alert, "NOTIFICATION", "Lena Ledger")
    assert letter.address == "12 Sandpiper Close\nTestmouth\nDevon\nTQ99 1AB"
    # Friday 12 June, second class: the fourth business day is Thursday 18 June, and 28 days more are 16 July.
    assert (letter.grants_appeal, letter.reply_by) == (True, date(2026, 7, 16))


@pytest.mark.long
def test_a_second_letter_says_which_it_replaces(cast, alert):
    first = scenarios.returned(cast, scenarios.posted(cast, alert))

    assert scenarios.drafted(cast, alert).replaces == first


HOURS = {"kind": "TIMES", "words": "Please ring between ten and noon.", "ends": None}


def stepped_down(cast, code, *, kept, lifted=0, **terms):
    """The review that took something away, and the alert as it goes on."""
    alert = scenarios.active(cast, code, **terms)
    gone = [condition.pk for condition in alert.conditions.all()[:lifted]]
    review = scenarios.under_review(cast, alert)
    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=kept, lifted=gone)
    alert.refresh_from_db()
    return alert


@pytest.mark.long
def test_after_a_step_down_it_tells_of_what_still_applies_only(cast):
    (told,) = scenarios.drafted(cast, stepped_down(cast, "WEAPONS", kept=["POLICE_ADVICE"])).facts["alerts"]

    assert told["conditions"] == [
        {"words": "We may ask the police for advice before we visit you.", "applies": measures.APPLIES}
    ]
    assert "two people" not in (told["measure"] + told["consequence"]).lower()


def test_a_condition_that_was_lifted_is_not_told_of(cast):
    alert = stepped_down(
        cast, "CONTACT_MANAGEMENT", kept=["AGREED_CONTACT"], lifted=1, conditions=[scenarios.CONDITION, HOURS]
    )

    (told,) = scenarios.drafted(cast, alert).facts["alerts"]

    assert (told["measure"], told["consequence"]) == (alert.type.measure, alert.type.consequence)
    assert [said["words"] for said in told["conditions"]] == [HOURS["words"]]


def test_a_condition_that_is_over_on_the_day_it_is_sent_is_not_told_of(cast):
    over = HOURS | {"ends": cast.today}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, over])

    def told(on):
        return [said["words"] for said in scenarios.composed(cast, alert, on=on).facts["alerts"][0]["conditions"]]

    assert told(cast.today) == [scenarios.CONDITION["words"], HOURS["words"]]
    assert told(cast.ago(-1)) == [scenarios.CONDITION["words"]]


@pytest.mark.long
@pytest.mark.clause("P9b")
def test_while_an_appeal_suspends_them_the_conditions_are_told_as_suspended(cast):
    alert = scenarios.restricted(cast)
    before = scenarios.drafted(cast, alert)
    appeal = scenarios.appealed(cast, alert, stay=True)
    alert.refresh_from_db()
    before.refresh_from_db()

    assert (before.status, before.cancelled_reason) == (
        "CANCELLED",
        f"The conditions of alert {alert.reference} are suspended",
    )
    letter = scenarios.drafted(cast, alert)
    (condition,) = letter.facts["alerts"][0]["conditions"]
    assert condition["applies"] == "does not apply to you until we have decided on your appeal"
    scenarios.taken_back(cast, appeal)
    letter.refresh_from_db()
    assert letter.status == "CANCELLED"


# Limits on contact that the letter may not ask to break

OFFICES = {"kind": "OFFICES"}


def limited(cast, subject):
    return scenarios.composed(cast, subject).facts["limited"]


def beside_the_limits(cast, *, told, **terms):
    """An alert about visits, on somebody whose contact is limited by another alert."""
    limits = scenarios.restricted(cast, **terms)
    if told:
        scenarios.posted(cast, limits)
    return scenarios.active(cast)


def suspended(cast):
    """An alert that limits contact, while the limits are suspended."""
    alert = scenarios.restricted(cast)
    scenarios.appealed(cast, alert, stay=True)
    alert.refresh_from_db()
    return alert


@pytest.mark.long
@pytest.mark.parametrize(
    "left",
    [
        scenarios.restricted,
        lambda cast: beside_the_limits(cast, told=True),
        lambda cast: scenarios.reviewed(cast, scenarios.under_review(cast, scenarios.restricted(cast))),
        lambda cast: scenarios.appealed(
            cast, scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION])
        ),
        lambda cast: scenarios.late_against_contact(cast),
    ],
    ids=["its own", "of another that was told", "kept at a review", "appealed", "appealed late"],
)
@pytest.mark.clause("P9a")
def test_a_letter_knows_of_the_limits_that_the_customer_knows_of(cast, left):
    assert limited(cast, left(cast)) is True


@pytest.mark.parametrize(
    "left",
    [
        scenarios.active,
        lambda cast: beside_the_limits(cast, told=False),
        suspended,
        lambda cast: scenarios.active(cast, conditions=[OFFICES]),
    ],
    ids=["none", "not told yet", "suspended", "offices alone"],
)
@pytest.mark.clause("P7c", refuses=True)
def test_a_letter_speaks_of_no_limits_that_are_none_or_unknown_to_the_customer(cast, left):
    assert limited(cast, left(cast)) is False


def said_of_the_review(cast, alert):
    alert.refresh_from_db()
    text = " ".join(services.as_text(services.source(scenarios.composed(cast, alert))).split())
    return text[text.index("We will review this one") :].partition(", and write to you")[0]


@pytest.mark.clause("E1")
def test_the_period_to_the_first_review_stands_beside_its_day(cast):
    alert = scenarios.active(cast, first_period=3)

    assert said_of_the_review(cast, alert) == "We will review this one within 3 months, by 10 September 2026"


@pytest.mark.clause("E1", refuses=True)
def test_once_a_review_has_moved_the_day_no_other_period_stands_beside_it(cast):
    alert = scenarios.active(cast, first_period=3, inform=WITHHOLD)
    scenarios.reviewed(cast, scenarios.under_review(cast, alert), months=12)

    assert said_of_the_review(cast, alert) == "We will review this one by 10 June 2027"


def test_each_error_has_its_own_words_and_what_was_typed_stays(sign_in, cast, alert):
    client = sign_in("lead")

    with nothing_changes():
        typed = SENT | {"reason": " ", "removal": "", "planned_on_day": ""}
        response = client.post(url(alert), typed | {"incident": " "})
    asks = ["Say what was reported", "Say why we decided this", "Say what would lead to removal"]
    assert_asks(response, *asks, "The day the letter will be sent must include a day")

    scenarios.moved_out(cast, alert.customer)
    with nothing_changes():
        response = client.post(url(alert), SENT)
    assert_refused(response, "No address is known for Lewis Lodger. Correct it in the housing system first.")
    assert SENT["incident"] in words(response)


@pytest.fixture
def on_a_risk(cast):
    return scenarios.approved(cast, scenarios.proposed_on(cast, scenarios.logged(cast, behaviour="", about="RISK")))


@pytest.fixture
def on_a_dog(cast):
    dog = scenarios.logged(cast, behaviour="", circumstances=["DANGEROUS_DOG"])
    return scenarios.approved(cast, scenarios.proposed_on(cast, dog, "DANGEROUS_DOGS"))


@pytest.mark.long
@pytest.mark.clause("E1", refuses=True)
@pytest.mark.parametrize("kind", ["a dog", "a risk"])
def test_nobody_is_asked_to_say_sorry_for_a_dog_or_for_a_risk_alone(sign_in, cast, request, kind):
    found = request.getfixturevalue("on_a_dog" if kind == "a dog" else "on_a_risk")
    client = sign_in("lead")
    assert "to apologise" not in words(client.get(url(found)))

    client.post(url(found), SENT)

    facts = Letter.objects.get().facts
    assert (facts["behaviour"], facts["invite_apology"]) == (False, False)


@pytest.mark.clause("E1")
def test_beside_a_dog_and_for_it_what_somebody_did_still_counts(cast):
    dog, pairs = scenarios.proposed_together(cast, "DANGEROUS_DOGS", "VISIT_IN_PAIRS")
    assert drafts.of_behaviour([dog, pairs])
    assert drafts.of_behaviour([dog])


@pytest.mark.long
@pytest.mark.clause("E1")
def test_the_lead_may_invite_an_apology_for_what_somebody_did(sign_in, cast, alert):
    client = sign_in("lead")
    assert "to apologise" in words(client.get(url(alert)))
    client.post(url(alert), SENT)
    facts = Letter.objects.get().facts
    assert (facts["behaviour"], facts["invite_apology"]) == (True, True)


@pytest.mark.long
@pytest.mark.clause("E1")
@pytest.mark.parametrize(("behaviour", "ticked"), [("AGGRESSIVE", True), ("THREAT_OF_VIOLENCE", False)])
def test_after_danger_no_apology_is_invited_unless_the_lead_ticks_it(sign_in, cast, behaviour, ticked):
    found = scenarios.approved(cast, scenarios.proposed_on(cast, scenarios.logged(cast, behaviour=behaviour)))
    assert ("invite_apology" in shown(sign_in("lead").get(url(found)))) == ticked
