"""The questions that the page of every step answers, asked as a colleague would: opened, filled in and sent."""

from typing import Any

import lxml.html
from django.http import HttpResponse
from django.test import Client

from housing_alerts.kernel.records.models import Record
from tests.page import assert_blocked, assert_refused, nothing_changes, send


def shown(response: HttpResponse) -> dict[str, list[str]]:
    """What the form of the page holds as it stands, as a browser would send it."""
    (form,) = lxml.html.fromstring(response.content.decode()).xpath("//main//form[@method='post']")
    held: dict[str, list[str]] = {}
    for name, value in form.form_values():
        held.setdefault(name, []).append(value)
    return held


def chosen(response: HttpResponse, name: str) -> list[str]:
    """Which of the choices of that name are marked, wherever they stand on the page."""
    page = lxml.html.fromstring(response.content.decode())
    return [box.get("value") for box in page.xpath("//main//input[@name=$name][@checked]", name=name)]


def offered(response: HttpResponse) -> list[str]:
    """The steps that the page offers, the refused ones left out."""
    page = lxml.html.fromstring(response.content.decode())
    return [button.text_content().strip() for button in page.cssselect(".app-actions a.govuk-button")]


def fill(client: Client, url: str, **answers: Any) -> HttpResponse:
    """Open the page, give these answers beside what it already holds, and send it."""
    page = client.get(url)
    assert page.status_code == 200, page.status_code
    return client.post(url, {**shown(page), **answers})


def assert_kept(response: HttpResponse, **typed: Any) -> None:
    """What was typed and chosen still stands in the form."""
    held = shown(response)
    for name, value in typed.items():
        wanted = [str(one) for one in (value if isinstance(value, list) else [value])]
        assert sorted(held.get(name, [])) == sorted(wanted), (name, held.get(name))


def assert_not_found(client: Client, url: str, record: Record, **answers: Any) -> None:
    """For this colleague there is no such page, and nothing can be sent to it."""
    with nothing_changes():
        assert client.get(url).status_code == 404
        assert send(client, url, record, **answers).status_code == 404


def assert_not_now(client: Client, url: str, record: Record, sentence: str, **answers: Any) -> None:
    """The page opens with its button refused; what is sent all the same is refused with the same sentence."""
    with nothing_changes():
        assert_blocked(client.get(url), sentence)
        assert_refused(send(client, url, record, **answers), sentence)


def assert_only_reads(client: Client, url: str) -> None:
    """To open the page changes nothing."""
    with nothing_changes():
        assert client.get(url).status_code == 200
