"""The nouns of the procedure: one file for each, beside the reference data they choose from."""

from .action import Action
from .alert import Alert
from .condition import Condition
from .confirmation import Confirmation
from .discussion import Discussion
from .entry import Entry
from .happened import Happened, happened_beside
from .incident import Channel, Incident
from .investigation import Investigation, OpenMatter
from .marker import Marker
from .reference import AlertType, Behaviour, Control, Example
from .review import Review, Trigger

__all__ = [
    "Action",
    "Alert",
    "AlertType",
    "Behaviour",
    "Channel",
    "Condition",
    "Confirmation",
    "Control",
    "Discussion",
    "Entry",
    "Example",
    "Happened",
    "Incident",
    "Investigation",
    "Marker",
    "OpenMatter",
    "Review",
    "Trigger",
    "happened_beside",
]
