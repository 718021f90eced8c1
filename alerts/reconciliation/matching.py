"""Find whose alert each line of the export is, and which of ours it is. Nobody is guessed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from alerts.carrying_over.finding import Doors, called, likeliest
from alerts.catalogue.models import AlertType
from alerts.choices import EndedBecause
from housing_alerts.customers.models import Customer
from housing_alerts.importing.reading import bare

from .choices import Fact
from .lines import Export, Told
from .selectors import Held, held_here

AT_ONCE = 500
_OURS = re.compile(r"\bCM-\d{4}-\d{5,}\b")
Key = tuple[str, int]
"""A person or a property, by the name of its table and its key."""


class Whose(NamedTuple):
    """The person of a line or, of nobody, the property; or why neither is known. The reason names nobody."""

    customer: int | None = None
    asset: int | None = None
    why: str = ""


class Pair(NamedTuple):
    """A line and our alert, of which one may be missing. A line may be about an alert of ours that ended."""

    told: Told | None
    held: Held | None
    whose: Whose


@dataclass
class People:
    """The customers and properties that the lines of an export can mean."""

    today: date
    references: dict[str, int]
    doors: Doors

    @classmethod
    def of(cls, told: Iterable[Told], today: date) -> "People":
        """Read whoever the lines name. A file that was merged into another stands for that one."""
        lines = list(told)
        wanted = {each.contact.casefold() for each in lines if each.contact}
        places = sorted({each.place for each in lines if each.place})
        references: dict[str, int] = {}
        if wanted:
            asked = Customer.objects.order_by().values_list("pk", "merged_into", "reference")
            for pk, kept, reference in asked.iterator():
                if reference.casefold() in wanted:
                    references[reference.casefold()] = kept or pk
        doors = Doors({}, {})
        for start in range(0, len(places), AT_ONCE):
            some = Doors.at(places[start : start + AT_ONCE])
            doors.assets.update(some.assets)
            doors.residents.update(some.residents)
        return cls(today, references, doors)

    def find(self, told: Told) -> Whose:
        """P11a Return whose the line is. The reference counts before name and property, by which no restricted file is found.

        Else a colleague who writes a file with a name and an address would learn whether somebody lives there.
        """
        if told.contact:
            found = self.references.get(told.contact.casefold())
            return Whose(customer=found) if found else Whose(why=f"No customer has the reference {told.contact}.")
        asset = self.doors.assets.get(told.place)
        if asset is None:
            return Whose(why="No property here has the Asset Reference of the line.")
        if not told.name:
            return Whose(asset=asset.pk)
        residents = [each for each in self.doors.residents.get(asset.pk, []) if not each.customer.restricted]
        best = likeliest(called(told.name, residents), told.group, on=self.today)
        people = {each.customer_id for each in best}
        if len(people) == 1:
            return Whose(customer=people.pop())
        known = "Several people" if people else "Nobody"
        return Whose(
            why=f"{known} of the name on the line can be found at its property. Give the Contact Reference; "
            "a restricted file is found by that alone."
        )

    def place(self, told: Told) -> int | None:
        """Return the key of the line's property, if it is known."""
        asset = self.doors.assets.get(told.place)
        return asset.pk if asset else None


@dataclass
class Matching:
    """The lines and our alerts, paired one to one.

    :ivar pairs: in the order in which they were found.
    :ivar uncompared: our alerts of restricted files, where the export names nobody by reference.
    """

    export: Export
    types: dict[str, str]
    pairs: list[Pair] = field(default_factory=list)
    uncompared: int = 0

    def type_of(self, told: Told) -> str:
        """Return the name of the line's type: as it is called here, or else as the line says it."""
        return self.types.get(bare(told.type), told.type)


def match(export: Export, *, today: date) -> Matching:
    """P11a Pair each line of the export with our alert, by what is certain: our reference, the type, the first day."""
    found = Matching(export, _types())
    people, held = People.of(export.told, today), held_here()
    whose = {told: people.find(told) for told in export.told}
    here = _Here.of(held, export, found)
    left = here.pair_by_reference(whose)
    for told in left:
        here.add(told, whose[told])
    here.pair_each()
    here.pair_with_property_alone(people)
    here.close()
    return found


def _types() -> dict[str, str]:
    named: dict[str, str] = {}
    for code, name in AlertType.objects.values_list("code", "name"):
        named[bare(code)] = named[bare(name)] = name
    return named


@dataclass
class _Here:
    """The alerts in force that are not paired yet, and the lines of each person and property."""

    found: Matching
    by_reference: dict[str, Held]
    standing: dict[Key, list[Held]]
    ended: dict[Key, list[Held]]
    lines: dict[Key, list[tuple[Told, Whose]]] = field(default_factory=lambda: defaultdict(list))
    nobody: list[tuple[Told, Whose]] = field(default_factory=list)

    @classmethod
    def of(cls, held: list[Held], export: Export, found: Matching) -> "_Here":
        standing: dict[Key, list[Held]] = defaultdict(list)
        ended: dict[Key, list[Held]] = defaultdict(list)
        for each in held:
            if not each.active:
                ended[each.key].append(each)
            elif each.restricted and not export.by_reference:
                found.uncompared += 1
            elif each.starts <= export.exported_on:
                standing[each.key].append(each)
        return cls(found, {each.reference: each for each in held}, standing, ended)

    def pair_by_reference(self, whose: dict[Told, Whose]) -> list[Told]:
        """Pair each line in whose comment the reference of an alert of the same person stands. Return the other lines."""
        left = []
        for told, found in whose.items():
            named = _OURS.search(told.ours)
            held = self._standing_for(self.by_reference.get(named[0])) if named else None
            of_another = held and found.customer and found.customer != held.customer
            if held is None or of_another or held not in self.standing[held.key]:
                left.append(told)
            else:
                self._take(told, held, found)
        return left

    def _standing_for(self, held: Held | None) -> Held | None:
        """Return the alert, or the last of those that took its place one after the other."""
        while held and held.because == EndedBecause.REPLACED:
            replaced = held.pk
            held = next((each for each in self.by_reference.values() if each.replaces == replaced), None)
        return held

    def add(self, told: Told, whose: Whose) -> None:
        """Add a line that is to be paired."""
        if whose.customer:
            self.lines["customer", whose.customer].append((told, whose))
        elif whose.asset:
            self.lines["asset", whose.asset].append((told, whose))
        else:
            self.nobody.append((told, whose))

    def pair_each(self) -> None:
        """Pair the lines of each person and property with the alerts there: by type and day, type, day, or as the only ones."""
        ways = (
            lambda told, held: self._same_type(told, held) and self._same_day(told, held),
            self._same_type,
            self._same_day,
        )
        for key, lines in self.lines.items():
            for way in ways:
                self._pair(key, lines, way)
            if len(lines) == len(self.standing[key]) == 1 and not lines[0][0].type:
                self._pair(key, lines, lambda told, held: True)

    def _pair(self, key: Key, lines: list[tuple[Told, Whose]], alike: Callable[[Told, Held], bool]) -> None:
        for told, whose in list(lines):
            held = next((each for each in self.standing[key] if alike(told, each)), None)
            if held:
                lines.remove((told, whose))
                self._take(told, held, whose)

    def _take(self, told: Told, held: Held, whose: Whose) -> None:
        self.standing[held.key].remove(held)
        self.found.pairs.append(Pair(told, held, whose))

    def _same_type(self, told: Told, held: Held) -> bool:
        return bool(told.type) and self.found.type_of(told) == held.type

    def _same_day(self, told: Told, held: Held) -> bool:
        return told.starts == held.starts.isoformat()

    def pair_with_property_alone(self, people: People) -> None:
        """Pair the lines of people that are left with alerts on their property alone, of the type and the day."""
        for (table, _), lines in list(self.lines.items()):
            for told, whose in list(lines):
                place = people.place(told)
                if table == "customer" and place:
                    alone = [(told, whose)]
                    self._pair(("asset", place), alone, self._same_alert)
                    if not alone:
                        lines.remove((told, whose))

    def _same_alert(self, told: Told, held: Held) -> bool:
        return self._same_day(told, held) and (not told.type or self._same_type(told, held))

    def close(self) -> None:
        """Add what is left: the alerts without a line, and the lines without an alert in force."""
        alone = [each for some in self.standing.values() for each in some]
        self.found.pairs += [Pair(None, each, Whose()) for each in sorted(alone, key=lambda each: each.reference)]
        for key, lines in self.lines.items():
            for told, whose in lines:
                same = (each for each in self.ended[key] if self._same_type(told, each) or self._same_day(told, each))
                self.found.pairs.append(Pair(told, max(same, key=lambda each: each.pk, default=None), whose))
        self.found.pairs += [Pair(told, None, whose) for told, whose in self.nobody]


def stated(matching: Matching, told: Told) -> dict[str, str]:
    """Return the facts that the line states, its type by name."""
    type = {str(Fact.TYPE): matching.type_of(told)} if told.type else {}
    return type | {str(fact): value for fact, value in told.facts}
