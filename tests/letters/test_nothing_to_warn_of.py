"""Nobody is warned of what they did not do: at settling, in a recommendation and in the letter (§3.1, §5)."""

import pytest

from alerts.actions import services as actions
from alerts.models import Action, Investigation
from alerts.writing import policies
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios

pytestmark = pytest.mark.django_db

REFUSED = "is the customer’s own behaviour, so there is nothing to warn them of. Choose another step."
RISK = {"behaviour": "", "about": "RISK"}


@pytest.mark.parametrize("kind", ["WRITTEN_WARNING", "VERBAL_WARNING"])
@pytest.mark.clause("D3a", refuses=True)
def test_a_risk_is_not_settled_with_a_warning(cast, kind):
    with pytest.raises(NotAllowed, match=REFUSED):
        scenarios.settled(cast, action=kind, **RISK)


@pytest.mark.clause("D3a")
def test_a_risk_is_settled_in_another_way(cast):
    assert scenarios.settled(cast, action="ADVICE", **RISK).status == "SETTLED"


@pytest.mark.clause("D3b", refuses=True)
def test_no_warning_is_recommended_where_somebody_else_there_was_the_danger(cast):
    scenarios.restrict_file(cast)
    incident = scenarios.logged(cast, violent=True, danger_from="THERE")
    alert = scenarios.proposed_on(cast, incident)
    file = Investigation.objects.get(pk=alert.investigation_id)
    warning = Action(investigation=file, kind="WRITTEN_WARNING", words="A warning.", due_on=cast.today)
    assert REFUSED in actions.policies.why_action_refused(warning, on=cast.today).sentence
    warning.kind = "MEDIATION"
    assert actions.policies.why_action_refused(warning, on=cast.today) is None


@pytest.mark.clause("D3a", refuses=True)
def test_a_warning_is_not_written_once_the_report_tells_of_somebody_else(cast):
    incident = scenarios.settled(cast, action="WRITTEN_WARNING", departure_reason="He said sorry.")
    action = Action.objects.get(incident=incident)
    assert policies.why_action_letter_refused(action, "WRITTEN_WARNING") is None
    incident.behaviours.clear()
    incident.about = "RISK"
    records.save(incident, by=cast.manager, why="It was a risk.")
    action = Action.objects.get(incident=incident)
    assert REFUSED in policies.why_action_letter_refused(action, "WRITTEN_WARNING").sentence
