"""The subject of a letter, as a type. Mypy checks each model that is one (``LETTER_SUBJECTS`` of its app)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import QuerySet

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.records.models import Record
from housing_alerts.kernel.refusals import Doubt, Refusal
from housing_alerts.staff.models import ServiceArea

from .dating import OnRecord

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

Facts = dict[str, Any]
"""The plain data that a letter tells, as its subject's app drafts it and JSON keeps it."""


class Subject(Protocol):
    """A record that a letter can be about. Letters ask it, and never which kind of case it is."""

    @property
    def pk(self) -> int: ...

    @property
    def reference(self) -> str: ...

    @property
    def customer(self) -> Customer | None: ...

    @property
    def service_area(self) -> ServiceArea: ...

    def why_letter_refused(self, kind: str) -> Refusal | None:
        """P7c Return the reason why no letter of this kind that tells of it may exist now."""

    def why_customer_not_informed(self) -> Refusal | None:
        """P7c P4b Return the reason why the customer may be told nothing of it by letter."""

    def why_facts_refused(self, facts: Facts) -> Refusal | None:
        """E1 P11a Return the reason why a letter may not say this of it: it is no longer true, or it names somebody."""

    def kept_nameless(self) -> "Iterable[Colleague]":
        """P11a Return the colleagues whom no letter about it names."""

    def risks_at_home(self, *, on: date) -> list[str]:
        """P7c List the reasons why somebody at the customer's address should not read a letter about it on that day."""

    def letter_page(self, kind: str) -> str:
        """Return the address of the page on which a Lead writes its letter of this kind."""


_on_pages: list[tuple[QuerySet[Any], Callable[[Any, Customer], object]]] = []


def on_pages(found: QuerySet[Any], prepare: Callable[[Any, Customer], object]) -> None:
    """Register how pages read subjects of that model: with these rows beside each, and its parts when first asked for.

    The app of the subjects calls this once, when it starts.

    :param prepare: takes the subject and the customer of the letter, as the page has read them.
    """
    _on_pages.append((found, prepare))


_doubts: list[Callable[..., Iterable[Doubt]]] = []


def doubted_by(
    doubts: Callable[..., Iterable[Doubt]],
    *,
    at_home: Callable[..., "AtHome"],
    reach: Callable[..., Facts],
    asked: Callable[..., bool],
) -> None:
    """Register a question about a letter that the app of its subjects asks before the letter goes out.

    :param doubts: takes the subject, and by ``on`` the day on which the letter goes out.
    :param at_home: reads the reasons for care there. It takes the customer, the others at the home, and the day by ``on``.
    :param reach: reads how the customer may contact us. It takes the subjects and facts of a letter, and the day by ``on``.
    :param asked: says whether something else asks for what a letter says is over. It takes the subject, and the day by ``on``.
    """
    _doubts.append(doubts)
    _at_home.append(at_home)
    _reached.append(reach)
    _asked.append(asked)


def doubts_of(subject: Subject, *, on: date) -> list[Doubt]:
    """P7c List what the apps ask about a letter on the subject that goes out on that day."""
    return [doubt for doubts in _doubts for doubt in doubts(subject, on=on)]


_reached: list[Callable[..., Facts]] = []


def reach_known(told: Iterable[Subject], facts: Facts, *, on: date) -> Facts:
    """P5 Return the facts on contact that are true on the day on which a letter is sent."""
    told = list(told)
    return {name: so for known in _reached for name, so in known(told, facts, on=on).items()}


_asked: list[Callable[..., bool]] = []


def still_asked(subject: Subject, *, on: date) -> bool:
    """P8b Return whether something else asks on that day for what the subject asked for."""
    return any(asked(subject, on=on) for asked in _asked)


_dated: list[Callable[[Subject], OnRecord]] = []


def dated_by(on_record: Callable[[Subject], OnRecord]) -> None:
    """Register how an app reads the days on record of a subject. The days in a letter's words are checked by them."""
    _dated.append(on_record)


def days_on_record(told: Iterable[Subject]) -> OnRecord:
    """E1 Return the days on record of these subjects, as all the apps know them."""
    found = [on_record(subject) for subject in told for on_record in _dated]
    return OnRecord([day for each in found for day in each.reported], [day for each in found for day in each.others])


_at_door: list[Callable[..., list[str]]] = []


def taken_to(at_the_door: Callable[..., list[str]]) -> None:
    """Register how an app reads what is asked at a customer's door on a day."""
    _at_door.append(at_the_door)


def asked_at_door(customer: Customer, *, on: date) -> list[str]:
    """P7b D4 Return what is asked of whoever takes a letter to the customer's door that day, as the apps know it."""
    return [words for asked in _at_door for words in asked(customer, on=on)]


class AtHome(NamedTuple):
    """The reasons for care at one home on one day, whatever case they are of.

    ``of_customer``: those in reports on the customer, in words. ``of_others``: the keys of the others with such a reason. Their
    files may be closed to whoever writes, so their reasons have no words.
    """

    of_customer: list[str]
    of_others: set[int]


_at_home: list[Callable[..., AtHome]] = []


def known_at_home(customer: Customer, others: list[Customer], *, on: date) -> AtHome:
    """P7c Return the reasons for care at the home that the apps know of."""
    found = [reads(customer, others, on=on) for reads in _at_home]
    words = dict.fromkeys(each for one in found for each in one.of_customer)
    return AtHome(list(words), {pk for one in found for pk in one.of_others})


def prefetched(lookup: str) -> GenericPrefetch:
    """Return the lookup of subjects as :func:`on_pages` says."""
    return GenericPrefetch(lookup, [found.all() for found, _ in _on_pages])


def with_parts(subject: Subject, customer: Customer) -> None:
    """Prepare the subject of a letter to that customer for a page, as :func:`on_pages` says."""
    for found, prepare in _on_pages:
        if isinstance(subject, found.model):
            prepare(subject, customer)


def recipient(subject: Subject) -> Customer:
    """Return the customer to whom its letters go. :raises LookupError: if nobody is known, so that no letter may exist."""
    if subject.customer is None:
        raise LookupError(f"Nobody is known to whom a letter about {subject.reference} could go.")
    return subject.customer


def as_record(subject: Subject) -> Record:
    """Return the subject as the database row that it is. :raises TypeError: if it is no record."""
    if not isinstance(subject, Record):
        raise TypeError(f"{subject!r} is no record.")
    return subject


def read_again(subject: Subject) -> Subject:
    """Return the subject as it is stored now. :raises TypeError: if it is no record."""
    if not isinstance(subject, Record):
        raise TypeError(f"{subject!r} is no record.")
    found: Subject = type(subject)._default_manager.get(pk=subject.pk)
    return found


def locked(subject: Subject) -> Subject:
    """Return the subject read again under a lock. :raises TypeError: if it is no record."""
    if not isinstance(subject, Record):
        raise TypeError(f"{subject!r} is no record.")
    return records.locked(subject)
