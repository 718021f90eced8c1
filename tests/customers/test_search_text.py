"""The words that customers and properties are found by, as the migration rebuilds them."""

from importlib import import_module

import pytest
from django.apps import apps

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.customers.spelling import door
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.look_up import change, home_of

migration = import_module("housing_alerts.customers.migrations.0002_search_text")
doors = import_module("housing_alerts.customers.migrations.0010_doors")


def _kept():
    return [dict(model.objects.values_list("reference", "search_text")) for model in (Customer, Asset)]


def test_the_migration_writes_what_saving_writes(cast, monkeypatch):
    change("D900001", forenames="Yıldız", surname="O’Connor", known_as="Əli")
    home = home_of(cast)
    home.address = "Flat O, 12 St John's Road, Ħamrun"
    records.save(home, by=None, why="")
    scenarios.second_file(cast, surname="Cœur")
    scenarios.merged(cast)
    before = _kept()
    assert {"coeur", "oconnor", "connor", "ali"} <= set(before[0]["D900001"].split())
    versions = dict(Customer.objects.values_list("pk", "version"))
    for model in (Customer, Asset):
        model.objects.update(search_text=" folded as it was")
    monkeypatch.setattr(migration, "BATCH", 2)

    migration.rebuild(apps, None)

    assert _kept() == before
    assert dict(Customer.objects.values_list("pk", "version")) == versions


def test_the_migration_writes_the_doors_that_saving_writes(cast, monkeypatch):
    home = home_of(cast)
    home.address, home.postcode = "Flat O, 12 St John's Road, Ħamrun", "tq99 1aa"
    records.save(home, by=None, why="")
    before = dict(Asset.objects.values_list("reference", "door"))
    assert before[home.reference] == "flat o 12 st johns road hamrun, tq991aa"
    Asset.objects.update(door="")
    monkeypatch.setattr(doors, "BATCH", 2)

    doors.fill(apps, None)

    assert dict(Asset.objects.values_list("reference", "door")) == before


def test_an_address_without_a_letter_has_no_door():
    assert door("–", "TQ99 1AA") == ""


@pytest.mark.parametrize(
    ("stands", "typed"),
    [
        ("45 Avocet Road, Exampleton", "45 avocet rd"),
        ("45 Avocet Rd, Exampleton", "avocet road"),
        ("31 Teal Gardens", "31 teal gdns"),
        ("2 Dunlin Ct", "dunlin court"),
        ("Flat 4, Heron Hse", "flat 4 heron house"),
        ("9 St Mary's Close", "saint marys cl"),
        ("9 Saint Mary's St", "st marys street"),
    ],
)
def test_words_of_an_address_are_found_in_short_and_in_full(cast, stands, typed):
    home = home_of(cast)
    home.address = stands
    records.save(home, by=None, why="")
    assert home in Asset.objects.matching(typed)


@pytest.mark.parametrize("typed", ["avocet street", "avocet rdx", "road rd rd street"])
def test_another_kind_of_street_is_not_found(cast, typed):
    home = home_of(cast)
    home.address = "45 Avocet Rd, Strandbury"
    records.save(home, by=None, why="")
    assert home not in Asset.objects.matching(typed)
