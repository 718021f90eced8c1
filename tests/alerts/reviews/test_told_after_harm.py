"""What was kept from the customer for harm, and is told after all: who lifts that reads why, and the letter is asked about."""

import pytest

from alerts.decisions.answers import InformAnswer
from alerts.models import Alert
from housing_alerts.kernel.refusals import NotAllowed
from letters import dispatch
from tests import scenarios
from tests.letters.sending import KNOWN, issue, post
from tests.page import nothing_changes, words
from tests.scenarios import INFORM, WITHHOLD

pytestmark = pytest.mark.usefixtures("wednesday")
HARM_TO_STAFF = InformAnswer("WITHHOLD", "HARM_TO_STAFF", "He said he would wait for her outside.")
WHY = "Informing would raise the risk of harm to the customer, or to somebody else at home: Her former partner opens the post."
ASKED = f"what was decided of this one then is “{WHY}”"
IN_GENERAL = "an alert was kept from the customer before, because somebody could be harmed if they knew"


@pytest.mark.clause("P7c")
def test_who_reviews_it_reads_why_it_is_kept_from_the_customer(cast, sign_in):
    review = scenarios.under_review(cast, scenarios.active(cast, inform=WITHHOLD))
    client = sign_in("lead")
    before = words(client.get(f"/reviews/{review.reference}/complete/"))
    assert f"It was decided before not to inform the customer. {WHY} If you inform them now" in before
    page = words(client.get(f"/reviews/{review.reference}/"))
    assert "Why not Informing would raise the risk of harm to the customer" in page
    assert WITHHOLD.reason in page


@pytest.mark.clause("P7c", refuses=True)
def test_nobody_lifts_it_without_saying_why_it_is_safe_now(cast):
    kept = HARM_TO_STAFF
    review = scenarios.under_review(cast, scenarios.active(cast, inform=kept))
    with nothing_changes(), pytest.raises(NotAllowed, match="Say why it is safe to inform them now.") as refused:
        scenarios.reviewed(cast, review, inform=InformAnswer("INFORM", reason="Fine now."))
    assert kept.reason.rstrip(".") in str(refused.value)

    told = scenarios.reviewed(cast, review, inform=INFORM).alert
    assert told.withheld_before.endswith(kept.reason)


@pytest.mark.clause("P7c", refuses=True)
def test_what_takes_its_place_is_informed_of_no_more_easily(cast, sign_in):
    successor = scenarios.more_proposed(cast, scenarios.active(cast, inform=WITHHOLD), inform=WITHHOLD)
    assert WHY in words(sign_in("head").get(f"/alerts/{successor.reference}/approve/"))
    with pytest.raises(NotAllowed, match="Say why it is safe to inform them now."):
        scenarios.approved(cast, successor, InformAnswer("INFORM", reason="Fine now."))
    assert scenarios.approved(cast, successor, INFORM).withheld_before == WHY


@pytest.mark.clause("P7c", refuses=True)
def test_its_letter_is_asked_about_before_it_goes(cast):
    review = scenarios.under_review(cast, scenarios.active(cast, inform=WITHHOLD))
    alert = scenarios.reviewed(cast, review).alert
    letter = scenarios.drafted(cast, Alert.objects.get(pk=alert.pk))
    (doubt,) = dispatch.asked(letter, on=cast.today)
    assert f"{IN_GENERAL} and {ASKED}. Whoever opens the letter would know." in doubt.sentence
    with nothing_changes(), pytest.raises(NotAllowed, match="Her former partner opens the post"):
        issue(cast, letter)
    issue(cast, letter, sure_of=[dispatch.SHARED], words=KNOWN)
    assert post(cast, letter).status == "SENT"
    (doubt,) = dispatch.asked(scenarios.drafted(cast, scenarios.active(cast, "WEAPONS")), on=cast.today)
    assert IN_GENERAL in doubt.sentence, "any other letter to them is asked about without the reason"
    assert WITHHOLD.reason.rstrip(".") not in doubt.sentence
