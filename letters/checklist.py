"""What will go out: a draft letter, point by point, before it is issued, and what to do where a point does not hold."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from housing_alerts.jinja import show_date
from housing_alerts.refusals import Refusal

from . import dispatch, policies, proofreading, services
from .models import Letter


class Point(NamedTuple):
    """One point: what it is about, what the letter has there, and why the letter cannot go out so.

    ``asked``: it goes out only where the Lead says, when issuing it, that it is right.
    """

    about: str
    says: str
    refusal: Refusal | None = None
    asked: bool = False


def points(letter: Letter, *, on: date) -> list[Point]:
    """E1 P9a What is looked at before the letter is issued on that day: the same policies that issuing it asks."""
    return [*_who_and_where(letter, on), *_when(letter, on), *_what(letter, on)]


def _who_and_where(letter: Letter, on: date) -> Iterator[Point]:
    address = dispatch.address_on(letter, on=on)
    to = f"{letter.addressee}\n{letter.address}"
    yield Point("Who gets it, and where", to, policies.why_not_addressed(letter, address))
    if doubts := dispatch.asked(letter, on=on):
        yield Point("The place it goes to", "\n".join(doubt.sentence for doubt in doubts), asked=True)
    yield Point("Who gets a copy", letter.copies_go_to or "Nobody", dispatch.why_not_copied(letter, on=on))
    yield Point("In whose name it goes", f"{letter.signatory}\n{letter.signatory_title}".strip())


def _when(letter: Letter, on: date) -> Iterator[Point]:
    sent = f"{letter.get_planned_method_display()}, {show_date(letter.planned_on)}"
    unsent = policies.why_no_email(letter, letter.planned_method) or services.why_planned_before(letter, on)
    yield Point("How and when it is sent", sent, unsent)
    last_day = show_date(letter.reply_by) if letter.grants_appeal else "This letter gives no right to appeal"
    yield Point("Last day to appeal", last_day)


def _what(letter: Letter, on: date) -> Iterator[Point]:
    asked = "\n".join(["It was confirmed:", *letter.confirmed] if letter.confirmed else ["Nothing had to be confirmed"])
    yield Point(
        "What it says", "It is so, it may be told, and it names nobody who reported", policies.why_not_write(letter)
    )
    yield Point("Its parts", "None is empty", policies.why_not_whole(letter))
    yield Point("Its words", "No place to fill in, and no sentence that stops", proofreading.why_not_finished(letter))
    yield Point("What may be meant", asked, proofreading.why_not_confirmed(letter, on=on))
    yield Point("Its print", "Every character is in our font", services.why_not_print(letter))
