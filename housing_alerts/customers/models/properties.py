"""The property, and the tenancies at it over time."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from housing_alerts.customers.spelling import door, of_reference, spellings_of_address, terms
from housing_alerts.kernel.records.models import Record

from .searching import Searchable
from .words import asked


def in_one_line(address: str, postcode: str) -> str:
    """Return address and postcode as the All Alerts report joins them."""
    return f"{address}, {postcode}" if postcode else address


class AssetQuerySet(models.QuerySet["Asset"]):
    def with_words(self, expression: str) -> "AssetQuerySet":
        """Return the properties whose address, postcode and references are as the expression asks."""
        return self.filter(search_text__words=expression)

    def matching(self, query: str) -> "AssetQuerySet":
        """Return the properties that match. Each word of ``query`` begins a word of the address, postcode or reference."""
        said = terms(query)
        return self.with_words(asked(said)) if said else self.none()

    def at_doors(self, doors: Iterable[str]) -> "AssetQuerySet":
        """Return the properties behind these doors. Several references of one door are one property to whoever visits."""
        return self.filter(door__in=[door for door in doors if door])


class Asset(Searchable, Record):
    """A property: its reference in the housing system and its address."""

    reference = models.CharField("asset reference", max_length=30, unique=True)
    address = models.CharField(max_length=300)
    postcode = models.CharField(max_length=10, blank=True)
    uprn = models.CharField("UPRN", max_length=12, blank=True)
    door = models.TextField("address and postcode, folded", editable=False, blank=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = "property"
        verbose_name_plural = "properties"
        ordering = ["address"]
        indexes = [models.Index(fields=["door"], name="property_by_its_door")]

    def __str__(self) -> str:
        return self.full_address

    def save(self, *args: object, **kwargs: object) -> None:
        """Save the property with its door made anew from its address."""
        self.door = door(self.address, self.postcode)
        super().save(*args, **kwargs)

    def spelled(self) -> str:
        postcode, uprn = f"{self.postcode} {self.postcode.replace(' ', '')}", self.uprn.lstrip("0")
        return spellings_of_address(self.address, f"{of_reference(self.reference)} {postcode} {uprn}")

    @property
    def full_address(self) -> str:
        """Address and postcode in one line."""
        return in_one_line(self.address, self.postcode)

    @property
    def address_lines(self) -> list[str]:
        """The lines of the address on an envelope."""
        return [part.strip() for part in self.address.split(",")] + ([self.postcode] if self.postcode else [])


class Tenancy(Record):
    """A group of people at a property, from one day to another. ``group_name`` is the report's Group Name."""

    reference = models.CharField("tenancy reference", max_length=30, unique=True)
    group_name = models.CharField(max_length=150)
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="tenancies")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField("last day", null=True, blank=True)

    class Meta:
        verbose_name_plural = "tenancies"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="tenancy_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_name}, {self.asset}"
