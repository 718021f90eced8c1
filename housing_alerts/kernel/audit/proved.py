"""The tables whose rows the trail proves, with their fields; and each table and field that it leaves out, with the reason.

A table is proved unless it is named here, so nobody has to think of a new one.
"""

import json
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import BinaryField, Model

_OF_DUTIES = "derived from the records at the end of each step; ./dev manage duties compares them"
_OF_MAIL = "the state of what the worker does"
_OF_A_LIBRARY = "a library's own; no rule of the service reads it"
_TYPED = "words of a report that nobody has logged, kept while somebody types"
_CHAIN = "a chain of its own"

UNPROVED: dict[str, str] = {
    "account.EmailAddress": _OF_A_LIBRARY,
    "account.EmailConfirmation": _OF_A_LIBRARY,
    "admin.LogEntry": _OF_A_LIBRARY,
    "audit.AuditEvent": _CHAIN,
    "audit.Disposable": "rows that go while a disposal runs; it is empty at any other time",
    "audit.Proof": _CHAIN,
    "audit.ReadEvent": _CHAIN,
    "auth.Group": _OF_A_LIBRARY,
    "auth.Permission": _OF_A_LIBRARY,
    "contenttypes.ContentType": _OF_A_LIBRARY,
    "django_tasks_database.DBTaskResult": _OF_MAIL,
    "customers.Word": "the words of names and addresses, kept as these are by the database itself",
    "customers.AtHome": "the words of people and their homes, kept as these are by the database itself",
    "duties.CalendarAddress": "a way to read the duties, and the day on which that was done last",
    "duties.Choice": "how a colleague wants to be told",
    "duties.Duty": _OF_DUTIES,
    "duties.Telling": _OF_DUTIES,
    "outbox.DailyRun": _OF_MAIL,
    "outbox.Message": _OF_MAIL,
    "outbox.Pulse": _OF_MAIL,
    "records.Count": "how often something was tried; it is deleted after its period",
    "records.ReferenceSeries": "the last number given; the records bear it",
    "sessions.Session": "that somebody is signed in",
}
"""Each table that is not proved, and why."""
UNPROVED_FIELDS: dict[str, dict[str, str]] = {
    "alerts.Incident": {"typed": _TYPED, "opening": _TYPED, "kept_times": _TYPED},
    "customers.Asset": dict.fromkeys(("search_text", "door"), "derived from the address"),
    "customers.Customer": {"search_text": "derived from the names"},
    "staff.Colleague": {"last_login": "when somebody signed in last"},
}
"""Each field of a proved table that is not proved, and why."""


class Joined(NamedTuple):
    """A field that joins a row to others by a table of its own."""

    through: type[Model]
    of: str
    to: tuple[str, ...]


Fields = dict[str, str | Joined]


@cache
def models() -> tuple[type[Model], ...]:
    """Return the tables whose rows are proved. What joins them to others is a field of theirs, and no table here."""
    found = [model for model in apps.get_models() if model._meta.label not in UNPROVED]
    joins = {field.through for model in found for field in fields(model).values() if isinstance(field, Joined)}
    return tuple(model for model in found if model not in joins)


@cache
def fields(model: type[Model]) -> Fields:
    """Return the proved fields of a table by their names, with their columns. The names stand in order.

    :param model: a model, also one as a migration knows it.
    """
    left_out = UNPROVED_FIELDS.get(model._meta.label, {})
    found: Fields = {field.name: field.attname for field in model._meta.concrete_fields if field.name not in left_out}
    for many in model._meta.local_many_to_many:
        through: Any = many.remote_field.through
        if through._meta.auto_created:
            of, to = (
                through._meta.get_field(name()).attname for name in (many.m2m_field_name, many.m2m_reverse_field_name)
            )
            found[many.name] = Joined(through, of, (to,))
    for relation in model._meta.related_objects:
        past: Any = relation.related_model
        if past._meta.pk.name == "m2m_history_id":  # what a row was joined to when its history row was written
            of = relation.field.attname
            to = tuple(sorted(f.attname for f in past._meta.concrete_fields if f.attname != of and not f.primary_key))
            found[past._meta.object_name.partition("_")[2]] = Joined(past, of, to)
    return dict(sorted(found.items()))


def histories() -> list[type[Model]]:
    """Return the tables that hold what rows were before, and what they were joined to then."""
    found = [model for model in models() if hasattr(model, "instance_type")]
    joins = [each.through for model in found for each in fields(model).values() if isinstance(each, Joined)]
    return [*found, *joins]


def at_once(model: type[Model]) -> int:
    """Return the number of rows that are read at once: few, where a row holds a file."""
    return 20 if any(isinstance(field, BinaryField) for field in model._meta.concrete_fields) else 500


def read(model: type[Model], keys: Collection[int]) -> dict[int, dict[str, str]]:
    """Return what the rows with these keys hold now: each proved field as text that is the same on every database."""
    plain = {name: column for name, column in fields(model).items() if isinstance(column, str)}
    rows = model._base_manager.filter(pk__in=keys).order_by().values_list("pk", *plain.values())
    found = {key: {name: _as_text(value) for name, value in zip(plain, row, strict=True)} for key, *row in rows}
    for name, joined in fields(model).items():
        if isinstance(joined, Joined):
            for key, others in _joined(joined, found).items():
                found[key][name] = _as_text(others)
    return found


def _joined(joined: Joined, keys: Iterable[int]) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = {key: [] for key in keys}
    rows = joined.through._base_manager.filter(**{f"{joined.of}__in": list(found)}).order_by(*joined.to)
    for key, *others in rows.values_list(joined.of, *joined.to):
        found[key].append(others)
    return found


def _as_text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    """Return a value that JSON does not know as text: a file by its digest, a moment in universal time."""
    if isinstance(value, bytes | memoryview):
        return sha256(value).hexdigest()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
