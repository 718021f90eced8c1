"""Check whether production may start. Each unsafe item is named, with the way to mend it."""

from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 10
"""The least number of different characters in a key. A random key of fifty has more; one letter repeated has one."""


def unsafe_settings(*, secret_key: str, allowed_hosts: Sequence[str], https: bool, proxy: bool) -> list[str]:
    """List the unsafe settings of a service that is not a demo."""
    found = []
    if secret_key.startswith("django-insecure"):
        found.append("SECRET_KEY is a sample key. Make one of your own.")
    elif len(secret_key) < SHORTEST_KEY:
        found.append(f"SECRET_KEY is too short for production: use {SHORTEST_KEY} characters or more.")
    elif len(set(secret_key)) < FEWEST_CHARACTERS:
        found.append("SECRET_KEY repeats a few characters: use a random text.")
    if any(host.strip(" .*") == "" for host in allowed_hosts):
        found.append("ALLOWED_HOSTS lets every name in: give the names this service is reached by.")
    if not https and not proxy:
        found.append("HTTPS is false, so passwords would cross the network unprotected. Serve by TLS, or set PROXY.")
    return found


def make_private(database: str) -> None:
    """Make the file of an SQLite database, if there is none yet, so that only its owner can read it."""
    file = Path(database)
    if file.parent.is_dir() and not file.exists():
        file.touch(mode=0o600)


def unsafe_database() -> list[str]:
    """List the dangers in the database of a service that is not a demo: known passwords, and too many rights."""
    from django.db import connection

    from housing_alerts.kernel.audit import protection
    from housing_alerts.staff import selectors

    found = [
        f"The demo's account {username} can sign in with its known password. Close it, or give it another password."
        for username in selectors.demo_accounts()
    ]
    file = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and file.exists() and file.stat().st_mode & 0o077:
        found.append(f"Others on this machine can read the database. Run: chmod 600 {file}")
    if protection.as_superuser():
        found.append(
            "DATABASE_URL names a superuser of PostgreSQL, who could change the trail. "
            "Use the service's role: ./dev manage database_roles."
        )
    return found


def require_safe_service() -> None:
    """Let a process of the service start if its trail is protected and it is safe.

    The web processes and the worker ask it.

    :raises ImproperlyConfigured: with what is unsafe, and how to mend it.
    """
    from django.conf import settings

    from housing_alerts.kernel.audit import protection

    protection.require_protection()
    if not settings.DEMO:
        require_safe(unsafe_database())


def require_safe(found: list[str]) -> None:
    """Let the service start if nothing was found.

    :raises ImproperlyConfigured: with each item of ``found`` on a line of its own.
    """
    if found:
        raise ImproperlyConfigured("\n- ".join(["The service does not start, because this is unsafe:", *found]))
