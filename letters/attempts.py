"""Record attempts to write a letter that is forbidden. They are refused as every step is, and recorded besides (§4, §7)."""

import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.refusals import NotAllowed

from . import policies
from .subjects import Subject, read_again

if TYPE_CHECKING:
    from housing_alerts.staff.models import Colleague

    from .models import Letter

TRIED = "try to write letter"
"""The audit event of an attempt to write something that nobody may read."""
P = ParamSpec("P")
R = TypeVar("R")


def on_record(doing: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a step of a letter. If it is refused and no letter may tell of one of its subjects, the attempt is recorded.

    The step has been rolled back when the event is written, so the event stays. The decorator stands outermost, around the
    transaction of the step.
    """

    def wrap(step: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(step)
        def tried(*args: P.args, **given: P.kwargs) -> R:
            try:
                return step(*args, **given)
            except NotAllowed:
                named: dict[str, Any] = given
                note_letter(named["letter"], by=named["by"], doing=doing)
                raise

        return tried

    return wrap


def note_letter(letter: "Letter", *, by: "Colleague | None", doing: str) -> None:
    """P7c P4b Record the attempt for a letter and all its subjects.

    The trail names the letter or, if it is not kept, the subject.
    """
    note(letter.subjects, kind=letter.kind, by=by, doing=doing, letter=letter if letter.pk else None)


def note(
    subjects: Iterable[Subject], *, kind: str, by: "Colleague | None", doing: str, letter: "Letter | None" = None
) -> None:
    """P7c P4b Write the event if no letter may tell of one of the subjects as it is now. Otherwise do nothing.

    The event names the customer only by a reference.
    """
    for subject in filter(None, subjects):
        now = read_again(subject)
        refusal = policies.why_subject_forbids_letter(now, kind)
        if refusal:
            why = f"Tried to {doing} a letter. Refused: {refusal.clause.words} (Procedure {refusal.clause.section})"
            audit.record_refused(TRIED, letter or now, by=by, why=why)
            return
