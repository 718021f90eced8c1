"""Messages, the worker's sign of life, and the runs of daily commands."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

WAITS = Q(sent_at__isnull=True, parked_at__isnull=True)


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by their state: waiting, due, parked or sent."""

    def waiting(self) -> "MessageQuerySet":
        """Return the messages that are still to be sent."""
        return self.filter(WAITS)

    def due(self, *, now: datetime) -> "MessageQuerySet":
        """Return the messages whose next try has come and that nobody is sending now, the oldest first."""
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
        return self.waiting().filter(free, next_try_at__lte=now).order_by("next_try_at", "pk")

    def parked(self) -> "MessageQuerySet":
        """Return the messages that are tried no more until an administrator has them tried again."""
        return self.filter(parked_at__isnull=False)

    def sent(self) -> "MessageQuerySet":
        """Return the messages that the mail server took."""
        return self.filter(sent_at__isnull=False)


class Message(models.Model):
    """One mail to one colleague: a link, a reference, and nothing personal.

    Its ``Message-ID`` is fixed when it is written. If the worker was killed after the server took the mail, the server gets it
    again with the same id, and the reader's mailbox shows it once.
    """

    message_id = models.CharField(max_length=120, unique=True)
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    written_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    why = models.CharField("what the mail server said last", max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    if TYPE_CHECKING:
        colleague_id: int

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=WAITS, name="message_that_waits"),
            models.Index(fields=["parked_at"], condition=Q(parked_at__isnull=False), name="message_that_is_parked"),
            models.Index(fields=["-written_at", "-id"], name="message_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(parked_at__isnull=True), name="message_sent_or_parked"
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def reference(self) -> str:
        """The name of the message in the trail."""
        return f"Message {self.pk}"

    def is_parked(self) -> bool:
        """Return whether the message is tried no more."""
        return self.parked_at is not None


class Pulse(models.Model):
    """The worker's last sign of life, and how often the mail server has failed since it last took a message. One row."""

    at = models.DateTimeField()
    on = models.DateField("the day of the last sign of life")
    failures = models.PositiveIntegerField(default=0)
    why = models.CharField("what the mail server said last", max_length=300, blank=True)

    def __str__(self) -> str:
        return "The worker"

    @classmethod
    def present(cls) -> "Pulse":
        """Return the one row. If no worker was ever started, the row begins now."""
        now = timezone.now()
        return cls.objects.get_or_create(pk=1, defaults={"at": now, "on": timezone.localdate(now)})[0]


class DailyRun(models.Model):
    """The last day for which a daily command ran, and until when somebody has claimed it."""

    command = models.CharField(max_length=60, unique=True)
    done_for = models.DateField(null=True)
    claimed_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.command
