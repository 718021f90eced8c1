"""Keeping the behaviours and examples of a report (§3, Appendix D). None is deleted: old reports still show it."""

import copy
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import Refusal, refuse_if
from housing_alerts.staff.models import Colleague

from . import permissions, policies_behaviour, selectors
from .models import Behaviour, Example

Row = TypeVar("Row", Behaviour, Example)


@transaction.atomic
def add_behaviour(*, by: Colleague, values: dict[str, Any]) -> Behaviour:
    """D1 Add a behaviour with its stage. Its code is made of its name, once."""
    behaviour = _new(Behaviour(**values), called=values["name"])
    refuse_if(permissions.why_may_not_keep_behaviours(by), policies_behaviour.why_not_keep_behaviour(behaviour, None))
    return _saved(behaviour, by=by, step="add", why="Added")


@transaction.atomic
def change_behaviour(
    *, behaviour: Behaviour, seen: str, by: Colleague, on: date, values: dict[str, Any], offered: bool = True
) -> Behaviour:
    """D1 Reword a behaviour, retire it, or offer it again.

    :param seen: the fingerprint of what the page showed.
    :param offered: whether it can be chosen on a report from now on.
    """
    behaviour, before, shown = _at_work(behaviour)
    _fill(behaviour, values, on=on, offered=offered)
    refuse_if(
        permissions.why_may_not_keep_behaviours(by),
        _why_not_as_seen(before, shown, seen),
        policies_behaviour.why_not_keep_behaviour(behaviour, before),
    )
    return _saved(behaviour, by=by, **_step(before, behaviour))


@transaction.atomic
def add_example(*, by: Colleague, values: dict[str, Any]) -> Example:
    """P3 Add an example to a family of §3. It names its behaviour, or is violent."""
    example = _new(Example(**values), called=values["words"])
    refuse_if(permissions.why_may_not_keep_behaviours(by), policies_behaviour.why_not_keep_example(example, None))
    return _saved(example, by=by, step="add", why="Added")


@transaction.atomic
def change_example(
    *, example: Example, seen: str, by: Colleague, on: date, values: dict[str, Any], offered: bool = True
) -> Example:
    """P3 Reword an example, retire it, or offer it again. As :func:`change_behaviour`."""
    example, before, shown = _at_work(example)
    _fill(example, values, on=on, offered=offered)
    refuse_if(
        permissions.why_may_not_keep_behaviours(by),
        _why_not_as_seen(before, shown, seen),
        policies_behaviour.why_not_keep_example(example, before),
    )
    return _saved(example, by=by, **_step(before, example))


def _new(row: Row, *, called: str) -> Row:
    """The row at the end of its list, with a code of its own."""
    records.take_turn(records.STEP)
    row.position = type(row)._default_manager.aggregate(last=Max("position"))["last"] + 1
    row.code = slugify(called).upper().replace("-", "_")[:40]
    return row


def _at_work(row: Row) -> tuple[Row, Row, str]:
    """The locked row, how it was, and the fingerprint of that."""
    records.take_turn(records.STEP)
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    return row, copy.copy(row), selectors.type_shown(row)


def _fill(row: Row, values: dict[str, Any], *, on: date, offered: bool) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.retired_on = None if offered else row.retired_on or on


def _why_not_as_seen(row: Row, now: str, seen: str) -> Refusal | None:
    if now == seen:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"Somebody changed “{row}” after you opened the page. Open it again to see what. What you typed is still here.",
    )


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
