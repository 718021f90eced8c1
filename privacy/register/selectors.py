"""Select the landlords, their periods and the types of alert for the register."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from alerts.models import AlertType
from housing_alerts.staff.models import Colleague, Organisation
from privacy.retention.selectors import months_of

from . import permissions
from .activities import Activity, Basis, basis_of


def organisations(colleague: Colleague) -> list[Organisation]:
    """Return the landlords. :raises Http404: for all but the Data Protection Officer."""
    if not permissions.may_read(colleague):
        raise Http404
    return list(Organisation.objects.all())


def organisation(colleague: Colleague, code: str) -> Organisation:
    """Return one landlord. :raises Http404: for all but the Data Protection Officer."""
    if not permissions.may_read(colleague):
        raise Http404
    return get_object_or_404(Organisation, code=code)


def bases() -> list[Basis]:
    """Return the lawful basis of each type of alert that is in use."""
    return [basis_of(type) for type in AlertType.objects.order_by("name")]


def periods(landlord: Organisation, activity: Activity) -> list[tuple[str, int]]:
    """Return the months for which the landlord keeps what the activity keeps."""
    months = months_of(landlord)
    return [(keeping, months[keeping]) for keeping in activity.keepings]
