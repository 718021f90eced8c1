"""Generate documents from the code, so that they say what it does (``./dev manage describe``)."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Model

from alerts.models import Alert, Incident, Investigation, Review
from appeals.models import Appeal
from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Clause
from letters.models import Letter
from monitoring.models import Strategy
from privacy.models import DisposalBatch, LegalHold, SharingRequest, SubjectRequest
from tools import clauses as places
from tools.clauses import Place

MACHINES = (
    Incident,
    Investigation,
    Alert,
    Review,
    Appeal,
    Letter,
    SubjectRequest,
    LegalHold,
    Strategy,
    DisposalBatch,
    SharingRequest,
)
GENERATED = "Generated from the code by `./dev manage describe`; a test fails when it says something else."


class Command(BaseCommand):
    help = "Write docs/machines.md and docs/clauses.md from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, text in documents().items():
            (settings.BASE_DIR / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"{name} written.")


def documents() -> dict[str, str]:
    """Return each generated document by its path."""
    return {"docs/machines.md": machines(), "docs/clauses.md": clauses()}


# The machines


def machines() -> str:
    """Return a state diagram and a table of the steps for each record that moves."""
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
    """List the steps in the order in which the machine is written."""
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


IN_PART = {
    procedure.ALL_ALERTS: "nobody can subscribe to the report yet, and the page writes days out.",
    procedure.YEARLY_REVIEW: "no duty to open a review comes from the monthly count of contacts yet.",
    procedure.CONTACT_LEVELS: "there is no monthly report of contacts by subscription yet.",
}
"""The clauses of which something is still to come."""


def clauses() -> str:
    """Return a row for each clause with the rules that keep it, then all that carries, shows and tests it."""
    named = [value for value in vars(procedure).values() if isinstance(value, Clause)]
    rest = [clause for clause in named if clause not in procedure.KEPT]
    parts = [
        "# Where each clause of the procedure is kept",
        GENERATED,
        "A row names the rules that keep a clause: those that refuse by it, and those whose docstring begins with its id.",
        "Each name leads to its line. The id leads to what carries, shows and tests the clause.",
        _table(procedure.KEPT),
        "## Kept in part",
        "\n".join(f"- {clause.id}: {what}" for clause, what in IN_PART.items()),
    ]
    if rest:
        parts += ["## Named so far", "Part of these clauses is kept; the whole is still to come.", _table(rest)]
    parts += [
        "# What carries, shows and tests each clause",
        "Each clause has a test that keeps it, and one that refuses what would break it.",
        *map(_section, [*procedure.KEPT, *rest]),
    ]
    return "\n\n".join(parts) + "\n"


def _table(rows: Iterable[Clause]) -> str:
    lines = ["| id | § | what it asks | kept in |", "| --- | --- | --- | --- |"]
    for clause in rows:
        kept = "<br>".join(_by_file(places.kept_in(clause.id)))
        lines.append(f"| [{clause.id}](#{clause.id.lower()}) | {clause.section} | {clause.words} | {kept} |")
    return "\n".join(lines)


def _section(clause: Clause) -> str:
    lists = {
        "Carried by": _by_file(places.carried_by(clause.id)),
        "Shown in": [f"[{file}](../{file})" for file in places.shown_in(clause.id)],
        "Tests that keep it": _by_file(places.tested_by(clause.id, refuses=False)),
        "Tests that refuse": _by_file(places.tested_by(clause.id, refuses=True)),
    }
    parts = [f"## {clause.id}", f"{clause.words} ({clause.section})."]
    for title, lines in lists.items():
        if lines:
            parts.append("\n".join([f"{title}:", "", *(f"- {line}" for line in lines)]))
    return "\n\n".join(parts)


def _by_file(found: Iterable[Place]) -> list[str]:
    """Return a line for each file, with a link for each place in it."""
    return [
        f"`{file}` " + ", ".join(f"[{one.name}](../{file}#L{one.line})" for one in together)
        for file, together in itertools.groupby(found, key=lambda place: place.file)
    ]
