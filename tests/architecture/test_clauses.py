"""Each clause that is kept has a test that keeps it and one that refuses what would break it."""

from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Clause
from tests.architecture.source import ROOT, dotted, written_tests
from tools.clauses import kept_in, marks

CLAUSES = {value.id for value in vars(procedure).values() if isinstance(value, Clause)}
KEPT = [clause.id for clause in procedure.KEPT]


def test_each_clause_has_a_test_that_keeps_it_and_one_that_refuses_what_it_forbids():
    borne = {(id, mark.refuses) for mark in marks() for id in mark.ids}
    assert {(id, refuses) for id in KEPT for refuses in (False, True)} - borne == set()


def test_a_mark_names_one_or_two_clauses_of_the_procedure():
    assert [
        f"{mark.place.file}:{mark.line}"
        for mark in marks()
        if not 1 <= len(mark.ids) <= 2 or not set(mark.ids) <= CLAUSES
    ] == []


def test_a_clause_is_listed_once():
    assert len(KEPT) == len(set(KEPT))
    assert len(CLAUSES) == len([value for value in vars(procedure).values() if isinstance(value, Clause)])


def test_a_clause_is_kept_by_a_rule_at_the_line_that_is_named():
    for id in KEPT:
        places = kept_in(id)
        assert places, id
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
