"""Select one investigation, the incidents it may add, and the facts that became known to it."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.alert.words import struck
from alerts.conditions.models import Condition
from alerts.incidents.beside import is_apart
from alerts.incidents.models import Incident
from alerts.incidents.selectors import hanging
from housing_alerts.customers import selectors as customers
from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records.parts import Taken, rows_with_parts, with_parts
from housing_alerts.staff.models import Colleague

from .became_known import breach_told, incident_told
from .discussions import Discussion
from .models import Investigation


def investigation(colleague: Colleague, reference: str) -> Investigation:
    """Return the investigation with its file.

    :raises Http404: where the colleague may not see it.
    """
    found = Investigation.objects.visible_to(colleague).select_related(
        "customer__organisation",
        "asset",
        "service_area",
        "lead",
        "consulted_manager",
        "recommended_by",
        "decided_by",
        "absent_head",
        "changed_by",
        "from_review__alert__type",
    )
    return with_case(get_object_or_404(found, reference=reference))


CONDITIONS = Prefetch("conditions", Condition.objects.select_related("officer", "deputy", "representative"))
"""The conditions of an alert, with everybody whom they name."""


def with_case(file: Investigation) -> Investigation:
    """Return the file, whose parts and customer's file are read when they are first asked for."""
    alerts = _alerts_around(file)
    if file.customer:
        on_file = Taken("alerts", lambda: [each for each in alerts() if each.customer_id == file.customer_id])
        customers.with_file(file.customer, on_file)
    return with_parts(
        file,
        Prefetch("incidents", Incident.objects.select_related("reported_by__line_manager", "created_by")),
        "incidents__behaviours",
        hanging("incidents__"),
        Prefetch("discussions", Discussion.objects.select_related("created_by", "heard")),
        Prefetch("actions", Action.objects.select_related("decided_by", "absent_head", "outcome_by", "consent_by")),
        "actions__appeals",
        Taken("alerts", lambda: [each for each in alerts() if each.investigation_id == file.pk]),
    )


def _alerts_around(file: Investigation) -> Callable[[], list[Alert]]:
    """Return a function that reads the alerts of the case and those of its customer, once for both."""

    @cache
    def read() -> list[Alert]:
        about = Q(investigation=file) | Q(customer=file.customer) if file.customer else Q(investigation=file)
        related = ("type", "replaces__type", "decided_by", "absent_head")
        rows = rows_with_parts(Alert.objects.filter(about).select_related(*related), CONDITIONS)
        for each in rows:
            if each.investigation_id == file.pk:
                each.investigation = file
            if each.customer_id == file.customer_id:
                each.customer = file.customer
        return rows

    return read


def for_letters(file: Investigation, customer: Customer) -> None:
    """Prepare the investigation for a page of a letter to that customer."""
    if file.customer_id == customer.pk:
        file.customer = customer
    with_case(file)


def discussion(file: Investigation, key: str) -> Discussion | None:
    """P10a Return the discussion of the case in which the customer was heard, if the key names one."""
    return next((each for each in file.discussions.all() if each.is_heard and str(each.pk) == key), None)


def referred_with(colleague: Colleague, first: Incident | Investigation) -> QuerySet[Incident]:
    """Return the referred incidents that the colleague sees and that fit into one investigation with ``first``.

    A referred incident given as ``first`` is among them.
    :param first: an incident, or the investigation itself, which after a review may rest on none.
    """
    seen = Incident.objects.visible_to(colleague).select_related("customer", "asset", "reported_by")
    waiting = seen.prefetch_related("behaviours").filter(pk__in=Incident.objects.awaiting_lead().values("pk"))
    if first.customer_id:
        return waiting.filter(customer=first.customer_id)
    return waiting.filter(customer__isnull=True, asset=first.asset_id)


Rows = list[tuple[str, Any]]
"""Pairs of a title and its value: a text, or several texts as a list."""


def answers(colleague: Colleague, file: Investigation) -> Rows:
    """P10a List the Lead's answers on the file, and the questions asked about it, in words for this colleague."""
    return worded(colleague, file, struck(file.answers(), *file.alerts.all()))


def worded(colleague: Colleague, file: Investigation, rows: Iterable[tuple[str, Any]]) -> Rows:
    """List the rows of a file or its decision, with the stored facts put into words."""
    return [(title, in_words(colleague, file, text) if isinstance(text, list) else text) for title, text in rows]


def in_words(colleague: Colleague, file: Investigation, known: Iterable[Any]) -> list[str]:
    """P11a List the stored facts in words for this colleague.

    For a fact on another customer's file that was restricted since, and that the colleague cannot open, say only that
    there was one.
    """
    known = list(known)
    of_others = [_said(**each) for each in known if not isinstance(each, str)]
    incidents = Incident.objects.select_related("customer", "reported_by").in_bulk(
        [said.incident for said in of_others]
    )
    alerts = Alert.objects.select_related("customer", "type").in_bulk([said.alert for said in of_others])

    def closed(record: Alert | Incident) -> bool:
        seen = type(record).objects.visible_to(colleague)
        return is_apart(record, file) and not seen.filter(pk=record.pk).exists()

    def told(said: _Said) -> str:
        row = incidents[said.incident]
        if said.breach:
            return f"{said.kind}: {breach_told(row, alerts.get(said.alert), apart=closed)}"
        return f"{said.kind}: {incident_told(file, row, apart=closed(row))}"

    return [each if isinstance(each, str) else told(_said(**each)) for each in known]


class _Said(NamedTuple):
    """The meaning of a stored key: an incident or, where ``breach``, its breach of the alert, or of none (0)."""

    kind: str
    breach: bool
    incident: int
    alert: int


def _said(key: str, kind: str) -> _Said:
    what, _, keys = key.partition(" ")
    incident, _, alert = keys.partition(".")
    return _Said(kind, what == "Breach", int(incident), int(alert or 0))
