"""Read from the source where each clause of the procedure is kept, carried, shown and tested."""

import ast
import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Clause

PACKAGES = ("housing_alerts", "letters", "alerts", "appeals", "desk", "monitoring", "privacy")
RULES = (
    "procedure",
    "refusals",
    "policies",
    "gates",
    "declarations",
    "in_the_post",
    "permissions",
    "answers",
    "proofreading",
    "naming",
    "heard",
    "at_home",
    "dispatch",
    "copying",
    "steps",
    "machine",
)
"""The modules that hold rules, in the order in which they are named."""
LAYERS = (*RULES, "services")
_IDS = re.compile(r"(?:[PDEF]\d+[a-z]? )+")
_CLAUSES = {f"procedure.{name}": value.id for name, value in vars(procedure).items() if isinstance(value, Clause)}


@dataclass(frozen=True)
class Place:
    """A function, a class or a named value, with its file and its line."""

    file: str
    line: int
    name: str

    @property
    def layer(self) -> str:
        """Return the layer of its module, such as ``policies``; empty where the module holds no rules or services."""
        parts = Path(self.file).with_suffix("").parts
        return next((layer for layer in LAYERS if layer in parts), "")


@dataclass(frozen=True)
class Definition:
    """A named part of a module, with the ids of its docstring and the clauses by which it refuses."""

    place: Place
    ids: tuple[str, ...]
    refuses_by: frozenset[str]
    names: frozenset[str]
    """Every name that it reads."""

    def keeps(self, id: str) -> bool:
        """Return whether it refuses by the clause, or is a rule whose docstring begins with the id."""
        return id in self.refuses_by or (self.place.layer in RULES and self.ids[:1] == (id,))


# The product


def kept_in(id: str) -> list[Place]:
    """Return the rules that keep the clause, in the order of the layers."""
    return sorted((place for module in _product() for place in keepers(id, module)), key=_by_layer)


def carried_by(id: str) -> list[Place]:
    """Return the services, and the rules of another clause, whose docstring bears the id."""
    return sorted((one.place for one in _bearing(id) if one.place.layer), key=_by_layer)


def shown_in(id: str) -> list[str]:
    """Return the other modules with a docstring that bears the id: models, forms, selectors, drafts, views."""
    return sorted({one.place.file for one in _bearing(id) if not one.place.layer})


def _bearing(id: str) -> Iterator[Definition]:
    return (one for module in _product() for one in module if id in one.ids and not one.keeps(id))


def _by_layer(place: Place) -> tuple[int, str, int]:
    return (LAYERS.index(place.layer) if place.layer else len(LAYERS)), place.file, place.line


def keepers(id: str, module: list[Definition]) -> list[Place]:
    """Return the definitions of the module that keep the clause.

    A private function is left out where a public one calls it: a reader of that one finds it.
    """
    keeping = [one for one in module if one.keeps(id)]
    reads = {one.place.name: one.names for one in module}
    reached: set[str] = set()
    waiting = [one.place.name for one in keeping if not _is_private(one.place.name)]
    while waiting:
        new = {name for name in reads[waiting.pop()] & reads.keys() if _is_private(name)} - reached
        reached |= new
        waiting += new
    return [one.place for one in keeping if one.place.name not in reached]


def _is_private(name: str) -> bool:
    return name.startswith("_")


@functools.cache
def _product() -> list[list[Definition]]:
    return [definitions(file, tree) for file, tree in _parsed(PACKAGES)]


def definitions(file: str, tree: ast.Module) -> list[Definition]:
    """Return the module's definitions, and the module itself. A method is named ``Class.method``."""
    named = list(_named(tree))
    tables = {name: _refuses_by(node, {}) for name, node, _ in named if not isinstance(node, ast.FunctionDef)}
    whole = Definition(Place(file, 1, Path(file).stem), _ids(ast.get_docstring(tree)), frozenset(), frozenset())
    return [whole] + [
        Definition(
            Place(file, node.lineno, name),
            _ids(said),
            frozenset() if name in tables else _refuses_by(node, tables),
            frozenset(_names(node)),
        )
        for name, node, said in named
    ]


def _named(owner: ast.Module | ast.ClassDef, within: str = "") -> Iterator[tuple[str, ast.stmt, str | None]]:
    """Yield each function, method, class and assigned name with its docstring: for a name, the string below it."""
    for node, following in itertools.pairwise([*owner.body, None]):
        if isinstance(node, ast.FunctionDef):
            yield within + node.name, node, ast.get_docstring(node)
        elif isinstance(node, ast.ClassDef):
            head = ast.Pass(lineno=node.lineno, end_lineno=node.lineno, col_offset=0, end_col_offset=0)
            yield within + node.name, head, ast.get_docstring(node)
            yield from _named(node, f"{within}{node.name}.")
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield within + ast.unparse(target), node, _string(following)


def _string(node: ast.stmt | None) -> str | None:
    value = node.value if isinstance(node, ast.Expr) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def _ids(said: str | None) -> tuple[str, ...]:
    begins = _IDS.match(said or "")
    return tuple(begins.group().split()) if begins else ()


def _refuses_by(node: ast.AST, tables: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return the clauses named like ``procedure.REMOVAL``, and those in the module's tables that it reads.

    The ``clause`` of a duty is left out: a duty refuses nothing.
    """
    of_duties = {id(each.value) for each in ast.walk(node) if isinstance(each, ast.keyword) and each.arg == "clause"}
    named = (ast.unparse(each) for each in _attributes(node) if id(each) not in of_duties)
    found = {_CLAUSES[said] for said in named if said in _CLAUSES}
    return frozenset(found.union(*(tables[name] for name in _names(node) & tables.keys())))


def _attributes(node: ast.AST) -> Iterator[ast.Attribute]:
    return (one for one in ast.walk(node) if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name))


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}


# The tests


@dataclass(frozen=True)
class Mark:
    """``@pytest.mark.clause("P9a", refuses=True)`` on a test. ``line`` is where the mark is written."""

    place: Place
    line: int
    ids: tuple[Any, ...]
    refuses: bool


def tested_by(id: str, *, refuses: bool) -> list[Place]:
    """Return the tests that keep the clause or, with ``refuses``, those that refuse a breach of it."""
    places = dict.fromkeys(mark.place for mark in marks() if id in mark.ids and mark.refuses == refuses)
    return sorted(places, key=lambda place: (place.file, place.line))


@functools.cache
def marks() -> list[Mark]:
    """Return every mark of a clause, at its test."""
    return [mark for file, tree in _parsed(["tests"]) for mark in marks_of(file, tree)]


def marks_of(file: str, tree: ast.Module) -> Iterator[Mark]:
    """Yield the marks of the module's tests: by decorator, by parameter, by a name, or for the whole module."""
    given = {ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)}
    of_all = [given["pytestmark"]] if "pytestmark" in given else []
    for test in (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")):
        for call in _calls([*of_all, *test.decorator_list], given):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "clause":
                ids = tuple(getattr(argument, "value", None) for argument in call.args)
                place = Place(file, test.lineno, test.name)
                yield Mark(place, call.lineno, ids, any(keyword.arg == "refuses" for keyword in call.keywords))


def _calls(expressions: Iterable[ast.expr], given: dict[str, ast.expr]) -> Iterator[ast.Call]:
    """Yield the calls in the expressions, and in the named values of the module that they read."""
    for node in (node for expression in expressions for node in ast.walk(expression)):
        if isinstance(node, ast.Call):
            yield node
        elif isinstance(node, ast.Name) and node.id in given:
            yield from _calls([given[node.id]], given)


def _parsed(folders: Iterable[str]) -> Iterator[tuple[str, ast.Module]]:
    root: Path = settings.BASE_DIR
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
