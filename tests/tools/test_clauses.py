"""How the source is read for docs/clauses.md: what keeps a clause, and which test bears its mark."""

import ast

import pytest

from tools.clauses import Mark, Place, definitions, keepers, marks_of

pytestmark = pytest.mark.same_on_both

RULES = '''"""Whether an alert may end."""

LONGEST = 12
"""P8a Months."""
REASONS = {"harm": procedure.INFORM_OR_WITHHOLD}


def why_not_end(alert):
    """P8b P8a The risk is less."""
    return _why_no_reason(alert) or Refusal(procedure.REMOVAL, "Say why.")


def _why_no_reason(alert):
    return Refusal(procedure.REMOVAL, "Say in words why.")


def _why_no_letter(alert):
    return Refusal(procedure.REMOVAL, "Write first.")


def why_customer_not_informed(alert):
    """Return why the customer is not told."""
    return Refusal(REASONS[alert.code], "It may harm.")


class Answer:
    """P7a What the Head answered."""

    def why_not(self):
        return Refusal(procedure.HEAD_DECIDES, "Say who.")


def duties(alert):
    """Yield the review."""
    yield Owed(Kind.REVIEW, alert, clause=procedure.APPEAL_WINDOW)
'''


def kept(id, file="alerts/alert/policies.py"):
    """The names of what keeps the clause in a module of that source."""
    return [place.name for place in keepers(id, definitions(file, ast.parse(RULES)))]


def test_a_rule_keeps_the_clause_by_which_it_refuses_and_a_private_one_stands_for_itself_where_no_other_asks_it():
    assert kept("P8b") == ["why_not_end", "_why_no_letter"]


def test_a_named_value_keeps_the_clause_of_its_docstring_and_a_second_id_is_no_keeping():
    assert kept("P8a") == ["LONGEST"]


def test_a_clause_that_stands_in_a_table_is_kept_by_what_reads_the_table():
    assert kept("P7c") == ["why_customer_not_informed"]


def test_a_class_and_its_methods_are_named_apart():
    assert kept("P7a") == ["Answer", "Answer.why_not"]


def test_elsewhere_than_in_a_rule_only_a_refusal_keeps():
    assert kept("P8a", "alerts/alert/services.py") == []
    assert kept("P7a", "alerts/alert/views.py") == ["Answer.why_not"]
    assert kept("P8b", "alerts/alert/services.py") == ["why_not_end", "_why_no_letter"]


def test_a_duty_keeps_no_clause():
    assert kept("P9a", "alerts/alert/duties.py") == []


def test_a_test_bears_the_marks_of_its_module_its_decorators_and_the_names_they_read():
    source = """
pytestmark = [pytest.mark.usefixtures("wednesday"), pytest.mark.clause("P11a")]
REFUSES = pytest.mark.clause("P4b", refuses=True)
CASES = [pytest.param(1, marks=REFUSES)]

@pytest.mark.parametrize("case", CASES)
@pytest.mark.clause("P7a", "P7b")
def test_one(case):
    pass

def helper():
    pass
"""
    place = Place("tests/test_x.py", 8, "test_one")
    assert set(marks_of("tests/test_x.py", ast.parse(source))) == {
        Mark(place, 2, ("P11a",), refuses=False),
        Mark(place, 3, ("P4b",), refuses=True),
        Mark(place, 7, ("P7a", "P7b"), refuses=False),
    }
