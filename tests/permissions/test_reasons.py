"""Every reason that a decider gives says something: one letter is none (§6)."""

import pytest

from tests.page import nothing_changes
from tests.permissions.records import page

pytestmark = pytest.mark.same_on_both
REASONS = [
    ("head", "alerts:alert_approve", "reason"),
    ("head", "alerts:alert_approve", "due_regard"),
    ("head", "alerts:alert_approve", "informing_reason"),
    ("head", "alerts:alert_decline", "reason"),
    ("head", "alerts:investigation_agree", "reason"),
    ("lead", "alerts:investigation_draft_alert", "reason"),
    ("lead", "alerts:investigation_service_area", "reason"),
    ("lead", "alerts:investigation_withdraw", "reason"),
    ("lead", "alerts:alert_end", "reason"),
    ("lead", "alerts:review_complete", "reason"),
    ("lead", "alerts:review_complete", "informing_reason"),
    ("lead", "alerts:review_complete", "risk"),
    ("lead", "alerts:review_complete", "customers_side"),
    ("lead", "alerts:review_complete", "vulnerability"),
    ("lead", "alerts:review_close", "reason"),
    ("lead", "appeals:appeal_accept", "reason"),
    ("head", "appeals:appeal_refuse", "reason"),
    ("head", "appeals:appeal_refuse", "own_decision_reason"),
    ("head", "appeals:appeal_determine", "findings"),
    ("head", "appeals:appeal_determine", "vulnerability"),
    ("head", "appeals:appeal_determine", "own_decision_reason"),
]


@pytest.mark.parametrize(("role", "name", "field"), REASONS)
@pytest.mark.clause("P6", refuses=True)
def test_one_letter_is_no_reason(cast, sign_in, role, name, field):
    url, sent = page(cast, name)
    client = sign_in(role)
    with nothing_changes():
        response = client.post(url, sent | {field: "x"})
    assert response.status_code == 403


@pytest.mark.parametrize(("role", "name", "field"), REASONS)
def test_a_sentence_is_one(cast, sign_in, role, name, field):
    url, sent = page(cast, name)
    assert sign_in(role).post(url, sent | {field: "He has been calm since April."}).status_code == 302
