"""What every test stands on: plain static files, quick passwords, and a small cast with names."""

import gc
import os
import re
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.template import engines
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from jinja2 import FileSystemBytecodeCache

from housing_alerts.customers.models import Customer
from housing_alerts.staff.models import Colleague
from housing_alerts.web.components import _components
from letters.printing import rendering
from monitoring.picture import plots
from tests import clock, paper, settling, snapshot
from tests.deep import DEEP
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
    "outbox",
    "duties",
    "kernel",
    "desk",
    "privacy",
    "monitoring",
}
"""Where the rules are tested. Coverage is of the rules, and it takes time, so it looks at no other test."""
PRINTED = re.compile(r"test_(rendering|composing|letters_say|wording)\w*\.py")
"""What asks how letters are printed and read. It comes by no rule that other tests do not come by."""


def pytest_configure():
    """No test knows which day it is outside."""
    clock.start()


DATABASE = {"db", "transactional_db", "own_database", "race"}
"""The fixtures that every test has which asks a database."""


LONG = {"walks", "years", "browser", "races"}
"""Where a test takes up to a minute: begun last, it would let the other process wait."""
DEEP_ALONE = {"walks", "years"}
"""The folders that only ``--deep`` runs, beside each test that is marked as long."""
ON_POSTGRESQL = re.compile(
    r"/(races/.+|kernel/audit/test_(append_only|chain|database_roles|fail_closed|no_lock\w*|proofs)|kernel/records/\w+"
    r"|look_up/test_look_up(_words)?|customers/test_search_text|disposal/test_disposal_execution|duties/test_duties"
    r"|customers/test_import_customers|carrying_over/test_import_alerts|loading/test_load_contacts)\.py$"
)
"""What PostgreSQL alone can tell: of triggers, rights and locks, of searches, of what deletes, and of constraints and imports."""


def pytest_collection_modifyitems(config, items):
    """What looks at no rule is measured by no coverage; and each database runs the tests that it can tell something by.

    The tests of rules come first, for ``tests/gate.py``.
    """
    rules, others, left_out = [], [], []
    asked: set[tuple[Path, str]] = set()
    for item in items:
        of_a_rule = _folder(item) in RULES
        of_a_rule = of_a_rule and not PRINTED.match(item.path.name)
        if not of_a_rule:
            item.add_marker("no_cover")
        tells = _tells_something(item) and not _is_left_to_deep(item) and not _is_left_to_sqlite(item, asked)
        (left_out if not tells else rules if of_a_rule else others).append(item)
    others.sort(key=lambda item: _folder(item) not in LONG)
    items[:] = [*rules, *others]
    config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish():
    """What is loaded by now stays: to look through it for garbage again and again took a sixth of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def _tells_something(item):
    """Races need PostgreSQL: SQLite lets one process write at a time, so there two never meet.

    On PostgreSQL, what asks no database, the bytes of a page, and what a page answers to whom, would be the same again.
    """
    if connection.vendor != "postgresql":
        return not item.get_closest_marker("postgres")
    browses = item.get_closest_marker("browser") and not DEEP
    asks = bool(DATABASE.intersection(item.fixturenames)) and not item.get_closest_marker("same_on_both")
    return asks and not browses


def _is_left_to_deep(item):
    """What takes long and proves with more roles, values, sizes or steps what is proved already."""
    if os.environ.get("TEST_DAY") and "wednesday" in item.fixturenames:
        return True  # it names its days itself
    return not DEEP and bool(_folder(item) in DEEP_ALONE or item.get_closest_marker("long"))


def _folder(item):
    return item.path.relative_to(item.config.rootpath / "tests").parts[0]


def _is_left_to_sqlite(item, asked):
    """PostgreSQL runs each test that only it can tell of, with its first values: with others it asks the same queries again.

    With ``--deep`` it runs all.
    """
    if connection.vendor != "postgresql" or DEEP or item.get_closest_marker("postgres"):
        return False
    if not ON_POSTGRESQL.search(item.path.as_posix()):
        return True
    test = (item.path, item.originalname)
    again = test in asked
    asked.add(test)
    return again


@pytest.fixture(scope="session", autouse=True)
def _compiled_templates(pytestconfig):
    """A template is compiled in the first process and run that shows it, and read from ``var`` by the others."""
    folder = pytestconfig.rootpath / "var" / "tests" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    for environment in (engines["jinja2"].env, _components()):
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Addresses of static files as they are, without the manifest and the folder that ``collectstatic`` makes."""
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def _checkpoints_of_its_own(settings, tmp_path_factory):
    """The checkpoints of a test are not those of the installation, whose trail they would call broken."""
    settings.AUDIT_CHECKPOINTS = tmp_path_factory.getbasetemp() / "checkpoints" / f"{uuid4()}.jsonl"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Nobody attacks the passwords of a test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def letters_printed() -> dict[str, bytes]:
    """The PDF of each source that was printed in this process."""
    return {}


@pytest.fixture(autouse=True)
def _paper_if_asked(request) -> None:
    """Each test says whether it asks for paper."""
    paper.begin(request.node)


@pytest.fixture(autouse=True)
def printed_once(_paper_if_asked, letters_printed, monkeypatch) -> None:
    """The same source gives the same bytes each time, which the tests of the press prove: so others ask for them once.

    It is put in place by the test's own ``monkeypatch``, so that it goes after what the test put in its place. A test
    that asks nothing of paper gets none.
    """
    if not paper.is_asked():
        monkeypatch.setattr(rendering, "printed", paper.stand_in)
        return
    print_it = rendering.printed

    def printed(source: str) -> bytes:
        if source not in letters_printed:
            letters_printed[source] = print_it(source)
        return letters_printed[source]

    monkeypatch.setattr(rendering, "printed", printed)


@pytest.fixture(autouse=True)
def _plots_if_looked_at(request, monkeypatch) -> None:
    """Outside of the tests of plots and the browser, the numbers of a plot stand for its drawing, which takes seconds."""
    if not {"picture", "browser"}.intersection(request.node.path.parts):
        monkeypatch.setattr(plots, "svg", lambda figure, font="": f"<svg>{escape(repr(figure))}</svg>")


@pytest.fixture(autouse=True)
def _nobody_tried_to_sign_in():
    """Who failed to sign in too often has to wait: the tries of one test do not count in the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _duties_when_they_are_read(request, monkeypatch):
    """Settle the duties of a test that reads none never, and of most others once."""
    settling.when_read(request.node, monkeypatch)


Scenes = dict[tuple[date, bool], snapshot.Rows]


@pytest.fixture(scope="session")
def scenes() -> Scenes:
    """The rows of each day's cast, with their proofs and without, so that they are walked to once."""
    return {}


@pytest.fixture
def cast(db, scenes) -> Iterator[Cast]:
    """The colleagues of every role, and a few customers at home. The cases of a test start from here."""
    found = arrive(timezone.localdate(), scenes)
    snapshot.start_here()
    yield found
    snapshot.forget_start()


def arrive(today: date, scenes: Scenes) -> Cast:
    """The cast of that day, by its rows where it came before."""
    scene = (today, settling.proves())
    if scene not in scenes:
        if Customer.objects.exists():  # what is kept is added to nothing
            return set_the_scene(today)
        scenes[scene] = snapshot.added_by(lambda: set_the_scene(today))
    else:
        try:
            with transaction.atomic():
                snapshot.put(scenes[scene])
        except IntegrityError:  # a row of the test's own has the key of a kept one
            return set_the_scene(today)
    return everybody(today)


def everybody(today: date) -> Cast:
    """The colleagues and the customers that are there."""
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
    """Today is Wednesday 10 June 2026, half past ten in London, whatever day the suite runs on: the test names its days."""
    with time_machine.travel("2026-06-10 09:30+00:00", tick=False) as found:
        yield found


@pytest.fixture
def queries_of():
    """How many queries a page costs that was opened before: ``queries_of(client, "/")``."""

    def count(client, url: str) -> int:
        client.get(url)
        settling.settled()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return sum("pg_advisory" not in query["sql"] for query in queries)  # SQLite takes its turn without asking

    return count
