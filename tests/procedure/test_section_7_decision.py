"""§7 Decision: who imposes an alert, and whether the customer is told."""

import pytest

from alerts import services
from alerts.answers import Authority, InformAnswer
from housing_alerts.refusals import NotAllowed
from tests import scenarios
from tests.scenarios import INFORM


@pytest.mark.clause("P7a")
def test_the_relevant_head_of_service_imposes_the_alert(cast):
    alert = scenarios.proposed(cast)

    approved = services.approve_alert(
        alert=alert, version=alert.version, by=cast.head, on=cast.today, reason="Proportionate.", inform=INFORM
    )

    assert approved.is_active
    assert (approved.decided_by, approved.decided_on, approved.decided_as) == (cast.head, cast.today, "HEAD")


@pytest.mark.clause("P7a", refuses=True)
def test_another_head_is_refused_until_the_absent_head_is_named_with_why(cast):
    alert = scenarios.proposed(cast)
    step = {"alert": alert, "version": alert.version, "by": cast.head2, "on": cast.today, "reason": "Proportionate."}

    with pytest.raises(NotAllowed, match="In their absence, name them and say why they are absent"):
        services.approve_alert(**step, inform=INFORM)

    approved = services.approve_alert(**step, inform=INFORM, authority=Authority(cast.head, "On leave until Monday."))
    assert (approved.decided_as, approved.absent_head) == ("LEADERSHIP", cast.head)


@pytest.mark.clause("P7c", refuses=True)
def test_third_party_information_is_no_ground_where_a_colleague_reported(cast):
    alert = scenarios.proposed(cast)

    with pytest.raises(NotAllowed, match="does not rest on third-party information alone"):
        services.approve_alert(
            alert=alert,
            version=alert.version,
            by=cast.head,
            on=cast.today,
            reason="Proportionate.",
            inform=InformAnswer("WITHHOLD", "THIRD_PARTY", "The police told us."),
        )
