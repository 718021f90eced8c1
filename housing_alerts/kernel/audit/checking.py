"""Check the whole trail: the protection of its tables, each chain with its checkpoints, and each record with its newest proof."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from . import chain, checkpoints, comparing, protection
from .models import CHAINS

RECORDS = "records"
"""The name of the last part of a check, after those of the chains."""


class Fault(NamedTuple):
    """One thing that no step left so: the part of the check, the record or list, and what is wrong with it."""

    part: str
    record: str
    why: str

    @property
    def words(self) -> str:
        """Return the fault as one line. It holds no content of the record."""
        return f"{self.record}: {self.why}"


@dataclass
class Check:
    """One check of the trail. It reads page by page and counts what it has looked at.

    It holds no lock but for the moment in which it looks at a bad row once more.

    :param between: is called for each page.
    """

    between: Callable[[], None] = lambda: None
    checkpoints: int = 0
    positions: int = 0
    rows: int = 0

    def faults(self, file: Path | None = None) -> Iterator[Fault]:
        """Yield all that no step left so. Of each chain it is the first row alone.

        :param file: a file of checkpoints in place of the usual one.
        :raises Unreadable: if a line of the checkpoints is none.
        """
        files = [file or settings.AUDIT_CHECKPOINTS, *filter(None, [settings.AUDIT_CHECKPOINTS_COPY])]
        seen = [one for each in files for one in checkpoints.read(each)]
        self.checkpoints = len(seen)
        for table in protection.unprotected():
            yield Fault("protection", f"Table {table}", "rows could be changed; run migrate.")
        for name, model in CHAINS.items():
            if found := chain.first_fault(model, [one for one in seen if one.chain == name], self._links_looked_at):
                yield Fault(name, f"List of {name}", found)
        for fault in comparing.faults(self._rows_looked_at):
            yield Fault(RECORDS, fault.record, fault.why)

    def _links_looked_at(self, number: int) -> None:
        self.positions += number
        self.between()

    def _rows_looked_at(self, number: int) -> None:
        self.rows += number
        self.between()
