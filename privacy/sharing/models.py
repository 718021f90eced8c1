"""A request by somebody else for what we hold about a person (decision 66)."""

from django.db import models
from django.db.models import Q

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records.models import Referenced
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from privacy.choices import OTHER_PURPOSES, Asker, SharingGround, SharingStatus

from .machine import SharingRequestMachine


class SharingRequestQuerySet(models.QuerySet["SharingRequest"]):
    def visible_to(self, colleague: Colleague) -> "SharingRequestQuerySet":
        """P11a Return all for the Data Protection Officer, and for a Head of Service those whose file they may open."""
        if colleague.holds(Role.DATA_PROTECTION_OFFICER):
            return self.all()
        if colleague.holds(Role.HEAD_OF_SERVICE):
            return self.filter(customer__in=Customer.objects.visible_to(colleague))
        return self.none()

    def open(self) -> "SharingRequestQuerySet":
        """Return the requests on which nobody has decided."""
        return self.filter(status=SharingStatus.RECEIVED)


class SharingRequest(SharingRequestMachine, Referenced):
    """P11a A request of the police, a court, another landlord or the like, and what became of it."""

    PREFIX = "SR"
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="sharing_requests")
    asker = models.CharField("who asks", max_length=20, choices=Asker.choices)
    asked_by = models.TextField("their name, their office and how to reach them")
    received_on = models.DateField()
    due_on = models.DateField("the day by which they need it")
    urgent = models.BooleanField("somebody’s life or safety depends on it", default=False)
    asks = models.TextField("the facts that they ask for")
    basis = models.TextField("the reason, or the law, that they give")

    objects = SharingRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=SharingStatus.RECEIVED, decided_by__isnull=True, decided_on__isnull=True, reason="")
                | ~Q(status=SharingStatus.RECEIVED)
                & Q(decided_by__isnull=False, decided_on__isnull=False)
                & ~Q(reason=""),
                name="sharing_decided_by_on_and_why_together",
            ),
            models.CheckConstraint(
                condition=Q(status=SharingStatus.SHARED) & ~Q(ground="") & ~Q(given="") & ~Q(given_how="")
                | ~Q(status=SharingStatus.SHARED) & Q(ground="", given="", given_how=""),
                name="only_what_was_shared_says_on_which_ground",
            ),
            models.CheckConstraint(
                condition=~Q(status=SharingStatus.SHARED)
                | Q(asker__in=OTHER_PURPOSES, ground=SharingGround.OTHER_PURPOSE)
                | ~Q(asker__in=OTHER_PURPOSES) & ~Q(ground=SharingGround.OTHER_PURPOSE),
                name="another_purpose_has_its_own_ground",
            ),
        ]

    @property
    def is_for_another_purpose(self) -> bool:
        """P11a Return whether it is a letting, a transfer or a reference, for which no alert is made."""
        return self.asker in OTHER_PURPOSES
