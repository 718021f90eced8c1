"""The duties of the trail's check: somebody sees to a broken trail, and to a check that does not run (§11)."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, everybody
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date

from . import permissions, policies
from .models import TrailCheck


def duties(check: TrailCheck) -> Iterator[Owed]:
    """P11a Yield the duty to see to the trail, for each role that can.

    While all is well it is set to show on the day on which the result is too old, and each sound check moves it on. So it shows
    even though the worker that would raise it has stopped.
    """
    wrong = policies.why_not_sound(check)
    ended = f"No check has ended since {show_date(check.ended_at)}." if check.ended_at else "No check has ended yet."
    for role in permissions.READ_BY:
        yield Owed(
            kind=Kind.TRAIL,
            holder=everybody(role),
            reference="Trail",
            words=wrong or ended,
            path=reverse("privacy:trail"),
            clause=procedure.RECORDING,
            shows_from=None if wrong else policies.old_from(check),
            urgent=True,
        )


def _checks() -> QuerySet[TrailCheck]:
    return TrailCheck.objects.all()


def _standing(scope: Scope) -> QuerySet[TrailCheck]:
    return TrailCheck.objects.filter(scope.of(TrailCheck, customer="", asset=""))


def _touched_by(record: object) -> QuerySet[TrailCheck]:
    """Return none: no change of a colleague, landlord or type changes the trail's check."""
    return TrailCheck.objects.none()


SOURCE = Source(TrailCheck, _standing, duties, _touched_by, nowhere=_checks)
