"""The duties of an alert: its review, an answer to incidents, its letters, the yearly confirmation (§7, §8, §11)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from alerts.catalogue.models import AlertType
from alerts.choices import BETWEEN_REVIEWS, AlertStatus, EndedBecause, Trigger
from alerts.conditions.duties import of_named_officers, of_untold_limit
from alerts.conditions.models import Condition
from alerts.corrections.duties import of_amended
from alerts.entries.duties import WAITING, to_confirm, to_enter
from alerts.incidents.beside import at_home_of
from alerts.incidents.models import Incident
from alerts.investigations.duties import met_by
from alerts.reviews.models import Review
from alerts.reviews.selectors import calling_for_review, trigger_of
from housing_alerts.customers.models import Membership, Tenancy
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import (
    LATELY,
    SHORT,
    Holder,
    Owed,
    Scope,
    Source,
    became,
    heads,
    heads_and,
    leads_or,
    read_roles,
)
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from letters import duties as letters_duties
from letters.choices import Kind as LetterKind

from .choices import Departure
from .departures import ONLY_CONDITIONS, departed, possible
from .models import Alert, AlertQuerySet
from .selectors import readers, review_path
from .words import TAKEN_BACK

LIMITS = Prefetch("conditions", Condition.objects.select_related("officer", "deputy"))
REVIEWS = Prefetch("reviews", Review.objects.select_related("completed_by"))
SOON = timedelta(days=30)
"""P8a The time before its due day when a review is announced (the product's setting)."""


def duties(alert: Alert) -> Iterator[Owed]:
    """Yield the duties that somebody has for the alert now.

    :param alert: as :func:`_standing` read it, with what happened under it, when it is to be asked about, and its letters.
    """
    about = str(alert.type)
    yield from of_amended(alert)
    if alert.status == AlertStatus.DECLINED:
        yield from _of_declined(alert)
        return
    yield from _of_what_became(alert)
    confirmed = alert.last_confirmed  # type: ignore[attr-defined]
    yield to_confirm(alert, confirmed or existing(alert.effective_from, "what was imposed has its first day"))
    yield from to_enter(alert)
    letters = {"written": alert.written, "about": about}  # type: ignore[attr-defined]
    yield from letters_duties.to_write(alert, LetterKind.REMOVAL, "Removal letter owed", **letters)
    if not alert.is_active:
        yield from _of_removed(alert)
        yield from _of_mistaken(alert) if alert.ended_because == EndedBecause.ERROR else ()
        return
    yield from letters_duties.to_write(alert, LetterKind.NOTIFICATION, "Decision letter owed", **letters)
    yield from of_untold_limit(alert)
    yield from of_named_officers(alert)
    yield from _of_lessened(alert)
    yield from _of_review(alert)
    yield from _of_what_happened(alert)
    yield from _of_contact(alert)
    yield from _of_informing(alert) if alert.cannot_be_told else _of_departure(alert)


def _of_review(alert: Alert) -> Iterator[Owed]:
    """P8a P8b Yield the duty to review, first for the Leads of the area before it is due.

    An overdue review goes to the Head of Service after two weeks, and to the Leadership Team after a month.
    """
    due = existing(alert.due_on, "an active alert has the day of its review")
    lead = alert.responsible_lead
    stages = [(Kind.REVIEW, holder, due - SOON) for holder in leads_or(lead, alert.service_area_id)]
    head, leadership = timedelta(days=procedure.OVERDUE_HEAD_DAYS), timedelta(days=procedure.OVERDUE_LEADERSHIP_DAYS)
    stages += [(Kind.OVERDUE, heads(alert.service_area_id), due + head)]
    stages += [(Kind.UNREVIEWED, Holder(role=Role.LEADERSHIP, area_id=alert.service_area_id), due + leadership)]
    for kind, holder, shows_from in stages:
        yield Owed(
            kind=kind,
            holder=holder,
            reference=alert.reference,
            words=f"Review, {lead}" if lead else "Review",
            about=str(alert.type),
            path=_page(alert),
            clause=procedure.YEARLY_REVIEW,
            shows_from=shows_from,
            due_on=due,
            awaited_by=None,
        )


def _of_what_happened(alert: Alert) -> Iterator[Owed]:
    """P8a D5 Yield the duty to review because of the latest incident under the alert.

    While a review is open, it weighs what happens meanwhile; danger cannot wait until it is due.
    """
    incident, running = alert.happened, alert.open_review()  # type: ignore[attr-defined]
    if incident is None:
        return
    trigger, words = trigger_of(incident, alert) or (Trigger.SAFETY, "Incident")
    if running and trigger != Trigger.SAFETY:
        return
    page = f"{reverse('alerts:alert_review', args=[alert.reference])}?incident={incident.pk}"
    for holder in leads_or(alert.responsible_lead, alert.service_area_id):
        yield Owed(
            kind=Kind.HAPPENED,
            holder=holder,
            reference=alert.reference,
            words=f"{words}, {show_date(incident.occurred_at)}: {'since the review was opened' if running else 'review'}",
            about=str(alert.type),
            path=review_path(alert) if running else page,
            clause=procedure.YEARLY_REVIEW,
            urgent=trigger == Trigger.SAFETY,
        )


def _of_informing(alert: Alert) -> Iterator[Owed]:
    """P7c Yield the duty to decide anew, at a review, whether the customer is informed: no letter may tell them any more."""
    yield from _ask_about(alert, "No letter may tell the customer any more: review it", procedure.INFORM_OR_WITHHOLD)


def _of_contact(alert: Alert) -> Iterator[Owed]:
    """P5 P8a Yield the duty to review because the colleague, address or number by which contact goes is gone."""
    limits = alert.present_limits(on=timezone.localdate())
    gone = {str(one): one for each in limits for one in (each.officer, each.deputy) if one and not one.is_active}
    if gone:
        words = f"{' and '.join(gone)}, whom the customer contacts, left: review it"
        yield from _ask_about(alert, words, procedure.OPTIONS)
    elif unknown := next(filter(None, (each.unknown_ways() for each in limits)), ""):
        words = f"No {unknown} of the customer is known, their only way to us: review it"
        yield from _ask_about(alert, words, procedure.OPTIONS)


def _of_departure(alert: Alert) -> Iterator[Owed]:
    """P8a P8b Yield the duty to review because the person, household or conditions are gone, or will be from a known day."""
    if alert.asked is not None:  # type: ignore[attr-defined]
        departure, shows_from = alert.asked  # type: ignore[attr-defined]
        words = f"{Departure(departure).label}: review"
        yield from _ask_about(alert, words, procedure.YEARLY_REVIEW, shows_from=shows_from)


def _ask_about(alert: Alert, words: str, clause: procedure.Clause, shows_from: date | None = None) -> Iterator[Owed]:
    """Yield the duty to review the alert, for its Lead or the Leads of the area."""
    for holder in leads_or(alert.responsible_lead, alert.service_area_id):
        yield Owed(
            kind=Kind.DEPARTED,
            holder=holder,
            reference=alert.reference,
            words=words,
            about=str(alert.type),
            path=review_path(alert),
            clause=clause,
            shows_from=shows_from,
        )


def _of_declined(alert: Alert) -> Iterator[Owed]:
    """P7a Yield for a while the news that the alert was declined, for the case's Lead and the area's Leads.

    Its page says why.
    """
    decided = existing(alert.decided_on, "what was declined has the day of it")
    for holder in leads_or(alert.file.lead, alert.service_area_id):
        yield Owed(
            kind=Kind.DECLINED,
            holder=holder,
            reference=alert.reference,
            words=became("Declined", decided, alert.decided_by, alert.decision_reason),
            about=str(alert.type),
            path=_page(alert),
            clause=procedure.HEAD_DECIDES,
            shows_until=decided + LATELY,
        )


def _of_removed(alert: Alert) -> Iterator[Owed]:
    """P8b Yield for a while the news that a Lead removed the alert, for the Head of Service."""
    if alert.ended_because not in BETWEEN_REVIEWS:
        return
    ended = existing(alert.ended_on, "what was removed has its last day")
    why = Truncator(alert.end_reason).words(SHORT)
    at_a_review = "" if alert.removed_between_reviews() else " at a review"
    yield Owed(
        kind=Kind.REMOVED,
        holder=heads(alert.service_area_id),
        reference=alert.reference,
        words=Truncator(f"Removed{at_a_review} by {alert.ended_by} on {show_date(ended)}: {why}").chars(200),
        about=str(alert.type),
        path=_page(alert),
        clause=procedure.REMOVAL,
        shows_until=ended + LATELY,
    )


def _of_lessened(alert: Alert) -> Iterator[Owed]:
    """P8b D4 Yield for a while the news that a review took protection away, for the Heads and the alert's decider."""
    review = next((each for each in alert.reviews.all() if each.given_up), None)
    if review is None or review.completed_on is None:
        return
    no_more = f"No longer asked for: {', '.join(review.given_up)}"
    for holder in heads_and(alert.decided_by, alert.service_area_id):
        yield Owed(
            kind=Kind.LESSENED,
            holder=holder,
            reference=alert.reference,
            words=became(no_more, review.completed_on, review.completed_by, review.reason),
            about=str(alert.type),
            path=reverse("alerts:review", args=[review.reference]),
            clause=procedure.REMOVAL,
            shows_until=review.completed_on + LATELY,
        )


def _of_mistaken(alert: Alert) -> Iterator[Owed]:
    """P13b Yield for a while the news that an alert was imposed in error, for whoever read its instruction."""
    ended = existing(alert.ended_on, "what was imposed in error has its last day")
    for colleague_id in readers(alert, until=ended):
        yield Owed(
            kind=Kind.MISTAKEN,
            holder=Holder(colleague_id=colleague_id),
            reference=alert.reference,
            words=f"Ended on {show_date(ended)}: it was imposed in error. Do not act on it any longer.",
            about=str(alert.type),
            path=reverse("alerts:look_up"),
            clause=procedure.RECORDING,
            shows_until=ended + LATELY,
        )


def _of_what_became(alert: Alert) -> Iterator[Owed]:
    """P11a Yield for a while the news of an imposed, changed or ended alert, for its reporters and people affected."""
    words, on = _last_turn(alert)
    for colleague_id, incident in met_by(alert.investigation).items():
        yield Owed(
            kind=Kind.BECAME,
            holder=Holder(colleague_id=colleague_id),
            reference=incident.reference,
            words=f"{words} on {show_date(on)}",
            path=reverse("alerts:incident", args=[incident.reference]),
            clause=procedure.RECORDING,
            shows_until=on + LATELY,
        )


def _last_turn(alert: Alert) -> tuple[str, date]:
    if alert.ended_on and alert.ended_because == EndedBecause.REPLACED:
        return "The alert was changed", alert.ended_on
    if alert.ended_on:
        return TAKEN_BACK.get(alert.ended_because, "The alert ended"), alert.ended_on
    if alert.varied_on:
        return "The alert was changed", alert.varied_on
    return "An alert was imposed", existing(alert.effective_from, "an alert that was decided has its first day")


def _page(alert: Alert) -> str:
    return reverse("alerts:alert", args=[alert.reference])


def _standing(scope: Scope) -> Iterator[Alert]:
    """Yield the alerts that were imposed or declined, with facts computed at once for all in force."""
    found = Alert.objects.filter(
        scope.of(Alert), status__in=[AlertStatus.ACTIVE, AlertStatus.ENDED, AlertStatus.DECLINED]
    )
    found = found.annotate(last_confirmed=Max("confirmations__on"))
    found = found.prefetch_related(
        REVIEWS, WAITING, "investigation__incidents__affected", "investigation__discussions", LIMITS
    )
    related = (
        "customer",
        "asset",
        "type",
        "service_area",
        "investigation__lead",
        "responsible_lead",
        "ended_by",
        "decided_by",
    )
    alerts: list[Any] = list(found.select_related(*related))
    leads = [alert.investigation.lead for alert in alerts if alert.investigation]
    read_roles([*leads, *(one for alert in alerts for one in (alert.responsible_lead, alert.decided_by))])
    active = [alert for alert in alerts if alert.is_active]
    happened, asked = _happened(active), _asked(active)
    written = letters_duties.written_about(Alert, [alert.pk for alert in alerts])
    for alert in alerts:
        alert.written = written[alert.pk]
        alert.happened = happened.get(alert.pk)
        alert.asked = asked.get(alert.pk)
        yield alert


def _in_force(active: list[Alert]) -> AlertQuerySet:
    return Alert.objects.filter(pk__in=[alert.pk for alert in active])


def _happened(active: list[Alert]) -> dict[int, Incident]:
    """P8a Find for each alert the latest incident that calls for a review.

    Usually there are only the incidents the alert rests on, so a cheap query asks that first.
    """
    people, places = ([getattr(alert, f"{name}_id") for alert in active] for name in ("customer", "asset"))
    around = Q(customer__in=people) | Q(asset__in=places) | at_home_of(customer__in=people)
    around |= Q(breach_of__in=[alert.pk for alert in active])
    rests_on = Incident.objects.filter(investigations__alerts__in=_in_force(active))
    if not active or not Incident.objects.filter(around).exclude(pk__in=rests_on.values("pk")).exists():
        return {}
    calling = {alert.pk: alert.happened for alert in calling_for_review(_in_force(active))}  # type: ignore[attr-defined]
    incidents = Incident.objects.select_related("customer").prefetch_related("behaviours").in_bulk(calling.values())
    return {alert: incidents[incident] for alert, incident in calling.items()}


def _asked(active: list[Alert]) -> dict[int, tuple[str, date | None]]:
    """Find the alerts to review for a departure now, or from a later day on which somebody leaves or comes."""
    if not active or not _may_be_asked(active):
        return {}
    today = timezone.localdate()
    found: dict[int, tuple[str, date | None]] = {}
    for day in [today, *_days_of_moves(_in_force(active), today)]:
        for alert in departed(_in_force(active), on=day, asked=possible(*active)):
            found.setdefault(alert.pk, (alert.departure, None if day == today else day))  # type: ignore[attr-defined]
    return found


def _may_be_asked(active: list[Alert]) -> bool:
    """Return whether any alert hangs on a property or its conditions, or its customer has died or leaves."""
    if any(alert.controls in ONLY_CONDITIONS and alert.conditions.all() for alert in active):
        return True
    if any(alert.stays_at_property() or (alert.customer and alert.customer.died) for alert in active):
        return True
    theirs = Membership.objects.filter(customer__in=[alert.customer_id for alert in active])
    return theirs.filter(Q(ends__isnull=False) | Q(tenancy__ends__isnull=False)).exists()


def _days_of_moves(active: AlertQuerySet, today: date) -> list[date]:
    """List the later days on which a membership of these people, a tenancy at these properties, or a condition changes."""
    there = Q(customer__in=active.values("customer")) | Q(tenancy__asset__in=active.values("asset"))
    places = Membership.objects.filter(there)
    ends = [*places.filter(ends__gte=today).values_list("ends", flat=True)]
    ends += places.filter(tenancy__ends__gte=today).values_list("tenancy__ends", flat=True)
    ends += Condition.objects.in_force().filter(alert__in=active, ends__gte=today).values_list("ends", flat=True)
    begins = Tenancy.objects.filter(asset__in=active.values("asset"), starts__gt=today)
    days = {day + timedelta(days=1) for day in ends if day}
    return sorted(days.union(filter(None, begins.values_list("starts", flat=True))))


def _touched_by(record: object) -> AlertQuerySet:
    """P7b Return the alerts whose duties change with this record.

    A type says whether a letter belongs to it. A Lead who leaves leaves the alert to the other Leads; an officer whom a
    condition names leaves the customer with nobody. An incident at an address bears on everybody who lived there.
    """
    if isinstance(record, Incident):
        return Alert.objects.active().filter(customer__in=_living_at(record)) if record.asset else Alert.objects.none()
    if isinstance(record, AlertType):
        return Alert.objects.decided().filter(type=record)
    if not isinstance(record, Colleague):
        return Alert.objects.none()
    named = Condition.objects.in_force().filter(Q(officer=record) | Q(deputy=record)).values("alert")
    theirs = Q(responsible_lead=record) | Q(decided_by=record) | Q(investigation__lead=record)
    told = Alert.objects.filter(theirs).exclude(amendments=[])
    return Alert.objects.active().filter(Q(responsible_lead=record) | Q(pk__in=named)) | told


def _living_at(incident: Incident) -> QuerySet[Any]:
    """Return the keys of the customers who lived at the property of the incident on its day."""
    day = incident.occurred_on if incident.occurred_at else timezone.localdate()
    return Membership.objects.current(on=day).filter(tenancy__asset=incident.asset).values("customer")


SOURCE = Source(Alert, _standing, duties, _touched_by, seen_by=Alert.objects.visible_to)
