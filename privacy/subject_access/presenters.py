"""Build the rows of a subject access request's pages."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Row, Rows, given
from privacy.choices import Group
from privacy.models import SubjectRequest

from .selectors import Reviewed


class Section(NamedTuple):
    """A section of the bundle: how many items it has, and how many of them are not decided."""

    group: Group
    items: int
    waiting: int


def request_rows(request: SubjectRequest) -> Rows:
    """P13b Return the rows of the request's page: the person, the request, and each step taken."""
    return [
        ("What they ask for", request.words),
        ("Who asks", request.asked_by),
        *given(("By which authority", request.authority)),
        ("How it reached us", request.get_channel_display()),
        ("Received", f"{show_date(request.received_on)}, logged by {request.created_by}"),
        ("Answer due by", show_date(request.due_on)),
        *given(("How we know who asks", _identity(request))),
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
        (
            "Refused",
            f"{by}: {request.get_refused_ground_display()}. {request.refused_reason}" if request.refused_ground else "",
        ),
        ("Withdrawn", f"{show_date(request.withdrawn_on)}: {request.withdrawn_words}" if request.withdrawn_on else ""),
    )


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


def next_url(request: SubjectRequest, decided: Reviewed, section: Iterable[Reviewed]) -> str:
    """P13b Return the page after a decision: the next item of the section that waits, else the section."""
    waiting = (each.item.key for each in section if not each.decided and each.item.key != decided.item.key)
    following = next(waiting, None)
    if following:
        return reverse("privacy:request_item", args=[request.reference, following])
    return reverse("privacy:request_items", args=[request.reference, decided.item.group])
