"""Select the records that the pages of absences show."""

from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague

from . import policies
from .models import AbsenceQuerySet


def absences(by: Colleague, *, on: date) -> list[Absence]:
    """List the present and future absences that the colleague may see."""
    found = Absence.objects.visible_to(by).from_day(on)
    return list(found.select_related("colleague__line_manager", "deputy").prefetch_related("colleague__areas"))


def absence(by: Colleague, pk: int) -> Absence:
    """Return one absence.

    :raises Http404: if the colleague may not see it.
    """
    visible: AbsenceQuerySet = Absence.objects.visible_to(by)
    return get_object_or_404(visible.select_related("colleague__line_manager", "deputy", "changed_by"), pk=pk)


def planned_by(by: Colleague) -> QuerySet[Colleague]:
    """Return the colleagues whose absence this one may plan: themselves and their staff; for an administrator, everybody."""
    active = Colleague.objects.filter(is_active=True)
    return active if by.holds(Role.ADMINISTRATOR) else active.filter(Q(pk=by.pk) | Q(line_manager=by))


def could_stand_in(absence: Absence) -> list[Colleague]:
    """P6 List the Operational Leads who could be the deputy, for an absence that names none."""
    if absence.deputy:
        return []
    leads = Colleague.objects.filter(is_active=True, held__role=Role.OPERATIONAL_LEAD).exclude(pk=absence.colleague_id)
    found = leads.distinct().prefetch_related("held", "areas")
    return [lead for lead in found if policies.why_deputy_refused(lead, absence) is None]


def with_deputy(colleague: Colleague) -> QuerySet[Absence]:
    """P6 Return the present and future absences of which the colleague is the deputy."""
    found = Absence.objects.from_day(timezone.localdate()).filter(deputy=colleague)
    return found.select_related("colleague", "deputy")


def deputies() -> QuerySet[Colleague]:
    """Return everybody who may sign in, as a possible deputy."""
    return Colleague.objects.filter(is_active=True)
