"""Nobody is the only contact of a customer whose restricted file they cannot read (§5, §11)."""

import pytest

from alerts.conditions import services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
NAMED = "NAMED_OFFICER"
ALONE = (
    "The file is restricted, and {} cannot open it, so the customer is not sent to them. Name others who read the file, or have "
    "them named as readers."
)


def name(cast, alert, officer, deputy):
    alert.refresh_from_db()
    terms = {"words": "Please speak to them.", "officer": officer, "deputy": deputy}
    return services.add_condition(
        alert=alert, version=alert.version, by=cast.lead, on=cast.today, kind=NAMED, terms=terms
    )


@pytest.mark.clause("P5", "P11a", refuses=True)
def test_a_condition_names_nobody_from_whom_the_file_is_kept(cast):
    alert = scenarios.drafted_alert(cast, "SINGLE_POINT_OF_CONTACT")
    scenarios.restrict_file(cast, readers=[cast.lead, cast.head, cast.lead2])
    with pytest.raises(NotAllowed) as refused:
        name(cast, alert, cast.lead2, cast.manager)
    assert ALONE.format(cast.manager) in str(refused.value)
    with pytest.raises(NotAllowed) as refused:
        name(cast, alert, cast.head2, cast.manager)
    assert ALONE.format(f"{cast.head2} and {cast.manager}") in str(refused.value)
    assert name(cast, alert, cast.lead2, cast.lead).officer == cast.lead2


@pytest.mark.clause("P5", "P11a", refuses=True)
def test_where_the_file_is_restricted_since_the_recommendation_is_not_made(cast, sign_in):
    alert = scenarios.drafted_alert(cast, "SINGLE_POINT_OF_CONTACT", conditions=[scenarios.condition(cast, NAMED)])
    scenarios.restrict_file(cast)
    page = words(sign_in("lead").get(f"/investigations/{alert.investigation.reference}/recommend/"))
    assert ALONE.format(f"{cast.lead2} and {cast.manager}") in page


@pytest.mark.clause("P5", "P11a", refuses=True)
def test_where_it_is_restricted_since_then_the_alert_is_not_approved(cast):
    alert = scenarios.proposed(cast, "SINGLE_POINT_OF_CONTACT", conditions=[{"kind": NAMED}])
    scenarios.restrict_file(cast)
    alert.refresh_from_db()
    with pytest.raises(NotAllowed) as refused:
        scenarios.approved(cast, alert)
    assert ALONE.format(f"{cast.lead2} and {cast.manager}") in str(refused.value)
