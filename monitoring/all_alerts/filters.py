"""F1 The day, the filters and the order of a report, and the alerts that they leave."""

from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from alerts.models import Alert
from housing_alerts.kernel import procedure
from monitoring.choices import About, Order, ReviewDue

from . import columns

KEYS = {
    Order.OLDEST: ("effective_from", "surname", "forenames", "pk"),
    Order.NEWEST: ("-effective_from", "surname", "forenames", "pk"),
    Order.NAME: ("surname", "forenames", "effective_from", "pk"),
    Order.DUE: ("due", "surname", "forenames", "pk"),
}
"""The keys of each order. The last is no other row's, so that a page begins where the one before ended."""
WITHIN = {ReviewDue.WITHIN_30: 30, ReviewDue.WITHIN_60: 60, ReviewDue.WITHIN_90: 90}


class Asked(NamedTuple):
    """A report as it is asked for. Everything in it is a code or a number, so that its address names nobody.

    An empty filter lets all alerts through.
    """

    as_at: date
    type: str = ""
    organisation: str = ""
    area: str = ""
    about: str = ""
    review: str = ""
    period: str = ""
    order: str = Order.OLDEST

    def filters(self) -> dict[str, str]:
        """Return the filters that are on."""
        return {name: value for name, value in self._asdict().items() if name not in ("as_at", "order") and value}

    def without(self, name: str) -> "Asked":
        """Return the same report without the filter of that name."""
        return Asked(**{**self._asdict(), name: ""})

    def kept(self) -> dict[str, str]:
        """Return what a view keeps: the filters, and the order if it is not the procedure's."""
        return self.filters() | ({} if self.order == Order.OLDEST else {"order": self.order})

    def address(self, **more: str) -> str:
        """Return the report as the query of an address."""
        return urlencode({"as_at": self.as_at.isoformat(), **self.kept(), **more})

    def passed(self, alerts: QuerySet[Alert]) -> QuerySet[Alert]:
        """Return the alerts that are in force on the day and pass the filters.

        Their reviews are joined only where a filter asks for them.
        """
        found = alerts.in_force(on=self.as_at).filter(self._stored())  # type: ignore[attr-defined]
        if self.review or self.period:
            found = columns.reviewed(found, on=self.as_at).filter(self._due())
        return found

    def ordered(self, alerts: QuerySet[Alert]) -> QuerySet[Alert]:
        """Return the same alerts in the order, with its keys."""
        found = columns.named(self.passed(alerts))
        if self.order == Order.DUE:
            found = columns.reviewed(found, on=self.as_at)
        return found.order_by(*KEYS[Order(self.order)])

    def has_an_index(self) -> bool:
        """Return whether an index of the alerts has the order, so that the first rows are found without the others."""
        return self.order in (Order.OLDEST, Order.NEWEST) and not (self.review or self.period)

    def behind(self, ordered: QuerySet[Alert], after: str) -> QuerySet[Alert]:
        """Return the rows that follow the alert of that reference; all rows if it is no longer among them."""
        keys = KEYS[Order(self.order)]
        last = ordered.filter(reference=after).values_list(*(key.removeprefix("-") for key in keys)).first()
        if last is None:
            return ordered
        follows, same = Q(), Q()
        for key, value in zip(keys, last, strict=True):
            name, beyond = key.removeprefix("-"), "lt" if key.startswith("-") else "gt"
            follows |= same & Q(**{f"{name}__{beyond}": value})
            same &= Q(**{name: value})
        first = keys[0]  # said once more by itself, for its index
        begins = Q(**{f"{first.removeprefix('-')}__{'lte' if first.startswith('-') else 'gte'}": last[0]})
        return ordered.filter(begins, follows)

    def _stored(self) -> Q:
        found = Q()
        for name, path in (
            ("type", "type__code"),
            ("organisation", "customer__organisation"),
            ("area", "service_area"),
        ):
            if value := getattr(self, name):
                found &= Q(**{path: value})
        if self.about:
            found &= Q(customer__isnull=self.about == About.PROPERTY)
        return found

    def _due(self) -> Q:
        found = Q(period=int(self.period)) if self.period else Q()
        if self.review == ReviewDue.OVERDUE:
            return found & Q(due__lt=self.as_at)
        if self.review == ReviewDue.UNREVIEWED:
            return found & Q(due__lte=self.as_at - timedelta(days=procedure.OVERDUE_LEADERSHIP_DAYS))
        if self.review:
            last = self.as_at + timedelta(days=WITHIN[ReviewDue(self.review)])
            return found & Q(due__gte=self.as_at, due__lte=last)
        return found
