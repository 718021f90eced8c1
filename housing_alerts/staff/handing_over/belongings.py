"""The one registry of what is a colleague's by name: a case that they lead, a report that they triage.

Each app says at its start what of its nouns belongs to a colleague. Nothing here knows what a case is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from housing_alerts.kernel.refusals import Refusal
    from housing_alerts.staff.models import Colleague
    from housing_alerts.staff.policies import Account


class HandOver(Protocol):
    """Give the record to another colleague, as a step of its own room."""

    def __call__(self, record: Any, /, *, to: "Colleague", by: "Colleague", on: date, why: str) -> Any: ...


@dataclass(frozen=True)
class Belonging:
    """Records of one kind that are a colleague's by name.

    :param name: what one of them is for the colleague, such as "Leads investigation".
    :param of: all that is theirs now and not done.
    :param stays: whether the colleague goes on with the record where their account is as wanted.
    :param roles: who could take it over holds one of these.
    :param why_not: the obstacle to the record being that colleague's.
    :param hand_over: the step that gives it to them.
    :param otherwise: who sees to it where nobody is named.
    :param called: how people name one of them.
    """

    name: str
    of: "Callable[[Colleague], Any]"
    stays: "Callable[[Any, Account], bool]"
    roles: tuple[str, ...]
    why_not: "Callable[[Any, Colleague], Refusal | None]"
    hand_over: HandOver
    otherwise: str
    called: "Callable[[Any], str]" = attrgetter("reference")


class Left(NamedTuple):
    """One record that is a colleague's, with what belongs to its kind."""

    belonging: Belonging
    record: Any

    @property
    def key(self) -> str:
        """Return what names the record among all of them."""
        return f"{self.record._meta.model_name}-{self.record.pk}"

    @property
    def words(self) -> str:
        """Return what it is for the colleague: of a case, by its reference alone."""
        return f"{self.belonging.name} {self.called}"

    @property
    def called(self) -> str:
        """Return how people name it."""
        return self.belonging.called(self.record)


_belongings: list[Belonging] = []


def register(*found: Belonging) -> None:
    """Add what an app knows to the one registry."""
    _belongings.extend(found)


def of(colleague: "Colleague") -> list[Left]:
    """List what is the colleague's by name."""
    return list(_of(colleague))


def _of(colleague: "Colleague") -> Iterator[Left]:
    for belonging in _belongings:
        for record in belonging.of(colleague):
            yield Left(belonging, record)


def left_behind(colleague: "Colleague", wanted: "Account") -> list[Left]:
    """List what the colleague goes on with now and could not where their account is as wanted; of a closed one, everything."""
    held = {found.role for found in colleague.held.all()}
    before = wanted._replace(roles=held, areas=list(colleague.areas.all()), active=colleague.is_active)
    return [left for left in _of(colleague) if _is_left(left, before, wanted)]


def _is_left(left: Left, before: "Account", wanted: "Account") -> bool:
    stays = left.belonging.stays
    return not stays(left.record, wanted) and (stays(left.record, before) or not wanted.active)
