"""Counts that all processes share: how often something happened within a period, such as a wrong password.

A row names neither the thing counted nor the person: its key is a digest that only this service can make.
"""

from datetime import timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Count

_ONE_MORE = """
INSERT INTO records_count (key, times, ends_at) VALUES (%s, 1, %s) ON CONFLICT (key) DO UPDATE SET
    times = CASE WHEN records_count.ends_at <= %s THEN 1 ELSE records_count.times + 1 END,
    ends_at = CASE WHEN records_count.ends_at <= %s THEN excluded.ends_at ELSE records_count.ends_at END
RETURNING times
"""
"""One statement, so that two counts at the same moment get two numbers."""


def count(what: str, *whose: object, lasts: timedelta) -> int:
    """Count once more, and return the count since the period began.

    :param lasts: the length of the period, from the first time that is counted in it.
    """
    now = timezone.now()
    began, ends = (connection.ops.adapt_datetimefield_value(moment) for moment in (now, now + lasts))
    with connection.cursor() as cursor:
        cursor.execute(_ONE_MORE, [_key(what, whose), ends, began, began])
        (times,) = cursor.fetchone()
    if times == 1:
        Count.objects.filter(ends_at__lte=now).delete()
    return int(times)


def uncount(what: str, *whose: object) -> None:
    """Lower the count by one."""
    Count.objects.filter(key=_key(what, whose), times__gt=0).update(times=F("times") - 1)


def counted(what: str, *whose: object) -> int:
    """Return the count in the current period."""
    running = Count.objects.filter(key=_key(what, whose), ends_at__gt=timezone.now())
    return running.values_list("times", flat=True).first() or 0


def _key(what: str, whose: tuple[object, ...]) -> str:
    return salted_hmac("records.counting", repr((what, *whose)), algorithm="sha256").hexdigest()
