"""Set actions aside that were found wrong, as part of another decision (§5, §8, §9)."""

from collections.abc import Iterable
from datetime import date

from alerts.decisions.answers import Rest
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Colleague

from .models import Action


def set_aside_action(action: Action, *, by: Colleague, on: date, reason: str) -> None:
    """P9b P8b P11a Set aside an action that was found wrong: it no longer stands. Its outcome so far stays on record."""
    action = records.locked(action)
    action.set_aside_on, action.live_until = on, None
    records.save(action, by=by, why=f"Set aside: {reason}")
    audit.record("set aside action", action.file, by=by, why=f"{action.get_kind_display()}: {reason}")


def settle_rest(actions: Iterable[Action], rest: Rest, *, by: Colleague, on: date, reason: str) -> None:
    """P9b P8b Set aside the actions that fall with the alert, and keep why the others stay."""
    for action in actions:
        if action.pk in rest.fall:
            set_aside_action(action, by=by, on=on, reason=reason)
        else:
            action = records.locked(action)
            records.save(action, by=by, why=f"It stays: {rest.stays}")
            audit.record("let action stand", action.file, by=by, why=f"{action.get_kind_display()}: {rest.stays}")
