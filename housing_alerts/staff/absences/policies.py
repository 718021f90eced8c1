"""The rules for the days of an absence and for its deputy (§6)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import TRIAGE, Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Absence, Colleague

STANDS_IN = {
    Role.LINE_MANAGER: TRIAGE,
    Role.HEAD_OF_SERVICE: (Role.HEAD_OF_SERVICE, Role.LEADERSHIP),
    Role.LEADERSHIP: (Role.LEADERSHIP,),
    Role.DATA_PROTECTION_OFFICER: (Role.DATA_PROTECTION_OFFICER,),
    Role.EQUALITY_OFFICER: (Role.EQUALITY_OFFICER,),
    Role.ADMINISTRATOR: (Role.ADMINISTRATOR,),
}
"""P6 P7a The roles of which a deputy must hold one, for each role. A Lead's deputy is a Lead for the same service areas.

A Lead triages in the place of a line manager already, so that the only line manager can be away.
"""


def why_absence_refused(absence: "Absence", on: date) -> Refusal | None:
    """P6 Return the obstacle to being away on these days with this deputy."""
    return (
        _why_days_impossible(absence, on)
        or _why_away_already(absence)
        or _why_deputises(absence)
        or (why_deputy_refused(absence.deputy, absence) if absence.deputy else None)
    )


def why_alone_refused(absence: "Absence", could_stand_in: Sequence["Colleague"]) -> Refusal | None:
    """P6 Refuse an absence without a deputy, but that of an Operational Lead in whose place nobody could be the deputy.

    :param could_stand_in: the other Leads who could be the deputy.
    """
    if absence.deputy:
        return None
    away = absence.colleague
    if not away.holds(Role.OPERATIONAL_LEAD) or not away.areas.exists():
        return Refusal(procedure.CONSISTENT, f"Choose a deputy for {away}.")
    if not could_stand_in:
        return None
    names = " or ".join(map(str, could_stand_in))
    return Refusal(procedure.CONSISTENT, f"{names} can be the deputy of {away}. Choose the deputy.")


def why_deputy_refused(deputy: "Colleague", absence: "Absence") -> Refusal | None:
    """P6 Return the obstacle to being the deputy of the colleague who is away."""
    if deputy == absence.colleague:
        return Refusal(procedure.CONSISTENT, "Nobody is their own deputy. Name somebody else.")
    if not deputy.is_active:
        return Refusal(procedure.CONSISTENT, f"{deputy} cannot sign in. Name somebody else as deputy.")
    return _why_deputy_away(deputy, absence) or _why_lacks_role(deputy, absence.colleague)


def why_absence_over(absence: "Absence", on: date) -> Refusal | None:
    """P6 Refuse to change an absence that is over."""
    if absence.counts and absence.last_day >= on:
        return None
    back = absence.back_on or absence.ends + timedelta(days=1)
    return Refusal(
        procedure.CONSISTENT, f"{absence.colleague} is back since {show_date(back)}: nothing is left to change."
    )


def _why_days_impossible(absence: "Absence", on: date) -> Refusal | None:
    if absence.ends < absence.starts:
        return Refusal(procedure.CONSISTENT, "The last day away must be the first day or later.")
    if absence.ends < on:
        return Refusal(procedure.CONSISTENT, "The last day away has passed. Say from when until when somebody is away.")
    return None


def _why_away_already(absence: "Absence") -> Refusal | None:
    others = absence.colleague.absences.within(absence.starts, absence.ends).exclude(pk=absence.pk)
    found = others.first()
    if found is None:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"{absence.colleague} is away already from {show_date(found.starts)} to {show_date(found.last_day)}. Change that "
        "absence instead.",
    )


def _why_deputises(absence: "Absence") -> Refusal | None:
    """P6 Refuse an absence of a colleague who is somebody's deputy then, until another deputy is named."""
    found = absence.colleague.deputising.within(absence.starts, absence.ends).first()
    if found is None:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"{absence.colleague} is the deputy of {found.colleague} from {show_date(found.starts)} to "
        f"{show_date(found.last_day)}. Name another deputy for {found.colleague} first.",
    )


def _why_deputy_away(deputy: "Colleague", absence: "Absence") -> Refusal | None:
    found = deputy.absences.within(absence.starts, absence.ends).first()
    if found is None:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"{deputy} is away too, from {show_date(found.starts)} to {show_date(found.last_day)}. Name somebody who is here.",
    )


def _why_lacks_role(deputy: "Colleague", colleague: "Colleague") -> Refusal | None:
    """P6 Refuse a deputy who lacks a role or service area that the work needs: a deputy gains no right."""
    lacks = next(
        (role.label for role, any_of in STANDS_IN.items() if role in colleague.roles and not deputy.holds(*any_of)), ""
    )
    if not lacks and colleague.holds(Role.OPERATIONAL_LEAD):
        areas = [area for area in colleague.areas.all() if not deputy.holds_in(Role.OPERATIONAL_LEAD, area.pk)]
        where = " and ".join(map(str, areas))
        lacks = f"{Role.OPERATIONAL_LEAD.label} for {where}" if areas else ""
    if not lacks:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"{deputy} is no {lacks}, so what waits for {colleague} could not be done. Name somebody who is, or ask a System "
        "administrator to give that role first.",
    )
