"""The steps of an investigation: whether a colleague can take each now, before any input (D3.2)."""

from datetime import date

from alerts.conditions import policies as conditions_policies
from alerts.decisions import permissions as decisions_permissions
from alerts.decisions import policies as decisions_policies
from alerts.incidents import policies as incidents_policies
from alerts.incidents.models import Incident
from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague

from . import permissions, policies, selectors
from .models import Investigation


def why_not_open_investigation(incident: Incident, by: Colleague, on: date | None = None) -> Refusal | None:
    """D3b Return the obstacle to opening a file on this incident. No rule of this step asks the day."""
    return incidents_policies.why_not_investigate(incident) or permissions.why_may_not_open_investigation(by, incident)


def why_not_change_file(investigation: Investigation, by: Colleague, on: date | None = None) -> Refusal | None:
    """D3b Return the obstacle to any change of the file before it is recommended. No rule of it asks the day."""
    return permissions.why_may_not_work_on(by, investigation) or policies.why_not_change(investigation)


why_not_add_discussion = why_not_change_file
why_not_record_considerations = why_not_change_file
why_not_draft_alert = why_not_change_file
why_not_change_service_area = why_not_change_file


def why_not_add_incidents(investigation: Investigation, by: Colleague, on: date | None = None) -> Refusal | None:
    """D3b Return the obstacle to taking further incidents in. No rule of this step asks the day."""
    return (
        why_not_change_file(investigation, by)
        or policies.why_not_add_incidents(investigation)
        or policies.why_no_incident_waits(investigation, selectors.referred_with(by, investigation))
    )


def why_not_take_over(investigation: Investigation, by: Colleague, on: date) -> Refusal | None:
    """D3b Return the obstacle to leading the case of a Lead who has left or is away."""
    return permissions.why_may_not_take_over(by, investigation)


def why_not_recommend(investigation: Investigation, by: Colleague, on: date) -> Refusal | None:
    """D3b Return the obstacle to putting the case to the Head of Service, such as the first open gate."""
    alerts_put_forward = investigation.alerts_put_forward()
    return (
        why_not_from_here(investigation.recommend)
        or permissions.why_may_not_recommend(by, investigation)
        or conditions_policies.why_lapsed(alerts_put_forward, on=on)
        or conditions_policies.why_no_way_beside(alerts_put_forward, investigation, on=on)
        or decisions_policies.why_not_put_forward(alerts_put_forward)
        or policies.why_rests_on_future(investigation, on=on)
        or policies.why_not_recommend(investigation)
    )


def why_not_send_back(investigation: Investigation, by: Colleague, on: date | None = None) -> Refusal | None:
    """D3b Return the obstacle to asking the Lead a question first. No rule of this step asks the day."""
    return why_not_from_here(investigation.send_back) or decisions_permissions.why_may_not_decide(by, investigation)


def why_not_agree(investigation: Investigation, by: Colleague, on: date) -> Refusal | None:
    """D3b Return the obstacle to deciding the recommended actions or, where there are none, to concluding the case.

    Actions are decided while alerts still wait.
    """
    if investigation.open_actions():
        return _why_may_not_decide_it(investigation, by)
    return why_not_conclude(investigation, by, on)


def why_not_conclude(investigation: Investigation, by: Colleague, on: date) -> Refusal | None:
    """D3b Return the obstacle to concluding the case. The last decision on it concludes it."""
    return _why_may_not_decide_it(investigation, by) or policies.why_not_conclude(investigation)


def _why_may_not_decide_it(investigation: Investigation, by: Colleague) -> Refusal | None:
    return why_not_from_here(investigation.conclude) or decisions_permissions.why_may_not_decide(by, investigation)


def why_not_withdraw(investigation: Investigation, by: Colleague, on: date | None = None) -> Refusal | None:
    """D3b Return the obstacle to closing the file without a recommendation. No rule of this step asks the day."""
    return (
        why_not_from_here(investigation.withdraw)
        or permissions.why_may_not_work_on(by, investigation)
        or policies.why_not_withdraw(investigation)
    )
