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
from .plain import PLAIN

WORKLIST = "/"
READERS = ["lead", "head", "leadership", "manager", "officer", "contractor", "dpo", "admin"]
"""The colleagues of the demo, one for each role. A page is read as the first of them whom it answers."""
TO_THE_PLAIN_LIST, TO_THE_DEMO, ANY_PAGE = 1.5, 1.2, 4.0
"""The highest ratios: a worklist to the plain list, a worklist to itself on the demo, any page to the plain list."""
WARM_UP = 2
Clock = Callable[[], float]


@dataclass(frozen=True)
class Reader:
    """A colleague who is signed in, on a database."""

    username: str
    browser: Client
    database: BaseDatabaseWrapper
    clock: Clock

    def opens(self, path: str) -> bool:
        """Return whether the page answers. A streamed answer is read to its end."""
        with asked(self.database):
            response = self.browser.get(path)
            if response.streaming:
                response.getvalue()
        return response.status_code == 200

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
    queries: int
    bound: float

    @property
    def is_above(self) -> bool:
        """Return whether it took longer than it may."""
        return self.ratio > self.bound


def worklists(large: BaseDatabaseWrapper, runs: int, clock: Clock = time.perf_counter) -> list[Measured]:
    """Compare the worklist of each role to the plain list. A role that sees no case has no worklist."""
    readers = [reader for reader in _readers(large, clock) if reader.opens(WORKLIST)]
    return [_to_the_plain_list("worklist", reader, WORKLIST, TO_THE_PLAIN_LIST, runs) for reader in readers]


def grown(
    large: BaseDatabaseWrapper, demo: BaseDatabaseWrapper, runs: int, clock: Clock = time.perf_counter
) -> list[Measured]:
    """Compare the worklist of each role to itself on the demo."""
    both = zip(_readers(large, clock), _readers(demo, clock), strict=True)
    return [
        _measured("worklist", there, WORKLIST, partial(here.seconds, WORKLIST), TO_THE_DEMO, runs)
        for there, here in both
        if here.opens(WORKLIST)
    ]


def pages(large: BaseDatabaseWrapper, runs: int, clock: Clock = time.perf_counter) -> tuple[list[Measured], list[str]]:
    """Compare every page to the plain list. :returns: the measures, and the names of the pages that answer nobody."""
    readers = _readers(large, clock)
    with asked(large):
        found = {address.name: _dearest(address, readers) for address in addresses()}
    measured = [_to_the_plain_list(name, *page, ANY_PAGE, runs) for name, page in found.items() if page]
    return measured, [name for name, page in found.items() if not page]


def _readers(database: BaseDatabaseWrapper, clock: Clock) -> list[Reader]:
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
