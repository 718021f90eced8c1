"""``./dev manage database_roles``: make two PostgreSQL roles, an owner of the tables and one for the service."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from housing_alerts.kernel.audit import protection

WITHOUT = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"


class Command(BaseCommand):
    help = "Print, or with --apply make, the role that owns the tables and the one that the service signs in with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", default="housing_alerts_owner", help="owns the tables; only migrate uses it")
        parser.add_argument("--service", default="housing_alerts", help="what DATABASE_URL of the service names")
        parser.add_argument("--apply", action="store_true", help="do it, as a superuser, in one transaction")

    def handle(self, *args: object, **options: Any) -> None:
        """Print or make the roles.

        :raises CommandError: on another database, before migrate, or if the service would keep other rights.
        """
        owner, service = options["owner"], options["service"]
        _require_that_it_can_be_done(owner, service)
        statements = _statements(owner, service)
        if not options["apply"]:
            self.stdout.write(";\n".join(statements) + ";")
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            _require_that_it_suffices(cursor, owner, service)
        self.stdout.write(f"{owner} owns the tables; {service} may use them.")


def _require_that_it_can_be_done(owner: str, service: str) -> None:
    if connection.vendor != "postgresql":
        raise CommandError("Roles are PostgreSQL's. On SQLite, whoever can write the file can change everything.")
    if owner == service:
        raise CommandError("The owner and the service must be two roles.")
    if protection.unprotected():
        raise CommandError("The trail is not protected yet. Run ./dev manage migrate first.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone() in [(owner,), (service,)]:
            raise CommandError("Run this as a superuser that is neither of the two roles.")


def _statements(owner: str, service: str) -> list[str]:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = sorted(info.name for info in connection.introspection.get_table_list(cursor) if info.type == "t")
        cursor.execute("SELECT rolname FROM pg_roles")
        known = {name for (name,) in cursor.fetchall()}
    made = [f"{'ALTER' if role in known else 'CREATE'} ROLE {quote(role)} LOGIN {WITHOUT}" for role in (owner, service)]
    grown = ", ".join(quote(model._meta.db_table) for model in protection.models())
    owner, service = quote(owner), quote(service)
    return [
        *made,
        f"ALTER DATABASE {quote(connection.settings_dict['NAME'])} OWNER TO {owner}",
        *(f"ALTER TABLE {quote(table)} OWNER TO {owner}" for table in tables),
        f"ALTER FUNCTION refuse_append_only() OWNER TO {owner}",
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


def _require_that_it_suffices(cursor: Any, owner: str, service: str) -> None:
    """Check that the service has no rights through another role: no REVOKE of ours takes those away.

    :raises CommandError: if it has.
    """
    cursor.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [service, owner])
    too_much = [owner] if cursor.fetchone()[0] else []
    for model in protection.models():
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
