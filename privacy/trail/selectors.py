"""Select the last check of the trail."""

from django.http import Http404

from housing_alerts.staff.models import Colleague
from privacy.models import TrailCheck

from . import permissions


def last_check(colleague: Colleague) -> TrailCheck | None:
    """P11a Return the last check, or None if none was ever begun. :raises Http404: for whoever may not read it."""
    if permissions.why_may_not_read(colleague):
        raise Http404
    return TrailCheck.objects.first()
