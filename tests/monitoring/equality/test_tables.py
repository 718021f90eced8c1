"""The figures of a quarter: a group treated worse is found, chance is not, and nobody is found by subtraction (§11)."""

import random
from collections import Counter
from collections.abc import Iterator
from heapq import nlargest
from math import floor, isclose

import pytest
from scipy.optimize import linprog

from monitoring.equality.choices import PART_OF, Finding, Group, Measure, Protected
from monitoring.equality.disclosure import hidden, rounded
from monitoring.equality.statistics import Rate, exact, findings, holm, wilson
from monitoring.equality.tables import ALL, Figure, ordered, published

SEX, RACE, FAITH = Protected.SEX, Protected.RACE, Protected.RELIGION
SHARES = {
    SEX: {Group.FEMALE: 52, Group.MALE: 45, Group.NOT_KNOWN: 3},
    RACE: {Group.BRITISH: 60, Group.AFRICAN: 10, Group.INDIAN: 12, Group.ARAB: 8, Group.NOT_KNOWN: 10},
    FAITH: {Group.NO_RELIGION: 45, Group.CHRISTIAN: 35, Group.MUSLIM: 12, Group.NOT_SAID: 8},
}
CUSTOMERS, ALERTS = 5_000, 600


def _people(chance):
    """A population in which each characteristic has its shares, whatever the others are."""
    said = {each: chance.choices(list(groups), groups.values(), k=CUSTOMERS) for each, groups in SHARES.items()}
    return [dict(zip(said, groups, strict=True)) for groups in zip(*said.values(), strict=True)]


def _imposed(people, chance, ratio):
    """The customers with an alert: a customer of the planted group has one so many times as often."""
    keys = [chance.random() ** (1 / (ratio if one[RACE] == Group.AFRICAN else 1)) for one in people]
    return nlargest(ALERTS, range(len(people)), key=keys.__getitem__)


def _counts(people, imposed):
    found = {}
    for protected in SHARES:
        of = Counter(one[protected] for one in people)
        counted = Counter(people[index][protected] for index in imposed)
        nothing = dict.fromkeys(Measure, 0)
        found[protected] = {
            group: nothing | {Measure.CUSTOMERS: number, Measure.IMPOSED: counted[group]}
            for group, number in of.items()
        }
    return found


def _flagged(seed, ratio):
    chance = random.Random(seed)
    people = _people(chance)
    figures = published(_counts(people, _imposed(people, chance, ratio)))
    return {(figure.group, figure.finding) for figure in figures if figure.finding not in ("", Finding.NONE)}


# What is found


@pytest.mark.clause("P11b")
def test_a_group_with_twice_the_rate_is_found():
    found = [_flagged(seed, 2) for seed in range(100)]
    assert sum((Group.AFRICAN, Finding.MORE) in one for one in found) >= 80


@pytest.mark.clause("P11b", refuses=True)
def test_chance_alone_is_seldom_found():
    assert sum(bool(_flagged(1_000 + seed, 1)) for seed in range(200)) <= 17


def test_the_interval_is_that_of_wilson():
    low, high = wilson(Rate(10, 100))
    assert isclose(low, 0.0552, abs_tol=1e-4)
    assert isclose(high, 0.1744, abs_tol=1e-4)
    assert wilson(Rate(0, 0)) == (0, 1)
    assert wilson(Rate(0, 20))[0] == 0
    assert wilson(Rate(20, 20))[1] == 1


def test_the_exact_test_is_that_of_fisher():
    assert isclose(exact(Rate(3, 4), Rate(4, 8)), 34 / 70, rel_tol=1e-9)  # the lady who tasted tea


def test_holm_asks_more_of_each_the_more_there_are():
    assert holm([0.04]) == [True]
    assert holm([0.04, 0.9]) == [False, False]
    assert holm([0.04, 0.001, 0.02]) == [True, True, True]
    assert holm([0.04, 0.001, 0.03]) == [False, True, False]
    assert holm([]) == []


def test_a_finding_says_in_which_direction():
    many, few = (Rate(60, 100), Rate(100, 1000)), (Rate(5, 500), Rate(500, 1000))
    same = (Rate(10, 100), Rate(100, 1000))
    assert findings({1: many, 2: few, 3: same}) == {1: Finding.MORE, 2: Finding.LESS, 3: Finding.NONE}


# What is hidden


def _quarter(**groups):
    """The figures of one characteristic, by group: customers, and those with an alert imposed."""
    counts = {
        Group[name]: dict.fromkeys(Measure, 0) | {Measure.CUSTOMERS: of, Measure.IMPOSED: count}
        for name, (of, count) in groups.items()
    }
    return {(one.group, one.measure): one for one in published({RACE: counts})}


def test_what_is_published_is_rounded_to_five():
    found = _quarter(BRITISH=(1003, 58), INDIAN=(512, 37))
    assert (found[Group.BRITISH, Measure.IMPOSED].number, found[Group.BRITISH, Measure.IMPOSED].of) == (60, 1005)
    assert found[ALL, Measure.IMPOSED].number == 95
    assert [rounded(number) for number in (5, 7, 8, 12, 13)] == [5, 5, 10, 10, 15]


@pytest.mark.clause("P11b", refuses=True)
def test_a_group_of_four_is_hidden_and_so_is_another():
    """The other one is the smallest: else the four were the total less what is shown."""
    found = _quarter(BRITISH=(1000, 50), INDIAN=(500, 30), ARAB=(300, 20), ROMA=(4, 0))
    shown = {group for (group, measure), one in found.items() if measure == Measure.CUSTOMERS and one.of is not None}
    assert shown == {ALL, Group.BRITISH, Group.INDIAN}
    assert found[Group.ARAB, Measure.IMPOSED].number is None


@pytest.mark.clause("P11b", refuses=True)
def test_all_but_a_few_are_hidden_too():
    found = _quarter(BRITISH=(1000, 50), INDIAN=(500, 30), ARAB=(20, 17))
    hidden_there = {group for (group, measure), one in found.items() if measure == "IMPOSED" and one.number is None}
    assert hidden_there == {Group.ARAB, Group.INDIAN}


def test_a_group_of_nobody_hides_no_other():
    found = _quarter(BRITISH=(1000, 50), INDIAN=(500, 30), ROMA=(0, 0))
    assert found[Group.INDIAN, Measure.IMPOSED].number == 30
    assert found[Group.ROMA, Measure.CUSTOMERS].of is None


def test_where_all_are_few_nothing_is_shown():
    assert hidden({"A": (3,), "B": (1,)}) == {"A", "B"}
    found = _quarter(BRITISH=(1000, 2), INDIAN=(500, 1))
    assert {one.number for (_, measure), one in found.items() if measure == Measure.IMPOSED} == {None}


def test_only_what_is_shown_is_compared_and_never_what_is_no_group():
    found = _quarter(BRITISH=(1000, 50), INDIAN=(500, 300), NOT_KNOWN=(400, 200), NOT_SAID=(300, 20), ROMA=(4, 4))
    said = {group for (group, measure), one in found.items() if one.finding and measure == Measure.IMPOSED}
    assert said == {Group.BRITISH, Group.INDIAN}


def test_the_figures_are_read_by_characteristic():
    figures = published({RACE: {Group.ARAB: dict.fromkeys(Measure, 0) | {Measure.CUSTOMERS: 50}}})
    ((protected, groups),) = ordered(figures)
    assert protected == RACE
    assert groups[Group.ARAB][Measure.CUSTOMERS].of == 50


# An attack


def _generated(seed):
    """Counts of a quarter at a landlord with many small groups, with everything that can happen."""
    chance = random.Random(seed)
    sizes = {
        each: [chance.choice([0, 1, 3, 4, 6, 9, 30, 300]) for _ in range(chance.randint(2, 7))] for each in Protected
    }
    people = max(sum(each) for each in sizes.values()) + chance.randint(0, 40)
    happened = [_happened(chance) for _ in range(people)]
    found = {}
    for protected, numbers in sizes.items():
        labels = [str(place) for place, number in enumerate(numbers) for _ in range(number)]
        labels += ["rest"] * (people - len(labels))
        chance.shuffle(labels)
        groups = [*map(str, range(len(numbers))), "rest"]
        found[protected] = {
            group: {
                measure: sum(measure in what for what, label in zip(happened, labels, strict=True) if label == group)
                for measure in Measure
            }
            for group in groups
        }
    return found


def _happened(chance):
    what = {Measure.CUSTOMERS}
    for measure, of in PART_OF.items():
        if of in what and chance.random() < (0.12 if of == Measure.CUSTOMERS else 0.5):
            what.add(measure)
    return what


def _bounds(figure: Figure, own: bool) -> tuple[int, int | None]:
    """What the number can be that a published one was rounded from."""
    number = figure.number if own else figure.of
    return (0, None) if number is None else (max(5, number - 2), number + 2)


def _most(figures: list[Figure]) -> Iterator[tuple[str, str, Measure, bool, float]]:
    """Yield for each number, and for what is left of each, the most that it can be by all that is published.

    The attacker knows how numbers are rounded, that parts are no larger than wholes, and that groups add up to all.
    """
    totals = {figure.measure: figure for figure in figures if figure.protected == ALL}
    for protected in dict.fromkeys(figure.protected for figure in figures if figure.protected):
        rows = {(figure.group, figure.measure): figure for figure in figures if figure.protected == protected}
        place = {key: index for index, key in enumerate([*rows, *((ALL, measure) for measure in Measure)])}
        bounds = [_bounds(figure, True) for figure in [*rows.values(), *(totals[measure] for measure in Measure)]]
        sums, parts, least = [], [], []
        for measure in Measure:
            equal = [0] * len(place)
            equal[place[ALL, measure]] = -1
            for group, counted in rows:
                if counted == measure:
                    equal[place[group, measure]] = 1
            sums.append(equal)
        for (group, measure), figure in [*rows.items(), *(((ALL, one), totals[one]) for one in Measure)]:
            if measure in PART_OF:
                row = [0] * len(place)
                row[place[group, measure]], row[place[group, PART_OF[measure]]] = 1, -1
                parts.append(row)
                least.append(0 if figure.number is None else -5)
        problem = {"A_ub": parts, "b_ub": least, "A_eq": sums, "b_eq": [0] * len(sums), "bounds": bounds}
        for group, measure in rows:
            wanted = [0] * len(place)
            wanted[place[group, measure]] = -1
            yield protected, group, measure, True, _solved(wanted, problem)
            if measure in PART_OF:
                wanted = [0] * len(place)
                wanted[place[group, measure]], wanted[place[group, PART_OF[measure]]] = 1, -1
                yield protected, group, measure, False, _solved(wanted, problem)


def _solved(wanted, problem) -> float:
    answer = linprog(wanted, **problem)
    if answer.status == 3:  # there is no most
        return float("inf")
    assert answer.status == 0, answer.message
    return -answer.fun


@pytest.mark.clause("P11b", refuses=True)
def test_nobody_is_found_by_subtraction_over_all_tables():
    """Four quarters of all nine characteristics: no number, and nothing that is left of one, is known to be one to four."""
    asked = small = 0
    for quarter in range(4):
        counts = _generated(quarter)
        for protected, group, measure, own, most in _most(published(counts)):
            of_group = counts[protected][group]
            true = of_group[measure] if own else of_group[PART_OF[measure]] - of_group[measure]
            asked += 1
            small += 0 < true < 5
            if 0 < true < 5:
                assert floor(most + 1e-6) >= 5, (quarter, protected, group, measure, own, true)
    assert asked > 1_000
    assert small > 100


@pytest.mark.clause("P11b", refuses=True)
def test_no_difference_of_two_published_numbers_is_a_few():
    numbers = {
        number
        for quarter in range(12)
        for figure in published(_generated(quarter))
        for number in (figure.number, figure.of)
        if number is not None
    }
    assert len(numbers) > 20
    assert all((one - other) % 5 == 0 for one in numbers for other in numbers)


def test_the_attack_finds_what_is_not_hidden(monkeypatch):
    """Without a second group hidden, the two are found: the attack is one."""
    monkeypatch.setattr("monitoring.equality.disclosure._safe", lambda hidden: True)
    counts = {
        RACE: {
            group: dict.fromkeys(Measure, 0) | {Measure.CUSTOMERS: number} for group, number in (("A", 1000), ("B", 2))
        }
    }
    found = {group: most for _, group, measure, own, most in _most(published(counts)) if own and measure == "CUSTOMERS"}
    assert found["B"] < 5
