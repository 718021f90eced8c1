"""The machine of an appeal: received, accepted or refused, prepared by the Lead, determined by the Head (§9)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from alerts.decisions.decided import in_place_of
from housing_alerts.kernel import procedure

from .choices import AppealOutcome, AppealStatus

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


class AppealMachine(models.Model):
    """The steps of an appeal and the fields they fill in."""

    status = FSMField(choices=AppealStatus.choices, default=AppealStatus.RECEIVED, protected=True)
    accepted_reason = models.TextField("why a late appeal was accepted", blank=True)
    accepted_under = models.CharField("the version of the procedure it was accepted under", max_length=100, blank=True)
    acknowledge_due_on = models.DateField()
    answer_due_on = models.DateField()
    stay = models.BooleanField("conditions are suspended until the decision", null=True, blank=True)
    refused_reason = models.TextField(blank=True)
    evidence = models.TextField("the Lead's evidence", blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    prepared_before = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False)
    prepared_on = models.DateField(null=True, blank=True)
    prepared_at = models.DateTimeField("when it was put before the Head of Service", null=True, editable=False)
    question = models.TextField("the Head of Service's question", blank=True)
    asked = models.JSONField("what was asked and answered before", default=list, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    absent_head = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    absence_reason = models.TextField("why the Head of Service was absent", blank=True)
    own_decision_reason = models.TextField("why whoever imposed the alert decides the appeal", blank=True)
    outcome = models.CharField(max_length=12, choices=AppealOutcome.choices, blank=True)
    review_by = models.DateField("the earlier day by which the alert is reviewed", null=True, blank=True)
    taken_away = models.JSONField("what no longer applies, as the customer reads it", default=list, blank=True)
    ends_sooner = models.JSONField("what ends sooner, as the customer reads it", default=list, blank=True)
    given_up = models.JSONField("what colleagues are no longer asked for", default=list, blank=True)
    findings = models.TextField(blank=True)
    vulnerability = models.TextField("how vulnerability, health or a disability was considered", blank=True)
    danger = models.TextField("what becomes of the danger that was reported", blank=True)
    procedure_version = models.CharField(max_length=100, blank=True)
    answered_on = models.DateField("when it was answered without a letter", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_how = models.TextField("how it was answered without a letter", blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_words = models.TextField("the customer's words", blank=True)

    class Meta:
        abstract = True

    @property
    def in_place_of(self) -> str:
        """P7a Say whose place the decider took, and why."""
        return in_place_of(self.absent_head, self.absence_reason)

    @transition(field=status, source=AppealStatus.RECEIVED, target=AppealStatus.ACCEPTED)
    def accept(self, *, reason: str, stay: bool) -> None:
        """P9a Let the appeal go ahead. The days to acknowledge and to answer it run from its receipt."""
        self.accepted_reason, self.stay, self.accepted_under = reason, stay, procedure.VERSION

    @transition(field=status, source=AppealStatus.RECEIVED, target=AppealStatus.REFUSED)
    def refuse(self, *, decision: dict[str, Any], reason: str) -> None:
        """P9a Refuse a late appeal, as the relevant Head of Service decided."""
        self._decide(decision)
        self.refused_reason = reason

    @transition(field=status, source=AppealStatus.ACCEPTED, target=AppealStatus.PREPARED)
    def prepare(self, *, by: "Colleague", on: date, evidence: str, answer: str) -> None:
        """P9b Put the appeal, with the Lead's evidence, before the Head of Service.

        :param answer: the answer to the Head of Service's question, where the appeal was sent back.
        """
        if self.question:
            self.asked = [*self.asked, ["The Operational Lead answered", answer]]
        if self.evidence and self.evidence != evidence:
            self.asked += [["The evidence as it stood then", self.evidence]]
        self.prepared_by, self.prepared_on, self.evidence = by, on, evidence
        self.question = ""

    @transition(field=status, source=AppealStatus.PREPARED, target=AppealStatus.ACCEPTED)
    def send_back(self, *, question: str, asked: list[list[str]]) -> None:
        """P9b Return the appeal to the Lead with a question from the Head of Service.

        :param asked: the question as it is stored, with the name of the Head who asked it.
        """
        self.question = question
        self.asked = [*self.asked, *asked]

    @transition(field=status, source=AppealStatus.PREPARED, target=AppealStatus.DETERMINED)
    def determine(self, *, decision: dict[str, Any], outcome: str, findings: str) -> None:
        """P9b Record the Head of Service's decision, with findings."""
        self._decide(decision)
        self.outcome, self.findings = outcome, findings

    @transition(
        field=status,
        source=[AppealStatus.RECEIVED, AppealStatus.ACCEPTED, AppealStatus.PREPARED],
        target=AppealStatus.WITHDRAWN,
    )
    def withdraw(self, *, on: date, words: str) -> None:
        """P9b Record that the customer takes the appeal back."""
        self.withdrawn_on, self.withdrawn_words = on, words

    def _decide(self, decision: dict[str, Any]) -> None:
        for name, value in decision.items():
            setattr(self, name, value)
