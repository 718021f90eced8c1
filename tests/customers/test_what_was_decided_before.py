"""What earlier decisions wrote of a customer's health stands beside the question."""

import pytest

from alerts.investigations.heard import heard_about, heard_in, written_of
from alerts.models import Investigation
from appeals import selectors as appeals_selectors
from tests import scenarios
from tests.page import words
from tests.scenarios import LODGER
from tests.step import fill

pytestmark = [pytest.mark.django_db]
WROTE = "She has a hearing loss and rang so often because nobody called back."


def _said(heard):
    return [each.words for each in heard]


@pytest.mark.clause("P10a")
def test_the_reason_of_a_declined_alert_is_read_in_the_next_case(cast, sign_in):
    alert = scenarios.declined(cast, scenarios.proposed(cast), reason=WROTE)
    lead = sign_in("lead")
    assert "Add a vulnerability to the file" in words(lead.get(f"/alerts/{alert.reference}/"))
    assert "Add a vulnerability to the file" not in words(sign_in("head").get(f"/alerts/{alert.reference}/"))

    file = scenarios.opened(cast)
    url = f"/investigations/{file.reference}/considerations/"
    page = words(sign_in("lead").get(url))
    assert WROTE in page and f"In the decision on alert {alert.reference} on" in page
    assert "Add an adjustment to the file" in page
    (*_, (_, adds)) = written_of(alert.customer)[0].pages
    assert fill(sign_in("lead"), adds, what="Speak slowly: hearing loss").status_code == 302


@pytest.mark.clause("P10a")
def test_what_the_head_weighed_is_read_at_the_review(cast):
    alert = scenarios.active(cast)
    alert.due_regard = "She has epilepsy."
    alert.save()

    assert "She has epilepsy." in _said(heard_about(alert))
    alert.investigation = None
    assert "She has epilepsy." in _said(heard_about(alert))


@pytest.mark.clause("P10a", "P8a")
def test_what_a_review_wrote_is_read_in_the_next_case(cast):
    review = scenarios.under_review(cast, scenarios.active(cast))
    review = scenarios.reviewed(cast, review, considered={"vulnerability": "He has told us of a dialysis each week."})

    found = written_of(review.alert.customer)

    assert "He has told us of a dialysis each week." in _said(found)
    assert any(each.where.startswith(f"review {review.reference} on ") for each in found)


@pytest.mark.clause("P10a", "P9b")
def test_what_a_determination_wrote_is_read_in_the_next_case(cast, monkeypatch):
    appeal = scenarios.prepared(cast, scenarios.active(cast))
    scenarios.determined(cast, appeal, vulnerability="Dialysis patient, three times a week.")

    found = heard_in(Investigation.objects.get())

    assert "Dialysis patient, three times a week." in _said(found)
    assert any(each.where.startswith(f"the decision on appeal {appeal.reference} on ") for each in found)
    monkeypatch.setattr(type(appeal), "investigation", None)
    assert "Dialysis patient, three times a week." in _said(appeals_selectors.heard(appeal))


@pytest.mark.clause("P10a")
def test_decisions_of_long_ago_are_not_read_again(cast):
    scenarios.active(cast, days=800)

    assert written_of(cast.customers[LODGER]) == []
