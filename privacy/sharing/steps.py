"""The steps of a sharing request: whether a colleague can take each now, before any input (§11)."""

from datetime import date

from housing_alerts.kernel.refusals import Refusal, why_not_from_here
from housing_alerts.staff.models import Colleague
from privacy.models import SharingRequest

from . import permissions, policies
from .wrong import to_tell


def why_not_log(by: Colleague, on: date | None = None) -> Refusal | None:
    """P11a Return the obstacle to logging a request. No rule of this step asks the day."""
    return permissions.why_may_not_decide(by)


def why_not_share(request: SharingRequest, by: Colleague, on: date) -> Refusal | None:
    """P11a Return the obstacle to recording what was given."""
    return why_not_from_here(request.share) or permissions.why_may_not_share(request, by)


def why_not_tell_recipient(request: SharingRequest, by: Colleague, on: date) -> Refusal | None:
    """P9b P11a Return the obstacle to recording that whoever got it was told what was found wrong since."""
    return (
        why_not_from_here(request.tell_recipient)
        or permissions.why_may_not_decide(by)
        or policies.why_nothing_to_tell(to_tell(request))
    )


def why_not_refuse(request: SharingRequest, by: Colleague, on: date) -> Refusal | None:
    """P11a Return the obstacle to turning the request down."""
    return why_not_from_here(request.refuse) or permissions.why_may_not_decide(by)


def why_not_withdraw(request: SharingRequest, by: Colleague, on: date) -> Refusal | None:
    """P11a Return the obstacle to recording that it is no longer asked for."""
    return why_not_from_here(request.withdraw) or permissions.why_may_not_decide(by)
