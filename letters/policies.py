"""The rules for a letter (§7, §9)."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from housing_alerts.kernel import procedure
from housing_alerts.kernel.procedure import Method
from housing_alerts.kernel.refusals import Refusal
from housing_alerts.kernel.written_dates import read_date
from letters.choices import Kind, LetterStatus, ToldOutcome
from letters.fate import Fate, came_back

if TYPE_CHECKING:
    from housing_alerts.customers.models import Customer

    from .models import IssuedPdf, Letter
    from .subjects import Subject


def why_letter_refused(letter: "Letter") -> Refusal | None:
    """P7c P4b Return the first obstacle that one of the letter's subjects gives, asked again at each step.

    Each subject knows whether its customer may be written to, whether a letter of this kind fits its status, and whether the
    letter's words about it are still true.
    """
    asked = (each.why_letter_refused(letter.kind) or each.why_facts_refused(letter.facts) for each in letter.subjects)
    return next(filter(None, asked), None)


def why_subject_forbids_letter(subject: "Subject", kind: str) -> Refusal | None:
    """P7c P4b Return the reason why no letter may tell of the subject at all.

    The letter's other subjects are asked by themselves.
    """
    return subject.why_customer_not_informed() if subject.why_letter_refused(kind) else None


def why_unsent_letter_exists(waiting: "Letter | None") -> Refusal | None:
    """P9a Refuse a second unsent letter about one decision: of two, nobody could say which day to appeal holds."""
    if waiting is None:
        return None
    return Refusal(
        procedure.APPEAL_WINDOW,
        f"Letter {waiting.reference} about this is not sent yet. Send that one, or cancel it and write another.",
    )


def _why_untrue_when_sent(letter: "Letter", on: date) -> Refusal | None:
    """D3a D3b Refuse a letter that was no longer true on its real day of sending, if that day matters to it."""
    if "planned_on" not in letter.facts:
        return None
    facts = letter.facts | {"planned_on": on.isoformat()}
    return next(filter(None, (each.why_facts_refused(facts) for each in letter.subjects)), None)


_PROMISED = {
    "review_by": ("review_late", "the day by which we review the alert"),
    "answer_by": ("answer_late", "the day by which we answer"),
    "sign_by": ("", "the day by which it comes back signed"),
}
"""The future days that a letter can name: for each, the fact that says it has passed, and the words for it."""


def why_named_day_passed(letter: "Letter", on: date) -> Refusal | None:
    """P8a P9b Refuse a letter that names a day to come which has passed when it is sent. It must say that we are late."""
    for facts in (letter.facts, *letter.facts.get("alerts", [])):
        for name, (late, what) in _PROMISED.items():
            day = read_date(facts.get(name, ""))
            if day and day < on and not facts.get(late):
                return Refusal(
                    procedure.CONSISTENT,
                    f"The letter names {day:%-d %B %Y} as {what}, and that day has passed when it is sent. Write it "
                    "again, as things stand now.",
                )
    return None


def why_part_empty(letter: "Letter") -> Refusal | None:
    """E1 E2 E3 E4 Refuse a letter with an empty part."""
    empty = next((name for name, said in parts(letter) if not said or not str(said).strip()), None)
    if empty is None:
        return None
    return Refusal(
        procedure.NOTIFICATION,
        f"The letter leaves a part empty: {empty}. Cancel it, and compose it again with that part.",
    )


def parts(letter: "Letter") -> Iterator[tuple[str, Any]]:
    """Yield the parts that a letter of this kind must have: the name of each, and its content."""
    wording = letter.wording
    yield from (("its title", letter.title), ("how it begins", wording.opening), ("how it ends", wording.closing))
    yield "in whose name it goes", letter.signatory
    yield from _PARTS.get(letter.kind, _parts_about_appeal)(letter)


def _parts_about_appeal(letter: "Letter") -> Iterator[tuple[str, Any]]:
    facts = letter.facts
    yield "what was appealed", facts.get("alert_name") or facts.get("action_name")
    yield "when we received the appeal", facts.get("received_on")
    if letter.kind == Kind.APPEAL_ACKNOWLEDGEMENT:
        yield "who decides", facts.get("decides")
        yield "by when we answer", facts.get("answer_by")
        return
    if facts.get("outcome") == ToldOutcome.REFUSED:
        yield "the last day to appeal", facts.get("last_day")
    else:
        yield "what was considered", facts.get("considered")
    yield "why we decided this", facts.get("basis")
    if facts.get("kept") and facts.get("outcome") == ToldOutcome.PARTLY and not facts.get("letter_owed"):
        yield from _parts_of_less(facts)
    if facts.get("kept") and facts.get("alert_name"):
        yield "when it is reviewed", facts.get("review_by")


def _parts_of_less(facts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    stays = facts.get("stays") or []
    ended = facts.get("ended") or facts.get("ended_of_type")
    less = ended or facts.get("sooner") or any(each.get("sooner") for each in stays)
    yield "what no longer applies", less
    yield "what still applies", stays


def _parts_of_reason(facts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "why we decided this", facts.get("reason")
    if "not_asked" in facts:
        yield "why we did not hear their side", facts["not_asked"]


def _parts_of_notification(letter: "Letter") -> Iterator[tuple[str, Any]]:
    facts = letter.facts
    yield "what was reported", facts.get("incident")
    yield from _parts_of_reason(facts)
    yield "the alert", facts.get("alerts")
    for alert in facts.get("alerts", []):
        name = alert.get("name")
        yield f"the measure of {name}", alert.get("measure")
        yield f"what {name} means for the customer", alert.get("consequence")
        yield "from when it applies", alert.get("effective_from") or facts.get("effective_from")
        yield "when it is reviewed", alert.get("review_by") or facts.get("review_by")
    if facts.get("actions"):
        yield "what was agreed", facts.get("follows")
    yield "what would lead to its removal", facts.get("removal")


def _parts_of_review(letter: "Letter") -> Iterator[tuple[str, Any]]:
    facts = letter.facts
    yield "the alert", facts.get("alert_name")
    if facts.get("first_known") or facts.get("untold_since"):
        yield "what was reported", facts.get("reported")
    yield "why we decided this", facts.get("reason")
    yield "what this means for the customer", facts.get("consequence")
    if facts.get("outcome") == ToldOutcome.STEP_DOWN:
        yield from _parts_of_less(facts)
    if facts.get("outcome") != ToldOutcome.REMOVE:
        yield "when it is reviewed", facts.get("review_by")


def _parts_of_investigation(letter: "Letter") -> Iterator[tuple[str, Any]]:
    yield "what we looked into", letter.facts.get("looked_into")
    yield from _parts_of_reason(letter.facts)
    if letter.facts.get("actions"):
        yield "what was agreed", letter.facts.get("follows")


def _parts_of_removal(letter: "Letter") -> Iterator[tuple[str, Any]]:
    yield "the alert", letter.facts.get("alert_name") or letter.facts.get("action_name")
    yield "from when it is gone", letter.facts.get("removed_on")
    if letter.facts.get("untold_since"):
        yield "what was reported", letter.facts.get("reported")
    yield "why we decided this", letter.facts.get("reason")
    yield "what this means for the customer", letter.facts.get("consequence")


def _parts_of_warning(letter: "Letter") -> Iterator[tuple[str, Any]]:
    yield "what was reported", letter.facts.get("incident")
    yield from _parts_of_reason(letter.facts)
    yield "what we ask of the customer", letter.facts.get("asks")
    yield "until when it stands", letter.facts.get("live_until")


def _parts_of_agreement(letter: "Letter") -> Iterator[tuple[str, Any]]:
    yield "what was reported", letter.facts.get("incident")
    yield from _parts_of_reason(letter.facts)
    yield "what the customer agrees to", letter.facts.get("theirs")
    yield "what we agree to", letter.facts.get("ours")
    yield "until when it stands", letter.facts.get("live_until")
    yield "by when it is to be signed", letter.facts.get("sign_by")


def _parts_of_action(letter: "Letter") -> Iterator[tuple[str, Any]]:
    yield "what we looked into", letter.facts.get("looked_into")
    yield from _parts_of_reason(letter.facts)
    yield "what was agreed", letter.facts.get("action")
    yield "what this means for the customer", letter.facts.get("follows")


_PARTS: dict[str, Callable[["Letter"], Iterator[tuple[str, Any]]]] = {
    Kind.NOTIFICATION: _parts_of_notification,
    Kind.REVIEW_OUTCOME: _parts_of_review,
    Kind.INVESTIGATION_OUTCOME: _parts_of_investigation,
    Kind.REMOVAL: _parts_of_removal,
    Kind.WRITTEN_WARNING: _parts_of_warning,
    Kind.BEHAVIOUR_AGREEMENT: _parts_of_agreement,
    Kind.AGREED_ACTION: _parts_of_action,
}
"""The parts of each kind of letter. The two kinds about an appeal share theirs."""


def why_no_address(customer: "Customer", address: str) -> Refusal | None:
    """P9a Refuse a letter to a customer whose address is not known."""
    if address.strip():
        return None
    return Refusal(
        procedure.APPEAL_WINDOW, f"No address is known for {customer}. Correct it in the housing system first."
    )


def why_address_refused(letter: "Letter", address: str) -> Refusal | None:
    """P9a Refuse to issue a letter to any address but that of the customer on that day."""
    if unknown := why_no_address(letter.customer, address):
        return unknown
    if letter.address and letter.address != address:
        return Refusal(
            procedure.APPEAL_WINDOW,
            f"{letter.customer} lives at another address now. Cancel this letter and compose it again.",
        )
    return None


def why_no_email(letter: "Letter", method: str) -> Refusal | None:
    """P9a P10b Refuse to send by e-mail if no e-mail address is known."""
    if method != Method.EMAIL or letter.customer.email:
        return None
    return Refusal(
        procedure.APPEAL_WINDOW,
        f"No e-mail address is known for {letter.customer}. Have it put into the housing system first, or send the letter "
        "in another way.",
    )


def why_planned_before(letter: "Letter", today: date) -> Refusal | None:
    """P9a Refuse a plan for a day that has passed. The day of a draft stands with its last day to appeal."""
    if letter.planned_on >= today:
        return None
    todo = (
        "Cancel it, and write it anew: the new one begins with its words."
        if letter.pk
        else "Plan it for today or later."
    )
    return Refusal(
        procedure.APPEAL_WINDOW, f"The day it will be sent has passed, so the last day to appeal would be wrong. {todo}"
    )


def not_in_bulk() -> Refusal:
    """P7c Return the refusal to write letters in bulk."""
    return Refusal(procedure.NOTIFICATION, "Each letter is written by itself, by the step that drafts it.")


def why_no_reason_for_contact(why: str) -> Refusal | None:
    """P7c Refuse to change the safe ways of contact without a reason."""
    if why.strip():
        return None
    return Refusal(procedure.INFORM_OR_WITHHOLD, "Say why contact with the customer changes.")


def why_may_be_in_the_post(issued: "Iterable[Letter]", still_here: Collection[str]) -> Refusal | None:
    """P7c P9a Refuse to cancel issued letters unseen: one in the post reaches the customer, and its time to appeal runs.

    :param still_here: the references of the letters that are known not to have left us.
    """
    gone = next((letter for letter in issued if letter.reference not in still_here), None)
    if gone is None:
        return None
    return Refusal(
        procedure.APPEAL_WINDOW,
        f"Letter {gone.reference} is issued, and may be in the post. Where it has left us, record first how it was sent, or "
        "get it back. Where it is still here, say so: it is cancelled.",
    )


def why_no_reason_to_cancel(reason: str) -> Refusal | None:
    """P7c Refuse to cancel a letter without a reason."""
    return None if reason.strip() else Refusal(procedure.CONSISTENT, "Say why the letter is cancelled.")


def why_day_of_posting_refused(letter: "Letter", on: date, *, today: date) -> Refusal | None:
    """P9a Refuse to record a posting in the future, or before the letter was issued."""
    if on > today:
        return Refusal(
            procedure.APPEAL_WINDOW, "The day it was sent cannot be in the future. Record it when it is done."
        )
    if letter.issued_on and on < letter.issued_on:
        return Refusal(procedure.APPEAL_WINDOW, "The day it was sent cannot be before the day it was issued.")
    return None


def last_day_as_sent(letter: "Letter", method: str, on: date) -> date | None:
    """P9a Return the last day to appeal of a letter sent in this way: the printed day, or the real one if it is later."""
    if letter.reply_by is None:
        return None
    received = procedure.deemed_receipt(Method(method), on)
    return max(letter.reply_by, procedure.last_day_to_appeal(received, letter.organisation.appeal_days))


def last_day_as_received(letter: "Letter", on: date) -> date | None:
    """P9a Return the last day to appeal of a letter received on that day: it only moves later."""
    if letter.reply_by is None:
        return None
    return max(letter.reply_by, procedure.last_day_to_appeal(on, letter.organisation.appeal_days))


def why_fate_unsaid(fate: str, said: str) -> Refusal | None:
    """P9a Refuse to record that the customer never had the letter without what they said."""
    if fate != Fate.NEVER_HAD or said.strip():
        return None
    return Refusal(procedure.APPEAL_WINDOW, "Say what the customer told you, and when. It is kept with the letter.")


def to_put_right(letter: "Letter", method: str, on: date) -> str:
    """P9a Return in sentences the parts of the letter that were wrong when it was sent, or "" if none was."""
    last, found = last_day_as_sent(letter, method, on), []
    if last and letter.reply_by and last > letter.reply_by:
        found.append(
            f"It prints {letter.reply_by:%-d %B %Y} as the last day to appeal. As it was sent, the customer has until "
            f"{last:%-d %B %Y}."
        )
    passed = why_named_day_passed(letter, on)
    found += [refusal.sentence for refusal in (passed, _why_untrue_when_sent(letter, on)) if refusal]
    return "\n".join(found)


def why_correction_incomplete(letter: "Letter") -> Refusal | None:
    """P9a Refuse a correcting letter that leaves out part of the wrong one: the wrong day must hold for none of it.

    Nobody read the wrong day of a letter that came back.
    """
    wrong = letter.replaces
    if wrong is None or not wrong.put_right or letter.in_place_of or came_back(wrong.returned_on, wrong.answers):
        return None
    left = [each.reference for each in wrong.to_tell_again() if each not in letter.subjects]
    return Refusal(
        procedure.APPEAL_WINDOW,
        f"Letter {wrong.reference} told of {' and '.join(left)} too, and a day in it was not right. Tell of that here as well.",
    )


def why_day_of_receipt_refused(letter: "Letter", on: date, today: date) -> Refusal | None:
    """P9a Refuse a receipt or return in the future, or before the letter was sent."""
    if on > today:
        return Refusal(
            procedure.APPEAL_WINDOW, "The letter cannot arrive, or come back, in the future. Record it when it has."
        )
    if letter.sent_on and on < letter.sent_on:
        return Refusal(
            procedure.APPEAL_WINDOW, f"The letter was sent on {letter.sent_on:%-d %B %Y}. Give that day or a later one."
        )
    return None


def why_letter_cancelled(letter: "Letter") -> Refusal | None:
    """P7c Refuse to print or send a cancelled letter. Its page still shows its words."""
    if letter.status != LetterStatus.CANCELLED:
        return None
    return Refusal(
        procedure.INFORM_OR_WITHHOLD,
        f"Letter {letter.reference} is cancelled, so send nothing of it. {letter.cancelled_reason}",
    )


def why_never_issued(letter: "Letter") -> Refusal | None:
    """P9a Refuse to record the posting of a letter that was cancelled as a draft: nothing of it can have left us."""
    if letter.sha256:
        return None
    return Refusal(
        procedure.APPEAL_WINDOW,
        f"Letter {letter.reference} was never issued, so nothing of it has left us.",
        hides=True,
    )


def why_issued_bytes_changed(letter: "Letter", kept: "IssuedPdf | None") -> Refusal | None:
    """E1 Refuse to show an issued letter if its bytes or its text are not the issued ones."""
    if kept is None or hashlib.sha256(kept.content).hexdigest() != letter.sha256:
        changed = "The PDF"
    elif kept.text_sha256 and hashlib.sha256(kept.text.encode()).hexdigest() != kept.text_sha256:
        changed = "The text"
    else:
        return None
    return Refusal(
        procedure.NOTIFICATION,
        f"{changed} of letter {letter.reference} is not the one that was issued: its fingerprint differs. It is not shown. "
        "Tell your administrator and the Data Protection Officer.",
    )
