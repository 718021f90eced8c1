"""What waits to be keyed into Cx and Assure, and to be confirmed there (§11)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from alerts.entries.selectors import due_count
from alerts.look_up.people import subject
from alerts.models import Entry
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from .rows import MOST, Row


def to_enter(colleague: Colleague) -> Iterable[Row]:
    """P11a The oldest first: of their own reports and those of their staff; for a Lead, of the alerts of their areas.

    Only what opens: somebody who is no line manager any more may be named in a report that they no longer read.
    """
    closed = Customer.objects.closed_to(colleague).filter(pk=OuterRef("incident__customer"))
    opens = Q(pk__in=Entry.objects.visible_to(colleague).values("pk"))
    waiting = Entry.objects.waiting().filter(_theirs(colleague), opens).annotate(closed=Exists(closed))
    related = ("incident__customer", "incident__asset", "alert__customer", "alert__asset", "alert__type")
    for entry in waiting.select_related(*related).order_by("since", "pk")[:MOST]:
        yield Row(
            entry.case.reference,
            reverse("alerts:entry", args=[entry.pk]),
            f"{entry}: {_named(colleague, entry)}",
            f"Since {show_date(entry.since)}",
        )


def _theirs(colleague: Colleague) -> Q:
    reports = Q(pk__in=Entry.objects.of_reports(colleague).values("pk"))
    if not colleague.holds(Role.OPERATIONAL_LEAD):
        return reports
    area = Q(alert__service_area__in=colleague.area_ids) | Q(alert__responsible_lead=colleague)
    area |= Q(incident__service_area__in=colleague.area_ids, pk__in=Entry.objects.left_behind().values("pk"))
    return reports | area


def _named(colleague: Colleague, entry: Any) -> str:
    if entry.incident is None:
        return f"{entry.alert.subject}, {entry.alert.type}"
    return "Restricted file" if entry.closed else subject(colleague, entry.incident, closed=False)


def to_confirm(colleague: Colleague, today: date) -> Iterable[Row]:
    """P11c How many cases of the Lead's areas are due to be confirmed in Cx."""
    due = due_count(colleague, today=today)
    if due:
        cases = "1 case" if due == 1 else f"{due} cases"
        yield Row("Yearly confirmation", reverse("alerts:confirmations"), f"{cases} to confirm", "Due", "orange")
