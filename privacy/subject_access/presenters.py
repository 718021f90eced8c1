"""Build the rows of a subject request's pages."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from alerts.alert.words import written
from alerts.corrections.amendable import amendments
from alerts.incidents.words import account, established, told_us
from alerts.models import Alert, Incident
from alerts.writing.measures import limits_contact_of
from housing_alerts.customers.choices import Format
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from housing_alerts.web.rows import Row, Rows, given
from letters import dispatch
from letters.models import MADE_ELSEWHERE
from privacy.bundle.collecting import titles
from privacy.choices import ASKS, Group, Told
from privacy.models import Disclosure, SharingRequest, SubjectRequest

from . import putting_right
from .selectors import Care, Recipients, Reviewed, recipients, recipients_of_alert

OTHER_FORMATS = "Ask us if you would like this letter in large print, braille, audio or another language."
"""P10b The last sentence of each letter about a request, as of the other letters."""


class Section(NamedTuple):
    """A section of the bundle: how many items it has, and how many of them are not decided."""

    group: Group
    items: int
    waiting: int


def request_rows(request: SubjectRequest) -> Rows:
    """P13b Return the rows of the request's page: the person, the request, and each step taken."""
    return [
        ("What they want", ASKS[request.kind]),
        ("What they say", request.words),
        ("Who asks", request.asked_by),
        *given(("By which authority", request.authority)),
        ("How it reached us", request.get_channel_display()),
        ("Received", f"{show_date(request.received_on)}, logged by {request.created_by}"),
        ("Answer due by", show_date(request.due_on)),
        *given(("Preferred format", _format(request))),
        *given(("Acknowledged", _acknowledged(request)), ("How we know who asks", _identity(request))),
        *given(
            ("Asked to make clear", f"{show_date(request.asked_on)}: {request.question}" if request.asked_on else "")
        ),
        *(
            (f"Asked {_day(on)}", f"{question} Answered {_day(back)}: {answer}")
            for on, question, back, answer in request.clarified
        ),
        *given(("More time", _extended(request))),
        *_answered(request),
    ]


def _clarified(on: str, question: str, back: str, answer: str) -> Row:
    return (f"Asked {_day(on)}", f"{question} Answered {_day(back)}: {answer}")


def _day(text: str) -> str:
    return show_date(date.fromisoformat(text))


def _acknowledged(request: SubjectRequest) -> str:
    if request.acknowledge_by and request.is_open:
        return f"To be acknowledged by {show_date(request.acknowledge_by)}"
    return f"{show_date(request.acknowledged_on)}: {request.acknowledged_how}" if request.acknowledged_on else ""


def _identity(request: SubjectRequest) -> str:
    if not request.identified_on:
        return ""
    return f"{request.get_identity_display()}, {show_date(request.identified_on)}: {request.identity_words}"


def _extended(request: SubjectRequest) -> str:
    return f"Extended on {show_date(request.extended_on)}: {request.extended_reason}" if request.extended_on else ""


def _answered(request: SubjectRequest) -> Rows:
    by = f"{show_date(request.answered_on)} by {request.answered_by}" if request.answered_on else ""
    return given(
        ("Released", f"{by}: {request.get_given_as_display()}. {request.given_how}" if request.digest else ""),
        ("SHA-256 of the data", request.digest),
        ("Decided", f"{by}: {request.get_outcome_display()}. {request.outcome_reason}" if request.outcome else ""),
        ("The person was told", request.given_how if request.outcome else ""),
        (
            "Refused",
            f"{by}: {request.get_refused_ground_display()}. {request.refused_reason}" if request.refused_ground else "",
        ),
        ("Withdrawn", f"{show_date(request.withdrawn_on)}: {request.withdrawn_words}" if request.withdrawn_on else ""),
    )


class Reader(NamedTuple):
    """The name that a letter greets."""

    salutation: str


class Answer(NamedTuple):
    """The facts of a letter about a request, by the names that the layout of every letter asks for."""

    title: str
    reference: str
    customer: Reader
    envelope: list[str]
    planned_on: date
    signatory: str
    signatory_title: str
    facts: dict[str, bool]
    tight: bool = False
    grants_appeal: bool = False
    in_place_of: None = None
    copies: tuple[()] = ()


def answer(request: SubjectRequest, care: Care, *, by: Colleague, on: date) -> dict[str, object]:
    """P13b Return the context of the letter that tells the person where their request stands.

    P7c It bears no address where somebody else asks, or where a letter to the customer's home is not safe.
    """
    customer, told = request.customer, request.tells
    home = (
        [] if request.made_by or care.never_write or care.risks else dispatch.address_on(customer, on=on).splitlines()
    )
    letter = Answer(
        title=_title(request),
        reference=request.reference,
        customer=Reader(request.made_by or customer.salutation),
        envelope=[request.made_by or customer.addressee, *home],
        planned_on=on,
        signatory=str(by),
        signatory_title=by.job_title,
        facts={"limited": not request.made_by and limits_contact_of(customer, on=on)},
    )
    return {
        "letter": letter,
        "told": told,
        "promised": putting_right.is_promised(request),
        "request": request,
        "about": request.about,
        "organisation": customer.organisation,
        "wording": {"closing": OTHER_FORMATS},
        "large_print": customer.format == Format.LARGE_PRINT and not request.made_by,
        "easy_read": customer.format == Format.EASY_READ and not request.made_by,
    }


def _title(request: SubjectRequest) -> str:
    if request.tells == Told.GIVEN and request.about:
        return f"Here is what we hold about {request.about}"
    return request.tells.label if request.tells else ""


def _format(request: SubjectRequest) -> str:
    """P10b Return the format in which the customer wants to hear from us, and what the printed letter lacks of it."""
    customer = request.customer
    name = "" if request.made_by or not customer.format else customer.get_format_display()
    if customer.format in MADE_ELSEWHERE:
        return name and f"{name}. Have the letter, and what they get, made in it, and send both."
    return name


KEPT = "The customer has not been told of it: your answer must not tell them."
"""P7c The words beside an alert or a report of which the customer was not told."""


def report_rows(incident: Incident) -> Rows:
    """P13b Return the rows of a report to put right: its account, standing and source, and whoever has had it."""
    had = recipients(incident)
    entered = [f"{one.get_system_display()}, {show_date(one.entered_on)}" for one in had.entries]
    return [
        ("What was reported", account(incident)),
        *amendments(incident),
        ("How far it is established", established(incident)),
        ("Where we have it from", told_us(incident) or str(incident.reporter)),
        ("Keyed into", entered or "Nothing"),
        *_had(had),
    ]


def alert_rows(alert: Alert) -> Rows:
    """P13b Return the rows of an alert to put right: what was written of it, and whoever has had it."""
    return [
        ("Alert", f"{alert.type}, {alert.get_status_display().lower()}"),
        *((label, alert.struck_through(words)) for label, words in written(alert)),
        *amendments(alert),
        *_had(recipients_of_alert(alert)),
    ]


def _had(had: Recipients) -> Rows:
    return [
        ("Given to others", [_given(one) for one in had.others] or "Nobody"),
        (
            "Letters since",
            [f"{one.reference} to {one.addressee}, {show_date(one.sent_on)}" for one in had.letters] or "None",
        ),
        ("Opened by, alone or in a case that shows it", had.readers or "Nobody"),
    ]


def _given(request: SharingRequest) -> str:
    return f"{request.get_asker_display()}, {show_date(request.decided_on)}: {request.given_how}"


def sections(found: Iterable[Reviewed]) -> list[Section]:
    """P13b Return the sections of the bundle that hold something, in their order."""
    items = list(found)
    counted = [(group, [each for each in items if each.item.group == group]) for group in Group]
    return [Section(group, len(of), sum(not each.decided for each in of)) for group, of in counted if of]


def decided(reviewed: Reviewed) -> str:
    """P13b Return the decision on an item in short."""
    if reviewed.disclosure is None:
        return ""
    return reviewed.disclosure.get_verdict_display() if reviewed.decided else ""


def kept_back_rows(found: Iterable[Disclosure]) -> list[tuple[str, str, str, str]]:
    """P13b Return a row for each item that was kept back, whole or in part, by the reference of its record."""
    kept = list(found)
    called = titles(each.key for each in kept)
    return [
        (called.get(each.key, each.item), each.get_verdict_display(), each.get_exemption_display(), each.reason)
        for each in kept
    ]


def next_url(request: SubjectRequest, decided: Reviewed, section: Iterable[Reviewed]) -> str:
    """P13b Return the page after a decision: the next item of the section that waits, else the section."""
    waiting = (each.item.key for each in section if not each.decided and each.item.key != decided.item.key)
    following = next(waiting, None)
    if following:
        return reverse("privacy:request_item", args=[request.reference, following])
    return reverse("privacy:request_items", args=[request.reference, decided.item.group])
