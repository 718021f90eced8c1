"""Keep a colleague's list of the day's visits, change it, and give it up."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from alerts.look_up.selectors import Asked
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.kernel.written_dates import show_datetime
from housing_alerts.staff.models import Colleague

from . import selectors, steps
from .models import Visit, VisitList, VisitNotice
from .policies import Team


@dataclass(frozen=True)
class Planned:
    """The day's visits as they were typed: the lines with what each means, who goes, and how many women and men."""

    lines: Sequence[Asked]
    team: Team
    who: str = ""


@records.step
def keep_visits(*, by: Colleague, planned: Planned, now: datetime) -> VisitList:
    """D4 Keep the list of today's visits."""
    kept = VisitList(keeper=by, on=timezone.localdate(now))
    _plan(kept, planned, now)
    audit.record("keep visits", kept, by=by)
    return kept


@records.step
def change_visits(*, kept: VisitList, by: Colleague, planned: Planned, now: datetime) -> VisitList:
    """D4 Put other lines, or another team, in place of those on the list."""
    records.take_turn(records.STEP)
    kept = VisitList.objects.select_for_update().get(pk=kept.pk)
    refuse_if(steps.why_not_change(kept, by, timezone.localdate(now)))
    kept.visits.all().delete()
    _plan(kept, planned, now)
    audit.record("change visits", kept, by=by)
    return kept


@records.step
def give_up_visits(*, kept: VisitList, by: Colleague) -> None:
    """Delete the list, which is not needed any more."""
    records.take_turn(records.STEP)
    refuse_if(steps.why_not_change(kept, by, kept.last_day))
    audit.record("give up visits", kept, by=by)
    kept.delete()


@records.step
def see_changes(*, kept: VisitList, by: Colleague, shown: Collection[str], now: datetime) -> None:
    """D4 Record that the keeper has seen what changed at the places of the list.

    :param shown: the keys of the notices that the page showed. What changed since then is still to be seen.
    """
    unseen = selectors.unseen_of(kept)
    _see([notice for notice in unseen if str(notice.pk) in shown], now)
    records.touch(*unseen)
    audit.record("see changes", kept, by=by)


@records.step
def see_news(*, notice: VisitNotice, by: Colleague, now: datetime) -> None:
    """D4 Record that the colleague has seen that something is new where they looked up."""
    _see(VisitNotice.objects.unseen().filter(pk=notice.pk), now)
    audit.record("see news", notice, by=by)


@records.step
def record_openings(*, kept: VisitList, by: Colleague, moments: Sequence[datetime]) -> None:
    """P11a Record when the sheet was opened on a phone without a connection."""
    audit.record("open visits", kept, by=by, why=f"Without a connection: {', '.join(map(show_datetime, moments))}")


def _see(notices: Iterable[VisitNotice], now: datetime) -> None:
    for notice in notices:
        notice.seen_at = now
        notice.save()
        records.touch(notice)


@records.step
def clear(*, on: date) -> int:
    """P13a Delete the lists and notices whose time is over on that day. :returns: the number of lists."""
    notices = VisitNotice.objects.over(on=on)
    records.touch(*notices)
    notices.delete()
    return VisitList.objects.over(on=on).delete()[1].get(VisitList._meta.label, 0)


def _plan(kept: VisitList, planned: Planned, now: datetime) -> None:
    kept.kept_at, kept.who, kept.women, kept.men = now, planned.who, *planned.team
    kept.save()
    for position, line in enumerate(planned.lines, start=1):
        visit = Visit(of=kept, position=position, typed=line.typed, customer=line.customer, asset_id=line.asset)
        visit.save()
    for lines in selectors.told_otherwise(kept, on=timezone.localdate(now)):
        for visit in lines:
            visit.save()
