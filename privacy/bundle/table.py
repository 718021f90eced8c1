"""The shape of a table that holds something about a person: the way to the person, and what is given of a row."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from alerts.incidents.beside import at_home_of
from privacy.choices import Group


class Person(NamedTuple):
    """The person of a bundle: the keys and names of their file and of the files merged into it."""

    keys: list[int]
    names: list[str]


@dataclass(frozen=True)
class Held:
    """A table that holds something about the person.

    :param ways: the paths from a row to the person; any of them makes it theirs.
    :param fields: the fields of each row that are given, in this order.
    :param of_others: the fields that tell of somebody else, whoever that is.
    :param left_out: each other field of the table, and why it is not given.
    :param at_home: whether rows that name nobody are theirs, too, where they happened at their home.
    :param words_in: the fields in which the person's name makes a row theirs, too.
    """

    model: type[models.Model]
    group: Group
    ways: tuple[str, ...]
    fields: tuple[str, ...]
    of_others: tuple[str, ...]
    left_out: dict[str, str]
    words_in: tuple[str, ...]
    at_home: bool = False

    def of(self, person: Person) -> Q:
        """Return the condition by which rows are about the person."""
        found = at_home_of(customer__in=person.keys) if self.at_home else Q(pk__in=[])
        for way in self.ways:
            found |= Q(**{f"{way}__in": person.keys})
        for field in self.words_in:
            for name in person.names:
                found |= Q(**{f"{field}__icontains": name})
        return found


def held(
    model: type[models.Model],
    group: Group,
    ways: str,
    fields: str,
    *,
    of_others: str = "",
    words_in: str = "",
    left_out: dict[str, str] | None = None,
    at_home: bool = False,
) -> Held:
    """Return the table with its names, each list of which is written with spaces between them."""
    return Held(
        model,
        group,
        tuple(ways.split()),
        tuple(fields.split()),
        tuple(of_others.split()),
        left_out or {},
        tuple(words_in.split()),
        at_home,
    )
