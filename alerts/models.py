"""The nouns of the procedure; each stands in its own room."""

from .actions.models import Action
from .alert.models import Alert
from .catalogue.models import AlertType, Behaviour, Example
from .conditions.models import Condition
from .entries.models import Confirmation, Entry
from .incidents.models import Incident
from .investigations.models import Discussion, Investigation
from .markers.models import Marker
from .reviews.models import Review

__all__ = [
    "Action",
    "Alert",
    "AlertType",
    "Behaviour",
    "Condition",
    "Confirmation",
    "Discussion",
    "Entry",
    "Example",
    "Incident",
    "Investigation",
    "Marker",
    "Review",
]
