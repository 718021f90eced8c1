"""Importing people whom the housing system has twice, and we have once."""

from datetime import date

import pytest

from alerts.carrying_over.imports import import_alerts
from desk.merging import services
from housing_alerts.customers.models import Customer, Membership, Merge, Pair
from housing_alerts.importing.reading import Silent
from housing_alerts.kernel.records import saving as records
from tests.exports import ALERT, ALERTS, ROSE, text

TWICE = ROSE | {"Contact Reference": "C9", "Forenames": "Rosie", "Known As": "Rose", "Date of Birth": ""}
ELSEWHERE = {"Tenancy Reference": "T9", "Asset Reference": "A9", "Asset Address": "9 Elm Road, Testmouth, Devon"}


@pytest.fixture
def merged(cast, import_contacts):
    """Rose Tenant, who had a second file, and whose Lead made the two one."""
    assert import_contacts(ROSE, TWICE | ELSEWHERE | {"Tenancy End": "31/12/2018"}).kept
    return _merge(cast)


def _merge(cast):
    kept, other = Customer.objects.get(reference="C1"), Customer.objects.get(reference="C9")
    step = {"kept": kept, "version": kept.version, "other": other, "other_version": other.version}
    return services.merge_customers(
        **step, by=cast.lead, on=cast.today, reason="She told us.", sure_of=["HOMES", "FORENAMES"]
    )


def _undo():
    merge = Merge.objects.get()
    lead = merge.created_by
    services.undo_merge(merge=merge, version=merge.version, by=lead, on=merge.on, reason="They are brothers.")


def _places(reference="C1"):
    places = Membership.objects.filter(customer__reference=reference).order_by("tenancy__reference")
    return [(place.tenancy.reference, place.starts, place.ends) for place in places]


def test_the_line_of_a_merged_reference_says_where_the_one_person_lives(import_contacts, merged):
    before = Customer.objects.get(reference="C9")
    report = import_contacts(ROSE | {"Tenancy End": "31/05/2026"}, TWICE | ELSEWHERE | {"Tenancy Start": "01/05/2026"})

    assert report.kept
    noted = "C9 was merged into C1. Taken: where the person lives, and what C1 leaves blank."
    assert noted in [said.sentence for said in report.notes]
    assert _places() == [("T1", date(2017, 1, 16), date(2026, 5, 31)), ("T9", date(2026, 5, 1), None)]
    rose, twice = Customer.objects.get(reference="C1"), Customer.objects.get(reference="C9")
    assert (rose.forenames, rose.born) == ("Rose", date(1988, 5, 7))
    assert (twice.version, twice.merged_into, twice.memberships.count()) == (before.version, rose, 0)


def test_a_place_that_neither_line_has_any_more_ends(import_contacts, merged):
    import_contacts(ROSE, TWICE | ELSEWHERE | {"Tenancy Start": "01/05/2026"})
    import_contacts(ROSE, TWICE)
    assert _places()[1] == ("T9", date(2026, 5, 1), date(2026, 5, 31))
    assert _places()[0] == ("T1", date(2017, 1, 16), None)
    assert import_contacts(ROSE, TWICE).unchanged == 2


def test_two_references_in_one_tenancy_are_one_person_there(import_contacts, merged):
    import_contacts(ROSE | {"Tenancy End": "31/12/2025"}, TWICE | {"Tenancy Start": "01/02/2016"})
    assert _places()[0] == ("T1", date(2016, 2, 1), None)
    again = import_contacts(ROSE | {"Tenancy End": "31/12/2025"}, TWICE | {"Tenancy Start": "01/02/2016"})
    assert (again.created, again.updated) == (0, 0)


def test_where_the_export_has_the_merged_reference_alone_it_says_who_the_person_is(import_contacts, merged):
    import_contacts(TWICE | {"Surname": "Tenant-Smith", "Deceased": "Y"})
    rose = Customer.objects.get(reference="C1")
    assert (rose.full_name, rose.died) == ("Rosie Tenant-Smith", True)
    assert Customer.objects.get(reference="C9").surname == "Tenant-Smith"


def test_what_the_own_line_leaves_blank_the_other_says_and_the_dead_stay_dead(import_contacts, merged):
    here = ROSE | {"Telephone": "", "Email": "", "Deceased": "N", "Known As": ""}
    there = TWICE | ELSEWHERE | {"Telephone": "01632 960077", "Deceased": "Y", "Forenames": "Rosie"}
    for _ in range(2):
        import_contacts(here, there)
        rose = Customer.objects.get(reference="C1")
        assert (rose.forenames, rose.known_as, rose.born) == ("Rose", "Rose", date(1988, 5, 7))
        assert (rose.telephone, rose.died) == ("01632 960077", True)


def test_a_merge_that_the_import_waits_for_counts(cast, import_contacts, monkeypatch):
    import_contacts(ROSE, TWICE | ELSEWHERE | {"Tenancy End": "31/12/2018"})
    take_turn = records.take_turn

    def wait(turn):
        monkeypatch.undo()
        take_turn(turn)
        _merge(cast)

    monkeypatch.setattr(records, "take_turn", wait)
    import_contacts(ROSE, TWICE | ELSEWHERE | {"Tenancy Start": "01/05/2026"})
    assert _places()[1] == ("T9", date(2026, 5, 1), None)
    assert not Membership.objects.filter(customer__reference="C9").exists()


def test_a_refused_line_of_a_merged_reference_ends_nobodys_place(import_contacts, merged):
    torn = TWICE | ELSEWHERE | {"Surname": ""}
    import_contacts(ROSE, TWICE | ELSEWHERE | {"Tenancy Start": "01/05/2026"})
    import_contacts(ROSE, torn, keep_going=True)
    assert _places()[1] == ("T9", date(2026, 5, 1), None)


# A merge that is undone after an import: each file has what its own line said last


def test_each_has_the_home_that_its_own_line_gave(import_contacts, merged):
    import_contacts(ROSE | {"Tenancy Start": "02/02/2017"}, TWICE | ELSEWHERE | {"Tenancy Start": "01/05/2026"})
    _undo()
    assert _places("C1") == [("T1", date(2017, 2, 2), None)]
    assert _places("C9") == [("T9", date(2026, 5, 1), None)]
    assert not Membership.objects.exclude(days_under={}).exists()


def test_an_export_with_the_other_line_alone_ends_nothing_of_the_first(import_contacts, merged):
    silent = [said.sentence for said in import_contacts().notes]
    report = import_contacts(TWICE | ELSEWHERE | {"Tenancy Start": "01/05/2026"})
    assert _places() == [("T1", date(2017, 1, 16), None), ("T9", date(2026, 5, 1), None)]
    assert silent == [report.notes[-1].sentence] and silent[0].startswith(
        "Not in this export, and left where they live"
    )
    _undo()
    assert _places("C1") == [("T1", date(2017, 1, 16), None)]
    assert _places("C9") == [("T9", date(2026, 5, 1), None)]


def test_whom_one_line_no_longer_has_there_and_the_other_has_stays(import_contacts, merged):
    import_contacts(ROSE, TWICE)
    import_contacts(ROSE, TWICE | ELSEWHERE | {"Tenancy Start": "01/05/2026"})
    assert _places() == [("T1", date(2017, 1, 16), None), ("T9", date(2026, 5, 1), None)]
    _undo()
    assert _places("C1") == [("T1", date(2017, 1, 16), None)]
    assert _places("C9") == [("T1", date(2017, 1, 16), date(2026, 4, 30)), ("T9", date(2026, 5, 1), None)]


def test_a_tenancy_that_both_came_to_share_is_one_place_each(import_contacts, merged):
    there = ELSEWHERE | {"Tenancy Start": "01/05/2026"}
    import_contacts(ROSE | there, TWICE | there | {"Tenancy Start": "03/05/2026"})
    assert _places()[1] == ("T9", date(2026, 5, 1), None)
    _undo()
    assert _places("C1")[1] == ("T9", date(2026, 5, 1), None)
    assert _places("C9") == [("T9", date(2026, 5, 3), None)]


def test_each_has_the_name_and_the_facts_that_its_own_line_gave(import_contacts, merged):
    import_contacts(ROSE | {"Telephone": "", "Known As": ""}, TWICE | ELSEWHERE | {"Telephone": "01632 960077"})
    import_contacts(TWICE | ELSEWHERE | {"Deceased": "Y", "Surname": "Tenant-Smith", "Telephone": "01632 960078"})
    rose = Customer.objects.get(reference="C1")
    assert (rose.full_name, rose.telephone, rose.died) == ("Rosie Tenant-Smith", "01632 960078", True)
    _undo()
    rose, twice = Customer.objects.get(reference="C1"), Customer.objects.get(reference="C9")
    assert (rose.full_name, rose.telephone, rose.died, rose.born) == ("Rose Tenant", "", False, date(1988, 5, 7))
    assert (twice.full_name, twice.telephone, twice.died) == ("Rosie Tenant-Smith", "01632 960078", True)
    assert import_contacts(ROSE).kept


def test_what_the_own_line_said_since_stays_after_the_undo(import_contacts, merged):
    import_contacts(TWICE | {"Telephone": "01632 960077"})
    import_contacts(ROSE | {"Telephone": "01632 960055"}, TWICE | {"Telephone": "01632 960077"})
    _undo()
    assert Customer.objects.get(reference="C1").telephone == "01632 960055"


def test_the_same_export_again_changes_neither_the_merge_nor_the_two(import_contacts, merged):
    rows = ROSE | {"Telephone": ""}, TWICE | ELSEWHERE | {"Telephone": "01632 960077"}
    import_contacts(*rows)
    before = [Merge.objects.get().version, *Customer.objects.order_by("pk").values_list("version", flat=True)]
    again = import_contacts(*rows)
    assert (again.created, again.updated) == (0, 0)
    after = [Merge.objects.get().version, *Customer.objects.order_by("pk").values_list("version", flat=True)]
    assert after == before


def test_who_is_new_and_like_somebody_we_know_is_noted(import_contacts):
    import_contacts(ROSE)
    other = ROSE | ELSEWHERE | {"Contact Reference": "C5", "Forenames": "Rosé", "Surname": "Tennant"}
    report = import_contacts(other)
    noted = "C5 may be C1: a name like theirs, and the same date of birth"
    assert any(said.sentence.startswith(noted) for said in report.notes)


def test_two_new_files_of_one_person_in_one_import_are_a_pair_but_not_at_the_first_import(import_contacts):
    twice = ROSE | ELSEWHERE | {"Contact Reference": "C5", "Forenames": "Rosé"}
    import_contacts(ROSE, twice)
    assert not Pair.objects.exists()
    some = [{"Forenames": "Otto", "Surname": "Oak", "Date of Birth": "01/02/1960", "Email": "", "Telephone": ""}] * 2
    new = [ROSE | one | {"Contact Reference": f"C{number}"} for number, one in enumerate(some, 7)]
    report = import_contacts(ROSE, twice, *new)
    assert [str(pair) for pair in Pair.objects.all()] == ["C8 and C7"]
    assert [said.sentence[:15] for said in report.notes if "An Operational Lead compares" in said.sentence] == [
        "C8 may be C7: a"
    ]


def test_who_is_new_and_somebody_else_is_not(import_contacts):
    import_contacts(ROSE)
    for differs in [
        {"Date of Birth": "08/05/1988"},
        {"Forenames": "Sam"},
        {"Date of Birth": "", "Telephone": "", "Email": ""},
    ]:
        report = import_contacts(ROSE | ELSEWHERE | {"Contact Reference": "C5"} | differs, dry_run=True)
        assert report.created == 1
        assert not any("Is it the same person" in said.sentence for said in report.notes)


def test_the_report_finds_the_person_by_the_name_of_the_merged_file(cast, merged, tmp_path):
    path = tmp_path / "alerts.csv"
    path.write_text(text([ALERT | {"Contact Name": "Rosie Tenant"}], ALERTS), newline="")
    day = date(2025, 6, 1)
    report = import_alerts(path, code="VISIT_IN_PAIRS", exported_on=day, today=day, progress=Silent)
    assert (report.created, Customer.objects.get(reference="C1").alerts.count()) == (1, 1)
