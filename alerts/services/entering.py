"""What still has to be keyed into Cx and Assure: made by other steps, entered, corrected; and the yearly confirmation (§11)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from alerts import permissions, policies
from alerts.models import Alert, Confirmation, Entry, Incident, Investigation
from alerts.models.entry import System, Task
from housing_alerts import procedure
from housing_alerts.audit import trail as audit
from housing_alerts.jinja import show_date, show_datetime
from housing_alerts.records import saving as records
from housing_alerts.refusals import Refusal, refuse_if
from housing_alerts.staff.models import Colleague

WHERE_THE_REST_IS = "The file is kept in Contact Management."


def to_enter_report(incident: Incident, *, by: Colleague) -> None:
    """P11a D3a A logged incident is reported in Assure and noted in Cx. The note says that it was, and not what."""
    place = incident.customer.reference if incident.customer else incident.asset and incident.asset.reference
    facts = [
        f"Contact Management incident {incident.reference}",
        f"Customer or property: {place}",
        f"When: {show_datetime(incident.occurred_at)}",
        f"How: {incident.get_channel_display()}",
    ]
    told = [*facts, *_circumstances(incident), WHERE_THE_REST_IS]
    common = {"incident": incident, "since": incident.occurred_on}
    report = Entry(system=System.ASSURE, task=Task.REPORT, words="\n".join(told), **common)
    note = Entry(system=System.CX, task=Task.NOTE, words="\n".join([*facts, WHERE_THE_REST_IS]), **common)
    for entry in (report, note):
        records.save(entry, by=by, why=f"To enter: {entry}")


def _circumstances(incident: Incident) -> list[str]:
    """What Assure is told besides. Of a restricted file, nothing."""
    if incident.customer and incident.customer.restricted:
        return []
    named = [
        ("What", ", ".join(str(behaviour) for behaviour in incident.behaviours.all()) or incident.get_about_display()),
        ("Violence", "Yes" if incident.violent else ""),
        ("Where", str(incident.asset or "")),
        ("Done at the time", ", ".join(incident.step_names)),
        ("Reported by", str(incident.reported_by)),
        ("What happened", incident.account),
    ]
    return [f"{name}: {words}" for name, words in named if words]


def to_enter_alert(alert: Alert, *, task: Task, by: Colleague, on: date) -> None:
    """P11a What Cx is told of an alert: its code, what to do, its dates and the reference. Never the reason (P7c)."""
    subject = alert.subject
    type = alert.type
    facts = [
        f"Contact Management alert {alert.reference}",
        f"Customer or property: {subject.reference if subject else ''}",
        f"Alert: {type.name} (code {type.code}{f', UKHDS {type.ukhds}' if type.ukhds else ''})",
    ]
    if task == Task.REMOVE:
        facts.append(f"Ended: {show_date(alert.ended_on)}")
    else:
        facts += [
            f"What to do: {alert.instruction}",
            f"In force from: {show_date(alert.effective_from)}",
        ]
    words = "\n".join([*facts, WHERE_THE_REST_IS])
    entry = Entry(alert=alert, system=System.CX, task=task, words=words, since=on)
    records.save(entry, by=by, why=f"To enter: {entry}")


@transaction.atomic
def record_entry(
    *, entry: Entry, version: int, by: Colleague, on: date, entered_on: date, reference: str = ""
) -> Entry:
    """P11a Record that it was entered in the other system, on which day, and under which reference."""
    entry = records.locked(entry)
    refuse_if(
        permissions.why_may_not_enter(by, entry),
        records.seen(entry, version),
        policies.why_not_enter(entry),
        policies.why_not_entered(entry, entered_on=entered_on, reference=reference, today=on),
    )
    entry.entered_by, entry.entered_on, entry.reference = by, entered_on, reference.strip()
    return _saved(entry, by, "record entry", f"{entry.get_task_display()}: done on {show_date(entered_on)}")


@transaction.atomic
def correct_entry(*, entry: Entry, version: int, by: Colleague, reason: str) -> Entry:
    """P11a Take back what was recorded as entered; it waits again."""
    entry = records.locked(entry)
    refuse_if(
        permissions.why_may_not_enter(by, entry),
        records.seen(entry, version),
        policies.why_not_correct_entry(entry, reason),
    )
    entry.entered_by, entry.entered_on, entry.reference = None, None, ""
    return _saved(entry, by, "correct entry", f"{entry.get_task_display()}, taken back: {reason}")


def _saved(entry: Entry, by: Colleague, action: str, why: str) -> Entry:
    records.save(entry, by=by, why=why)
    audit.record(action, entry.case, by=by, why=why)
    return entry


@transaction.atomic
def confirm_recorded(*, cases: Iterable[Alert | Investigation], by: Colleague, on: date) -> list[Confirmation]:
    """P11c Confirm for each of these live cases that it is recorded in Cx: for all of them, or for none."""
    cases = list(cases)
    refuse_if(None if cases else Refusal(procedure.CONFIRMED_YEARLY, "Choose at least one live case of your areas."))
    return [_confirmed(records.locked(case), by=by, on=on) for case in cases]


def _confirmed(case: Alert | Investigation, *, by: Colleague, on: date) -> Confirmation:
    to_enter = isinstance(case, Alert) and case.waits_for_entry()
    refuse_if(permissions.why_may_not_confirm(by, case), policies.why_not_confirm(case, on=on, to_enter=to_enter))
    made = Confirmation(on=on)
    if isinstance(case, Alert):
        made.alert = case
    else:
        made.investigation = case
    records.save(made, by=by, why="Recorded in Cx")
    audit.record("confirm that it is recorded in Cx", case, by=by)
    return made
