"""What a colleague began to report and has neither logged nor discarded (§2)."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from alerts.models import Incident
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.written_dates import show_datetime
from housing_alerts.staff.models import Colleague

from .rows import MOST, Row


def rows(colleague: Colleague) -> Iterator[Row]:
    """P2 Yield the newest first, each with the name or the place that was typed, as far as one was."""
    drafts = list(Incident.objects.begun_by(colleague).order_by("-pk")[:MOST])
    closed = _closed(colleague, map(_typed, drafts))
    for draft in drafts:
        words = _typed(draft)
        about = "Restricted file" if _first(words) in closed else words
        begun = show_datetime(draft.created_at)
        yield Row(
            draft.reference,
            reverse("alerts:incident_finish", args=[draft.reference]),
            f"{about}: report begun on {begun}" if about else f"Report begun on {begun}",
            "Draft",
            "orange",
            discard=reverse("alerts:incident_discard", args=[draft.reference]),
        )


def _typed(draft: Incident) -> str:
    """Return the words about who it was or, else, about where it was."""
    boxes = (" ".join(draft.typed.get(box, [""])[0].split()) for box in ("customer", "asset"))
    return next(filter(None, boxes), "")


def _closed(colleague: Colleague, typed: Iterable[str]) -> set[str]:
    """P11a Return the references among the typed words that are of restricted files closed to the colleague."""
    closed = Customer.objects.closed_to(colleague).filter(reference__in={_first(words) for words in typed})
    return set(closed.values_list("reference", flat=True))


def _first(words: str) -> str:
    return words.partition(" ")[0].upper()
