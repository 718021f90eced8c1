"""The duties of an investigation: work on it, take it over, decide it, write about it, confirm it in Cx (D3.2, §7, §11)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from alerts.choices import InvestigationStatus
from alerts.decisions.decided import decided_in_place
from alerts.entries.duties import to_confirm
from alerts.incidents.models import Incident
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import LATELY, Holder, Owed, Scope, Source, became, heads, leads, read_roles, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from letters import duties as letters_duties
from letters.choices import Kind as LetterKind

from .models import Investigation

DIED = ". The customer has died: does danger stay at their home?"
RUNNING = [InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]


def duties(file: Investigation) -> Iterator[Owed]:
    """Yield the duties that somebody has for the case now.

    :param file: as :func:`_standing` read it, with its letters.
    """
    if file.status == InvestigationStatus.CONCLUDED:
        written = file.written  # type: ignore[attr-defined]
        yield from letters_duties.to_write(
            file, LetterKind.INVESTIGATION_OUTCOME, "Outcome letter owed", written=written
        )
        yield from _of_nothing(file)
        yield from _in_place(file)
    if file.status == InvestigationStatus.RECOMMENDED:
        yield _to_decide(file)
    if file.status in RUNNING:
        yield from _to_lead(file)
    yield to_confirm(file, file.last_confirmed or timezone.localdate(file.created_at))  # type: ignore[attr-defined]


def _to_decide(file: Investigation) -> Owed:
    return Owed(
        kind=Kind.DECIDE,
        holder=heads(file.service_area_id),
        reference=file.reference,
        words=f"Recommended {show_date(file.recommended_on)}{DIED if _died(file) else ''}",
        about=str(file.service_area),
        path=_page(file),
        clause=procedure.HEAD_DECIDES,
        due_on=procedure.decide_by(existing(file.recommended_on, "what waits for the decision was recommended")),
        awaited_by=file.lead_id,
    )


def _to_lead(file: Investigation) -> Iterator[Owed]:
    """D3b P7a Yield the Lead's duty on an open case or, where the Lead has left, the duty to take it over.

    Where the customer has died before the decision, the Lead has it until then: something may stay at their home.
    """
    clause, path = procedure.FORMAL_STAGE, _page(file)
    if not file.lead.still_leads():
        holder, words = leads(file.service_area_id), f"{file.lead} has left"
        yield Owed(kind=Kind.TAKE_OVER, holder=holder, reference=file.reference, words=words, path=path, clause=clause)
    elif file.is_open() or _died(file):
        words = (
            "Sent back with a question" if file.question else "Open" if file.is_open() else "With the Head of Service"
        )
        asked = bool(file.question) or _died(file)
        words += DIED if _died(file) else ""
        yield Owed(
            kind=Kind.INVESTIGATE,
            holder=to(file.lead),
            reference=file.reference,
            words=words,
            path=path,
            clause=clause,
            urgent=asked,
        )


def _of_nothing(file: Investigation) -> Iterator[Owed]:
    """P2 D4 Yield for a while the news that no alert was imposed, for the people who reported it or were affected."""
    if not file.imposed_nothing():
        return
    on = existing(file.concluded_on, "what was concluded has the day of it")
    for colleague_id, incident in met_by(file).items():
        yield Owed(
            kind=Kind.BECAME,
            holder=Holder(colleague_id=colleague_id),
            reference=incident.reference,
            words=f"It was considered, and no alert was imposed, on {show_date(on)}",
            path=reverse("alerts:incident", args=[incident.reference]),
            clause=procedure.REPORTING,
            shows_until=on + LATELY,
        )


def _in_place(file: Investigation) -> Iterator[Owed]:
    """P7a Yield for a while the news of the decision, for the absent Head in whose place it was taken."""
    decided = decided_in_place(file)
    if decided is None:
        return
    on = existing(decided.decided_on, "a decision has its day")
    imposed = "Nothing imposed" if file.imposed_nothing() else "Decided"
    yield Owed(
        kind=Kind.IN_PLACE,
        holder=Holder(colleague_id=decided.absent_head_id),
        reference=file.reference,
        words=became(imposed, on, decided.decided_by, decided.decision_reason),
        path=_page(file),
        clause=procedure.HEAD_DECIDES,
        shows_until=on + LATELY,
    )


def met_by(file: Investigation | None) -> dict[int, Incident]:
    """Return the colleagues who reported or were affected by incidents of the case, each with their newest incident."""
    found: dict[int, Incident] = {}
    for incident in sorted(file.incidents.all() if file else [], key=lambda one: one.pk):
        for colleague_id in [incident.reported_by_id, *(one.pk for one in incident.affected.all())]:
            found[colleague_id] = incident
    return found


def _died(file: Investigation) -> bool:
    return file.customer is not None and file.customer.died


def _page(file: Investigation) -> str:
    return reverse("alerts:investigation", args=[file.reference])


def _standing(scope: Scope) -> Iterator[Investigation]:
    found = Investigation.objects.filter(scope.of(Investigation)).annotate(last_confirmed=Max("confirmations__on"))
    found = found.select_related("customer", "asset", "lead", "service_area", "from_review__alert")
    files: list[Any] = list(found.prefetch_related("alerts", "actions", "discussions", "incidents__affected"))
    read_roles(file.lead for file in files)
    written = letters_duties.written_about(Investigation, [file.pk for file in files])
    for file in files:
        file.written = written[file.pk]
        yield file


def _touched_by(record: object) -> QuerySet[Investigation]:
    """D3b Return the running cases of a colleague who changed: their duties depend on whether this Lead still leads."""
    if not isinstance(record, Colleague):
        return Investigation.objects.none()
    return Investigation.objects.filter(lead=record, status__in=RUNNING)


SOURCE = Source(Investigation, _standing, duties, _touched_by, seen_by=Investigation.objects.visible_to)
