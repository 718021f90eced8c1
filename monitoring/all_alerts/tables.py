"""F1 The ten columns of the All Alerts report, and the cells of a row."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

Day = TypeVar("Day")
COLUMNS = (
    "Contact Name",
    "Group Name",
    "Asset Reference",
    "Asset Address",
    "Effective From Date",
    "Review Period",
    "Latest Review Completion Date",
    "Review Due Date",
    "Review Last Evaluated",
    "Overdue",
)
KEPT = "Kept with the restricted file"
"""P11a The words in place of an address in a restricted file: the report is passed round, also by who may open the file."""


class Row(NamedTuple):
    """One alert in force on the day of the report."""

    reference: str
    contact_name: str
    group_name: str
    asset_reference: str
    asset_address: str
    effective_from: date
    period: int
    last_completed_on: date | None
    due_on: date
    last_evaluated_on: date | None
    overdue: bool

    def cells(self, day: Callable[[date | None], Day]) -> tuple[str | Day, ...]:
        """Return the ten cells in F1's order, with dates as ``day`` writes them."""
        return (
            self.contact_name,
            self.group_name,
            self.asset_reference,
            self.asset_address,
            day(self.effective_from),
            "1 Month" if self.period == 1 else f"{self.period} Months",
            day(self.last_completed_on),
            day(self.due_on),
            day(self.last_evaluated_on),
            "Yes" if self.overdue else "No",
        )


@lru_cache(maxsize=10_000)
def written(day: date | None) -> str:
    """F1 Return the day as dd/mm/yyyy."""
    return f"{day:%d/%m/%Y}" if day else ""
