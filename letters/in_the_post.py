"""Decide about a letter that nobody may send any more, but that may have left us (§7, §9)."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Doubt, Refusal
from housing_alerts.kernel.written_dates import show_date

from . import copying, dispatch, policies
from .choices import LetterStatus
from .models import Letter
from .subjects import Facts, reach_known, still_asked

LEFT = "HAS_LEFT"
"""P9a The code of the question whether a letter that nobody may send any more has left us already."""


def why_not_now(letter: Letter, *, on: date) -> Refusal | None:
    """P7c P9a Refuse to send the issued letter from now on. One that has left us already is recorded all the same."""
    return (
        policies.why_letter_cancelled(letter)
        or dispatch.why_in_anothers_name(letter)
        or copying.why_copy_refused(letter, on=on)
        or policies.why_letter_refused(letter)
        or why_reach_changed(letter, on=on)
        or why_asked_again(letter, on=on)
    )


def why_reach_changed(letter: Letter, *, on: date) -> Refusal | None:
    """P5 E1 P9b Refuse a letter whose words on contact, or on another letter to come, are untrue on the day of sending.

    It is composed with what the customer will know by its planned day; another letter or decision may change that.
    """
    known = reach_known(letter.subjects, letter.facts, on=on)
    changed = {name: so for name, so in known.items() if name in letter.facts and letter.facts[name] != so}
    if not changed:
        return None
    return Refusal(
        procedure.OPTIONS,
        f"When this letter is sent, {_what_changed(changed)} Cancel it, and write it anew: the new one says how they can "
        "contact us.",
    )


def _what_changed(changed: Facts) -> str:
    if "letter_owed" in changed:
        return "our letter about the alert goes out too or has gone out, and this one says that it follows."
    for name, what in (("limited", "contact us"), ("complaints_limited", "complain")):
        if name in changed:
            holds, no_more = "in some ways only, and it does not say so", "as they like, and it says that they may not"
            return f"the customer may {what} {holds if changed[name] else no_more}."
    if "ways" in changed:
        return "it names other ways to contact us than those that are open to the customer."
    if "careful" in changed:
        return "the customer knows of other alerts on how we visit, and it says otherwise how fast we come to an emergency."
    return "it names somebody else than those with whom the customer may have contact."


def why_asked_again(letter: Letter, *, on: date) -> Refusal | None:
    """P8b E2 E3 Refuse a letter that lets the customer off what something else asks for on the day of sending.

    An alert or marker at the home, or a report of danger there, may have come since it was composed.
    """
    if not letter.facts.get("lets_off") or not still_asked(letter.subject, on=on):
        return None
    return Refusal(
        procedure.REMOVAL,
        "This letter says that what the alert asked for is over. Since it was composed, something else at this address, or on "
        "this customer, came to ask for it. Cancel it, and write it anew: the new one does not say so.",
    )


def asked(letter: Letter, *, on: date, how: str = "") -> list[Doubt]:
    """P7c P9a List the questions before the posting of that day is recorded.

    If nobody may send the letter now, the one question is whether it has left us already.

    :param how: the method by which it went, if it is known.
    """
    refusal = why_not_now(letter, on=on)
    if refusal is None:
        return dispatch.asked(letter, on=on, how=how)
    return [Doubt(LEFT, refusal.sentence, "it had left us before nobody might send it any more")]


def why_unanswered(doubts: list[Doubt], sure_of: Collection[str], words: str) -> Refusal | None:
    """P7c P9a Refuse to record the posting while a question has no answer: yes, and how the colleague knows."""
    left = next((doubt for doubt in doubts if doubt.code == LEFT), None)
    if left is None:
        return dispatch.why_doubts_unanswered(doubts, sure_of, words)
    if LEFT in sure_of and words.strip():
        return None
    return Refusal(
        procedure.APPEAL_WINDOW,
        f"{left.sentence} Nobody may send the letter now. If it has left us already, say so, and how you know.",
    )


def why_day_refused(letter: Letter, on: date, *, today: date) -> Refusal | None:
    """P9a Refuse a day of posting in the future, before the issue, or after the letter was cancelled."""
    if refusal := policies.why_day_of_posting_refused(letter, on, today=today):
        return refusal
    if letter.status != LetterStatus.CANCELLED or on <= timezone.localdate(letter.changed_at):
        return None
    return Refusal(
        procedure.APPEAL_WINDOW,
        f"The letter was cancelled on {show_date(timezone.localdate(letter.changed_at))}, so nobody may send it after that. "
        "Give the day on which it had left us.",
    )
