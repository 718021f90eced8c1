"""Requests to put right what was written of an alert: ``/subject-access/SA-…/alerts/CM-…/``"""

import pytest
from django.utils import timezone

from alerts.corrections.selectors import doubts
from alerts.decisions.selectors import behind
from alerts.models import Alert
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.refusals import NotAllowed
from privacy.bundle.collecting import collect
from privacy.subject_access import services
from tests import scenarios
from tests.letters import reader
from tests.owing import held
from tests.page import assert_asks, assert_done, assert_refused, nothing_changes, send, words
from tests.scenarios import IT_IS_WRONG, RIGHT

pytestmark = pytest.mark.usefixtures("wednesday")
DECIDED, RECOMMENDED, REVIEWED = "proportionate", "on a lone visit", "again in May"
"""Wrong words of the decision, of the Lead's reasons for the recommendation, and of a completed review."""


def _page(request, alert):
    return f"/subject-access/{request.reference}/alerts/{alert.reference}/"


@pytest.mark.clause("P13b")
def test_words_of_recommendation_decision_and_review_are_struck_out_and_their_authors_hear_of_it(sign_in, cast):
    alert = scenarios.active(cast)
    review = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    assert sign_in("lead").get(f"/reviews/{review.reference}/").status_code == 200
    request, client = scenarios.to_put_right(cast), sign_in("dpo")
    scenarios.alert_put_right(cast, request, Alert.objects.get(pk=alert.pk), struck=DECIDED)
    assert f"{alert.reference}, {alert.type}, active Amended" in words(
        client.get(f"/subject-access/{request.reference}/")
    )
    opened = words(client.get(_page(request, alert)))
    for said in (alert.investigation.recommendation, f"Review {review.reference}: Reason", str(cast.lead)):
        assert said in opened

    for wrong in (REVIEWED, RECOMMENDED):
        alert.refresh_from_db()
        sent = {"amending": "CORRECTED", "struck": f" {wrong} ", "words": RIGHT}
        response = send(client, _page(request, alert), alert, **sent)
        said = f"It stands beside alert {alert.reference}. Next: tell those who have had it."
        assert_done(client, response, _page(request, alert), said)

    assert Alert.objects.get(pk=alert.pk).decision_reason == alert.decision_reason
    assert AuditEvent.objects.filter(action="amend alert", reference=alert.reference).count() == 3
    for colleague in (cast.lead, cast.head):
        assert held(colleague, Kind.CORRECTED) == [alert.reference]
    with pytest.raises(NotAllowed, match=f"“{DECIDED}” is struck out already"):
        scenarios.alert_put_right(cast, request, Alert.objects.get(pk=alert.pk), struck=DECIDED)


@pytest.mark.long
@pytest.mark.clause("P13b")
def test_it_stands_wherever_the_words_are_shown_and_in_no_letter(sign_in, cast):
    alert = scenarios.active(cast)
    letter = scenarios.posted(cast, alert)
    done = scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    review = scenarios.under_review(cast, Alert.objects.get(pk=alert.pk))
    appeal = scenarios.prepared(cast, Alert.objects.get(pk=alert.pk))
    request, file = scenarios.to_put_right(cast), alert.investigation.reference
    for wrong in (DECIDED, RECOMMENDED, REVIEWED):
        scenarios.alert_put_right(cast, request, Alert.objects.get(pk=alert.pk), struck=wrong)
    dispute = {"amending": "DISPUTED", "words": IT_IS_WRONG}
    scenarios.alert_put_right(cast, request, Alert.objects.get(pk=alert.pk), **dispute)

    shown = {
        f"/alerts/{alert.reference}/": [DECIDED],
        f"/alerts/{alert.reference}/decision/": [DECIDED],
        f"/investigations/{file}/": [DECIDED, RECOMMENDED],
        f"/investigations/{file}/decision/": [DECIDED],
        f"/reviews/{done.reference}/": [REVIEWED],
        f"/reviews/{review.reference}/": [],
        f"/appeals/{appeal.reference}/determine/": [DECIDED, REVIEWED],
        "/customers/D900001/": [],
    }
    head = sign_in("head2")
    for page, struck in shown.items():
        answer = head.get(page)
        html, said = answer.content.decode(), words(answer)
        assert [wrong for wrong in struck if f"<del>{wrong}</del>" not in html] == [], page
        assert f"“{DECIDED}” is struck out. Right is: {RIGHT}" in said, page
        assert IT_IS_WRONG in said, page
    for page in (f"/appeals/{appeal.reference}/evidence.pdf", f"/reviews/{done.reference}/form.pdf"):
        assert IT_IS_WRONG in " ".join(reader.text(head.get(page).content).split()), page
    (known, *_) = behind(Alert.objects.get(pk=alert.pk))
    assert (known.words, RIGHT in known.told) == (
        f"What was written of {alert.reference} was put right on 10 June 2026",
        True,
    )
    for subject in (Alert.objects.get(pk=alert.pk), done):
        asked = [doubt.sentence for doubt in doubts(subject, on=cast.today)]
        assert f"What was written of alert {alert.reference} was put right on 10 June 2026. Read it there." in asked
    door = sign_in("officer").get("/look-up/", {"q": "D900001"})
    assert alert.instruction in words(door)
    assert IT_IS_WRONG not in words(door)
    letter.refresh_from_db()
    assert IT_IS_WRONG not in str(letter.facts)
    bundle = collect(scenarios.identified(cast))
    assert any(alert.reference in item.text and IT_IS_WRONG in item.text for item in bundle)


@pytest.mark.clause("P7c", "P13b")
def test_the_page_says_of_which_alert_the_customer_must_not_learn(sign_in, cast):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)
    told = scenarios.ended(cast, scenarios.active(cast, "WEAPONS"))
    request, client = scenarios.to_put_right(cast), sign_in("dpo")
    line = "The customer has not been told of it: your answer must not tell them."
    said = words(client.get(f"/subject-access/{request.reference}/"))
    assert f"{alert.reference}, {alert.type}, active {line} As written" in said
    assert said.count(line) == 1
    assert line in words(client.get(_page(request, alert)))
    assert line not in words(client.get(_page(request, told)))


@pytest.mark.clause("P13b", refuses=True)
def test_an_alert_is_not_put_right_without_a_decision_and_its_own_words(sign_in, cast):
    request, client = scenarios.to_put_right(cast), sign_in("dpo")
    withdrawn, proposed = scenarios.taken_out(cast), scenarios.proposed(cast, "WEAPONS")
    declined = scenarios.declined(cast, scenarios.proposed(cast))
    listed = words(client.get(f"/subject-access/{request.reference}/"))
    assert declined.reference in listed
    for alert, sentence in (
        (withdrawn, "was taken out of the recommendation, so nothing was decided. Put right the report."),
        (
            proposed,
            f"is decided on alert {proposed.reference} yet. Tell {cast.lead}, who leads the case, what is wrong",
        ),
    ):
        assert alert.reference not in listed
        assert sentence in words(client.get(_page(request, alert)))
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            scenarios.alert_put_right(cast, request, alert, struck="alone")

    for facts, sentence in (
        ({"struck": "with a stick"}, "“with a stick” does not stand there. Write the words as they stand on the page."),
        ({"struck": ""}, "Write the wrong words as they stand on the page."),
        ({"struck": "enough", "words": "No."}, "Write down what is right, or what the customer says about it."),
    ):
        with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
            scenarios.alert_put_right(cast, request, declined, **facts)
    with pytest.raises(NotAllowed, match="Only the Data Protection Officer answers a subject request"):
        services.amend_alert(
            request=request,
            alert=declined,
            version=declined.version,
            by=cast.lead,
            now=timezone.now(),
            amending="DISPUTED",
            words=IT_IS_WRONG,
        )
    other = scenarios.active(cast, customer=scenarios.HONG)
    assert client.get(_page(request, other)).status_code == 404
    assert client.get(_page(scenarios.objecting(cast), declined)).status_code == 404
    with nothing_changes():
        declined.version -= 1
        dispute = {"amending": "DISPUTED", "struck": "", "words": IT_IS_WRONG}
        assert_refused(send(client, _page(request, declined), declined, **dispute), "after you opened the page")
        assert_asks(
            send(client, _page(request, declined), declined, **dispute | {"amending": ""}),
            "Say what becomes of the statement",
        )
