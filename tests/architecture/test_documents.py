"""The generated documents say what the code does, and those that people write name files that exist."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tools.management.commands.describe import documents

GENERATED = {"docs/machines.md", "docs/clauses.md"}
WRITTEN = [
    path.relative_to(ROOT).as_posix()
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    if path.relative_to(ROOT).as_posix() not in GENERATED
]
A_PATH = re.compile(r"`((?:[\w*.-]+/)+[\w*.-]*|\w+\.(?:py|html|css|mjs))`")
OF_THE_INSTALLATION = {"var/checkpoints.jsonl"}
"""Files that are made where it runs."""


def test_each_generated_document_is_what_the_code_says():
    generated = documents()
    assert generated.keys() == GENERATED
    stands = {name: (ROOT / name).read_text(encoding="utf-8") for name in generated}
    assert stands == generated, "run ./dev manage describe"


def test_a_document_names_files_that_exist():
    named = {
        (document, name)
        for document in WRITTEN
        for name in A_PATH.findall((ROOT / document).read_text(encoding="utf-8"))
        if name not in OF_THE_INSTALLATION
    }
    assert [(document, name) for document, name in sorted(named) if not _exists(name)] == []


def _exists(name: str) -> bool:
    """Whether a file or folder of the project ends so: a document may name it from its room."""
    tops = (
        "alerts",
        "appeals",
        "desk",
        "docs",
        "frontend",
        "housing_alerts",
        "letters",
        "monitoring",
        "privacy",
        "templates",
        "tests",
        "tools",
    )
    return any(ROOT.glob(name)) or any(found for top in tops for found in (ROOT / top).rglob(name.rstrip("/")))


@pytest.mark.parametrize("app", ["housing_alerts", "alerts", "desk", "letters", "privacy"])
def test_the_map_for_developers_names_every_room(app):
    rooms = {path.parent.name for path in (ROOT / app).glob("*/__init__.py")} - {"management", "migrations"}
    text = (ROOT / "docs/developers.md").read_text(encoding="utf-8")
    assert {room for room in rooms if f"{room}/`" not in text} == set()


DEFINED = re.compile(r"\[`(\w+)`\]\(\.\./([\w/.]+)\)")
"""A name in a document, with the file that it leads to."""


def test_the_guide_for_developers_leads_to_what_is_defined_there():
    named = DEFINED.findall((ROOT / "docs/developers.md").read_text(encoding="utf-8"))
    assert named
    assert [(name, file) for name, file in named if not _defines(ROOT / file, name)] == []


def _defines(file: Path, name: str) -> bool:
    defined = re.compile(rf"^\s*(?:def|class) {name}\b|^{name}\b.*=", flags=re.MULTILINE)
    return file.is_file() and bool(defined.search(file.read_text(encoding="utf-8")))
