"""The duties of an alert type: a second person confirms that name, controls, instruction and letters fit together (§7)."""

from collections.abc import Iterator

from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, everybody
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role

from .models import AlertType, AlertTypeQuerySet


def duties(type: AlertType) -> Iterator[Owed]:
    """P7b Yield a Head of Service's duty to confirm the type, if it is new or a change of it waits."""
    yield Owed(
        kind=Kind.CONFIRM_TYPE,
        holder=everybody(Role.HEAD_OF_SERVICE),
        reference=type.code,
        words="New type" if type.unconfirmed else "Change of the type",
        about=str(type),
        path=reverse("alerts:alert_type_confirm", args=[type.code]),
        clause=procedure.HEAD_DECIDES,
        awaited_by=type.asked_by_id,
    )


def _standing(scope: Scope) -> AlertTypeQuerySet:
    return AlertType.objects.to_confirm().filter(scope.of(AlertType, customer="", asset=""))


def _touched_by(record: object) -> AlertTypeQuerySet:
    return AlertType.objects.none()


SOURCE = Source(AlertType, _standing, duties, _touched_by, nowhere=AlertType.objects.all)
