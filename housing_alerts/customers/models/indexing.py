# ruff: noqa: S608  (the names in the statements are our own)
"""Keep the words of people and properties in an index of the database, so that no search reads every row.

SQLite keeps a table of words beside each table, PostgreSQL an index on the words themselves. Both have the beginnings of words,
too: to find a beginning that many words share, every row of them all would be collected. Triggers keep both, the vocabulary, and
the words of people with their homes (:mod:`.homes`) as the rows are, whichever way a row is written or deleted. All is made anew
after each migrate, because altering a table on SQLite drops its triggers.
"""

from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, transaction

from . import homes
from .words import AT_HOME, BEGINNING, PEOPLE, PLACES, Word, as_vector, is_postgresql


class _Indexed(NamedTuple):
    """A table with words.

    :param may: the condition under which the words of a row may correct others; "" if they never may.
    :param columns: those on which its words, and that condition, depend.
    """

    people: bool
    may: str
    columns: tuple[str, ...]


_INDEXED = {
    PEOPLE: _Indexed(
        True,
        "NOT {row}.restricted AND {row}.merged_into_id IS NULL",
        ("search_text", "restricted", "merged_into_id"),
    ),
    PLACES: _Indexed(False, "TRUE", ("search_text",)),
    AT_HOME: _Indexed(False, "", ("search_text",)),
}


_AT_ONCE = 1000
_PREFIXES = " ".join(str(letters) for letters in range(1, BEGINNING + 1))
"""The lengths of the beginnings that SQLite indexes."""
_PAGE = 1000
"""The bytes of a page of SQLite's index. To find a rare word beside a frequent one, it skips whole pages of the frequent one."""


@transaction.atomic
def index_words(**_signal: object) -> None:
    """Make the index, the vocabulary, the words at home, and the triggers that keep them, in place of older ones."""
    tables = set(connection.introspection.table_names())
    if not {*_INDEXED, Word._meta.db_table} <= tables:
        return
    for model in (apps.get_model("customers", name) for name in ("Asset", "Customer")):
        _write_words(model)
    with connection.cursor() as cursor:
        for table in (Word._meta.db_table, AT_HOME):
            cursor.execute(f"DELETE FROM {table}")
        for statement in [*homes.keep(), *_indexes()]:
            cursor.execute(statement)


def _indexes() -> list[str]:
    """Return the statements that make the index of each table, and the triggers on it."""
    if is_postgresql():
        return [_WITH_BEGINNINGS, *(each for table in _INDEXED for each in _on_postgresql(table))]
    return [each for table in _INDEXED for each in _on_sqlite(table)]


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
            for statement in homes.lift():
                cursor.execute(statement)


def _on_sqlite(table: str) -> list[str]:
    words, (people, may, columns) = f"{table}_words", _INDEXED[table]
    new, old = may.format(row="NEW"), may.format(row="OLD")
    add = f"INSERT INTO {words} (rowid, search_text) VALUES (NEW.id, NEW.search_text);"
    remove = f"INSERT INTO {words} ({words}, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);"
    others = f"SELECT 1 FROM {words} JOIN {table} ON {table}.id = {words}.rowid"
    others += f""" WHERE {words} MATCH '"' || word || '"' AND {may.format(row=table)}"""
    learn = _learn(_each_word("NEW.search_text"), new, people)
    forget = _forget(_each_word("OLD.search_text"), old, others, people)
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
    options = f"search_text, content='{table}', content_rowid='id', prefix='{_PREFIXES}', tokenize='ascii', detail=none"
    begin = {
        "insert": f"AFTER INSERT ON {table} BEGIN {add} {learn}",
        "delete": f"AFTER DELETE ON {table} BEGIN {remove} {forget}",
        "update": f"AFTER UPDATE ON {table} WHEN {changed} BEGIN {remove} {add} {forget} {learn}",
    }
    return [
        f"DROP TABLE IF EXISTS {words}",
        f"CREATE VIRTUAL TABLE {words} USING fts5({options})",
        f"INSERT INTO {words} ({words}, rank) VALUES ('pgsz', {_PAGE})",
        _rebuild(table),
        *(f"DROP TRIGGER IF EXISTS {words}_{step}" for step in begin),
        *(f"CREATE TRIGGER {words}_{step} {body} END" for step, body in begin.items()),
        *_learn_all(table),
    ]


def _rebuild(table: str) -> str:
    return f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')"


def _on_postgresql(table: str) -> list[str]:
    """Return the statements. The index is written at once.

    Else PostgreSQL collects new rows in a list until the next vacuum, and after an import each search reads that list.
    """
    words, (people, may, columns) = f"{table}_words", _INDEXED[table]
    index = [
        f"DROP INDEX IF EXISTS {words}",
        f"CREATE INDEX {words} ON {table} USING gin ({as_vector('search_text')}) WITH (fastupdate = off)",
    ]
    if not may:
        return index
    new, old = may.format(row="NEW"), may.format(row="OLD")
    others = f"SELECT 1 FROM {table} WHERE {as_vector('search_text')} @@ word::tsquery AND {may.format(row=table)}"
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
        *index,
        f"CREATE OR REPLACE FUNCTION {words}_kept() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
        f"DROP TRIGGER IF EXISTS {words} ON {table}",
        f"CREATE TRIGGER {words} {steps} FOR EACH ROW EXECUTE FUNCTION {words}_kept()",
        *_learn_all(table),
    ]


_WITH_BEGINNINGS = f"""
    CREATE OR REPLACE FUNCTION {as_vector("text")} RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        WITH words AS (SELECT unnest(string_to_array(btrim($1), ' ')) AS word)
        SELECT array_to_tsvector(array_agg(word)) FROM (
            SELECT word FROM words
            UNION SELECT left(word, letters) || '_' FROM words, generate_series(1, {BEGINNING}) AS letters
        ) AS every WHERE word NOT IN ('', '_')
    $$"""
"""Define the words of a text for PostgreSQL, with their beginnings."""


def _each_word(text: str) -> str:
    """Return the table and the condition for each word of a text that has three letters and no number."""
    if is_postgresql():
        return f"unnest(string_to_array(btrim({text}), ' ')) AS value WHERE value ~ '^[a-z]{{3,}}$'"
    each = f"""json_each('["' || replace(trim({text}), ' ', '","') || '"]')"""
    return f"{each} WHERE value GLOB '[a-z][a-z][a-z]*' AND value NOT GLOB '*[^a-z]*'"


def _learn_all(table: str) -> list[str]:
    """Return the statement that adds the words of all rows to the vocabulary, if they may correct others."""
    people, may, _ = _INDEXED[table]
    each = f"{table}, {_each_word(f'{table}.search_text')}"
    return [_learn(each, may.format(row=table), people)] if may else []


def _learn(words: str, may: str, people: bool) -> str:
    """Return the statement that adds the words to the vocabulary if they may correct others; "" if they never may."""
    if not may:
        return ""
    found = f"SELECT DISTINCT value, {people} FROM {words} AND {may}"
    return f"INSERT INTO {Word._meta.db_table} (word, of_people) {found} ON CONFLICT DO NOTHING;"


def _forget(words: str, may: str, others: str, people: bool) -> str:
    """Return the statement that takes those words out of the vocabulary that no other row has that may correct others."""
    if not may:
        return ""
    return (
        f"DELETE FROM {Word._meta.db_table} WHERE of_people = {people} AND {may} "
        f"AND word IN (SELECT value FROM {words}) AND NOT EXISTS ({others});"
    )
