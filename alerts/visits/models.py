"""A colleague's list of the visits of one day, and its lines."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from .policies import Team

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

KEPT = timedelta(days=7)
"""The time for which a list is kept after its day (the product's setting)."""
SHIFT = timedelta(hours=12)
"""The time for which a list holds after it was kept, past midnight too (the product's setting, as on a phone)."""
LONGEST_LINE = 200


class VisitListQuerySet(models.QuerySet["VisitList"]):
    """Queries for lists of visits."""

    def holding(self, *, at: datetime) -> "VisitListQuerySet":
        """D4 Return the lists by which somebody may still set out: those of that day, and of the night shift before it."""
        return self.filter(Q(on=timezone.localdate(at)) | Q(kept_at__gt=at - SHIFT))

    def over(self, *, on: date) -> "VisitListQuerySet":
        """Return the lists whose time is over on that day."""
        return self.filter(on__lt=on - KEPT)


class VisitList(models.Model):
    """The visits of one day or night, and who goes.

    Nobody but its keeper opens it, and it goes :data:`KEPT` after its day.
    """

    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("day of the visits")
    kept_at = models.DateTimeField("when it was kept")
    who = models.CharField("who goes", max_length=200, blank=True)
    women = models.PositiveSmallIntegerField()
    men = models.PositiveSmallIntegerField()

    objects = VisitListQuerySet.as_manager()

    if TYPE_CHECKING:
        keeper_id: int
        visits: RelatedManager["Visit"]

    class Meta:
        verbose_name = "list of visits"
        verbose_name_plural = "lists of visits"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["keeper", "-on"], name="visits_of_a_colleague")]
        constraints = [models.CheckConstraint(condition=Q(women__gt=0) | Q(men__gt=0), name="somebody_visits")]

    def __str__(self) -> str:
        return f"Visits of {show_date(self.on)}"

    def holds(self, *, at: datetime) -> bool:
        """D4 Return whether somebody may still set out by it: on its day, and in the night shift that began then."""
        return self.on == timezone.localdate(at) or self.kept_at > at - SHIFT

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return max(self.on, timezone.localdate(self.kept_at + SHIFT))

    @property
    def reference(self) -> str:
        """The name of the list in the trail. It names nobody."""
        return f"Visits {self.pk}"

    @property
    def team(self) -> Team:
        """The women and men who go."""
        return Team(self.women, self.men)


class Visit(models.Model):
    """One line of a list: what was typed, and the person or the property that it means; neither if none was found."""

    of = models.ForeignKey(VisitList, on_delete=models.CASCADE, related_name="visits")
    position = models.PositiveSmallIntegerField()
    typed = models.CharField("what was typed", max_length=LONGEST_LINE)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, related_name="+")
    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, null=True, related_name="+")
    told = models.CharField("digest of what the sheet said", max_length=64, blank=True)

    if TYPE_CHECKING:
        customer_id: int | None
        asset_id: int | None

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["of", "position"], name="one_visit_on_each_line"),
            models.CheckConstraint(
                condition=Q(customer__isnull=True) | Q(asset__isnull=True), name="visit_to_a_person_or_a_property"
            ),
        ]

    def __str__(self) -> str:
        return f"Line {self.position}"


class VisitNoticeQuerySet(models.QuerySet["VisitNotice"]):
    """Queries for notices."""

    def unseen(self) -> "VisitNoticeQuerySet":
        """Return the notices that their colleague has not seen yet."""
        return self.filter(seen_at__isnull=True)

    def newest(self) -> "VisitNoticeQuerySet":
        """Return of each list the unseen notice that is the newest, and each notice of what was looked up."""
        newer = VisitNotice.objects.unseen().filter(visit__of=OuterRef("visit__of"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(newer))

    def of_staff_of(self, colleague: Colleague) -> "VisitNoticeQuerySet":
        """P6 Return those of the colleague's staff, and of the staff of whoever is away while the colleague is the deputy."""
        managers = {colleague.pk, *colleague.stands_in_for}
        return self.filter(colleague__line_manager__in=managers).exclude(colleague=colleague)

    def over(self, *, on: date) -> "VisitNoticeQuerySet":
        """Return the notices whose time is over on that day."""
        return self.filter(on__lt=on - KEPT)


class VisitNotice(models.Model):
    """A record that something changed where a colleague goes today, or where they looked up, and when they saw that.

    It says that something changed, and not what: that is on the sheet, or on the look-up, as far as the colleague may read it.
    ``place`` is the property that was looked up, unless its address must not be told. ``about`` is the alert or marker of which
    whoever looked up is told once.
    """

    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, null=True, related_name="notices")
    place = models.ForeignKey(Asset, on_delete=models.CASCADE, null=True, related_name="+")
    about = models.CharField("what it is about", max_length=40, blank=True)
    looked_up_at = models.DateTimeField("when it was looked up", null=True)
    at = models.DateTimeField("when it changed")
    on = models.DateField("the day of that")
    seen_at = models.DateTimeField("when it was seen", null=True)

    objects = VisitNoticeQuerySet.as_manager()

    if TYPE_CHECKING:
        visit_id: int | None
        place_id: int | None

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["colleague"], condition=Q(seen_at__isnull=True), name="notice_that_is_not_seen"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["colleague", "about"], condition=~Q(about=""), name="told_once_of_what_was_looked_up"
            ),
            models.CheckConstraint(
                condition=Q(visit__isnull=False, about="") | Q(visit__isnull=True) & ~Q(about=""),
                name="notice_of_a_visit_or_of_what_was_looked_up",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The name of the notice in the trail and in mail. It names nobody and no place."""
        return str(self.visit.of) if self.visit else f"Look-up of {show_date(self.looked_up_at)}"
