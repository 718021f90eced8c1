"""Delete old messages and the traces of old tasks."""

from datetime import date

from django.core.management import call_command
from django.utils import timezone

from housing_alerts.outbox import services
from housing_alerts.outbox.daily import DailyCommand
from housing_alerts.outbox.models import Message


class Command(DailyCommand):
    help = "Delete messages that were sent long ago, and the traces of tasks that ended."

    def would(self, today: date) -> str:
        old = Message.objects.sent().filter(sent_at__lt=timezone.now() - services.KEPT)
        return f"Messages to delete: {old.count()}."

    def act(self, today: date, last: date | None) -> str:
        call_command("prune_db_task_results", min_age_days=7, verbosity=0)
        return f"Messages deleted: {services.clear(now=timezone.now())}."
