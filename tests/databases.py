"""A database of its own for a test that commits, or that bends what no other test may see bent."""

import fcntl
import hashlib
import os
import re
import shutil
import sqlite3
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.utils import timezone

from tests.architecture.source import PACKAGES, ROOT

OURS = "housing_alerts.settings"
KEPT = ROOT / "var" / "tests"
OF_THE_RUN = f"migrated_{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Every connection made meanwhile, by whatever thread, is to the database of that name."""
    before = connections["default"]  # kept as it is: where it is in memory, it is the database
    settings, was = before.settings_dict, before.settings_dict["NAME"]
    del connections["default"]
    settings["NAME"] = name
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = was
        connections["default"] = before


@contextmanager
def signed_in_as(role: str) -> Iterator[None]:
    """What is done meanwhile is done by that role of PostgreSQL."""
    settings = connection.settings_dict
    was = settings["USER"]
    connection.close()
    settings["USER"] = role
    try:
        yield
    finally:
        connection.close()
        settings["USER"] = was


def url() -> str:
    """The ``DATABASE_URL`` of the database that we are connected to, for a process of its own."""
    named = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{named}"
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    return f"{re.sub('(?<=://)[^:@]+', connection.settings_dict['USER'], server)}/{named}"


def sql(statement: str, *names: str) -> None:
    """Tells the server of PostgreSQL, outside of any database, about these databases."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement.format(*map(connection.ops.quote_name, names)))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, migrated, django_db_blocker
) -> Iterator[None]:
    """The test database, and beside it a copy as the migrations left it: no test has asked it anything yet.

    It is made whichever tests were chosen. pytest-django's own fixture, in whose place this is, makes none unless one of
    them asks for ``db``; those with a database of their own do not, and need its copy.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            made = _made_on_sqlite()
            _copy_to(Path(migrated))
        else:
            made = _made_on_postgresql()
            sql("CREATE DATABASE {} TEMPLATE {}", migrated, connection.settings_dict["NAME"])
    yield
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            sql("DROP DATABASE {} WITH (FORCE)", migrated)
            with _one_at_a_time():
                sql("DROP DATABASE IF EXISTS {}", OF_THE_RUN)
        teardown_databases(made, verbosity=0)


def _made_on_sqlite() -> list[Any]:
    """Make the test database: by the migrations or, where nothing has changed since a run of today, from its copy in ``var``.

    The migrations take half a minute, so one process takes them, and the others of the run wait for its copy.
    """
    if settings.SETTINGS_MODULE != OURS:
        return setup_databases(verbosity=0, interactive=False, serialized_aliases=())
    kept = KEPT / f"{_fingerprint()}.sqlite3"
    with _one_at_a_time():
        return _copied_from(kept) if kept.exists() else _made_and_kept(kept)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """The other processes of a run wait meanwhile."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _made_on_postgresql() -> list[Any]:
    """Make the test database: one process of a run by the migrations, the others from its copy."""
    with _one_at_a_time():
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [OF_THE_RUN])
            is_there = cursor.fetchone() is not None
        if is_there:
            connection.settings_dict["TEST"]["TEMPLATE"] = OF_THE_RUN
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=())
        connection.close()  # a database that somebody asks is copied to no other
        if not is_there:
            sql("CREATE DATABASE {} TEMPLATE {}", OF_THE_RUN, connection.settings_dict["NAME"])
    return made


def _copied_from(kept: Path) -> list[Any]:
    before = connection.settings_dict["NAME"]
    connection.close()
    name = connection.creation._get_test_db_name()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as copy:
        copy.backup(connection.connection)
    return [(connection, before, True)]


def _made_and_kept(kept: Path) -> list[Any]:
    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=())
    written = kept.with_name(uuid.uuid4().hex)
    _copy_to(written)
    for older in kept.parent.glob("*.sqlite3"):
        older.unlink(missing_ok=True)
    written.replace(kept)
    return made


def _copy_to(path: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)


READ_BY_MIGRATIONS = re.compile(r"/(migrations|kernel|models)/|/(models|apps|settings|protection)\.py$")
"""Our files that the migrations read, and the signals after them."""


def _fingerprint() -> str:
    """Changes with the files that the migrations read, the libraries, the settings and the day."""
    found = hashlib.sha256(
        repr([sys.version, sqlite3.sqlite_version, timezone.localdate(), settings.INSTALLED_APPS]).encode()
    )
    ours = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
    for path in (ROOT / "requirements-dev.txt", *ours):
        if path not in ours or READ_BY_MIGRATIONS.search(path.as_posix()):
            found.update(str(path).encode() + path.read_bytes())
    return found.hexdigest()[:16]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> str:
    """The name of the copy. It is only copied again, so nobody ever has to make its reference data anew."""
    on_file = connection.vendor == "sqlite"
    return str(tmp_path_factory.mktemp("browser") / "db") if on_file else f"browser_{uuid.uuid4().hex}"


@pytest.fixture
def own_database(django_db_setup, migrated, django_db_blocker) -> Iterator[None]:
    """A copy of it for one test alone, thrown away afterwards. No other test sees it, and nothing is flushed."""
    copy = f"{migrated}_{uuid.uuid4().hex[:8]}"
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            shutil.copyfile(migrated, copy)
        else:
            sql("CREATE DATABASE {} TEMPLATE {}", copy, migrated)
        with connected_to(copy):
            yield
        if connection.vendor != "sqlite":
            sql("DROP DATABASE {} WITH (FORCE)", copy)


@pytest.fixture(scope="session", autouse=True)
def _nobody_else_at_the_end(request, django_db_blocker) -> Iterator[None]:
    """A browser's last request may be answered after its test: PostgreSQL drops no database that somebody still asks."""
    if connection.vendor != "postgresql":
        yield
        return
    request.getfixturevalue("django_db_setup")
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")


def prepare() -> None:
    """Make and keep the copy of SQLite's database, so that no test waits for it: ``./dev test`` does so beside its checks."""
    django.setup()
    setup_test_environment()
    _made_on_sqlite()


if __name__ == "__main__":
    prepare()
