"""A lower page may show an upper noun through its related name. Each place that does is listed; no rule rests on one.

A letter's ``facts`` are plain data, whatever their names.
"""

import ast
import re

from django.apps import apps

from tests.architecture.source import ROOT, modules

ORDER = ["staff", "customers", "letters", "alerts", "appeals", "monitoring", "privacy"]
"""The apps from below, as imports point."""

SHOWN = {
    ("alerts/alert/selectors.py", "appeals"),
    ("alerts/alert/views.py", "appeals"),
    ("alerts/investigations/precedents.py", "appeals"),
    ("alerts/writing/beside.py", "appeals"),
    ("alerts/writing/awaited.py", "appeals"),
    ("housing_alerts/staff/presenters.py", "files_named"),
    ("templates/alerts/investigations/parts.html", "appeals"),
}


def _names_from_above(app):
    """The related names by which models of upper apps hang on those of ``app`` and below."""
    height = ORDER.index(app)
    return {
        relation.get_accessor_name()
        for model in apps.get_models()
        if model._meta.app_label in ORDER[: height + 1]
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label in ORDER[height + 1 :]
    }


def test_where_a_lower_page_shows_an_upper_noun():
    found = set()
    for app in ORDER[:-1]:
        names, folder = _names_from_above(app), apps.get_app_config(app).path
        for module in modules():
            if module.path.is_relative_to(folder):
                read = {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
                found |= {(module.name, name) for name in read & names}
        for path in sorted((ROOT / "templates" / app).rglob("*.html")):
            read = set(re.findall(r"(?<!\bfacts)\.(\w+)", path.read_text(encoding="utf-8")))
            found |= {(path.relative_to(ROOT).as_posix(), name) for name in read & names}
    assert found == SHOWN
    assert not {place for place, _ in SHOWN if re.search("policies|permissions|machine|steps|services", place)}
