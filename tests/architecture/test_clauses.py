"""Each clause that is kept has a test that keeps it and one that refuses what would break it."""

import pytest

from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Clause
from tests.architecture.source import ROOT, dotted, written_tests
from tools.clauses import kept_in, marks

CLAUSES = {value.id for value in vars(procedure).values() if isinstance(value, Clause)}
KEPT = [clause.id for clause in procedure.KEPT]


@pytest.mark.parametrize("refuses", [False, True], ids=["keeps", "refuses"])
@pytest.mark.parametrize("id", KEPT)
def test_a_clause_has_a_test_that(id, refuses):
    assert [mark.place for mark in marks() if id in mark.ids and mark.refuses == refuses]


def test_a_mark_names_one_or_two_clauses_of_the_procedure():
    assert [
        f"{mark.place.file}:{mark.line}"
        for mark in marks()
        if not 1 <= len(mark.ids) <= 2 or not set(mark.ids) <= CLAUSES
    ] == []


def test_a_clause_is_listed_once():
    assert len(KEPT) == len(set(KEPT))
    assert len(CLAUSES) == len([value for value in vars(procedure).values() if isinstance(value, Clause)])


@pytest.mark.parametrize("id", KEPT)
def test_a_clause_is_kept_by_a_rule_at_the_line_that_is_named(id):
    places = kept_in(id)
    assert places
    for place in places:
        line = (ROOT / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
        assert place.name.rpartition(".")[2].strip("()") in line, place


def test_no_mark_stands_where_no_test_bears_it():
    """A mark that reaches no test would count for nothing, and nobody would miss it."""
    written = {
        module.at(call)
        for module in written_tests()
        for call in module.calls()
        if dotted(call.func) == "pytest.mark.clause"
    }
    assert written - {f"{mark.place.file}:{mark.line}" for mark in marks()} == set()
