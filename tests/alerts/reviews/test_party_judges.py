"""Who was affected by an incident of the case completes no review and prepares no appeal while another Lead can (D3.2)."""

import pytest

from alerts.models import Incident
from alerts.reviews import permissions
from appeals import permissions as appeals_permissions
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import offered

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def alert(cast):
    """An alert that rests on threats against the officer."""
    return scenarios.told(cast)


def joined(cast):
    """The other Operational Lead, for Housing too."""
    scenarios.lead_for(cast.lead2, cast.customers[scenarios.LODGER].service_area)


def happened_to(alert, colleague):
    """The incident of the case, as it turns out to have affected this colleague."""
    incident = Incident.objects.get(investigations=alert.investigation)
    incident.affected.set([colleague])
    return incident


@pytest.mark.clause("P8a", refuses=True)
def test_the_victim_completes_no_review_while_another_lead_can(cast, sign_in, alert):
    review = scenarios.under_review(cast, alert)
    incident = happened_to(alert, cast.lead)
    said = words(sign_in("lead").get(f"/reviews/{review.reference}/"))
    assert "The Lead was affected by an incident of this case." in said
    joined(cast)
    sentence = (
        f"You were affected by incident {incident.reference}, so another Operational Lead completes this review: "
        "Liam Leduc. Ask them to complete it."
    )
    client, page = sign_in("lead"), f"/reviews/{review.reference}/"
    assert "Complete the review" not in offered(client.get(page))
    assert sentence in words(client.get(f"{page}complete/"))
    with nothing_changes(), pytest.raises(NotAllowed, match="You were affected by incident"):
        scenarios.reviewed(cast, review)
    assert permissions.why_may_not_complete(cast.lead2, review.alert) is None


@pytest.mark.clause("P9b", refuses=True)
def test_the_victim_prepares_no_appeal_while_another_lead_can(cast, sign_in, alert):
    appeal = scenarios.appealed(cast, alert)
    incident = happened_to(alert, cast.lead)
    joined(cast)
    sentence = (
        f"You were affected by incident {incident.reference}, so another Operational Lead prepares this appeal: "
        "Liam Leduc. Ask them to prepare it."
    )
    assert sentence in words(sign_in("lead").get(f"/appeals/{appeal.reference}/prepare/"))
    with nothing_changes(), pytest.raises(NotAllowed, match="You were affected by incident"):
        scenarios.made_ready(cast, appeal)
    assert appeals_permissions.why_may_not_prepare(cast.lead2, appeal) is None


@pytest.mark.clause("P9b")
@pytest.mark.parametrize("reports", [False, True])
def test_where_no_other_lead_can_the_decider_reads_it(cast, sign_in, alert, reports):
    incident = happened_to(alert, cast.officer if reports else cast.lead)
    if reports:
        scenarios.reported_anew(incident, by=cast.lead)
    appeal = scenarios.prepared(cast, alert)
    said = (
        "The Lead reported an incident of this case."
        if reports
        else "The Lead was affected by an incident of this case."
    )
    assert said in words(sign_in("head2").get(f"/appeals/{appeal.reference}/determine/"))


def test_of_a_lead_who_is_no_party_nothing_is_said(cast, sign_in, alert):
    joined(cast)
    appeal = scenarios.prepared(cast, alert)
    assert "incident of this case" not in words(sign_in("head2").get(f"/appeals/{appeal.reference}/determine/"))
