"""Nothing that a third stranger stumbled over when the letters were read aloud: what binds nobody, or tells half."""

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]

HOURS = {"kind": "TIMES", "words": "Please ring between ten and noon."}


# What ends, and what stays


@pytest.mark.clause("E2", "E3", refuses=True)
def test_no_letter_ends_the_limits_of_which_one_stays(cast):
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, HOURS])
    gone = [condition.pk for condition in alert.conditions.all()[1:]]
    stays = "The condition “Please contact us by letter only.” still limits contact. Keep the control"
    appeal = scenarios.prepared(cast, alert)
    with pytest.raises(NotAllowed, match=stays):
        scenarios.determined(cast, appeal, "PARTLY", controls=[], lifted=gone)
    review = scenarios.under_review(cast, appeal.alert)
    with pytest.raises(NotAllowed, match=stays):
        scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=[], lifted=gone)
    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=alert.controls, lifted=gone)
    alert.refresh_from_db()
    assert [str(each) for each in alert.standing_conditions()] == ["Please contact us by letter only."]
