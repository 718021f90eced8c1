"""Find the customer of a line by reference, telephone or e-mail, and never guess."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from housing_alerts.customers.models import Customer

_SEVERAL = re.compile(r"[/,;]|\bor\b")
SHORTEST = 6
"""The fewest digits of a telephone number. An extension has fewer."""


@dataclass(frozen=True)
class Named:
    """The customer of a line, as the other system names them: by any of three, or by none."""

    reference: str = ""
    telephone: str = ""
    email: str = ""


def number(text: str) -> str:
    """Return the digits of a telephone number as they are dialled in Britain, or "" if it is none."""
    digits = re.sub(r"\D", "", re.sub(r"^\s*\+", "00", text))
    if digits.startswith("44") and len(digits) > 10:
        digits = f"00{digits}"
    if digits.startswith("0044"):
        digits = "0" + digits.removeprefix("0044").lstrip("0")
    return digits if len(digits) >= SHORTEST else ""


def address(text: str) -> str:
    """Return an e-mail address as two are compared."""
    return text.strip().casefold()


@dataclass
class People:
    """The keys of the customers whom the lines of a file can mean."""

    references: dict[str, int] = field(default_factory=dict)
    telephones: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    emails: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, lines: Iterable[Named]) -> "People":
        """Read every customer who has a reference, a telephone number or an e-mail address of these lines.

        A file that was merged into another stands for that one.
        """
        named = list(lines)
        people = cls()
        references = {each.reference.casefold() for each in named if each.reference}
        telephones = {number(each.telephone) for each in named}
        emails = {address(each.email) for each in named}
        telephones, emails = telephones - {""}, emails - {""}
        asked = Customer.objects.order_by().values_list("pk", "merged_into", "reference", "telephone", "email")
        for pk, kept, reference, telephone, email in asked.iterator():
            key = kept or pk
            if reference.casefold() in references:
                people.references[reference.casefold()] = key
            for one in telephones.intersection(map(number, _SEVERAL.split(telephone))):
                people.telephones[one].add(key)
            if address(email) in emails:
                people.emails[address(email)].add(key)
        return people

    def find(self, named: Named) -> tuple[int | None, str]:
        """Return the key of the customer whom a line names, or why it is nobody.

        The reference counts before the telephone number, and that before the e-mail address.
        """
        if named.reference:
            found = self.references.get(named.reference.casefold())
            return found, "" if found else "No customer has this reference."
        ways = [
            (number(named.telephone), self.telephones, "telephone number"),
            (address(named.email), self.emails, "e-mail address"),
        ]
        given = [(key, known, called) for key, known, called in ways if key]
        for key, known, called in given:
            keys = known.get(key, set())
            if len(keys) == 1:
                return next(iter(keys)), ""
            if keys:
                return None, f"{len(keys)} customers have this {called}. Give the customer’s reference."
        if not given:
            return None, "It names no customer: there is no reference, no telephone number and no e-mail address."
        return None, f"No customer has this {' or this '.join(called for _, _, called in given)}."
