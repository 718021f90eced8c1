"""The generated documents say what the code does."""

from tests.architecture.source import ROOT
from tools.management.commands.describe import documents


def test_each_generated_document_is_what_the_code_says():
    generated = documents()
    assert generated.keys() == {"docs/machines.md", "docs/clauses.md"}
    stands = {name: (ROOT / name).read_text(encoding="utf-8") for name in generated}
    assert stands == generated, "run ./dev manage describe"
