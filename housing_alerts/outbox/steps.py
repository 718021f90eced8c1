"""The steps of a message: whether a colleague can have it tried again, before any input."""

from typing import TYPE_CHECKING

from housing_alerts.kernel.refusals import Refusal

from . import permissions, policies

if TYPE_CHECKING:
    from datetime import date

    from housing_alerts.staff.models import Colleague

    from .models import Message


def why_not_retry_message(message: "Message", by: "Colleague", on: "date | None" = None) -> Refusal | None:
    """Return the obstacle to having the message tried again. No rule of this step asks the day."""
    return permissions.why_may_not_keep(by) or policies.why_not_retry_message(message)
