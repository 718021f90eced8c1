"""From when a file is due, and what holds it: the one function that decides, asked about plain facts (§13)."""

from datetime import date

import pytest

from privacy.choices import BESIDE, RUNS_FROM, Keeping
from privacy.retention import policies
from privacy.retention.policies import MONTHS, Due, File, fates

TODAY = date(2036, 6, 10)
TEIGN, TEMPLER = 1, 2
OURS = {None: MONTHS, TEIGN: MONTHS, TEMPLER: MONTHS | {Keeping.SANCTION: 36}}


def file(key: int = 1, **facts) -> File:
    return File(("customer", key), f"D90000{key}", **{"organisation": TEIGN, **facts})


def _one(found: File, on: date = TODAY):
    (fate,) = fates([found], OURS, on=on)
    return fate


@pytest.mark.clause("P13a")
def test_the_period_runs_from_the_end_of_the_last_sanction_or_from_the_last_thing_done():
    for facts, expected in [
        ({"ended_on": date(2026, 6, 10)}, Due(Keeping.SANCTION, date(2026, 6, 10), date(2028, 6, 10))),
        (
            {"ended_on": date(2026, 6, 10), "violent": True},
            Due(Keeping.AFTER_VIOLENCE, date(2026, 6, 10), date(2032, 6, 10)),
        ),
        ({"last_on": date(2026, 6, 10)}, Due(Keeping.NO_SANCTION, date(2026, 6, 10), date(2027, 6, 10))),
        (
            {"last_on": date(2026, 6, 10), "violent": True},
            Due(Keeping.NO_SANCTION, date(2026, 6, 10), date(2027, 6, 10)),
        ),
        (
            {"ended_on": date(2026, 6, 10), "organisation": TEMPLER},
            Due(Keeping.SANCTION, date(2026, 6, 10), date(2029, 6, 10)),
        ),
        ({"ended_on": date(2024, 2, 29)}, Due(Keeping.SANCTION, date(2024, 2, 29), date(2026, 2, 28))),
    ]:
        assert _one(file(**facts)).due == expected


@pytest.mark.clause("P13a")
def test_what_was_done_after_the_sanction_has_its_own_period_and_the_later_day_counts():
    for last_on, keeping, due_on in [
        (date(2027, 6, 10), Keeping.SANCTION, date(2028, 6, 10)),
        (date(2027, 6, 11), Keeping.NO_SANCTION, date(2028, 6, 11)),
    ]:
        found = _one(file(ended_on=date(2026, 6, 10), last_on=last_on)).due

        assert (found.keeping, found.on) == (keeping, due_on)


@pytest.mark.clause("P13a")
def test_a_file_goes_on_the_day_its_period_is_over_and_not_the_day_before():
    ended = file(ended_on=date(2026, 6, 10))

    assert not _one(ended, date(2028, 6, 9)).goes
    assert _one(ended, date(2028, 6, 10)).goes


@pytest.mark.clause("P13a", refuses=True)
def test_nothing_is_due_while_a_sanction_is_in_force():
    fate = _one(file(in_force="CM-2026-00001", ended_on=date(2026, 6, 10), last_on=date(2026, 6, 10)))

    assert (fate.due, fate.passed, fate.goes) == (None, False, False)


@pytest.mark.clause("P13a", refuses=True)
def test_what_holds_a_file_keeps_it_and_says_so():
    fate = _one(file(ended_on=date(2026, 6, 10), holds=("Legal hold LH-2026-00001 is in force.",)))

    assert fate.passed
    assert not fate.goes
    assert fate.held_by == ("Legal hold LH-2026-00001 is in force.",)


def test_a_file_of_which_nothing_has_ended_has_no_day():
    assert _one(file()).due is None


# Files that share an incident


def _shared(*pairs: tuple[int, int], **facts):
    """Files 1 to 3, due since 2028 but for what is said, which share an incident in these pairs."""
    beside = {key: {} for key in (1, 2, 3)}
    for one, other in pairs:
        beside[one]["customer", other] = beside[other]["customer", one] = f"IN-2026-0000{one}"
    return [
        file(key, shared=beside[key], **{"ended_on": date(2026, 6, 10), **facts.get(f"of_{key}", {})})
        for key in (1, 2, 3)
    ]


def _kept(files) -> dict[str, tuple[str, ...]]:
    return {each.file.reference: each.held_by for each in fates(files, OURS, on=TODAY) if not each.goes}


@pytest.mark.clause("P13a", refuses=True)
def test_a_file_that_shares_an_incident_with_one_that_stays_stays_with_it():
    for why in [
        {"holds": ("Appeal AP-2026-00001 is open.",)},
        {"ended_on": date(2036, 1, 1)},
        {"in_force": "CM-2026-00001"},
    ]:
        kept = _kept(_shared((1, 2), of_2=why))

        assert kept["D900001"] == ("Incident IN-2026-00001 is also in the file of D900002, which is kept.",)
        assert kept["D900002"] == why.get("holds", ())
        assert "D900003" not in kept


@pytest.mark.clause("P13a", refuses=True)
def test_so_does_one_that_shares_with_that_one():
    kept = _kept(_shared((1, 2), (2, 3), of_3={"in_force": "CM-2026-00001"}))

    assert kept["D900001"] == ("Incident IN-2026-00001 is also in the file of D900002, which is kept.",)
    assert kept["D900002"] == ("Incident IN-2026-00002 is also in the file of D900003, which is kept.",)


@pytest.mark.clause("P13a")
def test_files_that_share_an_incident_go_together_once_nothing_keeps_any():
    assert _kept(_shared((1, 2), (2, 3))) == {}


# The periods


@pytest.mark.clause("P13a")
def test_the_products_periods_are_those_that_were_written_down():
    assert [MONTHS[each] for each in Keeping] == [24, 72, 12, 3, 12, 12, 24, 24, 24, 12, 72, 12]
    assert RUNS_FROM.keys() == set(Keeping) == MONTHS.keys()
    assert set(BESIDE) == set(Keeping) - {Keeping.SANCTION, Keeping.AFTER_VIOLENCE, Keeping.NO_SANCTION}


@pytest.mark.clause("P13a")
def test_where_no_landlord_is_known_the_longest_period_counts():
    longest = policies.longest([MONTHS, MONTHS | {Keeping.MAIL: 6, Keeping.SANCTION: 36}])

    assert (longest[Keeping.MAIL], longest[Keeping.SANCTION]) == (12, 36)
    assert policies.longest([]) == MONTHS


def test_the_last_day_that_is_due_lies_as_many_months_back():
    assert policies.last_day_due(Keeping.BEGUN, MONTHS, on=date(2026, 6, 10)) == date(2026, 3, 10)


@pytest.mark.clause("P13a", refuses=True)
def test_nothing_is_kept_for_good_or_not_at_all():
    for months in [MONTHS | {Keeping.MAIL: 0}, MONTHS | {Keeping.MAIL: 121}, {}]:
        assert str(policies.why_periods_refused(months)) == (
            "Say for each thing for how many months it is kept: from 1 to 120."
        )


def test_a_month_and_ten_years_are_periods():
    for months in [1, 120]:
        assert policies.why_periods_refused(MONTHS | {Keeping.MAIL: months}) is None


@pytest.mark.clause("P13a", refuses=True)
def test_a_hold_keeps_what_may_be_its_persons():
    for holds, said in [
        ([], ""),
        (["LH-2026-00001"], "Legal hold LH-2026-00001 is in force, and nobody can say whose each of these is."),
        (["LH-1", "LH-2"], "2 legal holds are in force, and nobody can say whose each of these is."),
    ]:
        assert policies.kept_by_holds(holds) == said
