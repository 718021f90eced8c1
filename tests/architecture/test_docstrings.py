"""Docstrings are plain English: the first sentence says the subject first, and ends within twenty words."""

import ast
import re

import pytest

from tests.architecture.source import Module, modules

CLAUSES = re.compile(r"^([A-Z]\d+[a-z]? )+")
"""The clauses that a rule keeps stand before its first word."""
OPENINGS = re.compile(r"(What|Who|Whom|Whose|Of|That|Where)\b")
"""A sentence that begins so has to be read twice."""
OF_A_KIND = {
    "forms": "The form",
    "machine": "The machine of ",
    "permissions": "Permissions to ",
    "policies": "The rules for ",
    "selectors": "Select ",
    "steps": "The steps of ",
    "urls": "The addresses of ",
    "views": "Serve ",
}
"""The modules of one kind open alike, so that a reader sees at once how they differ."""
END = re.compile(r"(?<=[.:;])\s|\n\n")
MOST = 20
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def faults(module: Module) -> list[str]:
    found = []
    for node in ast.walk(module.tree):
        text = ast.get_docstring(node) if isinstance(node, DOCUMENTED) else None
        first = END.split(CLAUSES.sub("", text or ""))[0]
        if OPENINGS.match(first) or len(first.split()) > MOST:
            found.append(f"{module.name}:{getattr(node, 'lineno', 1)} {first}")
    return found


def test_each_first_sentence_is_understood_at_first_reading():
    assert [fault for module in modules() for fault in faults(module)] == []


@pytest.mark.parametrize("kind", OF_A_KIND)
def test_the_modules_of_a_kind_open_alike(kind):
    of_the_kind = {
        module.name: ast.get_docstring(module.tree) or "" for module in modules() if module.path.stem == kind
    }
    assert of_the_kind
    assert {name: text for name, text in of_the_kind.items() if not text.startswith(OF_A_KIND[kind])} == {}


@pytest.mark.parametrize(
    "written",
    ["P7a Whose place the decider took.", f"{'Return a name ' * 7}and more.", "What a colleague may read."],
)
def test_a_sentence_that_is_read_twice_is_found(written):
    module = modules()[0]
    tree = ast.parse(f'def rule():\n    """{written}"""')
    assert len(faults(Module(module.path, tree))) == 1
