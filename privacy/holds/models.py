"""A legal hold on the file of a person, or of a property where nobody is known."""

from django.db import models
from django.db.models import Q

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.records.models import Referenced
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from privacy.choices import HoldStatus

from .machine import LegalHoldMachine


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def visible_to(self, colleague: Colleague) -> "LegalHoldQuerySet":
        """P13a Return all for the Data Protection Officer, who places and reviews them, and none for anybody else."""
        return self.all() if colleague.holds(Role.DATA_PROTECTION_OFFICER) else self.none()

    def in_force(self) -> "LegalHoldQuerySet":
        """Return the holds that nobody has ended. One whose review is overdue holds all the same."""
        return self.filter(status=HoldStatus.IN_FORCE)


class LegalHold(LegalHoldMachine, Referenced):
    """P13a A claim, an enquiry or the like for which a file is kept, whatever its period says."""

    PREFIX = "LH"
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="legal_holds")
    asset = models.ForeignKey(
        Asset, verbose_name="property", on_delete=models.PROTECT, null=True, blank=True, related_name="legal_holds"
    )
    reason = models.TextField("why it is needed")

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["review_on", "pk"]
        indexes = [models.Index(fields=["status", "review_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(customer__isnull=False, asset__isnull=True) | Q(customer__isnull=True, asset__isnull=False),
                name="hold_on_a_person_or_a_property",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_its_reason"),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_on__isnull=True, ended_reason="")
                | Q(ended_by__isnull=False, ended_on__isnull=False) & ~Q(ended_reason=""),
                name="hold_ended_by_on_and_why_together",
            ),
        ]

    @property
    def subject_reference(self) -> str:
        """Return the reference of the person or property whose file is held. No name: the file may be restricted."""
        held = self.customer or self.asset
        return held.reference if held else ""
