"""The customer's words in an investigation, and whether the Lead read them before “None is known” (P10a).

With them stands what earlier decisions and the contact log hold of the customer, by the apps that keep them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from housing_alerts.customers.policies import Heard, says_none_is_known, why_none_known_unread
from housing_alerts.kernel.refusals import Refusal

if TYPE_CHECKING:
    from housing_alerts.customers.models import Customer

    from .models import Investigation


class Written(Protocol):
    """A function that returns what was written of a customer, such as in decisions, lately or after a moment."""

    def __call__(self, customer: "Customer", *, after: datetime | None) -> Iterable[Heard]: ...


_written: list[Written] = []


def written_in(found: Written) -> None:
    """P10a Register where words about a customer are found, such as decisions. An app does so at its start."""
    _written.append(found)


def written_of(customer: "Customer | None", *, after: datetime | None = None) -> list[Heard]:
    """P10a List what was written of the customer before, unless it says no more than that none is known.

    :param after: the moment after which it was written; None for all of the last years.
    """
    found = [each for decided in _written for each in decided(customer, after=after)] if customer else []
    return [each for each in found if each.words.strip() and not says_none_is_known(each.words)]


def heard_in(investigation: "Investigation | None") -> list[Heard]:
    """P10a List what the customer, or somebody for them, said in the case, and what earlier decisions wrote of them."""
    if investigation is None:
        return []
    said = [each.as_heard() for each in investigation.discussions.all() if each.is_heard]
    return [*said, *written_of(investigation.customer)]


def heard_unread(investigation: "Investigation") -> list[Heard]:
    """P10a List what was said and decided since the Lead's answer that none is known, or all of it before one."""
    answered = investigation.considered_at if says_none_is_known(investigation.vulnerability) else None
    if answered is None:
        return heard_in(investigation)
    said = (each for each in investigation.discussions.all() if each.is_heard)
    since = [each.as_heard() for each in said if each.created_at > answered]
    return [*since, *written_of(investigation.customer, after=answered)]


def why_heard_unread(investigation: "Investigation") -> Refusal | None:
    """P10a Refuse to recommend while the Lead's “None is known” is older than what the customer said."""
    return why_none_known_unread(heard_unread(investigation), investigation.vulnerability, ())
