"""Read the guides of ``docs/staff``, and make a page of each."""

import itertools
import re
from functools import cache
from pathlib import PurePosixPath
from typing import NamedTuple

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from housing_alerts.staff.choices import Role

FOLDER = settings.BASE_DIR / "docs" / "staff"
EVERYBODY = "everybody"
OF_A_ROLE = {
    Role.OFFICER: "officer",
    Role.CONTRACTOR: "contractor",
    Role.LINE_MANAGER: "line-manager",
    Role.DUTY_MANAGER: "line-manager",
    Role.OPERATIONAL_LEAD: "operational-lead",
    Role.HEAD_OF_SERVICE: "head-of-service",
    Role.LEADERSHIP: "leadership-team",
    Role.DATA_PROTECTION_OFFICER: "data-protection-officer",
    Role.EQUALITY_OFFICER: "equality-officer",
    Role.ADMINISTRATOR: "administrator",
}
NAMES = [*dict.fromkeys(OF_A_ROLE.values()), EVERYBODY]
"""The guides in the order of the roles; each is a document's name and a part of its address."""
CLASSES = {
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "img": "app-guide__picture",
}


PARSER = MarkdownIt("commonmark", {"html": False})


class Guide(NamedTuple):
    """One guide: its name, address and title, and the heading of each task by its anchor."""

    name: str
    url: str
    title: str
    tasks: dict[str, str]


@cache
def guides() -> dict[str, Guide]:
    """Return every guide by its name. They change with the product only, so they are read once."""
    return {name: _guide(name) for name in NAMES}


@cache
def body(name: str) -> SafeString:
    """Return the words and pictures of a guide. It is made when somebody opens it, since a picture must have been collected."""
    _, *tokens = _tokens(name)
    for token, inside in itertools.pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(inside.content))
    for token in tokens:
        _dress(token)
    html = str(PARSER.renderer.render(tokens, PARSER.options, {}))
    return mark_safe(html)  # noqa: S308  (our own document, and no HTML in it)


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as the documents themselves link to it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _tokens(name: str) -> list[Token]:
    """Return the title of a guide, then what follows its heading."""
    _, title, _, *tokens = PARSER.parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    return [title, *tokens]


def _guide(name: str) -> Guide:
    title, *tokens = _tokens(name)
    pairs = itertools.pairwise(tokens)
    headings = [(token.tag, inside.content) for token, inside in pairs if token.type == "heading_open"]
    return Guide(name, reverse("guides:guide", args=[name]), title.content, _tasks(headings))


def _tasks(headings: list[tuple[str, str]]) -> dict[str, str]:
    """Return the headings that have no smaller one below them: those name a group of tasks."""
    below = [tag for tag, _ in headings[1:]] + ["h2"]
    return {anchor(title): title for (tag, title), after in zip(headings, below, strict=True) if after <= tag}


def _dress(token: Token) -> None:
    """Give the element its class. Lead its address to where the product has the page or the picture."""
    if token.nesting >= 0 and token.tag in CLASSES:
        token.attrJoin("class", CLASSES[token.tag])
    if token.type == "image":
        token.attrSet("src", static(f"guides/{PurePosixPath(str(token.attrGet('src'))).name}"))
    if token.type == "link_open":
        _lead(token)
    for child in token.children or []:
        _dress(child)


def _lead(link: Token) -> None:
    """Lead to another guide as a page. What is for developers and administrators of servers has none: it is not a link here."""
    address = str(link.attrGet("href"))
    if address.startswith("#"):
        return
    name = PurePosixPath(address).stem
    if address == f"{name}.md" and name in NAMES:
        link.attrSet("href", reverse("guides:guide", args=[name]))
    else:
        link.attrs.clear()
