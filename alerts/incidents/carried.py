"""Find the void reports whose words a later report carries on, and say so above those words (D4.1)."""

from typing import TYPE_CHECKING

from alerts.choices import IncidentStatus
from alerts.corrections.choices import DangerBelongs

from .beside import is_apart

if TYPE_CHECKING:
    from .models import Incident


def carried_from(incident: "Incident") -> "list[Incident]":
    """D4 List the void reports whose words the incident carries on, the last one first.

    A report that somebody typed carries on none. A report in other words, because those of the void one stay with a
    restricted file, does not either.
    """
    found: list[Incident] = []
    last = incident
    while not last.logged_as:
        void = type(incident).objects.filter(status=IncidentStatus.VOID, danger_belongs=DangerBelongs.ELSEWHERE)
        before = void.filter(goes_on_in=last.reference, account=incident.account).select_related("customer").first()
        if before is None:
            break
        found.append(before)
        last = before
    return found


def files_left(incident: "Incident") -> bool:
    """D4 Return whether photos or files stay with a void report whose words the incident carries on.

    They may show somebody else's home, so nobody moves them unseen. Of another restricted file nothing is said.
    """
    return any(one.files for one in carried_from(incident) if not is_apart(one, incident))


def above_account(incident: "Incident") -> str:
    """D4 Return the words that stand above an account that was carried over; empty for any other.

    The account stays as it was typed, so it may name a person who was cleared when the first report was made void.
    """
    before = carried_from(incident)
    if not before:
        return ""
    told = [f"incident {one.reference}" for one in reversed(before) if not is_apart(one, incident)]
    whose = " and ".join(told) or "another incident"
    said = f"Carried over from {whose}, which is void because it belongs to another person or address."
    if all(one.customer_id is None for one in before):
        return said
    return f"{said} If these words name the person whom that report was about, it was not that person."
