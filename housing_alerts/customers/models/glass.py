"""The emergency accesses to restricted files."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from housing_alerts.kernel.records.models import Record


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    def running(self, *, now: datetime) -> "EmergencyAccessQuerySet":
        """Return the emergency accesses that keep a file open at that moment."""
        return self.filter(opened_at__lte=now, expires_at__gt=now)

    def unreviewed(self) -> "EmergencyAccessQuerySet":
        """Return the accesses that wait for the Data Protection Officer, the oldest first."""
        return self.filter(reviewed_at__isnull=True).order_by("opened_at", "pk")

    def reviewed(self) -> "EmergencyAccessQuerySet":
        """Return the reviewed accesses, the last one first."""
        return self.filter(reviewed_at__isnull=False).order_by("-reviewed_at", "-pk")


class EmergencyAccess(Record):
    """P11a An emergency access ("break glass"): it opens a restricted file to a colleague for an hour. The DPO reviews it."""

    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="emergency_accesses")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.TextField(blank=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "emergency accesses"
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["colleague", "expires_at"]),
            models.Index(
                fields=["opened_at"], condition=Q(reviewed_at__isnull=True), name="emergency_access_unreviewed"
            ),
            models.Index(fields=["reviewed_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("opened_at")), name="emergency_access_ends"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, review_note="")
                | (Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(review_note="")),
                name="emergency_access_reviewed_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("colleague")),
                name="emergency_access_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.colleague} broke glass"
