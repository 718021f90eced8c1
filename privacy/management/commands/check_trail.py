"""Check the trail each night, and keep the result, so that somebody hears of a trail that is broken."""

from datetime import date, timedelta

from django.core.management.base import CommandParser
from django.utils import timezone

from housing_alerts.outbox.daily import DailyCommand
from privacy.models import TrailCheck
from privacy.trail import services


class Command(DailyCommand):
    help = "Check the trail as verify_audit does, and keep the result for the Data Protection Officer and the administrators."
    pause_after_failure = timedelta(minutes=15)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--now", action="store_true", help="check at once, also if today’s check has run")

    def handle(self, *args: object, **options: object) -> None:
        if options["now"]:
            self.stdout.write(self.act(timezone.localdate(), None))
        else:
            super().handle(*args, **options)

    def would(self, today: date) -> str:
        last = TrailCheck.objects.first()
        return f"The trail is checked. {said(last)}" if last and last.ended_at else "The trail is checked."

    def act(self, today: date, last: date | None) -> str:
        """Check the trail. The worker goes on to send mail meanwhile."""
        return said(services.check_trail(between=self.breathe, clock=timezone.now))


def said(check: TrailCheck) -> str:
    """Return the result in a sentence."""
    looked = f"{check.positions} rows of the trail and {check.rows} records"
    if check.is_broken:
        return f"Found {check.found_count} that no step left so, in {looked}. verify_audit names them."
    return f"All of {looked} are as a step left them."
