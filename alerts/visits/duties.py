"""The duties of a change where a colleague goes today: they see it, and until then their line manager knows that they did not."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Owed, Scope, Source, to
from housing_alerts.kernel import procedure
from housing_alerts.staff.models import Colleague

from .models import VisitNotice, VisitNoticeQuerySet


def duties(notice: VisitNotice) -> Iterator[Owed]:
    """D4 Yield the duty of whoever goes there today to look again, and that of the line manager.

    Of each list its newest notice alone owes them: each change is told anew, and one row waits for it.
    """
    colleague, manager = notice.colleague, notice.colleague.line_manager
    if notice.visit:
        words = "Something changed for a visit on your list. Read the sheet again before you go there"
        path = reverse("alerts:visit_list", args=[notice.visit.of_id])
    else:
        words = "There is a new alert or marker where you looked up. Look it up again before you go there"
        path = reverse("alerts:visit_news", args=[notice.pk])
    ways = [(Kind.VISIT_CHANGED, colleague, words, path)]
    if manager and manager.is_active:
        unseen = f"{colleague} has not seen it yet"
        ways.append((Kind.VISIT_UNSEEN, manager, unseen, reverse("alerts:visits_unseen")))
    for kind, holder, said, page in ways:
        yield Owed(
            kind=kind,
            holder=to(holder),
            reference=notice.reference,
            words=said,
            path=page,
            clause=procedure.VIOLENCE,
            shows_until=notice.on,
            urgent=kind == Kind.VISIT_CHANGED,
        )


def _standing(scope: Scope) -> QuerySet[VisitNotice]:
    found = _unseen().newest().filter(scope.of(VisitNotice, customer="", asset=""))
    return found.select_related("colleague__line_manager", "visit__of")


def _unseen() -> VisitNoticeQuerySet:
    return VisitNotice.objects.unseen()


def _touched_by(record: object) -> QuerySet[VisitNotice]:
    """Return the unseen notices of a colleague and of their staff, whose line manager may be another now."""
    if not isinstance(record, Colleague):
        return VisitNotice.objects.none()
    return _unseen().filter(colleague=record) | _unseen().filter(colleague__line_manager=record)


SOURCE = Source(
    VisitNotice, _standing, duties, _touched_by, nowhere=_unseen, seen_by=VisitNotice.objects.all().of_staff_of
)
