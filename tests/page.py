"""A page as a colleague uses it: opened, filled in and sent; what comes back is read as words."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import lxml.html
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from housing_alerts.kernel.audit.models import AuditEvent
from housing_alerts.kernel.records.models import Record
from letters.attempts import TRIED

FORBIDDEN = ("decided not to inform", "third-party information alone")
"""What is said where no letter may be written at all: to try is on record."""


def words(response: HttpResponse) -> str:
    """What the page says, with one space between its words."""
    (main,) = lxml.html.fromstring(response.content.decode()).xpath("//main")
    return " ".join(main.text_content().split())


def day(name: str, value: date) -> dict[str, int]:
    """The three boxes of a date as they are sent."""
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def send(client: Client, url: str, record: Record, **fields: Any) -> HttpResponse:
    """Send the page of a step with the version of ``record`` that it showed."""
    return client.post(url, {"version": record.version} | fields)


def assert_done(client: Client, response: HttpResponse, then: str, message: str) -> None:
    """The step was taken: the browser goes to ``then``, where it says so."""
    assert response.status_code == 302, words(response)
    assert response["Location"] == then
    said = words(client.get(then))
    assert message in said, said


def assert_refused(response: HttpResponse, sentence: str) -> None:
    """The colleague sees the page, and on it why not."""
    assert response.status_code == 403, response.status_code
    assert sentence in words(response), words(response)


def assert_asks(response: HttpResponse, *sentences: str, typed: tuple[str, ...] = ()) -> None:
    """The page comes back with exactly these errors at its top, and with what was typed."""
    assert response.status_code == 200, response.status_code
    page = lxml.html.fromstring(response.content.decode())
    listed = [" ".join(item.text_content().split()) for item in page.cssselect(".govuk-error-summary__list li")]
    assert listed == list(sentences), listed
    kept = [box.value for box in page.cssselect("input, textarea")]
    assert not set(typed) - set(kept), kept


def assert_blocked(response: HttpResponse, sentence: str) -> None:
    """The page opens with its button refused, and says why."""
    assert response.status_code == 200, response.status_code
    page = lxml.html.fromstring(response.content.decode())
    (refused,) = page.cssselect(".app-refused")
    assert sentence in " ".join(refused.text_content().split()), refused.text_content()


def refusals(response: HttpResponse) -> list[str]:
    """What the page shows as refused: the buttons, and why not."""
    page = lxml.html.fromstring(response.content.decode())
    return [" ".join(refused.text_content().split()) for refused in page.cssselect(".app-refused")]


@contextmanager
def nothing_changes(*, attempts: int = 0) -> Iterator[None]:
    """No record is saved, no step is recorded and no file is kept in the block.

    :param attempts: how often it was tried to write a letter that may not be: that alone is recorded.
    """
    before, tried = _kept(), _tried()
    yield
    assert _tried() == tried + attempts
    assert _kept() == before | {"events": before["events"] + attempts}


def _tried() -> int:
    return AuditEvent.objects.filter(action=TRIED).count()


def _kept() -> dict[str, int]:
    """Count the rows of the trail and of each history, by one query."""
    tables = [model._meta.db_table for model in apps.get_models() if model.__name__.startswith("Historical")]
    counted = [f'(SELECT count(*) FROM "{table}")' for table in (AuditEvent._meta.db_table, *tables)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counted)}")
        return dict(zip(["events", *tables], cursor.fetchone(), strict=True))
