"""The rules for restricted files, confirmed addresses and representatives, which hold for every colleague."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, when, why_unsaid
from housing_alerts.kernel.written_dates import show_date, show_datetime
from housing_alerts.staff.choices import Role

from .choices import Format
from .spelling import fold

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import Customer, EmergencyAccess, Representative


def why_named_readers_refused(customer: "Customer", readers: "Collection[Colleague]") -> Refusal | None:
    """P11a Refuse named readers among whom nobody can work on the case, or nobody can decide."""
    area = customer.service_area
    if not any(reader.holds_in(Role.OPERATIONAL_LEAD, area.pk) for reader in readers):
        return Refusal(
            procedure.RECORDING,
            f"No decision or review could be made: name at least one Operational Lead for {area}.",
        )
    if not any(reader.holds(Role.LEADERSHIP) for reader in readers):
        return Refusal(
            procedure.RECORDING,
            "No decision or review could be made: name at least one Head of Service or member of the Leadership Team.",
        )
    return None


def why_named_left_out(naming: "Mapping[Colleague, Sequence[str]]", readers: "Collection[Colleague]") -> Refusal | None:
    """P5 P11a P12 Refuse readers without a colleague to whom a record sends the customer: who must act must be able to read.

    :param naming: the records that name each colleague.
    """
    left_out = [f"{one} is named in {' and '.join(records)}" for one, records in naming.items() if one not in readers]
    if not left_out:
        return None
    return Refusal(
        procedure.RECORDING,
        f"{'; '.join(left_out)}. Whoever must act must be able to read the file: tick them, or name somebody else there first.",
    )


def why_no_reason_to_restrict(reason: str) -> Refusal | None:
    """P11a Refuse to restrict a file, or to change its readers, without a reason."""
    return None if reason.strip() else Refusal(procedure.RECORDING, "Say why the file is restricted to these readers.")


_NONE = re.compile(
    r"(?:none|nothing|nil|no|n a|unknown|not known|no (?:known )?vulnerabilit(?:y|ies)|none of note)"
    r"(?: (?:is|was|are|were|has been))?(?: (?:known|recorded|needed|disclosed|apparent|identified))?(?: (?:to|by) us)?"
)
"""The answers that say nothing, folded."""


def says_none_is_known(words: str) -> bool:
    """P10a Return whether an answer says no more than “None is known”, or the like."""
    return bool(_NONE.fullmatch(fold(words)))


class Heard(NamedTuple):
    """P10a Words of a customer, or of somebody for them, that a case holds and their file does not.

    ``where`` names the record that holds them. ``pages`` are the addresses on which a Lead adds them to the file, by name.
    """

    where: str
    words: str
    pages: tuple[tuple[str, str], ...] = ()


def whom_to_ask(customer: "Customer", *, by: "Colleague | None" = None) -> str:
    """P11a Return the named readers who keep a restricted file, by name. If nobody does, it is the Leadership Team.

    :param by: who asks, if they may be one of these readers: nobody asks themselves. Empty if they alone keep it.
    """
    keepers = list(customer.keepers().order_by("last_name", "first_name"))
    others = " or ".join(str(one) for one in keepers if one != by)
    return others or ("" if keepers else "the Leadership Team")


def why_contact_shut_out(customer: "Customer | None", named: "Sequence[Colleague]") -> Refusal | None:
    """P5 P11a Refuse to send a customer to colleagues from whom a restriction keeps the file.

    Who opens it in an emergency reads it for a while, and answers nobody by it.
    """
    shut_out = [one for one in named if not customer.is_named(one)] if customer and customer.restricted else []
    if not shut_out:
        return None
    names = " and ".join(str(one) for one in shut_out)
    return Refusal(
        procedure.OPTIONS,
        f"The file is restricted, and {names} cannot open it, so the customer is not sent to them. Name others who read the "
        "file, or have them named as readers.",
    )


_FORMATS = {
    Format.LARGE_PRINT: r"(?:large|larger|big|bigger) (?:print|type|letters|font)",
    Format.EASY_READ: r"easy ?read|easy to read|easyread",
    Format.BRAILLE: r"braille",
    Format.AUDIO: r"audio|cd|on tape",
    Format.EMAIL: r"(?:by|in an?|as an?) e ?mail",
}
"""P10b The words by which an adjustment names a format, folded."""


def formats_named(words: str) -> list[Format]:
    """P10b List the formats that the words of an adjustment name."""
    folded = fold(words)
    return [format for format, named in _FORMATS.items() if re.search(rf"\b(?:{named})\b", folded)]


def why_door_instruction_empty(words: str) -> Refusal | None:
    """P10b Refuse an empty instruction for the door."""
    return None if words.strip() else Refusal(procedure.ADJUSTMENTS, "Say what to do at the door.")


def why_not_lift_restriction(customer: "Customer") -> Refusal | None:
    """P11a Refuse to lift a restriction from a file that has none."""
    if customer.restricted:
        return None
    return Refusal(procedure.RECORDING, "This file is not restricted: there is nothing to lift.")


def why_no_reason_to_lift(reason: str) -> Refusal | None:
    """P11a Refuse to lift a restriction without a reason."""
    return None if reason.strip() else Refusal(procedure.RECORDING, "Say why the file needs no restriction any more.")


def why_not_break_glass(customer: "Customer") -> Refusal | None:
    """P11a Refuse to break glass for a file that is not restricted."""
    if customer.restricted:
        return None
    return Refusal(procedure.RECORDING, "This file is not restricted: there is no glass to break.")


def why_no_reason_to_break_glass(reason: str) -> Refusal | None:
    """P11a Refuse to open a restricted file in an emergency without a reason."""
    return why_unsaid(reason, Refusal(procedure.RECORDING, "Say why you need the file now."))


def why_not_review_emergency_access(access: "EmergencyAccess") -> Refusal | None:
    """P11a Refuse to review an emergency access a second time."""
    if access.reviewed_at is None:
        return None
    return Refusal(procedure.RECORDING, f"{access.reviewed_by} reviewed this already, on {when(access)}.")


def why_access_runs(access: "EmergencyAccess", now: datetime) -> Refusal | None:
    """P11a Refuse to review an emergency access before it is over: the file is still open, and more can be read of it."""
    if access.expires_at <= now:
        return None
    return Refusal(
        procedure.RECORDING,
        f"The file is open to {access.colleague} until {show_datetime(access.expires_at)}. Review it then, with all that "
        "they opened.",
    )


def why_finding_missing(note: str) -> Refusal | None:
    """P11a Refuse a review of an emergency access without a finding."""
    return None if note.strip() else Refusal(procedure.RECORDING, "Say what you found.")


def why_representative_unchecked(customer: "Customer", checked: str) -> Refusal | None:
    """P10b P11a Refuse a representative on a restricted file, unless it is said that it is not kept from them, and how."""
    unsaid = Refusal(
        procedure.RECORDING,
        "This file is restricted, and a representative learns from it. Say how you know that it is not kept from this person.",
    )
    return why_unsaid(checked, unsaid) if customer.restricted else None


def why_namesake_unchecked(others: "Collection[Customer]", address: str, known: str) -> Refusal | None:
    """P11a Refuse the address of somebody with another customer's name, until it is said how it is known to be safe.

    It is asked in the same words whatever the file of that customer, so that no question tells which file is restricted.
    """
    unsaid = Refusal(
        procedure.RECORDING,
        "A customer of ours has this name, and letters show the address to others. Say how you know that it is safe there.",
    )
    return why_unsaid(known, unsaid) if others and address.strip() else None


def why_not_say_safe(customer: "Customer") -> Refusal | None:
    """P11a Refuse to say of a file that is not restricted whether its address is safe with others."""
    if customer.restricted:
        return None
    return Refusal(procedure.RECORDING, "This file is not restricted: nobody asks whether the address is safe.")


def why_nothing_to_say(acts: "Collection[Representative]") -> Refusal | None:
    """P11a Refuse to say that the address is safe with others where nobody asks it, or nowhere was chosen."""
    if acts:
        return None
    return Refusal(
        procedure.RECORDING, "Nothing is left to ask: nobody of this name acts for another customer, or it was said."
    )


def why_safe_unsaid(known: str) -> Refusal | None:
    """P11a Refuse to call the address safe with others, unless it is said how that is known."""
    unsaid = Refusal(procedure.RECORDING, "Say how you know that the address is safe there.")
    return why_unsaid(known, unsaid)


def why_not_record_alive(customer: "Customer") -> Refusal | None:
    """P11a Refuse to take back a death that is not recorded."""
    if customer.died:
        return None
    return Refusal(procedure.RECORDING, f"{customer} is not recorded as having died: there is nothing to take back.")


def why_alive_unexplained(reason: str) -> Refusal | None:
    """P11a Refuse to take back a death, unless it is said how it is known that the person lives."""
    unsaid = Refusal(procedure.RECORDING, "Say how you know that they are alive.")
    return why_unsaid(reason, unsaid)


def why_ended_already(representative: "Representative") -> Refusal | None:
    """P10b Refuse to end an authority a second time."""
    if not representative.ends:
        return None
    return Refusal(
        procedure.ADJUSTMENTS,
        f"{representative} acted for the customer until {show_date(representative.ends)}. That has been recorded.",
    )


def why_last_day_refused(on: date, *, today: date) -> Refusal | None:
    """P10b Refuse to end an authority on a day that is still to come."""
    if on > today:
        return Refusal(procedure.ADJUSTMENTS, "An authority ends today or has ended. Record it when it does.")
    return None


def why_no_reason_to_end(reason: str) -> Refusal | None:
    """P10b Refuse to end an authority without a reason."""
    return None if reason.strip() else Refusal(procedure.ADJUSTMENTS, "Say why they no longer act for the customer.")


def why_source_missing(how: str) -> Refusal | None:
    """P9a Refuse to confirm an address if the colleague does not say how they know."""
    return None if how.strip() else Refusal(procedure.APPEAL_WINDOW, "Say how you know that the customer lives there.")


def why_confirmation_refused(customer: "Customer", on: date, *, today: date) -> Refusal | None:
    """P9a Refuse to confirm an address on a future day, without a home on that day, or before a later confirmation."""
    if on > today:
        return Refusal(procedure.APPEAL_WINDOW, "An address is confirmed today or has been. Give that day.")
    place = customer.membership(on=on)
    if place is None:
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"No address is known for {customer} on that day. Correct it in the housing system.",
        )
    if place.confirmed_on and place.confirmed_on > on:
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"The address was confirmed on {show_date(place.confirmed_on)} already, which is later.",
        )
    return None
