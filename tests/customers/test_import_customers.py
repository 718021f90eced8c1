"""The contacts export: what it brings, and what it never touches."""

from datetime import date

import pytest

from housing_alerts.customers.choices import Format, MembershipKind
from housing_alerts.customers.models import Asset, Customer, Membership, Tenancy
from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import ServiceArea
from tests import exports
from tests.customers.conftest import TODAY
from tests.exports import ROSE, SAM


def sentences(report):
    return [str(said) for said in report.refused]


def customer(reference="C1"):
    return Customer.objects.get(reference=reference)


def living_in(reference="C1", *, on=TODAY):
    home = customer(reference).home(on=on)
    return home.reference if home else None


@pytest.mark.clause("P1")
def test_each_customer_stands_under_their_own_organisation(import_contacts):
    import_contacts(ROSE, SAM | {"Company": "templer homebuild "})

    assert customer("C1").organisation.name == "Teign Housing"
    assert customer("C2").organisation.name == "Templer HomeBuild"


@pytest.mark.clause("P1", refuses=True)
def test_a_misspelt_organisation_is_refused_with_a_suggestion(import_contacts):
    report = import_contacts(ROSE, SAM | {"Company": "Templar HomeBuild"}, keep_going=True)

    assert sentences(report) == ["Line 3: Company “Templar HomeBuild” is not known. Did you mean Templer HomeBuild?"]
    report = import_contacts(ROSE | {"Company": "Acme"})
    assert sentences(report) == ["Line 2: Company “Acme” is not known. It must be Teign Housing or Templer HomeBuild."]
    assert not Customer.objects.filter(reference="C2").exists()


def test_a_person_their_home_and_their_place_in_the_tenancy(import_contacts):
    report = import_contacts(ROSE)

    rose = customer()
    assert (rose.full_name, rose.born, rose.telephone) == ("Rose Tenant", date(1988, 5, 7), "07700 900575")
    membership = rose.membership(on=TODAY)
    assert (membership.kind, membership.starts, membership.ends) == ("TENANT", date(2017, 1, 16), None)
    assert membership.tenancy.group_name == "Tenant household"
    assert membership.tenancy.asset.full_address == "1 Acorn Close, Testmouth, Devon, TQ99 8GT"
    assert (report.created, report.updated, report.unchanged, report.kept) == (1, 0, 0, True)


def test_a_household_shares_its_tenancy_and_home(import_contacts):
    import_contacts(ROSE, SAM | {"Date of Birth": "01/02/2015"})

    assert (Asset.objects.count(), Tenancy.objects.count()) == (1, 1)
    assert customer("C2").membership(on=TODAY).kind == MembershipKind.HOUSEHOLD  # a child


def test_a_blank_cell_brings_nobody_back_to_life_but_a_no_does(import_contacts):
    import_contacts(ROSE | {"Deceased": "Y"}, SAM | {"Deceased": "03/04/2026"})
    assert (customer("C1").died, customer("C2").died) == (True, True)
    import_contacts(ROSE)
    assert customer().died
    import_contacts(ROSE | {"Deceased": "N"})
    assert not customer().died


def test_an_unknown_service_area_is_refused(import_contacts):
    """A misspelt one would have neither a Lead nor a Head, and its customers would be closed to everybody."""
    before = set(ServiceArea.objects.values_list("name", flat=True))
    report = import_contacts(ROSE | {"Service Area": "Houzing"}, SAM | {"Service Area": "Estates"}, keep_going=True)

    assert [str(said) for said in report.refused] == [
        "Line 2: Service Area “Houzing” is not known. Did you mean Housing? If it is new, say so by --new-area “Houzing”.",
        "Line 3: Service Area “Estates” is not known. If it is new, say so by --new-area “Estates”.",
    ]
    assert set(ServiceArea.objects.values_list("name", flat=True)) == before
    assert not Customer.objects.exists()


def test_a_service_area_that_is_said_to_be_new_is_added_and_reported(import_contacts):
    new = ["Estates", "Not in the file"]
    report = import_contacts(ROSE | {"Service Area": "estates"}, SAM | {"Service Area": "HOUSING"}, new_areas=new)

    assert [str(note) for note in report.notes] == [
        "Line 2: New service area: Estates. Give it an Operational Lead and a Head of Service."
    ]
    assert (customer().service_area.name, ServiceArea.objects.filter(name="Not in the file").exists()) == (
        "Estates",
        False,
    )
    assert AuditEvent.objects.filter(action="add service area", reference="Estates").exists()


def test_what_cannot_be_right_is_left_out_or_asked_about_and_reported(import_contacts):
    report = import_contacts(ROSE | {"Email": "none at all", "UPRN": "1.0093E+10", "Preferred Format": "Morse"})
    assert (customer().email, customer().format, Asset.objects.get().uprn) == ("", "", "")
    assert [str(note) for note in report.notes] == [
        "Line 2: Email is “none at all”, which is no e-mail address. It was left out.",
        "Line 2: UPRN is “1.0093E+10”, which is no UPRN. It was left out.",
        "Line 2: Preferred Format “Morse” is not known. Set it on the customer's page.",
    ]
    garage = {"Tenancy Reference": "T2", "Asset Reference": "A2", "Asset Address": "Garage 4"}
    dated = SAM | {"Date of Birth": "1/2/1990 00:00:00"}
    report = import_contacts(ROSE | {"Asset Address": "N/A"}, dated, ROSE | garage, ROSE | {"Contact Reference": "C9"})
    homes = {membership.tenancy.asset.reference for membership in customer().memberships.all()}
    assert (homes, customer("C2").born) == ({"A1", "A2"}, date(1990, 2, 1))
    assert [str(note) for note in report.notes][:2] == [
        "Line 2: Asset Address is empty. Taken: 1 Acorn Close, Testmouth, Devon.",
        "Line 5: C9 has the name and the date of birth of C1 on line 2. Is it the same person?",
    ]


def test_the_same_file_again_changes_nothing_and_leaves_no_history(import_contacts):
    import_contacts(ROSE, SAM)
    before = [model.history.count() for model in (Customer, Asset, Tenancy, Membership)], AuditEvent.objects.count()

    report = import_contacts(ROSE, SAM)

    after = [model.history.count() for model in (Customer, Asset, Tenancy, Membership)], AuditEvent.objects.count()
    assert (report.created, report.updated, report.unchanged) == (0, 0, 2)
    assert before == after


def test_names_and_details_are_updated_by_reference_and_leave_their_history(import_contacts):
    import_contacts(ROSE | {"Postcode": "tq998gt", "Forenames": '  Siân  "Molly"  '})
    assert (customer().forenames, Asset.objects.get().postcode) == ('Siân "Molly"', "TQ99 8GT")
    report = import_contacts(ROSE | {"Surname": "Newname", "Telephone": "", "Forenames": 'Siân "Molly"'})

    rose = customer()
    assert (rose.surname, rose.telephone, rose.version) == ("Newname", "", 2)
    assert rose.history.first().history_change_reason == "Imported from contacts.csv, line 2"
    assert (report.created, report.updated) == (0, 1)
    assert AuditEvent.objects.filter(action="import customer", reference="C1").count() == 2


def test_a_column_that_the_file_does_not_have_is_left_as_it_is(import_contacts):
    import_contacts(ROSE)
    columns = [name for name in exports.CONTACTS if name not in ("Telephone", "Date of Birth", "Deceased")]
    report = import_contacts({name: ROSE.get(name, "") for name in columns}, columns=columns)
    assert (customer().telephone, report.unchanged) == ("07700 900575", 1)


def test_what_was_decided_here_is_never_touched(import_contacts):
    import_contacts(ROSE | {"Preferred Format": "Easy read"})
    rose = customer()
    assert rose.format == Format.EASY_READ
    rose.never_write = rose.never_message = rose.restricted = True
    rose.format = Format.BRAILLE
    records.save(rose, by=None, why="Decided here")

    import_contacts(ROSE | {"Preferred Format": "Large print", "Telephone": "07700 900001"})

    rose = customer()
    assert (rose.never_write, rose.never_message, rose.restricted) == (True, True, True)
    assert (rose.format, rose.telephone) == (Format.BRAILLE, "07700 900001")


def test_who_moved_no_longer_lives_where_they_lived(import_contacts):
    import_contacts(ROSE, SAM)
    moved = {
        "Tenancy Reference": "T2",
        "Tenancy Start": "01/05/2026",
        "Asset Reference": "A2",
        "Asset Address": "2 Oak Rise",
    }

    report = import_contacts(ROSE | moved, SAM)

    assert (living_in("C1"), living_in("C2")) == ("A2", "A1")
    earlier = customer().memberships.get(tenancy__reference="T1")
    assert earlier.ends == date(2026, 4, 30)  # the day before the new tenancy
    assert "Rose Tenant (C1) no longer lives at 1 Acorn Close, Testmouth, Devon, TQ99 8GT: last day 30/04/2026." in [
        str(note) for note in report.notes
    ]
    assert AuditEvent.objects.filter(action="end membership", reference="C1").exists()


def test_who_moves_next_month_still_lives_where_they_live(import_contacts):
    import_contacts(ROSE)
    moving = {
        "Tenancy Reference": "T2",
        "Tenancy Start": "01/07/2026",
        "Asset Reference": "A2",
        "Asset Address": "2 Oak Rise",
    }
    import_contacts(ROSE | moving)

    assert living_in(on=date(2026, 6, 30)) == "A1"
    assert living_in(on=date(2026, 7, 1)) == "A2"


def test_who_left_the_household_no_longer_lives_there(import_contacts):
    import_contacts(ROSE, SAM)
    import_contacts(ROSE, SAM | {"Date of Birth": "31/02/1980"}, keep_going=True)
    assert living_in("C2") == "A1", "a refused line ends nobody"
    import_contacts(ROSE)

    assert (living_in("C1"), living_in("C2")) == ("A1", None)
    assert customer("C2").memberships.get().ends == date(2026, 5, 31)  # yesterday
    import_contacts(ROSE, SAM)
    assert living_in("C2") == "A1"


def test_the_next_occupier_ends_the_tenancy_before(import_contacts):
    import_contacts(ROSE)
    import_contacts(SAM | {"Tenancy Reference": "T7", "Tenancy Start": "20/05/2026"})

    assert (living_in("C1"), living_in("C2")) == (None, "A1")
    assert customer("C1").memberships.get().ends == date(2026, 5, 19)


def test_an_ended_tenancy_has_its_last_day(import_contacts):
    import_contacts(ROSE)
    import_contacts(ROSE | {"Tenancy End": "01/05/2026"})

    assert Tenancy.objects.get().ends == date(2026, 5, 1)
    assert (living_in(on=date(2026, 5, 1)), living_in()) == ("A1", None)


def test_a_tenancy_goes_on_while_one_of_its_people_stays(import_contacts):
    import_contacts(ROSE | {"Tenancy End": "01/05/2026"}, SAM)

    assert Tenancy.objects.get().ends is None
    assert (living_in("C1"), living_in("C2")) == (None, "A1")


def test_who_moved_in_and_out_within_days_has_no_last_day_before_the_first(import_contacts):
    import_contacts(ROSE, SAM | {"Tenancy Start": "01/06/2026"})
    import_contacts(ROSE)
    assert customer("C2").memberships.get().ends == date(2026, 6, 1)


def test_what_an_export_is_silent_about_stays_and_is_counted(import_contacts):
    import_contacts(ROSE)
    elsewhere = {"Tenancy Reference": "T2", "Asset Reference": "A2", "Asset Address": "2 Oak Rise"}
    report = import_contacts(SAM | elsewhere)

    assert living_in("C1") == "A1"
    assert [str(note) for note in report.notes] == ["Not in this export, and left where they live: 1 person."]


@pytest.mark.clause("P11a")
def test_a_former_name_finds_the_person_and_the_present_one_is_shown(import_contacts):
    import_contacts(exports.ROSE)
    import_contacts(exports.ROSE | {"Surname": "Penrose"})
    import_contacts(exports.ROSE | {"Surname": "Penrose"})
    rose = Customer.objects.get(reference="C1")
    assert (rose.full_name, rose.former_names) == ("Rose Penrose", "Rose Tenant")
    for name in ("Rose Tenant", "Penrose"):
        assert list(Customer.objects.matching(name)) == [rose]
    import_contacts(exports.ROSE)
    assert Customer.objects.get(reference="C1").former_names == "Rose Tenant\nRose Penrose"
