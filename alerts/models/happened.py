"""What happened beside what a decision rests on, and how a page says that it knew of it (§8, §9)."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from alerts.workflow import IncidentStatus

from .action import Action
from .alert import Alert
from .incident import Incident


class Happened(NamedTuple):
    """One incident, and the key by which a page says that it knew of it: another key once it is said to be a breach."""

    key: str
    incident: Incident

    @property
    def known_on(self) -> date:
        """The day on which it was reported or, later, who it was or that it is a breach was said."""
        return timezone.localdate(max(filter(None, [self.incident.known_at, self.incident.breach_said_at])))


def happened_beside(decision: Alert | Action) -> list[Happened]:
    """P8a P9b D5 What was reported of the person or at the place, and each breach of the alert, the latest first.

    What the decision itself rests on was weighed when it was made.
    """
    file = decision.investigation
    case = decision if isinstance(decision, Alert) else file
    assert case is not None  # only what the Head of Service agreed is asked about, and that is of an investigation
    about = case.around().q()
    if isinstance(decision, Alert):
        about |= Q(breach_of=decision)
    found = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID]).filter(about)
    if file:
        found = found.exclude(pk__in=file.incidents.values("pk"))
    return [Happened(_key(incident, decision), incident) for incident in found]


def _key(incident: Incident, decision: Alert | Action) -> str:
    breach = incident.breach_of_id == decision.pk and isinstance(decision, Alert)
    return f"{incident.reference}{' (a breach of the alert)' if breach else ''}"
