"""The records before an incident that bear on how it is handled (D1, D3.1)."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from alerts.actions.models import Action

    from .models import Incident


class Past(NamedTuple):
    """The customer's other incidents in the 12 months before, and their actions that were live when it happened.

    ``owed``: the actions that were decided by then and whose letter had not gone. They do not count.
    ``overturned``: the keys of the incidents that do not count, because what was decided on them was found wrong.
    """

    incidents: "list[Incident]"
    actions: "list[Action]"
    overturned: Collection[int] = ()
    owed: "Sequence[Action]" = ()

    @classmethod
    def of(cls, incidents: "list[Incident]", decided: "list[Action]", overturned: Collection[int]) -> "Past":
        """D3a Return the records, with the actions that were decided apart by whether they are live."""
        live, owed = ([one for one in decided if one.is_live is is_live] for is_live in (True, False))
        return cls(incidents, live, overturned, owed)

    def counts(self, incident: "Incident") -> bool:
        """P4b D1 P9b Return whether the earlier incident counts as the customer's own behaviour."""
        return incident.is_their_own() and incident.pk not in self.overturned

    @property
    def is_recent(self) -> bool:
        """D1 Whether an incident of the customer's own counts, or a warning."""
        warned = any(action.kind in action.WARNINGS for action in self.actions)
        return warned or any(self.counts(incident) for incident in self.incidents)
