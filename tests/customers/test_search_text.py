"""The words that customers and properties are found by, as the migration rebuilds them."""

from importlib import import_module

from django.apps import apps

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.look_up import change, home_of

migration = import_module("housing_alerts.customers.migrations.0002_search_text")


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
