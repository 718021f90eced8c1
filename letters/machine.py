"""The machine of a letter: drafted, issued as a frozen PDF, posted, received or returned (§7, P9a)."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from housing_alerts.kernel.procedure import Method
from housing_alerts.kernel.refusals import met

from . import policies
from .choices import LetterStatus

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


METHODS = [
    (Method.FIRST_CLASS.value, "First class post"),
    (Method.RECORDED.value, "Recorded delivery"),
    (Method.SECOND_CLASS.value, "Second class post"),
    (Method.BY_HAND.value, "By hand"),
    (Method.EMAIL.value, "E-mail"),
]


class LetterMachine(models.Model):
    """The steps of a letter and the fields they fill in."""

    status = FSMField(choices=LetterStatus.choices, default=LetterStatus.DRAFT, protected=True)
    planned_method = models.CharField("how it will be sent", max_length=15, choices=METHODS)
    planned_on = models.DateField("when it will be sent")
    reply_by = models.DateField("last day to appeal", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField("SHA-256 of the PDF", max_length=64, blank=True)
    sent_method = models.CharField("how it was sent", max_length=15, choices=METHODS, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    put_right = models.TextField("what in it was not so when it was sent", blank=True, editable=False)
    cancelled_reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    @transition(
        field=status,
        source=LetterStatus.DRAFT,
        target=LetterStatus.ISSUED,
        conditions=[met(policies.why_letter_refused)],
    )
    def issue(self, *, by: "Colleague", at: datetime, sha256: str) -> None:
        """P9a Freeze the letter: its words, and the last day to appeal that it prints."""
        self.issued_by, self.issued_at, self.sha256 = by, at, sha256

    @transition(
        field=status,
        source=[LetterStatus.ISSUED, LetterStatus.CANCELLED],
        target=LetterStatus.SENT,
        conditions=[met(policies.why_never_issued)],
    )
    def record_posting(self, *, how: str, on: date, reply_by: date | None, put_right: str) -> None:
        """P9a Record that the letter left us, as it really happened. The time to appeal runs from here.

        It may have been cancelled since: what was in the post reaches the customer all the same.

        :param reply_by: the last day to appeal: the printed one or, if the real one is later, that one.
        :param put_right: the statements in the letter that were wrong when it was sent: a correcting letter is owed for them.
        """
        self.sent_method, self.sent_on = how, on
        self.reply_by, self.put_right = reply_by, put_right

    @transition(field=status, source=LetterStatus.SENT, target=LetterStatus.SENT)
    def record_receipt(self, *, on: date, reply_by: date | None) -> None:
        """P9a Record a known day of receipt, which moves the last day later, never earlier."""
        self.received_on, self.reply_by = on, reply_by

    @transition(field=status, source=LetterStatus.SENT, target=LetterStatus.RETURNED)
    def record_return(self, *, on: date) -> None:
        """P9a Record that the letter came back undelivered, so that no time to appeal began with it."""
        self.returned_on = on

    @transition(field=status, source=[LetterStatus.DRAFT, LetterStatus.ISSUED], target=LetterStatus.CANCELLED)
    def cancel(self, *, reason: str) -> None:
        """P7c Cancel the letter: it will not be sent."""
        self.cancelled_reason = reason
