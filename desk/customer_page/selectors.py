"""Select the rows of the customer's page: the instructions, the facts, and one timeline of all nouns, newest first."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.utils import timezone

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import AlertStatus
from alerts.incidents.before import live_sentence, owed_sentence
from alerts.investigations.duties import RUNNING
from alerts.investigations.models import Investigation
from alerts.look_up.selectors import at_home_of
from alerts.look_up.words import Place
from alerts.markers.models import Marker
from alerts.writing.selectors import with_told
from desk.merging.selectors import standing_merges
from housing_alerts.customers import selectors
from housing_alerts.customers.models import Customer, Membership
from housing_alerts.customers.naming_colleagues import naming
from housing_alerts.kernel import timeline
from housing_alerts.kernel.records.parts import with_parts
from housing_alerts.kernel.timeline import Event, Readers
from housing_alerts.staff.models import Colleague
from monitoring.levels import counting, policies

PARTS: list[Any] = [
    Prefetch("memberships", Membership.objects.select_related("tenancy__asset")),
    "vulnerabilities",
    "adjustments",
    "representatives",
    "readers",
    Prefetch("markers", Marker.objects.select_related("incident", "placed_by", "lifted_by")),
]


def read(colleague: Colleague, reference: str, *, now: datetime) -> dict[str, Any]:
    """Return the context of the page.

    :raises Http404: where the colleague may not open the file.
    """
    today = timezone.localdate(now)
    visible = Customer.objects.visible_to(colleague).select_related("organisation", "service_area")
    alerts_of = Prefetch("alerts", with_told(Alert.objects.select_related("asset", "type")))
    parts = [*PARTS, alerts_of, "alerts__conditions", "alerts__reviews"]
    customer = with_parts(get_object_or_404(visible, reference=reference), *parts)
    alerts = list(customer.alerts.all())
    membership = customer.membership(on=today)
    places = at_home_of(colleague, customer, on=today)
    active = [alert for alert in alerts if alert.is_active]
    access = selectors.running_access(colleague, customer, now=now)
    return {
        "glass_until": f"{timezone.localtime(access.expires_at):%H:%M}" if access else "",
        "customer": customer,
        "membership": membership,
        "household": _household(colleague, membership),
        "shut_out": _shut_out(customer),
        "merges": list(standing_merges(customer)),
        "today": today,
        "places": places,
        "elsewhere": _elsewhere(active, places),
        "active": active,
        "apart": kept_elsewhere(colleague, customer),
        "markers": [marker for marker in customer.markers.all() if marker.in_force(on=today)],
        "others": [alert for alert in alerts if alert.status in (AlertStatus.ENDED, AlertStatus.DECLINED)],
        "live": _warned(customer, today=today),
        "adjustments": [a for a in customer.adjustments.all() if a.ends is None or a.ends >= today],
        "weeks": counting.weeks(customer, first=policies.first_week(today), last=today),
        "events": _what_happened(colleague, customer, on=today),
    }


def _warned(customer: Customer, *, today: date) -> list[str]:
    """D3a Return a sentence for each warning or agreement that is live, then for each whose letter is owed."""
    found = list(Action.objects.live_or_owed(on=today).of_customer(customer.pk).order_by("decided_on"))
    live, owed = ([one for one in found if one.is_live is is_live] for is_live in (True, False))
    return [*map(live_sentence, live), *map(owed_sentence, owed)]


class Kept(NamedTuple):
    """P11a An alert or a case of the customer that another service area keeps, with its Lead."""

    what: Alert | Investigation
    lead: Colleague | None


def kept_elsewhere(colleague: Colleague, customer: Customer) -> list[Kept]:
    """P11a List the alerts in force and the running cases that another area keeps and the colleague cannot read.

    They stay with their Leads when a customer comes to another area.
    """
    alerts = [one for one in customer.alerts.all() if one.is_active and one.service_area_id != customer.service_area_id]
    files = customer.investigations.filter(status__in=RUNNING).exclude(service_area=customer.service_area_id)
    kept, open_cases = _unread(alerts, colleague, "responsible_lead"), _unread(files, colleague, "lead")
    return [*(Kept(one, one.responsible_lead) for one in kept), *(Kept(one, one.lead) for one in open_cases)]


def _unread(found: Iterable[Any], colleague: Colleague, lead: str) -> list[Any]:
    """Return those that the colleague cannot read, with their Lead and area. Where there are none, no more is asked."""
    theirs = list(found)
    if not theirs:
        return []
    readable = type(theirs[0]).objects.visible_to(colleague).filter(pk__in=[one.pk for one in theirs])
    seen = set(readable.values_list("pk", flat=True))
    unread = [one for one in theirs if one.pk not in seen]
    prefetch_related_objects(unread, lead, "service_area")
    return unread


def _elsewhere(alerts: list[Alert], places: list[Place]) -> list[Alert]:
    """D5 List the customer's alerts that stay at a property that is none of their homes."""
    homes = {place.asset.pk for place in places if place.asset}
    return [alert for alert in alerts if alert.around().asset not in {None, *homes}]


def _shut_out(customer: Customer) -> list[Colleague]:
    """P11a List the named readers who can open nothing of the file any more. Whoever acts for it still reads their part."""
    gone = customer.readers_shut_out() if customer.restricted else []
    acting = {one.colleague for one in naming(customer)} if gone else set()
    return [one for one in gone if one not in acting]


def _household(colleague: Colleague, membership: Membership | None) -> str:
    """P11a Return the Group Name, or nothing where it is also the name of a file closed to the colleague."""
    name = membership.tenancy.group_name if membership else ""
    return "" if membership and name and membership.tenancy_id in selectors.unnamed_groups(colleague) else name


def _what_happened(colleague: Colleague, customer: Customer, *, on: date) -> list[Event]:
    """P11a Return the customer's events until that day, newest first, as far as the colleague may read them."""
    happened = [event for event in timeline.stream(customer.pk) if event.on <= on]
    may_read = timeline.open_to(colleague, happened, customer=customer.pk, readers=Readers.OF_THE_FILE)
    return timeline.told(happened, may_read)[::-1]
