"""Limit the attempts to sign in, and record the failed ones in the trail.

Attempts are counted by name and address together, so that nobody is locked out from elsewhere; by address, whatever the names;
and by name from all addresses where this name has not signed in yet, so that many addresses cannot share the guessing.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import counting

from .models import Colleague


class Limit(NamedTuple):
    """The most attempts within a time."""

    what: str
    most: int
    lasts: timedelta


TOGETHER = Limit("attempts of a name at an address", 5, timedelta(minutes=5))
ADDRESS = Limit("attempts from an address", 30, timedelta(minutes=1))
NAME = Limit("attempts of a name from new addresses", 100, timedelta(hours=1))
KNOWN, KNOWN_FOR = "signed in from an address", timedelta(days=90)


class Somebody(NamedTuple):
    """The owner of a user name that no account has. The name is not kept, because people type their password there."""

    reference: str = ""


def begin(username: str, address: str) -> bool:
    """Count one more attempt, and say whether its password may be checked."""
    return all(_within(limit, whose, username, address) for limit, whose in _limits(username, address))


def fail(username: str, address: str) -> None:
    """Record in the trail that a password was wrong."""
    audit.record("enter wrong password", _whose(username), by=None, why=f"From {address}.")


def succeed(username: str, address: str) -> None:
    """Take the attempt back, because only wrong passwords count. The name is known at that address from now on."""
    for limit, whose in _limits(username, address):
        counting.uncount(limit.what, *whose)
    counting.count(KNOWN, _folded(username), address, lasts=KNOWN_FOR)


def _limits(username: str, address: str) -> Iterator[tuple[Limit, tuple[str, ...]]]:
    """Yield each limit that applies to the attempt, with the key under which attempts count for it, the narrowest first."""
    name = _folded(username)
    yield TOGETHER, (name, address)
    yield ADDRESS, (address,)
    if not counting.counted(KNOWN, name, address):
        yield NAME, (name,)


def _within(limit: Limit, whose: tuple[str, ...], username: str, address: str) -> bool:
    times = counting.count(limit.what, *whose, lasts=limit.lasts)
    if times == limit.most + 1:
        why = f"{limit.most} {limit.what}, the last from {address}."
        audit.record("lock sign-in", _whose(username), by=None, why=why)
    return times <= limit.most


def _whose(username: str) -> Colleague | Somebody:
    return Colleague.objects.filter(username__iexact=username.strip()).first() or Somebody()


def _folded(username: str) -> str:
    return username.strip().casefold()
