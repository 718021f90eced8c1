"""The duties of letters: to be written if their subject needs one, and to be issued and sent (§7, §9)."""

from collections.abc import Collection, Iterator
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from housing_alerts.duties.choices import Kind as DutyKind
from housing_alerts.duties.owing import LATELY, Owed, Scope, Source, leads
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing

from . import selectors
from .choices import Kind, LetterStatus
from .models import WRITTEN, AlsoAbout, Letter
from .subjects import Subject


def written_about(model: type[Model], keys: Collection[int]) -> dict[int, set[str]]:
    """Return the kinds of letter that are written about each of these subjects, as their own subject or beside it."""
    of_model = {"subject_type": ContentType.objects.get_for_model(model), "subject_id__in": keys}
    own = Letter.objects.written().order_by().filter(**of_model).values_list("subject_id", "kind")
    told = AlsoAbout.objects.filter(letter__status__in=WRITTEN, **of_model).order_by()
    found: dict[int, set[str]] = {key: set() for key in keys}
    for key, kind in own.union(told.values_list("subject_id", "letter__kind")) if keys else []:
        found[key].add(kind)
    return found


def to_write(
    subject: Subject, kind: str, words: str, *, written: Collection[str], about: str = "", until: date | None = None
) -> Iterator[Owed]:
    """Yield the duty to write a letter of this kind, if the subject allows one and nobody has written it.

    :param written: the kinds that are written already, from :func:`written_about`.
    :param until: the last day on which the letter would be true, if it has one.
    """
    if kind in written or subject.why_letter_refused(kind):
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
    """Yield the duties of a letter: to send it, or to correct it. An acknowledgement stands with its appeal.

    :param letter: as :func:`_standing` read it, with whether it was wrong when it was sent.
    """
    if letter.status == LetterStatus.SENT:
        yield from _to_correct(letter) if letter.was_wrong else ()  # type: ignore[attr-defined]
        yield from _went_astray(letter)
        yield from _told_all_the_same(letter)
        return
    yield from _would_go_astray(letter)
    if letter.kind == Kind.APPEAL_ACKNOWLEDGEMENT:
        return
    yield _owed(letter, DutyKind.SEND, _as_it_stands(letter), due_on=letter.planned_on, urgent=letter.customer.died)


def _owed(
    letter: Letter,
    kind: DutyKind,
    words: str,
    *,
    urgent: bool,
    due_on: date | None = None,
    shows_from: date | None = None,
    shows_until: date | None = None,
) -> Owed:
    """P9a Return a duty of the letter, for the Leads of its area, who write and send it."""
    return Owed(
        kind=kind,
        holder=leads(letter.service_area_id),
        reference=letter.reference,
        words=words,
        about=letter.name,
        path=reverse("letters:letter", args=[letter.reference]),
        clause=procedure.APPEAL_WINDOW,
        due_on=due_on,
        shows_from=shows_from,
        shows_until=shows_until,
        urgent=urgent,
    )


def _as_it_stands(letter: Letter) -> str:
    """P1 P9a Return the words of an unsent letter: its plan, or why it can only be cancelled."""
    if letter.customer.died:
        return "Cancel it: has died"
    if letter.organisation_id != letter.customer.organisation_id:
        return f"Cancel it: now a customer of {letter.customer.organisation}"
    return f"{letter.get_status_display()}, planned for {letter.planned_on:%-d %B %Y}"


def _to_correct(letter: Letter) -> Iterator[Owed]:
    """P9a Yield the duty to correct a letter that was wrong when sent, if one may still tell of its subject."""
    if letter.to_tell_again():
        yield _owed(letter, DutyKind.CORRECT, "Correcting letter owed", urgent=True)


def _went_astray(letter: Letter) -> Iterator[Owed]:
    """P9a Yield the duty to find out what became of a letter that went where the customer no longer lived."""
    if selectors.goes_astray(letter, on=existing(letter.sent_on, "what was posted has its day")):
        until = existing(letter.sent_on, "what was posted has its day") + LATELY
        yield _owed(
            letter, DutyKind.ASTRAY, "Did it come back, or when did they get it?", shows_until=until, urgent=True
        )


def _told_all_the_same(letter: Letter) -> Iterator[Owed]:
    """P7c Yield the duty to act on a cancelled letter that had gone and tells what is kept from them."""
    kept = letter.cancelled_reason and any(each.why_customer_not_informed() for each in letter.subjects)
    if kept and letter.received_on is None and not letter.customer.died:
        until = existing(letter.sent_on, "what was posted has its day") + LATELY
        words = "It tells them what is now kept from them, and had gone. Can it be got back? Keep everybody safe"
        yield _owed(letter, DutyKind.HAPPENED, words, shows_until=until, urgent=True)


def _would_go_astray(letter: Letter) -> Iterator[Owed]:
    """P9a Yield the duty not to send a letter, once the customer has left its address."""
    left = selectors.left_on(letter)
    if left:
        words = "Do not send it: they do not live at that address. Cancel it, and compose it again"
        shows_from = None if left <= letter.planned_on else left
        yield _owed(letter, DutyKind.ASTRAY, words, shows_from=shows_from, urgent=True)


def _standing(scope: Scope) -> QuerySet[Letter]:
    posted = Letter.objects.sent().filter(sent_on__gte=timezone.localdate() - LATELY, received_on=None)
    wrong = Letter.objects.to_correct()
    letters = Letter.objects.unsent() | posted | Letter.objects.filter(pk__in=wrong.values("pk"))
    found = letters.filter(scope.of(Letter, asset="")).select_related("customer__organisation", "service_area")
    found = found.annotate(was_wrong=Exists(wrong.filter(pk=OuterRef("pk"))))
    return found.prefetch_related("customer__memberships__tenancy__asset")


def _touched_by(record: object) -> QuerySet[Letter]:
    return Letter.objects.none()


SOURCE = Source(Letter, _standing, duties, _touched_by)
