"""Debian's Chromium, driven by Playwright, on a copy of the service of its own: its database, its server."""

import os
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partialmethod
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import got_request_exception, request_finished, request_started
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.conftest import arrive
from tests.scenarios import Cast
from tools import demo

from .people import Office

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop in the thread of the test


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's own browser, with nothing that calls home; without its sandbox, which root cannot have."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    switches = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", *quiet]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": switches}


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """Every page that it opens shows the moment of the suite. Timers run."""
    new_context = browser.new_context

    def at_that_moment(**asked: Any) -> BrowserContext:
        context = new_context(**asked)
        context.clock.set_fixed_time(timezone.now())
        return context

    browser.new_context = at_that_moment
    return browser


@dataclass
class Scene:
    """A cast that the test leads through a case, and one browser."""

    cast: Cast
    context: BrowserContext

    def seen_by(self, role: str) -> Page:
        """A page in which that colleague is signed in; a stranger is not."""
        if role != "stranger":
            self.sign_in(role)
        return self.context.new_page()

    def sign_in(self, role: str) -> None:
        client = Client()
        client.force_login(self.cast.people[role])
        session = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}])


class Requests:
    """Counts the requests that are being answered, and keeps the faults that no view caught."""

    def __init__(self) -> None:
        self.now = 0
        self.faults: list[str] = []
        self._changed = threading.Condition()
        request_started.connect(self._starts)
        request_finished.connect(self._ends)
        got_request_exception.connect(self._failed)

    def _starts(self, **_: object) -> None:
        with self._changed:
            self.now += 1

    def _ends(self, **_: object) -> None:
        with self._changed:
            self.now -= 1
            self._changed.notify_all()

    def _failed(self, request: HttpRequest, **_: object) -> None:
        self.faults.append(f"{request.path}\n{traceback.format_exc()}")

    def wait_for_the_last(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: not self.now, timeout=60), "a request is still being answered"

    def assert_over(self) -> None:
        """The last request was answered, and none with a fault."""
        self.wait_for_the_last()
        assert self.faults == [], "\n".join(self.faults)


@pytest.fixture
def server(own_database, monkeypatch) -> Iterator[str]:
    """The address of the service. It looks every 20 ms whether it is to stop, not every 500.

    It ends with its last request: one that the browser no longer waits for would go on in the next test's settings.
    """
    monkeypatch.setattr(ThreadedWSGIServer, "serve_forever", partialmethod(ThreadedWSGIServer.serve_forever, 0.02))
    requests = Requests()
    running = LiveServer("localhost")
    yield running.url
    running.stop()
    requests.assert_over()


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
def scene(server, scenes, browser: Browser) -> Iterator[Scene]:
    """The small cast of the other tests, with nothing reported yet, and a browser in which any of them is signed in."""
    made = Scene(arrive(timezone.localdate(), scenes), browser.new_context(base_url=server, locale="en-GB"))
    yield made
    made.context.close()
