"""Find what was decided or reported about a person and found wrong: on appeal, as our own mistake, or void (§9, §11)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max, Q
from django.utils import timezone

from alerts.choices import AlertStatus, EndedBecause, IncidentStatus
from alerts.incidents.relying import WRONG, overturned
from alerts.models import Alert, Incident
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.written_dates import show_date
from privacy.bundle.collecting import person_of, rows_of
from privacy.bundle.untold import REPORTS, imposed
from privacy.choices import SharingStatus

if TYPE_CHECKING:
    from privacy.models import SharingRequest

HOW = {EndedBecause.APPEAL: "was overturned on appeal", EndedBecause.ERROR: "ended as our own mistake"}
OVERTURNED, VOIDED = "WRONG", "MADE-VOID"


class Wrong(NamedTuple):
    """P9b P11a An alert that was found wrong, a report of a decision that was, or a report that was made void.

    :param on: the day on which it was found wrong.
    :param how: what was found, up to the day.
    :param so: what follows from it.
    :param code: the code of this finding. A report can be overturned, and later be made void.
    """

    record: Alert | Incident
    on: date
    how: str
    so: str
    code: str

    def __str__(self) -> str:
        return f"{'alert' if isinstance(self.record, Alert) else 'report'} {self.record.reference}"

    @property
    def finding(self) -> str:
        """Return what was found and when, without its full stop."""
        return f"{self.how} on {show_date(self.on)}: {self.so}"

    def known_by(self, day: date) -> bool:
        """Return whether the alert or the report was there by that day, so that others can have got it then."""
        known = self.record.created_at if isinstance(self.record, Alert) else self.record.known_at
        return timezone.localdate(known) <= day


def found_wrong(customer: Customer) -> list[Wrong]:
    """P9b P11a List the alerts about the person or a home of theirs that were found wrong, and then the other reports."""
    person = person_of(customer)
    alerts = list(imposed(person).filter(status=AlertStatus.ENDED, ended_because__in=WRONG).order_by("pk"))
    named = {one.pk for alert in alerts if alert.investigation for one in alert.investigation.incidents.all()}
    reports = list(rows_of(REPORTS, person).exclude(known_at=None))
    stand = [one for one in reports if one.status != IncidentStatus.VOID and one.pk not in named]
    void = [_of_void(one) for one in reports if one.status == IncidentStatus.VOID]
    return [*map(_of_alert, alerts), *_of_overturned(stand), *void]


def to_tell(request: "SharingRequest") -> list[Wrong]:
    """P9b P11a List what others got or can have got, and what was found wrong since without their being told.

    UK GDPR, article 19: whoever got it is told.
    """
    if request.status != SharingStatus.SHARED or request.decided_on is None:
        return []
    found = [one for one in found_wrong(request.customer) if one.code not in request.known_wrong]
    return [one for one in found if one.known_by(request.decided_on)]


def _of_alert(alert: Alert) -> Wrong:
    file, on = alert.investigation, alert.ended_on or date.max
    reports = ", ".join(one.reference for one in file.incidents.all()) if file else ""
    rests = f"what it rests on{f' ({reports})' if reports else ''} may be about somebody else"
    how = f"Alert {alert.reference} {HOW[EndedBecause(alert.ended_because)]}"
    return Wrong(alert, on, how, rests, f"{OVERTURNED}-{alert.reference}")


def _of_overturned(reports: Iterable[Incident]) -> Iterator[Wrong]:
    """P9b Yield a finding for each report whose case was decided and found wrong, with the day of the last finding."""
    wrong = overturned(list(reports))
    if not wrong:
        return
    alerts = Max("investigations__alerts__ended_on", filter=Q(investigations__alerts__ended_because__in=WRONG))
    found = Incident.objects.filter(pk__in=wrong).order_by("pk")
    for report in found.annotate(by_alert=alerts, by_action=Max("investigations__actions__set_aside_on")):
        on = max(day for day in (report.by_alert, report.by_action) if day)
        how = f"What was decided on report {report.reference} was found wrong"
        yield Wrong(report, on, how, "it may be about somebody else", f"{OVERTURNED}-{report.reference}")


def _of_void(report: Incident) -> Wrong:
    on, reason = report.voided_on or date.max, report.void_reason.strip().rstrip(".")
    return Wrong(report, on, f"Report {report.reference} was made void", reason, f"{VOIDED}-{report.reference}")
