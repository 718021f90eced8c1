"""The machine of a subject request: received, identified, clarified, then released, decided or refused (§13)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import met
from privacy.choices import GivenAs, Identity, Outcome, RefusalGround, RequestKind, RequestStatus, Told

from . import policies

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

OPEN = [RequestStatus.RECEIVED, RequestStatus.ANSWERING, RequestStatus.CLARIFYING]
"""The statuses in which the person still waits for an answer."""


class SubjectRequestMachine(models.Model):
    """The steps of a request and the fields they fill in."""

    kind = models.CharField(
        "the right that they use", max_length=15, choices=RequestKind.choices, default=RequestKind.ACCESS
    )
    status = FSMField(choices=RequestStatus.choices, default=RequestStatus.RECEIVED, protected=True)
    received_on = models.DateField()
    due_on = models.DateField("the last day to answer")
    identity = models.CharField("how we know who asks", max_length=10, choices=Identity.choices, blank=True)
    identity_words = models.TextField("how the identity was checked", blank=True)
    authority = models.TextField("by which authority they ask for the customer", blank=True)
    identified_on = models.DateField("since when we know who asks", null=True, blank=True)
    acknowledged_on = models.DateField("when we said that we have the complaint", null=True, blank=True)
    acknowledged_how = models.TextField("how we said that we have the complaint", blank=True)
    question = models.TextField("what we asked them to make clear", blank=True)
    asked_on = models.DateField("since when the clock stands still", null=True, blank=True)
    clarified = models.JSONField("what was asked and answered", default=list, blank=True, editable=False)
    stopped_days = models.PositiveIntegerField("how many days the clock stood still", default=0, editable=False)
    extended_on = models.DateField(null=True, blank=True)
    extended_reason = models.TextField("why more time is needed", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)
    made_digest = models.CharField("SHA-256 of the data when the bundle was made last", max_length=64, blank=True)
    given_as = models.CharField("the form in which it was given", max_length=10, choices=GivenAs.choices, blank=True)
    given_how = models.TextField("to whom the answer was given, and how", blank=True)
    outcome = models.CharField("what we decided", max_length=10, choices=Outcome.choices, blank=True)
    outcome_reason = models.TextField("what was done, and why", blank=True)
    digest = models.CharField("SHA-256 of the data that were given", max_length=64, blank=True)
    refused_ground = models.CharField(max_length=15, choices=RefusalGround.choices, blank=True)
    refused_reason = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_words = models.TextField("the words with which it was withdrawn", blank=True)

    if TYPE_CHECKING:
        made_by: models.CharField[str, str]

    class Meta:
        abstract = True

    @property
    def since(self) -> date:
        """P13b Return the day from which the clock runs: the receipt or, if we asked for proof, the day on which it came."""
        proved = self.identified_on if self.identity == Identity.PROOF else None
        return proved or self.received_on

    @property
    def acknowledge_by(self) -> date | None:
        """P13b Return the last day to acknowledge a complaint; None where nothing has to be acknowledged any more."""
        if self.kind != RequestKind.COMPLAINT or self.acknowledged_on:
            return None
        return procedure.data_complaint_acknowledge_by(self.received_on)

    @property
    def tells(self) -> Told | None:
        """P13b Return what a letter tells the person now; None where the request was withdrawn.

        Before we know who asks for somebody else, none confirms to them whose data we hold. A complaint is acknowledged by law.
        """
        if self.status == RequestStatus.RECEIVED and self.made_by and self.kind != RequestKind.COMPLAINT:
            return None
        said = {
            RequestStatus.CLARIFYING: Told.ASKED,
            RequestStatus.RELEASED: Told.GIVEN,
            RequestStatus.CONCLUDED: Told.DECIDED,
            RequestStatus.REFUSED: Told.REFUSED,
            RequestStatus.WITHDRAWN: None,
        }
        if self.status in said:
            return said[RequestStatus(self.status)]
        if self.made_digest:
            return Told.GIVEN
        return Told.EXTENDED if self.extended_on else Told.RECEIVED

    @property
    def next_on(self) -> date | None:
        """P13b Return the day by which the person hears from us next; None while the clock stands still."""
        days = [self.acknowledge_by, None if self.asked_on else self.due_on]
        return min((day for day in days if day), default=None)

    @transition(
        field=status,
        source=RequestStatus.RECEIVED,
        target=RequestStatus.RECEIVED,
        conditions=[met(policies.why_not_acknowledge)],
    )
    def acknowledge(self, *, how: str, on: date) -> None:
        """P13b Record that the person was told that we have their complaint."""
        self.acknowledged_how, self.acknowledged_on = how, on

    @transition(
        field=status,
        source=RequestStatus.RECEIVED,
        target=RequestStatus.ANSWERING,
        conditions=[met(policies.why_not_acknowledged)],
    )
    def check_identity(self, *, identity: str, words: str, authority: str, on: date) -> None:
        """P13b Record how we know who asks, and by which authority they ask for somebody else."""
        self.identity, self.identity_words, self.authority, self.identified_on = identity, words, authority, on
        self._reckon()

    @transition(field=status, source=RequestStatus.ANSWERING, target=RequestStatus.CLARIFYING)
    def ask(self, *, question: str, on: date) -> None:
        """P13b Ask the person what they mean, and stop the clock."""
        self.question, self.asked_on = question, on

    @transition(field=status, source=RequestStatus.CLARIFYING, target=RequestStatus.ANSWERING)
    def record_answer(self, *, answer: str, stopped: int, asked: list[str]) -> None:
        """P13b Record what the person meant, and start the clock again.

        :param stopped: for how many days it stood still.
        :param asked: what was asked, with the day, as it is kept beside the answer.
        """
        self.clarified = [*self.clarified, [*asked, answer]]
        self.stopped_days += stopped
        self.question, self.asked_on = "", None
        self._reckon()

    @transition(field=status, source=RequestStatus.ANSWERING, target=RequestStatus.ANSWERING)
    def extend(self, *, reason: str, on: date) -> None:
        """P13b Extend the time by two months, because the request is complex or one of several."""
        self.extended_on, self.extended_reason = on, reason
        self._reckon()

    @transition(
        field=status,
        source=RequestStatus.ANSWERING,
        target=RequestStatus.RELEASED,
        conditions=[met(policies.why_asks_for_no_bundle)],
    )
    def release(self, *, answered: dict[str, Any], given_as: str, given_how: str, digest: str) -> None:
        """P13b Release the bundle: the person has it."""
        self._answer(answered)
        self.given_as, self.given_how, self.digest = given_as, given_how, digest

    @transition(
        field=status,
        source=RequestStatus.ANSWERING,
        target=RequestStatus.CONCLUDED,
        conditions=[met(policies.why_asks_for_a_bundle)],
    )
    def conclude(self, *, answered: dict[str, Any], outcome: str, reason: str, given_how: str) -> None:
        """P13b Decide on what needs no bundle: the person is told what was done, and why."""
        self._answer(answered)
        self.outcome, self.outcome_reason, self.given_how = outcome, reason, given_how

    @transition(
        field=status,
        source=OPEN,
        target=RequestStatus.REFUSED,
        conditions=[met(policies.why_complaint_not_refused)],
    )
    def refuse(self, *, answered: dict[str, Any], ground: str, reason: str) -> None:
        """P13b Refuse the request. The person is told why, and where to complain."""
        self._answer(answered)
        self.refused_ground, self.refused_reason = ground, reason

    @transition(field=status, source=OPEN, target=RequestStatus.WITHDRAWN)
    def withdraw(self, *, words: str, on: date) -> None:
        """P13b Withdraw the request, because the person takes it back."""
        self.withdrawn_words, self.withdrawn_on = words, on

    def _answer(self, answered: "dict[str, date | Colleague]") -> None:
        for name, value in answered.items():
            setattr(self, name, value)

    def _reckon(self) -> None:
        self.due_on = procedure.subject_access_due_on(
            self.since, extended=self.extended_on is not None, stopped=self.stopped_days
        )
