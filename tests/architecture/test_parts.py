"""Any part of the tests runs alone: what it stands on is made whichever tests were chosen."""

import os
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

pytestmark = pytest.mark.same_on_both
ALONE = """
from housing_alerts.staff.models import Colleague

def test_it_has_tables(own_database):
    assert not Colleague.objects.exists()
"""
WITHOUT_MIGRATIONS = """
from housing_alerts.settings import *

class MIGRATION_MODULES(dict):
    __contains__, __getitem__ = lambda *_: True, lambda *_: None

MIGRATION_MODULES = MIGRATION_MODULES()
"""


def test_what_has_a_database_of_its_own_runs_where_no_test_was_chosen_that_has_not(tmp_path):
    """As those with a browser do: one such test alone, whose tables are made the quick way."""
    (tmp_path / "test_alone.py").write_text(ALONE)
    (tmp_path / "quick.py").write_text(WITHOUT_MIGRATIONS)
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["tests.databases"]')
    command = [sys.executable, "-m", "pytest", "-q", "--ds", "quick", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{tmp_path}", "DATABASE_URL": "sqlite:///:memory:"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "1 passed" in done.stdout, done.stdout + done.stderr
