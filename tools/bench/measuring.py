"""Time each page and its comparison in turns, so that a busy moment slows both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.management.base import CommandError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext

from housing_alerts.staff.models import Colleague

from .addresses import Address, addresses
from .databases import asked
from .plain import PLAIN, ROWS

WORKLIST = "/"
READERS = ["lead", "head", "leadership", "manager", "officer", "contractor", "dpo", "admin"]
"""The colleagues of the demo, one for each role. A page is read as the first of them whom it answers."""
TO_THE_PLAIN_LIST, TO_THE_DEMO, ANY_PAGE = 1.5, 1.2, 4.0
"""The highest ratios: a worklist to the plain list, a worklist to itself on the demo, any page to the plain list."""
WARM_UP = 2
BEGINNING = ROWS + 2
"""The lines of a file that are read as a page: the mark of its encoding, its header, and as many rows as the plain list has."""
Clock = Callable[[], float]


@dataclass(frozen=True)
class Reader:
    """A colleague who is signed in, on a database."""

    username: str
    browser: Client
    database: BaseDatabaseWrapper
    clock: Clock

    def opens(self, path: str) -> bool:
        """Return whether the page answers. Of a file that is sent row by row, the first rows are read."""
        with asked(self.database):
            response = self.browser.get(path)
            if response.streaming:
                left, parts = BEGINNING, iter(response)
                while left > 0 and (part := next(parts, b"")):
                    left -= part.count(b"\n")
                response.close()
        return response.status_code == 200

    def is_sent(self, path: str) -> bool:
        """Return whether the answer is a file of lines that is sent row by row."""
        with asked(self.database):
            response = self.browser.get(path)
            response.close()
        return response.streaming and response["Content-Type"].startswith("text/csv")

    def rows(self, path: str) -> int:
        """Return the number of lines of such a file, read to its end."""
        with asked(self.database):
            return sum(part.count(b"\n") for part in self.browser.get(path))

    def seconds(self, path: str) -> float:
        """Return the seconds that a page took. :raises CommandError: if it does not answer."""
        start = self.clock()
        if not self.opens(path):
            raise CommandError(f"{path} did not answer {self.username}.")
        return self.clock() - start

    def queries(self, path: str) -> int:
        """Count the queries of a page that was opened before."""
        with CaptureQueriesContext(self.database) as found:
            self.opens(path)
        return len(found)


@dataclass(frozen=True)
class Measured:
    """The time of a page, and its ratio to the comparison."""

    name: str
    reader: str
    path: str
    ratio: float
    milliseconds: float
    number: int
    bound: float
    of: str = "queries"
    """What the number counts."""

    @property
    def is_above(self) -> bool:
        """Return whether it took longer than it may."""
        return self.ratio > self.bound


def worklists(large: BaseDatabaseWrapper, runs: int, clock: Clock = time.perf_counter) -> list[Measured]:
    """Compare the worklist of each role to the plain list. A role that sees no case has no worklist."""
    readers = [reader for reader in readers_of(large, clock) if reader.opens(WORKLIST)]
    return [_to_the_plain_list("worklist", reader, WORKLIST, TO_THE_PLAIN_LIST, runs) for reader in readers]


def grown(
    large: BaseDatabaseWrapper, demo: BaseDatabaseWrapper, runs: int, clock: Clock = time.perf_counter
) -> list[Measured]:
    """Compare the worklist of each role to itself on the demo."""
    both = zip(readers_of(large, clock), readers_of(demo, clock), strict=True)
    return [
        _measured("worklist", there, WORKLIST, partial(here.seconds, WORKLIST), TO_THE_DEMO, runs)
        for there, here in both
        if here.opens(WORKLIST)
    ]


def files(large: BaseDatabaseWrapper, runs: int, clock: Clock = time.perf_counter) -> list[Measured]:
    """Compare fifty rows of each file to the plain list, as every colleague whom it answers. Each is read once to its end."""
    readers = readers_of(large, clock)
    with asked(large):
        paths = {address.name: address.paths[0] for address in addresses() if len(address.paths) == 1}
        sent = [(name, path, reader) for name, path in paths.items() for reader in readers if reader.is_sent(path)]
    return [_whole(name, reader, path, runs) for name, path, reader in sent]


def _whole(name: str, reader: Reader, path: str, runs: int) -> Measured:
    start = reader.clock()
    rows = reader.rows(path)
    took = reader.clock() - start
    plain = statistics.median(reader.seconds(PLAIN) for _ in range(WARM_UP + runs))
    return Measured(name, reader.username, path, took / rows * ROWS / plain, 1000 * took, rows, ANY_PAGE, "rows")


def pages(large: BaseDatabaseWrapper, runs: int, clock: Clock = time.perf_counter) -> tuple[list[Measured], list[str]]:
    """Compare every page to the plain list. :returns: the measures, and the names of the pages that answer nobody."""
    readers = readers_of(large, clock)
    with asked(large):
        found = {address.name: _dearest(address, readers) for address in addresses()}
    measured = [_to_the_plain_list(name, *page, ANY_PAGE, runs) for name, page in found.items() if page]
    return measured, [name for name, page in found.items() if not page]


def readers_of(database: BaseDatabaseWrapper, clock: Clock) -> list[Reader]:
    """Sign each role in on the database."""
    return [signed_in(username, database, clock) for username in READERS]


def signed_in(username: str, database: BaseDatabaseWrapper, clock: Clock) -> Reader:
    """Sign a colleague in on the database."""
    browser = Client()
    with asked(database):
        browser.force_login(Colleague.objects.get(username=username))
    return Reader(username, browser, database, clock)


def _dearest(address: Address, readers: list[Reader]) -> tuple[Reader, str] | None:
    """Return the first reader whom the page answers, with the path that takes most queries; None if it answers nobody."""
    for reader in readers:
        queries = {path: reader.queries(path) for path in address.paths if reader.opens(path)}
        if queries:
            return reader, max(queries, key=lambda path: queries[path])
    return None


def _to_the_plain_list(name: str, reader: Reader, path: str, bound: float, runs: int) -> Measured:
    return _measured(name, reader, path, lambda: reader.seconds(PLAIN), bound, runs)


def _measured(name: str, reader: Reader, path: str, other: Callable[[], float], bound: float, runs: int) -> Measured:
    """Time the page and its comparison in turns, and return the median of their ratios."""
    pairs = [(reader.seconds(path), other()) for _ in range(WARM_UP + runs)][WARM_UP:]
    times = statistics.median(page / than for page, than in pairs)
    seconds = statistics.median(page for page, _ in pairs)
    return Measured(name, reader.username, path, times, 1000 * seconds, reader.queries(path), bound)
