"""What every test stands on: plain static files, quick passwords, and a small cast with names."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague
from tests import snapshot
from tests.scenarios import Cast, set_the_scene

pytest_plugins = ["tests.databases"]
pytest.register_assert_rewrite("tests.page", "tests.step")


RULES = {
    "procedure",
    "alerts",
    "appeals",
    "attachments",
    "letters",
    "customers",
    "staff",
    "kernel",
}
"""Where the rules are tested. Coverage is of the rules, and it takes time, so it looks at no other test."""
PRINTED = re.compile(r"test_(rendering|composing|letters_say|wording)\w*\.py")
"""What asks how letters are printed and read. It comes by no rule that other tests do not come by."""


DATABASE = {"db", "transactional_db", "own_database", "race"}
"""The fixtures that every test has which asks a database."""


PAGE_OF_A_STEP = re.compile(r"test_(incident|investigation|alert|review|appeal|letter)_\w+\.py")
"""The five questions to the page of a step. The steps themselves, and each clause, are asked on both databases."""


def pytest_collection_modifyitems(config, items):
    """What looks at no rule is measured by no coverage; and each database runs the tests that it can tell something by."""
    for item in items:
        if item.path.relative_to(config.rootpath / "tests").parts[0] not in RULES or PRINTED.match(item.path.name):
            item.add_marker("no_cover")
    left_out = [item for item in items if not _tells_something(item)]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def _tells_something(item):
    """Races need PostgreSQL: SQLite lets one process write at a time, so there two never meet.

    On PostgreSQL, what asks no database, the bytes of a page, and what a page answers to whom, would be the same again.
    """
    if connection.vendor != "postgresql":
        return not item.get_closest_marker("postgres")
    if PAGE_OF_A_STEP.fullmatch(item.path.name) and not item.get_closest_marker("clause"):
        return False
    return bool(DATABASE.intersection(item.fixturenames)) and not item.get_closest_marker("same_on_both")


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Addresses of static files as they are, without the manifest and the folder that ``collectstatic`` makes."""
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Nobody attacks the passwords of a test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _nobody_tried_to_sign_in():
    """Who failed to sign in too often has to wait: the tries of one test do not count in the next."""
    cache.clear()


@pytest.fixture(scope="session")
def scenes() -> dict[date, snapshot.Rows]:
    """The rows of each day's cast, so that they are walked to once."""
    return {}


@pytest.fixture
def cast(db, scenes) -> Iterator[Cast]:
    """The colleagues of every role, and a few customers at home. The cases of a test start from here."""
    found = _arrive(timezone.localdate(), scenes)
    snapshot.start_here()
    yield found
    snapshot.forget_start()


def _arrive(today: date, scenes: dict[date, snapshot.Rows]) -> Cast:
    if today not in scenes:
        if Customer.objects.exists():  # what is kept is added to nothing
            return set_the_scene(today)
        scenes[today] = snapshot.added_by(lambda: set_the_scene(today))
    else:
        try:
            with transaction.atomic():
                snapshot.put(scenes[today])
        except IntegrityError:  # a row of the test's own has the key of a kept one
            return set_the_scene(today)
    people = {colleague.username: colleague for colleague in Colleague.objects.all()}
    return Cast(people, {customer.reference: customer for customer in Customer.objects.all()}, today)


@pytest.fixture
def sign_in(client, cast):
    """A browser in which the colleague of that name is signed in: ``sign_in("lead").get("/")``."""

    def signed_in(username: str):
        client.force_login(Colleague.objects.get(username=username))
        return client

    return signed_in


@pytest.fixture
def wednesday():
    """Today is Wednesday 10 June 2026, half past ten in London: no bank holiday is near."""
    with time_machine.travel("2026-06-10 09:30+00:00", tick=False):
        yield


@pytest.fixture
def queries_of():
    """How many queries a page costs that was opened before: ``queries_of(client, "/")``."""

    def count(client, url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return count
