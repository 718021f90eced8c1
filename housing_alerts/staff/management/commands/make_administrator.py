"""Make the first administrator and the first Data Protection Officer, on a database that has nobody yet."""

import getpass
import os
from typing import Any, NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from housing_alerts.staff import services
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague
from housing_alerts.web.health import migrations_wait


class Account(NamedTuple):
    """The user name, password and role of a new account."""

    role: Role
    username: str
    password: str


class Command(BaseCommand):
    help = (
        "Make an account for a System administrator, who then adds the other colleagues, and, where nobody is the Data "
        "Protection Officer, one for them: two people, since each confirms the roles that the other asks for. Asks for user "
        "names and passwords; or set ADMINISTRATOR_USERNAME, ADMINISTRATOR_PASSWORD, DATA_PROTECTION_OFFICER_USERNAME and "
        "DATA_PROTECTION_OFFICER_PASSWORD."
    )

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        if migrations_wait():
            raise CommandError("The database is not set up yet. Run ./dev manage migrate first, then this again.")
        roles = [Role.ADMINISTRATOR]
        if not Colleague.objects.filter(is_active=True, held__role=Role.DATA_PROTECTION_OFFICER).exists():
            roles.append(Role.DATA_PROTECTION_OFFICER)
        accounts = [self._ask(role) for role in roles]
        if len({account.password for account in accounts}) < len(accounts):
            raise CommandError("Give the two accounts different passwords: they are two people’s.")
        for account in accounts:
            self._add(account)

    def _ask(self, role: Role) -> Account:
        """Return the account from the environment (``<role>_USERNAME``, ``<role>_PASSWORD``) or from typed answers."""
        username = os.environ.get(f"{role.value}_USERNAME") or input(f"User name of the {role.label}: ").strip()
        password = os.environ.get(f"{role.value}_PASSWORD") or getpass.getpass("Password (at least 12 characters): ")
        return Account(role, username, password)

    def _add(self, account: Account) -> None:
        username, password = account.username, account.password
        if not username or len(username) > 40:
            raise CommandError("Give a user name of 1 to 40 characters.")
        if Colleague.objects.filter(username__iexact=username).exists():
            raise CommandError(f"Somebody already signs in as {username}. Choose another user name.")
        try:
            validate_password(password, Colleague(username=username))
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        services.add_colleague(by=None, username=username, password=password, values={}, roles=[account.role])
        self.stdout.write(f"{username} can now sign in as {account.role.label}.")
