"""Build the rows of a letter's pages, apart from the letter's own words."""

from housing_alerts.kernel.written_dates import show_date, show_datetime
from housing_alerts.web.rows import Rows

from .fate import never_had
from .models import Letter

NO_APPEAL = "This letter gives no right to appeal"


def letter_rows(letter: Letter, *, window: str, replaced_by: Letter | None) -> Rows:
    """P9a Return the rows of the letter's page.

    :param window: the days left to appeal, in words, if the time to appeal runs from this letter.
    :param replaced_by: the letter that replaces it, if there is one.
    """
    return [
        *_addressed(letter),
        *_sent(letter),
        *_appeal(letter, window),
        *_replacing(letter, replaced_by),
        *_answers(letter),
        ("Fingerprint (SHA‑256)", letter.sha256),
    ]


def _addressed(letter: Letter) -> Rows:
    return [
        ("About", "\n".join(letter.references)),
        ("To", f"{letter.addressee}\n{letter.address}"),
        ("E-mail address", _email(letter)),
        ("Send a copy to", letter.copies_go_to),
        ("In the name of", letter.signatory),
        ("The customer can ask", letter.contact or letter.signatory),
    ]


def _email(letter: Letter) -> str:
    return letter.customer.email if letter.for_email() else ""


def _planned(letter: Letter) -> str:
    return f"{letter.get_planned_method_display()}, {show_date(letter.planned_on)}"


def _sent(letter: Letter) -> Rows:
    issued = f"{show_datetime(letter.issued_at)} by {letter.issued_by}" if letter.issued_at else ""
    sent = f"{letter.get_sent_method_display()}, {show_date(letter.sent_on)}" if letter.sent_on else ""
    return [
        ("Planned", _planned(letter)),
        ("Issued", issued),
        ("Sent", sent),
        ("Received", show_date(letter.received_on)),
    ]


def _appeal(letter: Letter, window: str) -> Rows:
    return [
        ("Last day to appeal", _last_day(letter, window)),
        ("Which letter counts", letter.counts()),
        ("To be put right", letter.put_right),
        (
            "They said that they never had it" if never_had(letter.answers) else "Came back",
            show_date(letter.returned_on),
        ),
    ]


def _last_day(letter: Letter, window: str) -> str:
    if not letter.grants_appeal:
        return NO_APPEAL
    if letter.returned_on:
        return f"None from this letter: {'they never had it' if never_had(letter.answers) else 'it came back'}"
    return show_date(letter.reply_by) + (f", {window}" if window else "")


def _replacing(letter: Letter, replaced_by: Letter | None) -> Rows:
    return [
        ("Replaces", _with_status(letter.replaces)),
        ("Replaced by", _with_status(replaced_by)),
        ("Why it was cancelled", letter.cancelled_reason),
    ]


def _with_status(letter: Letter | None) -> str:
    return f"{letter.reference}, {letter.get_status_display().lower()}" if letter else ""


def _answers(letter: Letter) -> Rows:
    return [
        (
            "What became of it" if never_had([answer]) else "Asked before it went out",
            f"{answer['asked']}\n{answer['said']}\n{answer['by']}",
        )
        for answer in letter.answers
    ]


def issue_rows(letter: Letter) -> Rows:
    """E1 Return the rows to check before the letter is issued."""
    return [
        ("To", f"{letter.addressee}\n{letter.address}"),
        ("E-mail address", _email(letter)),
        ("Letter", letter.name),
        ("Send a copy to", letter.copies_go_to),
        ("Replaces", letter.replaces.reference if letter.replaces else ""),
        ("Preferred format", letter.customer.get_format_display()),
        ("From", letter.organisation),
        ("In the name of", letter.signatory),
        ("To be sent", _planned(letter)),
        ("Last day to appeal", show_date(letter.reply_by) if letter.grants_appeal else NO_APPEAL),
    ]


def email_rows(letter: Letter) -> Rows:
    """P10b Return the address and the subject of the e-mail that carries the letter as text."""
    return [
        ("E-mail address", letter.customer.email or "No e-mail address is known"),
        ("Subject", f"A letter from {letter.organisation}, {letter.reference}"),
    ]
