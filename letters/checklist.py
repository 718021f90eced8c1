"""Check a draft letter point by point before it is issued. A point that fails says what to do."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import show_date

from . import copying, dispatch, in_the_post, policies, proofreading, services
from .models import Letter


class Point(NamedTuple):
    """One point: its subject, the letter's words for it, and the refusal if the letter cannot go out with them.

    ``asked``: the letter goes out only if the Lead says, when issuing it, that the point is right.
    """

    about: str
    says: str
    refusal: Refusal | None = None
    asked: bool = False


def points(letter: Letter, *, on: date) -> list[Point]:
    """E1 P9a List the points to check before the letter is issued on that day. Issuing asks the same policies."""
    return [*_who_and_where(letter, on), *_when(letter, on), *_what(letter, on)]


def _who_and_where(letter: Letter, on: date) -> Iterator[Point]:
    address = dispatch.address_on(letter.customer, on=on)
    to = f"{letter.addressee}\n{letter.address}"
    yield Point("Who gets it, and where", to, policies.why_address_refused(letter, address))
    if letter.for_email() and letter.customer.email:
        yield Point("E-mail address", letter.customer.email)
    if doubts := dispatch.asked(letter, on=on):
        yield Point("Whether it can go there", "\n".join(doubt.sentence for doubt in doubts), asked=True)
    yield Point(
        "Who gets a copy", letter.copies_go_to or "Nobody", copying.why_copy_refused(letter, on=letter.planned_on)
    )
    yield Point("In whose name it goes", str(letter.organisation), dispatch.why_in_anothers_name(letter))
    signs = f"{letter.signatory}\n{letter.signatory_title}".strip()
    yield Point("Who signs it, and whom it names", signs, proofreading.why_names_wrong(letter))


def _when(letter: Letter, on: date) -> Iterator[Point]:
    sent = f"{letter.get_planned_method_display()}, {show_date(letter.planned_on)}"
    day_passed = policies.why_planned_before(letter, on)
    yield Point("How and when it is sent", sent, policies.why_no_email(letter, letter.planned_method) or day_passed)
    last_day = show_date(letter.reply_by) if letter.grants_appeal else "This letter gives no right to appeal"
    yield Point("Last day to appeal", last_day, day_passed if letter.grants_appeal else None)
    passed = policies.why_named_day_passed(letter, letter.planned_on)
    yield Point("Its other days", "No day to come that it names has passed when it is sent", passed)


def _what(letter: Letter, on: date) -> Iterator[Point]:
    confirmed = "\n".join(letter.confirmed) or "Nothing in it had to be confirmed"
    told = "The customer may be told, it says what is on record, and it names nobody who reported"
    if risks := _risks_of_telling(letter, on):
        told = f"{risks[:1].upper()}{risks[1:]}. Read the letter as they would: do its words say who spoke to us?"
    yield Point("What it tells", told, policies.why_letter_refused(letter), asked=bool(risks))
    changed = in_the_post.why_reach_changed(letter, on=letter.planned_on)
    yield Point("How they can contact us", "As the customer knows it on the day on which it is sent", changed)
    if letter.facts.get("lets_off"):
        again = in_the_post.why_asked_again(letter, on=letter.planned_on)
        yield Point("What it says is over", "Nothing else asks for the same on the day on which it is sent", again)
    yield Point("Its parts", "Each part is written", policies.why_part_empty(letter))
    yield Point(
        _unfinished(letter), "No gap is left, and each sentence ends", proofreading.why_words_unfinished(letter)
    )
    yield Point("What was confirmed", confirmed, proofreading.why_possible_mistake_unconfirmed(letter, on=on))
    yield Point("Its characters", "Each can be printed", services.why_not_print(letter))


def _risks_of_telling(letter: Letter, on: date) -> str:
    """P7c Return what the cases say of somebody at home, if the letter is still asked about the address for it."""
    asked = any(doubt.code == dispatch.SHARED for doubt in dispatch.asked(letter, on=on))
    found = [risk for subject in letter.subjects for risk in subject.risks_at_home(on=on)] if asked else []
    return ", and ".join(dict.fromkeys(found))


def _unfinished(letter: Letter) -> str:
    """Return the label of the letter's words, with the parts that are not finished."""
    parts = [
        part for part, said in policies.parts(letter) if proofreading.why_words_unfinished(Letter(facts={part: said}))
    ]
    return f"Its words: {', '.join(parts)}" if parts else "Its words"
