"""Check the words of a letter before it is kept and before it is issued (E1, E2, E3, E4, §11).

A sure fault is refused: a place that was never filled in, a sentence that stops. A possible mistake is a question: the Lead
confirms the words, and the letter keeps that they did. The case itself knows who reported and who else told us of it: its
``why_facts_refused`` refuses their names.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from housing_alerts.customers.models import fold
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.names import names_of

from . import dating, naming

if TYPE_CHECKING:
    from .models import Letter

_PLACES = re.compile(
    r"\[[^\]\n]*\]?|\{\{[^}\n]*(?:\}\})?|\{%[^%\n]*(?:%\})?|<<[^>\n]*(?:>>)?|_{3,}|\bx{3,}\b|\btb[ac]\b"
    r"|delete as appropriate",
    re.IGNORECASE,
)
"""E1 The signs of words still to come: the template's brackets, another program's, and what people type instead."""

_DOTS = re.compile(r"\S{0,30}\s?(?:…|\.{3,})")

_NO_LAST_WORDS = (
    r"a|an|and|are|as|at|because|been|being|but|by|for|from|had|has|have|if|into|is|my|of|or|our|so|than|the|their|these|this|to"
    r"|was|were|when|where|which|who|with|your"
)
_STOPS = re.compile(rf"(?:\S+\s+){{0,2}}\b(?:{_NO_LAST_WORDS})\s*$", re.IGNORECASE)
_WORDS_OF_A_SENTENCE = 4
_LETTERS_OF_A_NAME = 2
_NOT_READ = ("copies", "terms", "also")
"""The facts that the letter does not say: who gets a copy, and the terms it rests on."""


_NAMES = (
    *("action_name", "alert_name", "name", "replaces", "replaced_by", "decides", "decider", "outcome", "because"),
    *("side", "decided_by", "decided", "gone_because"),
)
_DAYS = (
    *(
        "answer_by",
        "decided_on",
        "effective_from",
        "last_day",
        "late",
        "live_until",
        "planned_on",
        "received_on",
        "removed_on",
    ),
    *(
        "replaced_on",
        "review_by",
        "sign_by",
        "applies",
        "answered_on",
        "stands_since",
        "untold_since",
        "missed",
        "told_late",
        "gone_on",
        "gone_before",
    ),
)
"""The facts that nobody typed: names of alerts, choices and days."""


def words(facts: object, *, but: Collection[str] = _NOT_READ) -> Iterator[str]:
    """Yield every text of a letter's facts."""
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, dict):
        yield from (text for name, value in facts.items() if name not in but for text in words(value, but=but))
    elif isinstance(facts, list | tuple):
        yield from (text for value in facts for text in words(value, but=but))


def typed(facts: dict[str, Any]) -> str:
    """P11a Return the texts that people wrote, in which somebody can be named, each on lines of its own."""
    return "\n".join(words(facts, but=(*_NOT_READ, *_NAMES, *_DAYS)))


def _given_days(facts: dict[str, Any]) -> str:
    """Return the days that nobody typed into the words: that of the decision, of the review, by when it comes back signed."""
    return "\n".join(str(each.get(name, "")) for each in (facts, *facts.get("alerts", [])) for name in _DAYS)


def why_words_unfinished(letter: "Letter") -> Refusal | None:
    """E1 E2 E3 E4 Refuse a letter with a place still to be filled in, or with a sentence that stops."""
    for text in words(letter.facts):
        if place := _PLACES.search(text):
            return Refusal(
                procedure.NOTIFICATION,
                f"There is still a place to fill in: “{place[0].strip()}”. Fill it in, or take it out.",
            )
        for line in text.splitlines():
            if len(line.split()) >= _WORDS_OF_A_SENTENCE and (end := _STOPS.search(line)):
                return Refusal(procedure.NOTIFICATION, f"A sentence stops at “{end[0].strip()}”. Finish it.")
    return None


_REASONS = {
    "reason": Refusal(procedure.NOTIFICATION, "Say why we decided this."),
    "not_asked": Refusal(procedure.FORMAL_STAGE, "Say why we did not hear their side."),
}
"""The facts that give the customer a reason, each with the refusal of one that is none."""


def why_reason_says_too_little(letter: "Letter") -> Refusal | None:
    """E1 E2 E4 Refuse a letter whose reason says too little. One that is empty is an empty part of it."""
    given = ((str(letter.facts.get(name, "")), unsaid) for name, unsaid in _REASONS.items())
    return next(filter(None, (why_unsaid(said, unsaid) for said, unsaid in given if said.strip())), None)


def why_names_wrong(letter: "Letter") -> Refusal | None:
    """E1 P9a P11a Refuse a letter that names a colleague who has left, or leads to one who reported or was affected."""
    return why_names_who_left(letter) or why_signed_by_nameless(letter)


def why_names_who_left(letter: "Letter") -> Refusal | None:
    """E1 P9a Refuse a letter that names a colleague who has left: as signatory, as contact, or in its words."""
    said = f" {fold(' '.join([letter.signatory, letter.contact, typed(letter.facts)]))} "
    everybody = list(Colleague.objects.all())
    here = {fold(str(one)) for one in everybody if one.is_active}
    for person in (one for one in everybody if one.last_name and not one.is_active):
        name = fold(str(person))
        if f" {name} " in said and name not in (*here, fold(letter.customer.full_name)):
            return Refusal(
                procedure.NOTIFICATION,
                f"The letter names {person}, who has left, so nobody would answer there. Write it anew: it then goes in the "
                "name of who writes it. Where a condition names them, review the alert first, so that it names who is here.",
            )
    return None


def why_signed_by_nameless(letter: "Letter") -> Refusal | None:
    """E1 P11a Refuse a letter whose signatory or contact reported an incident, or was affected by one."""
    signed = {fold(letter.signatory), fold(letter.contact)}
    person = next((each for each in _kept_nameless(letter) if fold(str(each)) in signed), None)
    if person is None:
        return None
    return Refusal(
        procedure.RECORDING,
        f"The letter goes in the name of {person}, or leads the customer to them. They reported an incident, or were affected "
        "by one. Write it anew: it then gives their post only, or the name of another Operational Lead.",
    )


def _kept_nameless(letter: "Letter") -> "Iterator[Colleague]":
    """P11a Yield the colleagues whom the letter may not name."""
    return (person for subject in letter.subjects for person in subject.kept_nameless())


def questions(letter: "Letter", *, on: date) -> list[str]:
    """List the questions to the Lead about the words of the letter, each in a sentence.

    :param on: the day for which the homes of people are looked up.
    """
    said = "\n".join(words(letter.facts))
    asked = [f"Something may be missing at “{dots[0].strip()}”." for dots in _DOTS.finditer(said)]
    asked += naming.questions(letter, said, typed(letter.facts), on=on)
    asked += dating.questions(letter, naming.without_doors(typed(letter.facts)), _given_days(letter.facts))
    asked += [
        f"The letter says “{name}”, the first name of somebody who reported an incident or was affected by one."
        for name in _first_names(letter)
    ]
    return list(dict.fromkeys([*asked, *_lifelines_closed(letter)]))


_ASKS_OF_THEM = ("reason", "follows", "removal", "asks", "theirs", "ours")
"""The facts in which a Lead can write, beside the conditions, how the customer may contact us."""


def _lifelines_closed(letter: "Letter") -> Iterator[str]:
    """P5 Yield a question for each sentence that seems to close what no limit on contact may close."""
    said = "\n".join(str(letter.facts.get(name, "")) for name in _ASKS_OF_THEM)
    for sentence in re.split(r"(?<=[.!?])\s+|\n", said):
        if closed := procedure.lifeline_denied_in(sentence):
            yield f"“{sentence.strip()}” seems to close {closed.name} to the customer, which always stays open."


def why_possible_mistake_unconfirmed(letter: "Letter", *, on: date) -> Refusal | None:
    """P11a Refuse a letter with a possible mistake that the Lead has not confirmed."""
    open_question = next((asked for asked in questions(letter, on=on) if asked not in letter.confirmed), None)
    if open_question is None:
        return None
    return Refusal(procedure.RECORDING, f"{open_question} Confirm that it is meant, or write it in another way.")


def _first_names(letter: "Letter") -> list[str]:
    """P11a List first names of people who must not be named, if they stand alone and can hardly mean anybody else.

    The whole name of such a person is refused (``why_facts_refused``), and not asked about here.
    """
    said, own = typed(letter.facts), fold(letter.customer.full_name).split()
    found = []
    for whole in (each for person in _kept_nameless(letter) for each in names_of(person)):
        name = whole.first_name.strip()
        if len(name) < _LETTERS_OF_A_NAME or fold(name) in (*naming.ORDINARY, *own):
            continue
        if re.search(rf"\b{re.escape(name)}\b(?!\s+{re.escape(whole.last_name)}\b)", said):
            found.append(name)
    return found
