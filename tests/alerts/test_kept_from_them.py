"""Nobody reads of what was looked into who is not to know of an alert on them."""

import pytest

from tests import scenarios
from tests.scenarios import WITHHOLD

pytestmark = pytest.mark.same_on_both


def declined_strengthening(cast, inform):
    """The file of a review that asked for more, which the Head of Service did not impose."""
    alert = scenarios.active(cast, inform=inform)
    file = scenarios.declined(cast, scenarios.more_proposed(cast, alert, inform=inform)).investigation
    file.refresh_from_db()
    return file


def considered_beside(cast, inform):
    """A case that ended with nothing, of a customer with an alert from another one."""
    scenarios.active(cast, inform=inform)
    return scenarios.considered(cast)


@pytest.mark.parametrize("left", [declined_strengthening, considered_beside])
@pytest.mark.clause("P7c", refuses=True)
def test_no_letter_tells_of_a_case_beside_an_alert_that_is_kept_from_them(cast, left):
    file = left(cast, WITHHOLD)

    assert file not in type(file).objects.owing_a_letter()
    assert "It was decided not to inform the customer of alert" in file.why_not_write("INVESTIGATION_OUTCOME").sentence


@pytest.mark.parametrize("left", [declined_strengthening, considered_beside])
@pytest.mark.clause("P7c")
def test_the_letter_is_owed_where_they_know_of_the_alert_or_it_ended(cast, left):
    file = left(cast, scenarios.INFORM)

    assert file in type(file).objects.owing_a_letter()
    assert file.why_not_write("INVESTIGATION_OUTCOME") is None


@pytest.mark.clause("P7c", refuses=True)
def test_nor_of_an_action_agreed_in_another_case(cast):
    scenarios.active(cast, inform=WITHHOLD)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.agreed_action(cast)))

    assert "It was decided not to inform the customer" in appeal.why_not_write("APPEAL_OUTCOME").sentence
