"""The rules for a disposal, whoever takes the step (§13)."""

import re
from collections.abc import Iterable
from datetime import date

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid
from housing_alerts.kernel.written_dates import show_date
from privacy.retention.policies import Fate


def why_nothing_due(due: bool) -> Refusal | None:
    """P13a Refuse a disposal of nothing. :param due: whether a file is due, or anything beside the files."""
    if due:
        return None
    return Refusal(
        procedure.RETENTION, "Nothing is due that is not in a disposal already. Come back when a period is over."
    )


def why_nothing_left(remaining: int, beside_until: date | None) -> Refusal | None:
    """P13a Refuse to confirm a disposal from which each file was taken out, and nothing beside the files goes."""
    if remaining or beside_until:
        return None
    return Refusal(
        procedure.RETENTION, "Every file was taken out. Decline the disposal instead: nothing is left to go."
    )


def why_nothing_goes(*, goes: bool) -> Refusal | None:
    """P13a Refuse to confirm a disposal of nothing. :param goes: whether a file of it goes today, or anything beside them."""
    if goes:
        return None
    return Refusal(
        procedure.RETENTION,
        "Nothing in it is due today. Decline the disposal instead: its page says of each file why it stays.",
    )


def why_taken_out_already(*, taken_out: bool) -> Refusal | None:
    """P13a Refuse to take a file out twice."""
    return Refusal(procedure.RETENTION, "This file was taken out already. It stays.") if taken_out else None


def why_no_reason_to_take_out(reason: str) -> Refusal | None:
    """P13a Refuse to take a file out without a reason."""
    return why_unsaid(reason, Refusal(procedure.RETENTION, "Say why this file is not to go, such as who needs it."))


def why_stop_unexplained(reason: str, names: Iterable[str]) -> Refusal | None:
    """P13a Refuse to decline or withdraw a disposal without a reason, or with one that names somebody.

    :param names: the full names and the references of the people and properties in the batch.
    """
    unsaid = Refusal(procedure.RETENTION, "Say why the files are not to go.")
    return why_unsaid(reason, unsaid) or _why_names_somebody(reason, names)


def _why_names_somebody(reason: str, names: Iterable[str]) -> Refusal | None:
    """P13a Refuse words about a batch that name somebody: they stay when the file is gone."""
    for name in names:
        if re.search(rf"\b{re.escape(name)}\b", reason, re.IGNORECASE):
            return Refusal(
                procedure.RETENTION,
                f"Say it without “{name}”: these words stay when the file is gone. Take the file out to say it there.",
            )
    return None


def why_kept(fate: Fate | None) -> str:
    """P13a Return why a file of a batch stays after all, in a sentence; "" where it goes."""
    if fate is None:
        return "Nothing is in the file any more."
    if fate.due is None:
        return f"Alert {fate.file.in_force} is in force."
    if fate.held_by:
        return " ".join(fate.held_by)
    return "" if fate.passed else f"Its period is not over: it is due from {show_date(fate.due.on)}."
