"""Django's compiler of SQL, that does what is always the same once: columns and their converters were a sixth of all tests' time.

The statements and the values are Django's own, which ``tests/kernel/test_quicker.py`` compares; ``--deep`` does without.
"""

import functools
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.models import Model
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

Converters = list[Callable[..., Any]]
_columns: dict[tuple[type[Model], str], list[Col]] = {}
_slow = {
    (SQLCompiler, name): getattr(SQLCompiler, name)
    for name in ("compile", "get_default_columns", "get_converters", "_order_by_pairs")
}
_slow |= {(Col, name): getattr(Col, name) for name in ("as_sql", "__hash__")}
_slow |= {(SQLiteCursorWrapper, "convert_query"): SQLiteCursorWrapper.convert_query}


def quicken(patch: pytest.MonkeyPatch) -> None:
    """Put the quick ones in the place of Django's."""
    quick = (_compile, _default_columns, _converters, _order_by_pairs, _column, _hash_of_column, _question_marks)
    for (of, name), own in zip(_slow, quick, strict=True):
        patch.setattr(of, name, own)


def _compile(self: Any, node: Any) -> Any:
    if type(node) is Col:  # it has no way of its own on any database
        return node.as_sql(self, self.connection)
    return _slow[SQLCompiler, "compile"](self, node)


def _default_columns(
    self: Any, select_mask: Any, start_alias: Any = None, opts: Any = None, *rest: Any, **more: Any
) -> Any:
    of = opts or self.query.get_meta()
    if select_mask or rest or any(more.values()) or of is None or of.parents or of.apps is not apps:
        return _slow[SQLCompiler, "get_default_columns"](self, select_mask, start_alias, opts, *rest, **more)
    alias = start_alias or self.query.get_initial_alias()
    found = _columns.get((of.model, alias))
    if found is None:
        found = _columns[of.model, alias] = [field.get_col(alias) for field in of.concrete_fields]
    return list(found)


def _converters(self: Any, expressions: Any) -> Any:
    expressions = list(expressions)
    if not all(type(one) is Col for one in expressions):
        return _slow[SQLCompiler, "get_converters"](self, expressions)
    known: dict[tuple[int, int], tuple[Converters, Any]] = self.connection.__dict__.setdefault(
        "_converters_of_ours", {}
    )
    found = {}
    for at, one in enumerate(expressions):
        key = (id(one.target), id(one.output_field))
        if key not in known:
            ways = self.connection.ops.get_db_converters(one) + one.get_db_converters(self.connection)
            known[key] = ways, (one.target, one.output_field)  # what is held keeps its id
        if known[key][0]:
            found[at] = (known[key][0], one)
    return found


def _order_by_pairs(self: Any) -> Any:
    """Django looks for what it orders by among the selected columns, which a field's name alone is never."""
    query = self.query
    ordering = query.order_by or (query.default_ordering and query.get_meta() and query.get_meta().ordering) or ()
    named = all(isinstance(one, str) for one in ordering) and not any(alias for _, _, alias in self.select or ())
    if query.combinator or query.extra_order_by or not named:
        return _slow[SQLCompiler, "_order_by_pairs"](self)
    select, self.select = self.select, ()
    try:
        return list(_slow[SQLCompiler, "_order_by_pairs"](self))
    finally:
        self.select = select


def _column(self: Any, compiler: Any, connection: Any) -> Any:
    quoted, alias, column = compiler.quote_cache, self.alias, self.target.column
    if alias in quoted and column in quoted:
        return f"{quoted[alias]}.{quoted[column]}", []
    return _slow[Col, "as_sql"](self, compiler, connection)


def _hash_of_column(self: Any) -> int:
    return hash((self.alias, self.target.attname))


@functools.lru_cache(maxsize=4096)
def _marked(query: str) -> str:
    return str(_slow[SQLiteCursorWrapper, "convert_query"](None, query))


def _question_marks(self: Any, query: str, *, param_names: Any = None) -> Any:
    if param_names is None:
        return _marked(query)
    return _slow[SQLiteCursorWrapper, "convert_query"](self, query, param_names=param_names)
