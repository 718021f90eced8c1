"""The machine of letters, another part of the table: what may be written, what is no longer so, until when to appeal."""

from datetime import date
from typing import Any

from tests.procedure import oracle
from tests.walks.book import Answers, Book, Thing, lead_of_area, manager, step
from tests.walks.table import CONTROLS, RESTRICTING, TOLD, relied_on, stands, told

METHODS = ("FIRST_CLASS", "SECOND_CLASS", "EMAIL")
UNSENT = ("DRAFT", "ISSUED")
OF_REMOVAL, OF_ACTION, OF_WARNING = "REMOVAL", "ACTION", "WARNING"
"""Beside the four of Appendix E and the acknowledgement: of an alert that a Lead removed, of an agreed action, of a warning."""
OPEN = ("RECEIVED", "ACCEPTED", "PREPARED")
ACKNOWLEDGED, ANSWERED = ("ACCEPTED", "PREPARED"), ("DETERMINED", "REFUSED")
PROMISING = ("E2", OF_REMOVAL)
"""P9b What says to whoever appealed that our answer is still to come."""


def _alert(subject: Thing) -> Thing | None:
    return subject if subject.kind == "alert" else subject.facts.get("alert")


def _terms(book: Book, subject: Thing, kind: str) -> Any:
    """What a letter says of the alert or, where it is about none, of the action; of a review, what else is considered."""
    if kind == OF_ACTION:
        return stands(subject), book.of("appeal", "DETERMINED", action=subject.action)
    if kind == OF_WARNING:
        return subject.status != "VOID"
    alert = _alert(subject)
    if alert is None:
        set_aside = subject.kind == "appeal" and "set_aside_on" in subject.action.days
        return told(subject) if subject.kind == "investigation" else set_aside
    stay = alert.days.get("stayed_from"), alert.days.get("stayed_to")
    more = subject.kind == "review" and bool(book.of("investigation", "OPEN", "RECOMMENDED", review=subject))
    imposed = alert.status == "ACTIVE", alert.controls, alert.conditions, alert.days["review_due_on"]
    determined = book.of("appeal", "DETERMINED", alert=alert)
    return imposed, stay, told(alert.file), more, determined, _beside(book, alert, bool(determined))


def _beside(book: Book, alert: Thing, determined: bool) -> list[tuple[str, bool]]:
    """P8b The others in force about the same or told, and whether the customer knows of each.

    Beside an alert that is in force: what they know about the same, once something may have been taken away.
    """
    others = [each for each in book.of("alert", "ACTIVE") if each.customer == alert.customer and each is not alert]
    about = set(CONTROLS[alert.type])
    same = [each for each in others if about & {*each.controls, *(CONTROLS[RESTRICTING] if each.conditions else ())}]
    known = [(each, each.informing == "INFORM" and told_by_letter(book, each)) for each in others]
    if alert.status != "ACTIVE":
        return [(each.reference, knows) for each, knows in known if knows or each in same]
    decided = determined or any(review.outcome for review in book.of("review", alert=alert))
    return [(each.reference, True) for each, knows in known if decided and knows and each in same]


def _waiting(book: Book, alert: Thing) -> list[Any]:
    """P9b When each appeal came that is not decided or, once the alert has gone, whose answer has not gone out."""
    waiting = book.of("appeal", *OPEN, alert=alert)
    if alert.status != "ACTIVE":
        answered = [letter.subject for letter in book.of("letter", "SENT") if letter.type == "E3"]
        decided = book.of("appeal", *ANSWERED, alert=alert)
        waiting += [appeal for appeal in decided if not any(appeal is each for each in answered)]
    return [appeal.days["received_on"] for appeal in waiting]


def _withheld(book: Book, file: Thing) -> bool:
    """P7c Of this case, of the one that its alert would replace, or any in force: the customer is not to know of it."""
    near = book.of("alert", file=file) + ([file.review.alert] if file.review else [])
    return any(alert.informing == "WITHHOLD" for alert in near) or _withheld_in_force(book, file.customer)


def _withheld_in_force(book: Book, customer: str) -> bool:
    in_force = [alert for alert in book.of("alert", "ACTIVE") if alert.customer == customer]
    return any(alert.informing == "WITHHOLD" for alert in in_force)


def _telling(book: Book, alert: Thing, *statuses: str) -> list[Thing]:
    """P8b The letters that tell of it: the one about it, or one about a review of it or an appeal against it."""
    return [letter for letter in book.of("letter", *statuses) if letter.tells and _alert(letter.subject) is alert]


def told_by_letter(book: Book, alert: Thing) -> bool:
    """P8b A letter that went out told of it."""
    return bool(_telling(book, alert, "SENT"))


def _tells(book: Book, subject: Thing, kind: str) -> bool:
    """P8b The answer to an appeal leaves it to the letter about the alert, where that one is still to come."""
    alert = _alert(subject)
    if kind != "E3" or alert is None:
        return kind in ("E1", "E2", "E3")
    return not _is_to_come(book, alert)


def _is_known(book: Book, alert: Thing) -> bool:
    """P8b A letter that is issued, or went out, tells of it."""
    return alert.informing == "INFORM" and bool(_telling(book, alert, "ISSUED", "SENT"))


def _is_to_come(book: Book, alert: Thing | None) -> bool:
    """P8b P9b The letter about the alert is still to come: what is written to whoever appealed says that it follows."""
    return alert is not None and not _is_known(book, alert) and _may_be_told(book, alert, "E1")


def _goes(book: Book, letter: Thing) -> bool:
    """P9b What says that the letter about the alert follows does not go after it."""
    follows = letter.facts.get("follows")
    return _true(book, letter) and not (follows and _is_known(book, follows))


def _knew_before(book: Book, review: Thing) -> bool:
    """E2 A letter of before told of the alert; of one from the housing system nobody knows."""
    if review.alert.imported:
        return True
    telling = [letter for letter in _telling(book, review.alert, "SENT") if letter.subject is not review]
    return any(letter is before for letter in telling for before in review.issued_before)


def _gone_untold(book: Book, successor: Thing | None) -> bool:
    """P8b What took its place is gone before a letter told of it, so that none says that the first one ended."""
    if successor is None or successor.status != "ENDED" or successor.informing != "INFORM":
        return False
    return not told_by_letter(book, successor)


def _asked_first(alert: Thing) -> bool:
    """D3b Every file that answers its gates has asked the customer for their side; one from the housing system has no file."""
    return not alert.imported


def _imposed_nothing(book: Book, file: Thing) -> bool:
    return file.status == "CONCLUDED" and not book.of("alert", "ACTIVE", "ENDED", file=file)


def _said_by_an_answer(book: Book, alert: Thing) -> bool:
    """P8b E3 The answer to an upheld appeal says that it ended: no other letter of the end is owed."""
    return any(each.outcome == "UPHELD" for each in book.of("appeal", "DETERMINED", alert=alert))


def _may_be_told(book: Book, subject: Thing, kind: str) -> bool:
    """P7c E1 E2 E3 E4 P9b Whether a letter of that kind about it may exist."""
    alert = _alert(subject)
    if kind == OF_ACTION:
        in_danger = _withheld_in_force(book, subject.customer)
        return subject.status == "CONCLUDED" and stands(subject) and not in_danger
    if kind == OF_WARNING:
        return subject.status != "VOID" and not _withheld_in_force(book, subject.customer)
    if kind == "E4":
        return _imposed_nothing(book, subject) and not _withheld(book, subject)
    if subject.kind == "appeal":
        at_its_time = subject.status in (ACKNOWLEDGED if kind == "ACK" else ANSWERED)
        kept = alert.informing == "WITHHOLD" if alert else _withheld_in_force(book, subject.customer)
        return at_its_time and not kept
    assert alert is not None
    if kind == OF_REMOVAL:
        known = told_by_letter(book, alert) or _asked_first(alert)
        unsaid = alert.facts.get("removed", False) or _gone_untold(book, alert.facts.get("replaced_by"))
        return unsaid and alert.informing != "WITHHOLD" and known and not _said_by_an_answer(book, alert)
    if alert.informing != "INFORM":
        return False
    if subject.kind == "alert":
        return alert.status == "ACTIVE" and not alert.imported
    if subject.status != "COMPLETED" or subject.facts.get("informing") == "WITHHOLD":
        return False
    gone = subject.outcome == "REMOVE" and _asked_first(alert)
    if not _knew_before(book, subject) and not gone:
        return False
    kept = subject.outcome not in ("", "REMOVE") and alert.status == "ACTIVE"
    return kept or (subject.outcome == "REMOVE" and not _said_by_an_answer(book, alert))


def forbidden(book: Book, subject: Thing, of_outcome: bool) -> bool:
    """P7c Whether no letter at all may tell of it: to try is on record.

    :param of_outcome: the letter would tell that a case imposed nothing; else, of what was agreed.
    """
    alert = _alert(subject)
    if alert:
        return bool(alert.informing == "WITHHOLD")
    return _withheld(book, subject) if of_outcome else _withheld_in_force(book, subject.customer)


def _true(book: Book, letter: Thing) -> bool:
    subject, alert = letter.subject, _alert(letter.subject)
    if letter.promised and alert and letter.promised not in _waiting(book, alert):
        return False
    return _may_be_told(book, subject, letter.type) and letter.terms == _terms(book, subject, letter.type)


def cancel_untrue(book: Book, customer: str) -> None:
    """P7c E1 What is not sent yet, and no longer so or no longer to be told, is cancelled."""
    for letter in book.of("letter", *UNSENT):
        if letter.customer == customer and not _true(book, letter):
            book.move(letter, "CANCELLED", "cancel letter")


WITH_OWN_LETTER = ("WRITTEN_WARNING", "AGREEMENT")
"""P9a The actions whose own letter grants the appeal, and not the letter of the outcome."""


def _reply_by(letter: Thing, method: str, on: date) -> date | None:
    return oracle.last_day_to_appeal(oracle.received(method, on)) if letter.grants else None


def _printed(letter: Thing) -> date | None:
    """P9a What it gives as the last day: never before that of the letter which they have, and whose place it takes."""
    own, before = _reply_by(letter, letter.method, letter.days["planned_on"]), letter.replaces
    has = before.days["reply_by"] if before and before.status == "SENT" else None
    return max(own, has) if own and has else own


def _that_they_have(book: Book, subject: Thing, kind: str) -> Thing | None:
    sent = [letter for letter in book.of("letter", "SENT") if letter.subject is subject and letter.type == kind]
    return max(sent, key=lambda letter: (letter.days["sent_on"], sent.index(letter)), default=None)


def _writing(kind: str) -> Any:
    """E1 E2 E3 E4 P9b A letter of that kind as things stand, planned for today."""

    def write(book: Book, subject: Thing, answers: Answers, by: str) -> None:
        alert = _alert(subject)
        letter = Thing("letter", "DRAFT", days={"planned_on": book.today})
        grants = subject.kind != "appeal" and subject.facts.get("outcome") != "REMOVE"
        if subject.kind == "investigation" and kind != OF_ACTION:
            grants = told(subject) and subject.action.type not in WITH_OWN_LETTER
        if kind in (OF_REMOVAL, OF_WARNING):
            grants = False
        letter.facts |= {"subject": subject, "type": kind, "terms": _terms(book, subject, kind), "grants": grants}
        promised = max(_waiting(book, alert), default=None) if alert and kind in PROMISING else None
        letter.facts |= {"promised": promised, "tells": _tells(book, subject, kind)}
        letter.facts |= {"told": told(subject.file) if subject.kind == "alert" else False}
        letter.facts |= {"follows": alert if subject.kind == "appeal" and _is_to_come(book, alert) else None}
        letter.facts |= {"customer": (alert or subject).customer, "area": (alert or subject).area}
        letter.facts |= {"method": answers["method"], "replaces": _that_they_have(book, subject, kind)}
        letter.days["reply_by"] = _printed(letter)
        book.add(letter, "draft letter")

    return write


def _may_write(book: Book, subject: Thing, kind: str) -> bool | None:
    """Where there is an action to write of, and it is not over; not beside a letter of the kind that is not sent yet."""
    until: date | None = None
    if kind == OF_ACTION:
        if subject.action is None or subject.action.type not in TOLD:
            return None
        until = subject.action.days.get("live_until")
    if kind == OF_WARNING:
        until = subject.facts.get("warned_until")
        if until is None:
            return None
    if any(letter.subject is subject and letter.type == kind for letter in book.of("letter", *UNSENT)):
        return False
    return _may_be_told(book, subject, kind) and (until is None or book.today <= until)


for _kind, _name, _statuses, _letter in (
    ("alert", "write", "ACTIVE", "E1"),
    ("review", "write", "COMPLETED", "E2"),
    ("appeal", "acknowledge", "RECEIVED ACCEPTED PREPARED", "ACK"),
    ("appeal", "write", "DETERMINED REFUSED WITHDRAWN", "E3"),
    ("investigation", "write", "OPEN RECOMMENDED CONCLUDED WITHDRAWN", "E4"),
    ("alert", "write_removal", "ENDED", OF_REMOVAL),
    ("investigation", "write_action", "OPEN RECOMMENDED CONCLUDED WITHDRAWN", OF_ACTION),
    ("incident", "write_warning", "SETTLED REFERRED VOID", OF_WARNING),
):
    step(
        _kind,
        _name,
        _statuses,
        lambda subject: lead_of_area(_alert(subject) or subject),
        lambda book, subject, answers, by, kind=_letter: _may_write(book, subject, kind),
        shown=_statuses,
        method=METHODS,
    )(_writing(_letter))


@step(
    "letter",
    "issue",
    "DRAFT",
    lead_of_area,
    lambda book, letter, *_: _goes(book, letter) and letter.days["planned_on"] >= book.today,
)
def issue(book: Book, letter: Thing, answers: Answers, by: str) -> None:
    """P9a Frozen, with its PDF; not for a day that has passed."""
    book.pdfs += 1
    book.move(letter, "ISSUED", "issue letter", issued_on=book.today, reply_by=_printed(letter))


@step("letter", "post", "ISSUED", lead_of_area, lambda book, letter, *_: _goes(book, letter), method=METHODS)
def post(book: Book, letter: Thing, answers: Answers, by: str) -> None:
    """P9a As it happened: where the real last day is later than the printed one, the later is enforced."""
    real, printed = _reply_by(letter, answers["method"], book.today), letter.days["reply_by"]
    later = max(real, printed) if real and printed else printed
    book.move(letter, "SENT", "record posting of letter", sent_on=book.today, reply_by=later)


@step("letter", "receive", "SENT", lead_of_area)
def receive(book: Book, letter: Thing, answers: Answers, by: str) -> None:
    """P9a A later receipt moves the last day later."""
    printed = letter.days["reply_by"]
    later = max(printed, oracle.last_day_to_appeal(book.today)) if printed else None
    book.move(letter, event="record receipt of letter", received_on=book.today, reply_by=later)


@step("letter", "return", "SENT", lead_of_area)
def come_back(book: Book, letter: Thing, answers: Answers, by: str) -> None:
    """P9a It started no window."""
    book.move(letter, "RETURNED", "record return of letter", returned_on=book.today)


@step("letter", "cancel", "DRAFT ISSUED", lead_of_area)
def cancel(book: Book, letter: Thing, answers: Answers, by: str) -> None:
    """P7c It will not be sent."""
    book.move(letter, "CANCELLED", "cancel letter")


@step(
    "incident",
    "void",
    "LOGGED SETTLED REFERRED",
    manager,
    lambda book, incident, *_: not relied_on(book, incident, "RECOMMENDED", "CONCLUDED"),
)
def void(book: Book, incident: Thing, answers: Answers, by: str) -> None:
    """P11a Made in error: what it was settled with is set aside, and no warning goes out."""
    if incident.facts.get("settled_with"):
        book.events.append(("set aside action", incident))
        book.beside += 1
    book.move(incident, "VOID", "void incident", voided_on=book.today)
    cancel_untrue(book, incident.customer)
