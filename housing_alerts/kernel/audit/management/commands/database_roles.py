"""``./dev manage database_roles``: make the PostgreSQL roles: the owner of the tables, the service, and disposal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from housing_alerts.kernel.audit import protection, proved
from housing_alerts.kernel.audit.models import BLANKED, DELETED, Disposable, Link

WITHOUT = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"


class Command(BaseCommand):
    help = "Print, or with --apply make, the roles: who owns the tables, who the service is, and who disposes of files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", default="housing_alerts_owner", help="owns the tables; only migrate uses it")
        parser.add_argument("--service", default="housing_alerts", help="what DATABASE_URL of the service names")
        parser.add_argument(
            "--retention", default="housing_alerts_retention", help="what DATABASE_URL names for ./dev manage retention"
        )
        parser.add_argument("--apply", action="store_true", help="do it, as a superuser, in one transaction")

    def handle(self, *args: object, **options: Any) -> None:
        """Print or make the roles.

        :raises CommandError: on another database, before migrate, or if the service would keep other rights.
        """
        owner, service, retention = options["owner"], options["service"], options["retention"]
        _require_that_it_can_be_done(owner, service, retention)
        statements = [*_statements(owner, service, retention), *_of_disposal(service, retention)]
        if not options["apply"]:
            self.stdout.write(";\n".join(statements) + ";")
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            _require_that_it_suffices(cursor, owner, service, retention)
        self.stdout.write(f"{owner} owns the tables; {service} may use them; {retention} may dispose of files.")


def _require_that_it_can_be_done(*roles: str) -> None:
    if connection.vendor != "postgresql":
        raise CommandError("Roles are PostgreSQL's. On SQLite, whoever can write the file can change everything.")
    if len(set(roles)) < len(roles):
        raise CommandError("The owner, the service and the one that disposes of files must be three roles.")
    if protection.unprotected():
        raise CommandError("The trail is not protected yet. Run ./dev manage migrate first.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone() in [(role,) for role in roles]:
            raise CommandError("Run this as a superuser that is none of these roles.")


def _statements(owner: str, *users: str) -> list[str]:
    """Return what makes the roles. All but the owner may use the tables, and may only add to those that grow."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = sorted(info.name for info in connection.introspection.get_table_list(cursor) if info.type == "t")
        cursor.execute("SELECT rolname FROM pg_roles")
        known = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'"
            " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
        )
        functions = sorted(name for (name,) in cursor.fetchall())
    roles = (owner, *users)
    made = [f"{'ALTER' if role in known else 'CREATE'} ROLE {quote(role)} LOGIN {WITHOUT}" for role in roles]
    only_added_to: list[type[Model]] = [*protection.models(), Disposable, *proved.histories()]
    grown = ", ".join(quote(model._meta.db_table) for model in only_added_to)
    owner, service = quote(owner), ", ".join(map(quote, users))
    return [
        *made,
        f"ALTER DATABASE {quote(connection.settings_dict['NAME'])} OWNER TO {owner}",
        *(f"ALTER TABLE {quote(table)} OWNER TO {owner}" for table in tables),
        *(f"ALTER FUNCTION {name} OWNER TO {owner}" for name in functions),
        f"ALTER SCHEMA public OWNER TO {owner}",
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {service}",
        f"GRANT USAGE ON SCHEMA public TO {service}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {service}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {service}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {service}",
        f"REVOKE ALL ON {grown}, django_migrations FROM PUBLIC, {service}",
        f"GRANT SELECT, INSERT ON {grown} TO {service}",
        f"GRANT SELECT ON django_migrations TO {service}",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {service}",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE ON SEQUENCES TO {service}",
    ]


def _of_disposal(service: str, retention: str) -> list[str]:
    """Return what lets the one role name, delete and empty what goes. The triggers allow no more than a confirmed batch."""
    quote = connection.ops.quote_name
    going = [*_disposed_of(), *proved.histories()]
    may = [f"GRANT {_rights(model)} ON {quote(model._meta.db_table)} TO {quote(retention)}" for model in going]
    named = quote(Disposable._meta.db_table)
    return [*may, f"GRANT DELETE ON {named} TO {quote(retention)}", f"REVOKE INSERT ON {named} FROM {quote(service)}"]


def _disposed_of() -> list[type[Model]]:
    return [model for model in protection.models() if getattr(model, "DISPOSED_OF", "") in (BLANKED, DELETED)]


def _rights(model: type[Model]) -> str:
    return f"UPDATE ({', '.join(model.BLANK)})" if issubclass(model, Link) else "DELETE"


def _require_that_it_suffices(cursor: CursorWrapper, owner: str, service: str, retention: str) -> None:
    """Check that the service has no rights through another role: no REVOKE of ours takes those away.

    :raises CommandError: if it has.
    """
    too_much = []
    for other in (owner, retention):
        cursor.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [service, other])
        too_much += [other] if cursor.fetchone()[0] else []
    for model in (*protection.models(), *proved.histories()):
        table = model._meta.db_table
        cursor.execute(
            "SELECT has_table_privilege(%s, %s, 'UPDATE, DELETE, TRUNCATE, TRIGGER')",
            [service, connection.ops.quote_name(table)],
        )
        too_much += [table] if cursor.fetchone()[0] else []
    if too_much:
        raise CommandError(
            f"{service} could still change {', '.join(too_much)}, by another role that it is a member of. "
            "Nothing was changed. Take it out of that role."
        )
