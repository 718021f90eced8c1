"""Templates: each is used, none forgives an undefined variable, none holds script or style of its own."""

import ast
import io
import re

import pytest
from django.core.management import call_command
from django.template import engines
from jinja2 import StrictUndefined, UndefinedError, meta, nodes

from letters.choices import Kind
from tests.architecture.source import ROOT, modules, templates

BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
BY_ALLAUTH = {"account/login.html", "account/logout.html", "account/reauthenticate.html", "429.html"}
BY_ADMIN = {
    "admin/base_site.html",
    "admin/index.html",
    "admin/audit/user_links.html",
    "admin/pagination.html",
    "registration/password_change_done.html",
    "registration/password_change_form.html",
}
BY_KIND = {f"letters/{kind.value.lower()}.html" for kind in Kind}
"""What no module spells out: Django's error pages, its admin site in our words, allauth's pages, a letter by its kind."""

WIDEST = 160

INLINE = {
    "a script in the page": r"<script(?![^>]*\bsrc=)",
    "a style sheet in the page": r"<style\b",
    "a style on an element": r"\sstyle\s*=",
    "a script on an element": r"\son[a-z]+\s*=\s*[\"']",
    "a script as an address": r"javascript:",
}


def _name(path):
    return path.relative_to(next(folder for folder in path.parents if folder.name == "templates")).as_posix()


def _ours():
    return [path for path in templates() if path.is_relative_to(ROOT / "templates")]


def _spelled_out():
    """The templates that our modules and templates name."""
    said = {
        node.value
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html")
    }
    environment = engines["jinja2"].env
    for path in _ours():
        said |= set(meta.find_referenced_templates(environment.parse(path.read_text(encoding="utf-8"))))
    return said


def test_every_template_is_used():
    used = _spelled_out() | BY_DJANGO | BY_ADMIN | BY_ALLAUTH | BY_KIND
    assert {_name(path) for path in templates()} - used == set()


def test_every_template_that_is_named_exists():
    environment = engines["jinja2"].env
    there = {_name(path) for path in templates()}
    folders = {path.relative_to(ROOT / "templates").parts[0] for path in _ours()}
    missing = {name for name in _spelled_out() | BY_DJANGO | BY_KIND if name not in there}
    assert {name for name in missing if name.split("/")[0] in folders} == set()
    for path in _ours():
        environment.get_template(_name(path))


def test_an_undefined_variable_fails():
    engine = engines["jinja2"]
    assert engine.env.undefined is StrictUndefined
    for source in ("{{ nobody }}", "{% if nobody %}{% endif %}", "{% for one in nobody %}{% endfor %}"):
        with pytest.raises(UndefinedError):
            engine.from_string(source).render({})
    with pytest.raises(UndefinedError):
        engine.from_string("{{ somebody.surname }}").render({"somebody": object()})


def test_what_is_typed_is_escaped():
    shown = engines["jinja2"].from_string("{{ typed }}").render({"typed": "<b>{{ 1 }}</b>"})
    assert shown == "&lt;b&gt;{{ 1 }}&lt;/b&gt;"
    assert [_name(path) for path in _ours() if re.search(r"\|\s*safe\b", path.read_text(encoding="utf-8"))] == []


LISTED = {"summary_list", "facts_table", "sub_navigation", "side_navigation"}
"""The macros that draw rows or links, which a presenter builds."""


def _rows_written_out(source):
    """Yield the lines of a template that hold rows of label and value: in a call of a macro, in a list, or added to one."""
    tree = engines["jinja2"].env.parse(source)
    for call in tree.find_all(nodes.Call):
        by_macro = isinstance(call.node, nodes.Name) and call.node.name in LISTED
        by_append = isinstance(call.node, nodes.Getattr) and call.node.attr == "append"
        if (by_macro and list(call.find_all(nodes.Tuple))) or (by_append and any(map(_is_row, call.args))):
            yield call.lineno
    yield from (each.lineno for each in tree.find_all(nodes.List) if len([*filter(_is_row, each.items)]) > 1)


def _is_row(node):
    return isinstance(node, nodes.Tuple) and len(node.items) > 1 and isinstance(node.items[0], nodes.Const)


def test_rows_of_label_and_value_are_built_by_a_presenter():
    """A template only draws them. A pair by itself, such as the one tag of a card, is no row."""
    assert [
        f"{_name(path)}:{line}"
        for path in _ours()
        for line in sorted(set(_rows_written_out(path.read_text(encoding="utf-8"))))
    ] == []


@pytest.mark.parametrize(
    "source",
    [
        '{{ summary_list([("Why", alert.reason)]) }}',
        "{{ facts_table(rows + ([(label, alert.reason)] if alert else [])) }}",
        '{% set rows = [("Why", alert.reason), ("Controls", names)] %}',
        '{% set _ = rows.append(("Why", alert.reason)) %}',
    ],
)
def test_rows_that_are_written_out_are_found(source):
    assert list(_rows_written_out(source))


def test_no_line_is_wider_than_a_screen():
    wide = [
        f"{_name(path)}:{number}"
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > WIDEST
    ]
    assert wide == []


@pytest.mark.parametrize("what", INLINE)
def test_no_page_holds(what):
    """The content security policy allows no inline script and no inline style. A letter is printed, not served."""
    pages = [path for path in templates() if path.parent != ROOT / "templates" / "letters"]
    assert [_name(path) for path in pages if re.search(INLINE[what], path.read_text(encoding="utf-8"))] == []


@pytest.mark.django_db
def test_the_migrations_are_complete():
    said = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said)
    assert "No changes detected" in said.getvalue()
