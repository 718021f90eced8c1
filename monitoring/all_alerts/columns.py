"""F1 The columns of the report that the database works out, by the dates of the facts."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    DateField,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, ExtractMonth, ExtractYear, Least, Substr
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from alerts.choices import ReviewStatus
from alerts.models import Alert, Review
from alerts.reviews.models import OPENED_HERE
from appeals.models import Appeal
from housing_alerts.customers.models import Membership


class MonthsAfter(Func):
    """P8a The day so many months after another, by the rule of :func:`procedure.review_due_on`."""

    output_field = DateField()
    arity = 2
    template = "(%(expressions)s))::date"
    arg_joiner = " + MAKE_INTERVAL(months => "
    """PostgreSQL goes to the last day of a shorter month by itself."""

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: object
    ) -> tuple[str, tuple[str | int, ...]]:
        """Write it for SQLite, which goes on into the month after a shorter one: the last day before that is earlier."""
        same = {"template": "DATE(%(expressions)s || ' months')", "arg_joiner": ", '+' || "}
        last = {
            "template": "DATE(%(expressions)s + 1) || ' months', '-1 day')",
            "arg_joiner": ", 'start of month', '+' || (",
        }
        either = Least(*(Func(*self.source_expressions, output_field=DateField(), **way) for way in (same, last)))
        return compiler.compile(either)


def named(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """Return the alerts with ``surname`` and ``forenames``, which are empty at a property alone."""
    names = {name: Coalesce(f"customer__{name}", Value("")) for name in ("surname", "forenames")}
    return alerts.annotate(**names)


def reviewed(alerts: QuerySet[Alert], *, on: date) -> QuerySet[Alert]:
    """Return the alerts joined to ``last``, their last review completed by that day, with ``due`` and ``period``.

    Those that have these already stay as they are.
    """
    if "due" in alerts.query.annotations:
        return alerts
    completed = Review.objects.filter(alert=OuterRef("pk"), completed_on__lte=on).order_by("-completed_on", "-pk")
    last = FilteredRelation("reviews", condition=Q(reviews__pk=_first(completed)))
    return alerts.annotate(last=last).annotate(due=_due(on=on), period=_period())


def housed(alerts: QuerySet[Alert], *, on: date) -> QuerySet[Alert]:
    """Return the alerts joined to ``place``, the person's place in a tenancy on that day."""
    places = Membership.objects.holding(on=on).filter(customer=OuterRef("customer"))
    latest = _first(places.order_by(F("tenancy__starts").desc(nulls_last=True), "-pk"))
    place = FilteredRelation("customer__memberships", condition=Q(customer__memberships__pk=latest))
    return alerts.annotate(place=place)


def asset(*names: str) -> list[Combinable]:
    """Return these columns of the alert's own property or, without one, of the person's home."""
    return [Coalesce(f"asset__{name}", f"place__tenancy__asset__{name}") for name in names]


def _first(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.values("pk")[:1])


def _due(*, on: date) -> Combinable:
    """P8a Return the day the review is due, of alerts that are :func:`reviewed`.

    It is reckoned from the last completed review or, without one, from the start. An earlier day that a trigger, or the
    answer to an appeal, had set by then wins until a review is completed.
    """
    period_ends = Coalesce("last__next_due_on", MonthsAfter("effective_from", "first_period"))
    called_for = _known(on).filter(due_on__isnull=False).exclude(completed_on__lte=on)
    last_day = OuterRef("last__completed_on")
    promised = Appeal.objects.filter(alert=OuterRef("pk"), review_by__isnull=False, decided_on__lte=on)
    promised = promised.exclude(decided_on__lt=Coalesce(last_day, Value(date.min)))
    return Least(
        period_ends,
        *(
            Coalesce(Subquery(days.order_by(name).values(name)[:1]), Value(date.max))
            for days, name in ((called_for, "due_on"), (promised, "review_by"))
        ),
    )


def _period() -> Combinable:
    """P8a Return the months of the period that runs, as :func:`procedure.months_between` reckons them."""
    due, begun = "last__next_due_on", "last__completed_on"
    years, months = ExtractYear(due) - ExtractYear(begun), ExtractMonth(due) - ExtractMonth(begun)
    return Coalesce(years * 12 + months, "first_period", output_field=IntegerField())


def last_opened(*, on: date) -> Combinable:
    """Return the moment at which somebody last opened a review here. The housing system's export leaves it empty."""
    here = _known(on).filter(OPENED_HERE).order_by("-created_at")
    return Subquery(here.values("created_at")[:1])


def _known(on: date) -> QuerySet[Review]:
    """Return the reviews of an alert that were opened by that day, without those that were closed by then."""
    over = end_of(on)
    closed = Q(status=ReviewStatus.CLOSED, changed_at__lt=over)
    return Review.objects.filter(~closed, alert=OuterRef("pk"), created_at__lt=over)


def as_text(day: Combinable | str) -> Combinable:
    """Return the day as text, as in 2026-05-31.

    To make a date of each cell costs more than to read one text of many cells once.
    """
    return Cast(day, TextField())


def hour(moment: Combinable | str) -> Combinable:
    """Return the moment's hour in UTC as text, as in "2026-05-31 23"."""
    return Substr(Cast(moment, TextField()), 1, 13)


def end_of(day: date) -> datetime:
    """Return the first moment after the day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
