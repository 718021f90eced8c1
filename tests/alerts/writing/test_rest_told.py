"""What the letter after an alert that was wrong says of the rest of the same decision (P9b, P8b)."""

from datetime import timedelta

import pytest

from alerts.decisions.answers import Rest
from alerts.models import Action
from alerts.writing.given import the_rest
from tests import scenarios
from tests.owing import letters_owed

pytestmark = pytest.mark.usefixtures("wednesday")
STAYS = "He shouted at the other visit himself."


@pytest.mark.clause("P9b")
def test_the_answer_to_the_appeal_names_what_falls_and_no_letter_of_it_is_owed(cast):
    alert = scenarios.approved(cast, scenarios.proposed_with_an_action(cast))
    action = scenarios.agreed(cast, alert.file)
    assert letters_owed() == [alert.reference, action.reference]
    scenarios.posted(cast, alert)
    appeal = scenarios.prepared(cast, alert)

    appeal = scenarios.determined(cast, appeal, "UPHELD", rest=Rest([action.pk]))

    assert letters_owed() == [appeal.reference]
    says = "The behaviour agreement that we told you of does not stand any more either. You do not have to sign it or keep to it."
    assert scenarios.drafted(cast, appeal).facts["rest"] == [says]


@pytest.mark.clause("P8b")
def test_a_removal_in_error_names_what_was_set_aside_and_what_stays(cast):
    alert = scenarios.approved(cast, scenarios.proposed_with_an_action(cast, "WRITTEN_WARNING"))
    action = scenarios.agreed(cast, alert.file)
    scenarios.posted(cast, alert)
    scenarios.ended(cast, alert, "ERROR", rest=Rest(stays=STAYS))
    alert.refresh_from_db()
    assert the_rest(alert, on=cast.today) == ["The written warning that we told you of stays as it is."]
    assert the_rest(alert, on=action.live_until + timedelta(days=1)) == []
    Action.objects.update(set_aside_on=cast.today)
    assert the_rest(alert, on=cast.today) == ["The written warning that we told you of does not stand any more either."]
