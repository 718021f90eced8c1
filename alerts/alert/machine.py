"""The machine of a contact management alert: proposed, imposed or declined, varied, ended (§7, §8)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django_fsm import FSMField, transition

from alerts.choices import (
    ANSWER_AS_USUAL,
    ASK_ABOUT_ANIMALS,
    FOR_HARM,
    NOT_TO_OTHERS,
    NOT_TOLD_YET,
    THEY_ALONE_KNOW,
    AlertStatus,
    Control,
    EndedBecause,
    Informing,
    WithholdCode,
)
from alerts.corrections.amendable import Amendable, amendments_field
from alerts.decisions.decided import Decided
from alerts.writing import awaited
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.refusals import met
from housing_alerts.kernel.written_dates import show_date

from . import policies
from .choices import ground_in_words

if TYPE_CHECKING:
    from alerts.catalogue.models import AlertType
    from alerts.conditions.models import Condition
    from housing_alerts.customers.models import Customer
    from housing_alerts.staff.models import Colleague


def _never_written_to(customer: "Customer | None") -> bool:
    return customer is not None and customer.never_write


class AlertMachine(Decided, Amendable):
    """The steps of an alert and the fields they fill in."""

    IN_WORDS: ClassVar[dict[str, dict[str, str]]] = {
        "controls": dict(Control.choices),
        "recommended_terms": dict(Control.choices),
        "lifelines": {lifeline.code: lifeline.name for lifeline in procedure.LIFELINES},
    }
    """The words that the history shows for codes in plain data."""

    status = FSMField(choices=AlertStatus.choices, default=AlertStatus.DRAFT, protected=True)
    controls = models.JSONField(default=list, blank=True)
    instruction = models.TextField("what to do", blank=True)
    recommended_terms = models.JSONField("as it was recommended", default=dict, blank=True, editable=False)
    proportionality = models.TextField("why less than this would not do", blank=True)
    taken_away = models.JSONField("what was recommended and not imposed", default=list, blank=True)
    imposed = models.JSONField("what was imposed, in words", default=dict, blank=True)
    lifelines = models.JSONField("confirmed to stay open", default=list, blank=True)
    due_regard = models.TextField("how equality was weighed", blank=True)
    informing = models.CharField(max_length=12, choices=Informing.choices, blank=True)
    withhold_code = models.CharField(max_length=20, choices=WithholdCode.choices, blank=True)
    informing_reason = models.TextField("how the risk of informing the customer was assessed", blank=True)
    withheld_before = models.TextField("why it was kept from the customer before they were told", blank=True)
    effective_from = models.DateField(null=True, blank=True)
    approved_at = models.DateTimeField("the moment of the approval", null=True, blank=True, editable=False)
    first_period = models.PositiveSmallIntegerField("months to the first review")
    review_due_on = models.DateField(null=True, blank=True)
    varied_on = models.DateField("when it last went on with less", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=15, choices=EndedBecause.choices, blank=True)
    end_reason = models.TextField("why it ended", blank=True)
    amendments = amendments_field()
    ended_under = models.CharField("the version of the procedure it was ended under", max_length=100, blank=True)

    if TYPE_CHECKING:
        type: AlertType
        customer: Customer | None
        customer_id: int | None

        def told_by_letter(self) -> bool: ...
        def unreviewed(self, *, on: date) -> bool: ...

    class Meta:
        abstract = True

    @property
    def in_force_from(self) -> date:
        """Return the day from which it was imposed.

        :raises LookupError: where the alert never was.
        """
        return existing(self.effective_from, "an alert that was imposed has its day")

    @property
    def ended_before(self) -> str:
        """P8b Return a clause on how it ended, for use after its name; empty where it was replaced or stands."""
        if self.ended_on is None or self.ended_because == EndedBecause.REPLACED:
            return ""
        return f", which ended on {show_date(self.ended_on)}: {self.get_ended_because_display()}"

    @cached_property
    def has_appealed(self) -> bool:
        """P9a Return whether they know of it because they appealed themselves. A list reads it at once, like ``was_told``."""
        return awaited.has_appealed(self)  # type: ignore[arg-type]

    @cached_property
    def was_told(self) -> bool:
        """P7c Return whether a letter told the customer of it. A list reads it at once: ``writing.selectors.with_told``."""
        return self.told_by_letter()

    @property
    def cannot_be_told(self) -> bool:
        """P7c Return whether the customer was to be informed, but may never be written to since, before a letter told them."""
        return self.informing == Informing.INFORM and _never_written_to(self.customer) and not self.was_told

    @property
    def not_told(self) -> str:
        """P7c Return the warning that the customer was not told, for colleagues who may meet them; else nothing.

        Of safe contact, or what was withheld for harm, nobody else there may hear. An animal may be asked about at any door.
        """
        informing = Informing.WITHHOLD if self.cannot_be_told else self.informing
        known = self.customer_id is not None and self.withhold_code != WithholdCode.NOBODY_KNOWN
        told = informing == Informing.WITHHOLD and self.was_told
        warning = Informing.warning(informing, known=known, told=told)
        confided = Control.SAFE_CONTACT in self.controls or self.withheld_before
        if informing == Informing.INFORM and self.customer_id and confided:
            return NOT_TO_OTHERS
        if warning and self.has_appealed:
            return THEY_ALONE_KNOW
        return f"{warning} {ASK_ABOUT_ANIMALS}" if warning and Control.ANIMAL_SECURED in self.controls else warning

    @property
    def not_told_yet(self) -> str:
        """P7c Return :attr:`not_told` or, while the letter that tells them has not gone, the warning of that; else nothing."""
        warning = self.not_told
        if warning not in ("", NOT_TO_OTHERS) or not self._awaits_letter() or self.was_told or self.has_appealed:
            return warning
        limits = {Control.AGREED_CONTACT, Control.NAMED_OFFICER} & set(self.controls)
        return f"{NOT_TOLD_YET} {ANSWER_AS_USUAL}" if limits else NOT_TOLD_YET

    def asks_a_lead(self, running: "Iterable[Condition]", *, on: date) -> bool:
        """P7b Return whether it sends a visitor to a Lead: by its controls, to verify it, or because it leads to nobody else."""
        asks = bool({Control.ASK_LEAD, Control.SAFE_CONTACT} & set(self.controls)) or not self.instruction
        return asks or self.unreviewed(on=on) or any(each.leads_to_nobody(on=on) for each in running)

    def _awaits_letter(self) -> bool:
        told = self.status == AlertStatus.ACTIVE and self.informing == Informing.INFORM and self.type.letter_required
        return told and self.customer is not None

    @property
    def harm_of_telling(self) -> str:
        """P7c Return the risk of harm for which it is or was kept from the customer, with the reason; else nothing."""
        if self.informing == Informing.WITHHOLD and self.withhold_code in FOR_HARM:
            ground = ground_in_words(self.withhold_code, known=self.customer_id is not None)
            return f"{ground}: {self.informing_reason}"
        return self.withheld_before

    @transition(
        field=status,
        source=AlertStatus.DRAFT,
        target=AlertStatus.PROPOSED,
        conditions=[met(policies.why_not_propose)],
    )
    def propose(self, *, terms: dict[str, Any]) -> None:
        """D3b Put the alert to the Head of Service with its investigation.

        :param terms: the duties of colleagues as recommended, so that nothing else is imposed.
        """
        self.recommended_terms = terms

    @transition(field=status, source=AlertStatus.PROPOSED, target=AlertStatus.DRAFT)
    def send_back(self) -> None:
        """D3b Return the alert to the Lead with its investigation."""

    @transition(field=status, source=AlertStatus.DRAFT, target=AlertStatus.WITHDRAWN)
    def withdraw(self) -> None:
        """D3b Take the alert out of the recommendation."""

    @transition(
        field=status,
        source=AlertStatus.PROPOSED,
        target=AlertStatus.ACTIVE,
        conditions=[met(policies.why_not_approve)],
    )
    def approve(self, *, decision: dict[str, Any], terms: dict[str, Any]) -> None:
        """P7a Impose the alert, as the Head of Service decided.

        :param decision: who, when, in which capacity and why; whether the customer is informed; the facts known since.
        :param terms: the values copied from the type now, so that a later change of the type changes nothing here.
        """
        for name, value in {**decision, **terms}.items():
            setattr(self, name, value)

    @transition(field=status, source=AlertStatus.PROPOSED, target=AlertStatus.DECLINED)
    def decline(self, *, decision: dict[str, Any]) -> None:
        """P7a Decline the alert, as the Head of Service decided."""
        for name, value in decision.items():
            setattr(self, name, value)

    @transition(field=status, source=AlertStatus.DRAFT, target=AlertStatus.ACTIVE)
    def carry_over(self, *, terms: dict[str, Any]) -> None:
        """F1 Impose an alert that was already in force in the housing system."""
        for name, value in terms.items():
            setattr(self, name, value)

    @transition(field=status, source=AlertStatus.ACTIVE, target=AlertStatus.ACTIVE)
    def vary(self, *, controls: list[str], instruction: str, on: date) -> None:
        """P8b Let the alert go on with less, and with a new instruction to colleagues."""
        self.controls, self.instruction, self.varied_on = controls, instruction, on

    @transition(field=status, source=AlertStatus.ACTIVE, target=AlertStatus.ENDED)
    def end(self, *, by: "Colleague", on: date, because: str, reason: str) -> None:
        """P8b Remove the alert."""
        self.ended_by, self.ended_on = by, on
        self.ended_because, self.end_reason = because, reason
        self.ended_under = procedure.VERSION
