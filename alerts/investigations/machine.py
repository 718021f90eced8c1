"""The machine of an investigation: the Lead recommends, the relevant Head of Service decides (D3b)."""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from alerts.choices import InvestigationStatus
from alerts.decisions.decided import Decided
from housing_alerts.kernel.refusals import met
from housing_alerts.kernel.written_dates import show_date

from . import policies

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


class InvestigationMachine(Decided):
    """The steps of an investigation and the fields they fill in. Its own decision is that nothing further is done."""

    status = FSMField(choices=InvestigationStatus.choices, default=InvestigationStatus.OPEN, protected=True)
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recommended_on = models.DateField(null=True, blank=True)
    recommended_at = models.DateTimeField("the moment of the recommendation", null=True, blank=True, editable=False)
    question = models.TextField("the Head of Service's question", blank=True)
    answer = models.TextField("the Operational Lead's answer", blank=True)
    asked = models.JSONField("what was asked and answered before", default=list, blank=True, editable=False)
    concluded_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    @transition(
        field=status,
        source=InvestigationStatus.OPEN,
        target=InvestigationStatus.RECOMMENDED,
        conditions=[met(policies.why_not_recommend)],
    )
    def recommend(self, *, by: "Colleague", on: date) -> None:
        """D3b The Lead puts the case to the Head of Service."""
        self.recommended_by, self.recommended_on = by, on
        if self.question:
            self.asked = [*self.asked, ["The Operational Lead answered", self.answer]]
        self.question = self.answer = ""

    @transition(field=status, source=InvestigationStatus.RECOMMENDED, target=InvestigationStatus.OPEN)
    def send_back(self, *, question: str, asked: list[list[str]], known: list[Any]) -> None:
        """D3b The Head of Service asks the Lead a question first.

        :param asked: the question as it is kept, with who asked it.
        :param known: what became known since the recommendation, which the Lead has before them now.
        """
        self.question = question
        self.asked = [*self.asked, *asked]
        if known:
            self.asked += [["Known by then since the recommendation", known]]

    @transition(
        field=status,
        source=InvestigationStatus.RECOMMENDED,
        target=InvestigationStatus.CONCLUDED,
        conditions=[met(policies.why_not_conclude)],
    )
    def conclude(self, *, on: date) -> None:
        """D3b Everything recommended is decided."""
        self.concluded_on = on

    @transition(
        field=status,
        source=InvestigationStatus.OPEN,
        target=InvestigationStatus.WITHDRAWN,
        conditions=[met(policies.why_not_withdraw)],
    )
    def withdraw(self, *, reason: str) -> None:
        """D3b The Lead closes the file without a recommendation; its incidents stay referred."""
        self.withdrawn_reason = reason


class TakenOver(NamedTuple):
    """D3b Whose it was until that day, who went on with it, and why."""

    lead: str
    by: str
    on: date
    why: str


class Led(models.Model):
    """D3b One Lead at a time; whose it was before stays on record, for they do not decide it either (P7a)."""

    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="investigations")
    former_leads = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False)
    led_before = models.JSONField(default=list, blank=True, editable=False)
    """Each time it was taken over: whose it was, who took it over, the day (ISO), and why."""

    class Meta:
        abstract = True

    def hand_over(self, *, to: "Colleague", on: date, why: str) -> None:
        """D3b Another leads it from that day on."""
        self.led_before = [*self.led_before, [str(self.lead), str(to), on.isoformat(), why]]
        self.lead = to

    def taken_over(self) -> list[TakenOver]:
        """D3b Each time it was taken over, the first one first."""
        return [TakenOver(lead, by, date.fromisoformat(on), why) for lead, by, on, why in self.led_before]

    @property
    def former_leads_in_words(self) -> list[str]:
        """D3b Who led it before, until when, and why they do no longer."""
        return [f"{each.lead}, until {show_date(each.on)}: {each.why}" for each in self.taken_over()]
