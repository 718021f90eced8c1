"""The facts about a customer or a property, and those that became known after the Lead recommended (P10a)."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, Q, When
from django.utils import timezone

from alerts.choices import EndedBecause, IncidentStatus
from alerts.corrections.policies import WRONG_PERSON, says_wrong_person
from alerts.incidents.beside import APART, AT_THE_ADDRESS, is_apart
from alerts.incidents.models import Incident
from alerts.incidents.words import corrections, told
from housing_alerts.customers.choices import Format
from housing_alerts.customers.models import Adjustment, Customer, Vulnerability
from housing_alerts.kernel.records.models import Record, existing
from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.incidents.models import IncidentQuerySet

    from .models import Investigation


class Known(NamedTuple):
    """One fact that became known: its words, and the key by which a form confirms that it showed the fact.

    For an incident on another customer's restricted file, ``words`` say only that there is one, and ``by`` is empty
    (P11a). ``of_others`` is true where the fact is about another customer, or nobody known, whose file may be
    restricted later.
    """

    key: str
    kind: str
    words: str
    by: str
    at: datetime
    of_others: bool = False

    @property
    def kept(self) -> str | dict[str, str]:
        """P10a P11a Return the form in which a decision stores the fact.

        That form is its words. For a fact about others it is the key, put into words again for each reader.
        """
        return {"key": self.key, "kind": self.kind} if self.of_others else f"{self.kind}: {self.words}"


OF_A_CUSTOMER = {
    "Vulnerability": "vulnerabilities",
    "Reasonable adjustment": "adjustments",
    "Representative": "representatives",
}
FLAGS = {"died": "has died", "never_write": "must never be written to"}
AN_IMPORT = "an import"


def recorded(investigation: "Investigation", *, on: date) -> list[tuple[str, str]]:
    """P10a P10b List the facts on the customer's file on that day, each as its kind and its words."""
    if investigation.customer is None:
        return []
    return known_of(investigation.customer, since=timezone.localdate(investigation.created_at), on=on)


def known_of(customer: Customer, *, since: date, on: date) -> list[tuple[str, str]]:
    """P10a P10b List the facts on the customer's file on that day, as :func:`recorded`.

    The format is left out where the customer's row has changed after that day: it may be new.
    :param since: adjustments that ended before that day are left out.
    """
    found: list[tuple[str, Any, str]] = [("Vulnerability", v, _told(v)) for v in customer.vulnerabilities.all()]
    found += [("Reasonable adjustment", a, _agreed(a, on)) for a in customer.adjustments_since(since)]
    found += [("Representative", r, r.full_name) for r in customer.representatives.all() if r.acts(on=on)]
    known = [(kind, words) for kind, row, words in found if timezone.localdate(row.created_at) <= on]
    needed = Format(customer.format).needed if timezone.localdate(customer.changed_at) <= on else ""
    return [*known, ("Preferred format", needed)] if needed else known


def written_and_not_recorded(investigation: "Investigation", *, on: date) -> list[str]:
    """P10a P10b Return the kinds of which the Lead wrote something down here, and nothing stands on the customer's file."""
    if investigation.customer is None:
        return []
    written = {"Vulnerability": investigation.vulnerability, "Reasonable adjustment": investigation.adjustments}
    stand = {kind for kind, _ in recorded(investigation, on=on)}
    return [kind for kind, words in written.items() if words and kind not in stand]


def _told(vulnerability: Vulnerability) -> str:
    told_by = vulnerability.get_told_by_display().lower()
    return f"{vulnerability.what} (told by {told_by}, {show_date(vulnerability.told_on)})"


def _agreed(adjustment: Adjustment, on: date) -> str:
    since = f"{'from' if adjustment.starts > on else 'since'} {show_date(adjustment.starts)}"
    return f"{adjustment.what} ({since}{f', until {show_date(adjustment.ends)}' if adjustment.ends else ''})"


def unanswered(investigation: "Investigation", kind: str) -> list[str]:
    """P10a P10b List the facts recorded or changed on the file since the Lead last weighed it, the oldest first.

    :param kind: one of ``OF_A_CUSTOMER``.
    """
    customer, since = investigation.customer, investigation.considered_at
    found = sorted(_changed(customer, since, kind), key=lambda known: known.at) if customer and since else []
    return [known.words for known in found]


def became_known(investigation: "Investigation") -> list[Known]:
    """P10a P9b List the facts that were recorded, changed or ended since the recommendation, the oldest first.

    An alert that a draft replaces and that ended on appeal counts even where it ended before the recommendation.
    """
    since = investigation.recommended_at
    if since is None:
        return []
    found = [*_told_of_incidents(investigation, since), *_replaced(investigation, since)]
    if investigation.customer:
        found += [known for kind in OF_A_CUSTOMER for known in _changed(investigation.customer, since, kind)]
        found += _of_whom(investigation.customer, since)
    return sorted(found, key=lambda known: known.at)


def incidents_meanwhile(investigation: "Investigation") -> "IncidentQuerySet":
    """P7a Return the incidents that became known between the opening of the file and the day it was wholly decided.

    The period does not begin with the recommendation, because the Lead may recommend again. Nobody who reported one of
    these incidents may decide the case.
    """
    since, until = investigation.created_at, investigation.concluded_on or date.max
    said = Q(breach_said_at__gt=since, breach_said_at__date__lte=until)
    return _incidents_of(investigation).filter(_is_unknown(investigation, since, until) | said)


def _told_of_incidents(investigation: "Investigation", since: datetime) -> Iterator[Known]:
    """Yield each incident that became known or was corrected since then, and each statement since then about a breach.

    P11a That a report is about the wrong person is told whenever it was said: nobody is to be branded by passing it over.
    """
    new = Case(When(_is_unknown(investigation, since, date.max), then=True), default=False)
    corrected = (Q(confirmed_at__gt=since) & ~Q(correction="")) | (Q(changed_at__gt=since) & ~Q(amendments=[]))
    corrected |= Q(correction__contains=WRONG_PERSON)
    rows: Any = _incidents_of(investigation).annotate(is_new=new)
    rows = rows.filter(Q(is_new=True) | corrected | Q(breach_said_at__gt=since))
    about = ("created_by", "reported_by", "customer", "breach_of__type", "breach_of__customer", "breach_said_by")
    for row in rows.select_related(*about).prefetch_related("behaviours"):
        if row.is_new:
            yield _reported(investigation, row, since)
        elif made := [each.at for each in corrections(row) if each.at > since]:
            yield _corrected(investigation, row, max(made))
        elif says_wrong_person(row):
            yield _corrected(investigation, row, existing(row.confirmed_at, "a correction has its moment"))
        if row.breach_said_at and row.breach_said_at > since:
            yield _breached(investigation, row)


def _reported(investigation: "Investigation", row: Incident, since: datetime) -> Known:
    known_at = existing(row.known_at, "what was logged became known then")
    kind = "Incident" if known_at > since else "Incident that a merge brought"
    return _of_incident(investigation, row, kind, row.created_by or AN_IMPORT, known_at)


def _corrected(investigation: "Investigation", row: Incident, at: datetime) -> Known:
    """P2 P10a P13b Return the newest correction of a report, by its colleague or at its customer's request."""
    by = row.reported_by if at == row.confirmed_at else "the customer’s request"
    return _of_incident(investigation, row, "Correction of a report", by, at)


def _of_incident(investigation: "Investigation", row: Incident, kind: str, by: object, at: datetime) -> Known:
    """Return the incident as it is told now. Its key changes once it is corrected, so that it is read again."""
    apart = is_apart(row, investigation)
    key = f"{'Correction' if row.correction else 'Incident'} {row.pk}"
    key = f"{key}.{len(row.amendments)}" if row.amendments else key
    others = not apart and _of_others(investigation, row)
    return Known(key, kind, incident_told(investigation, row, apart=apart), "" if apart else str(by), at, others)


def incident_told(investigation: "Investigation", row: Incident, *, apart: bool) -> str:
    """Return the words about an incident that became known. Where ``apart``, they say only that there is one."""
    where = f" {AT_THE_ADDRESS}" if investigation.around().names_nobody(row) else ""
    return APART if apart else f"{row.reference}{where}: {told(row)}"


def _of_others(investigation: "Investigation", *records: "Alert | Incident | None") -> bool:
    customers = {record.customer_id for record in records if record}
    return investigation.customer_id is None or customers != {investigation.customer_id}


def _is_unknown(investigation: "Investigation", since: datetime, until: date) -> Q:
    """Match the incidents that joined the case since then: reported, identified, or brought by a merge of two files.

    An incident that was begun meanwhile counts, whenever it is logged or the customer is named.
    """
    new = Q(known_at__gt=since, known_at__date__lte=until) | Q(created_at__gt=since, created_at__date__lte=until)
    for merge in investigation.merges:
        if merge.created_at <= since or timezone.localdate(merge.created_at) > until:
            continue
        came = Q(pk__in=merge.moved_of(Incident))
        theirs = Q(customer=investigation.customer_id)
        new |= theirs & ~came if investigation.pk in merge.moved_of(type(investigation)) else came
    return new


def _incidents_of(investigation: "Investigation") -> "IncidentQuerySet":
    reported = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    return reported.filter(investigation.around().incidents())


def _breached(investigation: "Investigation", row: Incident) -> Known:
    """D5 Return the statement that an incident breaches an alert, or breaches none after all."""
    alert, apart = row.breach_of, is_apart(row, investigation)
    key = f"Breach {row.pk}.{alert.pk if alert else 0}"
    said_at = existing(row.breach_said_at, "it is asked for above")
    told = breach_told(row, alert, apart=lambda record: is_apart(record, investigation))
    by, others = "" if apart else str(row.breach_said_by), not apart and _of_others(investigation, row, alert)
    return Known(key, "Breach of an alert", told, by, said_at, others)


def breach_told(row: Incident, alert: "Alert | None", *, apart: "Callable[[Alert | Incident], bool]") -> str:
    """D5 Return the words about an incident that breaches an alert, or breaches none after all.

    :param apart: whether a record is on another customer's restricted file; then the words say only that there is one.
    """
    if alert is None:
        words = "breaches no alert after all"
    else:
        words = f"breaches an alert {APART}" if apart(alert) else f"breaches {alert.type}, {alert.reference}"
    return f"an incident {APART}, {words}" if apart(row) else f"{row.reference} {words}: {told(row)}"


def _replaced(investigation: "Investigation", since: datetime) -> Iterator[Known]:
    """P9b Yield each alert that a draft replaces and that has ended since then.

    An end on appeal counts whenever it was, so that nobody imposes the same again unasked.
    """
    for alert in investigation.alerts_put_forward():
        old = alert.replaces
        if old and old.ended_on and (old.ended_because == EndedBecause.APPEAL or old.changed_at > since):
            ended = f"{old.type}, {old.reference}, on {show_date(old.ended_on)}"
            why = f"{ended}. {old.get_ended_because_display()}: {old.end_reason}"
            yield Known(f"Ended {old.pk}", "The alert it replaces ended", why, str(old.ended_by), old.changed_at)


def _changed(customer: Customer, since: datetime, kind: str) -> Iterator[Known]:
    """Yield the customer's records of a kind that are new or were changed since then. A later change must be read again."""
    for row in (row for row in getattr(customer, OF_A_CUSTOMER[kind]).all() if row.changed_at > since):
        yield Known(f"{kind} {row.pk}.{row.version}", kind, _said(row), *_last_change(row))


def _of_whom(customer: Customer, since: datetime) -> Iterator[Known]:
    """Yield what a change since then left on the customer's own record and what bears on any decision."""
    if customer.changed_at <= since:
        return
    needed = Format(customer.format).needed
    told = [(name, f"{customer} {words}") for name, words in FLAGS.items() if getattr(customer, name)]
    told += [("format", f"The preferred format of {customer} is {needed}")] if needed else []
    for name, words in told:
        yield Known(f"Customer {name}", "Customer", words, *_last_change(customer))


def _said(row: Record) -> str:
    ends = getattr(row, "ends", None)
    return f"{row} (until {show_date(ends)})" if ends else str(row)


def _last_change(row: Record) -> tuple[str, datetime]:
    return str(row.changed_by or AN_IMPORT), row.changed_at
