"""A plugin of pytest, ``-p tests.budget``: a part of the check that is over ``BUDGET`` minutes names its dearest files."""

import os
import time
from collections import Counter

import pytest

SECONDS = float(os.environ["BUDGET"]) * 60
began = time.monotonic()
spent: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add what a test took, with what it stands on, to its file. In whichever process it ran, this one is told."""
    spent[report.nodeid.partition("::")[0]] += report.duration  # type: ignore[assignment]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which files to look at first."""
    used = time.monotonic() - began
    if used > SECONDS:
        terminalreporter.section(f"{used:.0f} seconds of {SECONDS:.0f}: the dearest files, in seconds of one process")
        for name, seconds in spent.most_common(10):
            terminalreporter.write_line(f"{seconds:7.1f}  {name}")
