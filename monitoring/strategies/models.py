"""The strategy for the contact of one customer."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alerts.choices import Channel
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records.models import Referenced
from monitoring.choices import StrategyStatus

from .machine import StrategyMachine

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


class StrategyQuerySet(models.QuerySet["Strategy"]):
    def visible_to(self, colleague: "Colleague") -> "StrategyQuerySet":
        """P11a P12 Return the strategies of the customers whose file the colleague may open, and those in force that name them.

        A restricted file that is closed to the colleague stays so.
        """
        named = Q(officer=colleague) | Q(deputy=colleague)
        theirs = named & Q(status=StrategyStatus.IN_FORCE) & ~Q(customer__in=Customer.objects.kept_from(colleague))
        return self.filter(Q(customer__in=Customer.objects.visible_to(colleague).values("pk")) | theirs)

    def in_force(self) -> "StrategyQuerySet":
        """Return the strategies that nobody has ended. One whose review is overdue is in force all the same."""
        return self.filter(status=StrategyStatus.IN_FORCE)


class Strategy(StrategyMachine, Referenced):
    """P12 How we keep the contact of a customer low: the goal, who answers, when and by which ways, and what we promise."""

    PREFIX = "CS"
    IN_WORDS: ClassVar[dict[str, dict[str, str]]] = {"channels": dict(Channel.choices)}
    """The words that the history and a bundle show for the codes in plain data."""
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contact_strategies")
    goal = models.TextField()
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="named officer", on_delete=models.PROTECT, related_name="+"
    )
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channels = models.JSONField("ways of contact", default=list)
    times = models.CharField("days and times", max_length=200, blank=True)
    response_days = models.PositiveSmallIntegerField("working days within which we answer")
    began_on = models.DateField("since when it is in force")

    objects = StrategyQuerySet.as_manager()

    class Meta:
        ordering = ["review_on", "pk"]
        verbose_name = "contact strategy"
        verbose_name_plural = "contact strategies"
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(status=StrategyStatus.IN_FORCE),
                name="one_strategy_in_force_a_customer",
            ),
            models.CheckConstraint(condition=~Q(officer=F("deputy")), name="strategy_has_two_colleagues"),
            models.CheckConstraint(condition=~Q(goal=""), name="strategy_has_its_goal"),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_on__isnull=True, ended_reason="")
                | Q(ended_by__isnull=False, ended_on__isnull=False) & ~Q(ended_reason=""),
                name="strategy_ended_by_on_and_why_together",
            ),
        ]

    @property
    def ways(self) -> str:
        """Return the ways of contact in words."""
        return ", ".join(Channel(channel).label for channel in self.channels)

    @property
    def said(self) -> str:
        """Return what the strategy says in words about its goal, its days and its times."""
        return f"{self.goal} {self.times}"

    @property
    def when_and_how(self) -> str:
        """Return the ways and times of contact in sentences."""
        return f" Ways of contact: {self.ways}." + (f" Days and times: {self.times.rstrip('.')}." if self.times else "")
