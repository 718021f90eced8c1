# ruff: noqa: S608  (the names in the statements are our own)
"""Keep the words of each person together with those of each of their homes, for whoever types both.

Triggers write them, in whichever way and order the rows of people, homes, tenancies and memberships are written or deleted.
"""

from .words import AT_HOME, PEOPLE, PLACES, is_postgresql

_PLACES = "customers_membership"
_CHANGES = {
    _PLACES: (("customer_id", "tenancy_id"), "place.id"),
    "customers_tenancy": (("asset_id",), "tenancy.id"),
    PEOPLE: (("search_text",), "person.id"),
    PLACES: (("search_text",), "home.id"),
}
"""Of each table: the columns on which the words depend, and its key."""


def keep() -> list[str]:
    """Return the statements that write all words, and make the triggers in place of older ones."""
    make = _on_postgresql if is_postgresql() else _on_sqlite
    return [_write("TRUE"), *(statement for table in _CHANGES for statement in make(table))]


def lift() -> list[str]:
    """Return the statements that drop the triggers of SQLite."""
    steps = ("insert", "update", "delete")
    return [f"DROP TRIGGER IF EXISTS {table}_at_home_{step}" for table in _CHANGES for step in steps]


def _write(which: str) -> str:
    return f"""
        INSERT INTO {AT_HOME} (id, search_text)
        SELECT place.id, person.search_text || home.search_text FROM {_PLACES} AS place
        JOIN {PEOPLE} AS person ON person.id = place.customer_id
        JOIN customers_tenancy AS tenancy ON tenancy.id = place.tenancy_id
        JOIN {PLACES} AS home ON home.id = tenancy.asset_id
        WHERE {which} ON CONFLICT (id) DO UPDATE SET search_text = excluded.search_text;
    """


def _on_sqlite(table: str) -> list[str]:
    columns, key = _CHANGES[table]
    write, changed = _write(f"{key} = NEW.id"), " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
    begin = {
        "insert": f"AFTER INSERT ON {table} BEGIN {write} END",
        "update": f"AFTER UPDATE ON {table} WHEN {changed} BEGIN {write} END",
    }
    if table == _PLACES:
        begin["delete"] = f"AFTER DELETE ON {table} BEGIN DELETE FROM {AT_HOME} WHERE id = OLD.id; END"
    return [
        *(f"DROP TRIGGER IF EXISTS {table}_at_home_{step}" for step in begin),
        *(f"CREATE TRIGGER {table}_at_home_{step} {body}" for step, body in begin.items()),
    ]


def _on_postgresql(table: str) -> list[str]:
    columns, key = _CHANGES[table]
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)
    begin = {
        "insert": ("AFTER INSERT", _write(f"{key} = NEW.id")),
        "update": (f"AFTER UPDATE OF {', '.join(columns)}", f"IF {changed} THEN {_write(f'{key} = NEW.id')} END IF;"),
    }
    if table == _PLACES:
        begin["delete"] = ("AFTER DELETE", f"DELETE FROM {AT_HOME} WHERE id = OLD.id;")
    found = []
    for step, (when, body) in begin.items():
        name = f"{table}_at_home_{step}"
        function = f"BEGIN {body} RETURN NULL; END"
        found += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${function}$$",
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return found
