"""A duty (one thing that somebody must do), the mails about it, and the calendar that shows it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import ServiceArea

from .choices import NEWS, Kind, Way

OPEN = Q(closed_at__isnull=True)
COUNTED = ["shows_until", "kind", "due_on", "urgent", "customer", "colleague", "awaited_by"]
"""What lists and counts ask of the duties of a role. Their index has it all, so that they read nothing but the index."""
LONGEST_WORDS, LONGEST_ABOUT = 200, 120
"""The most letters that a duty keeps of what is to be done, and of what it is about."""
FROM_THE_BEGINNING = date(1, 1, 1)
"""The first day of a duty that shows at once. It is never null, so that an index finds the duties that have begun."""


class DutyQuerySet(models.QuerySet["Duty"]):
    def open(self) -> "DutyQuerySet":
        """Return the duties that no step has closed yet."""
        return self.filter(OPEN)

    def shown(self, *, on: date) -> "DutyQuerySet":
        """Return the open duties that show on that day."""
        return self.open().filter(Q(shows_until__isnull=True) | Q(shows_until__gte=on), shows_from__lte=on)


class Duty(models.Model):
    """One thing that a record owes: its holder, its days, and when it was opened and closed.

    It is derived and stored: :func:`.services.settle` alone writes it. The subject is named by type and key, so a duty outlives
    no record and knows of no case. A closed duty is kept as the clock of its stage.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=40)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="+")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=30, choices=Role.choices, blank=True)
    area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, null=True, related_name="+")
    awaited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=LONGEST_WORDS)
    about = models.CharField(max_length=LONGEST_ABOUT, blank=True)
    path = models.CharField(max_length=200)
    clause = models.CharField(max_length=5)
    shows_from = models.DateField(default=FROM_THE_BEGINNING)
    shows_until = models.DateField(null=True)
    due_on = models.DateField(null=True)
    urgent = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.CharField("the step that opened it", max_length=60)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField("the step that closed it", max_length=60, blank=True)

    objects = DutyQuerySet.as_manager()

    if TYPE_CHECKING:
        colleague_id: int | None
        area_id: int | None

    class Meta:
        verbose_name_plural = "duties"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["colleague", "due_on", "id"], condition=OPEN, name="open_duty_of_a_colleague"),
            models.Index(
                fields=["role", "area", "shows_from", *COUNTED], condition=OPEN, name="open_duty_of_a_role_there"
            ),
            models.Index(
                fields=["role", "shows_from", "area", *COUNTED], condition=OPEN, name="open_duty_of_a_role_all"
            ),
            models.Index(fields=["awaited_by"], condition=OPEN, name="open_duty_that_is_awaited"),
            models.Index(fields=["customer"], condition=OPEN, name="open_duty_about_a_customer"),
            models.Index(fields=["asset"], condition=OPEN, name="open_duty_at_a_property"),
            models.Index(fields=["subject_type", "subject_id"], name="duty_of_a_record"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind", "colleague"],
                condition=OPEN & Q(colleague__isnull=False),
                name="one_open_duty_of_a_colleague",
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind", "role", "area"],
                condition=OPEN & Q(colleague__isnull=True, area__isnull=False),
                name="one_open_duty_of_a_role_in_an_area",
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind", "role"],
                condition=OPEN & Q(colleague__isnull=True, area__isnull=True),
                name="one_open_duty_of_a_role",
            ),
            models.CheckConstraint(
                condition=Q(colleague__isnull=False, role="", area__isnull=True)
                | Q(colleague__isnull=True) & ~Q(role=""),
                name="duty_of_a_colleague_or_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reference}"

    @property
    def has_passed(self) -> bool:
        """Return whether the duty's last day has passed. Nobody sees such a duty, stored or not."""
        return self.shows_until is not None and self.shows_until < timezone.localdate()

    @property
    def news(self) -> str:
        """The words of a duty that only tells something, or "" for a duty that asks for something."""
        return self.words if self.kind in NEWS else ""

    def days_left(self, *, on: date) -> timedelta | None:
        """Return the time from that day to the day on which the duty is due; negative once that has passed."""
        return self.due_on - on if self.due_on else None


class CalendarAddress(models.Model):
    """The private address at which a calendar reads a colleague's deadlines. Only the digest of its token is stored.

    It holds as long as its row exists: a new address takes its place, and revoking it deletes it.
    """

    colleague = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField("digest of the token", max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_on = models.DateField("last read on", null=True)

    class Meta:
        verbose_name_plural = "calendar addresses"

    def __str__(self) -> str:
        return f"Calendar of {self.colleague}"

    @property
    def reference(self) -> str:
        """The name of the address in the trail: the reference of its colleague."""
        return self.colleague.reference


class Telling(models.Model):
    """A record that a colleague was told of a duty: once, and again when it became urgent or its news changed."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="tellings")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    urgent = models.BooleanField()
    news = models.CharField("what the news was", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "colleague", "urgent", "news"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.colleague} was told of {self.duty}"


class Choice(models.Model):
    """The way in which a colleague wants to be told of a kind. Without a choice it is in the morning."""

    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ways_told")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    way = models.CharField(max_length=10, choices=Way.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["colleague", "kind"], name="way_chosen_once")]
        indexes = [models.Index(fields=["kind", "way"])]

    def __str__(self) -> str:
        return f"{self.colleague}, {self.get_kind_display()}: {self.get_way_display()}"
