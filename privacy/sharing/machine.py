"""The machine of a sharing request: received, and then shared, refused or withdrawn (§11).

Whoever got something is told if it is found wrong later (UK GDPR, article 19).
"""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from privacy.choices import SharingGround, SharingStatus

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague


class SharingRequestMachine(models.Model):
    """The steps of a sharing request and the fields they fill in."""

    status = FSMField(choices=SharingStatus.choices, default=SharingStatus.RECEIVED, protected=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField("why it was decided so", blank=True)
    ground = models.CharField(max_length=20, choices=SharingGround.choices, blank=True)
    given = models.TextField("the facts that were given", blank=True)
    given_how = models.TextField("to whom and how they were given", blank=True)
    known_wrong = models.JSONField("the findings that need no telling", default=list, blank=True, editable=False)
    told = models.JSONField("how they were told what was found wrong", default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    @transition(field=status, source=SharingStatus.RECEIVED, target=SharingStatus.SHARED)
    def share(
        self, *, by: "Colleague", on: date, reason: str, ground: str, given: str, given_how: str, known_wrong: list[str]
    ) -> None:
        """P11a Record what was given, to whom, on which ground, and why no more.

        :param known_wrong: the codes of what had been found wrong by then.
        """
        self.decided_by, self.decided_on, self.reason = by, on, reason
        self.ground, self.given, self.given_how = ground, given, given_how
        self.known_wrong = known_wrong

    @transition(field=status, source=SharingStatus.SHARED, target=SharingStatus.SHARED)
    def tell_recipient(self, *, told: list[str], known_wrong: list[str]) -> None:
        """P11a P9b Record that whoever got it was told what was found wrong since.

        :param told: the day, how, and what, as they are kept.
        :param known_wrong: the codes of these findings.
        """
        self.told = [*self.told, told]
        self.known_wrong = [*self.known_wrong, *known_wrong]

    @transition(field=status, source=SharingStatus.RECEIVED, target=SharingStatus.REFUSED)
    def refuse(self, *, by: "Colleague", on: date, reason: str) -> None:
        """P11a Give nothing, for a reason."""
        self.decided_by, self.decided_on, self.reason = by, on, reason

    @transition(field=status, source=SharingStatus.RECEIVED, target=SharingStatus.WITHDRAWN)
    def withdraw(self, *, by: "Colleague", on: date, reason: str) -> None:
        """P11a Record that nobody asks for it any longer."""
        self.decided_by, self.decided_on, self.reason = by, on, reason
