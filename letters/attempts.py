"""An attempt at a letter that may not be: it is refused as every step is, and it is on record besides (§4, §7)."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from housing_alerts.audit import trail as audit
from housing_alerts.refusals import NotAllowed

TRIED = "try to write letter"
"""The event: somebody tried to write what nobody may read."""
P = ParamSpec("P")
R = TypeVar("R")


def on_record(doing: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a step of a letter: where it is refused, and its subject may be told of by no letter, that was an attempt.

    The step has been rolled back when the event is written, so the event stays. It stands outermost, around the
    transaction of the step.
    """

    def wrap(step: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(step)
        def tried(*args: P.args, **given: P.kwargs) -> R:
            try:
                return step(*args, **given)
            except NotAllowed:
                letter: Any = given["letter"]
                note(letter.subject, letter=letter, by=given["by"], doing=doing)
                raise

        return tried

    return wrap


def note(subject: Any, *, by: Any, doing: str, letter: Any = None) -> None:
    """P7c P4b Write the event, where the subject as it is now may be told of by no letter; else nothing.

    The trail names the letter or, where none is kept yet, its subject: who it is about is nowhere in it but as a reference.
    """
    now = type(subject)._default_manager.get(pk=subject.pk)
    refusal = now.why_not_tell()
    if refusal:
        kept = letter is not None and letter.pk is not None
        why = f"Tried to {doing} a letter. Refused: {refusal.clause.words} ({refusal.clause.id})"
        audit.record_refused(TRIED, letter if kept else now, by=by, why=why)
