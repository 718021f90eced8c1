"""The nouns of the procedure; each stands in its own room."""

from letters.subjects import Subject

from .actions.models import Action
from .alert.models import Alert
from .catalogue.models import AlertType, Behaviour, Example
from .conditions.models import Condition
from .entries.models import Confirmation, Entry
from .incidents.models import Incident
from .investigations.discussions import Discussion
from .investigations.models import Investigation
from .markers.models import Marker
from .reconciliation.models import Difference, Reconciliation
from .reviews.models import Review
from .visits.models import Visit, VisitList, VisitNotice
from .welfare.models import WelfareCheck

LETTER_SUBJECTS: tuple[type[Subject], ...] = (Action, Alert, Investigation, Review)
"""What a letter of this app can be about; the type checker holds each of them to what letters ask of it."""

__all__ = [
    "LETTER_SUBJECTS",
    "Action",
    "Alert",
    "AlertType",
    "Behaviour",
    "Condition",
    "Confirmation",
    "Difference",
    "Discussion",
    "Entry",
    "Example",
    "Incident",
    "Investigation",
    "Marker",
    "Reconciliation",
    "Review",
    "Visit",
    "VisitList",
    "VisitNotice",
    "WelfareCheck",
]
