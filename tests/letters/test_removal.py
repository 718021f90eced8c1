"""A letter that tells that an alert is gone, or that less of it applies: what is over, and what stays beside it (§8, E2, E3)."""

from datetime import timedelta

import pytest

from alerts.models import Alert
from housing_alerts.kernel.refusals import NotAllowed
from letters import checklist, in_the_post, services
from letters.choices import Kind
from letters.policies import why_part_empty
from tests import scenarios
from tests.page import assert_asks, assert_blocked, nothing_changes, words
from tests.step import fill

from .samples import letter, said
from .saying import printed
from .sending import issue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


# It is said once in the heading and once in the text


def says(cast, subject, **when):
    return said(scenarios.composed(cast, subject, **when))


@pytest.mark.clause("P8b")
def test_a_late_letter_about_our_mistake_is_sorry_once(cast):
    gone = scenarios.ended(cast, scenarios.told(cast), "ERROR")
    text = says(cast, gone, on=cast.today + timedelta(days=20))
    assert "We made a mistake when we put it there, and we should have told you sooner. We are sorry." in text
    assert text.count("We are sorry.") == 1


# Who learns of an alert only when it is gone learns what was reported


ASKED = "What was reported when the alert was put on the record?"
APPEALED = "you will still get our answer"


def gone(cast, how):
    alert = scenarios.active(cast)
    if how == "review":
        return scenarios.removed_at_a_review(cast, alert)
    return Alert.objects.get(pk=scenarios.ended(cast, alert).pk)


def url(record):
    return (
        f"/reviews/{record.reference}/letter/"
        if record.reference.startswith("RV")
        else (f"/alerts/{record.reference}/removal-letter/")
    )


@pytest.mark.long
@pytest.mark.parametrize("how", ["review", "removal"])
@pytest.mark.clause("P8b", "E2")
def test_the_lead_says_what_was_reported_and_the_letter_tells_it(cast, sign_in, how):
    record = gone(cast, how)
    page = fill(sign_in("lead"), url(record), reason="Since then nothing more was reported to us.", reported="")
    assert_asks(page, "Say what was reported then")
    draft = scenarios.composed(cast, record)
    assert draft.facts["reported"]
    assert draft.facts["reported"] in said(draft)


@pytest.mark.clause("P8b", "E2", refuses=True)
def test_without_it_the_letter_is_not_whole_and_speaks_of_no_appeal():
    for kind in [Kind.REVIEW_OUTCOME, Kind.REMOVAL]:
        facts = {"untold_since": "1 May 2026", "outcome": "REMOVE", "review_by": ""}
        written = letter(kind, facts=facts, grants_appeal=False, reply_by=None)
        assert "what was reported" in why_part_empty(written).sentence
        assert APPEALED not in said(written).lower()
        assert APPEALED in said(letter(Kind.REMOVAL, facts={"appealed_on": "1 May 2026"})).lower()


@pytest.mark.clause("P8b")
def test_of_an_alert_that_was_told_it_is_not_asked(cast, sign_in):
    alert = scenarios.ended(cast, scenarios.told(cast))
    assert ASKED not in words(sign_in("lead").get(f"/alerts/{alert.reference}/removal-letter/"))


@pytest.mark.long
@pytest.mark.clause("P8b", "E2")
@pytest.mark.parametrize("kind", [Kind.REMOVAL, Kind.REVIEW_OUTCOME])
@pytest.mark.on_paper
def test_of_an_alert_that_is_gone_and_was_never_told_it_says_first_that_there_was_one(kind):
    facts = {"untold_since": "1 May 2026", "outcome": "REMOVE", "review_by": "", "kept_back": False}
    text = printed(letter(kind, facts=facts, grants_appeal=False, reply_by=None))
    first = "There was an alert on your record, called “Visit in Pairs”. We put it there on 1 May 2026"
    assert text.index("An alert that was on your record") < text.index(first) < text.index("What we have decided")
    assert "the alert on your record" not in text
    assert "We are sorry" in text


# Nobody is let off what something else at the home still asks for, and none names it


HOUSEMATE = "D900009"
ENDED = "What the “{}” alert asked of you and of us has ended."
OFF = {
    "DANGEROUS_DOGS": "You no longer have to shut your dog away",
    "VISIT_IN_PAIRS": "Two people no longer have to come together",
}


def between_reviews(cast, alert):
    return scenarios.ended(cast, alert, "RISK_REDUCED")


def on_appeal(cast, alert):
    return scenarios.determined(cast, scenarios.prepared(cast, alert), "UPHELD")


WAYS = [between_reviews, scenarios.removed_at_a_review, on_appeal]


@pytest.mark.long
@pytest.mark.parametrize(
    ("gone", "inform"), [*((way, scenarios.WITHHOLD) for way in WAYS), (between_reviews, scenarios.INFORM)]
)
@pytest.mark.clause("P8b", "E3", refuses=True)
def test_what_an_alert_on_somebody_at_home_asks_for_too_is_not_said_to_be_over(cast, gone, inform):
    scenarios.active(cast, customer=HOUSEMATE, inform=inform)
    text = said(scenarios.composed(cast, gone(cast, scenarios.told(cast))))
    assert ENDED.format("Visit in Pairs") in text
    assert OFF["VISIT_IN_PAIRS"] not in text
    assert "“Visit in Pairs” alert stays" not in text


@pytest.mark.long
@pytest.mark.clause("P8b", refuses=True)
def test_nor_is_what_an_alert_on_the_property_asks_for(cast):
    scenarios.on_a_property(cast)
    text = said(scenarios.composed(cast, between_reviews(cast, scenarios.told(cast, "DANGEROUS_DOGS"))))
    assert ENDED.format("Dangerous Dogs") in text
    assert OFF["DANGEROUS_DOGS"] not in text


AGAIN = "This letter says that what the alert asked for is over. Since it was composed, something else at this address"


@pytest.mark.long
@pytest.mark.parametrize("gone", WAYS)
@pytest.mark.clause("P8b", "E3", refuses=True)
def test_a_draft_is_not_issued_once_somebody_at_home_has_such_an_alert(cast, gone, sign_in):
    alert = scenarios.told(cast)
    draft = scenarios.drafted(cast, gone(cast, alert))
    assert OFF["VISIT_IN_PAIRS"] in said(draft)
    scenarios.active(cast, customer=HOUSEMATE)

    assert_blocked(sign_in("lead").get(f"/letters/{draft.reference}/issue/"), AGAIN)
    with nothing_changes(), pytest.raises(NotAllowed, match=AGAIN):
        issue(cast, draft)
    (point,) = [point for point in checklist.points(draft, on=cast.today) if point.refusal]
    assert (point.about, point.refusal.clause.id) == ("What it says is over", "P8b")

    scenarios.cancelled(cast, draft)
    again = issue(cast, scenarios.drafted(cast, draft.subject))
    assert again.status == "ISSUED"
    assert OFF["VISIT_IN_PAIRS"] not in said(again)


@pytest.mark.clause("P8b", refuses=True)
def test_one_in_the_post_is_asked_about_because_it_may_have_gone(cast):
    issued = scenarios.issued(cast, between_reviews(cast, scenarios.told(cast)))
    scenarios.active(cast, customer=HOUSEMATE)
    (doubt,) = in_the_post.asked(issued, on=cast.today)
    assert (doubt.code, doubt.sentence.startswith(AGAIN)) == (in_the_post.LEFT, True)


def lighter_at_a_review(cast, alert):
    review = scenarios.under_review(cast, alert)
    return scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=["POLICE_ADVICE"])


def lighter_on_appeal(cast, alert):
    return scenarios.determined(cast, scenarios.prepared(cast, alert), "PARTLY", controls=["POLICE_ADVICE"])


@pytest.mark.long
@pytest.mark.parametrize("lighter", [lighter_at_a_review, lighter_on_appeal])
@pytest.mark.clause("E3", "P7c", refuses=True)
def test_of_a_lighter_alert_it_is_said_what_that_alert_asks_no_more(cast, lighter):
    """Whatever else asks for the same: an alert that is kept from the customer here."""
    scenarios.active(cast, inform=scenarios.WITHHOLD)
    text = said(scenarios.composed(cast, lighter(cast, scenarios.told(cast, "WEAPONS"))))
    assert (
        "What no longer applies The “Weapons” alert no longer asks for this: - Two people come together when they visit you. "
        "- If nobody lets us in" in text
    )
    assert "any more:" not in text
    assert "Visit in Pairs" not in text


# Another alert about the same matter that stays


STAYS = "The “Single Point of Contact” alert stays on your record. This letter changes nothing about it."
HOURS = {"kind": "TIMES", "words": "Please ring between ten and noon."}


def two(cast, ends=None):
    """Two alerts that limit contact: the customer was told of both."""
    scenarios.told(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{"kind": "NAMED_OFFICER"}])
    limit = scenarios.CONDITION | {"ends": ends}
    return scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[limit] if ends else [limit, HOURS])


def less(alert):
    return {"controls": alert.controls, "lifted": [alert.conditions.get(kind="CHANNELS").pk]}


def less_at_a_review(cast):
    alert = two(cast)
    return scenarios.reviewed(cast, scenarios.under_review(cast, alert), outcome="STEP_DOWN", **less(alert))


def less_on_appeal(cast):
    alert = two(cast)
    return scenarios.determined(cast, scenarios.prepared(cast, alert), "PARTLY", **less(alert))


def removed(cast):
    return scenarios.ended(cast, two(cast), "RISK_REDUCED")


@pytest.mark.long
@pytest.mark.parametrize("decided", [less_at_a_review, less_on_appeal, removed])
@pytest.mark.clause("E2", "E3")
def test_where_limits_have_ended_what_stays_is_named_after_them(cast, decided):
    text = said(scenarios.composed(cast, decided(cast)))
    assert text.count(STAYS) == 1
    ended = "has ended" if decided is removed else "no longer asks for this"
    assert text.index(ended) < text.index(STAYS)


@pytest.mark.long
@pytest.mark.clause("E2", refuses=True)
def test_once_the_other_alert_is_gone_too_the_letter_is_not_true_any_more(cast):
    review = less_at_a_review(cast)
    letter = scenarios.composed(cast, review)
    assert services.why_words_refused(letter) == []
    scenarios.ended(cast, review.customer.alerts.get(type__code="SINGLE_POINT_OF_CONTACT"))
    letter.subject = type(review).objects.get(pk=review.pk)
    (refusal,) = services.why_words_refused(letter)
    assert "has changed since this letter was composed" in refusal.sentence
