"""Importing contacts: from rows, or from a file's own bytes."""

from datetime import date

import pytest

from housing_alerts.customers.imports import import_customers
from housing_alerts.importing.reading import Silent
from tests import exports

TODAY = date(2026, 6, 1)


@pytest.fixture
def import_contacts(db, tmp_path):
    """Import rows, or the ``raw`` bytes of a file, as on 1 June 2026."""

    def run(*rows, columns=exports.CONTACTS, raw=None, today=TODAY, **options):
        path = tmp_path / "contacts.csv"
        path.write_bytes(raw if raw is not None else exports.text(list(rows), columns).encode())
        return import_customers(path, today=today, progress=Silent, **options)

    return run
