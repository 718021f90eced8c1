"""Debian's Chromium, driven by Playwright, on a copy of the service of its own: its database, its server."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from desk import demo
from tests.scenarios import Cast, set_the_scene

from .people import Office

# The pages are the same on both databases: their rules are asked on the one that is quicker to copy.
collect_ignore = [] if connection.vendor == "sqlite" else ["test_accessibility.py"]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop in the thread of the test


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's own browser, with nothing that calls home; without its sandbox, which root cannot have."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    switches = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", *quiet]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": switches}


@dataclass
class Scene:
    """A cast that the test leads through a case, and one browser."""

    cast: Cast
    context: BrowserContext

    def seen_by(self, role: str) -> Page:
        """A page in which that colleague is signed in; a stranger is not."""
        if role != "stranger":
            client = Client()
            client.force_login(self.cast.people[role])
            session = client.cookies["sessionid"].value
            self.context.add_cookies([{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}])
        return self.context.new_page()


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


def sql(statement: str, *names: str) -> None:
    """Tells the server of PostgreSQL, outside of any database, about these databases."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement.format(*map(connection.ops.quote_name, names)))


@pytest.fixture(scope="session")
def migrated(django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """A database with every migration applied. It is only copied, so nobody ever has to make its reference data anew."""
    with django_db_blocker.unblock():
        on_file = connection.vendor == "sqlite"
        name = str(tmp_path_factory.mktemp("browser") / "db") if on_file else f"browser_{uuid.uuid4().hex}"
        if not on_file:
            sql("CREATE DATABASE {}", name)
        with connected_to(name):
            call_command("migrate", verbosity=0)
            if on_file:  # all of it into the one file
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA journal_mode=DELETE")
    yield name
    if not on_file:
        with django_db_blocker.unblock():
            sql("DROP DATABASE {}", name)


@pytest.fixture
def own_database(migrated, django_db_blocker) -> Iterator[None]:
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


@pytest.fixture
def server(own_database) -> Iterator[str]:
    """The address of the service."""
    running = LiveServer("localhost")
    yield running.url
    running.stop()


@pytest.fixture
def colleagues_and_customers(own_database) -> None:
    """The demo's colleagues, and the customers of a contacts export."""
    demo.add_colleagues()
    with pytest.raises(CommandError):  # the export has lines that are refused, as real ones have
        call_command("import_customers", "tests/data/cx_contacts.csv", keep_going=True, stdout=StringIO())


@pytest.fixture
def width() -> int:
    """How wide the browser's window is; a test that cares says so by a parameter of this name."""
    return 1280


@pytest.fixture
def office(server, colleagues_and_customers, browser: Browser, width: int) -> Iterator[Office]:
    """Everybody at a browser of their own."""
    made = Office(server, browser, width)
    yield made
    made.close()


@pytest.fixture
def scene(server, browser: Browser) -> Iterator[Scene]:
    """The small cast of the other tests, with nothing reported yet, and a browser in which any of them is signed in."""
    made = Scene(set_the_scene(timezone.localdate()), browser.new_context(base_url=server, locale="en-GB"))
    yield made
    made.context.close()
