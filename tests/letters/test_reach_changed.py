"""A letter says of contact what the customer knows on the day on which it is sent, whatever went out meanwhile (§5, E1)."""

import pytest

from alerts.models import Alert
from housing_alerts.kernel.refusals import NotAllowed
from letters import checklist, in_the_post
from tests import scenarios
from tests.letters.sending import issue, post
from tests.page import assert_blocked, nothing_changes, words

pytestmark = pytest.mark.usefixtures("wednesday")
LIMITED = "When this letter is sent, the customer may contact us in some ways only, and it does not say so."
COMPLAIN = "When this letter is sent, the customer may complain in some ways only, and it does not say so."
NO_LIMIT = "When this letter is sent, the customer may contact us as they like, and it says that they may not."
SOMEBODY_ELSE = "When this letter is sent, it names somebody else than those with whom the customer may have contact."
FOLLOWS = "When this letter is sent, our letter about the alert goes out too or has gone out, and this one says that it follows."
VISITS = "the customer knows of other alerts on how we visit, and it says otherwise how fast we come to an emergency."
WAYS = "When this letter is sent, it names other ways to contact us than those that are open to the customer."
ANEW = "Cancel it, and write it anew: the new one says how they can contact us."


def now(record):
    return type(record).objects.get(pk=record.pk)


def told_of_limits(cast, *conditions):
    terms = {"conditions": list(conditions)} if conditions else {}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", **terms) if terms else scenarios.restricted(cast)
    scenarios.posted(cast, alert)
    return now(alert)


def drafted(cast):
    return scenarios.drafted(cast, scenarios.active(cast, "VISIT_IN_PAIRS"))


@pytest.mark.clause("P5", refuses=True)
def test_a_draft_that_asks_them_to_call_is_not_issued_once_they_know_of_a_limit(cast, sign_in):
    draft = drafted(cast)
    told_of_limits(cast)

    client = sign_in("lead")
    assert_blocked(client.get(f"/letters/{draft.reference}/issue/"), f"{LIMITED} {ANEW}")
    assert LIMITED in words(client.get(f"/letters/{draft.reference}/"))
    with nothing_changes(), pytest.raises(NotAllowed, match=LIMITED):
        issue(cast, draft)
    (point,) = [point for point in checklist.points(now(draft), on=cast.today) if point.refusal]
    assert (point.about, point.refusal.clause.id) == ("How they can contact us", "P5")


@pytest.mark.clause("P5")
def test_the_one_that_is_written_anew_says_so_and_goes(cast):
    draft = drafted(cast)
    told_of_limits(cast)
    scenarios.cancelled(cast, draft)

    again = issue(cast, scenarios.drafted(cast, draft.subject))
    assert (again.facts["limited"], again.status) == (True, "ISSUED")
    assert post(cast, again).status == "SENT"


@pytest.mark.clause("P5", refuses=True)
def test_nor_is_one_that_keeps_them_from_calling_once_the_limit_is_gone(cast):
    limits = told_of_limits(cast)
    draft = drafted(cast)
    scenarios.ended(cast, limits)
    with nothing_changes(), pytest.raises(NotAllowed, match=NO_LIMIT):
        issue(cast, draft)


@pytest.mark.clause("P5", refuses=True)
def test_a_limit_on_complaints_counts_too(cast):
    draft = drafted(cast)
    told_of_limits(cast, {"kind": "COMPLAINTS"})
    with nothing_changes(), pytest.raises(NotAllowed, match=COMPLAIN):
        issue(cast, draft)


@pytest.mark.clause("P5", refuses=True)
def test_so_does_who_speaks_with_them(cast):
    told_of_limits(cast, {"kind": "NAMED_OFFICER"})
    draft = drafted(cast)
    assert draft.facts["named_contact"] == [str(cast.lead2), str(cast.manager)]
    Alert.objects.get(type__code="CONTACT_MANAGEMENT").conditions.update(deputy=cast.lead)
    with nothing_changes(), pytest.raises(NotAllowed, match=SOMEBODY_ELSE):
        issue(cast, draft)


@pytest.mark.clause("P9b", refuses=True)
@pytest.mark.parametrize("answered", [False, True])
def test_one_that_says_that_another_follows_does_not_go_after_it(cast, answered):
    """Somebody heard of the alert and appealed before our letter about it went out."""
    alert = scenarios.active(cast)
    appeal = scenarios.prepared(cast, alert)
    draft = scenarios.drafted(cast, scenarios.determined(cast, appeal, "NOT_UPHELD") if answered else appeal)
    assert draft.facts["letter_owed"]
    scenarios.issued(cast, alert)
    with nothing_changes(), pytest.raises(NotAllowed, match=FOLLOWS):
        issue(cast, draft)
    scenarios.cancelled(cast, draft)
    again = scenarios.drafted(cast, draft.subject)
    assert not again.facts.get("letter_owed")
    assert issue(cast, again).status == "ISSUED"


@pytest.mark.clause("P5", refuses=True)
def test_how_fast_we_come_to_an_emergency_counts_too(cast):
    draft = scenarios.drafted(cast, scenarios.restricted(cast))
    scenarios.posted(cast, scenarios.active(cast, "VISIT_IN_PAIRS"))
    with nothing_changes(), pytest.raises(NotAllowed, match=VISITS):
        issue(cast, draft)


@pytest.mark.clause("P5", refuses=True)
def test_so_do_the_ways_that_are_open(cast):
    told_of_limits(cast, {"kind": "CHANNELS", "details": {"channels": ["LETTER"]}})
    draft = drafted(cast)
    limit = Alert.objects.get(type__code="CONTACT_MANAGEMENT").conditions.get()
    limit.details = limit.details | {"channels": ["LETTER", "EMAIL"]}
    limit.save()
    with nothing_changes(), pytest.raises(NotAllowed, match=WAYS):
        issue(cast, draft)


@pytest.mark.clause("P5", refuses=True)
def test_one_that_is_issued_is_asked_about_because_it_may_have_gone(cast, sign_in):
    issued = scenarios.issued(cast, scenarios.active(cast, "VISIT_IN_PAIRS"))
    told_of_limits(cast)
    assert f"Has it left us already? Yes, it has. {LIMITED}" in words(
        sign_in("lead").get(f"/letters/{issued.reference}/posting/")
    )
    with nothing_changes(), pytest.raises(NotAllowed, match=LIMITED):
        post(cast, issued)
    assert post(cast, issued, sure_of=[in_the_post.LEFT], words="I posted it this morning.").status == "SENT"


@pytest.mark.parametrize("made", ["acknowledged", "removal"])
def test_a_letter_that_says_nothing_of_it_or_the_same_goes(cast, made):
    alert = told_of_limits(cast)
    if made == "removal":
        letter = scenarios.drafted(cast, scenarios.ended(cast, alert))
    else:
        letter = scenarios.drafted(cast, scenarios.prepared(cast, alert))
    assert issue(cast, letter).status == "ISSUED"
