"""The areas and the months of a picture as it is asked for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q

from housing_alerts.staff.models import Colleague, ServiceArea
from monitoring.choices import Period

from .tables import Month


class Asked(NamedTuple):
    """A picture as it is asked for, in the scope of its reader.

    ``areas`` holds the reader's areas, by key, and ``area`` the chosen one. ``everywhere``: the reader sees all areas
    and chose none, so that reports of no area count too.
    """

    reader: Colleague
    today: date
    areas: dict[int, ServiceArea]
    area: ServiceArea | None
    everywhere: bool
    period: str = Period.YEAR

    @property
    def months(self) -> list[Month]:
        """Return the months that it looks back on, the oldest first. The last one ends today."""
        return list(reversed(list(self._backwards())))

    def _backwards(self) -> Iterator[Month]:
        last = self.today
        for _ in range(int(self.period)):
            yield Month(last.replace(day=1), last)
            last = last.replace(day=1) - timedelta(days=1)

    @property
    def first(self) -> date:
        """Return the first day that counts."""
        return self.months[0].first

    @property
    def shown(self) -> dict[int, ServiceArea]:
        """Return the service areas that it shows, by key."""
        return {self.area.pk: self.area} if self.area else self.areas

    def within(self, path: str = "service_area") -> Q:
        """Return the condition for rows of these areas.

        :param path: the path from the row to its service area.
        """
        return Q() if self.everywhere else Q(**{f"{path}__in": list(self.shown)})

    @property
    def listed(self) -> dict[str, str] | None:
        """Return the filter with which All Alerts lists the same areas, or None if no list has just these."""
        if self.everywhere:
            return {}
        return {"area": str(next(iter(self.shown)))} if len(self.shown) == 1 else None

    def address(self) -> str:
        """Return the picture as the query of an address. It names nobody."""
        area = {"area": str(self.area.pk)} if self.area else {}
        return urlencode({**area, "period": self.period})
