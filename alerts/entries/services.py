"""Create entries for Cx and Assure when a case changes, record and correct them, and confirm cases each year (§11)."""

from collections.abc import Iterable
from datetime import date

from alerts.alert.models import Alert
from alerts.choices import System, Task
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reconciliation.models import Difference
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from . import policies, steps
from .models import TAKEN_OUT, Confirmation, Entry


def to_enter_report(incident: Incident, *, by: Colleague) -> None:
    """P11a D3a Create the entries of a logged incident: a report in Assure and a note in Cx."""
    for system, task in ((System.ASSURE, Task.REPORT), (System.CX, Task.NOTE)):
        _to_enter(Entry(incident=incident, system=system, task=task, since=incident.occurred_on), by)


def to_enter_corrected(incident: Incident, *, by: Colleague, on: date) -> None:
    """P11a Create another report in Assure, if the report was corrected after it was entered there."""
    reports = incident.entries.filter(task=Task.REPORT)
    if reports.exists() and not reports.filter(entered_on__isnull=True).exists():
        _to_enter(Entry(incident=incident, system=System.ASSURE, task=Task.REPORT, since=on), by)


def to_note_person(incident: Incident, *, by: Colleague, on: date) -> None:
    """P11a Create another note in Cx, if the person or the property was named after the first one was made."""
    notes = incident.entries.filter(task=Task.NOTE)
    if notes.exists() and not notes.filter(entered_on__isnull=True).exists():
        _to_enter(Entry(incident=incident, system=System.CX, task=Task.NOTE, since=on), by)


def to_enter_alert(alert: Alert, *, task: Task, by: Colleague, on: date) -> None:
    """P11a Create an entry about an alert in Cx."""
    _to_enter(Entry(alert=alert, system=System.CX, task=task, since=on), by)


def to_enter_unknown(difference: Difference, *, by: Colleague, on: date) -> None:
    """P11a Create the entry that takes an alert out of Cx which nobody here decided."""
    _to_enter(Entry(difference=difference, system=System.CX, task=Task.REMOVE, since=on), by)


def to_enter_void(incident: Incident, *, by: Colleague, on: date) -> None:
    """P11a Create entries that take a void report out of Assure and Cx, if it was entered there."""
    entered = set(incident.entries.filter(entered_on__isnull=False).values_list("system", "task"))
    for system, task in sorted(entered):
        _to_enter(Entry(incident=incident, system=system, task=TAKEN_OUT[Task(task)], since=on), by)


def to_enter_imposed(alert: Alert, *, by: Colleague, on: date) -> None:
    """P11a Create the entry of an imposed alert: a new flag in Cx, or a change of the existing one unless that was removed."""
    before = next(alert.same_before(), None)
    gone = before is not None and before.entries.filter(task=Task.REMOVE, entered_on__isnull=False).exists()
    to_enter_alert(alert, task=Task.CHANGE if before and not gone else Task.SET, by=by, on=on)


def to_enter_changed(alerts: Iterable[Alert], *, by: Colleague, on: date) -> None:
    """P11a Create entries that change these alerts in Cx. An entry that still waits already tells of the change."""
    for alert in alerts:
        if alert.is_active and not policies.waits_for_entry(alert):
            to_enter_alert(alert, task=Task.CHANGE, by=by, on=on)


def _to_enter(entry: Entry, by: Colleague) -> None:
    records.save(entry, by=by, why=f"To enter: {entry}")


@records.step
def record_entry(
    *, entry: Entry, version: int, by: Colleague, on: date, entered_on: date, reference: str = ""
) -> Entry:
    """P11a Record that an entry was made in the other system, its day and its reference. Its words are kept as copied."""
    entry = records.locked(entry)
    refuse_if(
        steps.why_not_record_entry(entry, by, on),
        records.seen(entry, version),
        policies.why_entry_refused(entry, entered_on=entered_on, reference=reference, today=on),
    )
    entry.words = entry.to_copy
    entry.entered_by, entry.entered_on, entry.reference = by, entered_on, reference.strip()
    return _saved(entry, by, "record entry", f"{entry.get_task_display()}: done on {show_date(entered_on)}")


@records.step
def record_entries(*, entered: Iterable[tuple[Entry, int, str]], by: Colleague, on: date) -> list[Entry]:
    """P11a Record that all of these entries were made today, or none.

    :param entered: each entry with the version that was seen and its reference in the other system.
    """
    return [
        record_entry(entry=entry, version=version, by=by, on=on, entered_on=on, reference=reference)
        for entry, version, reference in entered
    ]


@records.step
def correct_entry(*, entry: Entry, version: int, by: Colleague, reason: str) -> Entry:
    """P11a Take back an entry that was recorded as made. It waits again."""
    entry = records.locked(entry)
    refuse_if(
        steps.why_not_correct_entry(entry, by),
        records.seen(entry, version),
        policies.why_no_reason_to_correct(reason),
    )
    entry.entered_by, entry.entered_on, entry.reference, entry.words = None, None, "", ""
    return _saved(entry, by, "correct entry", f"{entry.get_task_display()}, taken back: {reason}")


def _saved(entry: Entry, by: Colleague, action: str, why: str) -> Entry:
    records.save(entry, by=by, why=why)
    audit.record(action, entry.case, by=by, why=why)
    return entry


@records.step
def confirm_recorded(
    *, cases: Iterable[Alert | Investigation | Incident], by: Colleague, on: date
) -> list[Confirmation]:
    """P11c Confirm for each of these cases that it is recorded in Cx: for all of them, or for none."""
    cases = [records.locked(case) for case in cases]
    refuse_if(steps.why_not_confirm_cases(cases, by, on))
    return [_confirmed(case, by=by, on=on) for case in cases]


def _confirmed(case: Alert | Investigation | Incident, *, by: Colleague, on: date) -> Confirmation:
    made = Confirmation(on=on)
    if isinstance(case, Alert):
        made.alert = case
    elif isinstance(case, Investigation):
        made.investigation = case
    else:
        made.incident = case
    records.save(made, by=by, why="Recorded in Cx")
    audit.record("confirm that it is recorded in Cx", case, by=by)
    return made
