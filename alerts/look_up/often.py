"""Count the contacts of customers for whom an alert limits how often they contact us (P5)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from alerts.choices import ConditionKind
from alerts.conditions.models import Condition
from housing_alerts.customers.models import Customer
from housing_alerts.kernel import procedure

SO_FAR = dict(zip(procedure.CONTACT_PERIODS, ("today", "this week so far", "this month so far"), strict=True))
NOT_AT_A_DOOR = "How often they contact us is limited. That is no matter of yours at the door."
"""P5 What a contractor reads of a limit on how often, which nobody at a door can keep to."""


def logged_so_far(running: Iterable[Condition], *, on: date) -> dict[int, str]:
    """P5 Return how many contacts were logged so far, in words, by the key of each limit on how often."""
    limits = [one for one in running if one.kind == ConditionKind.FREQUENCY and one.alert.customer_id]
    began = (on, on - timedelta(days=on.weekday()), on.replace(day=1))
    first = dict(zip(procedure.CONTACT_PERIODS, began, strict=True))
    made = Customer.objects.filter(
        pk__in=[one.alert.customer_id for one in limits],
        contact_log__taken_back_on__isnull=True,
        contact_log__at__date__range=(min(began), on),
    )
    days = [(key, timezone.localdate(at)) for key, at in made.values_list("pk", "contact_log__at")] if limits else []
    said: dict[int, str] = {}
    for one in limits:
        per = one.details["per"]
        count = sum(key == one.alert.customer_id and day >= first[per] for key, day in days)
        said[one.pk] = f"Contacts logged {SO_FAR[per]}: {count}."
    return said
