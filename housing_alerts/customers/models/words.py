# ruff: noqa: S608  (the names in the statements are our own)
"""Search the words of people and properties in the index of the database (:mod:`.indexing`), and read the vocabulary."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from housing_alerts.customers.spelling import LONGEST, Term


class Word(models.Model):
    """A word of a name or an address into which a misspelt one can be corrected. It has no number in it.

    P11a No word stands here that only a restricted file has. Nor does the word of a file that was merged into another, which
    has the word too.
    """

    word = models.CharField(max_length=LONGEST)
    of_people = models.BooleanField("of people, not of properties")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["of_people", "word"], name="one_row_for_a_word")]

    def __str__(self) -> str:
        return self.word


class AtHome(models.Model):
    """The words of a person and of one of their homes together. Triggers write it (:mod:`.homes`).

    P11a It holds those of restricted files too: :func:`read_with_homes` leaves these out.
    """

    id = models.BigIntegerField("the key of the membership", primary_key=True)
    search_text = models.TextField()

    def __str__(self) -> str:
        return self.search_text


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
        return f"{as_vector(column)} @@ %s::tsquery", [*params, self.rhs]


@functools.cache
def is_postgresql() -> bool:
    """Return whether the database in use is PostgreSQL. A search asks this a hundred times, and a connection answers slowly."""
    return connection.vendor == "postgresql"


BEGINNING = 8
"""The letters of the longest beginning that is indexed as a word of its own."""


def as_vector(column: str) -> str:
    """Return PostgreSQL's words of a column, and the beginnings of each, which end in "_" (:mod:`.indexing`)."""
    return f"customers_words({column})"


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
    return f"({(on_postgresql if is_postgresql() else on_sqlite).join(expressions)})"


def _word(word: str) -> str:
    plain, begins = word.rstrip("*"), word.endswith("*")
    if is_postgresql():
        return plain if not begins else f"{plain}_" if len(plain) <= BEGINNING else f"{plain}:*"
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

    def query(self, columns: str, most: int) -> str:
        """Return the query for those columns of the first rows."""
        table, standing = (PEOPLE, "AND merged_into_id IS NULL") if self.people else (PLACES, "")
        return f"SELECT {columns.format(table=table)} FROM {_with_words(table)} {standing} {self.but[0]} LIMIT {most}"

    @property
    def values(self) -> tuple[Any, ...]:
        """Return the values of the query."""
        return self.expression, *self.but[1]


Row = tuple[int, int, str, str, bool]
"""The kind, the key, the reference, the words, and whether the file is restricted."""
Home = tuple[int, int, str, str, str]
"""The kind, the key, the reference, and the words of a person, and those of the home."""


def read(sought: Sequence[Sought], *, most: int) -> list[Row]:
    """Read the first rows of each, in one query.

    It is the query for which somebody waits at a door. To have Django compose it takes longer than the database needs.
    """
    found = _rows(*_rows_of(sought, most))
    return [(kind, key, reference, text, bool(closed)) for kind, key, reference, text, closed in found]


def _rows_of(sought: Sequence[Sought], most: int) -> tuple[list[str], list[Any]]:
    """Return a query for the first rows of each, and the values of all."""
    columns = "{kind} AS kind, id, reference, {{table}}.search_text, {restricted} AS restricted"
    each = [
        one.query(columns.format(kind=one.kind, restricted="restricted" if one.people else "FALSE"), most)
        for one in sought
    ]
    return each, [value for one in sought for value in one.values]


def read_with_homes(
    sought: Sequence[Sought], homes: Mapping[int, str], *, on: date, most: int
) -> tuple[list[Row], list[Home]]:
    """Read in one query what :func:`read` returns for ``sought``, and the first people with their homes for each of ``homes``.

    They live there on that day or later. P11a Restricted files are left out of these.

    :param homes: the expressions, each by a number of the caller's, which is given back with each row.
    """
    direct, values = _rows_of(sought, most)
    queries = [f"SELECT *, NULL AS home FROM ({each}) AS direct" for each in direct]
    for kind, expression in homes.items():
        once = "MATERIALIZED" if is_postgresql() else ""
        queries.append(_HOMES.format(kind=kind, near=_with_words(AT_HOME), once=once, most=most))
        values += [expression, on, on]
    found = _rows(queries, values)
    rows = [(kind, key, name, text, bool(closed)) for kind, key, name, text, closed, home in found if home is None]
    return rows, [(kind, key, name, text, home) for kind, key, name, text, _, home in found if home is not None]


def _all_of(queries: Iterable[str]) -> str:
    return " UNION ALL ".join(f"SELECT * FROM ({each}) AS found" for each in queries)


def _rows(queries: Iterable[str], values: Sequence[Any]) -> list[tuple[Any, ...]]:
    query = _all_of(queries)
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


PEOPLE, PLACES, AT_HOME = "customers_customer", "customers_asset", "customers_athome"
_HOMES = f"""
    WITH near AS {{once}} (SELECT {AT_HOME}.id FROM {{near}} LIMIT 10000)
    SELECT {{kind}} AS kind, person.id, person.reference, person.search_text, FALSE AS restricted, asset.search_text AS home
    FROM near JOIN customers_membership AS place ON place.id = near.id
    JOIN customers_tenancy AS tenancy ON tenancy.id = place.tenancy_id
    JOIN {PLACES} AS asset ON asset.id = tenancy.asset_id
    JOIN {PEOPLE} AS person ON person.id = place.customer_id
    WHERE NOT person.restricted AND person.merged_into_id IS NULL
    AND (place.ends IS NULL OR place.ends >= %s) AND (tenancy.ends IS NULL OR tenancy.ends >= %s) LIMIT {{most}}
"""
"""P11a The homes of the people who may be told of.

PostgreSQL reads the index once: of a table that it has not counted yet, it may else ask it again for each person.
"""


def _with_words(table: str) -> str:
    """Return the rows whose words are as an expression asks, for a FROM.

    SQLite reads them one by one from its index, and stops at the limit. For "id IN (…)" it would read all of them first.
    """
    if is_postgresql():
        return f"{table} WHERE {as_vector('search_text')} @@ %s::tsquery"
    return f"{table}_words CROSS JOIN {table} ON {table}.id = {table}_words.rowid WHERE {table}_words MATCH %s"


def people_with_words() -> str:
    """Return the condition that a row of people has words as an expression asks, where few rows are asked about."""
    if is_postgresql():
        return f"{as_vector('search_text')} @@ %s::tsquery"
    return f"EXISTS (SELECT 1 FROM {PEOPLE}_words AS w WHERE w.{PEOPLE}_words MATCH %s AND w.rowid = {PEOPLE}.id)"


# The vocabulary


class Vocabulary(NamedTuple):
    """The words into which a misspelt one can be corrected.

    :param text: all of them, each between spaces, so that a word and a beginning are found at once.
    """

    text: str
    words: frozenset[str]


def vocabulary(*, people: bool) -> Vocabulary:
    """Return the whole vocabulary as it stands. :param people: whether to read the words of people."""
    spaced = "string_agg(' ' || word, '')" if is_postgresql() else "group_concat(' ' || word, '')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {spaced} FROM {Word._meta.db_table} WHERE %s OR NOT of_people", [people])
        [text] = cursor.fetchone()
    return _vocabulary(text or "")


@functools.lru_cache(maxsize=4)
def _vocabulary(text: str) -> Vocabulary:
    """Return the words of this text. To take the same text apart again takes longer than to read it."""
    return Vocabulary(f"{text} ", frozenset(text.split()))
