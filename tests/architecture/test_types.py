"""What the type checker is not told: how often a module says Any, or asserts what a type could say."""

import ast
import json
import subprocess
import sys

import pytest
from django.apps import apps

import alerts.models
import appeals.models
from tests.architecture.source import PACKAGES, ROOT, modules

pytestmark = pytest.mark.same_on_both

FEWER_ANY, FEWER_ASSERTS = 60, 20
"""What is left takes from a library that names no types, or rests on a constraint that mypy cannot read."""
PRODUCT = [package for package in PACKAGES if package != "tools"]


def test_few_annotations_say_any():
    rule = ["--select", "ANN401", "--ignore-noqa", "--exit-zero", "--output-format", "json"]
    ruff = [sys.executable, "-m", "ruff", "check", "--no-cache", *rule, *PRODUCT]
    found = json.loads(subprocess.run(ruff, cwd=ROOT, capture_output=True, check=True, text=True).stdout)
    assert len(found) < FEWER_ANY, [f"{each['filename']}:{each['location']['row']}" for each in found]


def test_few_asserts_are_left_and_each_says_why():
    found = [
        (module, node)
        for module in modules()
        if not module.name.startswith("tools/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assert)
    ]
    assert len(found) < FEWER_ASSERTS, [module.at(node) for module, node in found]
    assert [module.at(node) for module, node in found if not (node.msg or _comment(module, node))] == []


def _comment(module, node) -> bool:
    return "  # " in module.path.read_text(encoding="utf-8").splitlines()[node.end_lineno - 1]


def test_each_subject_of_a_letter_is_held_to_its_type():
    """mypy reads ``LETTER_SUBJECTS``: what is missing there would be checked nowhere."""
    told = {model for model in apps.get_models() if hasattr(model, "why_letter_refused")}
    assert told == {*alerts.models.LETTER_SUBJECTS, *appeals.models.LETTER_SUBJECTS}
