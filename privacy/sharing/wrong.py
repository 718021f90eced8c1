"""Find what was decided about a person and found wrong, on appeal or as our own mistake (§9, §11)."""

from datetime import date
from typing import NamedTuple

from alerts.choices import AlertStatus, EndedBecause
from alerts.incidents.relying import WRONG, overturned
from alerts.models import Alert, Incident
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.written_dates import show_date
from privacy.bundle.collecting import person_of, rows_of
from privacy.bundle.untold import REPORTS, imposed

HOW = {EndedBecause.APPEAL: "was overturned on appeal", EndedBecause.ERROR: "ended as our own mistake"}


class Wrong(NamedTuple):
    """P9b P11a An alert that was found wrong, or a report of a decision that was.

    :param ended: how and when an alert ended; empty for a report.
    :param reports: the references of the reports on which an alert rests.
    """

    record: Alert | Incident
    ended: str = ""
    reports: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{'alert' if self.ended else 'report'} {self.record.reference}"

    @property
    def finding(self) -> str:
        """Return what was found, without its full stop."""
        if not self.ended:
            return f"What was decided on report {self.record.reference} was found wrong: it may be about somebody else"
        rests = f" ({', '.join(self.reports)})" if self.reports else ""
        return f"Alert {self.record.reference} {self.ended}: what it rests on{rests} may be about somebody else"


def found_wrong(customer: Customer) -> list[Wrong]:
    """P9b P11a List the alerts about the person or a home of theirs that were found wrong, and then the other reports."""
    person = person_of(customer)
    alerts = imposed(person).filter(status=AlertStatus.ENDED, ended_because__in=WRONG).order_by("pk")
    found = [_of_alert(alert) for alert in alerts]
    named = {reference for one in found for reference in one.reports}
    reports = list(rows_of(REPORTS, person).exclude(reference__in=named))
    wrong = overturned(reports)
    return [*found, *(Wrong(report) for report in reports if report.pk in wrong)]


def _of_alert(alert: Alert) -> Wrong:
    file, on = alert.investigation, alert.ended_on or date.max
    reports = tuple(one.reference for one in file.incidents.all()) if file else ()
    return Wrong(alert, f"{HOW[EndedBecause(alert.ended_because)]} on {show_date(on)}", reports)
