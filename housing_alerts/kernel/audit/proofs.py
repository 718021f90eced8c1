"""Prove rows: after each step, one link of a chain for each row that the step saved or deleted.

A proof holds a salted digest of each field, so that :mod:`.comparing` can name the field that is not as a step left it.
"""

from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import islice
from secrets import token_hex
from typing import Any

from django.db import connection, transaction
from django.db.migrations.state import StateApps
from django.db.models import Max, Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from simple_history.signals import post_create_historical_m2m_records

from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.saving import Rows, take_turn

from . import chain, proved
from .models import AuditEvent, Proof

Link = dict[str, Any]
WIDTH = 12
"""The number of characters of a field's digest: 72 bits."""
LIST = 0
"""The key of the link that holds the names of a table's fields. No row has it."""
MANY = 500
"""The number of proofs that are appended at once."""


# What a step saved and deleted


def watch() -> None:
    """Note each row that is saved or deleted through a model. The app calls it at its start.

    What goes past the models is noted by :func:`housing_alerts.kernel.records.saving.note`, or it is found by the next check.
    """
    records.proves(prove)
    for model in proved.models():
        joins = [field.through for field in proved.fields(model).values() if isinstance(field, proved.Joined)]
        if joins and hasattr(model, "instance_type"):  # a history row is saved before what it is joined to
            for through in joins:
                post_create_historical_m2m_records.connect(_joined_then, sender=through)
        else:
            post_save.connect(_saved, sender=model)
            for through in joins:
                m2m_changed.connect(_joined, sender=through)
        post_delete.connect(_deleted, sender=model)


def _saved(sender: type[Model], instance: Model, update_fields: frozenset[str] | None = None, **_: object) -> None:
    if update_fields is not None and update_fields.isdisjoint(proved.fields(sender)):
        return
    records.note(sender, [instance.pk])


def _deleted(sender: type[Model], instance: Model, **_: object) -> None:
    records.note(sender, [instance.pk])


def _joined(
    instance: Model, action: str, reverse: bool, model: type[Model], pk_set: set[int] | None, **_: object
) -> None:
    if not action.startswith("post_"):
        return
    if reverse:
        records.note(model, pk_set or ())
    else:
        records.note(type(instance), [instance.pk])


def _joined_then(history_instance: Model, **_: object) -> None:
    records.note(type(history_instance), [history_instance.pk])


# Proofs


def prove(step: str, rows: Rows) -> None:
    """Append a proof of each of these rows as it is now. :raises CannotRecord: if that fails; then the step does not happen."""
    with transaction.atomic(savepoint=False):
        take_turn(Proof.TURN)
        links = _links(step, rows)
        while some := list(islice(links, MANY)):
            chain.append(Proof, some)


def _links(step: str, rows: Rows) -> Iterator[Link]:
    event = AuditEvent.objects.aggregate(last=Max("position"))["last"] or 0
    lists = known_lists(model._meta.db_table for model in rows)
    for model, keys in sorted(rows.items(), key=lambda each: each[0]._meta.db_table):
        table, names = model._meta.db_table, list(proved.fields(model))
        shared = {"step": step[:60], "event": event, "of_table": table}
        version = version_of(table, names)
        if version not in lists.get(table, {}):
            yield shared | {"key": LIST, "fields_as": version, "digests": " ".join(names)}
        for some in _in_chunks(sorted(keys), proved.at_once(model)):
            found = proved.read(model, some)
            yield from (shared | _proof(key, version, held) for key, held in found.items())
            gone = [key for key in some if key not in found]
            yield from (shared | {"key": key} for key in newest(table, gone))


def _proof(key: int, version: str, held: Mapping[str, str]) -> Link:
    salt = token_hex(16)
    digests = "".join(digest(salt, name, held[name]) for name in sorted(held))
    return {"key": key, "fields_as": version, "salt": salt, "digests": digests}


def digest(salt: str, name: str, text: str) -> str:
    """Return the digest of one field of a row, :data:`WIDTH` characters long."""
    return b64encode(sha256(f"{salt}{name}={text}".encode()).digest()[: WIDTH * 3 // 4]).decode()


def version_of(table: str, names: Iterable[str]) -> str:
    """Return the name of a list of fields. A table whose fields are others has another."""
    return sha256(f"{table}: {' '.join(names)}".encode()).hexdigest()[:16]


def known_lists(tables: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """Return the names of the fields in each version of the lists, by table."""
    found: dict[str, dict[str, list[str]]] = {}
    lists = Proof.objects.filter(of_table__in=list(tables), key=LIST).order_by("position")
    for table, version, names in lists.values_list("of_table", "fields_as", "digests"):
        found.setdefault(table, {})[version] = names.split()
    return found


def newest(table: str, keys: Collection[int]) -> dict[int, Proof]:
    """Return the newest proof of each of these rows."""
    if not keys:
        return {}
    return {proof.key: proof for proof in Proof.objects.filter(of_table=table, key__in=keys).order_by("position")}


def _in_chunks(keys: list[int], size: int) -> Iterator[list[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def differing(proof: Proof, names: Iterable[str], held: Mapping[str, str]) -> list[str]:
    """Return the fields of a row that are not as the proof says. A field that either of them lacks is not compared.

    :param names: the fields of the proof, in its own order.
    """
    written = {name: proof.digests[at * WIDTH :][:WIDTH] for at, name in enumerate(names)}
    return [name for name in held if name in written and written[name] != digest(proof.salt, name, held[name])]


# Migrations


def prove_what_stands(**_signal: object) -> None:
    """Prove anew the rows of each table whose list of fields is another than before, or that was never proved.

    It runs after each migrate. A row that was not as its proof said stays unproved, so that the next check names it.
    """
    tables = set(connection.introspection.table_names())
    if Proof._meta.db_table not in tables:
        return
    for model in proved.models():
        if model._meta.db_table in tables and _stands_as_declared(model):
            _prove_table("migrate", model, may_differ=())


def after_migration(app: str, name: str, *changed: str) -> Callable[[StateApps, object], None]:
    """Return the function for ``RunPython`` that proves a table anew, after a migration changed these fields of it.

    :param changed: the fields whose values the migration changed, or all if there is none.
    """

    def run(apps_then: StateApps, schema_editor: object) -> None:
        model: Any = apps_then.get_model(app, name)
        if known_lists([model._meta.db_table]):  # an empty database is proved as a whole at the end
            with transaction.atomic():
                _prove_rows(f"migrate {app}", model, changed or tuple(proved.fields(model)))

    return run


def _stands_as_declared(model: type[Model]) -> bool:
    """Return whether the table has all columns of the model: it has not while a migrate went back."""
    with connection.cursor() as cursor:
        columns = {info.name for info in connection.introspection.get_table_description(cursor, model._meta.db_table)}
    return columns >= {field.column for field in model._meta.concrete_fields}


def _prove_table(step: str, model: type[Model], may_differ: Collection[str]) -> None:
    table = model._meta.db_table
    with transaction.atomic():
        if version_of(table, proved.fields(model)) not in known_lists([table]).get(table, {}):
            _prove_rows(step, model, may_differ)


def _prove_rows(step: str, model: type[Model], may_differ: Collection[str]) -> None:
    """Prove each row that is as its newest proof says, apart from some fields; or every row of a table without proofs."""
    take_turn(Proof.TURN)
    lists = known_lists([model._meta.db_table]).get(model._meta.db_table, {})
    prove(step, {model: set()})
    after = 0
    while keys := keys_after(model, after):
        last, found = newest(model._meta.db_table, keys), proved.read(model, keys)
        holds = {key for key in keys if not lists or _holds(last.get(key), lists, found[key], may_differ)}
        prove(step, {model: holds})
        after = keys[-1]


def _holds(
    proof: Proof | None, lists: Mapping[str, list[str]], held: Mapping[str, str], may_differ: Collection[str]
) -> bool:
    if proof is None or proof.fields_as not in lists:
        return False
    return set(differing(proof, lists[proof.fields_as], held)) <= set(may_differ)


def keys_after(model: type[Model], after: int) -> list[int]:
    """Return the next keys of a table's rows, as many as are read at once."""
    rows = model._base_manager.filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[: proved.at_once(model)])
