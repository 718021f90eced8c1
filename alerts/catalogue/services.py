"""Keeping the types of alert (§7). None is deleted: a type is retired, and its active alerts go on as they are."""

import copy
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from housing_alerts.kernel import procedure
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import Refusal, refuse_if
from housing_alerts.staff.models import Colleague

from . import permissions, policies, selectors
from .models import AlertType


@transaction.atomic
def add_alert_type(*, by: Colleague, values: dict[str, Any]) -> AlertType:
    """P7b Add a type of alert that Leads may recommend from now on. Its code is made of its name, once.

    :param values: fields of :class:`AlertType`, the name among them.
    """
    records.take_turn(records.STEP)
    last = AlertType.objects.aggregate(last=Max("position"))["last"]
    type = AlertType(position=last + 1, **values)
    type.code = slugify(type.name).upper().replace("-", "_")[:40]
    refuse_if(permissions.why_may_not_keep_types(by), policies.why_not_keep_type(type, None))
    return _saved(type, by=by, action="add alert type", why="Added")


@transaction.atomic
def change_alert_type(
    *, type: AlertType, seen: str, by: Colleague, on: date, values: dict[str, Any], offered: bool = True
) -> AlertType:
    """P7b Change a type, retire it, or offer it again. Active alerts keep what was imposed.

    :param seen: the fingerprint of what the page showed.
    :param offered: whether Leads may recommend it from now on.
    :raises NotAllowed: where somebody was quicker, or the procedure needs the type as it is.
    """
    records.take_turn(records.STEP)
    type = AlertType.objects.select_for_update().get(pk=type.pk)
    before, shown = copy.copy(type), selectors.type_shown(type)
    for name, value in values.items():
        setattr(type, name, value)
    type.retired_on = None if offered else type.retired_on or on
    refuse_if(
        permissions.why_may_not_keep_types(by),
        _why_not_as_seen(before, shown, seen),
        policies.why_not_keep_type(type, before),
    )
    step = "change" if type.retired_on == before.retired_on else "offer" if offered else "retire"
    return _saved(
        type,
        by=by,
        action=f"{step} alert type",
        why={"offer": "Offered again", "retire": "Retired"}.get(step, "Changed"),
    )


def _saved(type: AlertType, *, by: Colleague, action: str, why: str) -> AlertType:
    type._history_user = by  # type: ignore[attr-defined]
    type._change_reason = why  # type: ignore[attr-defined]
    type.save()
    audit.record(action, type, by=by, why=type.name)
    return type


def _why_not_as_seen(type: AlertType, now: str, seen: str) -> Refusal | None:
    if now == seen:
        return None
    return Refusal(
        procedure.CONSISTENT,
        f"Somebody changed the type {type.name} after you opened the page. Open it again to see what. What you typed is "
        "still here.",
    )
