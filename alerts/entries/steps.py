"""The steps of an entry, and of the yearly confirmation: whether a colleague can take each now, before any input (§11)."""

from collections.abc import Collection
from datetime import date

from alerts.alert.models import Alert
from alerts.choices import AlertStatus
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.staff.models import Colleague

from . import permissions, policies
from .models import Entry


def why_not_record_entry(entry: Entry, by: Colleague, on: date) -> Refusal | None:
    """P11a Return the obstacle to recording that the entry was made."""
    return permissions.why_may_not_record_entry(by, entry) or policies.why_not_record_entry(entry)


def why_not_correct_entry(entry: Entry, by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to taking back a recorded entry. No rule of this step depends on the day."""
    return permissions.why_may_not_record_entry(by, entry) or policies.why_not_correct_entry(entry)


def why_not_confirm_recorded(case: Alert | Investigation | Incident, by: Colleague, on: date) -> Refusal | None:
    """P11c Return the obstacle to confirming that the case is recorded in Cx."""
    stands, to_enter = _stands_alone(case), not isinstance(case, Investigation) and policies.waits_for_entry(case)
    return permissions.why_may_not_confirm(by, case) or policies.why_not_confirm(
        case, on=on, stands=stands, to_enter=to_enter
    )


def _stands_alone(case: Alert | Investigation | Incident) -> bool:
    """Return whether it is a case of its own: an imposed alert, an investigation, or an incident in no investigation."""
    if isinstance(case, Alert):
        return case.status in (AlertStatus.ACTIVE, AlertStatus.ENDED)
    return isinstance(case, Investigation) or case.stands_alone()


def why_not_confirm_cases(
    cases: Collection[Alert | Investigation | Incident], by: Colleague, on: date
) -> Refusal | None:
    """P11c Return the obstacle to confirming these cases. All of them are confirmed, or none."""
    obstacles = (why_not_confirm_recorded(case, by, on) for case in cases)
    return policies.why_none_chosen(cases) or next(filter(None, obstacles), None)
