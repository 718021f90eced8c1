"""A plugin of pytest that runs no test as it is: it stands ready with everything loaded, and forks for each mutant.

In the fork the code of one function is exchanged, and the tests that came by its line are asked, the narrowest first.
The first that fails has caught it; so has one that never ends.
"""

import gc
import json
import os
import signal
import sys
import time
import types
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from coverage import CoverageData

from tests.mutation import mutants
from tests.mutation.mutants import Mutant

PATIENCE = 120
"""Seconds for one test. Who takes longer goes in circles."""
ENDLESS = "a test that never ended"
LEFT_OUT = {"own_database", "live_server", "transactional_db", "page"}
"""Fixtures whose tests are not asked: a database made anew, or a browser, which does not fork."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try this process's share of the mutants, and keep what became of each."""
    asked = json.loads(os.environ["MUTANTS"])
    trial = Trial(session.items, asked["coverage"], asked["seconds"])
    trial.stand_ready()
    for module, number in asked["mutants"]:
        mutant = mutants.of(module)[number]
        mutants.keep(mutant, trial.of(mutant))
    return True


class Trial:
    """The tests that there are, and which of them came by which line."""

    def __init__(self, items: Iterable[pytest.Item], coverage: str, seconds: int) -> None:
        self.items = {
            item.nodeid: item for item in items if not LEFT_OUT.intersection(getattr(item, "fixturenames", ()))
        }
        self.data = CoverageData(basename=coverage)
        self.data.read()
        self.seconds = seconds
        self.breadth = _breadth(self.data)
        self.sound: dict[str, bool] = {}
        self.functions: dict[tuple[str, str], list[types.FunctionType]] = defaultdict(list)

    def stand_ready(self) -> None:
        """Have the database made, by a first test, and find every function as it lives."""
        gc.unfreeze()  # what is frozen is in no list of objects
        first, *_, last = self.items.values()
        reports = runtestprotocol(first, log=False, nextitem=last)
        assert not any(report.failed for report in reports), f"{first.nodeid} fails as it is"
        for one in gc.get_objects():
            if isinstance(one, types.FunctionType):
                self.functions[one.__code__.co_filename, one.__code__.co_qualname].append(one)

    def of(self, mutant: Mutant) -> str:
        """Which test caught it; nothing where none did."""
        asked = self._asked(mutant)
        caught = self._forked(mutant, asked)
        while caught not in ("", ENDLESS) and not self._passes_as_it_is(caught):
            asked = [item for item in asked if item.nodeid != caught]
            caught = self._forked(mutant, asked)
        return caught

    def _passes_as_it_is(self, name: str) -> bool:
        """Whether the test can be asked in a fork at all: what fails there without any change has caught nothing."""
        if name not in self.sound:
            self.sound[name] = not self._forked(None, [self.items[name]])
        return self.sound[name]

    def _forked(self, mutant: Mutant | None, asked: list[pytest.Item]) -> str:
        """The first of these tests that fails with the change."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            try:
                if mutant:
                    self._exchange(mutant)
                os.write(writing, self._first_to_fail(asked).encode())
            except BaseException as fault:  # the process ends here, whatever it was
                sys.__stderr__.write(f"{mutant}: {fault!r}\n")  # type: ignore[union-attr]
                os._exit(2)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answer:
            caught = answer.read()
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return ENDLESS
        assert status == 0, f"{mutant} could not be tried"
        return caught

    def _asked(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that came by its lines: first who came by little else, because they are quick and ask for just this.

        In a fork, the coverage library would begin a file anew, so it is asked here.
        """
        by_line = self.data.contexts_by_lineno(str(mutant.path))
        first, last = mutant.lines
        came = {_test(context) for line in range(first, last + 1) for context in by_line.get(line, [])}
        best = sorted(came & self.items.keys(), key=lambda name: (self.breadth[name], name))
        return [self.items[name] for name in best]

    def _exchange(self, mutant: Mutant) -> None:
        wanted = _inside(mutant.code(), mutant.function)
        living = self.functions[str(mutant.path), mutant.function]
        assert living, f"{mutant.function} does not live"
        for function in living:
            function.__code__ = wanted
        for one in gc.get_objects():
            if getattr(type(one), "__name__", "") == "_lru_cache_wrapper" and one.__module__.startswith("housing"):
                one.cache_clear()

    def _first_to_fail(self, items: list[pytest.Item]) -> str:
        until = time.monotonic() + self.seconds
        for item, following in zip(items, [*items[1:], *items[-1:]], strict=True):
            if time.monotonic() > until:
                break
            signal.alarm(PATIENCE)
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return item.nodeid
        return ""


def _test(context: str) -> str:
    """The name of the test: its setting up and tearing down are contexts of their own."""
    return context.partition("|")[0]


def _breadth(data: CoverageData) -> Counter[str]:
    """How many lines each test came by."""
    return Counter(
        _test(context)
        for path in data.measured_files()
        for contexts in data.contexts_by_lineno(path).values()
        for context in contexts
    )


def _inside(code: types.CodeType, function: str) -> types.CodeType:
    """The code of the function of that name, however deep it lies."""
    found: list[Any] = [code]
    for one in found:
        if one.co_qualname == function:
            return one
        found.extend(const for const in one.co_consts if isinstance(const, types.CodeType))
    raise LookupError(function)
