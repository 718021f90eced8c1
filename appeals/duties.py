"""The duties of an appeal: to acknowledge, prepare, decide and answer it, each in time (§9)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from alerts.choices import Informing
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import LATELY, Owed, Scope, Source, became, heads, heads_and, leads, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from letters.choices import Kind as LetterKind
from letters.models import Letter

from . import selectors
from .choices import AppealOutcome, AppealStatus
from .models import DECIDED, OPEN, Appeal

CHANGED = [AppealOutcome.UPHELD, AppealOutcome.PARTLY]
HARDLY_ANY = timedelta(days=7)
"""P9b The time left to answer at which the Head hears that the Lead has not prepared the appeal."""


def duties(appeal: Appeal) -> Iterator[Owed]:
    """Yield the duties that somebody has for the appeal now."""
    if appeal.acknowledgement_owed():
        yield _to_acknowledge(appeal)
    if appeal.status == AppealStatus.RECEIVED:
        yield from _to_accept(appeal)
    if appeal.status == AppealStatus.ACCEPTED:
        yield from _to_prepare(appeal)
    if appeal.status == AppealStatus.PREPARED:
        yield _to_decide(appeal, "Prepared: decide it")
    if appeal.status in DECIDED and appeal.answer_owed():
        yield from _to_answer(appeal)
    if appeal.outcome in CHANGED:
        yield from _of_overturned(appeal)
    if appeal.status in DECIDED and appeal.absent_head and not _hears_of_overturned(appeal, appeal.absent_head):
        yield _in_place(appeal, appeal.absent_head)


def _to_acknowledge(appeal: Appeal) -> Owed:
    """P9b Return the duty to send the acknowledgement or, where no letter may be made, to acknowledge it in another way."""
    waiting = Letter.objects.about(appeal).unsent().filter(kind=LetterKind.APPEAL_ACKNOWLEDGEMENT).first()
    words, path = "Acknowledge it", appeal.letter_page(LetterKind.APPEAL_ACKNOWLEDGEMENT)
    if kept_from(appeal):
        words, path = "Acknowledge it: no letter may be made", _page(appeal)
    elif waiting:
        words, path = "Send the acknowledgement", reverse("letters:letter", args=[waiting.reference])
    return Owed(
        kind=Kind.ACKNOWLEDGE,
        holder=leads(appeal.service_area_id),
        reference=appeal.reference,
        words=words,
        path=path,
        clause=procedure.APPEAL_ANSWER,
        due_on=appeal.acknowledge_due_on,
    )


def _to_accept(appeal: Appeal) -> Iterator[Owed]:
    """P9a Yield the duty to answer a late appeal: a Lead may accept it; the relevant Head of Service alone may refuse it.

    If a letter has given more time since, it is in time, and a Lead accepts it.
    """
    in_time = selectors.is_in_time_now(appeal)
    refusing = [] if in_time else [(Kind.DECIDE_LATE, heads(appeal.service_area_id))]
    for kind, holder in [(Kind.ANSWER, leads(appeal.service_area_id)), *refusing]:
        yield Owed(
            kind=kind,
            holder=holder,
            reference=appeal.reference,
            words="It is in time by now: accept it" if in_time else "It came late: accept or refuse it",
            path=_page(appeal),
            clause=procedure.APPEAL_WINDOW,
            due_on=appeal.acknowledge_due_on,
        )


def _to_prepare(appeal: Appeal) -> Iterator[Owed]:
    """P9b Yield the Lead's duty to gather the evidence and, shortly before the answer is due, a warning to the Head."""
    yield Owed(
        kind=Kind.ANSWER,
        holder=leads(appeal.service_area_id),
        reference=appeal.reference,
        words="Sent back with a question" if appeal.question else "Prepare it for the Head of Service",
        path=_page(appeal),
        clause=procedure.APPEAL_ANSWER,
        due_on=appeal.answer_due_on,
        urgent=bool(appeal.question),
    )
    yield _to_decide(appeal, "Nobody has prepared it yet", shows_from=appeal.answer_due_on - HARDLY_ANY)


def _to_decide(appeal: Appeal, words: str, *, shows_from: date | None = None) -> Owed:
    return Owed(
        kind=Kind.DECIDE_APPEAL,
        holder=heads(appeal.service_area_id),
        reference=appeal.reference,
        words=words,
        path=_page(appeal),
        clause=procedure.APPEAL_ANSWER,
        due_on=appeal.answer_due_on,
        awaited_by=appeal.prepared_by_id,
        shows_from=shows_from,
    )


def _of_overturned(appeal: Appeal) -> Iterator[Owed]:
    """P9b D4 Yield for a while the news that a decision was overturned, for its first decider, Heads and Leads.

    The appeal's page says why, and the Leads see to danger that belongs to somebody else.
    """
    decided = existing(appeal.decided_on, "a determined appeal has the day of it")
    first = appeal.alert.decided_by if appeal.alert else None
    for holder in [leads(appeal.service_area_id), *heads_and(first, appeal.service_area_id)]:
        yield Owed(
            kind=Kind.OVERTURNED,
            holder=holder,
            reference=appeal.reference,
            words=became(appeal.get_outcome_display(), decided, appeal.decided_by, appeal.findings),
            path=_page(appeal),
            clause=procedure.APPEAL_ANSWER,
            shows_until=decided + LATELY,
        )


def _hears_of_overturned(appeal: Appeal, head: Colleague) -> bool:
    """P9b Return whether the news that the decision was overturned reaches the Head already, as Head or first decider."""
    if appeal.outcome not in CHANGED:
        return False
    first = appeal.alert.decided_by if appeal.alert else None
    return head == first or head.holds_in(Role.HEAD_OF_SERVICE, appeal.service_area_id)


def _in_place(appeal: Appeal, head: Colleague) -> Owed:
    """P9b Return for a while the news of the decision, for the absent Head in whose place it was taken."""
    decided = existing(appeal.decided_on, "a decided appeal has the day of it")
    outcome = appeal.get_outcome_display() if appeal.outcome else appeal.get_status_display()
    return Owed(
        kind=Kind.IN_PLACE,
        holder=to(head),
        reference=appeal.reference,
        words=became(outcome, decided, appeal.decided_by, appeal.findings or appeal.refused_reason),
        path=_page(appeal),
        clause=procedure.APPEAL_ANSWER,
        shows_until=decided + LATELY,
    )


def _to_answer(appeal: Appeal) -> Iterator[Owed]:
    """E3 P9b Yield the duty to answer until the letter is sent, or another answer is recorded."""
    if Letter.objects.about(appeal).written().filter(kind=LetterKind.APPEAL_OUTCOME).exists():
        return
    kept = kept_from(appeal)
    yield Owed(
        kind=Kind.WRITE,
        holder=leads(appeal.service_area_id),
        reference=appeal.reference,
        words="No letter may be made: record how it was answered" if kept else "Appeal letter owed",
        path=reverse("appeals:appeal_answer", args=[appeal.reference])
        if kept
        else appeal.letter_page(LetterKind.APPEAL_OUTCOME),
        clause=procedure.APPEAL_ANSWER,
        due_on=appeal.answer_due_on,
    )


def kept_from(appeal: Appeal) -> bool:
    """P7c Return whether the customer clearly may not be written to. The page of the letter checks every reason."""
    withheld = appeal.alert is not None and appeal.alert.informing == Informing.WITHHOLD
    return withheld or appeal.customer.never_write


def _page(appeal: Appeal) -> str:
    return reverse("appeals:appeal", args=[appeal.reference])


def _standing(scope: Scope) -> QuerySet[Appeal]:
    answered = Letter.objects.sent().filter(kind=LetterKind.APPEAL_OUTCOME).tell_of_each(Appeal)
    unanswered = Q(status__in=DECIDED, answered_on=None) & ~answered
    owing = Q(status__in=OPEN) | unanswered | Q(outcome__in=CHANGED) | Q(absent_head__isnull=False)
    found = Appeal.objects.filter(scope.of(Appeal, asset=""), owing).prefetch_related("absent_head__held")
    return found.select_related("customer", "alert__decided_by", "decided_by", "absent_head")


def _touched_by(record: object) -> QuerySet[Appeal]:
    return Appeal.objects.none()


SOURCE = Source(Appeal, _standing, duties, _touched_by, seen_by=Appeal.objects.visible_to)
