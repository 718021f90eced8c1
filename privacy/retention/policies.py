"""The rules for how long things are kept: from when a file is due for disposal, and what holds it (§13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid
from privacy.choices import Keeping

MONTHS: dict[str, int] = {
    Keeping.SANCTION: procedure.RETENTION_MONTHS,
    Keeping.AFTER_VIOLENCE: procedure.RETENTION_MONTHS_VIOLENCE,
    Keeping.NO_SANCTION: procedure.RETENTION_MONTHS_NO_SANCTION,
    Keeping.BEGUN: procedure.RETENTION_MONTHS_DRAFT,
    Keeping.UNSENT: procedure.RETENTION_MONTHS_BESIDE,
    Keeping.TAKEN_OFF: procedure.RETENTION_MONTHS_BESIDE,
    Keeping.CONTACTS: procedure.RETENTION_MONTHS_CONTACT,
    Keeping.COMPARED: procedure.RETENTION_MONTHS_COMPARED,
    Keeping.DUTIES: procedure.RETENTION_MONTHS_DUTY,
    Keeping.MAIL: procedure.RETENTION_MONTHS_BESIDE,
    Keeping.READINGS: procedure.RETENTION_MONTHS_READING,
    Keeping.LEAVERS: procedure.RETENTION_MONTHS_LEAVER,
}
"""P13a The months for which each thing is kept, where a landlord has not chosen another number."""
Months = Mapping[str, int]
Key = tuple[str, int]
"""A person or a property: the name of its model, and its key."""


@dataclass(frozen=True)
class File:
    """The facts of one person's file or, where nobody is known, of a property's.

    :param organisation: the key of the landlord whose periods count; None where none is known: the longest counts.
    :param in_force: the reference of an alert in force.
    :param ended_on: the day on which the last alert ended.
    :param last_on: the last day on which anything else was done.
    :param holds: a sentence about each thing that keeps it.
    :param shared: the other files that share an incident with it, each with that incident's reference.
    """

    key: Key
    reference: str
    organisation: int | None = None
    violent: bool = False
    in_force: str = ""
    ended_on: date | None = None
    last_on: date | None = None
    holds: tuple[str, ...] = ()
    shared: Mapping[Key, str] = field(default_factory=dict)


class Due(NamedTuple):
    """The day from which a file is due, by which rule, and the day from which that period runs."""

    keeping: Keeping
    since: date
    on: date


class Fate(NamedTuple):
    """A file, the day from which it is due, and what holds it."""

    file: File
    due: Due | None
    passed: bool
    held_by: tuple[str, ...]

    @property
    def goes(self) -> bool:
        """Return whether nothing keeps it any longer."""
        return self.passed and not self.held_by


def due(file: File, months: Months) -> Due | None:
    """P13a Return the day from which the file is due, or None while a sanction is in force.

    The period runs from the end of the last sanction. Where something was done later that led to no sanction, its own
    shorter period runs from that. The later of the two days counts, so that a file goes as a whole.
    """
    if file.in_force:
        return None
    sanctioned = Keeping.AFTER_VIOLENCE if file.violent else Keeping.SANCTION
    clocks = ((sanctioned, file.ended_on), (Keeping.NO_SANCTION, file.last_on))
    found = [Due(keeping, since, procedure.add_months(since, months[keeping])) for keeping, since in clocks if since]
    return max(found, key=lambda each: each.on, default=None)


def fates(files: Iterable[File], months: Mapping[int | None, Months], *, on: date) -> list[Fate]:
    """P13a Return the fate of each file on that day.

    A file that shares an incident with one that stays, stays too: otherwise half a case would be left.

    :param months: the periods of each landlord, by its key; those of None count where no landlord is known.
    """
    found = {file.key: (file, due(file, months[file.organisation])) for file in files}
    passed = {key for key, (_, ends) in found.items() if ends and ends.on <= on}
    held_by = {key: file.holds for key, (file, _) in found.items()}
    stays = {key for key in found if key not in passed or held_by[key]}
    while more := {key for key in found.keys() - stays if stays & found[key][0].shared.keys()}:
        held_by |= {key: _shared_with_what_stays(found[key][0], stays, found) for key in more}
        stays |= more
    return [Fate(file, ends, key in passed, held_by[key]) for key, (file, ends) in found.items()]


def _shared_with_what_stays(
    file: File, stays: set[Key], found: Mapping[Key, tuple[File, Due | None]]
) -> tuple[str, ...]:
    return tuple(
        f"Incident {incident} is also in the file of {found[other][0].reference}, which is kept."
        for other, incident in file.shared.items()
        if other in stays
    )


def longest(months: Iterable[Months]) -> dict[str, int]:
    """P13a Return for each thing the longest of these periods: it counts where no landlord is known."""
    given = list(months) or [MONTHS]
    return {keeping: max(each[keeping] for each in given) for keeping in Keeping}


def kept_by_holds(holds: Sequence[str]) -> str:
    """P13a Return the sentence that legal holds keep all rows of a kind without a person. Without a hold it is ""."""
    if not holds:
        return ""
    named = f"Legal hold {holds[0]} is" if len(holds) == 1 else f"{len(holds)} legal holds are"
    return f"{named} in force, and nobody can say whose each of these is."


def last_day_due(keeping: str, months: Months, *, on: date) -> date:
    """P13a Return the latest day whose records are due for disposal on the day ``on``."""
    return procedure.add_months(on, -months[keeping])


def why_periods_refused(months: Months) -> Refusal | None:
    """P13a Refuse periods that lack one of the things, or are not from one month to ten years."""
    if all(1 <= months.get(keeping, 0) <= procedure.RETENTION_MONTHS_MOST for keeping in Keeping):
        return None
    return Refusal(
        procedure.RETENTION,
        f"Say for each thing for how many months it is kept: from 1 to {procedure.RETENTION_MONTHS_MOST}.",
    )


def why_periods_unchanged(before: Months, after: Months) -> Refusal | None:
    """P13a Refuse a change that leaves each period as it is."""
    if any(before[keeping] != after[keeping] for keeping in after):
        return None
    return Refusal(procedure.RETENTION, "These are the periods that count already. Change one, or leave the page.")


def why_no_reason(reason: str) -> Refusal | None:
    """P13a Refuse a change without a recorded reason: a period decides what is lost, and what is kept too long."""
    return why_unsaid(reason, Refusal(procedure.RETENTION, "Say why the periods are changed, such as the policy."))
