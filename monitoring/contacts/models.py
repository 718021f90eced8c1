"""One contact that a customer made with us."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alerts.choices import Channel
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records.models import Record
from housing_alerts.kernel.written_dates import show_datetime
from monitoring.choices import ContactKind, ContactSource

NOTHING_YET = r"^\W*((nothing|none|not)( [a-z]+){0,3} yet|(nothing|none)\W*$)"
"""P12 The answers by which nothing was done about a contact, as both databases read the expression."""


class ContactQuerySet(models.QuerySet["Contact"]):
    def standing(self) -> "ContactQuerySet":
        """P12 Return the contacts that count: all but those that were taken back."""
        return self.filter(taken_back_on__isnull=True)

    def waiting(self) -> "ContactQuerySet":
        """P12 Return the contacts about which nothing is done yet."""
        return self.standing().filter(source=ContactSource.HAND, done__iregex=NOTHING_YET)

    def making_known(self) -> "ContactQuerySet":
        """P10a Return the contacts that a decision reads: those from professionals, and those that wait."""
        told = Q(kind=ContactKind.PROFESSIONAL) | Q(done__iregex=NOTHING_YET)
        return self.standing().filter(told, source=ContactSource.HAND)


class Contact(Record):
    """P12 A contact from a customer: when and how it came, what it was, and what was done about it.

    One that another system told of has the reference of that system, and seldom more than the day, the time and the channel.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contact_log")
    at = models.DateTimeField("when it came in")
    channel = models.CharField("how it came in", max_length=15, choices=Channel.choices)
    kind = models.CharField("what it was", max_length=15, choices=ContactKind.choices, blank=True)
    words = models.TextField("in words", blank=True)
    done = models.TextField("what was done about it", blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="by whom",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    source = models.CharField(
        "where it comes from", max_length=10, choices=ContactSource.choices, default=ContactSource.HAND
    )
    external_reference = models.CharField("its reference there", max_length=80, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_reason = models.TextField("why it was taken back", blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"
        indexes = [
            models.Index(fields=["customer", "-at", "-id"], name="contact_of_a_customer"),
            models.Index(
                fields=["at", "customer"], condition=Q(taken_back_on__isnull=True), name="contact_that_counts"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_reference"],
                condition=~Q(external_reference=""),
                name="one_contact_for_each_reference_of_a_system",
            ),
            models.CheckConstraint(
                condition=Q(source=ContactSource.HAND, external_reference="")
                & ~Q(kind="")
                & ~Q(words="")
                & ~Q(done="")
                & Q(done_by__isnull=False)
                | ~Q(source=ContactSource.HAND) & ~Q(external_reference=""),
                name="contact_by_hand_in_words_or_by_its_reference",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_by__isnull=True, taken_back_on__isnull=True, taken_back_reason="")
                | Q(taken_back_by__isnull=False, taken_back_on__isnull=False) & ~Q(taken_back_reason=""),
                name="contact_taken_back_by_on_and_why_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {show_datetime(self.at)}"

    @property
    def by_hand(self) -> bool:
        """Return whether a colleague logged it, and no other system told of it."""
        return self.source == ContactSource.HAND
