"""An alert is put forward, and sent back, within the steps of its file (§7, Appendix D 3.2)."""

import pytest

from alerts.alert import steps
from alerts.decisions import services as decisions_services
from tests import scenarios


@pytest.mark.clause("D3b")
@pytest.mark.clause("D3b", refuses=True)
def test_the_head_of_service_may_send_a_proposed_alert_back_and_its_lead_then_puts_it_forward_again(cast):
    alert = scenarios.proposed(cast)
    assert steps.why_not_send_back(alert, cast.head, cast.today) is None
    assert "Head of Service" in str(steps.why_not_send_back(alert, cast.officer, cast.today))
    assert "needs it to be draft" in str(steps.why_not_propose(alert, cast.lead, cast.today))
    file = alert.investigation
    decisions_services.send_back_investigation(
        investigation=file, version=file.version, by=cast.head, question="Was he asked for his side?"
    )
    alert.refresh_from_db()
    assert steps.why_not_propose(alert, cast.lead, cast.today) is None
    assert steps.why_not_propose(alert, cast.officer, cast.today) is not None
