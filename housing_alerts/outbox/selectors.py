"""Select messages, and colleagues who cannot get any."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from housing_alerts.staff.models import Colleague

from .models import Message, MessageQuerySet, Pulse

MOST = 50
"""The number of messages that a page lists."""


def parked() -> MessageQuerySet:
    """Return the messages that are tried no more, the newest first."""
    return Message.objects.parked().select_related("colleague")


def waiting() -> MessageQuerySet:
    """Return the messages that are still to be sent, the newest first."""
    return Message.objects.waiting().select_related("colleague")


def sent() -> MessageQuerySet:
    """Return the messages that were sent, the newest first."""
    return Message.objects.sent().select_related("colleague")


def message(pk: int) -> Message:
    """Return one message. :raises Http404: if there is none."""
    return get_object_or_404(Message.objects.select_related("colleague"), pk=pk)


def pulse() -> Pulse | None:
    """Return the worker's last sign of life, or None if it was never started."""
    return Pulse.objects.first()


def without_address() -> QuerySet[Colleague]:
    """Return the colleagues who may sign in and have no e-mail address."""
    return Colleague.objects.filter(is_active=True, email="")


def listed(found: MessageQuerySet) -> tuple[Iterable[Message], int]:
    """Return the newest messages, and how many there are in all."""
    return found[:MOST], found.count()
