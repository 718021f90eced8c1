"""Hand over an incident, an investigation or an alert to the colleague who continues it."""

from datetime import date
from typing import TypeVar

from alerts.alert.models import Alert
from alerts.drafting.services import Typed
from alerts.incidents.choices import Affected
from alerts.incidents.models import Incident
from alerts.incidents.selectors import draft_tells_of_danger
from alerts.investigations.models import Investigation
from alerts.investigations.services import save_file
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if, why_not_from_here
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.handing_over.belongings import Belonging
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.policies import Account

from . import permissions, selectors

Case = TypeVar("Case", Incident, Alert)
LEADS = "the Operational Leads of its area see to it"


@records.step
def hand_over_incident(incident: Incident, *, to: Colleague, by: Colleague, on: date, why: str) -> Incident:
    """D3a Make another line manager the one who triages the incident."""
    incident = records.locked(incident)
    refuse_if(why_not_from_here(incident.settle), permissions.why_may_not_triage_next(incident, to))
    incident.line_manager = to
    return _save(incident, by=by, action="hand over incident", why=why)


@records.step
def hand_over_draft(incident: Incident, *, to: Colleague, by: Colleague, on: date, why: str) -> Incident:
    """P2 Give a report that a colleague began to another, who finishes or discards it.

    It stays the report of the colleague who began it, and its words say so.
    """
    incident = records.locked(incident)
    refuse_if(why_not_from_here(incident.log), permissions.why_may_not_finish_next(incident, to))
    told = incident.typed.get("account", [""])[0]
    begun = f"Begun by {incident.created_by} on {show_date(incident.created_at)}."
    incident.typed = {**_affected_by_name(incident), "account": [f"{told}\n\n{begun}".strip()]}
    incident.created_by = to
    return _save(incident, by=by, action="hand over draft", why=why)


def _affected_by_name(draft: Incident) -> Typed:
    """P2 Return the boxes of the draft, with the colleague who typed it in place of "I was"."""
    typed: Typed = draft.typed
    began = draft.created_by
    who = typed.get("who", [])
    if Affected.ME not in who or began is None:
        return typed
    others = [answer for answer in who if answer != Affected.ME]
    if Affected.COLLEAGUE not in others:
        return {**typed, "who": [*others, Affected.COLLEAGUE], "on_behalf_of": [str(began.pk)]}
    names = ", ".join(filter(None, [*typed.get("others_affected", []), str(began)]))
    return {**typed, "who": [*others, Affected.OTHER], "others_affected": [names]}


@records.step
def hand_over_investigation(
    investigation: Investigation, *, to: Colleague, by: Colleague, on: date, why: str
) -> Investigation:
    """D3b P7a Make another Lead the investigation's Lead. The former Lead may not decide it either."""
    investigation = records.locked(investigation)
    refuse_if(permissions.why_may_not_lead_next(investigation, to))
    investigation.former_leads.add(investigation.lead)
    investigation.change_lead(to=to, on=on, why=why)
    return save_file(investigation, by=by, action="hand over investigation", why=why)


@records.step
def hand_over_alert(alert: Alert, *, to: Colleague, by: Colleague, on: date, why: str) -> Alert:
    """P8a P8b Make another Lead responsible for the alert."""
    alert = records.locked(alert)
    refuse_if(permissions.why_may_not_be_responsible_next(alert, to))
    alert.responsible_lead = to
    return _save(alert, by=by, action="hand over alert", why=why)


def _save(case: Case, *, by: Colleague, action: str, why: str) -> Case:
    records.save(case, by=by, why=why)
    audit.record(action, case, by=by, why=why)
    return case


def _triages_on(incident: Incident, wanted: Account) -> bool:
    return wanted.active and bool({Role.LINE_MANAGER, Role.OPERATIONAL_LEAD} & set(wanted.roles))


def _leads_on(case: Investigation | Alert, wanted: Account) -> bool:
    """D3b Return whether the account still leads, in the area of the case."""
    areas = {area.pk for area in wanted.areas}
    return wanted.active and Role.OPERATIONAL_LEAD in wanted.roles and case.service_area_id in areas


BELONGINGS = (
    Belonging(
        name="Has begun the report",
        of=selectors.begun,
        stays=lambda incident, wanted: wanted.active,
        roles=(Role.LINE_MANAGER, Role.OPERATIONAL_LEAD),
        why_not=permissions.why_may_not_finish_next,
        hand_over=hand_over_draft,
        otherwise="nobody ever reads it: it may tell of danger",
        private=lambda draft: not draft_tells_of_danger(draft),
    ),
    Belonging(
        name="Triages incident",
        of=selectors.to_triage,
        stays=_triages_on,
        roles=(Role.LINE_MANAGER, Role.OPERATIONAL_LEAD),
        why_not=permissions.why_may_not_triage_next,
        hand_over=hand_over_incident,
        otherwise=LEADS,
    ),
    Belonging(
        name="Leads investigation",
        of=selectors.led,
        stays=_leads_on,
        roles=(Role.OPERATIONAL_LEAD,),
        why_not=permissions.why_may_not_lead_next,
        hand_over=hand_over_investigation,
        otherwise=LEADS,
    ),
    Belonging(
        name="Is responsible for alert",
        of=selectors.responsible_for,
        stays=_leads_on,
        roles=(Role.OPERATIONAL_LEAD,),
        why_not=permissions.why_may_not_be_responsible_next,
        hand_over=hand_over_alert,
        otherwise=LEADS,
    ),
)
NAMES = selectors.named_in_conditions
