"""Our own source, parsed: what the tests of the style ask of it."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("housing_alerts", "letters", "alerts", "appeals", "desk", "monitoring", "privacy", "tools")


@dataclass(frozen=True)
class Module:
    """One Python file, with its path from the root of the project."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path as people write it: ``alerts/decisions/services.py``."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def parts(self) -> set[str]:
        """The names of its folders and of itself, without the ending."""
        return set(self.path.relative_to(ROOT).with_suffix("").parts)

    def calls(self) -> Iterator[ast.Call]:
        """Every call in it."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def at(self, node: ast.AST) -> str:
        """Where ``node`` stands, for the message of a failing test."""
        return f"{self.name}:{node.lineno}"  # type: ignore[attr-defined]


@functools.cache
def modules() -> list[Module]:
    """The product's modules, without migrations."""
    return [
        _parsed(path)
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@functools.cache
def written_tests() -> list[Module]:
    """The modules of the tests."""
    return [_parsed(path) for path in sorted((ROOT / "tests").rglob("*.py"))]


def templates() -> list[Path]:
    """Every template, of ours and of the admin site."""
    return sorted(ROOT.glob("templates/**/*.html")) + sorted(ROOT.glob("housing_alerts/**/templates/**/*.html"))


def _parsed(path: Path) -> Module:
    return Module(path, ast.parse(path.read_text(encoding="utf-8")))


def called(call: ast.Call) -> str:
    """The last part of what is called: ``filter`` for ``Alert.objects.filter(…)``."""
    return dotted(call.func).rpartition(".")[2]


def dotted(node: ast.AST) -> str:
    """``timezone.now`` for the expression of that name; an empty part where it is something else."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
