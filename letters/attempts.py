"""An attempt at a letter that may not be: it is refused as every step is, and it is on record besides (§4, §7)."""

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
"""The event: somebody tried to write what nobody may read."""
P = ParamSpec("P")
R = TypeVar("R")


def on_record(doing: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a step of a letter: where it is refused, and something it tells of may be told of by no letter, that was an attempt.

    The step has been rolled back when the event is written, so the event stays. It stands outermost, around the
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
    """P7c P4b The same for a letter and all that it tells of; the trail names it or, where it is not kept, what is forbidden."""
    note(letter.subjects, kind=letter.kind, by=by, doing=doing, letter=letter if letter.pk else None)


def note(
    subjects: Iterable[Subject], *, kind: str, by: "Colleague | None", doing: str, letter: "Letter | None" = None
) -> None:
    """P7c P4b Write the event, where one of the subjects as it is now may be told of by no letter; else nothing.

    Who it is about is nowhere in it but as a reference.
    """
    for subject in filter(None, subjects):
        now = read_again(subject)
        refusal = policies.why_forbidden(now, kind)
        if refusal:
            why = f"Tried to {doing} a letter. Refused: {refusal.clause.words} (Procedure {refusal.clause.section})"
            audit.record_refused(TRIED, letter or now, by=by, why=why)
            return
