"""Build the rows of the pages on which our alerts are compared with those of Cx."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html

from alerts.choices import AlertStatus
from housing_alerts.kernel.written_dates import show_date, show_datetime
from housing_alerts.web.rows import Rows, given

from . import policies
from .choices import Answer, Fact, Side
from .models import Difference, Reconciliation
from .selectors import Counts

DAYS = (Fact.FROM, Fact.UNTIL, Fact.REVIEWED, Fact.DUE)
NONE: dict[str, str] = {Fact.UNTIL: "No end", Fact.REVIEWED: "Never"}
"""The words for a fact that there is none of."""
LISTS = (("", "To answer"), ("in-hand", "To be changed in Cx"), ("answered", "Answered"))


class Link(NamedTuple):
    """A page on which something is put right."""

    words: str
    url: str


def run_rows(runs: Iterable[Reconciliation]) -> list[tuple[str, ...]]:
    """P11a Return the cells of each comparison of the list."""
    return [
        (
            _link(reverse("alerts:reconciliation", args=[run.reference]), f"Export of {show_date(run.exported_on)}"),
            run.reference,
            show_datetime(run.created_at),
            str(run.created_by),
            f"{run.agreed:,}",
            f"{run.rows:,}",
            f"{run.open_rows:,}",  # type: ignore[attr-defined]
        )
        for run in runs
    ]


def run_words(run: Reconciliation) -> str:
    """P11a Return the counts of a comparison in one sentence, of all files whoever reads them."""
    agree = "1 alert agrees" if run.agreed == 1 else f"{run.agreed:,} alerts agree"
    return (
        f"{agree}. Here and not in Cx: {run.ours:,}. In Cx and not here: {run.theirs:,}. "
        f"In both, and different: {run.differ:,}."
    )


def count_rows(run: Reconciliation) -> Rows:
    """P11a Return who compared and when, and what else was counted of the file."""
    return [
        ("Compared", f"{show_datetime(run.created_at)} by {run.created_by}"),
        ("Lines of the file", f"{run.lines:,}"),
        *given(
            ("Ended in Cx, left out", f"{run.over:,}" if run.over else ""),
            ("Stand there twice, left out", f"{run.doubled:,}" if run.doubled else ""),
        ),
        ("Fingerprint of the file (SHA-256)", run.sha256),
    ]


def closed_words(counts: Counts) -> str:
    """P11a Return the sentence that says how many rows the colleague is not shown; "" where they see all."""
    if not counts.closed:
        return ""
    rows = "1 row is about a file that is" if counts.closed == 1 else f"{counts.closed:,} rows are about files that are"
    return f"{rows} closed to you. They are counted, and not shown."


def uncompared_words(run: Reconciliation) -> str:
    """P11a Return the sentence about alerts of restricted files that could not be compared; "" where there is none."""
    if not run.uncompared:
        return ""
    many = run.uncompared != 1
    return (
        f"{run.uncompared:,} alert{'s' if many else ''} of restricted files {'were' if many else 'was'} not compared: "
        "such a file is found by the Contact Reference alone, and the export has none."
    )


def lists(counts: Counts, shown: str) -> list[tuple[str, str, bool, str]]:
    """Return the lists of a comparison with the number of rows in each."""
    numbers = {"": counts.to_answer, "in-hand": counts.in_hand, "answered": counts.answered}
    return [(label, f"?shown={key}" if key else "?", key == shown, f"{numbers[key]:,}") for key, label in LISTS]


def tables(rows: Iterable[Difference]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """P11a Return a table for each kind of row, in the order of the rows."""
    return [(Side(side).label, [_cells(row) for row in some]) for side, some in groupby(rows, key=lambda row: row.side)]


def head(shown: str) -> list[str]:
    """Return the names of the columns."""
    return ["Customer or property", "Alert", "What differs", *(["Answer"] if shown else [])]


def _cells(row: Difference) -> tuple[str, ...]:
    url = reverse("alerts:difference", args=[row.run.reference, row.number])
    cells = (_link(url, title(row)), kind(row), "; ".join(what_differs(row)))
    return (*cells, answer_words(row)) if row.answer else cells


def title(row: Difference) -> str:
    """Return the name of the customer or property or, of nobody, the line of the file."""
    return str(row.subject) if row.subject else f"Line {row.line}"


def kind(row: Difference) -> str:
    """Return the type of the alert, with our reference if it has one."""
    type = row.here.get(Fact.TYPE) or row.there.get(Fact.TYPE) or "Type not stated"
    return f"{type}, {row.alert.reference}" if row.alert else type


def what_differs(row: Difference) -> list[str]:
    """P11a List in words what differs."""
    if row.side == Side.OURS:
        return [f"In force here since {_said(Fact.FROM, row.here[Fact.FROM])}, and not in Cx"]
    if row.side == Side.THEIRS:
        return [_why_theirs(row)]
    return [
        f"{fact.label}: here {_said(fact, row.here.get(fact, ''))}, in Cx {_said(fact, row.there[fact])}"
        for fact in policies.differ(row.here, row.there)
    ]


def _why_theirs(row: Difference) -> str:
    since = f"In Cx since {_said(Fact.FROM, row.there[Fact.FROM])}"
    if row.alert:
        return f"{since}; ended here on {show_date(row.alert.ended_on)}"
    return f"{since}. {row.why_unknown}" if row.why_unknown else f"{since}, and not in force here"


def both_rows(row: Difference) -> list[tuple[str, str, str]]:
    """P11a Return each fact as it stands here and in Cx; none where only one of them has the alert."""
    if row.side != Side.DIFFER:
        return []
    return [
        (_marked(fact, differs=here != there), _said(fact, here), _said(fact, there)) for fact, here, there in row.facts
    ]


def _marked(fact: Fact, *, differs: bool) -> str:
    return format_html("<strong>{}, differs</strong>", fact.label) if differs else fact.label


def alone_rows(row: Difference) -> Rows:
    """P11a Return the facts of an alert that only one of the two has."""
    held = row.here if row.side == Side.OURS else row.there
    return [(fact.label, _said(fact, held[fact])) for fact in Fact if fact in held]


def _said(fact: str, value: str) -> str:
    if not value:
        return NONE.get(fact, "Not stated")
    if fact in DAYS:
        return show_date(date.fromisoformat(value))
    return f"{value} month{'' if value == '1' else 's'}" if fact == Fact.PERIOD else value


def answer_words(row: Difference) -> str:
    """P11a Return what was answered, by whom and when."""
    if row.answered_by is None:
        return "An entry in Cx waits, or was made since the export"
    said = f"{row.get_answer_display()}{f': {row.reason}' if row.reason else ''}"
    return f"{said} ({row.answered_by}, {show_date(row.answered_on)})"


def where(row: Difference) -> list[Link]:
    """P11a List the pages on which what is wrong here is put right."""
    alert, customer = row.alert, row.customer
    if alert and alert.status == AlertStatus.ACTIVE:
        named = reverse("alerts:alert", args=[alert.reference])
        links = [Link(f"Alert {alert.reference}", named)]
        if row.side == Side.DIFFER:
            links.append(Link("Review the alert", reverse("alerts:alert_review", args=[alert.reference])))
        return [*links, Link("Remove the alert", reverse("alerts:alert_end", args=[alert.reference]))]
    links = [Link(f"Alert {alert.reference}", reverse("alerts:alert", args=[alert.reference]))] if alert else []
    if customer:
        links.append(Link("The customer’s page", reverse("desk:customer", args=[customer.reference])))
    return [*links, Link("Log an incident", reverse("alerts:incident_log"))]


def in_hand_link(row: Difference) -> str:
    """Return the address of the entries that wait, the ones about this alert first; "" where the row asks for none."""
    if row.answer != Answer.ENTER:
        return ""
    return f"{reverse('alerts:entries')}?case={row.alert.reference if row.alert else row.reference}"


def _link(url: str, words: str) -> str:
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, words)
