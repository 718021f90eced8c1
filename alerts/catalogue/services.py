"""Keep types of alert, behaviours and examples (§3, §7).

None is deleted: it is retired, and records that use it stay as they are.
"""

import copy
from datetime import date
from typing import Any, TypeVar

from django.db.models import Max
from django.utils.text import slugify

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import permissions, policies, selectors, steps
from .models import AlertType, Behaviour, Example

AT_ONCE = ("ukhds", "ukhds_draft")
"""P7b The fields that neither a colleague nor a customer reads. A change of them applies at once."""


@records.step
def add_alert_type(*, by: Colleague, values: dict[str, Any]) -> AlertType:
    """P7b Add a type of alert, which Leads may recommend once it is confirmed. Its code is made from its name and stays.

    :param values: fields of :class:`AlertType`, including the name.
    """
    records.take_turn(records.STEP)
    last = AlertType.objects.aggregate(last=Max("position"))["last"]
    type = AlertType(position=last + 1, unconfirmed=True, asked_by=by, **values)
    type.code = slugify(type.name).upper().replace("-", "_")[:40]
    refuse_if(permissions.why_may_not_keep_types(by), policies.why_not_keep_type(type, None))
    return _saved_type(type, by=by, action="add alert type", why="Added")


@records.step
def change_alert_type(
    *, type: AlertType, seen: str, by: Colleague, on: date, values: dict[str, Any], offered: bool = True
) -> AlertType:
    """P7b Ask for a change of a type, retire it, or offer it again. Active alerts keep the terms that were imposed.

    Until a Head of Service confirms the change, the type is used as it was.
    :param seen: the fingerprint of the type that the page showed.
    :param offered: whether Leads may recommend it from now on.
    :raises NotAllowed: if somebody else changed the type first, or the procedure needs the type as it is.
    """
    records.take_turn(records.STEP)
    type = AlertType.objects.select_for_update().get(pk=type.pk)
    before, shown = copy.copy(type), selectors.type_shown(type)
    _ask(type, values, by=by)
    type.retired_on = None if offered else type.retired_on or on
    refuse_if(
        permissions.why_may_not_keep_types(by),
        records.seen_as(f"the type {before.name}", shown, seen),
        policies.why_not_keep_type(type.as_asked(), before),
    )
    step = "change" if type.retired_on == before.retired_on else "offer" if offered else "retire"
    return _saved_type(
        type,
        by=by,
        action=f"{step} alert type",
        why={"offer": "Offered again", "retire": "Retired"}.get(step, "Changed"),
    )


def _ask(type: AlertType, values: dict[str, Any], *, by: Colleague) -> None:
    """Store the typed values as a change that waits for confirmation.

    Changes apply at once if the type is itself unconfirmed, and for the fields in :data:`AT_ONCE`.
    """
    if type.unconfirmed:
        waiting = {}
    else:
        waiting = {name: value for name, value in values.items() if value != getattr(type, name)}
        waiting = {name: value for name, value in waiting.items() if name not in AT_ONCE}
    if type.unconfirmed or waiting != type.waiting:
        type.asked_by = by
    for name, value in values.items():
        if type.unconfirmed or name in AT_ONCE:
            setattr(type, name, value)
    type.waiting = waiting


@records.step
def confirm_alert_type(*, type: AlertType, seen: str, by: Colleague, on: date) -> AlertType:
    """P7b Bring a new type, or a change of one, into use: its name, controls, instruction and letters fit together.

    :param seen: the fingerprint of the type that the page showed.
    """
    records.take_turn(records.STEP)
    type = AlertType.objects.select_for_update().get(pk=type.pk)
    asked = type.as_asked()
    refuse_if(
        steps.why_not_confirm_alert_type(type, by, on),
        records.seen_as(f"the type {type.name}", selectors.type_shown(type), seen),
        policies.why_not_keep_type(asked, type),
    )
    asked.waiting, asked.unconfirmed, asked.confirmed_by, asked.confirmed_on = {}, False, by, on
    return _saved_type(asked, by=by, action="confirm alert type", why="Confirmed")


def _saved_type(type: AlertType, *, by: Colleague, action: str, why: str) -> AlertType:
    type._history_user = by  # type: ignore[attr-defined]
    type._change_reason = why  # type: ignore[attr-defined]
    type.save()
    records.touch(type)
    audit.record(action, type, by=by, why=type.name)
    return type


Row = TypeVar("Row", Behaviour, Example)


@records.step
def add_behaviour(*, by: Colleague, values: dict[str, Any]) -> Behaviour:
    """D1 Add a behaviour with its stage. Its code is made from its name and never changes."""
    behaviour = _new(Behaviour(**values), called=values["name"])
    refuse_if(permissions.why_may_not_keep_behaviours(by), policies.why_not_keep_behaviour(behaviour, None))
    return _saved(behaviour, by=by, step="add", why="Added")


@records.step
def change_behaviour(
    *, behaviour: Behaviour, seen: str, by: Colleague, on: date, values: dict[str, Any], offered: bool = True
) -> Behaviour:
    """D1 Reword a behaviour, retire it, or offer it again.

    :param seen: the fingerprint of the behaviour that the page showed.
    :param offered: whether it can be chosen on a report from now on.
    """
    behaviour, before, shown = _at_work(behaviour)
    _fill(behaviour, values, on=on, offered=offered)
    refuse_if(
        permissions.why_may_not_keep_behaviours(by),
        records.seen_as(f"“{before}”", shown, seen),
        policies.why_not_keep_behaviour(behaviour, before),
    )
    return _saved(behaviour, by=by, **_step(before, behaviour))


@records.step
def add_example(*, by: Colleague, values: dict[str, Any]) -> Example:
    """P3 Add an example to a family of §3. It either illustrates a behaviour or is violent."""
    example = _new(Example(**values), called=values["words"])
    refuse_if(permissions.why_may_not_keep_behaviours(by), policies.why_not_keep_example(example, None))
    return _saved(example, by=by, step="add", why="Added")


@records.step
def change_example(
    *, example: Example, seen: str, by: Colleague, on: date, values: dict[str, Any], offered: bool = True
) -> Example:
    """P3 Reword an example, retire it, or offer it again. The parameters are those of :func:`change_behaviour`."""
    example, before, shown = _at_work(example)
    _fill(example, values, on=on, offered=offered)
    refuse_if(
        permissions.why_may_not_keep_behaviours(by),
        records.seen_as(f"“{before}”", shown, seen),
        policies.why_not_keep_example(example, before),
    )
    return _saved(example, by=by, **_step(before, example))


def _new(row: Row, *, called: str) -> Row:
    """Return the row at the end of its list, with a code made from its name."""
    records.take_turn(records.STEP)
    row.position = type(row)._default_manager.aggregate(last=Max("position"))["last"] + 1
    row.code = slugify(called).upper().replace("-", "_")[:40]
    return row


def _at_work(row: Row) -> tuple[Row, Row, str]:
    """Return the locked row, a copy of it before the change, and its fingerprint."""
    records.take_turn(records.STEP)
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    return row, copy.copy(row), selectors.type_shown(row)


def _fill(row: Row, values: dict[str, Any], *, on: date, offered: bool) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.retired_on = None if offered else row.retired_on or on


def _step(before: Row, row: Row) -> dict[str, str]:
    if before.retired_on == row.retired_on:
        return {"step": "change", "why": "Changed"}
    return {"step": "retire", "why": "Retired"} if row.retired_on else {"step": "offer", "why": "Offered again"}


def _saved(row: Row, *, by: Colleague, step: str, why: str) -> Row:
    row._history_user = by  # type: ignore[attr-defined]
    row._change_reason = why  # type: ignore[attr-defined]
    row.save()
    audit.record(f"{step} {row._meta.verbose_name}", row, by=by, why=str(row))
    return row
