"""The rules for an entry in another system, and for the yearly confirmation (§11)."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from alerts.choices import IncidentStatus, System, Task
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.incidents.models import Incident
    from alerts.investigations.models import Investigation

    from .models import Entry


def why_not_record_entry(entry: "Entry") -> Refusal | None:
    """P11a Refuse an entry that was made already, that a later one replaces, or whose report is void."""
    if (
        entry.incident
        and entry.incident.status == IncidentStatus.VOID
        and entry.task not in (Task.REPORT_OUT, Task.NOTE_OUT)
    ):
        return Refusal(procedure.RECORDING, "The report is void, so nothing of it has to be entered.")
    if entry.entered_on:
        return Refusal(
            procedure.RECORDING,
            f"{entry.entered_by} entered this on {show_date(entry.entered_on)}. Correct that instead.",
        )
    if entry.is_overtaken():
        return Refusal(
            procedure.RECORDING,
            f"Alert {entry.case.reference} was changed or ended since. Enter the latest of its entries instead.",
        )
    return None


def why_entry_refused(entry: "Entry", *, entered_on: date, reference: str, today: date) -> Refusal | None:
    """P11a Refuse a day that is not possible, and a report in Assure without its reference."""
    if entered_on > today:
        return Refusal(procedure.RECORDING, "It cannot have been entered in the future. Check the day.")
    if entered_on < entry.since:
        return Refusal(
            procedure.RECORDING,
            f"What it tells of is of {show_date(entry.since)}, so it cannot have been entered before. Check the day.",
        )
    if entry.task == Task.REPORT and not reference.strip():
        return Refusal(procedure.RECORDING, "Give the reference that Assure gave the report.")
    return None


def why_not_correct_entry(entry: "Entry") -> Refusal | None:
    """P11a Refuse to take back an entry that is not recorded as made."""
    if entry.entered_on is not None:
        return None
    return Refusal(procedure.RECORDING, "Nothing is recorded as entered here, so there is nothing to correct.")


def why_no_reason_to_correct(reason: str) -> Refusal | None:
    """P11a Refuse to take back an entry without a reason."""
    return None if reason.strip() else Refusal(procedure.RECORDING, "Say what was wrong.")


def waits_for_entry(case: "Alert | Incident") -> bool:
    """P11a Return whether the case's latest entry in Cx is not made yet."""
    entries = [entry for entry in case.entries.all() if entry.system == System.CX]
    return bool(entries) and entries[-1].entered_on is None


def why_none_chosen(cases: "Collection[Alert | Investigation | Incident]") -> Refusal | None:
    """P11c Refuse to confirm no case at all."""
    return None if cases else Refusal(procedure.CONFIRMED_YEARLY, "Choose at least one case of your areas.")


def why_not_confirm(
    case: "Alert | Investigation | Incident", *, on: date, stands: bool, to_enter: bool
) -> Refusal | None:
    """P11c Refuse to confirm a case twice on a day, or while an entry about it waits.

    :param stands: whether it is a case of its own.
    :param to_enter: whether its latest entry is not made yet.
    """
    if not stands:
        return Refusal(
            procedure.CONFIRMED_YEARLY,
            f"{case.reference} is {case.get_status_display().lower()}, and no case of its own. Take it out of the list.",
        )
    if to_enter:
        return Refusal(
            procedure.CONFIRMED_YEARLY,
            f"Something of {case.reference} is still to be entered in Cx. Enter it first, then confirm.",
        )
    last = next(iter(case.confirmations.all()), None)
    if last and last.on >= on:
        return Refusal(
            procedure.CONFIRMED_YEARLY,
            f"{last.created_by} confirmed {case.reference} on {show_date(last.on)} already. Leave it for now.",
        )
    return None
