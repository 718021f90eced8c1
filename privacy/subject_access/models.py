"""A request of a person about their own data, and the decision on each item of its bundle."""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records.models import Record, Referenced
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from privacy.choices import Exemption, RequestChannel, RequestKind, RequestStatus, Verdict

from .machine import OPEN, SubjectRequestMachine

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class SubjectRequestQuerySet(models.QuerySet["SubjectRequest"]):
    def visible_to(self, colleague: Colleague) -> "SubjectRequestQuerySet":
        """P13b Return all for the Data Protection Officer, who answers them, and none for anybody else.

        The Officer who answers a person reads all of that person's file, a restricted one too; each reading is logged.
        """
        return self.all() if colleague.holds(Role.DATA_PROTECTION_OFFICER) else self.none()

    def open(self) -> "SubjectRequestQuerySet":
        """Return the requests to which the person still waits for an answer."""
        return self.filter(status__in=OPEN)


class SubjectRequest(SubjectRequestMachine, Referenced):
    """P13b A person's request about their data: to see them, to put them right, or to object (UK GDPR, articles 15 to 21)."""

    PREFIX = "SA"
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="subject_requests")
    channel = models.CharField("how it reached us", max_length=12, choices=RequestChannel.choices)
    words = models.TextField("what they ask for, in their words")
    made_by = models.CharField("who asks for the customer", max_length=150, blank=True)

    objects = SubjectRequestQuerySet.as_manager()

    if TYPE_CHECKING:
        disclosures: RelatedManager["Disclosure"]

    class Meta:
        verbose_name = "subject request"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "due_on"]), models.Index(fields=["customer", "status"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_on__isnull=True)
                | Q(answered_by__isnull=False, answered_on__isnull=False),
                name="subject_request_answered_by_and_on",
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.RELEASED)
                | Q(kind=RequestKind.ACCESS) & ~Q(digest="") & ~Q(given_as="") & ~Q(given_how=""),
                name="released_subject_request_says_what_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.CONCLUDED)
                | ~Q(kind=RequestKind.ACCESS) & ~Q(outcome="") & ~Q(outcome_reason="") & ~Q(given_how=""),
                name="concluded_subject_request_says_what_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.REFUSED) | ~Q(refused_ground="") & ~Q(refused_reason=""),
                name="refused_subject_request_says_why",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on__isnull=True, acknowledged_how="")
                | Q(acknowledged_on__isnull=False, kind=RequestKind.COMPLAINT) & ~Q(acknowledged_how=""),
                name="acknowledged_complaint_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RequestKind.COMPLAINT)
                | ~Q(status=RequestStatus.REFUSED)
                & (Q(status__in=[RequestStatus.RECEIVED, RequestStatus.WITHDRAWN]) | Q(acknowledged_on__isnull=False)),
                name="complaint_is_acknowledged_and_never_refused",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Return whether the person still waits for an answer."""
        return self.status in OPEN

    @property
    def asked_by(self) -> str:
        """Return the name of the person who asks."""
        return self.made_by or str(self.customer)

    @property
    def about(self) -> str:
        """Return the name of the person whose data it is, where somebody else asks; else nothing."""
        return self.customer.addressee if self.made_by else ""

    def days_left(self, *, on: date) -> int | None:
        """P13b Return the days until the person hears from us: negative once that day has passed, None while the clock stands."""
        return (self.next_on - on).days if self.is_open and self.next_on else None

    def clock(self, *, on: date) -> str:
        """P13b Return the days left, or late, in words."""
        left = self.days_left(on=on)
        if left is None:
            return "The clock stands still" if self.is_open else ""
        return f"{abs(left)} day{'' if abs(left) == 1 else 's'} {'left' if left >= 0 else 'late'}"


class Disclosure(Record):
    """P13b The decision about one item of a bundle: released, released without some words, or withheld.

    ``key`` names the item and ``fingerprint`` what stood in it, so that what changed since is decided anew. A release keeps
    these rows and no copy of the words.
    """

    request = models.ForeignKey(SubjectRequest, on_delete=models.PROTECT, related_name="disclosures")
    key = models.CharField(max_length=80)
    fingerprint = models.CharField("SHA-256 of what stood in it", max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    taken_out = models.JSONField("the words that were taken out", default=list, blank=True)
    exemption = models.CharField(max_length=15, choices=Exemption.choices, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "decision on an item"
        verbose_name_plural = "decisions on items"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "key"], name="one_disclosure_of_an_item"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.RELEASE, exemption="")
                | ~Q(verdict=Verdict.RELEASE) & ~Q(exemption="") & ~Q(reason=""),
                name="what_is_kept_back_has_exemption_and_reason",
            ),
        ]

    @property
    def item(self) -> str:
        """Return the kind and the number of the item, as the parts of the bundle name it. Its words are not kept.

        An item that gives many rows together, such as the steps of the trail, has no number.
        """
        app, model, *number = self.key.split(".")
        meta = apps.get_model(app, model)._meta
        kind = str(meta.verbose_name if number else meta.verbose_name_plural)
        return " ".join([f"{kind[:1].upper()}{kind[1:]}", *number])

    def __str__(self) -> str:
        return f"{self.request.reference}, {self.key}: {self.get_verdict_display()}"

    @property
    def reference(self) -> str:
        """Return the reference by which the trail names it: that of its request."""
        return self.request.reference

    @property
    def customer(self) -> Customer:
        """Return the customer whose file the item belongs to."""
        return self.request.customer
