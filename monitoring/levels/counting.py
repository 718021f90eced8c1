"""Count the contacts of customers, by SQL."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone

from alerts.choices import Channel
from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Organisation
from monitoring.models import Contact

from . import policies

WAYS: dict[str, tuple[Channel, ...]] = {
    "Telephone": (Channel.TELEPHONE,),
    "E-mail": (Channel.EMAIL,),
    "Letter": (Channel.LETTER,),
    "In person or online": (Channel.HOME_VISIT, Channel.OFFICE, Channel.ELSEWHERE, Channel.SOCIAL_MEDIA),
}
"""The ways of contact that a plot tells apart, each with its channels."""
_WAY_OF = {channel: way for way, channels in WAYS.items() for channel in channels}


class High(NamedTuple):
    """The customers of a landlord whose level is high, each key with its contacts, and the rule that found them."""

    customers: dict[int, int]
    weeks: int
    more_than: int


class Effect(NamedTuple):
    """The contacts a week before a strategy and since; ``since`` is None in its first week."""

    before: float
    since: float | None


class Week(NamedTuple):
    """The contacts of a week, from its Monday, by the way that they came."""

    starts: date
    contacts: dict[str, int]

    @property
    def total(self) -> int:
        """Return the number of contacts in the week."""
        return sum(self.contacts.values())


def high(organisation: Organisation, *, on: date) -> High:
    """P12 Return whose level of contact is high, by the landlord's own rule, in the weeks before that day."""
    counted = _counted(organisation, on)
    above = policies.places_above(counted.count(), organisation.contact_most)
    next_below = (
        counted.order_by("-number").values_list("number", flat=True)[above : above + 1].first() if above else None
    )
    limit = policies.more_than(organisation.contact_floor, next_below)
    found = counted.filter(number__gt=limit).values_list("customer", "number")
    return High(dict(found), organisation.contact_weeks, limit)


def _counted(organisation: Organisation, on: date) -> QuerySet[Any, dict[str, Any]]:
    first, after = map(_begins, policies.days_counted(organisation.contact_weeks, on=on))
    standing = Contact.objects.standing().filter(customer__organisation=organisation, customer__merged_into=None)
    within: QuerySet[Any] = standing.filter(at__gte=first, at__lt=after).order_by()
    return within.values("customer").annotate(number=Count("pk"))


def weeks(customer: Customer, *, first: date, last: date) -> list[Week]:
    """P12 Return each week from that of one day to that of another, with the customer's contacts in it."""
    starts, ends = (day - timedelta(days=day.weekday()) for day in (first, last))
    within = customer.contact_log.standing().filter(at__gte=_begins(starts), at__lt=_begins(ends + timedelta(weeks=1)))
    counted = within.order_by().annotate(week=TruncWeek("at")).values_list("week", "channel").annotate(Count("pk"))
    found = {week: dict.fromkeys(WAYS, 0) for week in _each_week(starts, ends)}
    for week, channel, number in counted:
        found[timezone.localdate(week)][_WAY_OF[Channel(channel)]] += number
    return [Week(*each) for each in found.items()]


def effect(customer: Customer, *, began: date, until: date) -> Effect:
    """P12 Return the contacts a week in the 13 weeks before a strategy began, and since.

    :param until: the day after the last that counts: today, or the day on which the strategy ended.
    """
    first, days = began - timedelta(weeks=policies.WEEKS_SHOWN), (until - began).days
    within = customer.contact_log.standing().filter(at__gte=_begins(first), at__lt=_begins(until))
    start = Q(at__lt=_begins(began))
    counted = within.aggregate(before=Count("pk", filter=start), since=Count("pk", filter=~start))
    since = counted["since"] * 7 / days if days >= policies.DAYS_TO_TELL else None
    return Effect(counted["before"] / policies.WEEKS_SHOWN, since)


def _each_week(starts: date, ends: date) -> Iterator[date]:
    while starts <= ends:
        yield starts
        starts += timedelta(weeks=1)


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
