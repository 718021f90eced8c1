"""What counts as a change, and that it is made."""

import pytest

from tests.mutation import mutants

SOURCE = '''"""What stands in the way."""

LIMIT = 3


def why_not(day, days):
    """P1 A day."""
    if day is None or not days:
        return "Say which day."
    days = days.filter(on=day, open=True)
    return None if day <= LIMIT else days
'''


@pytest.fixture
def found(tmp_path, monkeypatch):
    """Every mutant of the source."""
    (tmp_path / "policies.py").write_text(SOURCE)
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    return mutants.of("policies.py")


def test_the_rules_of_every_room_are_tried():
    modules = mutants.modules()
    for module in (
        "alerts/reviews/policies.py",
        "alerts/reviews/permissions.py",
        "alerts/reviews/machine.py",
        "alerts/reviews/services.py",
        "desk/merging/policies.py",
        "housing_alerts/kernel/procedure/dates.py",
        "housing_alerts/kernel/refusals.py",
    ):
        assert module in modules
        assert mutants.of(module)


def test_a_module_is_asked_of_by_the_tests_of_its_room():
    assert mutants.tests_of("alerts/reviews/policies.py") == "tests/alerts/reviews"
    assert mutants.tests_of("housing_alerts/customers/services.py") == "tests/customers"
    assert mutants.tests_of("letters/policies.py") == "tests/letters"


def test_everything_that_can_be_otherwise_is(found):
    assert [(one.function, one.lines[0], one.before, one.after) for one in found] == [
        ("", 3, "3", "4"),
        ("why_not", 8, "Or", "And"),
        ("why_not", 8, "Is", "IsNot"),
        ("why_not", 8, "not days", "days"),
        ("why_not", 9, "return 'Say which day.'", "return None"),
        ("why_not", 10, "days = days.filter(on=day, open=True)", "pass"),
        ("why_not", 10, "days.filter(on=day, open=True)", "days.filter(open=True)"),
        ("why_not", 10, "days.filter(on=day, open=True)", "days.filter(on=day)"),
        ("why_not", 10, "True", "False"),
        ("why_not", 11, "return None if day <= LIMIT else days", "return None"),
        ("why_not", 11, "LtE", "Lt"),
    ]


class Days(list):
    """What is asked as a queryset is."""

    def filter(self, **_asked):
        """All of them."""
        return self


def test_a_change_is_made_where_it_says(found):
    said = {}
    for one in found[1:5]:
        module = {}
        exec(one.code(), module)
        said[one.after] = module["why_not"](1, Days())
    assert said == {"And": None, "IsNot": "Say which day.", "days": None, "return None": None}


def test_each_mutant_that_has_a_reason_can_be_made():
    """A line that has changed since would be reported as living without a reason."""
    told = [
        line.removeprefix("- ")
        for line in (mutants.ROOT / "docs/mutation.md").read_text().splitlines()
        if line.startswith("- ")
    ]
    made = {str(one) for module in {line.split()[0].rstrip(":") for line in told} for one in mutants.of(module)}
    assert [line for line in told if line not in made] == []
