"""Count each night whose level of contact is high."""

from datetime import date

from housing_alerts.outbox.daily import DailyCommand
from housing_alerts.staff.models import Organisation
from monitoring.levels import counting, services


class Command(DailyCommand):
    help = "Count the contacts of the last weeks, and keep whose level is high, so that a Lead sees to it."

    def would(self, today: date) -> str:
        found = [(each, counting.high(each, on=today)) for each in Organisation.objects.all()]
        return "\n".join(
            f"{each}: {len(high.customers)} high, with more than {high.more_than} contacts in {high.weeks} weeks."
            for each, high in found
        )

    def act(self, today: date, last: date | None) -> str:
        """Count, and keep what is found."""
        high, new, over = services.count_contacts(on=today)
        return f"High: {high}, of them newly: {new}. No longer high: {over}."
