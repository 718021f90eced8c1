"""The words that customers and properties are found by."""

import pytest
from django.db import connection

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.customers.spelling import door
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.look_up import change, home_of


def test_saving_writes_every_name_under_which_somebody_is_looked_for(cast):
    change("D900001", forenames="Yıldız", surname="O’Connor", known_as="Əli")
    scenarios.second_file(cast, surname="Cœur")
    scenarios.merged(cast)

    found = Customer.objects.get(reference="D900001").search_text
    assert {"yildiz", "coeur", "oconnor", "connor", "ali"} <= set(found.split())


def test_saving_writes_the_door(cast):
    home = home_of(cast)
    home.address, home.postcode = "Flat O, 12 St John's Road, Ħamrun", "tq99 1aa"
    records.save(home, by=None, why="")

    assert Asset.objects.get(pk=home.pk).door == "flat o 12 st johns road hamrun, tq991aa"


def test_an_address_without_a_letter_has_no_door():
    assert door("–", "TQ99 1AA") == ""


def test_words_of_an_address_are_found_in_short_and_in_full(cast):
    home = home_of(cast)
    for stands, typed in [
        ("45 Avocet Road, Exampleton", "45 avocet rd"),
        ("45 Avocet Rd, Exampleton", "avocet road"),
        ("31 Teal Gardens", "31 teal gdns"),
        ("2 Dunlin Ct", "dunlin court"),
        ("Flat 4, Heron Hse", "flat 4 heron house"),
        ("9 St Mary's Close", "saint marys cl"),
        ("9 Saint Mary's St", "st marys street"),
    ]:
        home.address = stands
        records.save(home, by=None, why="")
        assert home in Asset.objects.matching(typed)


def test_another_kind_of_street_is_not_found(cast):
    home = home_of(cast)
    home.address = "45 Avocet Rd, Strandbury"
    records.save(home, by=None, why="")
    for typed in ["avocet street", "avocet rdx", "road rd rd street"]:
        assert home not in Asset.objects.matching(typed)


@pytest.mark.postgres
def test_new_words_stand_in_the_index_at_once(db):
    """Else each search after an import reads a list of the new rows, until the next vacuum."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname LIKE 'customers_%_words' AND relkind = 'i'")
        assert cursor.fetchall() == [(["fastupdate=off"],)] * 3, "of people, of properties, of people with their homes"
