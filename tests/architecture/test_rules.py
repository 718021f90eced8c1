"""The modules of rules are the same ones to the gate, the mutants, the type checker and the table of clauses."""

import ast
import re
import tomllib

from tests.architecture.source import ROOT, modules
from tests.mutation import mutants
from tools.clauses import LAYERS


def test_the_gate_asks_every_module_of_rules():
    (written,) = re.findall(r"for part in (.*); do", (ROOT / "dev").read_text())
    assert set(written.split()) == set(LAYERS)


def test_the_type_checker_is_strict_with_every_module_of_rules():
    (strict,) = (
        each["module"]
        for each in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["overrides"]
        if each.get("disallow_any_generics")
    )
    assert {name.removeprefix("*.").removesuffix(".*") for name in strict} == set(LAYERS)


def test_every_module_of_rules_has_mutants():
    rules = {module.name for module in modules() if set(LAYERS) & module.parts and "tools" not in module.parts}
    assert set(mutants.modules()) == rules


def test_a_function_that_refuses_stands_in_a_module_of_rules():
    """A record answers for itself in a method; the kernel's own answers come with what saves and records."""
    assert [
        f"{module.at(node)} {node.name}"
        for module in modules()
        if not set(LAYERS) & module.parts and "kernel" not in module.parts
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and node.returns and "Refusal" in ast.unparse(node.returns)
    ] == []
