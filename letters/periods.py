"""The periods for which a landlord keeps a case, as letters tell them. The app that keeps them registers how to read them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from housing_alerts.staff.models import Organisation


class Kept(NamedTuple):
    """The months for which a case is kept: after its last alert, with violence, and where it led to none."""

    after_alert: int
    after_violence: int
    no_alert: int


_readers: list[Callable[["Organisation"], Kept]] = []


def told_by(reads: Callable[["Organisation"], Kept]) -> None:
    """Register how the periods of a landlord are read. The app that keeps them calls this once, when it starts."""
    _readers.append(reads)


def kept_by(organisation: "Organisation") -> Kept:
    """P13a Return the periods of this landlord."""
    (reads,) = _readers
    return reads(organisation)
