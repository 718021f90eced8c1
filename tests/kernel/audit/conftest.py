"""A database of PostgreSQL whose roles were made: what the service can do there, it can do in production."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.management import call_command

from tests.databases import signed_in_as, sql


@dataclass
class Roles:
    """The names of the roles. They are the whole server's, so no other test has the same."""

    owner: str
    service: str
    retention: str

    def apply(self) -> None:
        """As the administrator does."""
        call_command("database_roles", **vars(self), apply=True)


@pytest.fixture
def names(django_db_blocker) -> Iterator[Roles]:
    """Three names. Whoever bears them is gone afterwards."""
    own = uuid.uuid4().hex[:8]
    roles = Roles(f"owner_{own}", f"service_{own}", f"retention_{own}")
    yield roles
    with django_db_blocker.unblock():
        for role in vars(roles).values():
            sql(f"DROP ROLE IF EXISTS {role}")


@pytest.fixture
def roles(names, own_database) -> Roles:
    """All, made and applied to a database of the test's own. The database goes first."""
    names.apply()
    return names


@pytest.fixture
def service(roles) -> Iterator[Roles]:
    """The test is the service, signed in as it is in production."""
    with signed_in_as(roles.service):
        yield roles
