"""Whoever is no Operational Lead any more: what they led is no longer theirs to do (D3b, P8a, P8b, P5, P11a)."""

import pytest

from alerts.actions import services as actions_services
from alerts.alert import services as alert_services
from alerts.entries import services as entries_services
from alerts.incidents import services as incidents_services
from alerts.investigations import services as investigations_services
from alerts.models import Alert, Investigation
from alerts.reviews import services as reviews_services
from housing_alerts.kernel.refusals import NotAllowed
from housing_alerts.staff.models import Colleague
from tests import scenarios
from tests.page import nothing_changes
from tests.scenarios import INFORM

pytestmark = pytest.mark.usefixtures("wednesday")
TAKEN_OVER = "You are no Operational Lead any more. Another one for Housing takes this investigation over."
OF_THE_AREA = "An Operational Lead for Housing conducts the reviews."


def _recommend(cast):
    file = Investigation.objects.get(pk=scenarios.nothing_further(cast).pk)
    return lambda by: investigations_services.recommend(investigation=file, version=file.version, by=by, on=cast.today)


def _withdraw(cast):
    file = scenarios.opened(cast)
    return lambda by: investigations_services.withdraw_investigation(
        investigation=file, version=file.version, by=by, reason="There is no case to answer."
    )


def _open_review(cast):
    alert = scenarios.active(cast, days=100)
    step = {"alert": alert, "version": alert.version, "on": cast.today, "trigger": "REQUEST", "evidence": "He asked."}
    return lambda by: reviews_services.open_review(**step, by=by)


def _complete_review(cast):
    review = scenarios.under_review(cast, scenarios.active(cast, days=100))
    step = {"review": review, "version": review.version, "on": cast.today, "inform": INFORM}
    return lambda by: reviews_services.complete_review(**step, **scenarios.KEPT, by=by)


def _end(cast):
    alert = scenarios.active(cast, days=100)
    step = {
        "alert": alert,
        "version": alert.version,
        "on": cast.today,
        "because": "ERROR",
        "reason": "It was the wrong person throughout.",
    }
    return lambda by: alert_services.end_alert(**step, by=by)


def _follow_up(cast):
    action = scenarios.agreed_action(cast)
    step = {"action": action, "version": action.version, "on": cast.today, "happened_on": cast.today}
    return lambda by: actions_services.record_outcome(**step, words="He signed it.", signed=True, by=by)


def _enter(cast):
    entry = scenarios.active(cast).entries.last()
    step = {"entry": entry, "version": entry.version, "on": cast.today, "entered_on": cast.today, "reference": "N-77"}
    return lambda by: entries_services.record_entry(**step, by=by)


def _name_breach(cast):
    alert = scenarios.active(cast, days=30)
    (incident,) = scenarios.opened(cast).incidents.all()
    return lambda by: incidents_services.record_breach(incident=incident, version=incident.version, by=by, alert=alert)


@pytest.mark.clause("D3b", "P8a", refuses=True)
@pytest.mark.parametrize(
    ("takes", "sentence"),
    [
        (_recommend, TAKEN_OVER),
        (_withdraw, TAKEN_OVER),
        (_open_review, OF_THE_AREA),
        (_complete_review, OF_THE_AREA),
        (_end, OF_THE_AREA),
        (_follow_up, "Lena Ledger, or an Operational Lead for Housing, records what became of it."),
        (_enter, "The responsible Lead, or another Operational Lead for Housing, enters this."),
        (_name_breach, "or an Operational Lead of the service area, says which alert this breaches."),
    ],
)
def test_who_is_no_lead_any_more_takes_no_step_of_one(cast, takes, sentence):
    step = takes(cast)
    scenarios.leads_no_longer(cast.lead)

    with nothing_changes(), pytest.raises(NotAllowed, match=sentence):
        step(Colleague.objects.get(pk=cast.lead.pk))


@pytest.mark.clause("P8a")
def test_who_leads_elsewhere_goes_on_with_what_they_are_responsible_for(cast):
    step = _open_review(cast)
    cast.lead.areas.clear()

    step(Colleague.objects.get(pk=cast.lead.pk))

    assert Alert.objects.get().open_review() is not None
