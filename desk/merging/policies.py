"""The rules for making two files one, and two again (§11)."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from alerts.choices import AlertStatus, IncidentStatus
from alerts.incidents.models import Incident
from housing_alerts.customers.choices import PairAnswer
from housing_alerts.customers.policies import why_named_readers_refused
from housing_alerts.customers.spelling import fold
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Doubt, Refusal, when, why_not_from_here
from housing_alerts.kernel.written_dates import show_date

from .belongings import acted_for, belongings, is_case, named, rests_on

if TYPE_CHECKING:
    from housing_alerts.customers.models import Customer, Merge, Pair


NAMES = (
    ("forenames", "first name", "FORENAMES", "two first names"),
    ("surname", "last name", "SURNAMES", "two last names"),
)
"""P11a The names that differ between brothers or couples at one address: the field, its word, the doubt's code and label."""
NEVER = ("never_write", "never_message")
"""The fields that forbid a way of contact."""


def said_of_both(kept: "Customer", merged: "Customer") -> list[str]:
    """P7c List the contact fields that an undo sets on both files, because either file sets them."""
    return [name for name in NEVER if getattr(kept, name) or getattr(merged, name)]


def why_not_merge(kept: "Customer", other: "Customer") -> Refusal | None:
    """P11a P1 Refuse to merge files of two organisations, or files that exclude each other."""
    if kept == other:
        return Refusal(procedure.RECORDING, "This is the same file. Choose the other one.")
    for file in (kept, other):
        if file.merged_into:
            return Refusal(
                procedure.RECORDING, f"File {file.reference} was merged into {file.merged_into.reference} already."
            )
    if kept.organisation_id != other.organisation_id:
        return Refusal(
            procedure.TWO_ORGANISATIONS,
            f"{kept.reference} is a customer of {kept.organisation} and {other.reference} of {other.organisation}. Each "
            "writes under its own name, so the two files stay.",
        )
    return _why_restrictions_differ(kept, other) or _why_both_active(kept, other) or _why_two_strategies(kept, other)


def _why_restrictions_differ(kept: "Customer", other: "Customer") -> Refusal | None:
    """P11a Refuse to merge two files with different restrictions."""
    if kept.restricted and other.restricted:
        if _restriction(kept) == _restriction(other):
            return None
        return Refusal(
            procedure.RECORDING,
            "Both files are restricted, for another reason or to other readers. Make the two restrictions the same first.",
        )
    return why_named_readers_refused(kept, list(other.readers.all())) if other.restricted else None


def _restriction(file: "Customer") -> tuple[str, set[Any]]:
    return file.restricted_because, set(file.readers.all())


def _why_both_active(kept: "Customer", other: "Customer") -> Refusal | None:
    """P7a Refuse to merge two files that both have an active alert of the same type."""
    theirs = {alert.type_id: alert for alert in kept.alerts.filter(status=AlertStatus.ACTIVE).select_related("type")}
    for alert in other.alerts.filter(status=AlertStatus.ACTIVE):
        if alert.type_id in theirs:
            same = theirs[alert.type_id]
            return Refusal(
                procedure.CONSISTENT,
                f"Both have an active {same.type.name} alert, {same.reference} and {alert.reference}. Remove one of them "
                "first, or complete its review: a person has one alert of a type.",
            )
    return None


def _why_two_strategies(kept: "Customer", other: "Customer") -> Refusal | None:
    """P12 Refuse to merge two files that both have a contact strategy in force."""
    found = [file.contact_strategies.in_force().first() for file in (kept, other)]
    if None in found:
        return None
    return Refusal(
        procedure.CONTACT_LEVELS,
        f"Both have a contact strategy in force, {' and '.join(str(each) for each in found)}. End one of them first.",
    )


def contradictions(kept: "Customer", other: "Customer", *, on: date) -> list[Doubt]:
    """P11a List the contradictions between two files, which a colleague must confirm before a merge."""
    found = []
    for name, called, code, short in NAMES:
        ours, theirs = getattr(kept, name), getattr(other, name)
        if fold(ours) and fold(theirs) and fold(ours) != fold(theirs):
            said = f"The {called} is {ours} in {kept.reference}, and {theirs} in {other.reference}."
            found.append(Doubt(code, said, short))
    if kept.born and other.born and kept.born != other.born:
        days = f"{kept.reference} was born on {show_date(kept.born)}, {other.reference} on {show_date(other.born)}."
        found.append(Doubt("BORN", days, "two dates of birth"))
    home, others = kept.home(on=on), other.home(on=on)
    if home and others and home != others:
        homes = f"{kept.reference} lives at {home}, {other.reference} at {others}."
        found.append(Doubt("HOMES", homes, "two homes"))
    return found


def why_doubt_unconfirmed(against: Collection[Doubt], sure_of: Collection[str]) -> Refusal | None:
    """P11a Refuse a merge while a contradiction has not been looked at and confirmed.

    :param sure_of: the codes of the contradictions that were confirmed.
    """
    asked = [doubt.sentence for doubt in against if doubt.code not in sure_of]
    if not asked:
        return None
    return Refusal(procedure.RECORDING, " ".join([*asked, "Check the two files, and tick what is right."]))


def why_source_missing(reason: str) -> Refusal | None:
    """P11a Refuse a merge unless the colleague says how they know that both files are of one person."""
    return None if reason.strip() else Refusal(procedure.RECORDING, "Say how you know that it is the same person.")


def why_no_reason_to_undo(reason: str) -> Refusal | None:
    """P11a Refuse to undo a merge without a reason."""
    return None if reason.strip() else Refusal(procedure.RECORDING, "Say why these are two people after all.")


def why_not_answer(pair: "Pair") -> Refusal | None:
    """P11a Refuse to answer for two files that were merged, or where somebody has answered."""
    if pair.answer and pair.answered_on:
        return Refusal(
            procedure.RECORDING,
            f"This was answered on {show_date(pair.answered_on)} by {pair.answered_by}: {pair.get_answer_display()}.",
        )
    if pair.new_file == pair.known_file:
        return Refusal(procedure.RECORDING, f"The two were merged: all is on file {pair.new_file.reference}.")
    return None


def answers_of(pair: "Pair") -> list[PairAnswer]:
    """P1 Return the answers that a pair may get. One person has two files only where each landlord has one."""
    sisters = pair.new_file.organisation_id != pair.known_file.organisation_id
    return [PairAnswer.TWO_PEOPLE, *([PairAnswer.RECORDED_HERE] if sisters else [])]


def why_answer_refused(pair: "Pair", answer: str) -> Refusal | None:
    """P11a Refuse an answer that leaves one person with two files of one landlord."""
    if answer in answers_of(pair):
        return None
    return Refusal(
        procedure.RECORDING,
        f"Both are files of {pair.new_file.organisation}. If it is one person, merge the two files.",
    )


def why_answer_unexplained(reason: str) -> Refusal | None:
    """P11a Refuse an answer unless the colleague says how they know."""
    return None if reason.strip() else Refusal(procedure.RECORDING, "Say how you know whether it is one person.")


def why_not_undo(merge: "Merge") -> Refusal | None:
    """P11a Refuse to undo a merge after which the moved records changed, or others rest on them."""
    if merge.undone_on:
        return Refusal(procedure.RECORDING, f"This merge was undone on {show_date(merge.undone_on)} already.")
    if merge.kept.merged_into:
        return Refusal(
            procedure.RECORDING,
            f"File {merge.kept.reference} itself was merged into {merge.kept.merged_into.reference}. Undo that first.",
        )
    later = merge.kept.merges.standing().filter(pk__gt=merge.pk).last()
    if later:
        return Refusal(
            procedure.RECORDING, f"File {later.reference} was merged into this one since. Undo the later merge first."
        )
    return _why_changed(merge) or _why_rested_on(merge) or _why_acted_for(merge)


INSTEAD = (
    "The merge cannot be undone. Instead, have the other person put into the housing system under a new reference: the next "
    "import begins a file for it. Then make each report about them void here, which logs its danger there, and end here what "
    "rests on it."
)
"""P11a The way out where records of two people stay on one file."""


def _instead(row: Model) -> str:
    """P11a Return the way past a record that bars the undo: a report can be made void first."""
    if isinstance(row, Incident) and why_not_from_here(row.void) is None:
        return "The merge can be undone once its line manager has made it void. Log it afterwards where it belongs."
    return INSTEAD


def _stands(row: Model) -> bool:
    """P11a Return whether the row is part of a case that counts. A void report does not."""
    return is_case(row) and not (isinstance(row, Incident) and row.status == IncidentStatus.VOID)


def _why_changed(merge: "Merge") -> Refusal | None:
    for _, row, version in merge.rows_moved():
        if _stands(row) and row.version != version:
            return Refusal(
                procedure.RECORDING,
                f"The {named(row)} came with the merge and was worked on since, last on {when(row)}: what was decided "
                f"then was decided on the one file. {_instead(row)}",
            )
    return None


def _why_rested_on(merge: "Merge") -> Refusal | None:
    came = {row for _, row, _ in merge.rows_moved()}
    cases = {row for row in came if _stands(row)}
    for _, row in belongings(merge.kept):
        found = next((other for other in rests_on(row) if other in cases), None) if row not in came else None
        if found:
            return Refusal(
                procedure.RECORDING,
                f"The {named(row)} was added since and rests on {named(found)}, which came with the merge. "
                f"{_instead(found)}",
            )
    return None


def _why_acted_for(merge: "Merge") -> Refusal | None:
    """P10b Refuse to undo a merge where somebody would act for a person whom they do not represent."""
    came = {row for _, row, _ in merge.rows_moved()}
    for row, representative in acted_for(merge.kept):
        if row not in came and representative in came:
            return Refusal(
                procedure.RECORDING,
                f"The {named(row)} names {representative}, who came with the merge and acts for the other person. "
                f"{INSTEAD}",
            )
    return None
