"""The one registry of records that belong to a colleague by name: cases that they lead, reports that they triage.

Each app registers at its start the records that belong to a colleague. This module does not know what a case is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from housing_alerts.kernel.refusals import Refusal
    from housing_alerts.staff.models import Colleague
    from housing_alerts.staff.policies import Account


class HandOver(Protocol):
    """The step that gives a record to another colleague, defined by the record's own app."""

    def __call__(self, record: Any, /, *, to: "Colleague", by: "Colleague", on: date, why: str) -> Any: ...


@dataclass(frozen=True)
class Belonging:
    """A kind of record that belongs to a colleague by name.

    :param name: the colleague's relation to one record, such as "Leads investigation".
    :param of: returns the records that are the colleague's now and not done.
    :param stays: says whether the colleague keeps the record if their account becomes as wanted.
    :param roles: the roles of which a successor must hold one.
    :param why_not: returns the obstacle to the record becoming that colleague's.
    :param hand_over: the step that gives it to them.
    :param otherwise: says who looks after the record if nobody is named.
    :param called: returns the name of one record, as people say it.
    :param private: says whether nobody else is told of one record while its colleague can keep it.
    """

    name: str
    of: "Callable[[Colleague], Any]"
    stays: "Callable[[Any, Account], bool]"
    roles: tuple[str, ...]
    why_not: "Callable[[Any, Colleague], Refusal | None]"
    hand_over: HandOver
    otherwise: str
    called: "Callable[[Any], str]" = attrgetter("reference")
    private: "Callable[[Any], bool]" = lambda record: False


class Left(NamedTuple):
    """One record that belongs to a colleague, with its kind."""

    belonging: Belonging
    record: Any

    @property
    def key(self) -> str:
        """Return the key that identifies the record among all of them."""
        return f"{self.record._meta.model_name}-{self.record.pk}"

    @property
    def words(self) -> str:
        """Return the colleague's relation to the record, and its name. A case is named by its reference alone."""
        return f"{self.belonging.name} {self.called}"

    @property
    def called(self) -> str:
        """Return the name of the record, as people say it."""
        return self.belonging.called(self.record)


class Named(NamedTuple):
    """A record that names a colleague, and that only a step of its own changes.

    ``path`` is the address of that step; empty where the reader may not open it.
    """

    words: str
    path: str


Names = Callable[["Colleague", "Colleague"], Iterable[Named]]
"""What returns the records that name a colleague (the first), as the reader (the second) sees them."""
_belongings: list[Belonging] = []
_names: list[Names] = []


def register(*found: Belonging, names: Names | None = None) -> None:
    """Add an app's kinds of record to the one registry, and its records that only name a colleague."""
    _belongings.extend(found)
    _names.extend([names] if names else [])


def names(colleague: "Colleague", by: "Colleague") -> list[Named]:
    """List the records that name the colleague and are not handed over here."""
    return [named for find in _names for named in find(colleague, by)]


def of(colleague: "Colleague", *, private: bool = False) -> list[Left]:
    """List the records that belong to the colleague by name.

    :param private: whether those are listed too of which nobody else is told while the colleague can keep them.
    """
    return [left for left in _of(colleague) if private or not left.belonging.private(left.record)]


def _of(colleague: "Colleague") -> Iterator[Left]:
    for belonging in _belongings:
        for record in belonging.of(colleague):
            yield Left(belonging, record)


def left_behind(colleague: "Colleague", wanted: "Account") -> list[Left]:
    """List the records that the colleague has now and could not keep if their account became as wanted.

    If the account is closed, list all their records.
    """
    held = {found.role for found in colleague.held.all()}
    before = wanted._replace(roles=held, areas=list(colleague.areas.all()), active=colleague.is_active)
    return [left for left in _of(colleague) if _is_left(left, before, wanted)]


def _is_left(left: Left, before: "Account", wanted: "Account") -> bool:
    stays = left.belonging.stays
    return not stays(left.record, wanted) and (stays(left.record, before) or not wanted.active)
