"""Make the bench's own databases. It never touches the one in use."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def asked(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Send the queries of the block to that database."""
    before = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = database
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before


@contextmanager
def scratch(name: str, *, keep: bool) -> Iterator[BaseDatabaseWrapper]:
    """Yield a database of that name: on the server in use or, with SQLite, in ``var``. A kept one is migrated.

    :param keep: whether to keep it for the next run.
    """
    in_use = connections[DEFAULT_DB_ALIAS]
    own = copy.deepcopy(in_use.settings_dict)
    on_file = in_use.vendor == "sqlite"
    own["TEST"]["NAME"] = str(settings.BASE_DIR / "var" / f"{name}.sqlite3") if on_file else name
    database = type(in_use)(own, DEFAULT_DB_ALIAS)
    name_in_use = settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"]
    with asked(database):
        database.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keep)
    settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = name_in_use
    try:
        yield database
    finally:
        database.creation.destroy_test_db(name_in_use, verbosity=0, keepdb=keep)
