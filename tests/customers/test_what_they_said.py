"""What a customer said of their health in a case stands beside the question, and “None is known” is asked about."""

import pytest

from alerts.decisions import services as decisions
from alerts.investigations import gates
from alerts.investigations import services as investigations
from alerts.investigations.heard import heard_in, heard_unread
from alerts.reviews import policies as reviews_policies
from appeals import selectors as appeals_selectors
from housing_alerts.customers.models import Adjustment, Vulnerability
from housing_alerts.customers.policies import doubts_of_none_known, why_none_known_unread
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, nothing_changes, words
from tests.step import fill

pytestmark = [pytest.mark.django_db]
SAID = "I have epilepsy, and I was just coming round from a fit."
NONE = "None is known."
TOLD = {"vulnerability": NONE, "vulnerability_told_by": "CUSTOMER"}
TICK = "Read what the customer said. Say how you considered it, or tick that it tells of none"


def _told(cast, file, counterpart="CUSTOMER"):
    talk = {"counterpart": counterpart, "on": cast.today, "what": SAID, "why_not": "", "side": "GIVEN"}
    investigations.add_discussion(investigation=file, version=file.version, by=cast.lead, today=cast.today, **talk)
    file.refresh_from_db()
    return file


def _keys(heard, answer=NONE):
    return [doubt.key for doubt in doubts_of_none_known(heard, answer)]


def _considered(cast, file, **answers):
    file.refresh_from_db()
    return investigations.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations=TOLD, **answers
    )


@pytest.mark.clause("P10a", refuses=True)
def test_the_lead_reads_it_beside_the_question_and_is_asked_about_none(cast, sign_in):
    file, lead = _told(cast, scenarios.opened(cast)), sign_in("lead")
    url = f"/investigations/{file.reference}/considerations/"
    assert SAID in words(lead.get(url)) and "Add a vulnerability to the file" in words(lead.get(url))
    with nothing_changes():
        page = fill(lead, url, **TOLD)
    assert_asks(page, TICK, typed=(NONE,))
    assert "Nothing in the discussion with the customer on" in words(page)
    with nothing_changes(), pytest.raises(NotAllowed, match="Read what was said: say how you considered it"):
        _considered(cast, file)
    fill(lead, url, **TOLD, read=_keys(heard_unread(file)))
    file.refresh_from_db()
    assert file.vulnerability == NONE and gates.why_vulnerability_open(file) is None
    fill(lead, url, **TOLD)  # it was confirmed already
    assert heard_unread(file) == []


@pytest.mark.clause("P10a", refuses=True)
def test_an_answer_from_before_the_discussion_opens_the_gate_again(cast):
    file = scenarios.opened(cast)
    _considered(cast, file)
    file.refresh_from_db()
    assert gates.why_vulnerability_open(file) is None
    _told(cast, file, "REPRESENTATIVE")
    assert "stands beside the discussion with the customer's representative" in str(gates.why_vulnerability_open(file))


@pytest.mark.clause("P10a")
def test_what_was_considered_in_words_is_not_asked_about():
    heard = [reviews_policies.Heard("appeal AP-1", SAID)]
    assert why_none_known_unread(heard, "He has epilepsy: his sister comes to each visit.", ()) is None
    assert why_none_known_unread([], NONE, ()) is None
    assert why_none_known_unread(heard, NONE, _keys(heard)) is None
    assert str(why_none_known_unread(heard, NONE, ())).startswith("“None is known.” stands beside appeal AP-1.")


@pytest.mark.clause("P10a")
@pytest.mark.parametrize(("noun", "model"), [("vulnerability", Vulnerability), ("adjustment", Adjustment)])
def test_the_lead_adds_it_to_the_file_from_the_discussion(cast, sign_in, noun, model):
    file, lead = _told(cast, scenarios.opened(cast)), sign_in("lead")
    told = file.discussions.get()
    url = f"/investigations/{file.reference}/{noun}/?discussion={told.pk}"
    assert SAID in words(lead.get(url))
    fill(lead, url)
    assert model.objects.get(customer=file.customer).what == SAID
    assert SAID not in words(lead.get(f"/investigations/{file.reference}/{noun}/?discussion=0"))


@pytest.mark.clause("P10a")
@pytest.mark.parametrize(("noun", "model"), [("vulnerability", Vulnerability), ("adjustment", Adjustment)])
def test_the_lead_adds_it_to_the_file_from_the_appeal(cast, sign_in, noun, model):
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    lead, url = sign_in("lead"), f"/appeals/{appeal.reference}/{noun}/"
    assert fill(lead, url).status_code == 302
    assert model.objects.get(customer=appeal.customer).what == appeal.grounds
    assert "keeps this customer's file" in words(sign_in("head").get(url)).replace("’", "'")


@pytest.mark.clause("P10a", refuses=True)
def test_the_head_is_asked_before_an_alert_is_imposed(cast, sign_in):
    alert = scenarios.proposed(cast)
    heard, head = heard_in(alert.investigation), sign_in("head")
    page = words(head.get(f"/alerts/{alert.reference}/approve/"))
    assert heard[0].words in page and "An Operational Lead adds it to the customer’s file" in page
    assert "Add a vulnerability to the file" not in page
    step = {
        "alert": alert,
        "version": alert.version,
        "by": cast.head,
        "on": cast.today,
        "reason": "It is proportionate to the risk.",
    }
    step |= {"inform": scenarios.INFORM, "due_regard": NONE}
    with nothing_changes(), pytest.raises(NotAllowed, match="stands beside the discussion with the customer"):
        decisions.approve_alert(**step)
    assert decisions.approve_alert(**step, read=_keys(heard)).is_active


@pytest.mark.clause("P10a", "P9b", refuses=True)
def test_the_head_is_asked_about_the_grounds_of_an_appeal(cast, sign_in):
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    heard = appeals_selectors.heard(appeal)
    with (
        nothing_changes(),
        pytest.raises(NotAllowed, match=f"stands beside appeal {appeal.reference} and the discussion"),
    ):
        scenarios.determined(cast, appeal, vulnerability=NONE)
    page = fill(
        sign_in("leadership"), f"/appeals/{appeal.reference}/determine/", vulnerability=NONE, outcome="NOT_UPHELD"
    )
    assert "Nothing in appeal" in words(page) and appeal.grounds in words(page)
    assert scenarios.determined(cast, appeal, vulnerability=NONE, read=_keys(heard)).vulnerability == NONE


@pytest.mark.clause("P10a", "P9b")
def test_the_lead_who_prepares_an_appeal_is_offered_to_add_what_it_tells(cast, sign_in):
    appeal = scenarios.appealed(cast, scenarios.active(cast))
    page = words(sign_in("lead").get(f"/appeals/{appeal.reference}/prepare/"))
    assert appeal.grounds in page and "Add an adjustment to the file" in page


@pytest.mark.clause("P10a", "P8a", refuses=True)
def test_the_reviewer_is_asked_about_what_they_said_then_and_now(cast, sign_in):
    review = scenarios.under_review(cast, scenarios.active(cast))
    said = {"risk": "", "customers_side": SAID, "vulnerability": NONE}
    with nothing_changes(), pytest.raises(NotAllowed, match="what the customer says in this review"):
        scenarios.reviewed(cast, review, considered=said)
    page = fill(sign_in("lead"), f"/reviews/{review.reference}/complete/", **said)
    assert TICK in words(page)
    keys = _keys(reviews_policies.heard_by(review.alert, SAID))
    assert scenarios.reviewed(cast, review, considered=said, read=keys).vulnerability == NONE
