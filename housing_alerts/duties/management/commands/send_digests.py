"""Send each colleague the new duties on their worklist."""

from datetime import date

from django.utils import timezone

from housing_alerts.duties import digest
from housing_alerts.outbox.daily import DailyCommand


class Command(DailyCommand):
    help = "Write to each colleague what is new on their worklist since they were told last."

    def would(self, today: date) -> str:
        counts = [digest.new_to(colleague, on=today).count() for colleague in digest.readers()]
        return f"Digests to write: {sum(map(bool, counts))}, with {sum(counts)} duties."

    def act(self, today: date, last: date | None) -> str:
        now = timezone.now()
        return f"Digests written: {sum(digest.write(one, on=today, now=now) for one in digest.readers())}."
