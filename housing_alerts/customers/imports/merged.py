"""Handle people with two references in the housing system and one file here. Report people who may be such."""

import json
from dataclasses import replace
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from housing_alerts.customers.duplicates import in_common
from housing_alerts.customers.models import Customer, Merge, days_of, span
from housing_alerts.importing.reading import Report
from housing_alerts.kernel.records import saving as records

from .rows import Row

MORE = ("title", "known_as", "born", "died", "telephone", "email")
"""The facts about a person that one line may supply if another leaves them blank.

The name comes only from the person's own line.
"""
SAME = ("born", "telephone", "email")
"""The facts by which a new person may be somebody whom we know."""


def references_kept() -> dict[str, str]:
    """Return the reference of each merged file, with the reference of the file that was kept."""
    merged = Customer.objects.exclude(merged_into=None)
    return dict(merged.values_list("reference", "merged_into__reference"))


def under_kept(rows: list[Row], kept: dict[str, str], report: Report) -> list[Row]:
    """Return the rows with each merged reference replaced by the reference that was kept: they still say where the person lives.

    The person's own line says who they are; if the export has none, the first line of a merged reference does. Another line fills
    the blanks of that line, and a person who is dead on one line is dead.

    :param kept: the references from :func:`references_kept`.
    """
    own, people = _who_each_is(rows, kept), set(kept.values())
    result: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: row.reference in kept):
        reference = kept.get(row.reference, row.reference)
        if row.reference in kept:
            taken = f"where the person lives, and what {reference} leaves blank"
            report.note(row.line, f"{row.reference} was merged into {reference}. Taken: {taken}.")
        under = {row.reference: days_of(row.place)} if row.place and reference in people else {}
        row = _as_one(replace(row, days_under=under), reference, own[reference])
        key = row.place_named
        if key in result:
            row = _in_one_place(result[key], row)
            report.count("unchanged")
        result[key] = row
    return list(result.values())


def _who_each_is(rows: list[Row], kept: dict[str, str]) -> dict[str, Row]:
    """Return the line that identifies each person, with its blanks filled from their other lines."""
    own: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row.reference in kept):
        reference = kept.get(row.reference, row.reference)
        own[reference] = _with_more(own[reference], row) if reference in own else row
    return own


def _with_more(own: Row, other: Row) -> Row:
    filled = {name: other.person[name] for name in MORE if other.person.get(name) and not own.person.get(name)}
    return replace(own, person=own.person | filled, format=own.format or other.format)


def _as_one(row: Row, reference: str, own: Row) -> Row:
    """Return the line under that reference, with the person's details from their own line."""
    return replace(row, reference=reference, person=own.person, company=own.company, area=own.area, format=own.format)


def _in_one_place(one: Row, other: Row) -> Row:
    """Return the two rows as one place in the tenancy, from the earlier first day to the later last day."""
    if one.place is None:
        return one
    under = one.days_under | other.days_under
    starts, ends = span(under)
    return replace(one, place=replace(one.place, starts=starts, ends=ends), days_under=under)


def standing_merges() -> dict[str, Merge]:
    """Return the latest standing merge into each kept file, by the reference of that file."""
    found = Merge.objects.standing().select_related("kept").order_by("pk")
    return {merge.kept.reference: merge for merge in found}


def keep_own_facts(merge: Merge, *, own: dict[str, Any], taken: dict[str, Any], why: str) -> None:
    """Keep with the merge each fact that the kept file takes from another line, beside its own fact.

    An undo of the merge then gives the file its own facts back.

    :param own: the facts on the person's own line, empty where the export has none.
    :param taken: the facts that the file is about to have.
    """
    facts = dict(merge.changed["kept"])
    for name, made in taken.items():
        before = own[name] if name in own else merge.own_fact(name)
        facts.pop(name, None)
        if before != made:
            facts[name] = [before, made]
    written = json.loads(json.dumps(facts, cls=DjangoJSONEncoder))
    if written != merge.changed["kept"]:
        merge.changed = merge.changed | {"kept": written}
        records.save(merge, by=None, why=why)


UNTIL_THEN = "Until then the look-up warns at the new door of what is in force on the known file."
RESTRICTED_TOO = (
    f"{UNTIL_THEN} That is restricted, and so is the new one until a reader of it lifts that: its readers are asked."
)


def note_likely_same(new: dict[str, Row], report: Report) -> list[tuple[Customer, Customer]]:
    """Report each new person who may be somebody we know, also of the sister landlord or of this import.

    A name is alike, and the date of birth, telephone or e-mail is the same. An export that names everybody names both.

    :param new: the lines of the new people, whose files are written, by their references.
    :returns: the file of each such new person, with that of the person whom we know.
    """
    said = {name: {row.person[name] for row in new.values() if row.person.get(name)} for name in SAME}
    alike = Q(born__in=said["born"]) | Q(telephone__in=said["telephone"]) | Q(email__in=said["email"])
    known = list(Customer.objects.standing().filter(alike).order_by("pk")) if new else []
    found = []
    for person in Customer.objects.filter(reference__in=new).order_by("pk"):
        for one in (each for each in known if each.pk < person.pk):
            if because := in_common(person, one, {}):
                report.note(
                    new[person.reference].line,
                    f"{person.reference} may be {one.reference}: a name like theirs, and {' and '.join(because)}. Is it the "
                    f"same person? An Operational Lead compares the files. {RESTRICTED_TOO if one.restricted else UNTIL_THEN}",
                )
                found.append((person, one))
    return found
