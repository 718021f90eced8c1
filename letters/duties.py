"""What letters owe: to be written where their subject says so, and to be issued and sent (§7, §9)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.duties.choices import Kind as DutyKind
from housing_alerts.duties.owing import Owed, Scope, Source, leads
from housing_alerts.kernel import procedure

from .choices import Kind, LetterStatus
from .models import Letter
from .subjects import Subject


def to_write(subject: Subject, kind: str, words: str, *, about: str = "", until: date | None = None) -> Iterator[Owed]:
    """Yield the letter of this kind, where the subject owes it: it may be written, and nobody has written it.

    :param until: the last day on which it would be true, where it has one.
    """
    if subject.why_not_write(kind) or Letter.objects.about(subject).written().filter(kind=kind).exists():
        return
    yield Owed(
        kind=DutyKind.WRITE,
        holder=leads(subject.service_area.pk),
        reference=subject.reference,
        words=words,
        about=about,
        path=subject.letter_page(kind),
        clause=procedure.INFORM_OR_WITHHOLD,
        shows_until=until,
    )


def duties(letter: Letter) -> Iterator[Owed]:
    """Yield what is to be done with a letter: to send it, or to correct it. An acknowledgement stands with its appeal."""
    if letter.status == LetterStatus.SENT:
        yield from _to_correct(letter)
        return
    if letter.kind == Kind.APPEAL_ACKNOWLEDGEMENT:
        return
    died = letter.customer.died
    yield Owed(
        kind=DutyKind.SEND,
        holder=leads(letter.service_area_id),
        reference=letter.reference,
        words="Cancel it: has died"
        if died
        else f"{letter.get_status_display()}, planned for {letter.planned_on:%-d %B %Y}",
        about=letter.name,
        path=reverse("letters:letter", args=[letter.reference]),
        clause=procedure.APPEAL_WINDOW,
        due_on=letter.planned_on,
        urgent=died,
    )


def _to_correct(letter: Letter) -> Iterator[Owed]:
    """P9a What went out with something in it that was not so, where its subject may still be written about."""
    if not letter.to_tell_again():
        return
    yield Owed(
        kind=DutyKind.CORRECT,
        holder=leads(letter.service_area_id),
        reference=letter.reference,
        words="Correcting letter owed",
        about=letter.name,
        path=reverse("letters:letter", args=[letter.reference]),
        clause=procedure.APPEAL_WINDOW,
        urgent=True,
    )


def _standing(scope: Scope) -> QuerySet[Letter]:
    letters = Letter.objects.unsent() | Letter.objects.filter(pk__in=Letter.objects.to_correct().values("pk"))
    return letters.filter(scope.of(Letter, asset="")).select_related("customer", "service_area")


def _touched_by(record: object) -> QuerySet[Letter]:
    return Letter.objects.none()


SOURCE = Source(Letter, _standing, duties, _touched_by)
