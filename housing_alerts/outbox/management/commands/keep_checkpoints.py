"""Keep today's checkpoints of the trail outside of the database: in the file, in its copy elsewhere, and by mail."""

from datetime import date

from django.conf import settings

from housing_alerts.kernel.audit import chain, checkpoints
from housing_alerts.outbox import sending
from housing_alerts.outbox.daily import DailyCommand


class Command(DailyCommand):
    help = "Write down where the chains of the trail stand, in the file and its copy, and mail it to the address that keeps it."

    def would(self, today: date) -> str:
        return f"Checkpoints go to {_places()}."

    def act(self, today: date, last: date | None) -> str:
        """Keep the checkpoints in each place. Where one place fails, all are written again at the next try."""
        made = chain.checkpoints()
        for file in settings.AUDIT_CHECKPOINTS, settings.AUDIT_CHECKPOINTS_COPY:
            if file:
                checkpoints.write(file, made)
        if settings.AUDIT_CHECKPOINTS_MAIL:
            body = "".join(checkpoints.line(one) for one in made)
            sending.send_plain(to=settings.AUDIT_CHECKPOINTS_MAIL, subject=f"Checkpoints of {today}", body=body)
        return f"Checkpoints kept in {_places()}."


def _places() -> str:
    places = [settings.AUDIT_CHECKPOINTS, settings.AUDIT_CHECKPOINTS_COPY, settings.AUDIT_CHECKPOINTS_MAIL]
    return ", ".join(str(place) for place in places if place)
