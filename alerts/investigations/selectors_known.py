"""What was known at a decision or at a question, as whoever reads it may read it now (§10, §11)."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from alerts.alert.models import Alert
from alerts.incidents.apart import is_apart
from alerts.incidents.models import Incident
from housing_alerts.staff.models import Colleague

from .known import breach_told, incident_told
from .models import Investigation

Rows = list[tuple[str, Any]]
"""What is said of each thing: a text, or several as a list."""


def answers(colleague: Colleague, file: Investigation) -> Rows:
    """P10a What the Lead answered on the file, and what was asked of it."""
    return worded(colleague, file, file.answers())


def worded(colleague: Colleague, file: Investigation, rows: Iterable[tuple[str, Any]]) -> Rows:
    """The rows of a file or its decision, with what was known in words."""
    return [(title, in_words(colleague, file, text) if isinstance(text, list) else text) for title, text in rows]


def in_words(colleague: Colleague, file: Investigation, known: Iterable[Any]) -> list[str]:
    """P11a What was kept of what was known. Of what is on somebody else's file that was restricted since, and that the
    colleague cannot open, only that there was one."""
    known = list(known)
    of_others = [_said(**each) for each in known if not isinstance(each, str)]
    incidents = Incident.objects.select_related("customer").in_bulk([said.incident for said in of_others])
    alerts = Alert.objects.select_related("customer", "type").in_bulk([said.alert for said in of_others])

    def closed(record: Alert | Incident) -> bool:
        seen = type(record).objects.visible_to(colleague)
        return is_apart(record, file) and not seen.filter(pk=record.pk).exists()

    def told(said: _Said) -> str:
        row = incidents[said.incident]
        if said.breach:
            return f"{said.kind}: {breach_told(row, alerts.get(said.alert), apart=closed)}"
        return f"{said.kind}: {incident_told(row, apart=closed(row))}"

    return [each if isinstance(each, str) else told(_said(**each)) for each in known]


class _Said(NamedTuple):
    """What a key stands for: an incident or, where ``breach``, that it breaches the alert, or none (0)."""

    kind: str
    breach: bool
    incident: int
    alert: int


def _said(key: str, kind: str) -> _Said:
    what, _, keys = key.partition(" ")
    incident, _, alert = keys.partition(".")
    return _Said(kind, what == "Breach", int(incident), int(alert or 0))
