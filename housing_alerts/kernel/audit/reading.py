"""Tell a record's history in sentences: each change with its author, time, reason and values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Model
from django.utils.html import format_html, format_html_join
from simple_history.models import DeletedObject

from housing_alerts.kernel.written_dates import show_date, show_datetime

if TYPE_CHECKING:
    from django.db.models import Field
    from simple_history.models import ModelDelta

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
BOOKKEEPING = {"version", "changed_at", "changed_by", "created_at", "created_by", "search_text", "door"}

NOTHING = "nothing"
"""The word for an empty value."""


@dataclass(frozen=True)
class Change:
    """One field that changed, with its values in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One save of a record."""

    at: datetime
    by: str
    why: str
    first: bool
    changes: list[Change]


class Saved(Protocol):
    """A row of a record's history, as simple-history makes its model."""

    history_date: datetime
    history_user: object
    history_change_reason: str | None
    instance_type: type[Model]
    tracked_fields: "list[Field[object, object]]"

    def diff_against(
        self, earlier: "Saved", *, excluded_fields: set[str], foreign_keys_are_objs: bool
    ) -> "ModelDelta": ...


def history(record: Model) -> list[Entry]:
    """List every save of ``record`` that changed it or gave a reason, the newest first."""
    return histories([record])[record.pk]


def histories(records: Sequence[Model]) -> dict[int, list[Entry]]:
    """List the saves of records of one model, each as :func:`history`, by their keys. One query reads them all."""
    saved: dict[int, list[Any]] = {record.pk: [] for record in records}
    if not records:
        return {}
    kept: Any = type(records[0])
    rows = kept.history.filter(**{f"{kept._meta.pk.attname}__in": list(saved)})
    for row in rows.select_related("history_user").order_by("history_date", "history_id"):
        saved[getattr(row, kept._meta.pk.attname)].append(row)
    return {pk: _entries(rows) for pk, rows in saved.items()}


def _entries(rows: "list[Saved]") -> list[Entry]:
    entries = [_entry(row, earlier) for earlier, row in zip([None, *rows], rows, strict=False)]
    return [entry for entry in entries[::-1] if entry.first or entry.changes or entry.why]


def _entry(row: Saved, earlier: Saved | None) -> Entry:
    by = str(row.history_user) if row.history_user else "a command"
    changes = [] if earlier is None else _changes(row, earlier)
    return Entry(row.history_date, by, row.history_change_reason or "", earlier is None, changes)


def _changes(row: Saved, earlier: Saved) -> list[Change]:
    delta = row.diff_against(earlier, excluded_fields=BOOKKEEPING & _names(row), foreign_keys_are_objs=True)
    model = row.instance_type
    return [
        Change(
            _label(model, change.field),
            in_words(model, change.field, change.old),
            in_words(model, change.field, change.new),
        )
        for change in delta.changes
    ]


def _names(row: Saved) -> set[str]:
    return {field.name for field in row.tracked_fields}


def _label(model: type[Model], name: str) -> str:
    label = str(getattr(model._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def in_words(model: type[Model], name: str, value: object) -> str:
    """Return the value of a field as people read it: a code by its label, a day written out, plain data item by item.

    The model's ``IN_WORDS`` may give a field's labels, or a function that makes them.
    """
    field = model._meta.get_field(name)
    choices = dict(getattr(field, "flatchoices", [])) or getattr(model, "IN_WORDS", {}).get(name, {})
    if value in (None, "", [], {}) or (isinstance(value, DeletedObject) and value.pk is None):
        return NOTHING
    if isinstance(value, date):
        return show_datetime(value) if isinstance(value, datetime) else show_date(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{key.replace('_', ' ')}: {in_words(model, name, part)}" for key, part in value.items())
    if isinstance(value, list):
        linked = bool(getattr(field, "many_to_many", False))
        return ", ".join(in_words(model, name, _linked(item) if linked else item) for item in value)
    return str(choices(value) if callable(choices) else choices.get(value, value))


def in_rows(model: type[Model], name: str, value: object) -> str:
    """Return a field's plain data as lists in HTML: each key with its value, each item of a list, codes in words."""
    if isinstance(value, dict) and value:
        named = ((str(key).replace("_", " ").capitalize(), in_rows(model, name, part)) for key, part in value.items())
        return format_html("<ul>{}</ul>", format_html_join("", "<li><strong>{}:</strong> {}</li>", named))
    if isinstance(value, list) and value:
        items = ((in_rows(model, name, item),) for item in value)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items))
    return in_words(model, name, _day(value))


def _day(value: object) -> object:
    """Return the day that plain data holds as text, or anything else as it is."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and ISO_DAY.fullmatch(value) else value
    except ValueError:
        return value


def _linked(row: dict[str, object]) -> object:
    """Return the record at the far end of a many-to-many row, which names both ends."""
    return list(row.values())[-1]
