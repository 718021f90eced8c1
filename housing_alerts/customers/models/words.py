# ruff: noqa: S608  (the names in the statements are our own)
"""Keep the words of people and properties in an index of the database, so that no search reads every row.

SQLite keeps a table of words beside each of the two tables, PostgreSQL an index on the words themselves. Triggers keep both, and
the vocabulary, as the rows are, whichever way a row is written or deleted. All is made anew after each migrate, because altering
a table on SQLite drops its triggers.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple

from django.apps import apps
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from housing_alerts.customers.spelling import Term


class Word(models.Model):
    """A word of a name or an address into which a misspelt one can be corrected. It has no number in it.

    P11a No word stands here that only a restricted file has. Nor does the word of a file that was merged into another, which
    has the word too.
    """

    word = models.CharField(max_length=60)
    of_people = models.BooleanField("of people, not of properties")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["of_people", "word"], name="one_row_for_a_word")]

    def __str__(self) -> str:
        return self.word


@models.TextField.register_lookup
class HasWords(Lookup[str]):
    """Match the rows whose words are as an expression asks: ``search_text__words=asked(terms)``."""

    lookup_name = "words"
    prepare_rhs = False

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
        column: Any = self.lhs
        key = f"{connection.ops.quote_name(column.alias)}.{connection.ops.quote_name('id')}"
        table = f"{column.target.model._meta.db_table}_words"
        return f"{key} IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)", [self.rhs]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{_as_vector(column)} @@ %s::tsquery", [*params, self.rhs]


def asked(terms: Iterable[Term]) -> str:
    """Return the expression that asks for all of these parts in the language of the database in use."""
    return every(any_of(term.ways) for term in terms)


def every(expressions: Iterable[str]) -> str:
    """Return the expression that asks for all of these."""
    return _joined(expressions, " AND ", " & ")


def either(expressions: Iterable[str]) -> str:
    """Return the expression that asks for one of these."""
    return _joined(expressions, " OR ", " | ")


def any_of(ways: Iterable[tuple[str, ...]]) -> str:
    """Return the expression that asks for one of these ways to find a part."""
    return either(every(map(_word, way)) for way in ways)


def _joined(expressions: Iterable[str], on_sqlite: str, on_postgresql: str) -> str:
    return f"({(on_postgresql if connection.vendor == 'postgresql' else on_sqlite).join(expressions)})"


def _word(word: str) -> str:
    plain, begins = word.rstrip("*"), word.endswith("*")
    if connection.vendor == "postgresql":
        return f"{plain}:*" if begins else plain
    return f'"{plain}" *' if begins else f'"{plain}"'


class Sought(NamedTuple):
    """The rows of people, or of properties, whose words are as an expression asks.

    :param kind: a number of the caller's, given back with each row.
    :param but: a further condition, with its values.
    """

    kind: int
    people: bool
    expression: str
    but: tuple[str, tuple[Any, ...]] = ("", ())


def read(sought: Iterable[Sought], *, most: int) -> list[tuple[int, int, str, str, bool]]:
    """Read the first rows of each, in one query: the kind, the key, the reference, the words, and whether the file is restricted.

    It is the query for which somebody waits at a door. To have Django compose it takes longer than the database needs.
    """
    queries, values = [], []
    for kind, people, expression, (but, more) in sought:
        table = "customers_customer" if people else "customers_asset"
        restricted, standing = ("restricted", "AND merged_into_id IS NULL") if people else ("FALSE", "")
        columns = f"{kind} AS kind, id, reference, search_text, {restricted} AS restricted"
        where = f"{_has_words(table)} {standing} {but}"
        queries.append(f"SELECT * FROM (SELECT {columns} FROM {table} WHERE {where} LIMIT {most}) AS found")
        values += [expression, *more]
    if not queries:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(queries), values)
        return [(kind, key, reference, text, bool(closed)) for kind, key, reference, text, closed in cursor.fetchall()]


def _has_words(table: str) -> str:
    if connection.vendor == "postgresql":
        return f"{_as_vector('search_text')} @@ %s::tsquery"
    return f"id IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s)"


def vocabulary(*, people: bool) -> tuple[set[str], set[str]]:
    """Return the words of people and those of properties, into which a misspelt one can be corrected.

    :param people: whether to read those of people.
    """
    joined = "string_agg(word, ' ')" if connection.vendor == "postgresql" else "group_concat(word, ' ')"
    table = Word._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT of_people, {joined} FROM {table} WHERE %s OR NOT of_people GROUP BY of_people", [people]
        )
        found = {bool(of_people): set(words.split()) for of_people, words in cursor.fetchall()}
    return found.get(True, set()), found.get(False, set())


# The index


class _Indexed(NamedTuple):
    """A table with words.

    :param may: the condition under which the words of a row may correct others.
    :param columns: those on which its words, and that condition, depend.
    """

    people: bool
    may: str
    columns: tuple[str, ...]


_INDEXED = {
    "customers_customer": _Indexed(
        True,
        "NOT {row}.restricted AND {row}.merged_into_id IS NULL",
        ("search_text", "restricted", "merged_into_id"),
    ),
    "customers_asset": _Indexed(False, "TRUE", ("search_text",)),
}


_AT_ONCE = 1000


def _as_vector(column: str) -> str:
    return f"array_to_tsvector(string_to_array(btrim({column}), ' '))"


def index_words(**_signal: object) -> None:
    """Make the index, the vocabulary and the triggers that keep them, in place of older ones."""
    tables = set(connection.introspection.table_names())
    if not {*_INDEXED, Word._meta.db_table} <= tables:
        return
    for model in (apps.get_model("customers", name) for name in ("Asset", "Customer")):
        _write_words(model)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Word._meta.db_table}")
        for table in _INDEXED:
            for statement in _on_postgresql(table) if connection.vendor == "postgresql" else _on_sqlite(table):
                cursor.execute(statement)


def _write_words(model: type[Any]) -> None:
    """Write the words of the rows that have none, as a migration leaves them."""
    empty = model._default_manager.filter(search_text="").order_by("pk")
    while some := list(empty[:_AT_ONCE]):
        for one in some:
            one.search_text = one.spelled()
        model._default_manager.bulk_update(some, ["search_text"])


def forget_what_was() -> None:
    """Write SQLite's index anew from what stands: of what was deleted, its files keep the words until then."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in _INDEXED:
                cursor.execute(_rebuild(table))


def lift_index(**_signal: object) -> None:
    """Drop the triggers on SQLite before a migrate, which makes them anew: it renames no table that a trigger names."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in _INDEXED:
                for step in ("insert", "update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_words_{step}")


def _on_sqlite(table: str) -> list[str]:
    words, (people, may, columns) = f"{table}_words", _INDEXED[table]
    new, old = may.format(row="NEW"), may.format(row="OLD")
    add = f"INSERT INTO {words} (rowid, search_text) VALUES (NEW.id, NEW.search_text);"
    remove = f"INSERT INTO {words} ({words}, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);"
    others = f"SELECT 1 FROM {words} JOIN {table} ON {table}.id = {words}.rowid"
    others += f""" WHERE {words} MATCH '"' || word || '"' AND {may.format(row=table)}"""
    learn, forget = (
        _learn(_each_word("NEW.search_text"), new, people),
        _forget(_each_word("OLD.search_text"), old, others, people),
    )
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
    options = f"search_text, content='{table}', content_rowid='id', prefix='2 3', tokenize='ascii', detail=none"
    begin = {
        "insert": f"AFTER INSERT ON {table} BEGIN {add} {learn}",
        "delete": f"AFTER DELETE ON {table} BEGIN {remove} {forget}",
        "update": f"AFTER UPDATE ON {table} WHEN {changed} BEGIN {remove} {add} {forget} {learn}",
    }
    return [
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {words} USING fts5({options})",
        _rebuild(table),
        *(f"DROP TRIGGER IF EXISTS {words}_{step}" for step in begin),
        *(f"CREATE TRIGGER {words}_{step} {body} END" for step, body in begin.items()),
        _learn(f"{table}, {_each_word(f'{table}.search_text')}", may.format(row=table), people),
    ]


def _rebuild(table: str) -> str:
    return f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')"


def _on_postgresql(table: str) -> list[str]:
    words, (people, may, columns) = f"{table}_words", _INDEXED[table]
    new, old = may.format(row="NEW"), may.format(row="OLD")
    others = f"SELECT 1 FROM {table} WHERE {_as_vector('search_text')} @@ word::tsquery AND {may.format(row=table)}"
    learn = _learn(_each_word("NEW.search_text"), new, people)
    forget = _forget(_each_word("OLD.search_text"), old, others, people)
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)
    body = f"""BEGIN
        IF TG_OP = 'UPDATE' THEN IF NOT ({changed}) THEN RETURN NULL; END IF; END IF;
        IF TG_OP <> 'INSERT' THEN {forget} END IF;
        IF TG_OP <> 'DELETE' THEN {learn} END IF;
        RETURN NULL;
    END"""
    steps = f"AFTER INSERT OR UPDATE OR DELETE ON {table}"
    return [
        f"CREATE INDEX IF NOT EXISTS {words} ON {table} USING gin ({_as_vector('search_text')})",
        f"CREATE OR REPLACE FUNCTION {words}_kept() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
        f"DROP TRIGGER IF EXISTS {words} ON {table}",
        f"CREATE TRIGGER {words} {steps} FOR EACH ROW EXECUTE FUNCTION {words}_kept()",
        _learn(f"{table}, {_each_word(f'{table}.search_text')}", may.format(row=table), people),
    ]


def _each_word(text: str) -> str:
    """Return the table and the condition for each word of a text that has three letters and no number."""
    if connection.vendor == "postgresql":
        return f"unnest(string_to_array(btrim({text}), ' ')) AS value WHERE value ~ '^[a-z]{{3,}}$'"
    each = f"""json_each('["' || replace(trim({text}), ' ', '","') || '"]')"""
    return f"{each} WHERE value GLOB '[a-z][a-z][a-z]*' AND value NOT GLOB '*[^a-z]*'"


def _learn(words: str, may: str, people: bool) -> str:
    """Return the statement that adds the words to the vocabulary if they may correct others."""
    found = f"SELECT DISTINCT value, {people} FROM {words} AND {may}"
    return f"INSERT INTO {Word._meta.db_table} (word, of_people) {found} ON CONFLICT DO NOTHING;"


def _forget(words: str, may: str, others: str, people: bool) -> str:
    """Return the statement that takes those words out of the vocabulary that no other row has that may correct others."""
    return (
        f"DELETE FROM {Word._meta.db_table} WHERE of_people = {people} AND {may} "
        f"AND word IN (SELECT value FROM {words}) AND NOT EXISTS ({others});"
    )
