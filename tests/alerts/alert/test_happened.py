"""What became known while a page was open: reviews, removals and appeals are decided by who has seen it (P8a, P9b, D5)."""

from datetime import timedelta

import pytest
import time_machine

from alerts.decisions.selectors import happened_beside
from alerts.models import Alert, Review
from alerts.reviews import services as reviews_services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_refused, nothing_changes, words
from tests.scenarios import INFORM
from tests.step import assert_kept, shown

pytestmark = pytest.mark.usefixtures("wednesday")
UNSEEN = "This became known after you opened the page: {}. Read it, then decide. What you typed is still here."
REMOVE = {
    "outcome": "REMOVE",
    "reason": "All visits are calm by now.",
    "informing": "INFORM",
    "informing_reason": "A letter puts nobody at risk.",
}
END = {"because": "RISK_REDUCED", "reason": "All visits are calm by now."}
UPHOLD = {
    "outcome": "UPHELD",
    "vulnerability": "He was asked, and told us of nothing.",
    "findings": "It will not happen again.",
    "own_decision_reason": "Nobody else is here this month.",
}


def _review(cast):
    return f"/reviews/{scenarios.under_review(cast, scenarios.active(cast, days=100)).reference}/complete/"


def _removal(cast):
    return f"/alerts/{scenarios.active(cast, days=100).reference}/end/"


def _appeal(cast):
    return f"/appeals/{scenarios.prepared(cast, scenarios.active(cast, days=100)).reference}/determine/"


PAGES = [("lead", _review, REMOVE), ("lead", _removal, END), ("head", _appeal, UPHOLD)]


@pytest.mark.long
@pytest.mark.clause("P8a", "P9b")
@pytest.mark.parametrize(("who", "page", "answers"), PAGES, ids=["review", "removal", "appeal"])
def test_what_is_reported_while_the_page_is_open_is_listed_before_the_alert_ends(cast, sign_in, who, page, answers):
    url, client = page(cast), sign_in(who)
    held = shown(client.get(url)) | answers
    incident = scenarios.logged(cast, days=0, violent=True)

    with nothing_changes():
        response = client.post(url, held)

    assert_refused(response, UNSEEN.format(incident.reference))
    assert f"Known since you opened the page {incident.reference}, 10 June 2026" in words(response)
    assert f'href="/incidents/{incident.reference}/"' in response.content.decode()
    assert_kept(response, **answers)
    assert client.post(url, shown(response)).status_code == 302
    assert Alert.objects.get().status == "ENDED"


@pytest.mark.long
@pytest.mark.clause("P8a", "P9b")
@pytest.mark.parametrize(("who", "page", "answers"), PAGES, ids=["review", "removal", "appeal"])
def test_what_a_page_lists_that_asks_for_more_is_seen_and_what_comes_after_that_is_not(
    cast, sign_in, who, page, answers
):
    url, client = page(cast), sign_in(who)
    held = shown(client.get(url)) | answers
    first = scenarios.logged(cast, days=0, violent=True)
    left_out = next(name for name in answers if name in ("reason", "findings"))
    asked = client.post(url, held | {left_out: ""})
    assert f"Known since you opened the page {first.reference}, 10 June 2026" in words(asked)
    answered = shown(asked) | {left_out: answers[left_out]}

    later = scenarios.logged(cast, days=0, violent=True)
    with nothing_changes():
        assert_refused(client.post(url, answered), UNSEEN.format(later.reference))

    again = client.post(url, shown(client.post(url, answered)))
    assert again.status_code == 302
    assert Alert.objects.get().status == "ENDED"


@pytest.mark.long
@pytest.mark.clause("P2", "P9b", refuses=True)
@pytest.mark.parametrize(("who", "page", "answers"), PAGES, ids=["review", "removal", "appeal"])
def test_so_is_a_correction_of_the_report_that_the_alert_rests_on(cast, sign_in, who, page, answers):
    url, client = page(cast), sign_in(who)
    report = Alert.objects.get().investigation.incidents.get()
    scenarios.reported_anew(report, by=cast.officer, typed_by=cast.lead)
    held = shown(client.get(url)) | answers
    scenarios.answered_for(cast, report, "It was not Mr Lodger. It was a visitor of his.")

    with nothing_changes():
        response = client.post(url, held)

    rests = f"{report.reference}, on which this rests, was corrected on 10 June 2026"
    assert_refused(response, UNSEEN.format(rests))
    assert f"Changed since it was decided {rests}: It was not Mr Lodger." in words(response)
    assert client.post(url, shown(response)).status_code == 302


@pytest.mark.clause("P9b", refuses=True)
def test_so_is_the_end_of_the_alert_that_is_appealed(cast, sign_in):
    url, client = _appeal(cast), sign_in("head")
    held = shown(client.get(url)) | UPHOLD | {"outcome": "NOT_UPHELD", "findings": "The alert stays in force."}
    alert = Alert.objects.get()
    scenarios.ended(cast, alert)

    with nothing_changes():
        response = client.post(url, held)

    assert_refused(response, UNSEEN.format(f"{alert.reference} ended on 10 June 2026"))
    assert "He moved away to another town." in words(response)


@pytest.mark.clause("P9b")
def test_what_was_reported_earlier_on_the_day_of_the_evidence_was_before_the_lead(cast, sign_in, wednesday):
    alert = scenarios.active(cast)
    known = scenarios.logged(cast, days=0)
    wednesday.shift(60)
    appeal = scenarios.prepared(cast, alert)
    wednesday.shift(60)
    page = f"/appeals/{appeal.reference}/determine/"
    assert "Reported since" not in words(sign_in("head").get(page))
    late = scenarios.logged(cast, days=0)
    said = words(sign_in("head").get(page))
    assert (
        f"when the evidence was put to you {late.reference}, 10 June 2026 {late.account} Open the evidence pack" in said
    )
    assert f"put to you {known.reference}" not in said


@pytest.mark.clause("P9b")
def test_so_does_what_was_begun_or_reported_of_nobody_known_before_it(cast, sign_in):
    begun, nobody_known = scenarios.draft(cast), scenarios.logged_at_an_address(cast)
    url = _appeal(cast)
    with time_machine.travel(cast.then(-1), tick=False):
        found = [scenarios.named(cast, nobody_known), scenarios.finished(cast, begun)]

        page = words(sign_in("head").get(url))
        assert "Reported since 10 June 2026, when the evidence was put to you" in page
        assert all(incident.reference in page for incident in found)
        assert {known.known_on - cast.today for known in happened_beside(Alert.objects.get())} == {timedelta(days=1)}


@pytest.mark.clause("P8a")
def test_a_service_is_told_what_was_seen(cast):
    review = scenarios.under_review(cast, scenarios.active(cast, days=100))
    incident = scenarios.logged(cast, days=0)
    step = {"review": review, "version": review.version, "by": cast.lead, "on": cast.today, "inform": INFORM}

    with pytest.raises(NotAllowed, match=f"after you opened the page: {incident.reference}."):
        reviews_services.complete_review(**step, outcome="KEEP", reason="It is as it was before.")

    reviews_services.complete_review(**step, outcome="KEEP", reason="It is as it was before.", seen=[str(incident.pk)])
    assert Review.objects.get().status == "COMPLETED"


def test_what_a_decision_rests_on_and_what_counts_for_nothing_is_no_news(cast):
    alert = scenarios.active(cast, days=100)
    scenarios.draft(cast)
    scenarios.void(cast)
    scenarios.logged(cast, scenarios.HONG, days=0)

    assert happened_beside(alert) == []


def test_where_nobody_is_known_what_is_reported_at_the_place_counts_whoever_it_names(cast):
    alert = scenarios.on_a_property(cast)

    incident = scenarios.logged_at_an_address(cast)

    assert scenarios.seen(alert) == [str(incident.pk)]
    (known,) = happened_beside(alert)
    assert known.known_on - cast.today == timedelta()
    named = scenarios.logged(cast, days=0, asset=alert.asset)
    assert sorted(scenarios.seen(alert)) == sorted([str(incident.pk), str(named.pk)])


@pytest.mark.long
def test_an_appeal_against_an_action_knows_of_what_was_reported_of_the_customer(cast, sign_in):
    appeal = scenarios.prepared(cast, scenarios.action_beside(cast))
    client, url = sign_in("head"), f"/appeals/{appeal.reference}/determine/"
    held = shown(client.get(url)) | UPHOLD
    incident = scenarios.logged(cast, days=0)

    assert_refused(client.post(url, held), UNSEEN.format(incident.reference))
