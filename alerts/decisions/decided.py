"""The fields of a decision: who decided, in which capacity, why, and on which facts that became known (§6, §7)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from alerts.choices import DecidedAs

if TYPE_CHECKING:
    from alerts.investigations.models import Investigation
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

    if TYPE_CHECKING:
        absent_head_id: int | None

    @property
    def in_place_of(self) -> str:
        """P7a Say whose place the decider took, and why."""
        return in_place_of(self.absent_head, self.absence_reason)


def decided_by(investigation: "Investigation") -> "Colleague | None":
    """P7a Return the decider of the case or, where it ended with its last decision, of a part of it."""
    return next((each.decided_by for each in _decisions(investigation) if each.decided_by), None)


def decided_in_place(investigation: "Investigation") -> "Decided | None":
    """P7a Return the decision on the case, or on a part, that was taken for an absent Head."""
    return next((each for each in _decisions(investigation) if each.absent_head_id and each.decided_on), None)


def _decisions(investigation: "Investigation") -> list[Decided]:
    """List the decision on the whole case first, then those on its parts."""
    return [investigation, *investigation.alerts.all(), *investigation.actions_put_forward()]


def recorded_reason(investigation: "Investigation") -> str:
    """E4 Return the recorded reason of the decision on the case or, without one, of the first decided part."""
    return next((each.decision_reason for each in _decisions(investigation) if each.decision_reason), "")
