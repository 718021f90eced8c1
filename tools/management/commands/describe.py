"""``./dev manage describe``: the documents that are generated from the code, so that they say what it does."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Model

from alerts.models import Alert, Incident, Investigation, Review
from appeals.models import Appeal
from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Clause
from letters.models import Letter

MACHINES = (Incident, Investigation, Alert, Review, Appeal, Letter)
PACKAGES = ("housing_alerts", "letters", "alerts", "appeals", "desk", "monitoring")
GENERATED = "Generated from the code by `./dev manage describe`; a test fails when it says something else."
_IDS = re.compile(r"(?:[PDEF]\d+[a-z]? )+")


class Command(BaseCommand):
    help = "Write docs/machines.md and docs/clauses.md from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, text in documents().items():
            (settings.BASE_DIR / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"{name} written.")


def documents() -> dict[str, str]:
    """Each generated document by its path."""
    return {"docs/machines.md": machines(), "docs/clauses.md": clauses()}


# The machines


def machines() -> str:
    """A state diagram and a table of the steps for each record that moves."""
    parts = [
        "# How each record moves",
        GENERATED,
        "A record stands in one status. A step moves it from the statuses beside it; any other step is refused in words.",
        "What a step means begins with the id of its clause: see [clauses.md](clauses.md).",
        *map(_machine, MACHINES),
    ]
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True)
class _Step:
    name: str
    sources: list[str]
    target: str
    means: str


def _machine(model: type[Model]) -> str:
    status: Any = model._meta.get_field("status")
    labels, steps = dict(status.flatchoices), _steps(model)
    arrows = [f"    [*] --> {status.default}"]
    arrows += [f"    {source} --> {step.target}: {step.name}" for step in steps for source in step.sources]
    rows = [
        f"| {step.name} | {', '.join(labels[s] for s in step.sources)} | {labels[step.target]} | {step.means} |"
        for step in steps
    ]
    diagram = ["```mermaid", "stateDiagram-v2", *arrows, "```"]
    table = ["| step | from | to | what it means |", "| --- | --- | --- | --- |", *rows]
    return "\n".join([f"## {str(model._meta.verbose_name).capitalize()}", "", *diagram, "", *table])


def _steps(model: type[Model]) -> list[_Step]:
    """The steps in the order in which the machine is written."""
    written = [name for base in model.__mro__ for name in vars(base)]
    found: dict[str, list[Any]] = {}
    status: Any = model._meta.get_field("status")
    for transition in status.get_all_transitions(model):
        found.setdefault(transition.name, []).append(transition)
    return [
        _Step(name, [way.source for way in ways], ways[0].target, _first_sentence(getattr(model, name)))
        for name, ways in sorted(found.items(), key=lambda item: written.index(item[0]))
    ]


def _first_sentence(step: Any) -> str:
    return (step.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")


# The clauses


def clauses() -> str:
    """Each clause of the procedure: where the code keeps it, and which tests hold it."""
    kept_in, borne_by = _kept_in(), _borne_by()
    named = [value for value in vars(procedure).values() if isinstance(value, Clause)]
    rest = [clause for clause in named if clause not in procedure.KEPT]
    parts = [
        "# Where each clause of the procedure is kept",
        GENERATED,
        "The id of a clause is the first word of the docstring of what keeps it, and the mark of the tests that hold it.",
        "## Kept",
        "Each of these has a test that keeps it and one that refuses what would break it.",
        _table(procedure.KEPT, kept_in, borne_by),
        "## Named so far",
        "What is here of these clauses is kept as the table says; the whole clause is still to come.",
        _table(rest, kept_in, borne_by),
    ]
    return "\n\n".join(parts) + "\n"


def _table(rows: Iterable[Clause], kept_in: dict[str, set[str]], borne_by: dict[str, set[str]]) -> str:
    lines = ["| id | in the procedure | what it asks | kept in | held by |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {c.id} | {c.section} | {c.words} | {_list(kept_in.get(c.id))} | {_list(borne_by.get(c.id))} |" for c in rows
    ]
    return "\n".join(lines)


def _list(files: set[str] | None) -> str:
    return "<br>".join(f"`{name}`" for name in sorted(files or ()))


def _kept_in() -> dict[str, set[str]]:
    """The modules with a docstring that begins with the id."""
    found: dict[str, set[str]] = {}
    for name, tree in _parsed(PACKAGES):
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                begins = _IDS.match(ast.get_docstring(node) or "")
                for id in begins.group().split() if begins else ():
                    found.setdefault(id, set()).add(name)
    return found


@dataclass(frozen=True)
class Mark:
    """``@pytest.mark.clause("P9a", refuses=True)`` on a test."""

    file: str
    line: int
    ids: tuple[Any, ...]
    refuses: bool


def marks() -> Iterator[Mark]:
    """Every mark of a clause in the tests."""
    for name, tree in _parsed(["tests"]):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "clause":
                ids = tuple(getattr(given, "value", None) for given in node.args)
                yield Mark(name, node.lineno, ids, any(keyword.arg == "refuses" for keyword in node.keywords))


def _borne_by() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mark in marks():
        for id in mark.ids:
            found.setdefault(id, set()).add(mark.file)
    return found


def _parsed(folders: Iterable[str]) -> Iterator[tuple[str, ast.Module]]:
    root: Path = settings.BASE_DIR
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
