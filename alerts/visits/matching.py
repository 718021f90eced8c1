"""Match the lines of a list with people and properties, and ask where a line may mean several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.crypto import constant_time_compare, salted_hmac

from alerts.look_up.doors import MOST_AT_ONE_DOOR
from alerts.look_up.finding import STAFF, Finding, Hit, Scope, closed_of, find_each
from alerts.look_up.people import is_meant, to_choose
from alerts.look_up.selectors import Asked
from alerts.look_up.words import SOMEBODY
from housing_alerts.customers.models import Asset, Customer, Membership
from housing_alerts.customers.spelling import is_named
from housing_alerts.staff.models import Colleague

from .certain import Addresses, surest, surnames_at
from .lines import Row
from .models import Visit

NOTHING = "nothing"
"""The answer that a line means none of what was found."""
MOST_TO_CHOOSE = 8


@dataclass(frozen=True)
class Question:
    """A line that may mean several people or properties, or one that is only spelled alike.

    :param options: the answers to choose from, each with its words.
    :param spelled: whether nothing is called as the line says: it is only spelled alike, or has another number.
    :param more: whether more were found than are shown.
    """

    number: int
    typed: str
    options: list[tuple[str, str]]
    spelled: bool
    more: bool

    @property
    def name(self) -> str:
        """The name of the field that asks it."""
        return f"line_{self.number}"


@dataclass(frozen=True)
class Matched:
    """Each line with what it means, and the questions that are left."""

    lines: list[Asked]
    questions: list[Question]


def match(
    colleague: Colleague, lines: Sequence[str], answers: Mapping[str, str], *, before: Sequence[Visit] = (), on: date
) -> Matched:
    """Match each line, as the look-up finds it. A corrected line is only asked about, since nobody may go on a guess.

    :param answers: what was chosen, by the name of the field.
    :param before: the lines that the list had before, whose answers still hold.
    """
    found = _Found(colleague, lines, on)
    closed = closed_of(colleague, [hit for hits in found.hits for hit in hits])
    answered = {one.typed: one for one in before}
    chosen_of, open_questions = [], []
    each = zip(lines, found.findings, found.hits, found.sure, strict=True)
    for number, (typed, finding, hits, sure) in enumerate(each, start=1):
        answer = answers.get(f"line_{number}") or _answer_before(answered.get(typed))
        chosen = sure or _chosen(hits, answer)
        if chosen is None and hits and answer != NOTHING:
            open_questions.append((number, typed, finding, hits))
        chosen_of.append(chosen)
    people = Customer.objects.in_bulk([hit.pk for hit in chosen_of if hit and not hit.place])
    asked = [_asked(typed, hit, people) for typed, hit in zip(lines, chosen_of, strict=True)]
    return Matched(asked, _questions(colleague, open_questions, closed, on))


class _Found:
    """The results of the look-up for each line, and the one thing that a line surely names.

    It is None for several, for a correction and for a guess.
    """

    def __init__(self, colleague: Colleague, lines: Sequence[str], on: date) -> None:
        self.findings = find_each(Scope(colleague), lines, on=on)
        self.hits = _one_for_a_door([[*finding.hits, *finding.nearest] for finding in self.findings])
        only = [
            surest(hits) if finding.hits and not finding.instead else None
            for finding, hits in zip(self.findings, self.hits, strict=True)
        ]
        self.addresses = Addresses([hit for hit in only if hit], on=on)
        each = zip(lines, only, strict=True)
        self.sure = [hit if hit and self.addresses.names(typed, hit) else None for typed, hit in each]


def lines_for(colleague: Colleague, rows: Sequence[Row], *, on: date) -> list[str]:
    """D4 Return a line for each row of a file: the first of its ways that surely names something, else the first to ask about.

    Where the reference or the name leads to another door than the address beside it, the row is two lines: both doors are
    told of. A name that finds nobody, or several, is a line of its own where nobody at the address has that surname.
    """
    ways = list(dict.fromkeys(way for row in rows for way in row.ways))
    found = _Found(colleague, ways, on)
    sure = {way: hit for way, hit in zip(ways, found.sure, strict=True) if hit}
    asked = {way for way, hits in zip(ways, found.hits, strict=True) if hits}
    addresses = [next(filter(sure.get, row.addresses), "") for row in rows]
    surnames = surnames_at([sure[one].pk for one in addresses if one], on=on) if Scope(colleague).by_name else {}

    def is_elsewhere(name: str, place: Hit) -> bool:
        """Return whether it names somebody who does not live at this place, as far as may be told."""
        if name in sure:
            return not found.addresses.at_one_door(sure[name], place)
        return not any(is_named(surname, name) for surname in surnames[place.pk])

    def of_row(row: Row, address: str) -> list[str]:
        if address:
            beside = [
                way
                for way in row.references
                if way in sure and not found.addresses.at_one_door(sure[way], sure[address])
            ]
            if surnames and not beside:
                beside = [name for name in row.names if is_elsewhere(name, sure[address])]
            if beside:
                return [beside[0], address]
        known = (way for certain in (sure, asked) for way in row.ways if way in certain)
        return [next(known, row.whole)]

    return [line for row, address in zip(rows, addresses, strict=True) for line in of_row(row, address)]


def _one_for_a_door(found: list[list[Hit]]) -> list[list[Hit]]:
    """Return for each line what it may mean. Several references of one address are one property to whoever visits."""
    several = [hit.pk for hits in found if len(hits) > 1 for hit in hits if hit.place]
    doors = dict(Asset.objects.filter(pk__in=several).values_list("pk", "door")) if several else {}

    def door(hit: Hit, beside: list[Hit]) -> object:
        behind = [one for one in beside if one.place and doors.get(one.pk) == doors.get(hit.pk)]
        known = hit.place and doors.get(hit.pk) and len(behind) <= MOST_AT_ONE_DOOR
        return doors[hit.pk] if known else (hit.place, hit.pk)

    return [list({door(hit, hits): hit for hit in reversed(hits)}.values())[::-1] for hits in found]


def _chosen(found: Sequence[Hit], answer: str) -> Hit | None:
    return next((hit for hit in found if answer and constant_time_compare(key_of(hit.place, hit.pk), answer)), None)


def _answer_before(line: Visit | None) -> str:
    """Return the answer by which the same line was kept before, or "" if it was not."""
    if line is None:
        return ""
    key = line.asset_id or line.customer_id
    return key_of(bool(line.asset_id), key) if key else NOTHING


def _asked(typed: str, hit: Hit | None, people: Mapping[int, Customer]) -> Asked:
    if hit is None:
        return Asked(typed)
    return Asked(typed, asset=hit.pk) if hit.place else Asked(typed, customer=people[hit.pk])


def key_of(place: bool, pk: int) -> str:
    """P11a Return the key of an answer. It tells nobody whom it means: of a restricted file the reference may not be shown."""
    return salted_hmac("visits.matching", f"{place}:{pk}", algorithm="sha256").hexdigest()[:20]


def _questions(
    colleague: Colleague, left: Sequence[tuple[int, str, Finding, list[Hit]]], closed: set[int], on: date
) -> list[Question]:
    shown = [(number, typed, finding, found[:MOST_TO_CHOOSE]) for number, typed, finding, found in left]
    hits = [hit for *_, found in shown for hit in found]
    people = Customer.objects.in_bulk([hit.pk for hit in hits if not hit.place])
    places = Asset.objects.in_bulk([hit.pk for hit in hits if hit.place])
    homes = dict(
        Membership.objects.current(on=on).filter(customer__in=people).values_list("customer", "tenancy__asset__address")
    )

    def words(typed: str, hit: Hit) -> str:
        if hit.place:
            return f"{places[hit.pk].full_address} ({places[hit.pk].reference})"
        person = people[hit.pk]
        if not colleague.holds(*STAFF):
            return person.reference
        if hit.pk in closed and not is_meant(person, typed):
            return SOMEBODY
        return to_choose(person, typed, homes.get(person.pk, "no address"), closed=hit.pk in closed)

    whole = {number: len(found) for number, _, _, found in left}
    return [
        Question(
            number,
            typed,
            [(key_of(hit.place, hit.pk), words(typed, hit)) for hit in found],
            spelled=bool(finding.instead or finding.nearest or whole[number] == 1),
            more=whole[number] > len(found),
        )
        for number, typed, finding, found in shown
    ]
