"""Build the rows of an entry's page, and the list of waiting entries."""

from typing import NamedTuple

from django.forms import BoundField
from django.urls import reverse

from alerts.look_up.people import subject
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from housing_alerts.web.rows import Rows

from .forms import EnteredForm
from .models import Entry


class ToEnter(NamedTuple):
    """One entry on the page of all waiting entries, with its boxes."""

    entry: Entry
    done: BoundField
    version: BoundField
    reference: BoundField


class Waiting(NamedTuple):
    """The waiting entries of one case, under the name of its customer or property."""

    name: str
    reference: str
    url: str
    not_told: str
    entries: list[ToEnter]


def by_case(form: EnteredForm, colleague: Colleague) -> list[Waiting]:
    """P11a Return the entries of the form by their case, in their order."""
    cases: dict[str, Waiting] = {}
    for entry in form.entries:
        case = entry.case
        found = cases.setdefault(
            case.reference, Waiting(_named(entry, colleague), case.reference, case_url(entry), case.not_told, [])
        )
        found.entries.append(ToEnter(entry, *(form[f"{box}-{entry.pk}"] for box in ("done", "version", "reference"))))
    return list(cases.values())


def _named(entry: Entry, colleague: Colleague) -> str:
    """P11a Return the heading of the entry's case. A restricted file's customer is named only to those who may read it."""
    if entry.difference:
        return "Restricted file" if entry.closed else str(entry.difference.subject or "Nobody known here")  # type: ignore[attr-defined]
    if entry.incident is None:
        return f"{entry.of_alert.subject}, {entry.of_alert.type}"
    return "Restricted file" if entry.closed else subject(colleague, entry.incident, closed=False)  # type: ignore[attr-defined]


def case_url(entry: Entry) -> str:
    """Return the address of the page of the entry's case."""
    if entry.difference:
        return reverse("alerts:difference", args=[entry.difference.run.reference, entry.difference.number])
    return reverse("alerts:incident" if entry.incident else "alerts:alert", args=[entry.case.reference])


def entered_rows(entry: Entry) -> Rows:
    """P11a Return the rows that say when, by whom and under which reference it was entered; none before that."""
    if entry.entered_on is None:
        return []
    return [
        ("Entered", f"{show_date(entry.entered_on)} by {entry.entered_by}"),
        ("Reference there", entry.reference),
    ]
