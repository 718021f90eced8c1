"""The machine of an incident: logged, then settled informally or referred to the formal stage (§6, D3)."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from alerts.choices import IncidentStatus
from alerts.corrections.amendable import Amendable, amendments_field
from alerts.corrections.choices import DangerFrom
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import met

from . import policies

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


def _by() -> "models.ForeignKey[Colleague | None, Colleague | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class IncidentMachine(Amendable, models.Model):
    """The steps of an incident and the fields they fill in."""

    status = FSMField(choices=IncidentStatus.choices, default=IncidentStatus.DRAFT, protected=True)
    confirmed_at = models.DateTimeField(
        "when the colleague for whom it was reported confirmed it", null=True, blank=True, editable=False
    )
    correction = models.TextField("what that colleague corrects or adds", blank=True)
    amendments = amendments_field()
    triaged_by = _by()
    triaged_on = models.DateField(null=True, blank=True)
    triaged_under = models.CharField("the version of the procedure it was triaged under", max_length=100, blank=True)
    settlement = models.TextField("how it was settled", blank=True)
    referral_note = models.TextField("what the Operational Lead is told with the referral", blank=True)
    no_marker_reason = models.TextField("why no interim marker was needed", blank=True)
    marker_asked_on = models.DateField(
        "when a marker was asked for anew: an alert ended, or danger was told of later",
        null=True,
        blank=True,
        editable=False,
    )
    danger_undecided = models.BooleanField(
        "danger was told of after the decision, and is not answered", default=False, editable=False
    )
    danger_unmarked = models.BooleanField(
        "danger was told of after the marker was placed, and is not answered", default=False, editable=False
    )
    void_reason = models.TextField(blank=True)
    voided_by = _by()
    voided_on = models.DateField(null=True, blank=True)
    danger_from = models.CharField("who the danger comes from", max_length=10, choices=DangerFrom.choices, blank=True)
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
    def settle(self, *, by: "Colleague", on: date, settlement: str, no_marker_reason: str = "") -> None:
        """D3a The line manager ends the matter informally."""
        self.triaged_by, self.triaged_on, self.triaged_under = by, on, procedure.VERSION
        self.settlement = settlement
        self.need_no_marker(no_marker_reason)

    @transition(field=status, source=IncidentStatus.SETTLED, target=IncidentStatus.LOGGED)
    def reopen(self) -> None:
        """D4 Triage it again: the colleague whom it is about has told of danger."""

    @transition(
        field=status,
        source=[IncidentStatus.LOGGED, IncidentStatus.SETTLED],
        target=IncidentStatus.REFERRED,
        conditions=[met(policies.why_service_area_missing)],
    )
    def refer(self, *, by: "Colleague", on: date, note: str, no_marker_reason: str = "") -> None:
        """D3b The line manager refers the incident to the Operational Lead."""
        self.triaged_by, self.triaged_on, self.triaged_under = by, on, procedure.VERSION
        self.referral_note = note
        self.need_no_marker(no_marker_reason)

    def is_placed(self) -> bool:
        """D4 Return whether the danger may stand at the home because of the answer who it comes from."""
        return self.danger_from in (DangerFrom.THERE, DangerFrom.UNKNOWN)

    def need_no_marker(self, reason: str) -> None:
        """D4 Keep the reason why no marker is needed, if one is given. It answers what was asked for anew."""
        if reason:
            self.no_marker_reason, self.marker_asked_on = reason, None
            self.danger_undecided = self.danger_unmarked = False

    def says_why_no_marker(self) -> bool:
        """D4 Return whether somebody said why no marker is needed, and it has not been asked anew since."""
        return bool(self.no_marker_reason) and self.marker_asked_on is None

    def ask_for_marker(self, *, on: date, decided: bool = False, marked: bool = False) -> None:
        """D4 Ask for a marker anew from that day.

        :param decided: whether the Head of Service has decided, on what was known before.
        :param marked: whether a marker stands, on what was known before.
        """
        self.marker_asked_on, self.danger_undecided, self.danger_unmarked = on, decided, marked

    @transition(
        field=status,
        source=[IncidentStatus.DRAFT, IncidentStatus.LOGGED, IncidentStatus.SETTLED, IncidentStatus.REFERRED],
        target=IncidentStatus.VOID,
        conditions=[met(policies.why_not_void)],
    )
    def void(self, *, by: "Colleague", on: date, reason: str) -> None:
        """P11a Void a report that was recorded in error."""
        self.voided_by, self.voided_on, self.void_reason, self.typed = by, on, reason, {}
