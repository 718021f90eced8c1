"""Select the incidents beside a decision, with the keys by which a page confirms that it listed them (§8, §9)."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import IncidentStatus, InvestigationStatus, ReviewStatus
from alerts.incidents.beside import APART, is_apart
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.markers.selectors import unmarked
from alerts.reviews.models import Review


class Happened(NamedTuple):
    """One incident beside a decision: its key, and its words. The key changes once the incident is marked as a breach.

    ``apart`` is true for an incident on a restricted file that the reader of the decision may not open (P11a). ``unmarked``
    is true where it is of danger that nobody has decided on, and no marker tells of it (D4).
    """

    key: str
    incident: Incident
    words: str
    apart: bool
    unmarked: bool

    @property
    def known_at(self) -> datetime:
        """Return the moment when it was reported or, later, when its customer or its breach was recorded."""
        return max(filter(None, [self.incident.known_at, self.incident.breach_said_at]))

    @property
    def known_on(self) -> date:
        """Return the day of :attr:`known_at`."""
        return timezone.localdate(self.known_at)


def happened_beside(decision: Alert | Action) -> list[Happened]:
    """P8a P9b D5 List the incidents about the person or the place, and each breach of the alert, the latest first.

    Incidents that the decision itself rests on are left out: they were weighed when it was made.
    """
    file = decision.investigation
    case = decision if isinstance(decision, Alert) else decision.formal_file
    about = case.around().q()
    if isinstance(decision, Alert):
        about |= Q(breach_of=decision)
    found = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID]).filter(about)
    if file:
        found = found.exclude(pk__in=[incident.pk for incident in file.incidents.all()])
    waiting = Exists(unmarked(on=timezone.localdate()).filter(pk=OuterRef("pk")))
    return [
        _happened(incident, decision, case) for incident in found.annotate(unmarked=waiting).select_related("customer")
    ]


def _happened(incident: Incident, decision: Alert | Action, case: Alert | Investigation) -> Happened:
    breach = incident.breach_of_id == decision.pk and isinstance(decision, Alert)
    apart = is_apart(incident, case)
    words = f"an incident {APART}" if apart else incident.reference
    key, words = (f"{incident.pk} breach", f"{words} (a breach of the alert)") if breach else (f"{incident.pk}", words)
    return Happened(key, incident, words, apart, unmarked=incident.unmarked)  # type: ignore[attr-defined]


class Reviewed(NamedTuple):
    """One completed review; ``undecided``: it asked for another alert, on which nobody has decided yet."""

    review: Review
    undecided: bool


def reviewed_beside(file: Investigation) -> list[Reviewed]:
    """P8a P8b List the reviews of the customer, or at the property, since the day of the recommendation.

    One that asked for more is listed, whenever it was, until that is decided.
    """
    waiting = [InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]
    asked = Investigation.objects.filter(from_review=OuterRef("pk"), status__in=waiting)
    near = Q(alert__customer=file.customer) if file.customer else Q(alert__customer=None, alert__asset=file.asset)
    since = Q(completed_on__gte=file.recommended_on) if file.recommended_on else Q()
    found = Review.objects.filter(near, status=ReviewStatus.COMPLETED).annotate(undecided=Exists(asked))
    listed = found.filter(since | Q(undecided=True)).select_related("alert__type").order_by("completed_on", "pk")
    return [Reviewed(review, review.undecided) for review in listed]
