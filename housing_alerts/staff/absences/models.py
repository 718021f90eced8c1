"""The days on which a colleague is away, and their deputy."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from housing_alerts.kernel.records.models import Record
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences of colleagues."""

    def on(self, day: date) -> "AbsenceQuerySet":
        """Return the absences that last on that day."""
        return self.within(day, day)

    def within(self, starts: date, ends: date) -> "AbsenceQuerySet":
        """Return the absences that last on any of these days."""
        begun = models.Q(back_on__gt=starts) & models.Q(back_on__gt=models.F("starts"))
        return self.filter(models.Q(back_on__isnull=True) | begun, starts__lte=ends, ends__gte=starts)

    def from_day(self, day: date) -> "AbsenceQuerySet":
        """Return the absences that last on that day or begin later, the first one first."""
        return self.within(day, date.max).order_by("starts", "pk")

    def visible_to(self, colleague: "Colleague") -> "AbsenceQuerySet":
        """Return the absences that the colleague may see: their own, their staff's, and those in which they are the deputy.

        Administrators see all. The Leadership Team sees those without a deputy.
        """
        if colleague.holds(Role.ADMINISTRATOR):
            return self.all()
        theirs = models.Q(colleague=colleague) | models.Q(colleague__line_manager=colleague)
        alone = models.Q(deputy=None) if colleague.holds(Role.LEADERSHIP) else models.Q(pk__in=[])
        return self.filter(theirs | models.Q(deputy=colleague) | alone)


class Absence(Record):
    """The days on which a colleague is away, and the deputy who sees their waiting work meanwhile.

    The deputy sees only what they may see themselves. Nobody is the deputy of a Lead where no other Lead could be: the Heads
    of Service of the areas are told. ``back_on`` is the day from which the absence no longer counts, if the
    colleague came back before the last day.
    """

    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="deputising"
    )
    starts = models.DateField("first day")
    ends = models.DateField("last day")
    back_on = models.DateField("back already on", null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    if TYPE_CHECKING:
        colleague_id: int
        deputy_id: int | None

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="absence_from_until"),
            models.CheckConstraint(condition=~models.Q(deputy=models.F("colleague")), name="deputy_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.colleague}, {show_date(self.starts)} to {show_date(self.last_day)}"

    @property
    def reference(self) -> str:
        """Return the name of the absence in the trail: the reference of the colleague who is away."""
        return self.colleague.reference

    @property
    def last_day(self) -> date:
        """Return the last day on which the colleague is away."""
        return min(self.ends, self.back_on - timedelta(days=1)) if self.back_on else self.ends

    @property
    def counts(self) -> bool:
        """Return whether the absence lasts on any day. It does not if it was taken back before it began."""
        return self.last_day >= self.starts

    @property
    def told(self) -> str:
        """P6 Name in words who is told of an absence without a deputy."""
        return " and ".join(dict.fromkeys(area.decider for area in self.colleague.areas.all()))

    def lasts_on(self, day: date) -> bool:
        """Return whether the colleague is away on that day."""
        return self.starts <= day <= self.last_day
