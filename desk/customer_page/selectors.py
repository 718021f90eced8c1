"""The customer's page: what to do, what is known, and one timeline of all nouns, newest first."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from alerts.choices import AlertStatus, IncidentStatus
from alerts.incidents.selectors import live_now, live_sentence
from alerts.models import Alert
from alerts.reviews.evidence import Event, newest_first
from desk.merging.selectors import may_be_the_same, standing_merges
from housing_alerts.customers import permissions, selectors
from housing_alerts.customers.models import Customer, Membership
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

RELATED = [
    "memberships__tenancy__asset",
    "vulnerabilities",
    "adjustments",
    "representatives",
    "readers",
    "incidents__reported_by",
    "incidents__actions__decided_by",
    "markers__incident",
    "markers__placed_by",
    "markers__lifted_by",
    "investigations__created_by",
    "investigations__alerts",
    "investigations__actions__decided_by",
    "investigations__actions__outcome_by",
    "alerts__type",
    "alerts__conditions",
    "alerts__decided_by",
    "alerts__reviews__completed_by",
    "letters",
    "appeals__decided_by",
]


def read(colleague: Colleague, reference: str, *, now: datetime) -> dict[str, Any]:
    """What the page shows. :raises Http404: where the colleague may not open the file."""
    today = timezone.localdate(now)
    visible = Customer.objects.visible_to(colleague).select_related("organisation", "service_area")
    customer = get_object_or_404(visible.prefetch_related(*RELATED), reference=reference)
    alerts = list(customer.alerts.all())
    membership = customer.membership(on=today)
    access = selectors.running_access(colleague, customer, now=now)
    return {
        "may_restrict": not permissions.why_may_not_restrict(colleague, customer),
        "glass_until": f"{timezone.localtime(access.expires_at):%H:%M}" if access else "",
        "customer": customer,
        "membership": membership,
        "household": _household(colleague, membership),
        "same": may_be_the_same(colleague, customer),
        "merges": standing_merges(customer),
        "today": today,
        "active": [alert for alert in alerts if alert.is_active],
        "markers": [marker for marker in customer.markers.all() if marker.in_force(on=today)],
        "others": [alert for alert in alerts if alert.status in (AlertStatus.ENDED, AlertStatus.DECLINED)],
        "live": [live_sentence(action) for action in live_now(customer.pk, today=today)],
        "adjustments": [a for a in customer.adjustments.all() if a.ends is None or a.ends >= today],
        "events": newest_first(_events(customer, alerts)),
    }


def compared(kept: Customer, other: Customer, *, on: date) -> list[tuple[str, str, str]]:
    """What each of two files says of the person, side by side."""
    homes = [file.home(on=on) for file in (kept, other)]
    rows = [
        ("Reference", kept.reference, other.reference),
        ("Name", kept.addressee, other.addressee),
        ("Known as", kept.known_as, other.known_as),
        ("Born", show_date(kept.born) if kept.born else "", show_date(other.born) if other.born else ""),
        ("Home", str(homes[0] or "No current address"), str(homes[1] or "No current address")),
        ("Telephone", kept.telephone, other.telephone),
        ("E-mail", kept.email, other.email),
        ("Service area", str(kept.service_area), str(other.service_area)),
        ("Safe contact", *(", ".join(_never(file)) for file in (kept, other))),
        ("Restricted", *("Yes" if file.restricted else "" for file in (kept, other))),
    ]
    return [(name, ours or "–", theirs or "–") for name, ours, theirs in rows if ours or theirs]


def _never(file: Customer) -> list[str]:
    said = [("died", "has died"), ("never_write", "never write"), ("never_message", "leave no message")]
    return [words for name, words in said if getattr(file, name)]


def _household(colleague: Colleague, membership: Membership | None) -> str:
    """P11a The Group Name, unless it is also that of somebody whose file is closed to the colleague."""
    if membership is None or membership.tenancy_id in selectors.unnamed_groups(colleague):
        return ""
    return membership.tenancy.group_name


def _events(customer: Any, alerts: list[Alert]) -> list[Event]:
    events = [
        Event(
            f"Incident {incident.reference}: {incident.get_channel_display().lower()}",
            reverse("alerts:incident", args=[incident.reference]),
            incident.occurred_at,
            str(incident.reported_by),
            incident.account,
        )
        for incident in customer.incidents.all()
        if incident.status not in (IncidentStatus.DRAFT, IncidentStatus.VOID)
    ]
    events += [
        Event("Considered, no alert", reverse("alerts:investigation", args=[i.reference]), i.concluded_on, "")
        for i in customer.investigations.all()
        if i.imposed_nothing()
    ]
    events += [
        Event(
            f"Investigation {i.reference} opened",
            reverse("alerts:investigation", args=[i.reference]),
            i.created_at,
            str(i.created_by),
        )
        for i in customer.investigations.all()
    ]
    events += [event for each in customer.investigations.all() for event in _of_leads(each)]
    events += [event for each in customer.incidents.all() for event in _of_actions(each, "alerts:incident")]
    events += [event for each in customer.investigations.all() for event in _of_actions(each, "alerts:investigation")]
    events += [event for marker in customer.markers.all() for event in _of_marker(marker)]
    events += [event for alert in alerts for event in _of_alert(alert)]
    events += [
        Event(f"Letter {letter.reference} sent", reverse("letters:letter", args=[letter.reference]), letter.sent_on)
        for letter in customer.letters.all()
        if letter.sent_on
    ]
    return events + [event for appeal in customer.appeals.all() for event in _of_appeal(appeal)]


def _of_leads(file: Any) -> list[Event]:
    link = reverse("alerts:investigation", args=[file.reference])
    return [
        Event(f"Investigation {file.reference} taken over from {each.lead}", link, each.on, each.by, each.why)
        for each in file.taken_over()
    ]


def _of_marker(marker: Any) -> list[Event]:
    link = reverse("alerts:incident", args=[marker.incident.reference])
    events = [Event("Interim marker placed", link, marker.placed_on, str(marker.placed_by), marker.told)]
    if marker.lifted_on:
        by = str(marker.lifted_by)
        events.append(Event("Interim marker lifted", link, marker.lifted_on, by, marker.lifted_why))
    return events


def _of_actions(file: Any, page: str) -> list[Event]:
    """What was agreed short of an alert, and what became of it."""
    link, events = reverse(page, args=[file.reference]), []
    for action in file.actions.all():
        if action.agreed:
            until = f", live until {show_date(action.live_until)}" if action.live_until else ""
            title = f"{action.get_kind_display()}{until}"
            events.append(Event(title, link, action.decided_on, str(action.decided_by), action.words))
        if action.outcome_on:
            title = f"{action.get_kind_display()}: what became of it"
            events.append(Event(title, link, action.outcome_on, str(action.outcome_by or ""), action.outcome))
        if action.set_aside_on:
            events.append(Event(f"{action.get_kind_display()} set aside on appeal", link, action.set_aside_on))
    return events


def _of_alert(alert: Alert) -> list[Event]:
    link = reverse("alerts:alert", args=[alert.reference])
    events = []
    if alert.decided_on:
        verb = "declined" if alert.status == AlertStatus.DECLINED else "approved"
        title = f"{alert.type} {verb}: {alert.reference}"
        events.append(Event(title, link, alert.decided_on, str(alert.decided_by), alert.decision_reason))
    elif alert.effective_from:
        events.append(
            Event(f"{alert.type} in force: {alert.reference}", link, alert.effective_from, "the housing system")
        )
    for review in alert.reviews.all():
        if review.completed_on:
            title = f"Review {review.reference}: {(review.get_outcome_display() or 'completed in the housing system').lower()}"
            by = str(review.completed_by) if review.completed_by else "the housing system"
            events.append(
                Event(title, reverse("alerts:review", args=[review.reference]), review.completed_on, by, review.reason)
            )
    if alert.ended_on:
        events.append(Event(f"{alert.type} ended: {alert.reference}", link, alert.ended_on, "", alert.end_reason))
    return events


def _of_appeal(appeal: Any) -> list[Event]:
    link = reverse("appeals:appeal", args=[appeal.reference])
    events = [Event(f"Appeal {appeal.reference} received", link, appeal.received_on, "", appeal.grounds)]
    if appeal.decided_on:
        outcome = appeal.get_outcome_display() or appeal.get_status_display()
        title = f"Appeal {appeal.reference}: {outcome.lower()}"
        events.append(Event(title, link, appeal.decided_on, str(appeal.decided_by), appeal.findings))
    return events
