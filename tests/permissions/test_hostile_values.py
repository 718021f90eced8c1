"""No value that anybody can send ends in an error of ours: each page answers in words.

Each address is asked as a colleague who may. What it reads of a request is noted while it answers; then each of these
names, and each part of the address, is sent with values that no browser of a colleague sends.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import resolve

from tests.deep import DEEP
from tests.permissions.records import page
from tests.permissions.table import ROLES, TABLE, rows

NUL, HUGE = "\0", "9" * 20
OTHERS = ["-1", "9" * 5_000, "1e999", "NaN", "٣", "0", "%", "'\"><{{7*7}}", "😀", "\u202e\ufffe", " \r\n", "x" * 20_000]
OTHERS += ["../../etc/passwd", "0000-00-00", "[]", "__class__"]
VALUES = [NUL, HUGE, *OTHERS]
ROWS = rows(TABLE)
ORDER = ["lead", "head", "manager", "officer", "admin", "equality", "dpo", "stranger"]
"""Who is asked first whether the page is theirs."""


def _whose(name: str) -> str:
    """Return a role for which the page of that name acts or, where nothing can be sent there, opens."""
    for method, answer in (("POST", "302"), ("POST", "200"), ("GET", "200")):
        found = [role for role in ORDER if ROWS[name, method][role] == answer]
        if found:
            return found[0]
    return next(role for role in ROLES if ROWS[name, "GET"][role] == "302")


@contextmanager
def _noting() -> Iterator[set[str]]:
    """Note each name that a view asks of what was sent to it."""
    names: set[str] = set()

    def noted(method: Callable[..., Any]) -> Callable[..., Any]:
        def ask(self: QueryDict, key: str, *rest: Any) -> Any:
            names.add(key)
            return method(self, key, *rest)

        return ask

    methods = {name: noted(getattr(QueryDict, name)) for name in ("__getitem__", "__contains__", "getlist")}
    with mock.patch.multiple(QueryDict, **methods):
        yield names
    names.discard("csrfmiddlewaretoken")


class Asker:
    """A browser at one page, which is as it was again after each answer."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url
        self.path, _, self.query = url.partition("?")

    def get(self, path: str, **query: str) -> None:
        asked = urlencode(dict(QueryDict(self.query).items()) | query)
        self._answered(lambda: self.client.get(f"{path}?{asked}"), f"GET {path}", query)

    def post(self, sent: dict[str, Any], hostile: dict[str, str]) -> None:
        self._answered(lambda: self.client.post(self.url, sent | hostile), f"POST {self.path}", hostile)

    def _answered(self, ask: Callable[[], Any], what: str, hostile: dict[str, str]) -> None:
        shown = {name: value[:30] for name, value in hostile.items()}
        with transaction.atomic():
            try:
                status = ask().status_code
            except Exception as fault:
                raise AssertionError(f"{what} with {shown}") from fault
            finally:
                transaction.set_rollback(True)
        assert status < 500, f"{what} with {shown}: {status}"


NAMES = list(dict.fromkeys(name for name, _ in ROWS if name != "health_worker"))  # it says 503
ASKED = NAMES if DEEP else NAMES[connection.vendor == "postgresql" :: 2]
"""The pages that this database is asked about: each of the two gets every second one."""


@pytest.mark.long
@pytest.mark.parametrize("name", ASKED)
def test_no_page_fails_whatever_is_sent(cast, name):
    chance = random.Random(name)
    url, sent = page(cast, name)
    role, client = _whose(name), Client()
    if role != "stranger":
        client.force_login(cast.people[role])
    asker = Asker(client, url)

    with _noting() as read:
        asker.get(asker.path)
    with _noting() as taken:
        asker.post({}, {})
    taken |= set(sent)

    for each, value in _some(chance, [(each, value) for each in sorted(read) for value in VALUES], 3):
        asker.get(asker.path, **{each: value})
    for part in resolve(asker.path).kwargs.values():
        for value in _some(chance, VALUES, 1):
            asker.get(asker.path.replace(quote(str(part)), quote(value, safe=""), 1))
    if ROWS[name, "POST"][role] != "405":
        for value in [NUL, HUGE, *(OTHERS if DEEP else [])]:
            asker.post(sent, dict.fromkeys(taken, value))
        asker.post(sent, {each: chance.choice(OTHERS) for each in sorted(taken)})
        for each, value in _some(chance, [(each, value) for each in sorted(taken) for value in VALUES], 1):
            asker.post(sent, {each: value})


def _some(chance: random.Random, values: list[Any], few: int) -> list[Any]:
    """Return a few of the values, always the same ones; with ``--deep`` all."""
    return values if DEEP else chance.sample(values, min(few, len(values)))


@pytest.mark.parametrize(
    "sent", ["/look-up/?q=%00", "/look-up/?%00=1", "/incidents/IN-%00/", "/sign-in/?next=%00", "/%00"]
)
def test_an_address_with_a_null_character_is_not_found(sign_in, sent):
    assert sign_in("lead").get(sent).status_code == 404


def test_a_cookie_with_a_null_character_is_not_found(cast, client):
    client.cookies.load('sessionid="aaaaaaaaaaaa\\000"')
    assert client.get("/look-up/").status_code == 404


def test_a_form_says_what_it_cannot_take(sign_in):
    sent = {"behaviours": [HUGE], "colleagues_affected": ["x"], "account": f"He shouted.{NUL}"}
    said = sign_in("officer").post("/incidents/log/", sent).content.decode()
    assert said.count("Choose one of those that are shown") >= 2
    assert "Null characters are not allowed." in said
