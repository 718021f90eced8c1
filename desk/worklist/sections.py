"""What waits for a colleague. Each section is one query of its own, in the order of its urgency."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from alerts.alert.models import AlertQuerySet
from alerts.choices import BETWEEN_REVIEWS, InvestigationStatus, ReviewOutcome
from alerts.incidents.models import IncidentQuerySet
from alerts.look_up.people import subject
from alerts.models import Action, Alert, AlertType, Incident, Investigation, Review
from appeals.choices import AppealStatus
from appeals.models import RUNNING, Appeal
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague, ServiceArea
from letters.choices import Kind
from letters.models import Letter

from . import asked_about, became, begun, called_for, glass, granted, markers, owed, unkept, welfare
from .entering import to_confirm, to_enter
from .rows import MOST, Row, Section

SOON = timedelta(days=30)
LATELY = timedelta(days=28)
HARDLY_ANY = timedelta(days=7)
"""P9b So little is left to answer an appeal that the Head of Service is told, though the Lead has not prepared it."""


def sections(colleague: Colleague, *, today: date) -> list[Section]:
    """The sections of every role the colleague holds that have something in them."""
    found = []
    if colleague.on_duty(today):
        found.append(Section("On duty: incidents with danger", _rows(markers.on_duty(colleague, today))))
    if colleague.holds(Role.LINE_MANAGER, Role.OPERATIONAL_LEAD):
        found.append(Section("Incidents to triage", _rows(_triage(colleague, today))))
    found += [
        Section("Colleagues to ask how they are", _rows(welfare.rows(colleague, today))),
        Section("To finish: your drafts", _rows(begun.rows(colleague))),
        Section("Reported for you: is it right?", _rows(_to_confirm(colleague))),
    ]
    if colleague.holds(Role.LINE_MANAGER):
        found.append(Section("Interim markers about to lapse", _rows(markers.about_to_lapse(colleague, today))))
    if colleague.holds(Role.HEAD_OF_SERVICE):
        found += _to_decide(colleague, "", Q(service_area__in=colleague.area_ids), today)
        found.append(Section("Alerts removed lately", _rows(_removed(colleague, today))))
        found.append(Section("Changed on appeal lately", _rows(became.overturned(colleague, today))))
        found.append(Section("Roles asked for", _rows(granted.rows(today))))
        found.append(Section("Alert types to confirm", _rows(_types_to_confirm(colleague))))
    if colleague.holds(Role.LEADERSHIP):
        found += _to_decide(colleague, " while nobody is Head of Service", _vacant(), today)
        found += _unreviewed(colleague, today)
        found.append(Section("Restricted files opened in an emergency", _rows(glass.rows(colleague))))
    if colleague.holds(Role.OPERATIONAL_LEAD, Role.LEADERSHIP):
        found.append(Section("Restricted files that nobody keeps", _rows(unkept.rows(colleague, today))))
    if colleague.holds(Role.OPERATIONAL_LEAD):
        found += _of_lead(colleague, today)
    if colleague.holds(Role.LEADERSHIP):
        own = Q(service_area__in=colleague.area_ids) if colleague.holds(Role.HEAD_OF_SERVICE) else Q(pk=None)
        found += _to_decide(colleague, " of other Heads of Service", ~own & ~_vacant(), today)
    found.append(Section("To enter in Cx and Assure", _rows(to_enter(colleague))))
    mine = Q(reported_by=colleague) | Q(created_by=colleague)
    found.append(Section("Your reports", _rows(_reports(colleague, Incident.objects.filter(mine)))))
    met = Incident.objects.filter(affected=colleague).exclude(mine)
    found.append(Section("What happened to you", _rows(_reports(colleague, met))))
    return [section for section in found if section.rows]


def _rows(rows: Iterable[Row]) -> list[Row]:
    return list(rows)


def _of_lead(colleague: Colleague, today: date) -> list[Section]:
    areas = colleague.area_ids
    return [
        Section("Appeals to acknowledge", _rows(_to_acknowledge(colleague, today))),
        Section("Appeals to answer", _rows(_appeals_of_lead(colleague, today))),
        Section("Something happened under an alert", _rows(called_for.rows(colleague))),
        Section("Reviews due", _rows(_reviews_due(colleague, today))),
        Section("Interim markers", _rows(markers.of_lead(colleague, today))),
        Section("Alerts to ask about", [Row(*row) for row in asked_about.rows(colleague, today=today)]),
        Section("Letters to write", _rows(owed.rows(colleague, today))),
        Section("Letters to issue or send", _rows(_letters_to_send(colleague))),
        Section("Actions to follow up", _rows(_actions_to_follow_up(colleague, today))),
        Section("Referred incidents", _rows(_referred(colleague, areas))),
        Section("Your investigations", _rows(_own_investigations(colleague))),
        Section("Investigations to take over", _rows(_left_behind(colleague, areas))),
        Section("Declined lately", _rows(became.declined(colleague, today))),
        Section("To confirm in Cx", _rows(to_confirm(colleague, today))),
    ]


def _triage(colleague: Colleague, today: date) -> Iterable[Row]:
    waiting = markers.with_use(_with_names(Incident.objects.to_triage(colleague), colleague), today)
    first = waiting.prefetch_related("markers", "behaviours").dangerous_first("occurred_at")
    for incident in first[:MOST]:
        yield Row(
            incident.reference,
            reverse("alerts:incident", args=[incident.reference]),
            f"{_named(colleague, incident)}, {incident.get_channel_display().lower()}",
            markers.after_danger(incident) if incident.dangers else _when(incident),
            "red" if incident.dangers else "",
        )


def _when(incident: Incident) -> str:
    return f"{show_date(incident.occurred_at)}{', out of hours' if incident.out_of_hours else ''}"


def _with_names(incidents: IncidentQuerySet, colleague: Colleague) -> IncidentQuerySet:
    """P11a A reporter and a line manager follow an incident of a restricted file; no list of theirs shows the name."""
    closed = Customer.objects.closed_to(colleague).filter(pk=OuterRef("customer"))
    return incidents.select_related("customer", "asset").annotate(closed=Exists(closed))


def _named(colleague: Colleague, incident: Any) -> str:
    return "Restricted file" if incident.closed else subject(colleague, incident, closed=False)


def _to_confirm(colleague: Colleague) -> Iterable[Row]:
    """P2 What somebody else reported on the colleague's behalf."""
    waiting = _with_names(Incident.objects.to_confirm(colleague), colleague).select_related("created_by")
    for incident in waiting.order_by("created_at")[:MOST]:
        yield Row(
            incident.reference,
            reverse("alerts:incident_confirm", args=[incident.reference]),
            f"{_named(colleague, incident)}, {show_date(incident.occurred_at)}",
            f"Reported by {incident.created_by}",
            "orange",
        )


def _reports(colleague: Colleague, incidents: IncidentQuerySet) -> Iterable[Row]:
    for incident in _with_names(incidents.filter(occurred_at__isnull=False), colleague)[:MOST]:
        yield Row(
            incident.reference,
            reverse("alerts:incident", args=[incident.reference]),
            f"{_named(colleague, incident)}, {show_date(incident.occurred_at)}",
            incident.get_status_display(),
            "grey",
        )


def _referred(colleague: Colleague, areas: Iterable[int]) -> Iterable[Row]:
    waiting = Incident.objects.visible_to(colleague).filter(pk__in=Incident.objects.awaiting_lead().values("pk"))
    here = _with_names(waiting.filter(service_area__in=areas), colleague)
    first = here.prefetch_related("behaviours").dangerous_first("occurred_at")
    for incident in first[:MOST]:
        dangers = [danger.label for danger in incident.dangers]
        referred = f"{'referred' if dangers else 'Referred'} {show_date(incident.triaged_on)}"
        yield Row(
            incident.reference,
            reverse("alerts:incident", args=[incident.reference]),
            _named(colleague, incident),
            ", ".join([*dangers, referred]),
            "red" if dangers else "",
        )


def _own_investigations(colleague: Colleague) -> Iterable[Row]:
    running = Investigation.objects.visible_to(colleague).filter(
        lead=colleague, status__in=[InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]
    )
    for found in running.select_related("customer", "asset")[:MOST]:
        asked = found.is_open() and found.question
        yield Row(
            found.reference,
            reverse("alerts:investigation", args=[found.reference]),
            str(found.subject),
            "Sent back with a question" if asked else found.get_status_display(),
            "orange" if asked else "blue" if found.is_open() else "grey",
        )


def _left_behind(colleague: Colleague, areas: Iterable[int]) -> Iterable[Row]:
    """D3b What waits in the colleague's areas for a Lead in the place of one who has left."""
    waiting = Investigation.objects.visible_to(colleague).left_behind().filter(service_area__in=areas)
    for found in waiting.select_related("customer", "asset", "lead")[:MOST]:
        yield Row(
            found.reference,
            reverse("alerts:investigation", args=[found.reference]),
            str(found.subject),
            f"{found.lead} has left",
            "orange",
        )


def _vacant() -> Q:
    """P7a What belongs to an area without a Head of Service, where nobody but the Leadership Team decides."""
    heads = Colleague.objects.filter(is_active=True, held__role=Role.HEAD_OF_SERVICE)
    return Q(service_area__in=ServiceArea.objects.exclude(colleagues__in=heads))


def _to_decide(colleague: Colleague, whose: str, scope: Q, today: date) -> list[Section]:
    """P7a P9b What waits for a decision.

    :param whose: in whose place the colleague would decide, as the titles say it; "" where they are the relevant Head.
    """
    waiting = Investigation.objects.visible_to(colleague).filter(scope, status=InvestigationStatus.RECOMMENDED)
    files = [
        Row(
            found.reference,
            reverse("alerts:investigation", args=[found.reference]),
            f"{found.subject}, {found.service_area}",
            f"Recommended {show_date(found.recommended_on)}",
        )
        for found in waiting.select_related("customer", "asset", "service_area").order_by("recommended_on")[:MOST]
    ]
    theirs = Q(status=AppealStatus.PREPARED)
    if not whose:  # P9a none but the relevant Head of Service may refuse what came late
        theirs |= Q(status=AppealStatus.RECEIVED)
    theirs |= Q(status=AppealStatus.ACCEPTED, answer_due_on__lte=today + HARDLY_ANY)
    appeals = Appeal.objects.visible_to(colleague).filter(scope & theirs)
    return [
        Section(f"Recommendations to decide{whose}", files),
        Section(f"Appeals to decide{whose}", _appeal_rows(appeals, today)),
    ]


def _removed(colleague: Colleague, today: date) -> Iterable[Row]:
    """P8b What the Leads of the Head's areas removed lately, at a review or between two: the Head is told of it."""
    at_a_review = Review.objects.filter(alert=OuterRef("pk"), outcome=ReviewOutcome.REMOVE)
    removed = Alert.objects.visible_to(colleague).filter(
        service_area__in=colleague.area_ids,
        ended_because__in=BETWEEN_REVIEWS,
        ended_on__gte=today - LATELY,
    )
    removed = removed.annotate(at_a_review=Exists(at_a_review)).order_by("-ended_on", "-pk")
    for alert in removed.select_related("customer", "asset", "type", "ended_by")[:MOST]:
        when = " at a review" if alert.at_a_review else ""
        yield Row(
            alert.reference,
            reverse("alerts:alert", args=[alert.reference]),
            f"{alert.subject}, {alert.type}",
            f"Removed{when} by {alert.ended_by} on {show_date(alert.ended_on)}",
            "grey",
        )


def _types_to_confirm(colleague: Colleague) -> Iterable[Row]:
    """P7b New types and changes of types that another asked for."""
    for type in AlertType.objects.to_confirm().exclude(asked_by=colleague).select_related("asked_by"):
        what = "new type" if type.unconfirmed else "change of the type"
        yield Row(type.code, reverse("alerts:alert_type_confirm", args=[type.code]), f"{type}, {what}")


def _appeals_of_lead(colleague: Colleague, today: date) -> list[Row]:
    open_here = Appeal.objects.visible_to(colleague).filter(
        service_area__in=colleague.area_ids, status__in=[AppealStatus.RECEIVED, AppealStatus.ACCEPTED]
    )
    return _appeal_rows(open_here, today)


def _appeal_rows(appeals: QuerySet[Appeal], today: date) -> list[Row]:
    rows = []
    for appeal in appeals.select_related("customer").order_by("received_on")[:MOST]:
        url = reverse("appeals:appeal", args=[appeal.reference])
        due, colour = appeal.clock(on=today), owed.urgency(appeal, today) or "blue"
        if appeal.status == AppealStatus.RECEIVED:
            overdue = appeal.acknowledge_due_on < today
            due = f"Accept or refuse by {show_date(appeal.acknowledge_due_on)}{', late' if overdue else ''}, {due}"
            colour = "red" if overdue else "orange"
        if appeal.status == AppealStatus.ACCEPTED and appeal.answer_due_on <= today + HARDLY_ANY:
            due = f"Not prepared yet, {due}"
        rows.append(Row(appeal.reference, url, str(appeal.customer), due, colour))
    return rows


def _reviews_due(colleague: Colleague, today: date) -> Iterable[Row]:
    """P8a In their areas, and of a case that was moved away from there what they are still responsible for."""
    due = Alert.objects.visible_to(colleague).due_for_review(on=today + SOON)
    return _review_rows(due.filter(Q(service_area__in=colleague.area_ids) | Q(responsible_lead=colleague)), today)


def _unreviewed(colleague: Colleague, today: date) -> list[Section]:
    """P8b What the Leads left: the Head of Service sees it after two weeks, the Leadership Team after a month."""
    alerts, areas, found = Alert.objects.visible_to(colleague), colleague.area_ids, []
    if colleague.holds(Role.HEAD_OF_SERVICE):
        own = alerts.filter(service_area__in=areas).overdue(on=today, days=procedure.OVERDUE_HEAD_DAYS)
        title = f"Reviews overdue by {procedure.OVERDUE_HEAD_DAYS} days or more"
        found.append(Section(title, _rows(_review_rows(own, today))))
        alerts = alerts.exclude(service_area__in=areas)
    if colleague.holds(Role.LEADERSHIP):
        whose = " for other Heads of Service" if colleague.holds(Role.HEAD_OF_SERVICE) else ""
        title = f"Unreviewed for {procedure.OVERDUE_LEADERSHIP_DAYS} days or more{whose}"
        found.append(Section(title, _rows(_review_rows(alerts.unreviewed(on=today), today))))
    return found


def unreviewed_count(colleague: Colleague, *, today: date) -> int:
    """P8b How many unreviewed alerts the colleague must be told of on every page: in their areas, or in all."""
    if not colleague.holds(Role.OPERATIONAL_LEAD, Role.LEADERSHIP):
        return 0
    return Alert.objects.visible_to(colleague).unreviewed(on=today).count()


def _review_rows(alerts: AlertQuerySet, today: date) -> Iterable[Row]:
    for alert in alerts.select_related("customer", "asset", "type", "responsible_lead").by_due_date()[:MOST]:
        due: date = alert.due  # type: ignore[attr-defined]
        overdue = due < today
        whose = f", {alert.responsible_lead}" if alert.responsible_lead else ""
        yield Row(
            f"{alert.reference}{whose}",
            reverse("alerts:alert", args=[alert.reference]),
            f"{alert.subject}, {alert.type}",
            f"{'Overdue since' if overdue else 'Due'} {show_date(due)}",
            "red" if overdue else "",
        )


def _actions_to_follow_up(colleague: Colleague, today: date) -> Iterable[Row]:
    """P5 What was agreed and nobody has said yet what became of it, the earliest due first."""
    files = Investigation.objects.visible_to(colleague).filter(
        Q(service_area__in=colleague.area_ids) | Q(lead=colleague)
    )
    agreed = Action.objects.to_follow_up().filter(investigation__in=files).order_by(F("due_on").asc(nulls_last=True))
    for action in agreed.select_related("investigation__customer", "investigation__asset")[:MOST]:
        file = action.formal_file
        late = action.due_on is not None and action.due_on < today
        yield Row(
            file.reference,
            reverse("alerts:investigation_action_outcome", args=[file.reference, action.pk]),
            f"{file.subject}, {action.get_kind_display().lower()}",
            f"{'Overdue since' if late else 'Due'} {show_date(action.due_on)}",
            "red" if late else "",
        )


def _to_acknowledge(colleague: Colleague, today: date) -> Iterable[Row]:
    """P9b Accepted appeals until the letter that says so is sent; the link leads to where that letter stands."""
    written = Letter.objects.about_each(Appeal).filter(kind=Kind.APPEAL_ACKNOWLEDGEMENT)
    waiting = Appeal.objects.visible_to(colleague).filter(
        ~Exists(written.sent()),
        service_area__in=colleague.area_ids,
        status__in=RUNNING,
        customer__died=False,
    )
    waiting = waiting.annotate(letter=Subquery(written.unsent().values("reference")[:1]))
    for appeal in waiting.select_related("customer", "alert").order_by("acknowledge_due_on")[:MOST]:
        yield _acknowledgement_row(appeal, today)


def _acknowledgement_row(appeal: Any, today: date) -> Row:
    url, say = reverse("appeals:appeal_acknowledge", args=[appeal.reference]), "Acknowledge"
    if owed.kept_from(appeal):
        url, say = reverse("appeals:appeal", args=[appeal.reference]), "No letter may be made; acknowledge"
    elif appeal.letter:
        url, say = reverse("letters:letter", args=[appeal.letter]), "Send the acknowledgement"
    late = appeal.acknowledge_due_on < today
    due = f"{say} by {show_date(appeal.acknowledge_due_on)}{', late' if late else ''}"
    return Row(appeal.reference, url, str(appeal.customer), due, "red" if late else "orange")


def _letters_to_send(colleague: Colleague) -> Iterable[Row]:
    """What is written and not sent; an acknowledgement stands with the appeals to acknowledge."""
    unsent = Letter.objects.visible_to(colleague).unsent().filter(service_area__in=colleague.area_ids)
    unsent = unsent.exclude(kind=Kind.APPEAL_ACKNOWLEDGEMENT)
    for letter in unsent.select_related("customer").order_by("planned_on")[:MOST]:
        yield Row(
            letter.reference,
            reverse("letters:letter", args=[letter.reference]),
            f"{letter.customer}, {letter.name.lower()}",
            "Cancel it: has died" if letter.customer.died else letter.get_status_display(),
            "red" if letter.customer.died else "blue",
        )
