"""The rules for a comparison with Cx, and for the answer to each of its rows (§11)."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from alerts.choices import AlertStatus, Task
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date

from .choices import Answer, Fact, Side

if TYPE_CHECKING:
    from .models import Difference

OLDEST_DAYS = 31
"""P11a The most days between an export and its comparison (our own standard)."""
REASONED = (Answer.HERE, Answer.RIGHT)
"""P11a The answers that need a reason."""
TASKS: dict[str, Task] = {Side.OURS: Task.SET, Side.THEIRS: Task.REMOVE, Side.DIFFER: Task.CHANGE}
"""P11a The entry that a row of each kind asks for, where Cx must be changed."""


def differ(here: Mapping[str, str], there: Mapping[str, str]) -> list[Fact]:
    """P11a Return the facts that Cx states and that stand otherwise here. What an export does not say is not compared."""
    return [fact for fact in Fact if fact in there and there[fact] != here.get(fact, "")]


def why_export_refused(exported_on: date, *, today: date) -> Refusal | None:
    """P11a Refuse an export of a day to come, and one that is too old to tell what Cx holds."""
    if exported_on > today:
        return Refusal(procedure.RECORDING, "The day of the export is still to come. Check the day.")
    if (today - exported_on).days > OLDEST_DAYS:
        return Refusal(
            procedure.RECORDING,
            f"The export is of {show_date(exported_on)}. Make a new one: after {OLDEST_DAYS} days it no longer tells "
            "what Cx holds.",
        )
    return None


def why_not_answer(difference: "Difference", newer: str) -> Refusal | None:
    """P11a Refuse to answer a row of an earlier comparison, or one about which an entry was asked for.

    :param newer: the reference of a later comparison, "" where there is none.
    """
    if difference.answer == Answer.ENTER:
        return Refusal(
            procedure.RECORDING,
            "What must be changed in Cx stands in the list of entries. The next comparison shows whether it was done.",
        )
    if newer:
        return Refusal(procedure.RECORDING, f"Comparison {newer} is later than this one. Answer the row there.")
    return None


def why_answer_refused(difference: "Difference", answer: str, reason: str) -> Refusal | None:
    """P11a Refuse an answer without its reason, and an entry for an alert that is no longer as the row says."""
    if answer in REASONED and not reason.strip():
        return Refusal(procedure.RECORDING, "Say why, so that whoever compares next can read it.")
    alert = difference.alert
    if answer == Answer.ENTER and alert and (alert.status == AlertStatus.ACTIVE) == (difference.side == Side.THEIRS):
        now = alert.get_status_display().lower()
        return Refusal(
            procedure.RECORDING,
            f"Alert {alert.reference} is {now} since. What Cx must be told of that stands in the list of entries.",
        )
    return None
