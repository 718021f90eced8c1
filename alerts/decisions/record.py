"""The decision record: each decision on a case, with its facts and the questions asked before (§6, §7, D3.2).

One record gives the page and the PDF the same words. It states the facts and measures at the decision; later changes by
a review or an appeal stand on the alert's own page. An action has no page, so the record says that it was set aside.
Where a file is sent back after a part of it was decided, that part keeps its own facts, because the file goes on. The
record holds no protected characteristic, and nobody is asked for one.
"""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.alert.words import struck
from alerts.choices import AlertStatus, EndedBecause, InvestigationStatus
from alerts.corrections.amendable import amended
from alerts.incidents.models import Incident
from alerts.incidents.words import as_amended, confirmation, established, of_lead, told_us
from alerts.investigations.models import Investigation
from alerts.investigations.selectors import Rows, investigation, worded
from alerts.markers.models import Marker
from alerts.writing.selectors import organisation
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date, show_datetime
from housing_alerts.staff.models import Colleague, Organisation

EQUALITY = (
    "Was anybody treated differently because of a protected characteristic? Would the same have been decided for "
    "anybody else who did the same? Would an adjustment have made less do? No characteristics stand here, and "
    "whoever recommends or decides does not see them."
)
"""P11b The standing reminder on each decision and its record."""


class Part(NamedTuple):
    """A titled part of the record. Each row holds one text, or several as a list; an empty row is left out."""

    title: str
    rows: Rows


class Section(NamedTuple):
    """The parts under one heading. ``empty`` is the sentence for a section without parts."""

    heading: str
    parts: list[Part]
    empty: str = ""


class DecisionRecord(NamedTuple):
    """The whole record, as plain data. ``has_alert`` says whether an alert is part of it."""

    title: str
    reference: str
    subject: str
    organisation: Organisation
    has_alert: bool
    sections: list[Section]


def decision_on_alert(colleague: Colleague, reference: str) -> DecisionRecord:
    """Return the record of the decision on one alert.

    :raises Http404: where the alert is not visible, or nothing was decided on it here.
    """
    found = get_object_or_404(
        Alert.objects.visible_to(colleague).select_related("investigation"),
        reference=reference,
        decided_on__isnull=False,
        investigation__isnull=False,
    )
    file = _file(colleague, found.file.reference)
    (alert,) = [each for each in file.alerts.all() if each.pk == found.pk]
    return _record(colleague, file, [alert], None, title=f"Decision on {alert.type}", reference=reference)


def decision_on_investigation(colleague: Colleague, reference: str) -> DecisionRecord:
    """Return the record of every decision on a file.

    :raises Http404: where the file is not visible or not concluded.
    """
    file = _file(colleague, reference)
    if file.status != InvestigationStatus.CONCLUDED:
        raise Http404
    decided = [each for each in file.alerts.all() if each.decided_on]
    return _record(
        colleague, file, decided, file.actions_put_forward(), title="Decision on the investigation", reference=reference
    )


def _file(colleague: Colleague, reference: str) -> Investigation:
    file = investigation(colleague, reference)
    markers = Prefetch("markers", Marker.objects.select_related("placed_by", "lifted_by"))
    prefetch_related_objects(list(file.incidents.all()), "affected", markers)
    return file


def decided_upon(file: Investigation, *, on: date) -> list[Any]:
    """List the facts behind a decision of that day, as plain data.

    Each is a heading, its parts with their rows, and the sentence for a section without parts.
    """
    return [list(section) for section in _basis(file, on)]


def _kept(alert: Alert) -> list[Section]:
    return [
        Section(heading, [Part(title, [(term, words) for term, words in rows]) for title, rows in parts], empty)
        for heading, parts, empty in alert.decided_upon
    ]


def _record(
    colleague: Colleague,
    file: Investigation,
    alerts: list[Alert],
    actions: list[Action] | None,
    *,
    title: str,
    reference: str,
) -> DecisionRecord:
    days = [*(each.decided_on for each in alerts), None if alerts else file.concluded_on]
    decided_on = max(day for day in days if day)
    kept = _kept(alerts[0]) if actions is None else []
    decided = Section("What was decided", _decisions(file, alerts, actions))
    landlord = organisation(file, on=decided_on)
    written = [decided, *(kept or _basis(file, decided_on)), *_corrected_since(file, alerts, decided_on)]
    sections = [_read_by(colleague, file, each) for each in written]
    return DecisionRecord(title, reference, str(file.subject), landlord, bool(alerts), sections)


def _corrected_since(file: Investigation, alerts: list[Alert], decided_on: date) -> list[Section]:
    """P13b Return what was put right or disputed since the decision, as a section; none where nothing was."""
    beside = [(f"Report {incident.reference}", one) for incident in file.incidents.all() for one in amended(incident)]
    beside += [(f"Alert {alert.reference}", one) for alert in alerts for one in amended(alert)]
    since = [Part(title, [one.row]) for title, one in beside if one.on >= decided_on]
    return [Section("Put right or disputed since", since)] if since else []


def _read_by(colleague: Colleague, file: Investigation, section: Section) -> Section:
    return section._replace(parts=[Part(title, worded(colleague, file, rows)) for title, rows in section.parts])


def _basis(file: Investigation, decided_on: date) -> list[Section]:
    return [
        Section("What was reported", [_incident(each, file, decided_on) for each in file.incidents.all()]),
        Section("Who was heard", _heard(file), "Nobody."),
        Section("What was asked and answered", [Part("", _answers(file))]),
        Section("What was known of the customer", _known(file, decided_on), "Nothing was recorded."),
        Section("Equality", [Part("", [("Asked of each decision", EQUALITY)])]),
        Section("How the case went", [Part("", _course(file))]),
    ]


# The decisions


def _decisions(file: Investigation, alerts: list[Alert], actions: list[Action] | None) -> list[Part]:
    """List the decisions on the file; without ``actions``, those on its alerts alone."""
    decisions = [*map(_alert, alerts), *map(_action, actions or [])]
    if actions is not None and file.decided_on:
        decisions.append(_nothing(file))
    return decisions


def _alert(alert: Alert) -> Part:
    declined = alert.status == AlertStatus.DECLINED
    word = "declined" if declined else "imposed with less" if alert.taken_away else "imposed"
    rows = [("Why it was recommended", alert.reason), *_decided(alert, "Declined" if declined else "Imposed")]
    rows += _recommended(alert) if declined else _imposed(alert)
    return Part(f"{alert.type}, {alert.reference}: {word}", struck(rows, alert))


def _recommended(alert: Alert) -> Rows:
    return [("Conditions recommended", [each.words for each in alert.imposed_conditions()])]


def _imposed(alert: Alert) -> Rows:
    review = procedure.review_due_on(alert.in_force_from, alert.first_period)
    imposed: dict[str, Any] = alert.imposed
    return [
        ("What colleagues do", imposed.get("instruction", "")),
        ("Controls", imposed.get("controls", [])),
        ("Conditions", imposed.get("conditions", [])),
        ("Confirmed to stay open", [each.name for each in procedure.LIFELINES if each.code in alert.lifelines]),
        ("Recommended and not imposed", alert.taken_away),
        ("In force from", show_date(alert.effective_from)),
        ("First review by", show_date(review)),
        _in_its_place(alert),
        *((title, words) for title, words in imposed.get("informing", [])),
    ]


def _in_its_place(alert: Alert) -> tuple[str, str]:
    """P8b P9b Return a row with the alert that ended by this decision or, if it ended before, how it ended."""
    old = alert.replaces
    if old is None or old.ended_because == EndedBecause.REPLACED:
        return "Takes the place of", f"{old.type}, {old}" if old else ""
    ended = f"ended on {show_date(old.ended_on)}: {old.get_ended_because_display()}"
    return "Was to take the place of", f"{old.type}, {old}, which {ended}"


def _action(action: Action) -> Part:
    word = "agreed" if action.agreed else "declined"
    rows = [
        ("What was recommended", action.words),
        ("By when", show_date(action.due_on)),
        ("Who consented", f"{action.consent_by}, {show_date(action.consent_on)}" if action.consent_by else ""),
        *_decided(action, word.capitalize()),
        ("Live until", action.lasts),
        ("Set aside", show_date(action.set_aside_on)),
    ]
    return Part(f"{action.get_kind_display()}: {word}", rows)


def _nothing(file: Investigation) -> Part:
    return Part("No further action", [("Why it was recommended", file.recommendation), *_decided(file, "Agreed")])


def _decided(record: Alert | Action | Investigation, word: str) -> Rows:
    """List the rows with the decider, the capacity, the absent Head, and the reason."""
    capacity = record.get_decided_as_display()
    return [
        ("Decided", f"{word} on {show_date(record.decided_on)} by {record.decided_by}, {capacity}"),
        ("Absent Head of Service", record.in_place_of),
        ("Why", record.decision_reason),
        ("How equality was weighed", record.due_regard if isinstance(record, Alert) else ""),
        ("Known since the recommendation", record.became_known),
        ("What the decider made of it", record.known_since),
        ("Decided under", record.procedure_version),
    ]


# The facts behind them


def _incident(incident: Incident, file: Investigation, decided_on: date) -> Part:
    source = f"{established(incident)}. {told_us(incident)}".strip()
    void = f"Void, so it counts for nothing: {incident.void_reason}" if incident.void_reason else ""
    affected = ", ".join([*map(str, incident.affected.all()), *filter(None, [incident.others_affected])])
    markers = [_marker(each, decided_on) for each in incident.markers.all() if each.placed_on <= decided_on]
    rows: Rows = [
        ("Void", void),
        ("What happened", as_amended(incident)),
        ("Behaviours", ", ".join(map(str, incident.behaviours.all()))),
        ("Factors and circumstances", ", ".join(incident.factor_names)),
        ("Done at the time", incident.step_names),
        ("Standing and source", source),
        ("Reported by", f"{incident.reporter}, {show_datetime(incident.created_at)}"),
        *confirmation(incident),
        ("Affected", affected),
        ("Operational Lead", of_lead(incident, file.lead, file.recommended_by)),
        ("Police reference", incident.police_reference),
        ("Interim marker", markers),
    ]
    how = incident.get_channel_display().lower()
    return Part(f"{incident.reference}, {show_datetime(incident.occurred_at)}, {how}", rows)


def _marker(marker: Marker, decided_on: date) -> str:
    """D4 Say who placed the marker, for what and until when, and its state on the day of the decision."""
    if marker.lifted_on and marker.lifted_on <= decided_on:
        became = f"Lifted by {marker.lifted_by} on {show_date(marker.lifted_on)}: {marker.lifted_why}"
    elif marker.lapses_on < decided_on:
        became = "It lapsed on that day."
    else:
        became = "It stood on the day of the decision."
    return f"Placed by {marker.placed_by} on {show_date(marker.placed_on)}. {marker.told} {became}"


def _heard(file: Investigation) -> list[Part]:
    rows: Rows = [
        (
            ", ".join(filter(None, [each.whom, show_date(each.on)])),
            "\n".join(filter(None, [each.get_side_display(), each.what])) or f"There was no discussion: {each.why_not}",
        )
        for each in file.discussions.all()
    ]
    return [Part("", rows)] if rows else []


def _answers(file: Investigation) -> Rows:
    """List the gates of the recommendation with the Lead's answers, and the reasons for it."""
    return [*file.answers(), ("Reasons for the recommendation", file.recommendation)]


def _known(file: Investigation, decided_on: date) -> list[Part]:
    """List the facts on the customer's file on the day of the decision."""
    rows: Rows = [*file.recorded(on=decided_on)]
    return [Part("", rows)] if rows else []


def _course(file: Investigation) -> Rows:
    recommended = show_datetime(file.recommended_at) or show_date(file.recommended_on)
    return [
        ("Investigation", f"{file.reference}, opened on {show_date(file.created_at)}"),
        ("Operational Lead", str(file.lead)),
        ("Led before by", file.former_leads_in_words),
        ("Service area", str(file.service_area)),
        ("Recommended", f"{recommended} by {file.recommended_by}"),
        ("Concluded", show_date(file.concluded_on)),
    ]
