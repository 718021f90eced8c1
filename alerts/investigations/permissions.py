"""Permissions to investigate, recommend, and take a case over: Operational Leads of the area (D3.2)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import prefetch_related_objects

from alerts.choices import InvestigationStatus
from alerts.incidents.permissions import is_party, was_affected
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from alerts.incidents.models import Incident
    from housing_alerts.customers.models import Customer
    from housing_alerts.staff.models import Colleague, ServiceArea

    from .models import Investigation


def why_may_not_investigate(by: "Colleague", area: "ServiceArea") -> Refusal | None:
    """D3b Refuse unless the colleague is a Lead of the area."""
    if by.holds_in(Role.OPERATIONAL_LEAD, area.pk):
        return None
    return Refusal(procedure.FORMAL_STAGE, f"An Operational Lead for {area} investigates.")


def why_may_not_open_investigation(by: "Colleague", incident: "Incident") -> Refusal | None:
    """D3b P11a Refuse unless the colleague is a Lead of the incident's area and the customer's file is open to them."""
    closed = incident.customer is not None and not incident.customer.is_open_to(by)
    if not closed:
        return why_may_not_investigate(by, incident.area) or _why_theirs(by, incident)
    return Refusal(
        procedure.RECORDING,
        "This customer’s file is restricted, and you are not one of its named readers. One of them investigates.",
    )


def _why_theirs(by: "Colleague", incident: "Incident") -> Refusal | None:
    """D3b P6 Refuse a Lead whom the incident affected while another Lead can investigate it."""
    if not is_party(by, incident):
        return None
    return _why_party(by, incident, _others([incident], incident.area, incident.customer))


def why_may_not_recommend(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """D3b P6 Refuse everybody but the Lead of the case, and that Lead where :func:`why_may_not_lead` does."""
    return why_may_not_work_on(by, investigation) or why_may_not_lead(by, investigation)


def why_may_not_lead(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """D3b P6 Refuse a Lead whom an incident of the case affected while another Lead can go on with it."""
    incidents, area = investigation.standing_incidents(), investigation.service_area
    theirs = _their_own(by, incidents)
    if theirs is None:
        return None
    others = _others(incidents, area, investigation.customer)
    return _why_party(by, theirs, [one for one in others if not _why_decided_by(one, investigation)])


def _their_own(by: "Colleague", incidents: "Sequence[Incident]") -> "Incident | None":
    return next((incident for incident in incidents if is_party(by, incident)), None)


def _others(incidents: "Sequence[Incident]", area: "ServiceArea", customer: "Customer | None") -> "list[Colleague]":
    """D3b P11a List the Leads of the area who are no party to the incidents and may open the customer's file."""
    leads = area.holders(Role.OPERATIONAL_LEAD).order_by("last_name", "first_name", "pk")
    return [
        lead for lead in leads if not _their_own(lead, incidents) and (customer is None or customer.is_open_to(lead))
    ]


class Judging(NamedTuple):
    """A step by which a Lead judges a case: its clause, and the words of a refusal for what another Lead does."""

    clause: procedure.Clause
    does: str
    ask: str


INVESTIGATING = Judging(
    procedure.FORMAL_STAGE, "investigates it", "open the investigation or, if it is open, to take it over"
)


def why_party_may_not_judge(
    by: "Colleague",
    file: "Investigation | None",
    area: "ServiceArea",
    customer: "Customer | None",
    judging: Judging,
) -> Refusal | None:
    """D3b P6 Refuse a Lead who is a party to an incident of the case, while another can judge it."""
    incidents = file.standing_incidents() if file else []
    prefetch_related_objects(incidents, "affected")
    theirs = _their_own(by, incidents)
    return _why_party(by, theirs, _others(incidents, area, customer), judging) if theirs else None


def _why_party(
    by: "Colleague", theirs: "Incident", others: "Sequence[Colleague]", judging: Judging = INVESTIGATING
) -> Refusal | None:
    """D3b P6 Refuse a party to an incident, if another Lead can have the case."""
    if not others:
        return None
    happened = f"{'You were affected by' if was_affected(by, theirs) else 'You reported'} incident {theirs.reference}"
    return Refusal(
        judging.clause,
        f"{happened}, so another Operational Lead {judging.does}: {' or '.join(map(str, others))}. Ask them to {judging.ask}.",
    )


def why_may_not_work_on(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """D3b Refuse unless the colleague leads the case and is still a Lead."""
    if by != investigation.lead:
        return Refusal(procedure.FORMAL_STAGE, f"{investigation.lead} leads this investigation.")
    if by.still_leads():
        return None
    return Refusal(
        procedure.FORMAL_STAGE,
        f"You are no Operational Lead any more. Another one for {investigation.service_area} takes this investigation over.",
    )


def why_may_not_take_over(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    """D3b P7a P11a Refuse unless another Lead of the area takes over a running case.

    A colleague who decided a part is refused: they would recommend a file on which they decided. ``visible_to`` has
    already hidden a case whose customer's file is not open to the colleague.
    """
    if investigation.status not in (InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED):
        return Refusal(
            procedure.FORMAL_STAGE,
            f"Investigation {investigation.reference} is {investigation.get_status_display().lower()}: nothing is left to do.",
        )
    if by == investigation.lead and by.still_leads():
        return Refusal(procedure.FORMAL_STAGE, "You lead this investigation already.")
    return (
        why_may_not_investigate(by, investigation.service_area)
        or _why_decided_by(by, investigation)
        or why_may_not_lead(by, investigation)
    )


def _why_decided_by(by: "Colleague", investigation: "Investigation") -> Refusal | None:
    parts = [*investigation.alerts.all(), *investigation.actions.all()]
    if all(part.decided_by_id != by.pk for part in parts):
        return None
    return Refusal(
        procedure.HEAD_DECIDES,
        f"You decided a part of this. Another Operational Lead for {investigation.service_area} takes it over.",
    )


def leads(by: "Colleague", lead: "Colleague | None", area_id: int) -> bool:
    """D3b P8a Return whether the colleague leads the case and is still a Lead, or is a Lead of its area."""
    return (by == lead and by.still_leads()) or by.holds_in(Role.OPERATIONAL_LEAD, area_id)


def why_may_not_be_consulted(manager: "Colleague | None", investigation: "Investigation") -> Refusal | None:
    """P7a Refuse to name as consulted a colleague who is no line manager. A manager already named stays."""
    if manager is None or manager.pk == investigation.consulted_manager_id:
        return None
    if manager.is_active and manager.holds(Role.LINE_MANAGER):
        return None
    return Refusal(
        procedure.HEAD_DECIDES, f"{manager} is no line manager. Name the departmental manager whom you consulted."
    )
