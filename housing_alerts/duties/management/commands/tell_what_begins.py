"""Tell colleagues of duties that begin to show, such as a marker about to lapse."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from housing_alerts.duties import telling
from housing_alerts.duties.models import Duty, DutyQuerySet
from housing_alerts.outbox.daily import DailyCommand
from housing_alerts.outbox.schedule import last_done


class Command(DailyCommand):
    help = "Tell colleagues at once of urgent duties whose first day has come, also on days on which this did not run."

    def would(self, today: date) -> str:
        return f"Duties that begin: {_begun(today, last_done('tell_what_begins')).count()}."

    @transaction.atomic
    def act(self, today: date, last: date | None) -> str:
        return f"Messages written: {telling.tell(_begun(today, last), now=timezone.now())}."


def _begun(today: date, last: date | None) -> DutyQuerySet:
    """Return the duties that began to show since the last run. On the first run, return those of today."""
    since = last or today - timedelta(days=1)
    return Duty.objects.shown(on=today).filter(shows_from__gt=since)
