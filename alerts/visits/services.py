"""Keep a colleague's list of the day's visits, change it, and give it up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from alerts.look_up.selectors import Asked
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Colleague

from .models import Visit, VisitList
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
    kept.visits.all().delete()
    _plan(kept, planned, now)
    audit.record("change visits", kept, by=by)
    return kept


@records.step
def give_up_visits(*, kept: VisitList, by: Colleague) -> None:
    """Delete the list, which is not needed any more."""
    audit.record("give up visits", kept, by=by)
    kept.delete()


def clear(*, on: date) -> int:
    """P13a Delete the lists whose time is over on that day. :returns: the number of lists."""
    return VisitList.objects.over(on=on).delete()[1].get(VisitList._meta.label, 0)


def _plan(kept: VisitList, planned: Planned, now: datetime) -> None:
    kept.kept_at, kept.who, kept.women, kept.men = now, planned.who, *planned.team
    kept.save()
    for position, line in enumerate(planned.lines, start=1):
        Visit.objects.create(of=kept, position=position, typed=line.typed, customer=line.customer, asset_id=line.asset)
