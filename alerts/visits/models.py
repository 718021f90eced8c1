"""A colleague's list of the visits of one day, and its lines."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.written_dates import show_date

from .policies import Team

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

KEPT = timedelta(days=7)
"""The time for which a list is kept after its day (the product's setting)."""
LONGEST_LINE = 200


class VisitListQuerySet(models.QuerySet["VisitList"]):
    """Queries for lists of visits."""

    def over(self, *, on: date) -> "VisitListQuerySet":
        """Return the lists whose time is over on that day."""
        return self.filter(on__lt=on - KEPT)


class VisitList(models.Model):
    """The visits of one day, and who goes. Nobody but its keeper opens it, and it goes :data:`KEPT` after its day."""

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
