"""The absences of a colleague, and those in which they are the deputy."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import cached_property

if TYPE_CHECKING:
    from .models import Absence, AbsenceQuerySet


class Deputising:
    """Answer for a colleague in whose place they are as a deputy."""

    if TYPE_CHECKING:
        deputising: AbsenceQuerySet
        absences: AbsenceQuerySet

    @cached_property
    def _deputising(self) -> "list[Absence]":
        return list(self.deputising.select_related("colleague").order_by("starts", "pk"))

    def deputises_from(self, on: date) -> "list[Absence]":
        """List the absences that last on that day or begin later and in which the colleague is the deputy."""
        return [absence for absence in self._deputising if absence.last_day >= on and absence.counts]

    @property
    def stands_in_for(self) -> set[int]:
        """P6 The keys of the colleagues who are away today and whose deputy this one is."""
        today = timezone.localdate()
        return {absence.colleague_id for absence in self.deputises_from(today) if absence.lasts_on(today)}

    @property
    def away_alone(self) -> "Absence | None":
        """P6 The absence of today that has no deputy; None where there is none."""
        today = timezone.localdate()
        return next((one for one in self.absences.all() if one.deputy_id is None and one.lasts_on(today)), None)

    @property
    def is_away(self) -> bool:
        """P6 Whether the colleague is away today."""
        return any(one.lasts_on(timezone.localdate()) for one in self.absences.all())
