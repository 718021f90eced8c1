"""One protected characteristic of one customer, apart from their file; a published table, and what was done about it."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records.models import Record, Referenced

from .choices import ANSWERS, RECORDED, Group
from .quarters import Quarter, quarter_of

_FITS = reduce(or_, (Q(protected=each, group__in=["", *ANSWERS[each]]) for each in RECORDED))


class CharacteristicQuerySet(models.QuerySet["Characteristic"]):
    def standing(self) -> "CharacteristicQuerySet":
        """P11b Return what counts where files were merged: what the kept file says, and else what the merged one says."""
        rows = Characteristic.objects.filter(protected=OuterRef("protected"))
        kept = rows.filter(customer=OuterRef("customer__merged_into"))
        earlier = rows.filter(customer__merged_into=OuterRef("customer__merged_into"), pk__lt=OuterRef("pk"))
        return self.exclude(Exists(kept)).exclude(Exists(earlier))


class Characteristic(Record):
    """P11b The answer of a customer about one protected characteristic. With no row, or an empty group, it is not known."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="characteristics")
    protected = models.CharField(
        "characteristic", max_length=15, choices=[(each.value, each.label) for each in RECORDED]
    )
    group = models.CharField("what the customer says", max_length=20, choices=Group.choices, blank=True)
    words = models.CharField("in their own words", max_length=200, blank=True)

    objects = CharacteristicQuerySet.as_manager()

    class Meta:
        verbose_name = "protected characteristic"
        constraints = [
            models.UniqueConstraint(fields=["customer", "protected"], name="one_row_for_each_characteristic"),
            models.CheckConstraint(condition=_FITS, name="characteristic_has_a_group_of_its_own"),
            models.CheckConstraint(
                condition=Q(group=Group.DESCRIBED) & ~Q(words="") | ~Q(group=Group.DESCRIBED) & Q(words=""),
                name="characteristic_in_words_where_described",
            ),
        ]

    def __str__(self) -> str:
        return self.get_protected_display()


class Publication(Referenced):
    """P11b The table of a quarter as it was published. It is counted once, and never again.

    :ivar figures: rows of :class:`.tables.Figure`: rounded, and empty where they are hidden.
    """

    PREFIX = "EQ"
    first = models.DateField("first day of the quarter", unique=True)
    figures = models.JSONField("what was published")

    class Meta:
        ordering = ["-first"]
        verbose_name = "published equality table"

    @property
    def quarter(self) -> Quarter:
        """Return the quarter that it is about."""
        return quarter_of(self.first)


class Response(Record):
    """P11b The words about what was done after a table was published. The record says by whom and when."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="responses")
    words = models.TextField("what was done")

    class Meta:
        ordering = ["pk"]
        verbose_name = "response to an equality table"
        verbose_name_plural = "responses to equality tables"
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="response_in_words")]

    def __str__(self) -> str:
        return f"Response to {self.publication_id}"
