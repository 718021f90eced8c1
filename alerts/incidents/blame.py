"""The rule whether reports tell of behaviour of the customer's own (E1, D3a)."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from alerts.choices import About, Danger

if TYPE_CHECKING:
    from .models import Incident


def tells_of_behaviour(incidents: "Collection[Incident]") -> bool:
    """E1 D3a Return whether a report tells of the customer's own behaviour. Without reports, it is the one at the time."""
    return not incidents or any(_is_behaviour(incident) for incident in incidents if incident.is_their_own())


def _is_behaviour(incident: "Incident") -> bool:
    """Return whether somebody behaved so: violence, a threat and a weapon count, and a dog alone does not.

    A risk that something may happen is nothing that they did, whatever the danger is.
    """
    if incident.about == About.RISK:
        return False
    if incident.threatened_violence() or incident.behaviours.exists():
        return True
    return incident.about == About.BEHAVIOUR and Danger.DOG not in incident.dangers
