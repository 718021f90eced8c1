"""Load the characteristics of many customers from a file of its own (§11)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from housing_alerts.customers.models import Customer, fold
from housing_alerts.importing.reading import Column, Line, Refused, Report, Unreadable, lines_of
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from monitoring.models import Characteristic

from . import steps
from .choices import ANSWERS, RECORDED, Group, Protected
from .policies import Said

CUSTOMER, DESCRIBED = "Customer Reference", "In their own words:"
COLUMNS = (Column(CUSTOMER, required=True), *(Column(each.label) for each in RECORDED))
CALLED = {each: {fold(group.label): group for group in ANSWERS[each]} for each in RECORDED}
"""The answers about each characteristic by their words, folded."""
AT_ONCE = 500


@dataclass(frozen=True)
class _Told:
    """One line that is well formed."""

    number: int
    reference: str
    answers: dict[Protected, Said]


def load_characteristics(raw: bytes, name: str, *, by: Colleague, dry_run: bool = False) -> Report:
    """P11b Record what the file says, in one transaction. An empty cell leaves what is recorded.

    Nothing is kept if a line was refused, and nothing is ever kept in a ``dry_run``. No sentence of the report repeats an answer.

    :raises Unreadable: if the file is none of characteristics.
    """
    report = Report()
    lines = lines_of(raw, name, COLUMNS, report)
    if lines and not any(lines[0].has(each.label) for each in RECORDED):
        raise Unreadable("The file has no column of a characteristic: there is nothing to record.")
    told = list(_told(lines, report))
    with records.as_one("load characteristics"):
        records.take_turn(records.STEP)  # nobody merges two files between the reading of customers and the writing
        refuse_if(steps.why_not_record(by))
        for start in range(0, len(told), AT_ONCE):
            _record(told[start : start + AT_ONCE], by, report)
        report.kept = not dry_run and not report.refused
        if report.kept:
            audit.record("load characteristics", by, by=by)
        transaction.set_rollback(not report.kept)
    return report


def _told(lines: Sequence[Line], report: Report) -> Iterator[_Told]:
    """Yield the lines that are well formed, each customer once. Refuse the others in the report."""
    first: dict[str, int] = {}
    for line in lines:
        try:
            if line.torn:
                raise Refused(line.torn)
            reference = line.needed(CUSTOMER).upper()
            if reference in first:
                raise Refused(f"{CUSTOMER} stands on line {first[reference]} already.")
            answers = {each: said for each in RECORDED if (said := _answer(line, each))}
        except Refused as answer:
            report.refuse(line.number, str(answer))
        else:
            first[reference] = line.number
            yield _Told(line.number, reference, answers)


def _answer(line: Line, protected: Protected) -> Said | None:
    """Return the answer of the cell, or None if it is empty. :raises Refused: without a word of it, if it is no answer."""
    typed = line.text(protected.label)
    if not typed:
        return None
    if typed.casefold().startswith(DESCRIBED.casefold()):
        words = typed[len(DESCRIBED) :].strip()
        longest = Characteristic._meta.get_field("words").max_length or 0
        if not words or len(words) > longest:
            raise Refused(f"{protected.label} has no words after “{DESCRIBED}”, or more than {longest} characters.")
        return Said(Group.DESCRIBED, words)
    group = CALLED[protected].get(fold(typed))
    if group is None or group == Group.DESCRIBED:
        known = ", ".join(each.label for each in ANSWERS[protected] if each != Group.DESCRIBED)
        raise Refused(f"{protected.label} is none of its answers. Write one of: {known}.")
    return Said(group)


def _record(told: Sequence[_Told], by: Colleague, report: Report) -> None:
    """Record the answers of these lines, and count them. A line of no customer is a note of the report."""
    people = _people(told)
    keys = set(people.values())
    rows = {(row.customer_id, row.protected): row for row in Characteristic.objects.filter(customer__in=keys)}
    new = []
    for each in told:
        customer = people.get(each.reference)
        if customer is None:
            report.note(each.number, "No customer has this reference.")
            continue
        for protected, said in each.answers.items():
            row = rows.get((customer, protected))
            if row is None:
                row = Characteristic(customer_id=customer, protected=protected, group=said.group, words=said.words)
                rows[customer, protected] = row
                new.append(row)
                report.count("created")
            elif said == (row.group, row.words):
                report.count("unchanged")
            elif row._state.adding:  # a line of the file that was merged into this one: the first line stands
                report.note(each.number, "Another line is about the same person, and says something else.")
            else:
                row.group, row.words = said
                records.save(row, by=by, why="Loaded")
                report.count("updated")
    records.add_all(new, by=by, why="Loaded")


def _people(told: Sequence[_Told]) -> dict[str, int]:
    """Return the key of each customer by their reference. A file that was merged into another stands for that one."""
    rows = Customer.objects.filter(reference__in=[each.reference for each in told]).order_by()
    return {reference: kept or pk for pk, kept, reference in rows.values_list("pk", "merged_into", "reference")}
