"""The duties of an incident: to finish, check, triage and take it up, and to confirm it in Cx (§2, §4, §11)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from alerts.alert.models import Alert
from alerts.choices import GRAVE, IncidentStatus
from alerts.corrections import policies as corrections_policies
from alerts.corrections.amendable import amended
from alerts.corrections.duties import whose
from alerts.entries.duties import WAITING, to_confirm, to_enter
from alerts.entries.models import Confirmation, Entry
from alerts.look_up.finding import STAFF
from alerts.markers import policies as markers_policies
from alerts.markers.duties import WAITING as MARKERS_WAIT
from alerts.markers.duties import who_protects
from alerts.markers.selectors import gone_along, tells_of_danger
from alerts.writing import selectors as writing_selectors
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import LATELY, Owed, Scope, Source, became, everybody, heads, leads, read_roles, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.written_dates import show_date, show_datetime
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Absence, Colleague, Organisation

from . import permissions
from .models import Incident
from .relying import WRONG
from .selectors import draft_tells_of_danger
from .words import ITS_ALERT_WAS_WRONG, MOVED, corrected_first


def duties(incident: Incident) -> Iterator[Owed]:
    """Yield each duty that somebody has with the incident now."""
    if incident.status == IncidentStatus.DRAFT:
        yield _to_finish(incident)
    if incident.status == IncidentStatus.LOGGED:
        yield from _of_logged(incident)
    if incident.reported_for and incident.status in COUNTS:
        yield from _to_hear(incident, incident.reported_for)
    yield from _amended(incident)
    if markers_policies.awaits_investigation(incident):
        yield _to_investigate(incident)
    if incident.status in MARKERS_WAIT and markers_policies.is_unanswered(incident):
        yield from _to_protect(incident)
    if corrections_policies.asks_whether_it_stands(incident):
        yield from _to_judge_anew(incident)
    if incident.status == IncidentStatus.VOID and incident.dangers:
        yield from _of_void(incident)
    if incident.status in COUNTS:
        yield from whose(incident)
    yield from to_enter(incident)
    if incident.stands_alone():
        last = incident.last_confirmed  # type: ignore[attr-defined]
        yield to_confirm(incident, last or incident.known_on)


def _to_finish(incident: Incident) -> Owed:
    """P2 D4 Return the duty to finish a draft, at once where danger is ticked: until then nobody is warned.

    It shows the typed words about the person: the customer is not identified yet.
    """
    danger = draft_tells_of_danger(incident)
    begun = f"Begun on {show_datetime(incident.created_at)}"
    return Owed(
        kind=Kind.FINISH,
        holder=to(existing(incident.created_by, "a draft has who began it")),
        reference=incident.reference,
        words=f"{begun}: nobody is told of the danger until you log it"
        if danger
        else f"{begun}: finish it, or discard it",
        due_on=timezone.localdate(incident.created_at) if danger else None,
        urgent=danger,
        about=_typed(incident),
        path=reverse("alerts:incident_finish", args=[incident.reference]),
        clause=procedure.REPORTING,
    )


def _typed(draft: Incident) -> str:
    """Return the typed words about the person or, if there are none, about the place."""
    boxes = (" ".join(draft.typed.get(box, [""])[0].split()) for box in ("customer", "asset", "elsewhere"))
    return next(filter(None, boxes), "")[:MOST]


MOST = 120
"""The most characters of the typed words that the worklist shows."""


def _of_logged(incident: Incident) -> Iterator[Owed]:
    """P2 D4 Yield the duties of a logged incident: to triage it and, after danger, the duty manager's."""
    yield from _to_triage(incident)
    if incident.dangers:
        yield _for_duty_manager(incident)


COUNTS = (IncidentStatus.LOGGED, IncidentStatus.SETTLED, IncidentStatus.REFERRED)
"""The statuses in which a report stands: it is answered by the colleague for whom somebody else made it."""


def _to_hear(incident: Incident, colleague: Colleague) -> Iterator[Owed]:
    """P2 Yield the duty to say whether a report is right, or the news that it was corrected after its referral.

    Nobody waits for the answer of a colleague who has left.
    """
    if incident.confirmed_at is None:
        if colleague.is_active:
            yield _to_check(incident, colleague)
    elif incident.status == IncidentStatus.REFERRED and incident.correction and not incident.amendments:
        yield from _corrected_since(incident, timezone.localdate(incident.confirmed_at), str(incident.reported_for))


def _amended(incident: Incident) -> Iterator[Owed]:
    """P13b Yield the news that a report was put right or is disputed, at the customer's request, after its referral."""
    if incident.amendments and incident.status == IncidentStatus.REFERRED:
        yield from _corrected_since(incident, amended(incident)[-1].on, "the Data Protection Officer")


def _corrected_since(incident: Incident, on: date, by: str) -> Iterator[Owed]:
    """P2 D4 Yield the news to whoever decided without the correction: line manager, Leads of its areas, Heads of Service."""
    if incident.triaged_on is None or on < incident.triaged_on:
        return
    manager = [to(incident.manager_here)] if incident.manager_here else []
    file = incident.investigated_in()
    days = [file.concluded_on, *(alert.decided_on for alert in file.alerts.all())] if file else []
    decided = [heads(file.service_area_id)] if file and any(day and day <= on for day in days) else []
    for holder in [*manager, *(leads(area) for area in incident.lead_area_ids()), *decided]:
        yield Owed(
            kind=Kind.CORRECTED,
            holder=holder,
            reference=incident.reference,
            words=", ".join(filter(None, [f"Corrected on {show_date(on)} by {by}", _dangers(incident)])),
            path=reverse("alerts:incident", args=[incident.reference]),
            clause=procedure.REPORTING,
            shows_until=on + LATELY,
            urgent=bool(incident.dangers),
        )


def _to_judge_anew(incident: Incident) -> Iterator[Owed]:
    """D4 P13b Yield the duty to say whether danger still stands of which words were struck out at the customer's request."""
    struck_on = amended(incident)[-1].on
    for holder in who_protects(incident):
        if holder.role == Role.HEAD_OF_SERVICE:
            continue
        yield Owed(
            kind=Kind.STRUCK,
            holder=holder,
            reference=incident.reference,
            words=f"Words were struck out on {show_date(struck_on)}: is there still danger?",
            about=_dangers(incident),
            path=reverse("alerts:incident", args=[incident.reference]),
            clause=procedure.VIOLENCE,
            urgent=True,
        )


def _of_void(incident: Incident) -> Iterator[Owed]:
    """D4 Yield the news that a report of danger is void.

    Whoever reported it and the Leads are told. The Heads of Service are too, after violence, also sexual, or a weapon, or where
    they read a restricted file. The reason may name somebody: a contractor does not read it.
    """
    on, area = existing(incident.voided_on, "a void report has its day"), incident.service_area_id
    told = (incident.reported_by, incident.created_by, incident.manager_here)
    reporters = {one for one in told if one and one != incident.voided_by}
    ways = [*map(to, sorted(reporters, key=lambda one: one.pk)), leads(area)]
    grave = set(GRAVE).intersection(incident.dangers)
    if grave or (incident.customer and incident.customer.restricted):
        ways.append(heads(area) if area else everybody(Role.HEAD_OF_SERVICE))
    nameless = {one.pk for one in reporters if not one.holds(*STAFF)}
    for holder in ways:
        reason = "ask them why" if holder.colleague_id in nameless else incident.void_reason
        yield Owed(
            kind=Kind.VOIDED,
            holder=holder,
            reference=incident.reference,
            words=became("Void", on, incident.voided_by, reason),
            about=_dangers(incident),
            path=reverse("alerts:incident", args=[incident.reference]),
            clause=procedure.VIOLENCE,
            shows_until=on + LATELY,
            urgent=True,
        )


def _dangers(incident: Incident) -> str:
    return ", ".join(danger.label for danger in incident.dangers)


def _to_check(incident: Incident, colleague: Colleague) -> Owed:
    return Owed(
        kind=Kind.CHECK_REPORT,
        holder=to(colleague),
        reference=incident.reference,
        words=f"Reported for you by {incident.created_by}, {show_date(incident.occurred_at)}",
        path=reverse("alerts:incident_confirm", args=[incident.reference]),
        clause=procedure.REPORTING,
        awaited_by=incident.line_manager_id,
    )


def _for_duty_manager(incident: Incident) -> Owed:
    """D4 P11a Return the duty manager's duty: out of hours they may place a marker in the line manager's place.

    On a restricted file it leads to the marker's page, which tells nothing of the report but the danger.
    """
    placed = next((marker for marker in incident.markers.all() if marker.lifted_on is None), None)
    danger = f"Marker until {show_date(placed.lapses_on)}" if placed else _after_danger(incident)
    marking = "incident_marker_lift" if placed and not incident.danger_unmarked else "incident_marker"
    page = marking if incident.customer and incident.customer.restricted else "incident"
    return Owed(
        kind=Kind.ON_DUTY,
        holder=everybody(Role.DUTY_MANAGER),
        reference=incident.reference,
        words=corrected_first(incident, f"{danger}. To be triaged by {incident.triager}"),
        path=reverse(f"alerts:{page}", args=[incident.reference]),
        clause=procedure.VIOLENCE,
        urgent=_marker_asked(incident),
        awaited_by=incident.reported_by_id,
    )


def _to_triage(incident: Incident) -> Iterator[Owed]:
    """D3a Yield the duty to triage the incident: its line manager's or, once they have left, the Leads' of its area.

    If the incident has no area, any Lead has it. On a restricted file the Heads have it too while the line manager is away.
    """
    areas = incident.lead_area_ids() if incident.service_area_id else [None]
    holders = [to(incident.manager_here)] if incident.manager_here else [leads(area) for area in areas]
    instead = [(to(head), permissions.away_since(incident)) for head in permissions.heads_instead(incident)]
    for holder, days in [*((holder, []) for holder in holders), *instead]:
        yield Owed(
            kind=Kind.TRIAGE,
            holder=holder,
            reference=incident.reference,
            words=corrected_first(incident, _after_danger(incident) if incident.dangers else _when(incident)),
            about=incident.get_channel_display(),
            path=reverse("alerts:incident", args=[incident.reference]),
            clause=procedure.REPORTING,
            shows_from=min((one.starts for one in days), default=None),
            shows_until=max((one.last_day for one in days), default=None),
            urgent=bool(incident.dangers),
            awaited_by=incident.reported_by_id,
        )


def _after_danger(incident: Incident) -> str:
    """D4 Return the dangers in words, asking first for a marker if that is not answered."""
    dangers = _dangers(incident)
    if _was_taken_back(incident):
        return f"{dangers}: {ITS_ALERT_WAS_WRONG}"
    if _has_moved(incident):
        return f"{dangers}: {MOVED}"
    if markers_policies.is_told_at_no_door(incident):
        return f"{dangers}: nobody knows who it was. Say who or where it was, or why nobody is warned of it any more"
    if not _marker_asked(incident):
        return dangers
    return f"{dangers}: {'is the marker enough' if incident.danger_unmarked else 'place a marker'}?"


def _has_moved(incident: Incident) -> bool:
    """D4 P8b Return whether a decision left open if the danger is at the new home of its household."""
    return incident.danger_undecided and bool(gone_along(incident, on=timezone.localdate()))


def _was_taken_back(incident: Incident) -> bool:
    """D4 P9b Return whether its alert was found wrong, and nobody has said since whose the danger is."""
    mistaken_on: date | None = incident.mistaken_on  # type: ignore[attr-defined]
    return bool(mistaken_on and incident.danger_undecided)


def _marker_asked(incident: Incident) -> bool:
    today = timezone.localdate()
    organisation = writing_selectors.organisation(incident, on=today)
    return markers_policies.marker_is_asked(incident, organisation, on=today)


def _to_protect(incident: Incident) -> Iterator[Owed]:
    """D4 Yield the duty to place a marker on a referred incident, or to say why none is needed.

    Its line manager and the Leads of its areas have it, whoever is first. Once a marker would have lapsed, the Heads of Service
    have it too. Of an incident that nobody has triaged the Leads have it from then on, or as soon as its manager is away.
    """
    marked = any(marker.lifted_on is None for marker in incident.markers.all())
    if marked and not incident.danger_unmarked:
        return
    asked = incident.status == IncidentStatus.REFERRED or incident.danger_unmarked
    elsewhere = _was_taken_back(incident) or _has_moved(incident)
    at_once = asked and (_marker_asked(incident) or elsewhere)
    long_since = procedure.marker_lapses_on(incident.marker_asked_on or incident.known_on) + timedelta(days=1)
    since = incident.marker_asked_on or incident.triaged_on or incident.known_on
    told = tells_of_danger(incident, on=since) if at_once and not elsewhere else None
    alone = min([long_since, *(one.starts for one in permissions.away_since(incident))])
    for holder in who_protects(incident):
        if marked and holder.role == Role.HEAD_OF_SERVICE:  # to them the marker's lapse is told
            continue
        first = [long_since] if holder.role == Role.HEAD_OF_SERVICE else [] if at_once else [alone]
        first += [told.lapses_on + timedelta(days=1)] if told else []
        yield Owed(
            kind=Kind.UNMARKED,
            holder=holder,
            reference=incident.reference,
            words=_after_danger(incident),
            path=reverse("alerts:incident", args=[incident.reference]),
            clause=procedure.VIOLENCE,
            shows_from=max(first, default=None),
            urgent=True,
        )


def _when(incident: Incident) -> str:
    return f"{show_date(incident.occurred_at)}{', out of hours' if incident.out_of_hours else ''}"


def _to_investigate(incident: Incident) -> Owed:
    dangers = [danger.label for danger in incident.dangers]
    return Owed(
        kind=Kind.REFERRED,
        holder=leads(incident.area.pk),
        reference=incident.reference,
        words=", ".join([*dangers, f"{'referred' if dangers else 'Referred'} {show_date(incident.triaged_on)}"]),
        path=reverse("alerts:incident", args=[incident.reference]),
        clause=procedure.FORMAL_STAGE,
        urgent=bool(dangers),
        awaited_by=incident.line_manager_id,
    )


def _standing(scope: Scope) -> list[Incident]:
    related = (
        "customer__organisation",
        "asset",
        "line_manager",
        "created_by",
        "reported_by__line_manager",
        "service_area",
        "voided_by",
    )
    found = Incident.objects.filter(scope.of(Incident)).select_related(*related)
    found = found.prefetch_related(
        "behaviours",
        "markers",
        "investigations",
        "customer__merges__merged",
        "customer__memberships__tenancy",
        "line_manager__absences",
        WAITING,
    )
    of_it = {"investigation__incidents": OuterRef("pk"), "ended_because__in": WRONG}
    taken_back = Alert.objects.filter(**of_it).order_by("-ended_on").values("ended_on")
    confirmed = Confirmation.objects.filter(incident=OuterRef("pk")).order_by("-on").values("on")
    dated = found.annotate(last_confirmed=Subquery(confirmed[:1]), mistaken_on=Subquery(taken_back[:1]))
    incidents: list[Incident] = list(dated.order_by("pk"))
    reporters = [incident.reported_by for incident in incidents]
    managers = [*(one.line_manager for one in incidents), *(one.line_manager for one in reporters)]
    read_roles([*reporters, *managers, *(incident.created_by for incident in incidents)])
    return incidents


def _touched_by(record: object) -> QuerySet[Incident]:
    """D4 P11a Return the incidents whose duties change with this record.

    An organisation decides whether markers are used. A colleague who has left enters nothing, and a new line manager may.
    While a line manager is away, the Leads protect.
    """
    waiting = Incident.objects.filter(status=IncidentStatus.LOGGED)
    if isinstance(record, Absence):
        return Incident.objects.filter(status__in=MARKERS_WAIT, line_manager=record.colleague_id)
    if isinstance(record, Organisation):
        return waiting.filter(Q(customer__organisation=record) | Q(customer=None))
    if not isinstance(record, Colleague):
        return waiting.none()
    names = ("reported_by", "created_by", "line_manager", "reported_by__line_manager")
    theirs = Q(*[(name, record) for name in names], _connector=Q.OR)
    to_enter_there = Q(pk__in=Entry.objects.waiting().filter(incident__isnull=False).values("incident"))
    to_check = Q(status__in=COUNTS, confirmed_at=None) & ~Q(created_by=F("reported_by"))
    theirs |= Q(
        customer__restricted=True, status=IncidentStatus.LOGGED
    )  # a Head of Service may be in their manager's place
    return Incident.objects.filter(theirs & (Q(status=IncidentStatus.LOGGED) | to_enter_there | to_check))


def _nowhere() -> QuerySet[Incident]:
    return Incident.objects.filter(customer=None, asset=None)


SOURCE = Source(Incident, _standing, duties, _touched_by, nowhere=_nowhere, seen_by=Incident.objects.visible_to)
