"""F1 The All Alerts report of Appendix F: its ten columns on a day, by the dates of the facts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from alerts.choices import ReviewStatus
from alerts.models import Alert, Review
from housing_alerts.customers import selectors as customers
from housing_alerts.customers.models import Customer, Membership
from housing_alerts.kernel import procedure
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

COLUMNS = (
    "Contact Name",
    "Group Name",
    "Asset Reference",
    "Asset Address",
    "Effective From Date",
    "Review Period",
    "Latest Review Completion Date",
    "Review Due Date",
    "Review Last Evaluated",
    "Overdue",
)


KEPT = "Kept with the restricted file"
"""P11a The words in place of an address in a restricted file: the report is passed round, also by who may open the file."""


AT_ONCE = 100
"""The number of rows that are read before the first of them is given, so that a file of a whole landlord begins soon."""


@dataclass(frozen=True)
class Row:
    """One alert in force on the day of the report."""

    reference: str
    contact_name: str
    group_name: str
    asset_reference: str
    asset_address: str
    effective_from: date
    period: int
    last_completed_on: date | None
    due_on: date
    last_evaluated_on: date | None
    overdue: bool

    def cells(self, day: Callable[[date | None], str] | None = None) -> tuple[str, ...]:
        """Return the ten cells in F1's order, with dates as dd/mm/yyyy, or as ``day`` writes them."""
        day = day or _day
        return (
            self.contact_name,
            self.group_name,
            self.asset_reference,
            self.asset_address,
            day(self.effective_from),
            f"{self.period} Month{'' if self.period == 1 else 's'}",
            day(self.last_completed_on),
            day(self.due_on),
            day(self.last_evaluated_on),
            "Yes" if self.overdue else "No",
        )


def _day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def visible_to(colleague: Colleague) -> QuerySet[Alert]:
    """Return the alerts in a colleague's report: a Lead's own, and all for the Leadership Team and the DPO.

    A restricted customer's alerts are left out, except for the named readers and for colleagues who broke glass.
    """
    if colleague.holds(Role.DATA_PROTECTION_OFFICER):
        return Alert.objects.filter(~Q(customer__in=Customer.objects.kept_from(colleague)))
    return Alert.objects.visible_to(colleague)


def scope(colleague: Colleague) -> str:
    """Say which areas the colleague's report covers, restricted files apart."""
    if colleague.holds(Role.LEADERSHIP, Role.DATA_PROTECTION_OFFICER):
        return "all service areas"
    areas = " and ".join(area.name for area in colleague.areas.all()) or "no service area"
    return f"{areas}, and whatever you lead elsewhere"


def in_restricted_files(*, today: date) -> int:
    """Count the alerts of both landlords in restricted files today, for any reader and any day shown."""
    return Alert.objects.in_force(on=today).filter(customer__restricted=True).count()


def rows(
    alerts: QuerySet[Alert], *, as_at: date, reader: Colleague | None = None, after: str = "", most: int | None = None
) -> Iterator[Row]:
    """Yield the report's rows in its order: Effective From Date, surname, forenames.

    :param reader: the reader, to whom a Group Name is not shown if it is also a restricted customer's; None for the
        command.
    :param after: the reference of the last alert of the page before, for a page of ``most`` rows.
    """
    ordered = _ordered(alerts.in_force(on=as_at))  # type: ignore[attr-defined]
    if after:
        ordered = _behind(ordered, after)
    found = ordered[:most] if most else ordered
    reviews = Review.objects.exclude(status=ReviewStatus.CLOSED).order_by("completed_on", "pk")
    members = Membership.objects.select_related("tenancy__asset")
    prefetched = found.select_related("customer", "asset").prefetch_related(
        Prefetch("reviews", reviews), Prefetch("customer__memberships", members)
    )
    unnamed = customers.unnamed_groups(reader) if reader else set()
    for alert in prefetched.iterator(chunk_size=AT_ONCE):
        yield _row(alert, as_at, unnamed)


def _ordered(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    return alerts.annotate(
        surname=Coalesce("customer__surname", Value("")), forenames=Coalesce("customer__forenames", Value(""))
    ).order_by("effective_from", "surname", "forenames", "pk")


def _behind(ordered: QuerySet[Alert], after: str) -> QuerySet[Alert]:
    last = ordered.filter(reference=after).values_list("effective_from", "surname", "forenames", "pk").first()  # type: ignore[misc]
    if last is None:
        return ordered
    start, surname, forenames, pk = last
    return ordered.filter(
        Q(effective_from__gt=start)
        | Q(effective_from=start, surname__gt=surname)
        | Q(effective_from=start, surname=surname, forenames__gt=forenames)
        | Q(effective_from=start, surname=surname, forenames=forenames, pk__gt=pk)
    )


def _row(alert: Alert, as_at: date, unnamed: set[int]) -> Row:
    completed = [r for r in alert.reviews.all() if r.completed_on and r.completed_on <= as_at]
    last = completed[-1] if completed else None
    period, due = _period_and_due(alert, last)
    due = min([due, *_called_for(alert, as_at)])
    membership = alert.customer.membership(on=as_at) if alert.customer else None
    asset = alert.asset or (membership.tenancy.asset if membership else None)
    kept = alert.customer is not None and alert.customer.restricted
    unnamed_here = kept or (membership is not None and membership.tenancy_id in unnamed)
    return Row(
        reference=alert.reference,
        contact_name=alert.customer.full_name if alert.customer else "",
        group_name="" if unnamed_here or membership is None else membership.tenancy.group_name,
        asset_reference="" if kept or asset is None else asset.reference,
        asset_address=KEPT if kept else asset.full_address if asset else "",
        effective_from=alert.in_force_from,
        period=period,
        last_completed_on=last.completed_on if last else None,
        due_on=due,
        last_evaluated_on=_last_evaluated(alert, as_at),
        overdue=due < as_at,
    )


def _period_and_due(alert: Alert, last: Review | None) -> tuple[int, date]:
    """P8a Return the period that runs on the day, and its end.

    It runs from the last completed review or, without one, from the start.
    """
    if last is None or last.next_due_on is None:
        return alert.first_period, procedure.review_due_on(alert.in_force_from, alert.first_period)
    return last.period, last.next_due_on


def _called_for(alert: Alert, as_at: date) -> Iterator[date]:
    """P8a Yield the earlier days that a trigger had set by then, for reviews not yet completed."""
    for review in alert.reviews.all():
        waiting = review.completed_on is None or review.completed_on > as_at
        if review.due_on and waiting and timezone.localdate(review.created_at) <= as_at:
            yield review.due_on


def _last_evaluated(alert: Alert, as_at: date) -> date | None:
    """Return the last day on which somebody opened a review of the alert here.

    The housing system's export leaves it empty.
    """
    opened = [timezone.localdate(r.created_at) for r in alert.reviews.all() if r.outcome or not r.completed_on]
    return max((day for day in opened if day <= as_at), default=None)


def count(alerts: QuerySet[Alert], *, as_at: date) -> int:
    """Count the alerts in force on the day."""
    return alerts.in_force(on=as_at).count()  # type: ignore[attr-defined]
