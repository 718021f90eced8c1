"""``./dev manage database_roles``: the two roles of PostgreSQL, one that owns the tables and one that the service uses."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from housing_alerts.audit import protection


class Command(BaseCommand):
    help = "Print, or with --apply make, the role that owns the tables and the one that the service signs in with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", default="housing_alerts_owner", help="owns the tables; only migrate uses it")
        parser.add_argument("--service", default="housing_alerts", help="what DATABASE_URL of the service names")
        parser.add_argument("--apply", action="store_true", help="do it, as a superuser, in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        """:raises CommandError: on another database than PostgreSQL."""
        if connection.vendor != "postgresql":
            raise CommandError("Roles are PostgreSQL's. On SQLite, whoever can write the file can change everything.")
        quote = connection.ops.quote_name
        statements = self._statements(quote(options["owner"]), quote(options["service"]))
        if not options["apply"]:
            self.stdout.write(";\n".join(statements) + ";")
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        self.stdout.write(f"{options['owner']} owns the tables; {options['service']} may use them.")

    def _statements(self, owner: str, service: str) -> list[str]:
        with connection.cursor() as cursor:
            tables = sorted(info.name for info in connection.introspection.get_table_list(cursor) if info.type == "t")
            cursor.execute("SELECT rolname FROM pg_roles")
            known = {connection.ops.quote_name(name) for (name,) in cursor.fetchall()}
        grown = [connection.ops.quote_name(model._meta.db_table) for model in protection.models()]
        return [
            *(
                f"CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE"
                for role in (owner, service)
                if role not in known
            ),
            *(f"ALTER TABLE {connection.ops.quote_name(table)} OWNER TO {owner}" for table in tables),
            f"ALTER FUNCTION refuse_append_only() OWNER TO {owner}",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            f"GRANT CREATE, USAGE ON SCHEMA public TO {owner}",
            f"GRANT USAGE ON SCHEMA public TO {service}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {service}",
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {service}",
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(grown)} FROM {service}",
            f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {service}",
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {service}",
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE ON SEQUENCES TO {service}",
        ]
