"""The machine of an investigation: the Lead recommends, and the Head of Service for the area decides (D3b)."""

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
    """The steps of an investigation and the fields they fill in.

    Its own decision, by :class:`Decided`, is that nothing further is done.
    """

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
        """D3b Put the case to the Head of Service."""
        self.recommended_by, self.recommended_on = by, on
        if self.question:
            self.asked = [*self.asked, ["The Operational Lead answered", self.answer]]
        self.question = self.answer = ""

    @transition(field=status, source=InvestigationStatus.RECOMMENDED, target=InvestigationStatus.OPEN)
    def send_back(self, *, question: str, asked: list[list[str]], known: list[Any]) -> None:
        """D3b Return the case to the Lead with a question from the Head of Service.

        :param asked: the question as it is stored, with the name of the Head who asked it.
        :param known: the facts that became known since the recommendation, which the Lead can read now.
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
        """D3b Close the case, on which every recommended alert and action is decided."""
        self.concluded_on = on

    @transition(
        field=status,
        source=InvestigationStatus.OPEN,
        target=InvestigationStatus.WITHDRAWN,
        conditions=[met(policies.why_not_withdraw)],
    )
    def withdraw(self, *, reason: str) -> None:
        """D3b Close the file without a recommendation. Its incidents stay referred."""
        self.withdrawn_reason = reason


class LeadChange(NamedTuple):
    """D3b One change of Lead: the Lead until that day, the new Lead, and the reason."""

    lead: str
    by: str
    on: date
    why: str


class Led(models.Model):
    """D3b A record with one Lead at a time. Former Leads stay on record, because they may not decide the case either (P7a)."""

    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="investigations")
    former_leads = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", editable=False)
    led_before = models.JSONField(default=list, blank=True, editable=False)
    """Each change of Lead as a list: the Lead before, the new Lead, the day (ISO) and the reason."""

    class Meta:
        abstract = True

    def change_lead(self, *, to: "Colleague", on: date, why: str) -> None:
        """D3b Make another colleague the Lead from that day on, and record the change."""
        self.led_before = [*self.led_before, [str(self.lead), str(to), on.isoformat(), why]]
        self.lead = to

    def lead_changes(self) -> list[LeadChange]:
        """D3b List the changes of Lead, the oldest first."""
        return [LeadChange(lead, by, date.fromisoformat(on), why) for lead, by, on, why in self.led_before]

    @property
    def former_leads_in_words(self) -> list[str]:
        """D3b List in words each former Lead, the day they stopped, and why."""
        return [f"{each.lead}, until {show_date(each.on)}: {each.why}" for each in self.lead_changes()]
