"""Every reason that a decider gives says something: one letter is none (§6)."""

import pytest

from tests import settling
from tests.page import nothing_changes
from tests.permissions.records import page

pytestmark = pytest.mark.same_on_both
REASONS = {
    "alerts:alert_approve": ("head", "reason", "due_regard", "informing_reason"),
    "alerts:alert_decline": ("head", "reason"),
    "alerts:investigation_agree": ("head", "reason"),
    "alerts:investigation_draft_alert": ("lead", "reason"),
    "alerts:investigation_service_area": ("lead", "reason"),
    "alerts:investigation_withdraw": ("lead", "reason"),
    "alerts:alert_end": ("lead", "reason"),
    "alerts:review_complete": ("lead", "reason", "informing_reason", "risk", "customers_side", "vulnerability"),
    "alerts:review_close": ("lead", "reason"),
    "appeals:appeal_accept": ("lead", "reason"),
    "appeals:appeal_refuse": ("head", "reason", "own_decision_reason"),
    "appeals:appeal_determine": ("head", "findings", "vulnerability", "own_decision_reason"),
}


@pytest.mark.parametrize("name", REASONS)
@pytest.mark.clause("P6", refuses=True)
def test_one_letter_is_no_reason_and_a_sentence_is_one(cast, sign_in, name):
    url, sent = page(cast, name)
    role, *fields = REASONS[name]
    client = sign_in(role)
    for field in fields:
        with nothing_changes():
            assert client.post(url, sent | {field: "x"}).status_code == 403, field
        with settling.undone():
            answer = client.post(url, sent | {field: "He has been calm since April."})
            assert answer.status_code == 302, field
