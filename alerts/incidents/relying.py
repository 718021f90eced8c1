"""Tell which investigations rest on their incidents, so that these stay as they are (P11a)."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q

from alerts.choices import AlertStatus, EndedBecause, InvestigationStatus

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from alerts.investigations.models import Investigation

    from .models import Incident

WRONG = [EndedBecause.ERROR, EndedBecause.APPEAL]
"""The ends of an alert that say it should not have been imposed."""
_KEPT = Q(actions__agreed=True, actions__set_aside_on__isnull=True)


def relying(files: "QuerySet[Investigation]", *, by_actions: bool = True) -> "QuerySet[Investigation]":
    """P11a P9b Return those that rest on their incidents by a recommendation, an alert or an agreed action.

    A decision that was found wrong rests on nothing any more: each of its alerts ended in error or on appeal, or, where it
    imposed none, each of its actions was set aside.

    :param by_actions: whether an action that stays beside such alerts counts. It tells nobody of the danger.
    """
    decided = Q(status__in=[InvestigationStatus.RECOMMENDED, InvestigationStatus.CONCLUDED])
    decided |= Q(alerts__status__in=[AlertStatus.ACTIVE, AlertStatus.ENDED]) | Q(actions__agreed=True)
    wrong = _found_wrong(files)
    if by_actions:
        wrong = wrong.exclude(pk__in=files.filter(_KEPT).values("pk"))
    return files.filter(decided).exclude(pk__in=wrong.values("pk"))


def _found_wrong(files: "QuerySet[Investigation]") -> "QuerySet[Investigation]":
    """P9b D4 Return those whose every alert was found wrong, or whose every action was set aside if no alert was imposed.

    Whatever becomes of a warning beside the alerts, nobody has said whose the danger is.
    """
    imposed = Q(alerts__status__in=[AlertStatus.ACTIVE, AlertStatus.ENDED])
    right = Q(alerts__status=AlertStatus.ACTIVE)
    right |= Q(alerts__status=AlertStatus.ENDED) & ~Q(alerts__ended_because__in=WRONG)
    on_alerts = Q(alerts__ended_because__in=WRONG) & ~Q(pk__in=files.filter(right).values("pk"))
    on_actions = Q(actions__set_aside_on__isnull=False) & ~Q(pk__in=files.filter(imposed | _KEPT).values("pk"))
    return files.filter(on_alerts | on_actions, status=InvestigationStatus.CONCLUDED)


def overturned(incidents: "Collection[Incident]") -> set[int]:
    """P9b D1 Return the keys of those whose case was decided, and found wrong, on appeal or otherwise."""
    if not incidents:
        return set()
    files = next(iter(incidents)).investigations.model.objects.filter(incidents__in=incidents)
    return set(_found_wrong(files).values_list("incidents", flat=True))
