"""Select reviews, and the incidents that call for an early one (§8)."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, When
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import IsNull
from django.shortcuts import get_object_or_404

from alerts.alert import selectors as alert_selectors
from alerts.alert.models import Alert
from alerts.choices import HEAVIER, Circumstance, HangsOn, IncidentStatus, ReviewOutcome, ReviewStatus, Trigger
from alerts.incidents.beside import AT_THE_ADDRESS, RESTRICTED, at_home_of, is_apart
from alerts.incidents.models import Incident
from alerts.investigations import selectors as investigations_selectors
from alerts.investigations.models import Investigation
from alerts.writing.at_home import AT_HOME
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records.parts import with_parts
from housing_alerts.staff.models import Colleague

from .models import Review


def review(colleague: Colleague, reference: str) -> Review:
    """Return the review with its alert.

    :raises Http404: where the colleague may not see it.
    """
    found = Review.objects.visible_to(colleague).select_related(
        "alert__type",
        "alert__customer__organisation",
        "alert__asset",
        "alert__service_area",
        "alert__investigation",
        "alert__responsible_lead",
        "completed_by",
        "changed_by",
    )
    record = get_object_or_404(found, reference=reference)
    alert_selectors.with_decision(record.alert)
    return with_parts(record, "investigations")


def for_letters(review: Review, customer: Customer) -> None:
    """Prepare the review's alert for a page of a letter to that customer."""
    alert_selectors.for_letters(review.alert, customer)


SUBJECTS_OF_LETTERS: list[tuple[QuerySet[Any], Callable[[Any, Customer], object]]] = [
    (Alert.objects.select_related("type", "investigation"), alert_selectors.for_letters),
    (Investigation.objects.all(), investigations_selectors.for_letters),
    (Review.objects.select_related("alert__type", "alert__investigation"), for_letters),
]
"""The cases that letters tell of, as :func:`letters.subjects.on_pages` takes them."""


def appealable_reviews(alert: Alert) -> QuerySet[Review]:
    """P9a Return the completed reviews that kept the alert, in full or in part."""
    return alert.reviews.filter(
        status=ReviewStatus.COMPLETED, outcome__in=[ReviewOutcome.KEEP, ReviewOutcome.STEP_DOWN, *HEAVIER]
    )


OF_THE_TENANCY = (Circumstance.ANTI_SOCIAL_BEHAVIOUR,)


def calling_for_review(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """P8a Return the active alerts for which an incident calls for a review.

    While a review is open, only what became known since it was opened counts.

    :returns: each with ``happened``, the primary key of the latest such incident; the longest waiting comes first.
    """
    completed = Review.objects.filter(alert=OuterRef("pk"), status=ReviewStatus.COMPLETED)
    last = completed.order_by("-completed_on", "-pk")
    here = Case(When(completed_by__isnull=False, then=F("changed_at")))
    running = Review.objects.filter(alert=OuterRef("pk"), status=ReviewStatus.OPEN).order_by("-created_at")
    stays = Q(customer=None) | ~Q(type__hangs_on=HangsOn.PERSON)
    waiting = alerts.active()  # type: ignore[attr-defined]
    waiting = waiting.annotate(
        opened_at=Subquery(running.values("created_at")[:1]),
        reviewed_on=Subquery(last.values("completed_on")[:1]),
        weighed_on=Coalesce("reviewed_on", "effective_from"),
        weighed_at=Case(When(reviewed_on=None, then=F("approved_at")), default=Subquery(last.values(at=here)[:1])),
        place=Case(When(stays, then=F("asset"))),
    )
    waiting = waiting.annotate(happened=Subquery(_unreviewed().order_by("-known_at", "-pk").values("pk")[:1]))
    return waiting.exclude(happened=None).order_by("happened", "pk")


def _unreviewed() -> QuerySet[Incident]:
    """Return the incidents since the last review that call for one: breaches of the alert, and grave incidents around it.

    Each incident at the customer's address that names nobody calls for one: only a colleague can say whose it is. Incidents
    that the alert rests on do not count.
    """
    never = Q(IsNull(OuterRef("reviewed_on"), True))
    new = _since("known_at") | (never & Q(occurred_at__date__gt=OuterRef("effective_from")))
    at_home = at_home_of(customer=OuterRef(OuterRef("customer")))
    around = at_home | Q(customer=OuterRef("customer")) | Q(asset=OuterRef("place")) | Q(breach_of=OuterRef("pk"))
    breach = Q(breach_of=OuterRef("pk")) & (never | _since("breach_said_at"))
    cause = Investigation.objects.filter(pk=OuterRef(OuterRef("investigation")), incidents=OuterRef("pk"))
    said = _reported().filter(around).annotate(said=Cast("circumstances", TextField()))
    since_it_opened = Q(IsNull(OuterRef("opened_at"), True)) | Q(known_at__gt=OuterRef("opened_at"))
    return said.filter(since_it_opened, breach | (new & (_calls() | at_home) & ~Exists(cause)))


def _since(moment: str) -> Q:
    """Match incidents after the alert was last weighed, as :class:`alerts.reviews.models.Since` does for one review."""
    there = Q(IsNull(OuterRef("weighed_at"), True), **{f"{moment}__date__gte": OuterRef("weighed_on")})
    return Q(**{f"{moment}__gt": OuterRef("weighed_at")}) | there


def _reported() -> QuerySet[Incident]:
    return Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])


def _calls() -> Q:
    threat = Incident.objects.filter(pk=OuterRef("pk"), behaviours__threatens=True)
    calls = Q(violent=True) | Q(weapon=True) | Q(Exists(threat))
    for circumstance in (*AT_HOME, *OF_THE_TENANCY, Circumstance.SEXUAL, Circumstance.HELD):
        calls |= Q(said__contains=f'"{circumstance.value}"')
    return calls


def trigger_of(incident: Incident, alert: Alert) -> tuple[Trigger, str] | None:
    """P8a D5 Return why the incident calls for a review of the alert: the trigger, and the reason in words.

    P11a For an incident on somebody else's restricted file, say only that there is one, and whether it breaches the
    alert.
    """
    called = _why_it_calls(incident, alert)
    if called is None or not is_apart(incident, alert):
        return called
    if incident.breach_of_id == alert.pk:
        return called[0], f"{called[1]} {RESTRICTED}"
    return Trigger.SAFETY, f"Incident {RESTRICTED}"


def _why_it_calls(incident: Incident, alert: Alert) -> tuple[Trigger, str] | None:
    if incident.breach_of_id == alert.pk:
        return Trigger.TENANCY, "Breach"
    around = alert.around()
    grave = _why_grave(incident)
    if around.names_nobody(incident):
        trigger, words = grave or (Trigger.SAFETY, "Report")
        return (Trigger.SAFETY if alert.is_kept_for_harm else trigger), f"{words} {AT_THE_ADDRESS}"
    return grave if around.covers(incident) else None


def _why_grave(incident: Incident) -> tuple[Trigger, str] | None:
    if incident.threatened_violence():
        return Trigger.SAFETY, incident.dangers[0].label
    if set(AT_HOME).intersection(incident.circumstances):
        return Trigger.SAFEGUARDING, "Safeguarding"
    return (Trigger.TENANCY, "Anti-social behaviour") if set(OF_THE_TENANCY) & set(incident.circumstances) else None


def reported_since(alert: Alert) -> bool:
    """P2 P8a Return whether an incident about the alert's person or property was reported since the last decision on it."""
    decided = [alert.effective_from, *(review.completed_on for review in alert.reviews.all())]
    since = max((day for day in decided if day), default=None)
    known = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    if alert.investigation:
        known = known.exclude(investigations=alert.investigation)
    about = alert.around().incidents() | Q(breach_of=alert)
    return since is not None and known.filter(about, known_at__date__gte=since).exists()


def called_by(alert: Alert, key: str) -> dict[str, str]:
    """P8a D5 Return the initial values of the page that opens a review because of an incident.

    The result is empty where the incident does not bear on the alert.
    """
    bearing = _reported().filter(alert.around().incidents() | Q(breach_of=alert))
    incident = bearing.filter(pk=key).first() if key.isdecimal() else None
    called = trigger_of(incident, alert) if incident else None
    if incident is None or called is None:
        return {}
    more = ", which its named readers open" if is_apart(incident, alert) else f": incident {incident.reference}"
    return {"trigger": called[0], "evidence": f"{called[1]}{more}."}
