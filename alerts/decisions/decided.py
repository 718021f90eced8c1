"""The fields of a decision: who decided, in which capacity, why, and on which facts that became known (§6, §7)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from alerts.choices import DecidedAs

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def in_place_of(absent_head: "Colleague | None", why: str) -> str:
    """P7a Say whose place the decider took, and why; empty where the relevant Head decided."""
    return f"{absent_head or 'Nobody, as the post is vacant'}: {why}" if why else ""


class Decided(models.Model):
    """P6 P7a The decision on an alert, on an action, or that nothing further is done."""

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    decided_as = models.CharField(max_length=12, choices=DecidedAs.choices, blank=True)
    absent_head = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    absence_reason = models.TextField("why the Head of Service was absent", blank=True)
    decision_reason = models.TextField(blank=True)
    became_known = models.JSONField("what became known since the recommendation", default=list, blank=True)
    known_since = models.TextField("what the decider made of what became known since", blank=True)
    procedure_version = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True

    @property
    def in_place_of(self) -> str:
        """P7a Say whose place the decider took, and why."""
        return in_place_of(self.absent_head, self.absence_reason)
