"""Load invented colleagues, customers and cases (``./dev manage load_demo``)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from housing_alerts.staff.models import Colleague
from tools import demo_cases


class Command(BaseCommand):
    help = "Load invented colleagues (password “demo”), customers and cases. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo (DEMO is not set): demo colleagues have a known password.")
        if Colleague.objects.filter(username="officer").exists():
            self.stdout.write("The demo is already loaded.")
            return
        demo_cases.load(timezone.localdate())
        if settings.AUDIT_CHECKPOINTS.exists():  # of a demo before: it would call the new trail made anew
            settings.AUDIT_CHECKPOINTS.replace(settings.AUDIT_CHECKPOINTS.with_suffix(".earlier"))
        self.stdout.write("The demo is loaded: sign in as officer, manager, lead, head … with the password “demo”.")
