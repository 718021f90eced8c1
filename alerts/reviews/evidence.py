"""What happened since an alert was last reviewed, by the dates of the facts: what its review is decided on (§8).

The number of queries does not depend on how much happened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import AlertStatus, IncidentStatus
from alerts.incidents.models import RESTRICTED, Incident, is_apart
from alerts.investigations.models import Discussion, Investigation
from alerts.look_up.people import closed_among
from housing_alerts.customers.models import Membership
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from letters.models import Letter

from .models import Review


@dataclass(frozen=True)
class Event:
    """One line of a timeline or, without a ``url``, of a chronology on paper.

    ``typed`` is when it was recorded, where that can be later than it happened.
    """

    title: str
    url: str
    at: date | datetime
    by: str = ""
    body: str = ""
    typed: datetime | None = None
    kind: str = ""

    @property
    def on(self) -> date:
        """The day, London."""
        return timezone.localdate(self.at) if isinstance(self.at, datetime) else self.at


def newest_first(events: Iterable[Event]) -> list[Event]:
    """The events as a timeline shows them."""
    return sorted(events, key=lambda event: _moment(event.at), reverse=True)


def _moment(at: date | datetime) -> datetime:
    return at if isinstance(at, datetime) else timezone.make_aware(datetime.combine(at, time.min))


@dataclass(frozen=True)
class Evidence:
    """What happened from ``since`` on: the day of ``last``, the review before this one, else the alert's first day."""

    since: date
    last: Review | None
    events: list[Event]

    def count(self, *kinds: str) -> int:
        """How many events there are of these kinds."""
        return sum(event.kind in kinds for event in self.events)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """How much there is of what a review asks about first, in words."""
        asked = next((event for event in self.events if event.kind == "side"), None)
        return [
            ("Incidents", str(self.count("incident", "breach") or "None")),
            ("Breaches of this alert among them", str(self.count("breach") or "None")),
            ("Appeals", str(self.count("appeal") or "None")),
            ("The customer’s side", f"Asked for on {show_date(asked.at)}" if asked else "Not asked for"),
        ]


def evidence(colleague: Colleague, review: Review) -> Evidence:
    """P8a What happened since the review before this one; of a completed review, until its own day."""
    since = review.since()
    found = [event for event in _everything(colleague, review.alert) if since.takes_in(event.on, event.typed)]
    return Evidence(since.day, since.last, newest_first(found))


def _everything(colleague: Colleague, alert: Alert) -> Iterator[Event]:
    about, own = alert.around().q(), Q(customer=alert.customer)
    yield from _incidents(colleague, alert)
    open_to = own | Q(pk__in=Investigation.objects.visible_to(colleague).values("pk"))
    for file in Investigation.objects.filter(about, open_to).prefetch_related("actions", "discussions__created_by"):
        yield from _investigation(file, heard=file != alert.investigation)
    open_to = own | Q(pk__in=Alert.objects.visible_to(colleague).values("pk"))
    others = Alert.objects.decided().filter(about, open_to).exclude(pk=alert.pk)
    for other in others.select_related("type", "decided_by"):
        yield from _other_alert(other)
    for appeal in alert.appeals.select_related("decided_by"):
        yield from _appeal(appeal)
    if alert.customer:
        for letter in Letter.objects.visible_to(colleague).filter(customer=alert.customer):
            yield from _letter(letter)
        yield from _file(alert.customer)
    else:
        yield from _comings_and_goings(colleague, alert)


def _incidents(colleague: Colleague, alert: Alert) -> Iterator[Event]:
    """P11a What was reported, with its files and what was done; of what is somebody else's and closed, only that, and when."""
    reported = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    reported = reported.filter(alert.around().q())
    if alert.investigation:  # what the alert itself rests on was weighed when it was imposed
        reported = reported.exclude(pk__in=alert.investigation.incidents.values("pk"))
    reported = reported.select_related("reported_by", "customer").prefetch_related(
        "behaviours", "actions", "attachments__created_by"
    )
    own = Q(customer=alert.customer) | Q(pk__in=Incident.objects.worked_on_by(colleague).values("pk"))
    for incident in reported.annotate(open=own):
        if not incident.open:
            yield _closed(incident, alert)
            continue
        yield _incident(incident, alert)
        yield from _attached(incident)
        for action in incident.actions.all():
            yield from _action(action, reverse("alerts:incident", args=[incident.reference]))


def _closed(incident: Incident, alert: Alert) -> Event:
    kind, name = _kind(incident, alert)
    assert incident.occurred_at is not None  # a draft is no evidence
    url = reverse("alerts:alert", args=[alert.reference])
    where = RESTRICTED if is_apart(incident, alert) else "in another service area"
    return Event(f"{name} {where}", url, incident.occurred_at, typed=incident.known_at, kind=kind)


def _kind(incident: Incident, alert: Alert) -> tuple[str, str]:
    breach = incident.breach_of_id == alert.pk
    return ("breach", "Breach of this alert") if breach else ("incident", "Incident")


def _incident(incident: Incident, alert: Alert) -> Event:
    kind, name = _kind(incident, alert)
    what = ", ".join(str(behaviour) for behaviour in incident.behaviours.all()) or incident.get_about_display()
    assert incident.occurred_at is not None  # a draft is no evidence
    return Event(
        f"{name} {incident.reference}: {what.lower()}",
        reverse("alerts:incident", args=[incident.reference]),
        incident.occurred_at,
        str(incident.reported_by),
        incident.account,
        incident.known_at,
        kind,
    )


def _attached(incident: Incident) -> Iterator[Event]:
    for file in incident.files:
        url = reverse("alerts:incident_file", args=[incident.reference, file.reference])
        yield Event(
            f"{file.get_kind_display()} attached to incident {incident.reference}: {file.name}",
            url,
            file.created_at,
            str(file.created_by),
            kind="file",
        )


def _action(action: Action, url: str) -> Iterator[Event]:
    name = action.get_kind_display()
    if action.decided_on:
        said = "agreed" if action.agreed else "declined"
        yield Event(f"{name} {said}", url, action.decided_on, body=action.words, typed=action.created_at)
    if action.outcome_on:
        yield Event(f"{name}: what became of it", url, action.outcome_on, body=action.outcome, typed=action.changed_at)
    if action.set_aside_on:
        yield Event(f"{name} set aside on appeal", url, action.set_aside_on)


def _investigation(file: Investigation, *, heard: bool) -> Iterator[Event]:
    url = reverse("alerts:investigation", args=[file.reference])
    for action in file.actions.all():
        yield from _action(action, url)
    for discussion in file.discussions.all() if heard else []:
        if discussion.counterpart in Discussion.CUSTOMERS_SIDE:
            yield _discussion(discussion, url)


def _discussion(discussion: Discussion, url: str) -> Event:
    whom, by = discussion.get_counterpart_display(), str(discussion.created_by)
    if discussion.on is None:
        return Event(f"{whom} was not asked for their side", url, discussion.created_at, by, discussion.why_not)
    title = f"{whom} was asked for their side"
    return Event(title, url, discussion.on, by, discussion.what, discussion.created_at, "side")


def _other_alert(alert: Alert) -> Iterator[Event]:
    url = reverse("alerts:alert", args=[alert.reference])
    if alert.effective_from:
        by = str(alert.decided_by or "the housing system")
        yield Event(f"{alert.type} in force: {alert.reference}", url, alert.effective_from, by, alert.reason)
    if alert.ended_on and alert.status == AlertStatus.ENDED:
        yield Event(f"{alert.type} ended: {alert.reference}", url, alert.ended_on, body=alert.end_reason)


def _appeal(appeal: Any) -> Iterator[Event]:
    url = reverse("appeals:appeal", args=[appeal.reference])
    yield Event(
        f"Appeal {appeal.reference} received", url, appeal.received_on, "", appeal.grounds, appeal.created_at, "appeal"
    )
    if appeal.decided_on:
        outcome = appeal.get_outcome_display() or appeal.get_status_display()
        why = appeal.findings or appeal.refused_reason
        title = f"Appeal {appeal.reference}: {outcome.lower()}"
        yield Event(title, url, appeal.decided_on, str(appeal.decided_by), why)
    if appeal.withdrawn_on:
        yield Event(f"Appeal {appeal.reference} withdrawn", url, appeal.withdrawn_on, "", appeal.withdrawn_words)


def _letter(letter: Letter) -> Iterator[Event]:
    url = reverse("letters:letter", args=[letter.reference])
    name = f"{letter.get_kind_display()}, letter {letter.reference}"
    if letter.sent_on:
        yield Event(f"{name}, sent", url, letter.sent_on)
    if letter.returned_on:
        yield Event(f"{name}, came back undelivered", url, letter.returned_on, typed=letter.changed_at)


def _file(customer: Any) -> Iterator[Event]:
    """What became known of the customer, what was agreed with them, who acts for them and where they moved."""
    url = reverse("desk:customer", args=[customer.reference])
    for known in customer.vulnerabilities.all():
        title = f"Vulnerability, told by {known.get_told_by_display().lower()}"
        yield Event(title, url, known.told_on, body=known.what, typed=known.created_at)
    for agreed in customer.adjustments.all():
        yield Event("Adjustment agreed", url, agreed.starts, body=agreed.what, typed=agreed.created_at)
        if agreed.ends:
            yield Event("Adjustment ends", url, agreed.ends, body=agreed.what)
    for person in customer.representatives.all():
        acts = f"{person.name}{f' of {person.agency}' if person.agency else ''} acts for the customer"
        yield Event(acts, url, person.created_at, body=person.authority)
        if person.ends:
            yield Event(f"{person.full_name} no longer acts for the customer", url, person.ends)
    for membership in customer.memberships.select_related("tenancy__asset"):
        yield from _move(membership, url, f"Moved to {membership.tenancy.asset}", f"Left {membership.tenancy.asset}")


def _comings_and_goings(colleague: Colleague, alert: Alert) -> Iterator[Event]:
    """Who moved into the property and out of it. Of a restricted file the name is not shown."""
    found = Membership.objects.filter(tenancy__asset=alert.asset, customer__merged_into__isnull=True)
    memberships = list(found.select_related("customer", "tenancy"))
    closed = closed_among(colleague, [membership.customer_id for membership in memberships])
    url = reverse("alerts:alert", args=[alert.reference])
    for membership in memberships:
        name = "Somebody" if membership.customer_id in closed else str(membership.customer)
        yield from _move(membership, url, f"{name} moved in", f"{name} moved out")


def _move(membership: Membership, url: str, came: str, left: str) -> Iterator[Event]:
    starts, ends = membership.starts or membership.tenancy.starts, membership.ends or membership.tenancy.ends
    if starts:
        yield Event(came, url, starts)
    if ends:
        yield Event(left, url, ends)
