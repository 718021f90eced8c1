"""Record absences and their deputies."""

from datetime import date

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.handing_over.belongings import Belonging
from housing_alerts.staff.models import Absence, Colleague

from . import policies, selectors, steps


@records.step
def add_absence(
    *, colleague: Colleague, deputy: Colleague | None, starts: date, ends: date, by: Colleague, on: date
) -> Absence:
    """P6 Record the days on which a colleague is away, and the deputy who sees their waiting work.

    :param deputy: none for an Operational Lead where no other Lead could be: the Heads of Service of the areas are told.
    :raises NotAllowed: if the deputy is away too, or lacks a role of the colleague.
    """
    records.take_turn(records.STEP)
    absence = Absence(colleague=colleague, deputy=deputy, starts=starts, ends=ends)
    refuse_if(
        steps.why_not_add(colleague, by),
        policies.why_absence_refused(absence, on),
        policies.why_alone_refused(absence, selectors.could_stand_in(absence)),
    )
    return _save(absence, by=by, action="add absence")


@records.step
def change_absence(
    *, absence: Absence, version: int, deputy: Colleague | None, starts: date, ends: date, by: Colleague, on: date
) -> Absence:
    """P6 Change the days of an absence or its deputy."""
    absence = records.locked(absence)
    refuse_if(steps.why_not_change(absence, by, on), records.seen(absence, version))
    absence.deputy, absence.starts, absence.ends, absence.back_on = deputy, starts, ends, None
    refuse_if(
        policies.why_absence_refused(absence, on),
        policies.why_alone_refused(absence, selectors.could_stand_in(absence)),
    )
    return _save(absence, by=by, action="change absence")


@records.step
def end_absence(*, absence: Absence, version: int, by: Colleague, on: date) -> Absence:
    """P6 End an absence before its last day, or take it back before it begins. The colleague is here from that day on."""
    absence = records.locked(absence)
    refuse_if(steps.why_not_change(absence, by, on), records.seen(absence, version))
    absence.back_on = on
    return _save(absence, by=by, action="end absence")


@records.step
def name_deputy(absence: Absence, /, *, to: Colleague, by: Colleague, on: date, why: str) -> Absence:
    """P6 Name another deputy for an absence, in place of one who leaves or hands it over."""
    absence = records.locked(absence)
    refuse_if(policies.why_absence_over(absence, on), policies.why_deputy_refused(to, absence))
    absence.deputy = to
    return _save(absence, by=by, action="change absence")


DEPUTY = Belonging(
    name="Is the deputy of",
    of=selectors.with_deputy,
    stays=lambda absence, wanted: wanted.active,
    roles=tuple(Role),
    why_not=lambda absence, to: policies.why_deputy_refused(to, absence),
    hand_over=name_deputy,
    otherwise="whoever is next in turn is told and rung",
    called=str,
)


def _save(absence: Absence, *, by: Colleague, action: str) -> Absence:
    deputy = f"deputy {absence.deputy.reference}" if absence.deputy else "no deputy"
    why = f"{show_date(absence.starts)} to {show_date(absence.ends)}, {deputy}"
    records.save(absence, by=by, why=why)
    audit.record(action, absence, by=by, why=why)
    return absence
