"""The records before an incident that bear on how it is handled (D1, D3.1)."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from alerts.actions.models import Action

    from .models import Incident


class Past(NamedTuple):
    """The customer's other incidents in the 12 months before, and their actions that were live when it happened."""

    incidents: "list[Incident]"
    actions: "list[Action]"

    @property
    def is_recent(self) -> bool:
        """D1 Whether an incident of the customer's own counts, or a warning."""
        warned = any(action.kind in action.WARNINGS for action in self.actions)
        return warned or any(incident.is_their_own() for incident in self.incidents)
