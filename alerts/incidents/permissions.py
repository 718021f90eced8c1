"""Permissions to act on an incident: its line manager triages it, and nobody triages their own report (§2, D3.1)."""

from typing import TYPE_CHECKING

from alerts.choices import About, IncidentStatus
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.choices import Role

from .relying import overturned

if TYPE_CHECKING:
    from housing_alerts.staff.models import Absence, Colleague

    from .models import Incident


def why_may_not_name_breach(by: "Colleague", incident: "Incident") -> Refusal | None:
    """D5 Refuse everybody but the line manager, a Lead of the area, and the Lead of the investigation."""
    if works_on(by, incident):
        return None
    return Refusal(
        procedure.FAILURE_TO_COMPLY,
        f"{incident.manager_here or 'The line manager'}, or an Operational Lead of the service area, says which alert "
        "this breaches.",
    )


def why_may_not_triage(by: "Colleague", incident: "Incident") -> Refusal | None:
    """D3a Refuse everybody but its line manager, who judges which action to take. Nobody triages their own report."""
    if by == incident.reported_for:
        return Refusal(procedure.REPORTING, "This was reported for you. Another line manager must triage it.")
    if is_their_report(by, incident):
        return Refusal(procedure.REPORTING, "You reported this incident. Another line manager must triage it.")
    if triages(by, incident):
        return None
    as_manager = " as line manager" if incident.manager_here else ", because its line manager has left"
    instead = f". While they are away, a Head of Service for {incident.service_area} does" if _waits(incident) else ""
    return Refusal(procedure.INFORMAL_STEPS, f"{incident.triager} triages this incident{as_manager}{instead}.")


def why_may_not_confirm(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P2 Refuse everybody but the colleague for whom somebody else reported the incident."""
    if incident.reported_for is None:
        return Refusal(
            procedure.REPORTING, f"{incident.reported_by} reported this incident. Nobody else is asked to confirm it."
        )
    if by == incident.reported_for:
        return None
    return Refusal(
        procedure.REPORTING, f"{incident.reported_for} confirms what {incident.created_by} reported for them."
    )


def why_may_not_say_wrong_person(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P11a Refuse everybody but the colleagues who reported or typed it. Whoever else finds it out tells its manager."""
    if by in (incident.reported_by, incident.created_by):
        return None
    return Refusal(
        procedure.RECORDING,
        f"{incident.reporter} reported this incident. Tell {_named(incident)} if it is about the wrong person.",
    )


def why_may_not_name_customer(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P2 Refuse everybody but the line manager and Operational Leads. The reporter did not know the person."""
    if manages(by, incident) or by.holds(Role.OPERATIONAL_LEAD):
        return None
    return Refusal(
        procedure.REPORTING,
        f"{incident.manager_here or 'The line manager'} or an Operational Lead says who it was. Tell them what you know.",
    )


def why_may_not_void(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P11a Refuse to void a report, except to the colleague whose draft it is or to its triager.

    The reporter takes back a draft. After that the line manager voids a report made in error, and so does the Lead whose
    open investigation rests on it. Once its case was decided wrongly, the Leads who work on it may too: nobody is warned of
    the right person until somebody does.
    """
    if incident.status == IncidentStatus.DRAFT and by in (incident.reported_by, incident.created_by):
        return None
    leads = works_on(by, incident) or any(by.holds_in(Role.OPERATIONAL_LEAD, area) for area in incident.lead_area_ids())
    if triages(by, incident) or by in investigating(incident):
        return None
    if leads and incident.was_concluded() and overturned([incident]):
        return None
    asked = " or ".join(map(str, dict.fromkeys([_named(incident), *investigating(incident)])))
    return Refusal(
        procedure.RECORDING,
        f"Ask {asked} to void a report that was made in error.",
    )


def investigating(incident: "Incident") -> "list[Colleague]":
    """P11a List the Leads of the open investigations of the incident."""
    open_files = [file for file in incident.investigations.all() if file.is_open()]
    return [file.lead for file in open_files if file.lead.still_leads()]


def why_may_not_attach(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P2 Refuse everybody but the reporter, the line manager and the Lead."""
    if by in (incident.reported_by, incident.created_by) or works_on(by, incident):
        return None
    return Refusal(
        procedure.REPORTING,
        "Whoever reported the incident, its line manager and the Operational Lead attach photos and files to it.",
    )


def why_may_not_remove_file(by: "Colleague", incident: "Incident") -> Refusal | None:
    """P11a Refuse everybody but the line manager and the Lead, who judge that a file does not belong there."""
    if works_on(by, incident):
        return None
    return Refusal(
        procedure.RECORDING,
        f"Ask {incident.manager_here or 'the line manager'} or the Operational Lead to take off a file that does not "
        "belong on the incident.",
    )


def is_their_report(by: "Colleague", incident: "Incident") -> bool:
    """D3a D4 Return whether the colleague reported or typed it. Its line manager may have told it in other words only.

    That is how the danger of a restricted file goes on with somebody else. Nobody logs a report that they triage.
    """
    return by == incident.reported_by or (by == incident.created_by and by != incident.line_manager)


def was_affected(colleague: "Colleague", incident: "Incident") -> bool:
    """D3b Return whether the incident happened to the colleague: they were affected or, if nobody was named, reported it."""
    met = incident.about in (About.BEHAVIOUR, About.NEAR_MISS)
    return colleague in incident.affected.all() or (met and colleague in incident.employees())


def is_party(colleague: "Colleague", incident: "Incident") -> bool:
    """D3b Return whether the colleague was affected by the incident, or met it and reported it for themselves."""
    met = incident.about in (About.BEHAVIOUR, About.NEAR_MISS)
    return was_affected(colleague, incident) or (met and colleague == incident.reported_by)


def manages(by: "Colleague", incident: "Incident") -> bool:
    """D3a P6 Return whether the colleague is its line manager or, while that one is away, their deputy."""
    return by == incident.line_manager or (by.triages() and incident.line_manager_id in by.stands_in_for)


def triages(by: "Colleague", incident: "Incident") -> bool:
    """D3a Return whether the colleague is its line manager or their deputy.

    While the line manager of a report about a restricted file is away, the Heads of Service of its area triage it too. Once
    its line manager has left, the Leads of its area triage it. If the incident has no area, every Lead is meant.
    """
    if incident.manager_here:
        heads = _waits(incident) and by.holds_in(Role.HEAD_OF_SERVICE, incident.area.pk)
        return manages(by, incident) or heads
    if incident.service_area_id is None:
        return by.still_leads()
    return any(by.holds_in(Role.OPERATIONAL_LEAD, area) for area in incident.lead_area_ids())


def away_since(incident: "Incident") -> list["Absence"]:
    """P6 List the absences of its line manager since it is known. A deputy sees only what they may open."""
    absences = incident.line_manager.absences.all() if incident.line_manager else []
    return [one for one in absences if one.counts and one.last_day >= incident.known_on]


def heads_instead(incident: "Incident") -> list["Colleague"]:
    """D3a P11a List the Heads of Service in the line manager's place, by name: the file is closed to their role."""
    if not (incident.manager_here and is_restricted(incident) and away_since(incident)):
        return []
    return [head for head in incident.area.holders(Role.HEAD_OF_SERVICE) if head != incident.line_manager]


def is_restricted(incident: "Incident") -> bool:
    """D3a P11a Return whether it is about a restricted file of an area. A Head may then stand in for the line manager."""
    restricted = incident.customer is not None and incident.customer.restricted
    return restricted and incident.service_area_id is not None


def _waits(incident: "Incident") -> bool:
    """D3a P11a Return whether a Head of Service is in the place of its line manager today."""
    return is_restricted(incident) and incident.manager_here is not None and incident.manager_here.is_away


def _named(incident: "Incident") -> str:
    return str(incident.manager_here or "an Operational Lead")


def works_on(by: "Colleague", incident: "Incident") -> bool:
    """Return whether the colleague is its line manager or their deputy, or leads its area or its investigation."""
    of_the_area = incident.service_area_id is not None and by.holds_in(Role.OPERATIONAL_LEAD, incident.service_area_id)
    leads = by.still_leads() and any(file.lead_id == by.pk for file in incident.investigations.all())
    return manages(by, incident) or of_the_area or leads
