"""Select the colleagues that the page of handing over shows."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague


def colleague(by: Colleague, pk: int) -> Colleague:
    """Return the colleague whose records are handed over.

    :raises Http404: if this colleague may not hand them over.
    """
    theirs = Q() if by.holds(Role.ADMINISTRATOR) else Q(pk=by.pk) | Q(line_manager=by)
    return get_object_or_404(Colleague.objects.filter(theirs).select_related("line_manager"), pk=pk)


def successors(roles: Iterable[str], *, of: Colleague) -> QuerySet[Colleague]:
    """Return the colleagues who may sign in and hold one of the roles, apart from the colleague themselves.

    Their roles and areas are read with them.
    """
    found = Colleague.objects.filter(is_active=True, held__role__in=roles).exclude(pk=of.pk).distinct()
    return found.prefetch_related("held", "areas")


def staff_of(colleague: Colleague) -> QuerySet[Colleague]:
    """P2 Return those who may sign in and have the colleague as line manager."""
    return Colleague.objects.filter(line_manager=colleague, is_active=True)
