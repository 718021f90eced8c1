"""Each clause that is kept has a test that keeps it and one that refuses what would break it."""

import functools

import pytest

from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Clause
from tools.management.commands import describe

CLAUSES = {value.id for value in vars(procedure).values() if isinstance(value, Clause)}
KEPT = [clause.id for clause in procedure.KEPT]


@functools.cache
def marks() -> list[describe.Mark]:
    """Every mark of the tests, read once."""
    return list(describe.marks())


@pytest.mark.parametrize("refuses", [False, True], ids=["keeps", "refuses"])
@pytest.mark.parametrize("id", KEPT)
def test_a_clause_has_a_test_that(id, refuses):
    assert [mark.file for mark in marks() if id in mark.ids and mark.refuses == refuses]


def test_a_mark_names_one_or_two_clauses_of_the_procedure():
    assert [
        f"{mark.file}:{mark.line}" for mark in marks() if not 1 <= len(mark.ids) <= 2 or not set(mark.ids) <= CLAUSES
    ] == []


def test_a_clause_is_listed_once():
    assert len(KEPT) == len(set(KEPT))
    assert len(CLAUSES) == len([value for value in vars(procedure).values() if isinstance(value, Clause)])
