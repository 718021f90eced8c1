"""The machine of an incident: logged, then settled informally or referred to the formal stage (§6, D3)."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from alerts.choices import IncidentStatus
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import met

from . import policies

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def _by() -> "models.ForeignKey[Colleague | None, Colleague | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class IncidentMachine(models.Model):
    """The steps of an incident and the fields they fill in."""

    status = FSMField(choices=IncidentStatus.choices, default=IncidentStatus.DRAFT, protected=True)
    confirmed_at = models.DateTimeField(
        "when the colleague for whom it was reported confirmed it", null=True, blank=True, editable=False
    )
    correction = models.TextField("what that colleague corrects or adds", blank=True)
    triaged_by = _by()
    triaged_on = models.DateField(null=True, blank=True)
    triaged_under = models.CharField("the version of the procedure it was triaged under", max_length=100, blank=True)
    settlement = models.TextField("how it was settled", blank=True)
    vulnerability = models.TextField("how vulnerability and adjustments were considered", blank=True)
    departure_reason = models.TextField("why not the stage that Appendix D proposes", blank=True)
    no_marker_reason = models.TextField("why no interim marker was needed", blank=True)
    marker_asked_on = models.DateField(
        "when a marker was asked for anew, because an alert ended", null=True, blank=True, editable=False
    )
    void_reason = models.TextField(blank=True)
    typed = models.JSONField("what was typed of a draft", default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @transition(
        field=status,
        source=IncidentStatus.DRAFT,
        target=IncidentStatus.LOGGED,
        conditions=[met(policies.why_report_incomplete)],
    )
    def log(self) -> None:
        """P2 Log the complete report, which goes to the line manager."""
        self.typed = {}

    @transition(field=status, source=IncidentStatus.LOGGED, target=IncidentStatus.SETTLED)
    def settle(
        self,
        *,
        by: "Colleague",
        on: date,
        settlement: str,
        vulnerability: str,
        departure_reason: str,
        no_marker_reason: str = "",
    ) -> None:
        """D3a The line manager ends the matter informally."""
        self.vulnerability = vulnerability
        self.triaged_by, self.triaged_on, self.triaged_under = by, on, procedure.VERSION
        self.settlement, self.departure_reason = settlement, departure_reason
        self.need_no_marker(no_marker_reason)

    @transition(
        field=status,
        source=[IncidentStatus.LOGGED, IncidentStatus.SETTLED],
        target=IncidentStatus.REFERRED,
        conditions=[met(policies.why_service_area_missing)],
    )
    def refer(self, *, by: "Colleague", on: date, departure_reason: str, no_marker_reason: str = "") -> None:
        """D3b The line manager refers the incident to the Operational Lead."""
        self.triaged_by, self.triaged_on, self.triaged_under = by, on, procedure.VERSION
        self.departure_reason = departure_reason
        self.need_no_marker(no_marker_reason)

    def need_no_marker(self, reason: str) -> None:
        """D4 Keep the reason why no marker is needed, if one is given. It answers what was asked for anew."""
        if reason:
            self.no_marker_reason, self.marker_asked_on = reason, None

    @transition(
        field=status,
        source=[IncidentStatus.DRAFT, IncidentStatus.LOGGED, IncidentStatus.SETTLED, IncidentStatus.REFERRED],
        target=IncidentStatus.VOID,
        conditions=[met(policies.why_not_void)],
    )
    def void(self, *, reason: str) -> None:
        """P11a Void a report that was recorded in error."""
        self.void_reason, self.typed = reason, {}
