"""The duty to take an alert out of Cx that nobody here decided (§11)."""

from django.db.models import QuerySet

from alerts.entries.duties import WAITING, to_enter
from alerts.entries.models import Entry
from housing_alerts.duties.owing import Scope, Source

from .models import Difference


def _to_take_out() -> QuerySet[Difference]:
    waiting = Entry.objects.waiting().filter(difference__isnull=False)
    return Difference.objects.filter(pk__in=waiting.values("difference"))


def _standing(scope: Scope) -> QuerySet[Difference]:
    found = _to_take_out().filter(scope.of(Difference))
    return found.select_related("run", "customer", "asset").prefetch_related(WAITING)


def _nowhere() -> QuerySet[Difference]:
    return _to_take_out().filter(customer=None, asset=None)


def _touched_by(record: object) -> QuerySet[Difference]:
    return Difference.objects.none()


SOURCE = Source(
    Difference, _standing, to_enter, _touched_by, nowhere=_nowhere, seen_by=Difference.objects.all().visible_to
)
