"""A database of their own for the races: what they commit, no other test sees."""

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests import databases
from tests.architecture.source import ROOT
from tests.deep import DEEP

SOON = 0.03
"""Seconds until all start: enough for their messages to arrive."""


class Process:
    """A colleague's process, and what it is told to do."""

    def __init__(self, url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.races.colleague"],
            cwd=ROOT,
            env=_environment(url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, do: str, **asked: Any) -> None:
        """Send one thing to do."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"do": do, **asked}) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """What came of it: ``done`` or ``refused``."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the process failed: its error stands above"
        return json.loads(line)

    def ask(self, do: str, **asked: Any) -> Any:
        """Have it done, and nothing else meanwhile."""
        self.tell(do, **asked)
        return self.answer()["done"]

    def stop(self) -> None:
        """Let it end."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


class Race:
    """Colleagues, and one process more that sets each case up and counts what became of it."""

    def __init__(self, url: str, colleagues: int = 2) -> None:
        self.stage, *self.colleagues = (Process(url) for _ in range(1 + colleagues))

    def gather(self) -> "Race":
        """Set the scene, and see that everybody is there."""
        self.stage.ask("set_the_scene")
        for process in self.colleagues:
            process.ask("arrive")
        return self

    def run(self, *steps: dict[str, Any]) -> list[dict[str, Any]]:
        """Each colleague's step, all at the same moment. :returns: what each was answered."""
        at = time.monotonic() + SOON
        for process, asked in zip(self.colleagues, steps, strict=True):
            process.tell(**asked, at=at)
        return [process.answer() for process in self.colleagues]

    def __enter__(self) -> "Race":
        return self

    def __exit__(self, *_fault: object) -> None:
        """Let all of them end."""
        for process in (self.stage, *self.colleagues):
            process.stop()


@pytest.fixture(scope="session")
def race(django_db_setup, migrated, django_db_blocker):
    """Two colleagues on a fresh database, which is dropped again."""
    name = f"races_{uuid.uuid4().hex[:12]}"
    with django_db_blocker.unblock():
        databases.sql("CREATE DATABASE {} TEMPLATE {}", name, migrated)
    try:
        with Race(f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}") as colleagues:
            yield colleagues.gather()
    finally:
        with django_db_blocker.unblock():
            databases.sql("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def office(own_database) -> Iterator[Race]:
    """Sixteen colleagues on a fresh database."""
    with Race(databases.url(), 16) as colleagues:
        yield colleagues.gather()


@pytest.fixture(scope="session")
def rounds() -> int:
    """How many races of each kind."""
    return 500 if DEEP else 6


def _environment(url: str) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "housing_alerts.settings"}
