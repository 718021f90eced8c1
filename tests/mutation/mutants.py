"""Every place where a module of the rules could say something else, and what it would say then.

What people read (a string with a space, a docstring) is not changed here: that each sentence is asserted has a test of
its own. A string without a space is a code, and is changed. Nor is a column of a model: to change one is a migration,
which the checks ask for.
"""

import ast
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.clauses import LAYERS

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var/mutants.jsonl"

OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
QUERIES = {"filter", "exclude", "get", "Q"}


@dataclass(frozen=True)
class Mutant:
    """One change. ``function`` is empty where the change is made as the module is read: it needs a fresh process."""

    module: str
    number: int
    function: str
    lines: tuple[int, int]
    line: str
    before: str
    after: str

    def __str__(self) -> str:
        where = f"{self.module} {self.function}".strip()
        return f"{where}: `{self.line}`: `{self.before}` → `{self.after}`"

    @property
    def path(self) -> Path:
        """The file of its module."""
        return ROOT / self.module

    @property
    def key(self) -> str:
        """What it is known by as long as its module stays as it is."""
        return f"{self.module} {self.number} {hashlib.sha256(self.path.read_bytes()).hexdigest()[:12]}"

    def code(self) -> Any:
        """The module as it would be compiled with the change."""
        tree = ast.parse(self.path.read_text())
        place, changed = _changes(tree)[self.number]
        place.put(changed)
        return compile(ast.fix_missing_locations(tree), str(self.path), "exec")


@dataclass
class Place:
    """Where a node hangs in the tree, so that another can hang there."""

    owner: ast.AST
    field: str
    index: int | None
    node: ast.AST
    function: str

    def put(self, other: ast.AST) -> None:
        """Hang ``other`` there instead."""
        if isinstance(other, ast.expr | ast.stmt):
            ast.copy_location(other, self.node)
        if self.index is None:
            setattr(self.owner, self.field, other)
        else:
            getattr(self.owner, self.field)[self.index] = other


def modules() -> list[str]:
    """The modules of the rules, from the root of the project."""
    tops = ("housing_alerts", "letters", "alerts", "appeals", "desk", "monitoring", "privacy")
    found = [path.relative_to(ROOT) for top in tops for path in (ROOT / top).rglob("*.py")]
    return sorted(path.as_posix() for path in found if set(path.with_suffix("").parts) & set(LAYERS))


def tests_of(module: str) -> str:
    """Return the folder of the tests of its room: ``tests/alerts/reviews`` for ``alerts/reviews/policies.py``."""
    return Path("tests", *(part for part in Path(module).parent.parts if part != "housing_alerts")).as_posix()


def of(module: str) -> list[Mutant]:
    """Every mutant of the module, in a fixed order."""
    source = (ROOT / module).read_text()
    written = source.splitlines()
    return [
        Mutant(
            module,
            number,
            place.function,
            _lines(place),
            written[_lines(place)[0] - 1].strip(),
            _said(place.node),
            _said(changed),
        )
        for number, (place, changed) in enumerate(_changes(ast.parse(source)))
    ]


def kept() -> dict[str, str]:
    """What became of each mutant, by its key, as it was asked last."""
    lines = KEPT.read_text().splitlines() if KEPT.exists() else []
    return {known["mutant"]: known["caught"] for known in map(json.loads, lines)}


def keep(mutant: Mutant, caught: str) -> None:
    """Write down what became of a mutant. A line is written whole, whoever else writes at the same time."""
    with KEPT.open("a") as file:
        file.write(json.dumps({"mutant": mutant.key, "caught": caught}) + "\n")


def _lines(place: Place) -> tuple[int, int]:
    node: Any = place.node if hasattr(place.node, "lineno") else place.owner
    return node.lineno, node.end_lineno


def _said(node: ast.AST) -> str:
    plain = type(node).__name__ if isinstance(node, ast.operator | ast.cmpop | ast.boolop) else ast.unparse(node)
    words = " ".join(plain.split())
    return words if len(words) <= 90 else f"{words[:87]}…"


def _changes(tree: ast.Module) -> list[tuple[Place, ast.AST]]:
    return [(place, changed) for place in _places(tree, "", inside=False) for changed in _others(place)]


def _places(owner: ast.AST, function: str, *, inside: bool) -> Iterator[Place]:
    """Every place below ``owner``. ``function`` is the outermost function around it, with its classes."""
    for field, value in ast.iter_fields(owner):
        if field in ("annotation", "returns", "ctx"):
            continue
        for index, node in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(node, ast.AST) or _silent(node):
                continue
            body = isinstance(owner, ast.FunctionDef) and field == "body"
            yield Place(
                owner, field, index if isinstance(value, list) else None, node, function if inside or body else ""
            )
            name = function
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not inside:
                name = f"{function}.{node.name}".lstrip(".")
            yield from _places(node, name, inside=inside or body)


def _silent(node: ast.AST) -> bool:
    """What says nothing when the program runs: docstrings, imports, what a type checker alone reads, words, columns."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr):
        return True
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return True
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return True
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Callable":
        return True
    if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("models."):
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _others(place: Place) -> Iterator[ast.AST]:
    node = place.node
    if type(node) in OTHER:
        yield OTHER[type(node)]()
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield ast.Name(NAMES[node.id], ast.Load())
    elif isinstance(node, ast.Call):
        yield from _fewer_arguments(node)
    elif isinstance(node, ast.Return) and place.function and not _nothing(node.value):
        yield ast.Return(ast.Constant(None))
    elif (place.function and isinstance(node, ast.Assign | ast.AugAssign | ast.Expr)) or isinstance(node, ast.For):
        yield ast.Pass()
    if _plain_condition(place):
        yield ast.UnaryOp(ast.Not(), node)  # type: ignore[arg-type]


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and " " not in value:
        yield ast.Constant(f"{value}X")


def _fewer_arguments(node: ast.Call) -> Iterator[ast.AST]:
    """A query that asks less."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in QUERIES:
        for number in range(len(node.keywords)):
            yield ast.Call(node.func, node.args, node.keywords[:number] + node.keywords[number + 1 :])


def _nothing(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def _plain_condition(place: Place) -> bool:
    """A condition that no other change turns round."""
    asked = place.field == "test" or (place.field == "ifs" and isinstance(place.owner, ast.comprehension))
    return asked and not isinstance(place.node, ast.Compare | ast.BoolOp | ast.UnaryOp)
