"""An appeal against an alert, a review that kept it, or an agreed action."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from alerts.choices import IncidentStatus
from alerts.models import Action, Alert, Incident, Investigation, Review
from appeals.choices import AppealChannel
from housing_alerts.attachments.models import Attachable
from housing_alerts.customers.models import Customer, Representative
from housing_alerts.kernel.records.models import Referenced, existing
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea
from housing_alerts.staff.selectors import away_on
from letters.choices import Kind
from letters.models import Letter
from letters.subjects import Subject

from . import permissions, policies
from .choices import AppealOutcome, AppealStatus
from .machine import AppealMachine

RUNNING = [AppealStatus.ACCEPTED, AppealStatus.PREPARED]
"""The statuses of an appeal that goes ahead and is not decided yet: it is acknowledged."""
OPEN = [AppealStatus.RECEIVED, *RUNNING]
DECIDED = [AppealStatus.DETERMINED, AppealStatus.REFUSED]
"""The statuses of an appeal after which the customer is owed a letter."""


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, colleague: Colleague) -> "AppealQuerySet":
        """Return the appeals that the colleague may read.

        A Lead reads those of their areas; the Leadership Team reads all. A restricted customer's appeal also needs that
        file to be open to them. The area is the case's own, so its Lead keeps it when the customer moves.
        """
        if colleague.holds(Role.LEADERSHIP):
            scope = Q()
        elif colleague.holds(Role.OPERATIONAL_LEAD):
            scope = Q(service_area__in=colleague.area_ids)
        else:
            return self.none()
        return self.filter(scope, ~Q(customer__in=Customer.objects.kept_from(colleague)))

    def open(self) -> "AppealQuerySet":
        """Return the appeals that are neither decided nor taken back."""
        return self.filter(status__in=OPEN)

    def upheld(self) -> "AppealQuerySet":
        """Return the appeals that the customer won."""
        return self.filter(outcome=AppealOutcome.UPHELD)

    def with_days(self) -> "AppealQuerySet":
        """P9b Return the appeals with two days each: ``told_on`` and ``closed_on``.

        ``told_on``: the customer first heard from us, or took the appeal back. ``closed_on``: they had the answer, or
        took it back.
        """
        return self.annotate(
            told_on=Coalesce(
                _first_sent(Kind.APPEAL_ACKNOWLEDGEMENT),
                _first_sent(Kind.APPEAL_OUTCOME),
                "answered_on",
                "withdrawn_on",
            ),
            closed_on=Coalesce(_first_sent(Kind.APPEAL_OUTCOME), "answered_on", "withdrawn_on"),
        )

    def in_breach(self, *, on: date) -> "AppealQuerySet":
        """P9b Return the appeals that were answered, or acknowledged by our own standard, late, or are overdue on ``on``.

        A late appeal that waits to be accepted or refused counts too: its days run from its receipt like any other's.
        Each row has the days of :meth:`with_days`. A customer who died waits for no letter.
        """
        late = Q(told_on__gt=F("acknowledge_due_on")) | Q(closed_on__gt=F("answer_due_on"))
        untold = Q(told_on__isnull=True, acknowledge_due_on__lt=on)
        unanswered = Q(closed_on__isnull=True, answer_due_on__lt=on)
        return self.with_days().filter(late | Q(untold | unanswered, customer__died=False))


def _first_sent(kind: str) -> Subquery:
    """Return the day on which such a letter about the appeal was first sent and did not come back."""
    sent = Letter.objects.of_each(Appeal).sent().filter(kind=kind)
    return Subquery(sent.order_by("sent_on").values("sent_on")[:1])


class Appeal(AppealMachine, Attachable, Referenced):
    """P9a One written challenge, with its grounds, when and how it came, and whether it was in time."""

    PREFIX = "AP"
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="appeals")
    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="+")
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, null=True, related_name="appeals")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, related_name="appeals")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="appeals")
    grounds = models.TextField("the customer's reasons")
    channel = models.CharField("how it reached us", max_length=12, choices=AppealChannel.choices)
    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    other_sender = models.CharField(
        "who made it without a record of acting for the customer", max_length=150, blank=True
    )
    authority_asked = models.TextField("the authority that was asked of them", blank=True)
    documents = models.TextField("the documents that came with it", blank=True)
    received_on = models.DateField()
    reply_by = models.DateField("last day to appeal", null=True, blank=True)
    in_time = models.BooleanField()

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["status", "service_area"]),
            models.Index(fields=["status", "answer_due_on"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["alert"], condition=Q(status__in=OPEN), name="one_open_appeal_of_an_alert"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(status__in=OPEN), name="one_open_appeal_of_an_action"
            ),
            models.CheckConstraint(
                condition=Q(alert__isnull=True, action__isnull=False) | Q(alert__isnull=False, action__isnull=True),
                name="appeal_against_an_alert_or_an_action",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_on__isnull=True)
                | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="appeal_decided_by_and_on_together",
            ),
            models.CheckConstraint(
                condition=~Q(status=AppealStatus.DETERMINED) | (~Q(outcome="") & ~Q(findings="")),
                name="determined_appeal_has_outcome_and_findings",
            ),
            models.CheckConstraint(
                condition=Q(other_sender="") | Q(~Q(authority_asked=""), representative__isnull=True),
                name="other_sender_of_an_appeal_was_asked_for_authority",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_upheld(self) -> bool:
        return self.outcome == AppealOutcome.UPHELD

    @property
    def is_supported(self) -> bool:
        """P9a Return whether supporting information came with it."""
        return bool(self.documents.strip() or self.files)

    @property
    def not_told(self) -> str:
        """P7c Return the warning about an alert of which the customer was not told: nobody else there may hear of it.

        Where somebody appealed for them, it is not known whether the customer knows.
        """
        return self.alert.not_told_yet if self.alert else ""

    @property
    def by_customer(self) -> bool:
        """P9a Return whether the customer made it, and nobody for them."""
        return self.representative_id is None and not self.other_sender

    @property
    def sender(self) -> str:
        """P10b Return the name of the person who made it."""
        return str(self.representative or self.other_sender or self.customer)

    def lacks_authority(self, *, on: date) -> bool:
        """P10b Return whether somebody made it for the customer who does not act for them on that day by any record."""
        if self.representative:
            return not self.representative.acts(on=on)
        if not self.other_sender:
            return False
        acting = (one.name for one in self.customer.representatives.all() if one.acts(on=on))
        return self.other_sender.casefold() not in (name.casefold() for name in acting)

    @property
    def decision(self) -> Alert | Action:
        """Return the appealed decision: the alert, also where a review of it is appealed, or the action."""
        return self.alert or self.appealed_action

    @property
    def appealed_action(self) -> Action:
        """Return the action that is appealed.

        :raises LookupError: where the appeal is against an alert.
        """
        return existing(self.action, "what is against no alert is against an action")

    @property
    def against(self) -> str:
        """Return the appealed decision in words."""
        if self.alert:
            return f"{self.alert.type}, alert {self.alert.reference}"
        made = self.decision
        return f"{made}, agreed by {made.decided_by} on {show_date(made.decided_on)}"

    @property
    def investigation(self) -> Investigation | None:
        """Return the case behind it; none behind an alert of the housing system."""
        return self.decision.investigation

    def made_by(self) -> list[Colleague]:
        """P9b List the people who made the appealed decision: who imposed or agreed it, and who kept it at review."""
        people = [self.decision.decided_by, self.review.completed_by if self.review else None]
        return list(dict.fromkeys(person for person in people if person))

    @cached_property
    def concerned(self) -> set[int]:
        """P9b Return the keys of colleagues who reported, or were affected by, breaches or incidents of the review."""
        if self.alert is None:
            return set()
        about = Q(breach_of=self.alert)
        if self.review:
            since, until = self.alert.effective_from, self.review.completed_on
            about |= Q(self.alert.around().q(), occurred_at__date__gte=since, occurred_at__date__lte=until)
            about |= Q(pk__in=self.review.incidents().values("pk"))
        counted = Incident.objects.filter(about).exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
        return counted.reporters_and_affected()

    def head_who_made_it(self) -> Colleague | None:
        """P9b Return the relevant Head of Service where the decision is their own; none where they have left."""
        here = (person for person in self.made_by() if person.is_active)
        return next((each for each in here if each.holds_in(Role.HEAD_OF_SERVICE, self.service_area_id)), None)

    def other_deciders(self, *, on: date | None = None) -> list[Colleague]:
        """P9b List the leaders who can decide it: without a part in the case, and with the file open to them.

        :param on: the day on which nobody who is away is listed.
        """
        roles = [Role.LEADERSHIP, Role.HEAD_OF_SERVICE]
        team = Colleague.objects.filter(is_active=True, held__role__in=roles).distinct().prefetch_related("held")
        not_these = {*(one.pk for one in self.made_by()), *(away_on(on) if on else ())}
        return [person for person in team.exclude(pk__in=not_these) if self._open_to(person)]

    def _open_to(self, person: Colleague) -> bool:
        closed = self.customer.restricted and not self.customer.is_open_to(person)
        return not closed and permissions.why_may_not_determine(person, self) is None

    def was_before_decider(self, at: datetime) -> bool:
        """P9b Return whether its evidence went to the Head of Service before then. For an older appeal only the day is known."""
        if self.prepared_at:
            return self.prepared_at <= at
        return self.prepared_on is not None and self.prepared_on <= timezone.localdate(at)

    def days_left(self, *, on: date) -> int:
        """P9b Return the days until the answer must be sent; negative once that day has passed."""
        return (self.answer_due_on - on).days

    def answer_owed(self) -> bool:
        """P9b Return whether the customer still waits for the answer, which is given only when its letter is sent.

        An answer that may not be written is owed until somebody records how it was given without a letter.
        """
        if self.is_open:
            return True
        if self.status not in DECIDED or self.customer.died or self.answered_on:
            return False
        return not self._sent(Kind.APPEAL_OUTCOME)

    def acknowledgement_owed(self) -> bool:
        """P9b Return whether an accepted appeal waits for its acknowledgement, which says when we answer."""
        owes = self.status in RUNNING and not self.customer.died
        return owes and not self._sent(Kind.APPEAL_ACKNOWLEDGEMENT)

    def _sent(self, kind: str) -> bool:
        return Letter.objects.about(self).sent().filter(kind=kind).exists()

    def clock(self, *, on: date) -> str:
        """P9b Return the days left, or late, in words."""
        left = self.days_left(on=on)
        return f"{abs(left)} day{'' if abs(left) == 1 else 's'} {'left' if left >= 0 else 'late'}"

    def letter_page(self, kind: str) -> str:
        """E3 P9b Return the address of the page where a Lead writes the letter of this kind."""
        view = "appeal_acknowledge" if kind == Kind.APPEAL_ACKNOWLEDGEMENT else "appeal_letter"
        return reverse(f"appeals:{view}", args=[self.reference])

    def why_letter_refused(self, kind: str) -> Refusal | None:
        """E3 P9b Refuse a letter of this kind about the appeal while it may not exist."""
        return policies.why_letter_refused(self, kind)

    def risks_at_home(self, *, on: date) -> list[str]:
        """P7c List the reasons why somebody else at the customer's address should not read a letter about it."""
        case = self.alert or self.investigation
        return case.risks_at_home(on=on) if case else []

    def why_customer_not_informed(self) -> Refusal | None:
        """P7c Refuse any letter about the appealed decision where the customer may not be told of it."""
        return policies.why_customer_not_informed(self)

    def why_facts_refused(self, facts: dict[str, Any]) -> Refusal | None:
        """E3 Refuse a letter whose facts about the appealed decision are no longer true."""
        return policies.why_facts_refused(self, facts)

    def terms(self) -> dict[str, Any]:
        """Return the facts behind a letter about the appeal as plain data, to store with the letter and compare later."""
        return self.alert.terms() if self.alert else {"stands": not self._upheld_before()}

    def _upheld_before(self) -> bool:
        return Appeal.objects.filter(action=self.action, outcome=AppealOutcome.UPHELD).exists()

    def kept_nameless(self) -> Iterable[Colleague]:
        """P11a List the colleagues to keep nameless: they reported on the customer, or were affected."""
        if self.alert:
            return self.alert.kept_nameless()
        return Incident.objects.filter(customer=self.customer).people()


LETTER_SUBJECTS: tuple[type[Subject], ...] = (Appeal,)
"""The records that a letter of this app can be about. The type checker holds them to the protocol of letters."""
