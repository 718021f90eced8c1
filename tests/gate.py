"""A plugin of pytest, ``-p tests.gate``: a run fails where its tests of rules do not come by each line and branch of the rules.

``RULES`` holds the patterns of the files; ``pyproject.toml`` says for coverage.py and for us where they are and which lines do
not count. SlipCover counts in each process that runs tests, and only until its first test that is of no rule: these come last.
"""

import json
import os
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import slipcover

NEVER = 2**30
"""Misses until a line that was seen is no longer looked at: on Python 3.11 all functions would be searched for it."""
SETTINGS = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["coverage"]
SOURCES = [path for folder in SETTINGS["run"]["source"] for path in Path(folder).rglob("*.py")]


class Files:
    """The files of the rules."""

    def __init__(self) -> None:
        patterns = os.environ["RULES"].split(",")
        self.names = {str(path) for path in SOURCES if any(fnmatchcase(str(path), pattern) for pattern in patterns)}
        self.paths = {str(Path(name).resolve()) for name in self.names}

    def matches(self, path: Any) -> bool:
        """Whether SlipCover counts in this one."""
        return str(path) in self.paths


class Gate:
    """The count of this process and, in the one that the others report to, of them all."""

    def __init__(self) -> None:
        self.files = Files()
        self.counting: slipcover.Slipcover | None = slipcover.Slipcover(
            branch=True, d_miss_threshold=NEVER, exclude_also=SETTINGS["report"]["exclude_also"]
        )
        self.found: dict[str, Any] = {"files": {}}
        slipcover.ImportManager(self.counting, self.files).__enter__()

    def stop(self) -> None:
        """Count no further."""
        if self.counting:
            self.add(self.counting.get_coverage())
            self.counting = None

    def add(self, found: dict[str, Any]) -> None:
        """Take in what a process counted."""
        self.found = slipcover.merge_coverage(self.found, found) if self.found["files"] else found

    def missing(self) -> list[str]:
        """The lines and branches that no test came by, a file in each line."""
        said = []
        for name in sorted(self.files.names):
            counted = self.found["files"].get(name)
            if counted is None:
                said.append(f"{name}: never read")
            elif counted["missing_lines"] or counted["missing_branches"]:
                branches = [f"{start}->{end or 'exit'}" for start, end in counted["missing_branches"]]
                said.append(f"{name}: {', '.join([*map(str, counted['missing_lines']), *branches])}")
        return said


gate = Gate()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What a test comes by that is of no rule does not count."""
    if item.get_closest_marker("no_cover"):
        gate.stop()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A process reports, if it has not crashed."""
    if hasattr(node, "workeroutput"):
        gate.add(json.loads(node.workeroutput["counted"]))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Report what was counted or, where it is all, fail."""
    gate.stop()
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counted"] = json.dumps(gate.found)
    elif gate.missing() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what is missing, or how much there is."""
    terminalreporter.section("what the tests of rules come by")
    missing, files = gate.missing(), [gate.found["files"].get(name) for name in gate.files.names]
    kinds = ("executed_lines", "executed_branches")
    lines, branches = (sum(len(counted[kind]) for counted in files if counted) for kind in kinds)
    terminalreporter.write_line(
        "\n".join(missing) or f"all of {lines} lines and {branches} branches in {len(files)} files"
    )
