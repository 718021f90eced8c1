"""Find what was decided or reported about a person and found wrong: on appeal, by mistake, void or put right (§9, §11, §13)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max, Q
from django.utils import timezone

from alerts.choices import AlertStatus, EndedBecause, IncidentStatus
from alerts.corrections.amendable import amended
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
OVERTURNED, VOIDED, AMENDED = "WRONG", "MADE-VOID", "AMENDED"


class Wrong(NamedTuple):
    """P9b P11a P13b An alert or a report that was found wrong, or of which words were put right or are disputed.

    :param on: the day on which it was found wrong.
    :param how: what was found, up to the day.
    :param so: what follows from it.
    :param code: the code of this finding. A report can be overturned, and later be made void.
    :param disputed: whether the customer alone says so, and we cannot tell.
    """

    record: Alert | Incident
    on: date
    how: str
    so: str
    code: str
    disputed: bool = False

    def __str__(self) -> str:
        return f"{'alert' if isinstance(self.record, Alert) else 'report'} {self.record.reference}"

    @property
    def finding(self) -> str:
        """Return what was found and when, without its full stop."""
        return f"{self.how} on {show_date(self.on)}: {self.so}"

    @property
    def known(self) -> str:
        """Return what whoever gets it has to know."""
        return "is disputed" if self.disputed else "was found wrong"

    def known_by(self, day: date) -> bool:
        """Return whether the alert or the report was there by that day, so that others can have got it then."""
        known = self.record.created_at if isinstance(self.record, Alert) else self.record.known_at
        return timezone.localdate(known) <= day


def found_wrong(customer: Customer) -> list[Wrong]:
    """P9b P11a P13b List the alerts about the person or a home of theirs that were found wrong, and then the other reports.

    Last are those of which words were struck out at the customer's request, or which they dispute.
    """
    person = person_of(customer)
    alerts = list(imposed(person).filter(status=AlertStatus.ENDED, ended_because__in=WRONG).order_by("pk"))
    named = {one.pk for alert in alerts if alert.investigation for one in alert.investigation.incidents.all()}
    reports = list(rows_of(REPORTS, person).exclude(known_at=None))
    stand = [one for one in reports if one.status != IncidentStatus.VOID and one.pk not in named]
    void = [_of_void(one) for one in reports if one.status == IncidentStatus.VOID]
    beside = [*imposed(person).order_by("pk"), *(one for one in reports if one.status != IncidentStatus.VOID)]
    return [*map(_of_alert, alerts), *_of_overturned(stand), *void, *_of_amended(beside)]


def to_tell(request: "SharingRequest") -> list[Wrong]:
    """P9b P11a List what others got or can have got, and what was found wrong since without their being told.

    UK GDPR, article 19: whoever got it is told. Of a dispute, nothing was found, and nobody is told.
    """
    if request.status != SharingStatus.SHARED or request.decided_on is None:
        return []
    found = [one for one in found_wrong(request.customer) if one.code not in request.known_wrong]
    return [one for one in found if one.known_by(request.decided_on) and not one.disputed]


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


def _of_amended(records: "Iterable[Alert | Incident]") -> Iterator[Wrong]:
    """P13b Yield a finding for each correction and each dispute that stands beside these."""
    for record in records:
        noun = "Alert" if isinstance(record, Alert) else "Report"
        for number, one in enumerate(amended(record), start=1):
            how = f"{noun} {record.reference} was {'put right' if one.struck else 'disputed by the customer'}"
            code = f"{AMENDED}-{record.reference}-{number}"
            yield Wrong(record, one.on, how, one.words.strip().rstrip("."), code, disputed=not one.struck)
