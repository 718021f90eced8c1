# ruff: noqa: S608  (the names in the statements are our own)
"""Search the words of people and properties in the index of the database (:mod:`.indexing`), and read the vocabulary."""

import functools
from collections.abc import Iterable, Sequence
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
Home = tuple[int, str, str, str]
"""The key, the reference, and the words of a person, and those of the home."""
_AT_HOME = -1


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
    sought: Sequence[Sought], homes: Sequence[Sought], like: Sequence[Sequence[str]], *, on: date, most: int
) -> tuple[list[Row], list[Home]]:
    """Read in one query what :func:`read` returns for ``sought``, and the people with their homes for ``homes``.

    They are the people at home at the first properties, and the first people with their homes, on that day or later.
    P11a Restricted files are left out of these.

    :param like: patterns, of which one of each must match the words of the person and of the home together.
    """
    direct, values = _rows_of(sought, most)
    queries = [f"SELECT *, '' AS home FROM ({each}) AS direct" for each in direct]
    if homes:
        at_home, more = _homes_of(homes, like, on)
        queries, values = [*queries, at_home], [*values, *more]
    found = _rows(queries, values)
    rows = [(kind, key, name, text, bool(closed)) for kind, key, name, text, closed, _ in found if kind != _AT_HOME]
    return rows, [(key, name, text, home) for kind, key, name, text, _, home in found if kind == _AT_HOME]


def _homes_of(sought: Sequence[Sought], like: Sequence[Sequence[str]], on: date) -> tuple[str, list[Any]]:
    """Return the query for people with their homes, and its values."""
    found = _all_of(
        _OF_ONE_SIDE.format(
            key="place.customer_id" if one.people else "tenancy.asset_id", found=one.query("id", _MOST_HOMES)
        )
        for one in sought
    )
    matches = "".join(f" AND ({' OR '.join(['text LIKE %s'] * len(each))})" for each in like)
    values = [value for one in sought for value in (on, on, *one.values)]
    return _HOMES.format(found=found, matches=matches), [*values, *(one for each in like for one in each)]


def _all_of(queries: Iterable[str]) -> str:
    return " UNION ALL ".join(f"SELECT * FROM ({each}) AS found" for each in queries)


def _rows(queries: Iterable[str], values: Sequence[Any]) -> list[tuple[Any, ...]]:
    query = _all_of(queries)
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


PEOPLE, PLACES = "customers_customer", "customers_asset"
_MOST_HOMES = 300
"""The people and the properties at most whose homes and tenants are read. A name that 300 people share is found with its home."""
_OF_ONE_SIDE = """
    SELECT place.customer_id, tenancy.asset_id,
        (place.ends IS NULL OR place.ends >= %s) AND (tenancy.ends IS NULL OR tenancy.ends >= %s) AS lives
    FROM customers_membership AS place JOIN customers_tenancy AS tenancy ON tenancy.id = place.tenancy_id
    WHERE {key} IN (SELECT id FROM ({found}) AS found)
"""
_HOMES = f"""
    SELECT {_AT_HOME} AS kind, id, reference, words, FALSE AS restricted, home FROM (
        SELECT person.id, person.reference, person.search_text AS words, asset.search_text AS home,
            person.search_text || asset.search_text || ' ' AS text,
            lives AND NOT person.restricted AND person.merged_into_id IS NULL AS told
        FROM ({{found}}) AS near
        JOIN {PLACES} AS asset ON asset.id = near.asset_id
        JOIN {PEOPLE} AS person ON person.id = near.customer_id
        LIMIT 10000
    ) AS found WHERE told{{matches}}
"""
"""P11a The homes of the people who may be told of. For the limit PostgreSQL begins with the few that were found: it takes these
conditions for rare in a table that it has not counted yet."""


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

    :param of_people: those of people, each between spaces, so that a word and a beginning are found at once.
    :param of_places: those of properties.
    :param whole: whether it is all of them.
    """

    of_people: str
    of_places: str
    words: frozenset[str]
    whole: bool = True


def vocabulary(*, people: bool) -> Vocabulary:
    """Return the whole vocabulary as it stands. :param people: whether to read the words of people."""
    spaced = "string_agg(' ' || word, '')" if is_postgresql() else "group_concat(' ' || word, '')"
    query = f"SELECT of_people, {spaced} FROM {Word._meta.db_table} WHERE %s OR NOT of_people GROUP BY of_people"
    with connection.cursor() as cursor:
        cursor.execute(query, [people])
        found = {bool(of_people): words for of_people, words in cursor.fetchall()}
    return _vocabulary(found.get(True, ""), found.get(False, ""))


@functools.lru_cache(maxsize=4)
def _vocabulary(of_people: str, of_places: str) -> Vocabulary:
    """Return the words of these texts. To take the same texts apart again takes longer than to read them."""
    return Vocabulary(f"{of_people} ", f"{of_places} ", frozenset(f"{of_people}{of_places}".split()))


def vocabulary_of(parts: Sequence[Term]) -> Vocabulary:
    """Return what these parts ask for of the vocabulary; all of it where one asks for no known word.

    A part with a number in it may be unknown: the vocabulary has none.
    """
    asked = [_asks(term) for term in parts]
    words = list({word for each in asked for word in each})
    found = _rows([_KNOWN.format(words=", ".join(["%s"] * len(words)))] if words else [], words)
    known = frozenset(word for _, word in found)
    if not all(known.intersection(each) for term, each in zip(parts, asked, strict=True) if not _has_number(term)):
        return vocabulary(people=True)
    of_people, of_places = ("".join(f" {word}" for whose, word in found if bool(whose) is of) for of in (True, False))
    return Vocabulary(f"{of_people} ", f"{of_places} ", known, whole=False)


_KNOWN = f"SELECT of_people, word FROM {Word._meta.db_table} WHERE of_people IN (TRUE, FALSE) AND word IN ({{words}})"
"""It names of_people for the index, which begins with it."""


def _has_number(term: Term) -> bool:
    return any(letter.isdecimal() for letter in term.typed)


def _asks(term: Term) -> list[str]:
    """Return the words by which a part is found, without those that begin with a number."""
    return [word.rstrip("*") for way in term.ways for word in way if word[0].isalpha()]
