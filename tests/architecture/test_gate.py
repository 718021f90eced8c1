"""A run of the tests fails where no test of a rule comes by one of its lines or branches."""

import os
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

pytestmark = pytest.mark.same_on_both
PROJECT = """
[tool.coverage.run]
source = ["product"]
[tool.coverage.report]
exclude_also = ["if TYPE_CHECKING:"]
"""
RULE = """
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

def why_not_keep(day):
    sentence = ""
    if day < 28:
        sentence = "It is too soon."
    return sentence
"""
TESTS = """
from product.policies import why_not_keep

def test_it_is_kept(): assert not why_not_keep(28)
def test_it_is_refused(): assert why_not_keep(27)
"""
OTHER_TESTS = """
import pytest
from product import permissions

def test_it_is_kept(): assert not permissions.why_not_keep(28)
@pytest.mark.no_cover
def test_a_page_is_refused(): assert permissions.why_not_keep(27)
"""


@pytest.mark.parametrize(
    ("rules", "tests", "said"),
    [
        (["policies", "views"], [TESTS], ["all of 6 lines and 2 branches in 1 files"]),
        (
            ["policies", "permissions", "services"],
            [TESTS, OTHER_TESTS],
            ["product/permissions.py: 10, 9->10", "product/services.py: never read"],
        ),
    ],
    ids=["all of it", "a test of no rule, and a file that nobody reads"],
)
def test_what_no_test_of_a_rule_comes_by_fails_the_run(tmp_path, rules, tests, said):
    """In two processes, each of which comes by a part."""
    (tmp_path / "product").mkdir()
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    for name in rules:
        (tmp_path / "product" / f"{name}.py").write_text(RULE)
    for number, text in enumerate(tests):
        (tmp_path / f"test_{number}.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-p", "tests.gate", "-p", "xdist.plugin", "-p", "pytest_cov.plugin"]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{tmp_path}", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "true"}
    environment |= {"RULES": "*/policies.py,*/permissions.py,*/services/*,*/services.py"}
    done = subprocess.run(
        [*command, "-n", "2"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert f"{2 * len(tests)} passed" in done.stdout, done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith(("product/", "all of"))] == said
    assert done.returncode == (len(said) > 1)
