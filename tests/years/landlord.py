"""A landlord's year as plain Python: who lives where, whose alert is whose, and what a door must therefore say.

Nothing of the product is asked here: it is what the product is compared with. A contact is one reference of the housing
system, which knows nothing of our merges; a person is every contact whose files were made one.
"""

import random
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests import exports
from tests.procedure import oracle

FORENAMES = (
    "Ada",
    "Ben",
    "Cora",
    "Dev",
    "Edna",
    "Fay",
    "Gil",
    "Hal",
    "Ida",
    "Jon",
    "Kit",
    "Lea",
    "Max",
    "Nia",
    "Oz",
    "Pia",
)
SURNAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Larch", "Maple")
STREET = 20
"""Homes in a street: a search for its name finds them all."""
MOVES_IN = "This is about somebody who moves in on"
HAS_LEFT = "Verify before relying on it: the person it was about has left."
LET_AGAIN = "Verify before relying on it: the property was let again since."
TYPES = ["VISIT_IN_PAIRS", "WEAPONS", "NO_LONE_MALES", "NO_LONE_FEMALES", "NO_FEMALE_VISITORS", "NO_MALE_VISITORS"]
HOME_TYPE = "DANGEROUS_DOGS"
"""The type of which alerts stay at the property."""
ASKED = {
    "AT_LEAST_TWO": "go with at least one other colleague",
    "ANIMAL_SECURED": "have the animal secured before you enter, or leave",
    "POLICE_ADVICE": "take police advice before you go",
}
"""What a marker may ask for, and how a door says it."""


@dataclass
class Place:
    """A contact in a tenancy; ``ends`` is the last day, which still counts."""

    tenancy: str
    home: str
    starts: date
    ends: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts <= day and not self.over(day)

    def over(self, day: date) -> bool:
        return self.ends is not None and self.ends < day

    def follows(self, other: "Place") -> bool:
        """Whether the home was let anew, in this tenancy, after the other had begun and is over."""
        return self.home == other.home and self.tenancy != other.tenancy and self.starts > other.starts


@dataclass
class Contact:
    reference: str
    forenames: str
    surname: str
    born: date
    died: bool = False
    places: list[Place] = field(default_factory=list)
    dropped: list[Place] = field(default_factory=list)
    """What the housing system does not list any more: for us it ended the day before, if it gave no earlier day."""

    def drop(self, place: Place, day: date) -> None:
        self.places.remove(place)
        ends = min(place.ends or date.max, day - timedelta(days=1))
        self.dropped.append(Place(place.tenancy, place.home, place.starts, ends))


@dataclass
class Rule:
    """An alert: its instruction, of its own words, and whose or where it is."""

    instruction: str
    type: str
    contact: str
    home: str
    effective: date


@dataclass
class Mark:
    """An interim marker: what it asks for, and on whom, or at which home alone, from when to when."""

    asks: str
    contact: str
    home: str
    placed: date
    lifted: bool = False

    @property
    def ends(self) -> date:
        """The tenth working day after."""
        return oracle.marker_ends(self.placed)

    @property
    def said(self) -> str:
        return f"Unconfirmed: {ASKED[self.asks]}, until {self.ends:%-d %B %Y}."

    def stands(self, day: date) -> bool:
        return self.placed <= day <= self.ends and not self.lifted


class Landlord:
    """The year. Each week some people move, separate, die or come; ``touched`` are those whom an export must name."""

    def __init__(self, seed: int, contacts: int, first: date) -> None:
        self.random, self.day, self.started = random.Random(seed), first, first
        self.contacts: dict[str, Contact] = {}
        self.homes = [f"A{number:04}" for number in range(contacts)]
        self.numbers = iter(range(1, 1_000_000))
        self.rules: list[Rule] = []
        self.marks: list[Mark] = []
        self.root: dict[str, str] = {}
        self.doubles: list[tuple[str, str]] = []
        self.touched: set[str] = set()
        self.just_left: set[str] = set()
        self.happened: dict[str, int] = defaultdict(int)
        self.before: dict[str, set[str]] = defaultdict(set)
        while len(self.contacts) < contacts:
            self._household(self._vacant(), first - timedelta(days=self.random.randint(30, 4000)))

    # What happens

    def week(self, events: int) -> None:
        """Seven days later, with so many events."""
        for contact in self.contacts.values():
            for place in contact.places:
                self.before[place.home].add(self.person(contact.reference))
        self.day += timedelta(days=7)
        self.touched, self.just_left = set(), set()
        for _ in range(events):
            self.random.choice([self._move, self._move, self._separate, self._die, self._let, self._silently_gone])()

    def _household(self, home: str, starts: date) -> None:
        tenancy, surname = f"T{next(self.numbers)}", self.random.choice(SURNAMES)
        for _ in range(self.random.choice([1, 1, 2, 2, 3])):
            contact = self._contact(surname)
            contact.places.append(Place(tenancy, home, starts))
        if self.random.random() < 0.08:
            self._double(contact)

    def _contact(self, surname: str) -> Contact:
        born = date(1930, 1, 1) + timedelta(days=self.random.randint(0, 25_000))
        contact = Contact(f"C{next(self.numbers):05}", self.random.choice(FORENAMES), surname, born)
        self.contacts[contact.reference] = contact
        self.touched.add(contact.reference)
        return contact

    def _double(self, contact: Contact) -> None:
        """The housing system has the person twice: in the same tenancy or, from an earlier time, elsewhere."""
        twice = self._contact(contact.surname)
        twice.forenames, twice.born = contact.forenames, contact.born
        place = contact.places[0]
        elsewhere = Place(f"T{next(self.numbers)}", self._vacant(), place.starts)
        twice.places.append(self.random.choice([Place(place.tenancy, place.home, place.starts), elsewhere]))
        self.doubles.append((contact.reference, twice.reference))

    def _move(self) -> None:
        """Out on a day of this week or the next, and into an empty home from the day after."""
        contact, place = self._somebody()
        place.ends = self.day + timedelta(days=self.random.randint(-6, 5))
        starts = place.ends + timedelta(days=1)
        contact.places.append(Place(f"T{next(self.numbers)}", self._vacant(since=self.just_left), starts))
        self._note("moved", contact)

    def _separate(self) -> None:
        """One of a household goes, and the housing system no longer has them there."""
        contact, place = self._somebody(beside=True)
        contact.drop(place, self.day)
        self.just_left.add(place.home)
        contact.places.append(Place(f"T{next(self.numbers)}", self._vacant(), self.day))
        self._note("separated", contact)

    def _silently_gone(self) -> None:
        """The housing system has nobody there any more, and does not say where they went."""
        contact, place = self._somebody()
        contact.drop(place, self.day)
        self.just_left.add(place.home)
        self._note("gone", contact)

    def _die(self) -> None:
        contact, place = self._somebody()
        contact.died, place.ends = True, self.day - timedelta(days=self.random.randint(1, 6))
        self._note("died", contact)

    def _let(self) -> None:
        """Somebody whom nobody knew comes to an empty home."""
        self._household(self._vacant(), self.day - timedelta(days=self.random.randint(0, 5)))
        self.happened["let"] += 1

    def _note(self, what: str, contact: Contact) -> None:
        self.touched.add(contact.reference)
        self.happened[what] += 1

    def _somebody(self, *, beside: bool = False) -> tuple[Contact, Place]:
        """Somebody alive and settled, each time another; ``beside`` others."""
        ruled = [rule.contact for rule in self.rules if rule.contact]
        marked = [mark.contact for mark in self.standing() if mark.contact]
        while True:
            often = self.random.choice([ruled, marked, [], []])
            contact = self.contacts[self.random.choice(often or list(self.contacts))]
            if contact.died or contact.reference in self.touched:
                continue
            for place in contact.places:
                if place.ends is None and place.starts <= self.day and (not beside or len(self.at(place.home)) > 1):
                    return contact, place

    def _vacant(self, since: Container[str] = ()) -> str:
        """An empty home; one that somebody with an alert left, where there is one, so that there are next occupiers.

        :param since: those that the housing system has nobody in only since this week: who lived there is taken to stay
            until a tenancy begins that was already agreed.
        """
        taken = {place.home for each in self.contacts.values() for place in each.places if not place.over(self.day)}
        marked = {self.person(one.contact) for one in [*self.rules, *self.standing()]}
        free = [home for home in self.homes if home not in taken and home not in since]
        return self.random.choice([home for home in free if self.before[home] & marked] or free)

    def impose(self, *, at_home: bool) -> Rule | None:
        """An alert on somebody or, ``at_home``, on a home of which they are the keeper."""
        contact, place = self._somebody()
        used = {rule.type for rule in self.rules if self.person(rule.contact) == self.person(contact.reference)}
        used |= {rule.type for rule in self.rules if self._twin(contact.reference) == rule.contact}
        types = [HOME_TYPE] if at_home else TYPES
        free = [type for type in types if type not in used]
        if not free:
            return None
        words = f"Do number {next(self.numbers)}."
        whose = self.person(contact.reference)  # of two files made one it is written on the one that stands
        rule = Rule(words, self.random.choice(free), whose, place.home if at_home else "", self.day)
        self.rules.append(rule)
        return rule

    def mark(self, *, at_home: bool) -> Mark:
        """A marker on somebody or, ``at_home``, where nobody knows who it was, on their home; placed in the last week."""
        contact, place = self._somebody()
        whose, home = ("", place.home) if at_home else (self.person(contact.reference), "")
        placed = self.day - timedelta(days=self.random.randint(0, 6))
        return Mark(self.random.choice(list(ASKED)), whose, home, placed)

    def _twin(self, reference: str) -> str:
        pairs = dict(self.doubles) | {other: one for one, other in self.doubles}
        return pairs.get(reference, "")

    def merge(self, kept: str, other: str) -> None:
        """Both are one person for us from now on."""
        self.root[other] = kept
        self.happened["merged"] += 1

    def part(self, other: str) -> None:
        """They are two people again."""
        del self.root[other]
        self.happened["parted"] += 1

    # What is so

    def person(self, reference: str) -> str:
        return self.root.get(reference, reference)

    def files(self, reference: str) -> list[Contact]:
        """Every contact of the person."""
        kept = self.person(reference)
        return [self.contacts[one] for one in [kept, *(other for other, root in self.root.items() if root == kept)]]

    def standing(self) -> list[Mark]:
        """The markers that are neither lifted nor lapsed today."""
        return [mark for mark in self.marks if mark.stands(self.day)]

    def at(self, home: str) -> set[str]:
        """Who lives in the home today."""
        return {
            self.person(contact.reference)
            for contact in self.contacts.values()
            if any(place.home == home and place.holds(self.day) for place in contact.places)
        }

    def doors(self) -> dict[str, set[str]]:
        """For each home what its door must say today, and nothing else."""
        living: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for contact in self.contacts.values():
            for place in contact.places:
                if place.holds(self.day):
                    living[self.person(contact.reference)].add((place.home, ""))
                elif place.starts > self.day and not place.over(self.day):
                    living[self.person(contact.reference)].add((place.home, f" {MOVES_IN} {place.starts:%-d %B %Y}."))
        said: dict[str, set[str]] = {home: set() for home in self.homes}
        for rule in self.rules:
            if rule.home:
                said[rule.home].add(f"{rule.instruction} {self._doubt(rule)}".strip())
            else:
                for home, when in living[self.person(rule.contact)]:
                    said[home].add(rule.instruction + when)
        for mark in self.standing():
            person = self.person(mark.contact)
            for home, when in [(mark.home, "")] if mark.home else living[person] | self._lived_last(person):
                said[home].add(mark.said + when)
        return said

    def _lived_last(self, person: str) -> set[tuple[str, str]]:
        """Where somebody without a home lived last, unless it was let again since; of the dead, wherever that was."""
        own = [place for each in self.files(person) for place in each.places + each.dropped if place.starts <= self.day]
        if any(each.died for each in self.files(person)):
            gone = own
        elif any(not place.over(self.day) for each in self.files(person) for place in each.places):
            return set()
        else:
            lets = [place for each in self.contacts.values() for place in each.places]
            gone = [one for one in own if one.ends and not any(let.follows(one) for let in lets)]
        last = max(gone, key=lambda place: place.ends or date.max, default=None)
        return {(last.home, "")} if last else set()

    def _doubt(self, rule: Rule) -> str:
        here = [place for each in self.contacts.values() for place in each.places if place.home == rule.home]
        if not rule.contact:
            stayed = any(place.holds(self.day) and place.starts <= rule.effective for place in here)
            anew = any(place.holds(self.day) and place.starts > rule.effective for place in here)
            return LET_AGAIN if anew and not stayed else ""
        files = self.files(rule.contact)
        stays = any(place in here and not place.over(self.day) for each in files for place in each.places)
        return "" if stays and not any(each.died for each in files) else HAS_LEFT

    def next_occupiers(self, of: Iterable[Rule | Mark]) -> int:
        """In how many homes somebody lives now who came after a person with one of these alerts or markers."""
        marked = {self.person(one.contact) for one in of if not one.home}
        return sum(bool(self.at(home)) and bool((self.before[home] - self.at(home)) & marked) for home in self.homes)

    # What the housing system exports

    def export(self, *, whole: bool = False) -> list[dict[str, str]]:
        """Everybody; or those to whom something happened, and whoever shares a person, a home or a tenancy with them."""
        named = set(self.contacts) if whole else self._near(self.touched)
        return [row for reference in sorted(named) for row in self._rows(self.contacts[reference])]

    def _near(self, named: set[str]) -> set[str]:
        named = {each.reference for one in named for each in self.files(one)}
        homes = {place.home for one in named for place in self._told(self.contacts[one])}
        more = {each.reference for each in self.contacts.values() if any(p.home in homes for p in self._told(each))}
        return named if more <= named else self._near(named | more)

    def _told(self, contact: Contact) -> list[Place]:
        return [place for place in contact.places if not place.over(self.day - timedelta(days=7))]

    def _rows(self, contact: Contact) -> list[dict[str, str]]:
        person = exports.ROSE | {
            "Contact Reference": contact.reference,
            "Forenames": contact.forenames,
            "Surname": contact.surname,
            "Date of Birth": f"{contact.born:%d/%m/%Y}",
            "Deceased": "Y" if contact.died else "",
            "Telephone": "",
            "Email": "",
        }
        told = self._told(contact)
        homeless = dict.fromkeys(
            ["Tenancy Reference", "Tenancy Start", "Asset Reference", "Asset Address", "Postcode"], ""
        )
        return [person | self._cells(place) for place in told] or [person | homeless]

    def _cells(self, place: Place) -> dict[str, str]:
        number = int(place.home[1:])
        return {
            "Group Name": "Household",
            "Tenancy Reference": place.tenancy,
            "Tenancy Start": f"{place.starts:%d/%m/%Y}",
            "Tenancy End": f"{place.ends:%d/%m/%Y}" if place.ends else "",
            "Asset Reference": place.home,
            "Asset Address": f"{number % STREET + 1} Street{number // STREET}way, Testmouth, Devon",
        }
