"""The model of an action: a step of the informal or the formal stage that is no sanction."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse

from alerts.choices import About, ActionKind, IncidentStatus, Informing
from alerts.decisions.decided import Decided
from alerts.incidents.models import Incident
from alerts.writing import at_home, beside
from alerts.writing import policies as writing_policies
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.records.models import Record, existing
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import ServiceArea
from letters.choices import Kind as LetterKind
from letters.models import Letter

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.investigations.models import Investigation
    from housing_alerts.staff.models import Colleague


class ActionQuerySet(models.QuerySet["Action"]):
    def to_follow_up(self) -> "ActionQuerySet":
        """Return the actions agreed at the formal stage that still stand and have no outcome yet."""
        standing = self.filter(investigation__isnull=False, agreed=True, set_aside_on__isnull=True)
        return standing.filter(outcome_on__isnull=True)

    def of_customer(self, pk: int) -> "ActionQuerySet":
        """Return the actions of the customer's incidents and investigations."""
        return self.filter(Q(incident__customer_id=pk) | Q(investigation__customer_id=pk))

    def live_or_owed(self, *, on: date) -> "ActionQuerySet":
        """D3a Return the actions that were given, agreed or signed by that day, and have not expired.

        One that is given in writing is live from the day on which its letter went to the customer: ``is_live`` on each says
        whether it is live, or its letter is still owed.
        """
        live: dict[str, Any] = {"is_live": Case(When(~IN_WRITING | _written_by(on), then=True), default=False)}
        found: ActionQuerySet = self._decided(on=on).annotate(**live)
        return found

    def _decided(self, *, on: date) -> "ActionQuerySet":
        unsigned = Q(outcome_on=None) | Q(outcome_on__gt=on)
        offered = unsigned & Q(kind=ActionKind.AGREEMENT, investigation__isnull=False)
        given = self.filter(decided_on__lte=on, live_until__gte=on).exclude(offered)
        return given.exclude(incident__status=IncidentStatus.VOID)


IN_WRITING = Q(kind=ActionKind.WRITTEN_WARNING) | Q(kind=ActionKind.AGREEMENT, incident__isnull=False)
"""D3a The actions that are given by their letter. An agreement of the formal stage is live once it is signed."""


def _written_by(on: date) -> Q:
    """D3a Return the condition for actions whose own letter went to the customer by that day, and did not come back."""
    return Letter.objects.sent().filter(kind__in=Action.LETTERS.values(), sent_on__lte=on).tell_of_each(Action)


class Action(Decided, Record):
    """P5 A step that is no sanction: taken at the informal stage (incident) or recommended by the Lead (investigation)."""

    is_live = True
    """D3a Whether its letter has gone, where :meth:`ActionQuerySet.live_or_owed` asked."""

    TOLD = [
        ActionKind.ADVICE,
        ActionKind.VERBAL_WARNING,
        ActionKind.WRITTEN_WARNING,
        ActionKind.AGREEMENT,
        ActionKind.MEDIATION,
    ]
    """The kinds that cannot be done without the customer.

    The police and a court tell the customer of the others in their own time.
    """
    INFORMAL = [
        ActionKind.ADVICE,
        ActionKind.VERBAL_WARNING,
        ActionKind.WRITTEN_WARNING,
        ActionKind.AGREEMENT,
        ActionKind.MEDIATION,
        ActionKind.APOLOGY,
    ]
    LEGAL = [ActionKind.INJUNCTION, ActionKind.POSSESSION]
    """D5 The kinds of legal action for breach of tenancy."""
    FORMAL = [*TOLD, ActionKind.POLICE, *LEGAL]
    """P5 The kinds that may be recommended. An apology is received, and nobody decides on it."""
    WARNINGS = [ActionKind.VERBAL_WARNING, ActionKind.WRITTEN_WARNING]
    WITH_A_LIFE = [*WARNINGS, ActionKind.AGREEMENT]
    """D3a The kinds that are live for a time. Only a warning counts in the stage that Appendix D proposes."""
    LETTERS: ClassVar[dict[str, str]] = {
        ActionKind.WRITTEN_WARNING: LetterKind.WRITTEN_WARNING,
        ActionKind.AGREEMENT: LetterKind.BEHAVIOUR_AGREEMENT,
    }
    """D3a D3b The kinds that take effect only when written to the customer, at either stage, each with its letter."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, related_name="actions")
    investigation = models.ForeignKey(
        "alerts.Investigation", on_delete=models.PROTECT, null=True, related_name="actions"
    )
    kind = models.CharField(max_length=20, choices=ActionKind.choices)
    words = models.TextField()
    due_on = models.DateField("by when", null=True, blank=True)
    consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    consent_on = models.DateField("when the employee consented", null=True, blank=True)
    taken_out_on = models.DateField("when it was taken out of the recommendation", null=True, blank=True)
    agreed = models.BooleanField(null=True)
    live_until = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_aside_on = models.DateField("when an appeal set it aside", null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(incident__isnull=True, investigation__isnull=False)
                | Q(incident__isnull=False, investigation__isnull=True),
                name="action_of_an_incident_or_an_investigation",
            ),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True, decided_by__isnull=True, decided_on__isnull=True)
                | Q(agreed__isnull=False, decided_by__isnull=False, decided_on__isnull=False),
                name="action_decided_by_and_on_together",
            ),
            models.CheckConstraint(
                condition=Q(consent_by__isnull=True, consent_on__isnull=True)
                | Q(consent_by__isnull=False, consent_on__isnull=False),
                name="consent_by_and_on_together",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def stands(self) -> bool:
        """Whether it was agreed, and nobody set it aside."""
        return bool(self.agreed) and self.set_aside_on is None

    @property
    def awaits_signature(self) -> bool:
        """D3b Whether it is a behaviour agreement of the formal stage that the customer has not answered yet."""
        return self.kind == ActionKind.AGREEMENT and self.investigation_id is not None and self.outcome_on is None

    @property
    def lasts(self) -> str:
        """D3a D3b Until when it is live, in words, and what it is live by: its letter, or the customer's signature."""
        until = show_date(self.live_until)
        if until and self.awaits_signature:
            return f"{until}, if the customer signs it"
        written = self.kind in self.LETTERS and (self.kind != ActionKind.AGREEMENT or self.incident_id is not None)
        return f"{until}, once its letter has gone" if until and written else until

    @property
    def file(self) -> "Incident | Investigation":
        """The case that it belongs to: the incident that was settled with it, or the investigation."""
        return self.investigation or existing(self.incident, "an action is of an incident or of an investigation")

    @property
    def formal_file(self) -> "Investigation":
        """The investigation in which it was recommended. :raises LookupError: if the action is informal."""
        return existing(self.investigation, "an informal action is taken when it is recorded")

    @property
    def reference(self) -> str:
        """The reference of its case. An action has none of its own."""
        return self.file.reference

    @property
    def customer(self) -> Customer | None:
        """The customer of its case."""
        return self.file.customer

    @property
    def asset(self) -> Asset | None:
        """The property of its case, if any."""
        return self.file.asset

    @property
    def service_area(self) -> ServiceArea:
        """The area whose Leads write about it; for an incident of a known customer, the customer's area."""
        return existing(self.file.service_area, "an incident of a known customer is of their area")

    @property
    def letter_kind(self) -> str:
        """The kind of letter that tells of the action alone; empty if no letter belongs to it."""
        told = LetterKind.AGREED_ACTION if self.investigation_id and self.kind in self.TOLD else ""
        return self.LETTERS.get(self.kind, told)

    def letter_now(self) -> str:
        """P11a Return the kind of letter that is to be written now: once it was taken back, the one that says so."""
        return self.letter_kind if self.why_letter_refused(LetterKind.REMOVAL) else LetterKind.REMOVAL

    def was_told(self) -> bool:
        """D3a D3b Return whether the customer knows of it: by a letter or, of a verbal warning, by word of mouth."""
        spoken = self.incident_id is not None and self.kind == ActionKind.VERBAL_WARNING
        return spoken or Letter.objects.sent().about(self).exists()

    def is_taken_back_elsewhere(self) -> bool:
        """P9b P8b Return whether the answer to an appeal, or the letter that its alert is gone, takes it back."""
        alerts = self.investigation.alerts.all() if self.investigation else []
        return beside.appeal_determined(self.set_aside_on, self) or any(each.told_by_letter() for each in alerts)

    def withheld_beside(self) -> "list[Alert]":
        """P7c Return the alerts of which the customer must not know: those of its own case, and any in force."""
        if self.investigation:
            return self.investigation.withheld_alerts()
        alerts = self.customer.alerts.all() if self.customer else []
        return [alert for alert in alerts if alert.is_active and alert.informing == Informing.WITHHOLD]

    def incidents(self) -> list[Incident]:
        """D3a D3b Return the reports of its case."""
        return [self.incident] if self.incident else self.formal_file.standing_incidents()

    def rests_on_third_party_alone(self) -> bool:
        """P4b Return whether its case rests only on another agency's report."""
        if self.investigation:
            return self.investigation.rests_on_third_party_alone()
        return self.incident is not None and self.incident.about == About.THIRD_PARTY

    def terms(self) -> dict[str, Any]:
        """Return the facts that a letter about it rests on, as plain data to keep with the letter and compare."""
        until = self.live_until.isoformat() if self.live_until else ""
        return {"stands": self.stands, "live_until": until} | beside.appeals_determined(self)

    def kept_nameless(self) -> "list[Colleague]":
        """P11a Return the colleagues who reported on the customer or were affected, whom a letter does not name."""
        return list(Incident.objects.filter(customer=self.customer).people())

    def risks_at_home(self, *, on: date) -> list[str]:
        """P7c Return the reasons why others at the customer's address should not read a letter about the action."""
        return at_home.risks_at_home(self.customer, self.incidents(), on=on)

    def why_customer_not_informed(self) -> Refusal | None:
        """P7c Refuse to tell the customer of the action by letter, if that is not allowed."""
        return writing_policies.why_customer_not_informed_of_action(self)

    def letter_page(self, kind: str) -> str:
        """D3a D3b P11a Return the page on which a Lead writes its letter."""
        view = "investigation_action_letter" if self.investigation_id else "incident_action_letter"
        return reverse(f"alerts:{view}", args=[self.reference, self.pk])

    def why_letter_refused(self, kind: str) -> Refusal | None:
        """D3a D3b Refuse a letter of this kind about the action. Letters ask this of every record that they tell of."""
        return writing_policies.why_action_letter_refused(self, kind)

    def why_facts_refused(self, facts: dict[str, Any]) -> Refusal | None:
        """D3b Refuse a letter whose facts about the action are no longer true."""
        return writing_policies.why_action_facts_refused(self, facts)
