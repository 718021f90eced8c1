"""Events of investigations: opened, taken over, discussed, recommended, and concluded without an alert."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse

from alerts.alert.models import Alert
from alerts.choices import InvestigationStatus
from alerts.corrections.amendable import corrections_in, in_plain_text
from alerts.incidents.beside import Around
from housing_alerts.kernel.timeline import Case, Event, Kind, Readers, Source

from .discussions import Discussion
from .models import IMPOSED, Investigation


def _rows(customer: int | None, asset: int | None) -> QuerySet[Investigation]:
    found = Investigation.objects.filter(Around(customer, asset).q()).select_related("created_by", "recommended_by")
    imposed = Exists(Alert.objects.filter(investigation=OuterRef("pk"), status__in=IMPOSED))
    discussions = Prefetch("discussions", Discussion.objects.select_related("created_by"))
    amended = Exists(Alert.objects.filter(investigation=OuterRef("pk")).exclude(amendments=[]))
    return found.annotate(imposed=imposed, amended=amended).prefetch_related(discussions).order_by("pk")


def _events(file: Investigation) -> Iterator[Event]:
    """Yield the events of the file, without those of its alerts and actions, which have their own timelines."""
    yield from _course(file)
    for discussion in file.discussions.all():
        yield from _discussion(file, discussion)


def of_file(file: Investigation, **facts: Any) -> Event:
    """Return an event of the file, or of a record that belongs to it."""
    return Event(
        reference=file.reference,
        case=Case(Investigation.objects.visible_to, file.pk),
        customer=file.customer_id,
        url=reverse("alerts:investigation", args=[file.reference]),
        **facts,
    )


def _course(file: Investigation) -> Iterator[Event]:
    name, shared = f"Investigation {file.reference}", {"kind": Kind.INVESTIGATION, "readers": Readers.OF_THE_FILE}
    opened, by = f"{name} opened", str(file.created_by or "")
    yield of_file(file, at=file.created_at, title=opened, by=by, step="open investigation", **shared)
    for each in file.lead_changes():
        title, step = f"{name} taken over from {each.lead}", "take over investigation"
        yield of_file(file, at=each.on, title=title, by=each.by, words=each.why, step=step, **shared)
    if file.recommended_on:
        yield of_file(
            file,
            kind=Kind.RECOMMENDATION,
            at=file.recommended_on,
            title=f"{name} recommended to the Head of Service",
            by=str(file.recommended_by),
            words=_as_corrected(file),
            step="recommend",
            typed=file.recommended_at,
        )
    if file.status == InvestigationStatus.CONCLUDED and not file.imposed:  # type: ignore[attr-defined]
        title = f"{name} concluded: considered, no alert"
        yield of_file(file, at=file.concluded_on, title=title, step="conclude investigation", **shared)


def _discussion(file: Investigation, discussion: Discussion) -> Iterator[Event]:
    """D3b Yield the event of one discussion.

    Only readers of the case see a talk with anybody but the customer or their representative.
    """
    whom, side = discussion.get_counterpart_display(), discussion.counterpart in Discussion.CUSTOMERS_SIDE
    shared = {
        "by": str(discussion.created_by),
        "step": "record discussion",
        "typed": discussion.created_at,
        "readers": Readers.OF_ANY_CASE if side else Readers.OF_THE_CASE,
    }
    if discussion.on:
        title = f"{whom} was asked for their side" if side else f"Discussion: {whom[0].lower()}{whom[1:]}"
        kind = Kind.SIDE if side else Kind.DISCUSSION
        yield of_file(file, kind=kind, at=discussion.on, title=title, words=discussion.what, **shared)
    elif side:
        title = f"No account of the side of {whom[0].lower()}{whom[1:]}"
        at = discussion.created_at
        yield of_file(file, kind=Kind.DISCUSSION, at=at, title=title, words=discussion.why_not, **shared)


SOURCE = Source(_rows, _events)


def _as_corrected(file: Investigation) -> str:
    """P13b Return the reasons for the recommendation, with what was put right of them."""
    alerts = file.alerts.all() if file.amended else []  # type: ignore[attr-defined]
    return in_plain_text(file.recommendation, corrections_in(file.recommendation, *alerts))
