"""Load the contacts that another system tells of, from the lines of its export (§12)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from alerts.choices import Channel
from housing_alerts.customers.models import fold
from housing_alerts.importing.reading import Column, Line, Refused, Report, Unreadable, lines_of
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from monitoring.choices import ContactSource
from monitoring.models import Contact, ContactLoad

from . import steps
from .matching import Named, People

REFERENCE, MOMENT, CHANNEL, SUBJECT = "External Reference", "Date and Time", "Channel", "Subject"
CUSTOMER, TELEPHONE, EMAIL = "Customer Reference", "Telephone", "E-mail"
COLUMNS = (
    Column(REFERENCE, required=True),
    Column(MOMENT, required=True),
    *map(Column, (CHANNEL, CUSTOMER, TELEPHONE, EMAIL, SUBJECT)),
)
SOURCES = (ContactSource.TELEPHONY, ContactSource.EMAIL, ContactSource.CX)
CHANNEL_OF = {ContactSource.TELEPHONY: Channel.TELEPHONE, ContactSource.EMAIL: Channel.EMAIL}
"""P12 The channel of a line that names none. A line of Cx names its own."""
CALLED = {fold(each.label): each for each in Channel} | {fold(each.value): each for each in Channel}
CALLED |= {"phone": Channel.TELEPHONE, "call": Channel.TELEPHONE, "mail": Channel.EMAIL, "email": Channel.EMAIL}
"""The channels by their names, folded."""
SUBJECT_LETTERS = 300
"""The most letters of a subject that are kept."""
AT_ONCE = 500


@dataclass(frozen=True)
class _Told:
    """One line that is well formed."""

    number: int
    reference: str
    at: datetime
    channel: str
    words: str
    named: Named


def load_contacts(
    raw: bytes,
    name: str,
    *,
    source: str,
    by: Colleague | None,
    now: datetime,
    keep_going: bool = False,
    dry_run: bool = False,
) -> Report:
    """P12 Add the contacts of the file that are not there yet, in one transaction.

    A line that matches no customer is a note of the report, and is kept nowhere. Nothing is kept if a line was refused,
    unless ``keep_going``, and nothing is ever kept in a ``dry_run``.

    :param by: the colleague who loads; None for a command.
    :raises Unreadable: if the file is no export of contacts.
    """
    report = Report()
    lines = lines_of(raw, name, COLUMNS, report)
    if lines and not any(lines[0].has(column) for column in (CUSTOMER, TELEPHONE, EMAIL)):
        raise Unreadable(f"The file has none of the columns {CUSTOMER}, {TELEPHONE} and {EMAIL}: nobody can be found.")
    told = list(_told(lines, source, now, report))
    with records.as_one("load contacts"):
        records.take_turn(records.STEP)  # nobody merges two files between the reading of customers and the writing
        refuse_if(steps.why_not_load(by))
        unmatched = _add(told, source, by, report)
        report.kept = not dry_run and (keep_going or not report.refused)
        if report.kept:
            counts = {"created": report.created, "unchanged": report.unchanged, "unmatched": unmatched}
            load = ContactLoad(source=source, **counts)
            records.save(load, by=by, why="Loaded")
            audit.record("load contacts", load, by=by)
        transaction.set_rollback(not report.kept)
    return report


def _told(lines: Sequence[Line], source: str, now: datetime, report: Report) -> Iterator[_Told]:
    """Yield the lines that are well formed, each reference once. Refuse the others in the report."""
    first: dict[str, int] = {}
    for line in lines:
        try:
            told = _parsed(line, source, now)
            if told.reference in first:
                raise Refused(f"{REFERENCE} stands on line {first[told.reference]} already.")
        except Refused as answer:
            report.refuse(line.number, str(answer))
        else:
            first[told.reference] = line.number
            yield told


def _parsed(line: Line, source: str, now: datetime) -> _Told:
    """Return what the line tells. :raises Refused: if it is not well formed."""
    if line.torn:
        raise Refused(line.torn)
    reference = line.needed(REFERENCE)
    longest = Contact._meta.get_field("external_reference").max_length or 0
    if len(reference) > longest:
        raise Refused(f"{REFERENCE} has more than {longest} characters.")
    named = Named(line.text(CUSTOMER), line.text(TELEPHONE), line.text(EMAIL))
    words = line.text(SUBJECT)[:SUBJECT_LETTERS]
    return _Told(line.number, reference, line.moment(MOMENT, latest=now), _channel(line, source), words, named)


def _channel(line: Line, source: str) -> str:
    typed = line.text(CHANNEL)
    found = CALLED.get(fold(typed)) if typed else CHANNEL_OF.get(ContactSource(source))
    if found is None:
        known = ", ".join(each.label for each in Channel)
        raise Refused(f"{CHANNEL} is “{typed}”. Write one of: {known}." if typed else f"{CHANNEL} is empty.")
    return found


def _add(told: list[_Told], source: str, by: Colleague | None, report: Report) -> int:
    """Add what is new, and count it. :returns: the number of lines that match no customer."""
    people, unmatched = People.of(each.named for each in told), 0
    for start in range(0, len(told), AT_ONCE):
        some = told[start : start + AT_ONCE]
        references = [each.reference for each in some]
        known = Contact.objects.filter(source=source, external_reference__in=references)
        there = set(known.values_list("external_reference", flat=True))
        new = []
        for each in some:
            customer, why_nobody = people.find(each.named)
            if each.reference in there:
                report.count("unchanged")
            elif customer is None:
                unmatched += 1
                report.note(each.number, why_nobody)
            else:
                new.append(_contact(each, source, customer))
                report.count("created")
        records.add_all(new, by=by, why="Loaded")
    return unmatched


def _contact(told: _Told, source: str, customer: int) -> Contact:
    return Contact(
        customer_id=customer,
        at=told.at,
        channel=told.channel,
        words=told.words,
        source=source,
        external_reference=told.reference,
    )
