"""Delete the lists of visits whose time is over."""

from datetime import date

from alerts.visits import services
from alerts.visits.models import VisitList
from housing_alerts.outbox.daily import DailyCommand


class Command(DailyCommand):
    help = "Delete the lists of visits that were kept for seven days after their day."

    def would(self, today: date) -> str:
        return f"Lists of visits to delete: {VisitList.objects.over(on=today).count()}."

    def act(self, today: date, last: date | None) -> str:
        return f"Lists of visits deleted: {services.clear(on=today)}."
