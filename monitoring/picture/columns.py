"""The columns of the picture that the database works out."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, CharField, F, Func, IntegerField, OuterRef, Subquery, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Substr
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from alerts.choices import Channel
from housing_alerts.customers.models import Membership

from .tables import Month

AWAY, AT_OFFICE = "Away from our properties", "At one of our offices"
NOT_FACE_TO_FACE, NO_PLACE = "Not face to face", "No place is told"
WORDS = (AWAY, AT_OFFICE, NOT_FACE_TO_FACE, NO_PLACE)
"""The places that are no postcode."""
FROM_AFAR = [Channel.TELEPHONE, Channel.EMAIL, Channel.LETTER, Channel.SOCIAL_MEDIA]


class WholeDays(Func):
    """The full days of 24 hours from one day or moment to another."""

    output_field = IntegerField()
    arity = 2
    template = "FLOOR(EXTRACT(EPOCH FROM (%(expressions)s::timestamp)) / 86400)::integer"
    arg_joiner = "::timestamp - "
    """PostgreSQL subtracts days and moments alike as times without a zone."""

    def __init__(self, begins: str, ends: str) -> None:
        super().__init__(ends, begins)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: object
    ) -> tuple[str, tuple[str | int, ...]]:
        """Write it for SQLite, whose days have fractions that are rounded to a second first."""
        template = "CAST(ROUND(JULIANDAY(%(expressions)s), 5) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - JULIANDAY(")


def month_of(day: str, *, first: date) -> Combinable:
    """Return the day's month as text, as in 2026-05, or "" for a day before the first of the picture."""
    month = Substr(Cast(day, TextField()), 1, 7)
    return Case(When(**{f"{day}__lt": first}, then=Value("")), default=month, output_field=CharField())


def month_of_moment(moment: str, months: Iterable[Month]) -> Combinable:
    """Return the month in London of a moment that is in one of these months, as in 2026-05.

    The limits are compared, because SQLite has no time zones and would call Python for each row.
    """
    *before, last = ((month.code, begins(month.last + timedelta(days=1))) for month in months)
    whens = [When(**{f"{moment}__lt": over}, then=Value(code)) for code, over in before]
    return Case(*whens, default=Value(last[0]), output_field=CharField())


def place(*, on: date) -> Combinable:
    """Return where an incident was: a postcode, or words for what has none.

    A visit without a named property was at the home that the person has on that day. Of a restricted file no place is
    told (P11a).
    """
    homes = Membership.objects.holding(on=on).filter(customer=OuterRef("customer"))
    latest = homes.order_by(F("tenancy__starts").desc(nulls_last=True), "-pk")
    home = Subquery(latest.values("tenancy__asset__postcode")[:1])
    return Case(
        When(customer__restricted=True, then=Value(NO_PLACE)),
        When(elsewhere__gt="", then=Value(AWAY)),
        When(asset__postcode__gt="", then="asset__postcode"),
        When(channel=Channel.HOME_VISIT, then=Coalesce(home, Value(NO_PLACE))),
        When(channel=Channel.OFFICE, then=Value(AT_OFFICE)),
        When(channel__in=FROM_AFAR, then=Value(NOT_FACE_TO_FACE)),
        default=Value(NO_PLACE),
        output_field=CharField(),
    )


def district(place: str) -> str:
    """Return the first half of a postcode, which names no home; words as they are."""
    if place in WORDS:
        return place
    return (place.split()[0] if " " in place else place[:-3]).upper() or NO_PLACE


def begins(day: date) -> datetime:
    """Return the first moment of the day in London."""
    return timezone.make_aware(datetime.combine(day, time.min))
