"""What becomes of the other actions of a case whose last alert is found wrong (P9b, P8b, D4)."""

import pytest

from alerts.investigations import services as investigations_services
from alerts.models import Action, Incident
from housing_alerts.duties import services as duties
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.owing import held
from tests.page import nothing_changes, words
from tests.step import fill
from tools import demo

pytestmark = pytest.mark.usefixtures("wednesday")
ENDS = {
    "because": "ERROR",
    "reason": "It was his brother at the gate.",
    "danger": "His brother lives far away at Knot Hill.",
}
UPHOLDS = {
    "vulnerability": "He was asked, and told us of nothing.",
    "findings": "It was his brother, who admits it.",
    "absence_reason": "On leave.",
}
STAYS = "He shouted at the other visit himself."


@pytest.fixture
def alert(cast):
    """Visit in pairs after violence, beside a written warning."""
    file = scenarios.investigated(cast, violent=True)
    scenarios.with_another_action(cast, file, "WRITTEN_WARNING")
    alert = scenarios.approved(cast, demo.put_forward(cast, file, "VISIT_IN_PAIRS", 0))
    scenarios.agreed(cast, file)
    return alert


@pytest.mark.long
@pytest.mark.clause("P8b", "D4")
def test_an_alert_in_error_takes_the_warning_with_it_and_the_danger_is_asked_about(cast, sign_in, alert):
    action = Action.objects.get()
    client = sign_in("lead")
    assert "Written warning" in words(client.get(f"/alerts/{alert.reference}/end/"))

    response = fill(client, f"/alerts/{alert.reference}/end/", **ENDS, fall=[action.pk])

    action.refresh_from_db()
    assert (action.set_aside_on, action.live_until, action.stands) == (cast.today, None, False)
    incident = Incident.objects.get()
    assert response.url == f"/incidents/{incident.reference}/void/"
    assert incident.danger_undecided
    for who in (cast.manager, cast.lead):
        assert held(who, Kind.UNMARKED) == [incident.reference]
    assert list(duties.differing()) == []


@pytest.mark.long
@pytest.mark.clause("P8b", refuses=True)
def test_an_alert_in_error_does_not_end_before_each_is_answered(cast, sign_in, alert):
    client = sign_in("lead")
    with nothing_changes():
        said = words(fill(client, f"/alerts/{alert.reference}/end/", **ENDS))
    assert "The same decision stands behind this too: Written warning. Tick it, if it falls with the alert" in said
    with (
        nothing_changes(),
        pytest.raises(NotAllowed, match="Tick it, if it falls with the alert, or say why it stays."),
    ):
        scenarios.ended(cast, alert, "ERROR")


@pytest.mark.long
@pytest.mark.clause("P9b", "D4")
def test_what_stays_keeps_nobody_from_being_asked_whose_the_danger_is(cast, sign_in, alert):
    appeal = scenarios.prepared(cast, alert)
    url = f"/appeals/{appeal.reference}/determine/"
    answers = {**UPHOLDS, "outcome": "UPHELD", "danger": ENDS["danger"], "stays_because": STAYS}

    fill(sign_in("leadership"), url, **answers)

    action, incident = Action.objects.get(), Incident.objects.get()
    assert action.stands
    assert action.history.latest().history_change_reason == f"It stays: {STAYS}"
    assert incident.danger_undecided
    assert held(cast.lead, Kind.UNMARKED) == [incident.reference]


@pytest.mark.clause("P9b", refuses=True)
def test_an_appeal_that_is_not_upheld_asks_nothing(cast, alert):
    assert scenarios.determined(cast, scenarios.prepared(cast, alert), danger="").outcome == "NOT_UPHELD"


@pytest.mark.long
def test_an_alert_that_ends_for_another_reason_asks_nothing(cast, alert):
    assert scenarios.ended(cast, alert).status == "ENDED"
    assert Action.objects.get().stands


def test_while_another_alert_of_the_case_stands_nothing_is_asked(cast):
    first, second = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS", violent=True)
    first, second = scenarios.approved(cast, first), scenarios.approved(cast, second)

    scenarios.ended(cast, first, "ERROR")

    assert not Incident.objects.get().danger_undecided


@pytest.mark.long
@pytest.mark.clause("P9b", "D4")
def test_an_action_alone_that_an_appeal_sets_aside_asks_whose_the_danger_is(cast):
    file = scenarios.investigated(cast, violent=True)
    file = scenarios.with_another_action(cast, file, "WRITTEN_WARNING")
    considered = {"alert_considered": "Nobody of ours goes there on a visit any more."}
    investigations_services.record_considerations(
        investigation=file, version=file.version, by=cast.lead, considerations=considered
    )
    file.refresh_from_db()
    scenarios.recommended(cast, file)
    action = scenarios.agreed(cast, file, unneeded="Nobody of ours goes there on a visit any more.")
    scenarios.determined(cast, scenarios.prepared(cast, action), "UPHELD")

    assert Incident.objects.get().danger_undecided
    assert held(cast.lead, Kind.UNMARKED) == [Incident.objects.get().reference]
