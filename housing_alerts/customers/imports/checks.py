"""Checks between the lines of a contacts export: the same line twice, one reference for two people."""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from typing import Any

from housing_alerts.customers.models import Asset, Customer, fold
from housing_alerts.customers.spelling import door
from housing_alerts.importing.reading import Report

from .rows import Home, Row

Known = dict[str, tuple[str, str, Any]]
SOME = 3
"""The most known references that one sentence names."""
CHUNK = 500
"""The number of references that one query asks for."""


def chunks(references: Iterable[str]) -> Iterable[list[str]]:
    """Split the references into portions that a database takes in one query."""
    listed = list(references)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


def agreeing(rows: list[Row], report: Report) -> list[Row]:
    """Return the rows that contradict neither each other nor the stored records. Refuse the others in the report."""
    rows = _one_of_each(rows, report)
    for check in (_one_person_a_reference, _one_story_a_person, _one_address_a_property, _one_property_a_tenancy):
        rows = check(rows, report)
    rows = _same_person_as_known(rows, report)
    _note_same_person_twice(rows, report)
    return rows


def _one_of_each(rows: list[Row], report: Report) -> list[Row]:
    kept: dict[str, list[Row]] = defaultdict(list)
    result = []
    for row in rows:
        twin = next((other for other in kept[row.reference] if other == row), None)
        if twin:
            report.note(row.line, f"The same as line {twin.line}, so it was left out.")
        else:
            kept[row.reference].append(row)
            result.append(row)
    return result


def _one_person_a_reference(rows: list[Row], report: Report) -> list[Row]:
    people: dict[str, set[Any]] = defaultdict(set)
    lines: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        people[row.reference].add(row.identity)
        lines[row.reference].append(row.line)

    def sentence(row: Row) -> str:
        if len(people[row.reference]) == 1:
            return ""
        others = ", ".join(str(line) for line in lines[row.reference] if line != row.line)
        return f"Contact Reference {row.reference} also stands for somebody else, on line {others}."

    return _without(rows, sentence, report)


def _one_story_a_person(rows: list[Row], report: Report) -> list[Row]:
    """Refuse lines that disagree about one person. A person with two tenancies has two lines."""
    first: dict[str, Row] = {}
    places: dict[tuple[str, str], int] = {}

    def sentence(row: Row) -> str:
        told = first.setdefault(row.reference, row)
        if (told.person, told.company, fold(told.area)) != (row.person, row.company, fold(row.area)):
            return f"Line {told.line} says something else of {row.reference}."
        place = (row.reference, row.place.tenancy if row.place else "")
        if places.setdefault(place, row.line) != row.line:
            return f"Line {places[place]} gives other days or another property for {row.reference} in this tenancy."
        return ""

    return _without(rows, sentence, report)


def _one_address_a_property(rows: list[Row], report: Report) -> list[Row]:
    """Refuse lines that disagree about the address of a property.

    A line without an address takes it from the other lines of the property, or from the stored record.
    """
    told: dict[str, Home] = {}
    lines: dict[str, int] = {}

    def differs(row: Row) -> str:
        if row.home is None:
            return ""
        known = told.setdefault(row.home.reference, row.home)
        line = lines.setdefault(row.home.reference, row.line)
        for called in ("address", "postcode", "uprn"):
            ours, theirs = getattr(known, called), getattr(row.home, called)
            if ours and theirs and fold(ours) != fold(theirs):
                return f"Property {row.home.reference} has another {called} on line {line}: “{ours}”."
        told[row.home.reference] = Home(
            known.reference,
            known.address or row.home.address,
            known.postcode or row.home.postcode,
            known.uprn or row.home.uprn,
        )
        return ""

    rows = _without(rows, differs, report)
    _add_known_addresses(told)

    def without_address(row: Row) -> str:
        if row.home is None or told[row.home.reference].address:
            return ""
        return f"Asset Address is empty, and no other line gives the address of property {row.home.reference}."

    rows = _without(rows, without_address, report)
    for row in rows:
        if row.home and not row.home.address:
            report.note(row.line, f"Asset Address is empty. Taken: {told[row.home.reference].address}.")
    return [replace(row, home=told[row.home.reference]) if row.home else row for row in rows]


def _add_known_addresses(told: dict[str, Home]) -> None:
    unknown = [reference for reference, home in told.items() if not home.address]
    for some in chunks(unknown):
        for asset in Asset.objects.filter(reference__in=some):
            told[asset.reference] = replace(told[asset.reference], address=asset.address)


def _one_property_a_tenancy(rows: list[Row], report: Report) -> list[Row]:
    told: dict[str, tuple[str, int]] = {}

    def sentence(row: Row) -> str:
        if row.place is None or row.home is None:
            return ""
        home, line = told.setdefault(row.place.tenancy, (row.home.reference, row.line))
        if home == row.home.reference:
            return ""
        return f"Tenancy {row.place.tenancy} is at property {home} on line {line}."

    return _without(rows, sentence, report)


def _same_person_as_known(rows: list[Row], report: Report) -> list[Row]:
    """Refuse a reference that we already hold for somebody else: it would put one person's alerts on another."""
    known: dict[str, tuple[str, Any]] = {}
    for some in chunks({row.reference for row in rows}):
        held = Customer.objects.filter(reference__in=some).values_list("reference", "forenames", "surname", "born")
        known |= {reference: (f"{forenames} {surname}", born) for reference, forenames, surname, born in held}

    def sentence(row: Row) -> str:
        if row.reference not in known:
            return ""
        name, born = known[row.reference]
        said, said_born = row.identity
        same = set(fold(name).split()) & set(said.split()) or (born and born == said_born)
        return "" if same else f"Contact Reference {row.reference} is already {name}, who is somebody else."

    return _without(rows, sentence, report)


def _note_same_person_twice(rows: list[Row], report: Report) -> None:
    first: dict[Any, Row] = {}
    for row in rows:
        if row.person.get("born") is None:
            continue
        other = first.setdefault(row.identity, row)
        if other.reference != row.reference:
            report.note(
                row.line,
                f"{row.reference} has the name and the date of birth of {other.reference} on line {other.line}. "
                "Is it the same person?",
            )


def note_no_longer_dead(rows: Iterable[Row], report: Report) -> None:
    """Report each person who is recorded as having died, and whose line leaves that blank now."""
    blank = {row.reference: row.line for row in rows if "died" not in row.person}
    for some in chunks(blank):
        for person in Customer.objects.filter(reference__in=some, died=True).order_by("reference"):
            report.note(
                blank[person.reference],
                f"It says no longer that {person} ({person.reference}) has died, and they stay recorded so. Ask. Write No under "
                "Deceased to take it back, or have an Operational Lead say on the customer's page that they are alive.",
            )


def note_same_address(new: Iterable[tuple[Row, Home]], added: Container[str], report: Report) -> None:
    """D4 Report each new property whose address we know under another reference: what stands at one is shown at the other.

    :param added: the references that this export brought. Two of one export may well be two garages.
    """
    doors = {home.reference: (row, door(home.address, home.postcode)) for row, home in new}
    known: dict[str, list[Asset]] = defaultdict(list)
    for asset in Asset.objects.at_doors({behind for _, behind in doors.values()}).order_by("reference"):
        if asset.reference not in added:
            known[asset.door].append(asset)
    for reference, (row, behind) in doors.items():
        if others := known.get(behind):
            named = " and ".join(each.reference for each in others[:SOME])
            report.note(row.line, f"{reference} has the address of {named}, {others[0]}. Is it the same property?")


_NUMBERS = re.compile(r"\d+")


def note_other_address(held: Mapping[str, Asset], now: Mapping[str, tuple[Row, Home]], report: Report) -> None:
    """D4 Report each known property that gets another door or postcode: what stands at it, and who lives there, goes along."""
    for reference, asset in held.items():
        row, home = now[reference]
        address, postcode = home.address or asset.address, home.postcode or asset.postcode
        doors = [_NUMBERS.findall(words) for words in (asset.address, address)]
        if asset.address and (doors[0] != doors[1] or (asset.postcode and asset.postcode != postcode)):
            report.note(
                row.line,
                f"{reference} was {asset.full_address}, and is now {address}, {postcode}. Is it the same property? What is in "
                "force there is now told at the new address, and not at the old one.",
            )


def _without(rows: list[Row], sentence: Callable[[Row], str], report: Report) -> list[Row]:
    kept = []
    for row in rows:
        said = sentence(row)
        if said:
            report.refuse(row.line, said)
        else:
            kept.append(row)
    return kept
