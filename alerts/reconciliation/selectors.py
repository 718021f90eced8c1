"""Select what our side holds, the comparisons, and the rows that a colleague may read."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from alerts.alert.models import Alert
from alerts.choices import AlertStatus, ReviewStatus, System
from alerts.entries.models import Entry
from alerts.reviews.models import Review
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.staff.models import Colleague

from . import permissions
from .choices import Answer, Fact
from .models import Difference, DifferenceQuerySet, Reconciliation

PAGE = 50
"""The number of rows on a page."""
MOST_RUNS = 20
"""The number of comparisons on a page."""
Facts = dict[str, str]


@dataclass(frozen=True)
class Held:
    """One of our alerts as Cx should hold it.

    :ivar replaces: the key of the alert in whose place it came.
    :ivar entered: the day of the latest entry about it in Cx; None while that waits, or where there is none.
    :ivar waits: whether its latest entry in Cx waits.
    """

    pk: int
    reference: str
    type: str
    customer: int | None
    asset: int | None
    restricted: bool
    active: bool
    starts: date
    period: int
    reviewed: date | None
    due: date | None
    because: str
    replaces: int | None
    waits: bool
    entered: date | None

    @property
    def key(self) -> tuple[str, int]:
        """Return the person or, without one, the property."""
        if self.customer:
            return "customer", self.customer
        return "asset", existing(self.asset, "an alert on nobody is on a property")

    @property
    def facts(self) -> Facts:
        """Return the facts as :meth:`words_to_copy` tells them for Cx."""
        return {
            Fact.TYPE: self.type,
            Fact.FROM: self.starts.isoformat(),
            Fact.UNTIL: "",
            Fact.PERIOD: str(self.period),
            Fact.REVIEWED: self.reviewed.isoformat() if self.reviewed else "",
            Fact.DUE: self.due.isoformat() if self.due else "",
        }

    def in_hand(self, exported_on: date) -> bool:
        """P11a Return whether an entry in Cx waits, or was made since the export, which cannot show it."""
        return self.waits or (self.entered is not None and self.entered >= exported_on)


def held_here() -> list[Held]:
    """P11a Return every alert that was imposed, by three queries, however many there are."""
    reviews = Review.objects.filter(status=ReviewStatus.COMPLETED, next_due_on__isnull=False)
    last = {
        alert: (on, due)
        for alert, on, due in reviews.order_by("completed_on", "pk").values_list("alert", "completed_on", "next_due_on")
    }
    entries = Entry.objects.filter(system=System.CX, alert__isnull=False).order_by("pk")
    told = dict(entries.values_list("alert", "entered_on"))
    found = Alert.objects.decided().order_by("pk").values_list(
        "pk", "reference", "type__name", "customer", "asset", "customer__restricted", "status", "effective_from",
        "first_period", "review_due_on", "ended_because", "replaces",
    )  # fmt: skip
    held = []
    for pk, reference, type, customer, asset, restricted, status, starts, first, due, because, replaces in found:
        on, following = last.get(pk, (None, None))
        held.append(
            Held(
                pk=pk,
                reference=reference,
                type=type,
                customer=customer,
                asset=asset,
                restricted=bool(restricted),
                active=status == AlertStatus.ACTIVE,
                starts=existing(starts, "what was imposed has its first day"),
                period=procedure.months_between(on, following) if on and following else first,
                reviewed=on,
                due=due,
                because=because,
                replaces=replaces,
                waits=pk in told and told[pk] is None,
                entered=told.get(pk),
            )
        )
    return held


def same_export(sha256: str, exported_on: date) -> Reconciliation | None:
    """Return the comparison that was made of this file and day before, or none."""
    return Reconciliation.objects.filter(sha256=sha256, exported_on=exported_on).first()


def answered_right() -> dict[str, Difference]:
    """P11a Return the rows of the last comparison that are right as they are, by their fingerprints."""
    last = Reconciliation.objects.first()
    found = Difference.objects.filter(run=last, answer=Answer.RIGHT).select_related("answered_by")
    return {each.sameness: each for each in found} if last else {}


def newer_than(run: Reconciliation) -> str:
    """Return the reference of the last comparison, if it is later than this one; else ""."""
    last = Reconciliation.objects.first()
    return last.reference if last and last.pk > run.pk else ""


def said_before(difference: Difference) -> Difference | None:
    """Return the same row of the last comparison in which a colleague answered it, or none."""
    same = Difference.objects.filter(sameness=difference.sameness, run__lt=difference.run_id, answered_by__isnull=False)
    return same.select_related("answered_by", "run").order_by("-run").first()


# Pages


def for_whoever_compares(colleague: Colleague) -> None:
    """Let those pass who compare. :raises Http404: for everybody else."""
    if permissions.why_may_not_compare(colleague):
        raise Http404


def runs(colleague: Colleague, *, after: str = "") -> tuple[list[Reconciliation], str]:
    """Return a page of the comparisons, the newest first, each with ``open_rows``, and where the next page begins; else "".

    ``open_rows`` is the number of rows that the colleague may read and nobody has answered.
    """
    for_whoever_compares(colleague)
    found = Reconciliation.objects.select_related("created_by")
    found = found.filter(pk__lt=int(after)) if after.isdecimal() and len(after) < 19 else found
    page = list(found[: MOST_RUNS + 1])
    shown = page[:MOST_RUNS]
    unanswered = Difference.objects.visible_to(colleague).filter(run__in=shown, answer="").order_by()
    counted = dict(unanswered.values("run").annotate(number=Count("pk")).values_list("run", "number"))
    for each in shown:
        each.open_rows = counted.get(each.pk, 0)  # type: ignore[attr-defined]
    return shown, str(shown[-1].pk) if len(page) > MOST_RUNS else ""


def run(colleague: Colleague, reference: str) -> Reconciliation:
    """Return one comparison. :raises Http404: for whoever does not compare."""
    for_whoever_compares(colleague)
    return get_object_or_404(Reconciliation.objects.select_related("created_by"), reference=reference)


class Counts(NamedTuple):
    """The numbers of rows that a colleague may read, by what became of each, and of closed rows."""

    to_answer: int
    in_hand: int
    answered: int
    closed: int


def counts(run: Reconciliation, colleague: Colleague) -> Counts:
    """P11a Count the rows of the comparison for this colleague, and those of files that are closed to them."""
    visible = run.differences.visible_to(colleague)
    found = visible.order_by().aggregate(
        to_answer=Count("pk", filter=TO_ANSWER),
        in_hand=Count("pk", filter=IN_HAND),
        answered=Count("pk", filter=ANSWERED),
    )
    return Counts(**found, closed=run.differences.count() - sum(found.values()))


TO_ANSWER = Q(answer="")
IN_HAND = Q(answer=Answer.ENTER)
ANSWERED = Q(answer__in=[Answer.HERE, Answer.RIGHT])
SHOWN: dict[str, Q] = {"": TO_ANSWER, "in-hand": IN_HAND, "answered": ANSWERED}
"""The lists of a comparison, by the words of their addresses."""


def rows(run: Reconciliation, colleague: Colleague, *, shown: str, after: str) -> tuple[list[Difference], str]:
    """Return a page of the rows that the colleague may read, and where the next page begins; "" where there is none.

    :param shown: a key of :data:`SHOWN`. :raises Http404: if it is none.
    """
    if shown not in SHOWN:
        raise Http404
    found = _with_names(Difference.objects.visible_to(colleague)).filter(SHOWN[shown], run=run)
    found = found.filter(number__gt=int(after)) if after.isdecimal() and len(after) < 9 else found
    page = list(found.order_by("number")[: PAGE + 1])
    return page[:PAGE], str(page[PAGE - 1].number) if len(page) > PAGE else ""


def difference(colleague: Colleague, reference: str, number: int) -> Difference:
    """Return one row. :raises Http404: if it is about a file that the colleague may not read."""
    for_whoever_compares(colleague)
    found: QuerySet[Difference] = _with_names(Difference.objects.visible_to(colleague))
    return get_object_or_404(found, run__reference=reference, number=number)


def _with_names(found: DifferenceQuerySet) -> DifferenceQuerySet:
    related = ("alert__type", "alert__service_area", "alert__responsible_lead", "customer__service_area", "asset")
    return found.select_related("run", "answered_by", "changed_by", *related)
