"""Select one appeal, and the decisions that an appeal can be logged against."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from alerts.alert import selectors as alert_selectors
from alerts.decisions.selectors import lately, left_to_danger
from alerts.incidents import selectors as incidents_selectors
from alerts.investigations import selectors as investigations
from alerts.investigations.heard import heard_in, written_of
from alerts.models import Action, Alert, Incident, Investigation, Review
from housing_alerts.customers import selectors as customers
from housing_alerts.customers.models import Customer
from housing_alerts.customers.policies import Heard
from housing_alerts.kernel.records.parts import with_parts
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague, ServiceArea
from letters.dating import OnRecord, days_of
from letters.models import Letter
from letters.subjects import Subject

from . import policies
from .choices import AppealOutcome, AppealStatus
from .models import Appeal


class Appealed(NamedTuple):
    """A decision to appeal: its name, its customer, the service area that answers for it, and its day.

    The day is empty before the decision is made. ``set_aside_on`` is the day on which an appeal set it aside, if one
    did.
    """

    name: str
    customer: Customer | None
    service_area: ServiceArea
    decided_on: date | None
    set_aside_on: date | None = None


def standing_successor(alert: Alert) -> Alert | None:
    """P9b Return the active alert that took the place of this one, directly or after others; none where there is none."""
    found = alert.successor()
    while found and not found.is_active:
        found = found.successor()
    return found


def beside(alert: Alert) -> list[Alert]:
    """P9b List the other active alerts of the same case: what an appeal finds out about its reports is true of them too."""
    if alert.investigation is None:
        return []
    others = Alert.objects.active().filter(investigation=alert.investigation).exclude(pk=alert.pk)
    return list(others.select_related("type").order_by("pk"))


def appealable_beside(decision: Alert | Action) -> list[Alert]:
    """P9a List the other active alerts of the same case against which no appeal is open: one letter may tell of them all."""
    others = beside(decision) if isinstance(decision, Alert) else []
    return [one for one in others if not Appeal.objects.open().filter(alert=one).exists()]


def appealed(decision: Alert | Action, review: Review | None = None) -> Appealed | None:
    """P9a Return the decision behind an alert, its review or an action; none for an action that needed no agreement."""
    if isinstance(decision, Alert):
        day = review.completed_on if review else decision.effective_from
        return Appealed(decision.type.name, decision.customer, decision.service_area, day)
    file, day = decision.investigation, decision.decided_on if decision.agreed else None
    return Appealed(str(decision), file.customer, file.service_area, day, decision.set_aside_on) if file else None


def last_day(appeal: Appeal) -> date | None:
    """P9a Return the last day to appeal as it is known today; none where the window has not begun."""
    return last_day_against(appeal.decision, appeal.review)


def last_day_against(decision: Alert | Action, review: Review | None = None) -> date | None:
    """P9a Return the latest last day that a letter about the alert, its reviews or the action gives.

    :param review: the review that is appealed. Until a letter tells of it, its window has not begun.
    """
    counting = Letter.objects.about(review or decision).counting()
    if counting and isinstance(decision, Alert):
        counting = Letter.objects.about(decision, *decision.reviews.all()).counting()
    return counting.reply_by if counting else None


def heard(appeal: Appeal) -> list[Heard]:
    """P10a List the grounds of the appeal, what was said in the case, and what earlier decisions wrote of the customer."""
    names = (
        ("Add a vulnerability to the file", "appeal_vulnerability"),
        ("Add an adjustment to the file", "appeal_adjustment"),
    )
    pages = tuple((text, reverse(f"appeals:{name}", args=[appeal.reference])) for text, name in names)
    case = heard_in(appeal.investigation) if appeal.investigation else written_of(appeal.customer)
    return [Heard(f"appeal {appeal.reference}", appeal.grounds, pages), *case]


def written(customer: Customer, *, after: datetime | None) -> list[Heard]:
    """P10a Select what determinations of the customer's appeals wrote in weighing vulnerability, and their findings."""
    pages = customers.pages_to_add(customer)
    found = Appeal.objects.filter(customer=customer, status=AppealStatus.DETERMINED, decided_on__gt=lately(after))
    return [
        Heard(f"the decision on appeal {appeal.reference} on {show_date(appeal.decided_on)}", words, pages)
        for appeal in found.order_by("decided_on", "pk")
        for words in (appeal.vulnerability, appeal.findings)
    ]


def action(colleague: Colleague, investigation: str, pk: str) -> Action:
    """Return an action of the investigation.

    :raises Http404: where the colleague may not see it, or no customer is known there.
    """
    if not pk.isdecimal():
        raise Http404
    seen = Investigation.objects.visible_to(colleague).filter(reference=investigation, customer__isnull=False)
    found = Action.objects.select_related(
        "investigation__customer__organisation", "investigation__service_area", "decided_by"
    )
    return get_object_or_404(found.filter(investigation__in=seen), pk=pk)


def is_in_time_now(appeal: Appeal) -> bool:
    """P9a Return whether the appeal is in time: until it is accepted, by today's facts about the letter that counts."""
    if appeal.status != AppealStatus.RECEIVED:
        return appeal.in_time
    return policies.is_in_time(appeal.received_on, last_day(appeal))


def alert(colleague: Colleague, reference: str) -> Alert:
    """Return an alert on the page that logs an appeal. :raises Http404: where the colleague may not see it."""
    return alert_selectors.alert(colleague, reference)


def appeal(colleague: Colleague, reference: str) -> Appeal:
    """Return the appeal with the decision that it is against.

    :raises Http404: where the colleague may not see it.
    """
    found = Appeal.objects.visible_to(colleague).select_related(
        "customer__organisation",
        "service_area",
        "alert__type",
        "alert__service_area",
        "alert__investigation__lead",
        "alert__investigation__recommended_by",
        "alert__investigation__consulted_manager",
        "alert__customer",
        "alert__decided_by",
        "alert__responsible_lead",
        "alert__absent_head",
        "alert__ended_by",
        "action__investigation__lead",
        "action__investigation__recommended_by",
        "action__investigation__consulted_manager",
        "action__decided_by",
        "action__absent_head",
        "review__completed_by",
        "representative",
        "prepared_by",
        "decided_by",
        "absent_head",
        "answered_by",
        "changed_by",
    )
    record = get_object_or_404(found, reference=reference)
    customers.with_file(record.customer)
    if is_in_time_now(record) != record.in_time:
        record.in_time, record.reply_by = not record.in_time, last_day(record)
    if record.alert:
        record.alert.customer = record.customer
        alert_selectors.with_decision(record.alert)
    elif record.action and record.action.investigation:
        investigations.with_case(record.action.investigation)
    return with_parts(record, incidents_selectors.hanging(), "prepared_before")


def on_record(subject: Subject) -> OnRecord:
    """E1 E3 Return the days of the customer's appeals, and those that they name, for any letter to them."""
    return OnRecord([], list(days_of(Appeal.objects.filter(customer=subject.customer))))


def letter_appealed(appeal: Appeal) -> Letter | None:
    """P9a Return the letter that told the customer of the appealed decision and gives them until the last day to appeal."""
    told = [appeal.decision, *([appeal.review] if appeal.review else [])]
    return Letter.objects.about(*told).counting()


def left_to_danger_after(appeal: Appeal, outcome: str, controls: Collection[str]) -> list[Incident]:
    """P9b D4 List the incidents of danger from which nothing protects colleagues as before, once the appeal is decided.

    :param controls: those with which the alert goes on, where the appeal is partly upheld.
    """
    alert = appeal.alert
    if alert is None or outcome not in (AppealOutcome.UPHELD, AppealOutcome.PARTLY):
        return []
    return left_to_danger(alert, stay=controls if outcome == AppealOutcome.PARTLY else None)
