"""Make the first administrator, on a database that has nobody yet."""

import getpass
import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from housing_alerts.staff import services
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

USERNAME, PASSWORD = "ADMINISTRATOR_USERNAME", "ADMINISTRATOR_PASSWORD"


class Command(BaseCommand):
    help = (
        "Make an account for a System administrator, who then adds the other colleagues. Asks for a user name and a "
        f"password; or set {USERNAME} and {PASSWORD}."
    )

    def handle(self, **options: Any) -> None:
        username = os.environ.get(USERNAME) or input("User name: ").strip()
        password = os.environ.get(PASSWORD) or getpass.getpass("Password (at least 12 characters): ")
        if not username or len(username) > 40:
            raise CommandError("Give a user name of 1 to 40 characters.")
        if Colleague.objects.filter(username__iexact=username).exists():
            raise CommandError(f"Somebody already signs in as {username}. Choose another user name.")
        try:
            validate_password(password, Colleague(username=username))
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        services.add_colleague(by=None, username=username, password=password, values={}, roles=[Role.ADMINISTRATOR])
        self.stdout.write(f"{username} can now sign in, and add colleagues at /colleagues/.")
