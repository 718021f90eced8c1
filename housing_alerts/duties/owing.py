"""The duties that a record owes, and the one registry in which each app says so.

An app describes its record by one pure function, ``duties(record)``, and registers it as a :class:`Source` when it starts. This
module does not know what a case is.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.text import Truncator

from housing_alerts.kernel.procedure import Clause
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from .choices import Kind


@dataclass(frozen=True, kw_only=True)
class Holder:
    """The holder of a duty: a colleague, or everybody who holds a role for a service area or for all areas."""

    colleague_id: int | None = None
    role: str = ""
    area_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One thing that a record owes now.

    :param words: the thing to do, without anybody's name.
    :param about: the type of the alert or the like, beside the name of the customer.
    :param path: the address of the page on which it is done.
    :param shows_from: the first day on which it shows; None: at once.
    :param shows_until: the last day; None: until a step closes it.
    :param reference: the name of its subject, as people say it.
    :param awaited_by: the key of the colleague who waits for it.
    """

    kind: Kind
    holder: Holder
    reference: str
    words: str
    path: str
    clause: Clause
    about: str = ""
    shows_from: date | None = None
    shows_until: date | None = None
    due_on: date | None = None
    urgent: bool = False
    awaited_by: int | None = None


class Scope(NamedTuple):
    """The records whose duties are derived: all on these customers, all at these properties, and these records."""

    customers: Collection[int] = ()
    assets: Collection[int] = ()
    records: Collection[Any] = ()

    def of(self, model: type[models.Model], *, customer: str = "customer", asset: str = "asset") -> Q:
        """Return the condition for rows of the model that are in the scope.

        :param customer: the path from the model to its customer; empty if it has none.
        :param asset: the same for its property.
        """
        found = Q(pk__in=[record.pk for record in self.records if isinstance(record, model)])
        if customer and self.customers:
            found |= Q(**{f"{customer}__in": self.customers})
        if asset and self.assets:
            found |= Q(**{f"{asset}__in": self.assets})
        return found

    def part_of(self, model: type[models.Model], path: str) -> Q:
        """Return the condition for rows that belong to a record of the scope, such as the entries of an incident.

        :param path: the path from the row to that record.
        """
        return Q(**{f"{path}__in": [record.pk for record in self.records if isinstance(record, model)]})


@dataclass(frozen=True)
class Source:
    """A model whose records owe something.

    :param standing: returns the records of a scope that can owe anything, with the rows that their duties depend on.
    :param duties: returns all that one record owes now.
    :param touched_by: returns the records whose duties can change when that colleague, landlord or type changes.
    :param nowhere: returns the records that are about no customer and at no property.
    :param seen_by: returns the records that a colleague may open; without it no deputy sees their duties.
    """

    model: type[models.Model]
    standing: Callable[[Scope], Iterable[Any]]
    duties: Callable[[Any], Iterable[Owed]]
    touched_by: Callable[[Any], QuerySet[Any]]
    nowhere: Callable[[], QuerySet[Any]] | None = None
    seen_by: Callable[[Colleague], QuerySet[Any]] | None = None


LATELY = timedelta(days=28)
"""The time for which colleagues are told about the outcome of a case (the product's setting)."""
sources: list[Source] = []


SHORT = 25
"""The number of words of a reason that a worklist shows. The page of the case has all of them."""


def became(what: str, on: date, by: object, reason: str) -> str:
    """Return the outcome as a worklist says it: what happened, when, by whom and why."""
    return Truncator(f"{what} on {show_date(on)} by {by}: {Truncator(reason).words(SHORT)}").chars(200)


def register(*found: Source) -> None:
    """Add the sources of an app to the one registry."""
    sources.extend(found)


def to(colleague: Colleague) -> Holder:
    """Return the colleague as a holder."""
    return Holder(colleague_id=colleague.pk)


def leads(area_id: int | None) -> Holder:
    """Return the Operational Leads of a service area as a holder; for None, all of them."""
    return Holder(role=Role.OPERATIONAL_LEAD, area_id=area_id)


def heads(area_id: int) -> Holder:
    """Return the Heads of Service of an area as a holder."""
    return Holder(role=Role.HEAD_OF_SERVICE, area_id=area_id)


def heads_and(decider: Colleague | None, area_id: int) -> list[Holder]:
    """Return the Heads of Service of an area and, where somebody else decided, that colleague."""
    elsewhere = decider is not None and not decider.holds_in(Role.HEAD_OF_SERVICE, area_id)
    return [heads(area_id), *([to(decider)] if decider and elsewhere else [])]


def everybody(role: str) -> Holder:
    """Return all who hold the role, whatever their areas, as a holder."""
    return Holder(role=role)


def read_roles(people: Iterable[Colleague | None]) -> None:
    """Read the roles and service areas of all these colleagues with two queries, since :func:`leads_or` asks each."""
    prefetch_related_objects([one for one in people if one], "held", "areas")


def leads_or(colleague: Colleague | None, area_id: int) -> list[Holder]:
    """Return the Leads of the area as holders, and also the colleague, if they are a Lead in another area."""
    more = colleague is not None and colleague.still_leads() and not colleague.holds_in(Role.OPERATIONAL_LEAD, area_id)
    return [leads(area_id), *([to(colleague)] if more and colleague else [])]
