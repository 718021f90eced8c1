"""A condition of an alert: one restriction of contact or service."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alerts.choices import ConditionKind
from alerts.incidents.models import Incident
from housing_alerts.customers.models import Representative
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import Record
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff import policies as staff_policies
from housing_alerts.staff.models import Colleague


class ConditionQuerySet(models.QuerySet["Condition"]):
    def in_force(self) -> "ConditionQuerySet":
        """Neither taken out of the draft nor lifted since."""
        return self.filter(lifted_on__isnull=True)


class Condition(Record):
    """P5 One restriction of contact or service, with an end or until the review."""

    END_NEEDED = (ConditionKind.OFFICES, ConditionKind.COMPLAINTS, ConditionKind.SUSPENDED)
    OF_CONTACT = (
        ConditionKind.CHANNELS,
        ConditionKind.TIMES,
        ConditionKind.FREQUENCY,
        ConditionKind.NAMED_OFFICER,
        ConditionKind.APPOINTMENT,
        ConditionKind.THIRD_PARTY,
    )
    """What says how, when or through whom the customer may contact us."""
    LIMITS_CHANNELS = (ConditionKind.CHANNELS, ConditionKind.THIRD_PARTY, ConditionKind.COMPLAINTS)
    """Whom it leaves fewer ways of contact, who may not be able to use those that stay."""

    IN_WORDS: ClassVar[dict[str, dict[str, str]]] = {
        "details": {
            str(code): name
            for names in (
                procedure.CONTACT_WAYS,
                procedure.CONTACT_DAYS,
                procedure.CONTACT_PERIODS,
                procedure.SERVICE_NAMES,
            )
            for code, name in names.items()
        }
    }
    """What the history says for the codes in plain data."""

    alert = models.ForeignKey("alerts.Alert", on_delete=models.PROTECT, related_name="conditions")
    kind = models.CharField(max_length=15, choices=ConditionKind.choices)
    details = models.JSONField("what its kind has to say", default=dict, blank=True)
    words = models.TextField("the condition, as the customer will read it")
    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField("last day; empty means until the review", null=True, blank=True)
    lifted_on = models.DateField(null=True, blank=True)
    declared_on = models.DateField("when the written declaration came", null=True, blank=True)
    declaration = models.TextField("what the customer declared", blank=True)
    not_imposed = models.BooleanField("taken out before it was imposed", default=False)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=[ConditionKind.OFFICES, ConditionKind.COMPLAINTS, ConditionKind.SUSPENDED])
                | Q(ends__isnull=False),
                name="condition_that_denies_a_service_ends",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="condition_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def span(self) -> str:
        """From when and until when, in words."""
        begins = f"from {show_date(self.starts)} " if self.starts else ""
        return f"{begins}until {show_date(self.ends) if self.ends else 'the review'}"

    @property
    def in_full(self) -> str:
        """What it restricts, with whom who is named in it, and until when: for who decides on it."""
        named = [("named officer", self.officer), ("deputy", self.deputy), ("through", self.representative)]
        who = [f"{word} {name}" for word, name in named if name]
        return f"{self.get_kind_display()} ({', '.join([*who, self.span])}): {self.words}"

    def affected(self) -> set[int]:
        """P5 Return the keys of the colleagues whom it happened to: in its alert's case, or in that of the one it replaces."""
        files = [self.alert.investigation, self.alert.replaces.investigation if self.alert.replaces else None]
        incidents = [each.pk for file in files if file for each in file.standing_incidents()]
        return set(Incident.objects.filter(pk__in=incidents, affected__isnull=False).values_list("affected", flat=True))

    def why_not_contact(self) -> Refusal | None:
        """P5 Return the obstacle to sending the customer to the officer or the deputy whom it names."""
        named, affected = [one for one in (self.officer, self.deputy) if one], self.affected()
        refusals = [staff_policies.why_not_answer(one, affected=one.pk in affected) for one in named]
        return next(filter(None, refusals), None)

    def officers_here(self) -> list[Colleague]:
        """Of the officer and the deputy whom it names, those who have not left."""
        return [one for one in (self.officer, self.deputy) if one and one.is_active]

    def leads_to_nobody(self, *, on: date) -> str:
        """P5 Why the person through whom all contact goes cannot be reached that way on that day; empty where they can."""
        if self.officer and not self.officers_here():
            return "The named officers have left."
        if self.representative and not self.representative.acts(on=on):
            return "The third party no longer acts for them."
        return ""

    @property
    def awaits_declaration(self) -> bool:
        """D4 Whether the service resumes once the customer's written declaration comes."""
        return self.kind == ConditionKind.DECLARATION and self.lifted_on is None

    def runs(self, *, on: date) -> bool:
        """Whether it limits contact on that day: begun, not past its last day, and not lifted by then."""
        begun, over = self.starts is None or self.starts <= on, self.ends is not None and self.ends < on
        return begun and not over and (self.lifted_on is None or on < self.lifted_on)


class Stayed(models.Model):
    """P9b One stay at a time, and those before it: nobody is held to a condition on a day of any of them."""

    stayed_from = models.DateField(null=True, blank=True)
    stayed_to = models.DateField(null=True, blank=True)
    earlier_stays = models.JSONField(default=list, blank=True)
    """The first day of each stay before, and the day on which its conditions applied again: ISO dates."""

    class Meta:
        abstract = True

    def stays(self) -> list[tuple[date, date | None]]:
        """Each stay, the first one first: from which day, and on which day they applied again."""
        latest = [(self.stayed_from, self.stayed_to)] if self.stayed_from else []
        return [*((date.fromisoformat(begun), date.fromisoformat(over)) for begun, over in self.earlier_stays), *latest]

    def stayed(self, *, on: date) -> bool:
        """P9b Whether its conditions are suspended on that day: while an appeal is decided, not on the day it ends."""
        return any(begun <= on and (over is None or on < over) for begun, over in self.stays())

    def begin_stay(self, *, on: date) -> None:
        """P9b Suspend the conditions from that day. What was a stay before stays on record."""
        if self.stayed_from and self.stayed_to:
            self.earlier_stays = [*self.earlier_stays, [self.stayed_from.isoformat(), self.stayed_to.isoformat()]]
        self.stayed_from, self.stayed_to = on, None
