"""The machine of letters, the rest of the table: what may be written, what is no longer so, until when to appeal."""

from datetime import date
from typing import Any

from tests.procedure import oracle
from tests.walks.book import LEAD, Answers, Book, Thing, step

METHODS = ("FIRST_CLASS", "SECOND_CLASS", "EMAIL")
UNSENT = ("DRAFT", "ISSUED")


def _alert(subject: Thing) -> Thing:
    return subject if subject.kind == "alert" else subject.alert


def _terms(subject: Thing) -> Any:
    """What a letter says of the alert."""
    alert = _alert(subject)
    stay = alert.days.get("stayed_from"), alert.days.get("stayed_to")
    return alert.status == "ACTIVE", alert.controls, alert.conditions, alert.days["review_due_on"], stay


def _may_be_told(subject: Thing) -> bool:
    """P7c E1 E2 E3 Whether a letter about it may exist."""
    alert = _alert(subject)
    if alert.informing != "INFORM":
        return False
    if subject.kind == "alert":
        return alert.status == "ACTIVE"
    if subject.kind == "review":
        return subject.status == "COMPLETED" and (subject.outcome == "REMOVE" or alert.status == "ACTIVE")
    return subject.status in ("DETERMINED", "REFUSED")


def _true(letter: Thing) -> bool:
    return _may_be_told(letter.subject) and letter.terms == _terms(letter.subject)


def cancel_untrue(book: Book, customer: str) -> None:
    """P7c E1 What is not sent yet, and no longer so or no longer to be told, is cancelled."""
    for letter in book.of("letter", *UNSENT):
        if letter.customer == customer and not _true(letter):
            book.move(letter, "CANCELLED", "cancel letter")


def _reply_by(letter: Thing, method: str, on: date) -> date | None:
    return oracle.last_day_to_appeal(oracle.received(method, on)) if letter.grants else None


def _write(book: Book, subject: Thing, answers: Answers, by: str) -> None:
    """E1 E2 E3 A letter as things stand, planned for today."""
    letter = Thing("letter", "DRAFT", days={"planned_on": book.today})
    grants = subject.kind != "appeal" and not (subject.kind == "review" and subject.outcome == "REMOVE")
    letter.facts |= {"subject": subject, "customer": _alert(subject).customer, "terms": _terms(subject)}
    letter.facts |= {"grants": grants, "method": answers["method"], "issued_on": None}
    letter.days["reply_by"] = _reply_by(letter, answers["method"], book.today)
    book.add(letter, "draft letter")


for _kind, _statuses in (("alert", "ACTIVE ENDED"), ("review", "COMPLETED"), ("appeal", "DETERMINED REFUSED")):
    step(
        _kind,
        "write",
        _statuses,
        LEAD,
        lambda book, subject, *_: _may_be_told(subject),
        shown=_statuses,
        method=METHODS,
    )(_write)


@step(
    "letter", "issue", "DRAFT", LEAD, lambda book, letter, *_: _true(letter) and letter.days["planned_on"] >= book.today
)
def issue(book: Book, letter: Thing, answers: Answers, by: str) -> None:
    """P9a Frozen, with its PDF; not for a day that has passed."""
    letter.facts["issued_on"] = book.today
    book.pdfs += 1
    book.move(letter, "ISSUED", "issue letter")


def _in_time_to_post(book: Book, letter: Thing, answers: Answers, by: str) -> bool:
    real = _reply_by(letter, answers["method"], book.today)
    return _true(letter) and (real is None or real <= letter.days["reply_by"])


@step("letter", "post", "ISSUED", LEAD, _in_time_to_post, method=METHODS)
def post(book: Book, letter: Thing, answers: Answers, by: str) -> None:
    """P9a Not so that the real last day would be later than the printed one."""
    book.move(letter, "SENT", "record posting of letter", sent_on=book.today)


@step("letter", "receive", "SENT", LEAD)
def receive(book: Book, letter: Thing, answers: Answers, by: str) -> None:
    """P9a A later receipt moves the last day later."""
    printed = letter.days["reply_by"]
    later = max(printed, oracle.last_day_to_appeal(book.today)) if printed else None
    book.move(letter, event="record receipt of letter", received_on=book.today, reply_by=later)


@step("letter", "return", "SENT", LEAD)
def come_back(book: Book, letter: Thing, answers: Answers, by: str) -> None:
    """P9a It started no window."""
    book.move(letter, "RETURNED", "record return of letter", returned_on=book.today)


@step("letter", "cancel", "DRAFT ISSUED", LEAD)
def cancel(book: Book, letter: Thing, answers: Answers, by: str) -> None:
    """P7c It will not be sent."""
    book.move(letter, "CANCELLED", "cancel letter")
