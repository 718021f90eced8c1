"""The generated documents say what the code does."""

import pytest

from desk.management.commands.describe import documents
from tests.architecture.source import ROOT


@pytest.mark.parametrize("name", ["docs/machines.md", "docs/clauses.md"])
def test_a_generated_document_is_what_the_code_says(name):
    assert (ROOT / name).read_text(encoding="utf-8") == documents()[name], "run ./dev manage describe"
