"""What is typed of a report: kept as a draft, and found again when it is logged (§2)."""

import hashlib
import json
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F, Q

from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Colleague

from .machine import IncidentStatus
from .models import Incident

Typed = dict[str, list[str]]


@transaction.atomic
def keep_draft(*, by: Colleague, page: UUID, typed: Typed, opening: UUID | None = None, seen: int = 0) -> Incident:
    """P2 Keep what was typed so far. It is no step: nobody else sees it, and no history holds the words.

    :param page: the key of the page it is typed on: one page is one report, however often it is sent.
    :param opening: the key of this opening of that page; it writes over its own words, and over those it showed.
    :param seen: how often the draft was kept before it was opened. Where another opening kept newer words since, or
    logged others, these are kept as a draft of their own.
    :returns: the draft; what was logged with these very words, or was discarded, stands as it was.
    """
    mine = Incident.objects.filter(created_by=by, page=page)
    current = mine.filter(Q(opening=opening) | Q(kept_times__lte=seen), status=IncidentStatus.DRAFT)
    kept = {"typed": typed, "opening": opening, "kept_times": F("kept_times") + 1}
    if current.update(**kept):
        return mine.get()
    records.take_turn(records.STEP)
    if not mine.exists():
        records.save(Incident(page=page, reported_by=by), by=by, why="Drafted")
    if current.update(**kept):
        return mine.get()
    found = mine.get()
    if holds(found, typed=typed) or (found.status == IncidentStatus.VOID and not _is_late(found, opening, seen)):
        return found
    return keep_draft(by=by, page=apart(page, opening=opening), typed=typed, opening=opening, seen=seen)


def begun(*, by: Colleague, page: UUID | None, typed: Typed, opening: UUID | None, seen: int) -> Incident:
    """What was drafted on that page, locked; else a new one. Newer words of another opening stay as they are."""
    if page is None:
        return Incident()
    records.take_turn(records.STEP)
    mine = Incident.objects.select_for_update(of=("self",)).filter(created_by=by, page=page)
    found = mine.first() or Incident(page=page)
    newer = found.status == IncidentStatus.DRAFT and _is_late(found, opening, seen) and not holds(found, typed=typed)
    return begun(by=by, page=apart(page, opening=opening), typed=typed, opening=opening, seen=seen) if newer else found


def apart(page: UUID, *, opening: UUID | None) -> UUID:
    """The key of the report that this opening of the page goes on with by itself: always the same."""
    return uuid5(page, str(opening))


def holds(incident: Incident, *, typed: Typed) -> bool:
    """Whether these are the words of the draft, or those it was logged with."""
    return incident.typed == typed if incident.status == IncidentStatus.DRAFT else incident.logged_as == digest(typed)


def digest(typed: Typed) -> str:
    """What is kept of the words once they are logged: enough to know them again, whatever was ticked as right."""
    words = {box: held for box, held in typed.items() if box != "confirmed"}
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


def _is_late(incident: Incident, opening: UUID | None, seen: int) -> bool:
    """Whether another opening of the page wrote since this one was opened."""
    return incident.opening != opening and incident.kept_times > seen
