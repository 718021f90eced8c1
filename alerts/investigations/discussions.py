"""A discussion of an investigation, held or not."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from alerts.choices import Counterpart, Side
from housing_alerts.customers.policies import Heard
from housing_alerts.kernel.records.models import Record
from housing_alerts.kernel.written_dates import show_date


class Discussion(Record):
    """D3b One discussion, with its partner, day and words; or the reason why there was none."""

    CUSTOMERS_SIDE = (Counterpart.CUSTOMER, Counterpart.REPRESENTATIVE)
    """The partners of a discussion in which the customer's side is heard."""

    investigation = models.ForeignKey("alerts.Investigation", on_delete=models.PROTECT, related_name="discussions")
    counterpart = models.CharField("with", max_length=15, choices=Counterpart.choices)
    heard = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="which colleague was heard",
    )
    on = models.DateField(null=True, blank=True)
    what = models.TextField("what was said", blank=True)
    why_not = models.TextField("why there was none", blank=True)
    side = models.CharField("whether they gave their side", max_length=10, choices=Side.choices, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(on__isnull=False, why_not="") & ~Q(what="") | Q(on__isnull=True, what="") & ~Q(why_not=""),
                name="discussion_held_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(side="")
                | Q(counterpart__in=[Counterpart.CUSTOMER, Counterpart.REPRESENTATIVE]) & ~Q(what=""),
                name="side_of_a_customer_who_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"Discussion with {self.get_counterpart_display().lower()}"

    @property
    def is_heard(self) -> bool:
        """D3b Whether the customer, or their representative, was heard in it."""
        return self.counterpart in self.CUSTOMERS_SIDE and bool(self.what)

    def as_heard(self) -> Heard:
        """P10a Return the words with the pages on which a Lead adds them to the customer's file."""
        names = (
            ("Add a vulnerability to the file", "investigation_vulnerability"),
            ("Add an adjustment to the file", "investigation_adjustment"),
        )
        pages = ((text, reverse(f"alerts:{name}", args=[self.investigation.reference])) for text, name in names)
        whom = self.get_counterpart_display().removeprefix("The ")
        where = f"the discussion with the {whom} on {show_date(self.on)}"
        return Heard(where, self.what, tuple((text, f"{page}?discussion={self.pk}") for text, page in pages))

    @property
    def whom(self) -> str:
        """The partner and, of a member of staff, their name."""
        name = f" {self.heard}" if self.heard else ""
        return f"{self.get_counterpart_display()}{name}"


def why_no_account(discussions: Iterable[Discussion]) -> str:
    """D3b Return the recorded reason why there is no account of the customer's side; "" where there is none.

    It may say that they were asked, and did not answer.
    """
    return next((one.why_not for one in discussions if one.counterpart in one.CUSTOMERS_SIDE and one.why_not), "")


def customers_side(discussions: Iterable[Discussion]) -> str:
    """D3b Return whether the customer gave their side or refused to; "" where they were not asked or nobody recorded it."""
    sides = {discussion.side for discussion in discussions}
    return next((side for side in Side if side in sides), "")
