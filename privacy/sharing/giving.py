"""Ask about the names and addresses in the words of what others get (§11)."""

from collections.abc import Iterator

from housing_alerts.customers.models import Asset, Customer
from housing_alerts.kernel.refusals import Doubt
from privacy.bundle.collecting import Item, person_of
from privacy.bundle.parties import found_in, others, ways_to_write
from privacy.choices import Group, Relation

NAMED, ADDRESS = "NAMED", "ADDRESS"
NOT_ASKED = (Relation.COLLEAGUE, Relation.RELATIVE, Relation.REPRESENTATIVE)
"""Who may be named: a colleague who did their work, whoever acts for the person, and what is no name."""


def doubts(person: Customer, given: str) -> list[Doubt]:
    """P11a Return a question for each name of a reporter or another person, and each address to keep, in these words.

    No question says how anybody stands to the person: the file may be closed to whoever is asked.
    """
    if not given.strip():
        return []
    item = Item("", Group.REPORTS, "", (("", given),))
    found = found_in(item, others(person_of(person), [item]))
    names = [one.words for one in found if one.relation not in (*NOT_ASKED, Relation.ADDRESS)]
    places = [*_safe_address(person, given), *(one.words for one in found if one.relation == Relation.ADDRESS)]
    asked = [
        Doubt(
            f"{NAMED}-{name}",
            f"What they got names “{name}”. Nobody is in danger because they know this name.",
            "a name in what was given",
        )
        for name in _longest(names)
    ]
    return asked + [
        Doubt(
            f"{ADDRESS}-{place}",
            f"What they got says “{place}”. Nobody is in danger because they know this address.",
            "an address in what was given",
        )
        for place in _longest(places)
    ]


def _safe_address(person: Customer, given: str) -> Iterator[str]:
    """P11a Yield each way in which the words give a home of somebody whose file is restricted, spaced as they like."""
    said = "".join(given.casefold().split())
    homes = Asset.objects.filter(tenancies__memberships__customer__in=person_of(person).keys).distinct()
    for home in homes if person.restricted else ():
        yield from (way for way in ways_to_write(home) if "".join(way.casefold().split()) in said)


def _longest(found: list[str]) -> list[str]:
    """Return these words without those that stand within others of them."""
    different = list(dict.fromkeys(found))
    return [words for words in different if not any(words != other and words in other for other in different)]
