"""Keep the drafts of reports while they are typed (§2)."""

import hashlib
import json
from uuid import UUID, uuid5

from django.db.models import F, Q

from alerts.choices import IncidentStatus
from alerts.incidents.models import Incident
from alerts.incidents.selectors import draft_tells_of_danger
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Colleague

Typed = dict[str, list[str]]


@records.step
def keep_draft(*, by: Colleague, page: UUID, typed: Typed, opening: UUID | None = None, seen: int = 0) -> Incident:
    """P2 Keep the words typed so far. It is no step: nobody else sees them, and no history holds them.

    :param page: the key of the page it is typed on: one page is one report, however often it is sent.
    :param opening: the key of this opening of that page. It overwrites its own words, and those it showed.
    :param seen: how often the draft was kept before it was opened. If another opening has since kept newer words or logged
        others, these are kept as a draft of their own.
    :returns: the draft; a report logged with these very words, or discarded, is returned unchanged.
    """
    mine = Incident.objects.filter(created_by=by, page=page)
    current = mine.filter(Q(opening=opening) | Q(kept_times__lte=seen), status=IncidentStatus.DRAFT)
    kept = {"typed": typed, "opening": opening, "kept_times": F("kept_times") + 1}
    if current.update(**kept):
        return _kept(mine.get())
    records.take_turn(records.STEP)
    if not mine.exists():
        records.save(Incident(page=page, reported_by=by), by=by, why="Drafted")
    if current.update(**kept):
        return _kept(mine.get())
    found = mine.get()
    if holds(found, typed=typed) or (found.status == IncidentStatus.VOID and not _is_late(found, opening, seen)):
        return found
    return keep_draft(by=by, page=apart(page, opening=opening), typed=typed, opening=opening, seen=seen)


def _kept(draft: Incident) -> Incident:
    """Return the draft. Where it tells of danger, whoever types it is told at once to finish it."""
    if draft_tells_of_danger(draft):
        records.touch(draft)
    return draft


def begun(*, by: Colleague, page: UUID | None, typed: Typed, opening: UUID | None, seen: int) -> Incident:
    """Return the draft of that page, locked, or a new one. Newer words of another opening stay as they are."""
    if page is None:
        return Incident()
    records.take_turn(records.STEP)
    mine = Incident.objects.select_for_update(of=("self",)).filter(created_by=by, page=page)
    found = mine.first() or Incident(page=page)
    newer = found.status == IncidentStatus.DRAFT and _is_late(found, opening, seen) and not holds(found, typed=typed)
    return begun(by=by, page=apart(page, opening=opening), typed=typed, opening=opening, seen=seen) if newer else found


def apart(page: UUID, *, opening: UUID | None) -> UUID:
    """Return the key of the separate report that this opening of the page continues. It is always the same."""
    return uuid5(page, str(opening))


def holds(incident: Incident, *, typed: Typed) -> bool:
    """Return whether these are the words of the draft, or those with which it was logged."""
    kept = digest(incident.typed) if incident.status == IncidentStatus.DRAFT else incident.logged_as
    return kept == digest(typed)


def digest(typed: Typed) -> str:
    """Return the hash that is kept of the words once they are logged: enough to recognise them.

    It covers only typed or chosen values: no empty boxes, and no ticks that details are right.
    """
    words = {box: held for box, held in typed.items() if box != "confirmed" and any(held)}
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


def _is_late(incident: Incident, opening: UUID | None, seen: int) -> bool:
    """Return whether another opening of the page has kept words since this one was opened."""
    return incident.opening != opening and incident.kept_times > seen
