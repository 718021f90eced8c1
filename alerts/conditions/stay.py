"""The days on which an alert's conditions were suspended, because an appeal against it was to be decided (P9b)."""

from datetime import date

from django.db import models


class Stayed(models.Model):
    """P9b One stay at a time, and those before it: nobody is held to a condition on a day of any of them."""

    stayed_from = models.DateField(null=True, blank=True)
    stayed_to = models.DateField(null=True, blank=True)
    earlier_stays = models.JSONField(default=list, blank=True)
    """The first day of each stay before, and the day on which its conditions applied again: ISO dates."""

    class Meta:
        abstract = True

    def stays(self) -> list[tuple[date, date | None]]:
        """Each stay, the first one first: from which day, and on which day they applied again."""
        latest = [(self.stayed_from, self.stayed_to)] if self.stayed_from else []
        return [*((date.fromisoformat(begun), date.fromisoformat(over)) for begun, over in self.earlier_stays), *latest]

    def stayed(self, *, on: date) -> bool:
        """P9b Whether its conditions are suspended on that day: while an appeal is decided, not on the day it ends."""
        return any(begun <= on and (over is None or on < over) for begun, over in self.stays())

    def begin_stay(self, *, on: date) -> None:
        """P9b Suspend the conditions from that day. What was a stay before stays on record."""
        if self.stayed_from and self.stayed_to:
            self.earlier_stays = [*self.earlier_stays, [self.stayed_from.isoformat(), self.stayed_to.isoformat()]]
        self.stayed_from, self.stayed_to = on, None
