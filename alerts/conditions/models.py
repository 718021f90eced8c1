"""The model of a condition: one restriction of contact or service that an alert imposes."""

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alerts.choices import ConditionKind, Control, IncidentStatus
from alerts.incidents.models import Incident
from housing_alerts.customers import policies as customers_policies
from housing_alerts.customers.models import Representative
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import Record
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff import policies as staff_policies
from housing_alerts.staff.models import Colleague


class ConditionQuerySet(models.QuerySet["Condition"]):
    def in_force(self) -> "ConditionQuerySet":
        """Return the conditions that were neither taken out of the draft nor lifted."""
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
    """The kinds that say how, when or through whom the customer may contact us."""
    LIMITS_CHANNELS = (ConditionKind.CHANNELS, ConditionKind.THIRD_PARTY, ConditionKind.COMPLAINTS)
    """The kinds that close ways of contact. The customer may not be able to use those that stay open."""

    REACHED_BY: ClassVar[dict[str, tuple[str, str]]] = {
        procedure.ContactWay.EMAIL: ("email", "e-mail address"),
        procedure.ContactWay.TELEPHONE: ("telephone", "telephone number"),
    }
    """The customer's field behind each way of contact that needs one, and its name."""

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
    """The words that the history shows in place of the codes in JSON fields."""

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
        """The first and the last day, in words."""
        return self.lasts("the review")

    def lasts(self, review: str) -> str:
        """Return the first and the last day; ``review`` is the name of the end where no day is set."""
        begins = f"from {show_date(self.starts)} " if self.starts else ""
        return f"{begins}until {show_date(self.ends) if self.ends else review}"

    def repeats(self) -> list[Control]:
        """P8b Return the controls that ask colleagues for no more than to keep to this condition."""
        agreed = [Control.AGREED_CONTACT] if self.kind in self.OF_CONTACT else []
        return [*agreed, *([Control.NAMED_OFFICER] if self.kind == ConditionKind.NAMED_OFFICER else [])]

    @property
    def in_full(self) -> str:
        """The kind, the people named in it, its days and its words, for the colleague who decides on it."""
        named = [("named officer", self.officer), ("deputy", self.deputy), ("through", self.representative)]
        who = [f"{word} {name}" for word, name in named if name]
        return f"{self.get_kind_display()} ({', '.join([*who, self.span])}): {self.words}"

    def affected(self) -> set[int]:
        """P5 Return the keys of the colleagues affected by an incident with its customer, or in its alert's case.

        The case of the alert that this one replaces counts too.
        """
        files = [self.alert.investigation, self.alert.replaces.investigation if self.alert.replaces else None]
        behind = Q(pk__in=[each.pk for file in files if file for each in file.standing_incidents()])
        if self.alert.customer_id:
            behind |= Q(customer=self.alert.customer_id)
        stand = Incident.objects.filter(behind, affected__isnull=False).exclude(
            status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID]
        )
        return set(stand.values_list("affected", flat=True))

    def why_contact_refused(self) -> Refusal | None:
        """P5 P11a Refuse to send the customer to an officer or deputy who may not be contacted, or cannot read the file."""
        named, affected = [one for one in (self.officer, self.deputy) if one], self.affected()
        refusals = [staff_policies.why_contact_refused(one, affected=one.pk in affected) for one in named]
        shut_out = customers_policies.why_contact_shut_out(self.alert.customer, named)
        return next(filter(None, refusals), None) or shut_out

    def why_leads_astray(self) -> Refusal | None:
        """P5 Refuse words that send the customer to a colleague whom they may not contact. One of two who may is enough."""
        named = [one for one in (self.officer, self.deputy) if one]
        affected = self.affected() if named else set()
        refused = {one: staff_policies.why_contact_refused(one, affected=one.pk in affected) for one in named}
        nobody = all(refused.values())
        return next((why for one, why in refused.items() if why and (nobody or str(one) in self.words)), None)

    def officers_here(self) -> list[Colleague]:
        """Return the named officer and deputy who have not left."""
        return [one for one in (self.officer, self.deputy) if one and one.is_active]

    def contacts(self) -> list[Colleague]:
        """P5 Return the named officer and deputy, without whom the customer may not be sent to."""
        refused = staff_policies.why_contact_refused
        return [one for one in self.officers_here() if not refused(one, affected=one.pk in self._affected)]

    @cached_property
    def _affected(self) -> set[int]:
        """The keys that :meth:`affected` returns. A page asks for them several times."""
        return self.affected()

    def leads_to_nobody(self, *, on: date) -> str:
        """P5 Return why all contact goes through a person or a way that is gone on that day; empty if it is there."""
        if self.officer and not self.officers_here():
            return "The named officers have left."
        if self.officer and not self.contacts():
            return "The named officers were affected by what happened, and nobody is sent to them."
        if self.representative and not self.representative.acts(on=on):
            return "The third party no longer acts for them."
        return f"No {unknown} of theirs is known." if (unknown := self.unknown_ways()) else ""

    def unknown_ways(self) -> str:
        """P5 Name the e-mail address or telephone number that its only ways of contact need; empty if one is known."""
        ways = self.details.get("channels", []) if self.kind == ConditionKind.CHANNELS else []
        customer = self.alert.customer
        if customer is None or not ways or not self.REACHED_BY.keys() >= set(ways):
            return ""
        needed = [self.REACHED_BY[way] for way in ways]
        return "" if any(getattr(customer, field) for field, _ in needed) else " or ".join(name for _, name in needed)

    @property
    def awaits_declaration(self) -> bool:
        """D4 Whether the service resumes once the customer's written declaration comes."""
        return self.kind == ConditionKind.DECLARATION and self.lifted_on is None

    def runs(self, *, on: date) -> bool:
        """Return whether it limits contact on that day: begun, not past its last day, and not lifted by then."""
        begun, over = self.starts is None or self.starts <= on, self.ends is not None and self.ends < on
        return begun and not over and (self.lifted_on is None or on < self.lifted_on)


class Stayed(models.Model):
    """P9b The stays of an alert's conditions, one at a time: nobody is held to a condition on a day of any stay."""

    stayed_from = models.DateField(null=True, blank=True)
    stayed_to = models.DateField(null=True, blank=True)
    earlier_stays = models.JSONField(default=list, blank=True)
    """The earlier stays as ISO dates: the first day of each, and the day on which the conditions applied again."""

    class Meta:
        abstract = True

    def stays(self) -> list[tuple[date, date | None]]:
        """Return each stay, the first one first: its first day, and the day on which the conditions applied again."""
        latest = [(self.stayed_from, self.stayed_to)] if self.stayed_from else []
        return [*((date.fromisoformat(begun), date.fromisoformat(over)) for begun, over in self.earlier_stays), *latest]

    def stayed(self, *, on: date) -> bool:
        """P9b Return whether its conditions are suspended on that day: while an appeal is decided, but not on the day it ends."""
        return any(begun <= on and (over is None or on < over) for begun, over in self.stays())

    def begin_stay(self, *, on: date) -> None:
        """P9b Suspend the conditions from that day. Earlier stays remain on record."""
        if self.stayed_from and self.stayed_to:
            self.earlier_stays = [*self.earlier_stays, [self.stayed_from.isoformat(), self.stayed_to.isoformat()]]
        self.stayed_from, self.stayed_to = on, None
