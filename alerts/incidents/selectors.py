"""Select incidents as a colleague may see them, and the records beside them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from alerts.alert.models import Alert
from alerts.catalogue.models import Behaviour, Example
from alerts.choices import Danger, IncidentStatus
from alerts.entries.models import Entry
from alerts.investigations.models import Investigation
from alerts.look_up.finding import closed_among
from alerts.markers.policies import is_told_at_no_door
from housing_alerts.attachments.models import Attachment
from housing_alerts.customers import selectors as customers
from housing_alerts.kernel.records.parts import with_parts
from housing_alerts.staff.choices import TRIAGE, Role
from housing_alerts.staff.models import Colleague
from housing_alerts.staff.selectors import deputies_on, first_here, on_duty

from . import permissions, policies, reach
from .beside import APART, Around, is_apart
from .models import Incident

EXAMPLES = ("examples_abuse", "examples_demands", "examples_persistence")
"""P3 The boxes of the procedure's examples, one for each family of behaviour."""


def hanging(path: str = "", files: QuerySet[Attachment] | None = None) -> Prefetch[str]:
    """Return the prefetch for the files of records, with the colleagues whom their list names.

    :param path: the path from the query to those records, such as ``incidents__``.
    """
    found = Attachment.objects.all() if files is None else files
    return Prefetch(f"{path}attachments", found.select_related("created_by", "taken_off_by", "changed_by"))


def incident(colleague: Colleague, reference: str) -> Incident:
    """Return the incident, if the colleague reported it, triages it, or may see the case.

    :raises Http404: otherwise.
    """
    return _read(colleague, Incident.objects.visible_to(colleague), reference)


def to_protect(colleague: Colleague, reference: str, *, on: date) -> Incident:
    """D4 P11a Return an incident for the pages of its marker, on which a duty manager reads nothing of a closed file.

    :raises Http404: if the colleague neither sees the incident nor protects others from it on their days.
    """
    unread = Incident.objects.filter(reach.protects_unread(colleague, Incident, on=on))
    return _read(colleague, Incident.objects.visible_to(colleague) | unread, reference)


def _read(colleague: Colleague, among: QuerySet[Incident], reference: str) -> Incident:
    found = among.select_related(
        "customer__organisation",
        "asset",
        "service_area",
        "reported_by__line_manager",
        "created_by",
        "line_manager",
        "triaged_by",
        "breach_of__type",
        "breach_of__customer",
    )
    record = get_object_or_404(found, reference=reference)
    if record.customer:
        customers.with_file(record.customer, "alerts")
    parts = ("behaviours", "examples", "affected", "actions", "investigations", "investigations__alerts", "markers")
    entries = Prefetch("entries", Entry.objects.with_overtaken().select_related("entered_by"))
    files = hanging(files=_files(colleague, record))
    return with_parts(record, *parts, entries, files, seldom=("actions", "markers"))


def _files(colleague: Colleague, incident: Incident) -> QuerySet[Attachment]:
    """P11a Return the files of an incident; for a colleague who only reported or typed it, their own."""
    works_on = Incident.objects.worked_on_by(colleague).filter(pk=incident.pk)
    return Attachment.objects.filter(Q(created_by=colleague) | Exists(works_on))


def sees_incident(colleague: Colleague, incident: Incident) -> bool:
    """Return whether the colleague may still open it. If a person of another area is named, the incident moves there."""
    return Incident.objects.visible_to(colleague).filter(pk=incident.pk).exists()


def draft(colleague: Colleague, reference: str) -> Incident:
    """Return a report that the colleague began, finished or not.

    :raises Http404: if somebody else began it.
    """
    theirs = Incident.objects.filter(created_by=colleague).select_related("created_by", "reported_by")
    return get_object_or_404(theirs, reference=reference)


def of_page(colleague: Colleague, page: UUID | None) -> Incident | None:
    """P2 Return the report that the colleague typed on that page, or None if nothing of it was kept."""
    return Incident.objects.filter(created_by=colleague, page=page).exclude(page=None).first()


def is_over(colleague: Colleague, page: UUID | None) -> bool:
    """P2 Return whether the report that the colleague typed on that page was logged or discarded."""
    found = of_page(colleague, page)
    return found is not None and found.status != IncidentStatus.DRAFT


def settled(colleague: Colleague, reference: str) -> Incident:
    """Return an incident about which a Lead writes to the customer.

    :raises Http404: if the customer is not known, or the colleague may not write to them.
        The colleague must see the case, or lead its own area and have the customer's file open to them.
    """
    found = incident(colleague, reference)
    if not writes_of(colleague, found):
        raise Http404
    return found


def writes_of(colleague: Colleague, incident: Incident) -> bool:
    """Return whether the colleague sees the letters to the customer of an incident."""
    if incident.customer is None:
        return False
    leads = colleague.holds(Role.OPERATIONAL_LEAD) and incident.service_area_id in colleague.area_ids
    return (leads and incident.customer.is_open_to(colleague)) or sees_file(colleague, incident)


def sees_file(colleague: Colleague, incident: Incident) -> bool:
    """Return whether the colleague may open the file of the incident's customer."""
    return incident.customer is not None and incident.customer.is_visible_to(colleague)


def breachable(incident: Incident) -> list[Alert]:
    """D5 Return the alerts on the customer, or at the property, that can have been breached on the day."""
    about = Around(incident.customer_id, incident.asset_id).q()
    found = Alert.objects.in_force(on=incident.occurred_on).filter(about)
    near = found.select_related("type", "customer", "investigation")
    read = near.prefetch_related("conditions", "investigation__incidents")
    return [one for one in read if policies.why_breach_impossible(incident, one) is None]


def in_force_then(colleague: Colleague, incident: Incident) -> list[tuple[Alert, str]]:
    """D5 Return the alerts that can have been breached on the day, each with its words as a choice.

    A colleague who sees no case reads the words shown at the door: the type and the instruction. For a restricted file they
    read only the instruction.
    """
    found = breachable(incident)
    closed = closed_among(colleague, [alert.customer_id for alert in found if alert.customer_id])
    return [
        (alert, alert.instruction if alert.customer_id in closed else f"{alert.type}: {alert.instruction}")
        for alert in found
    ]


class Beside(NamedTuple):
    """P11a An incident or an alert on the page of a case beside it: its name, and its page if it opens.

    ``apart``: it is on another customer's restricted file that the colleague cannot open, and no more is said of it.
    """

    named: str
    url: str
    apart: bool


def breaches_of(colleague: Colleague, alert: Alert) -> list[tuple[Incident, Beside]]:
    """D5 Return the incidents that breach the alert, newest first. Void incidents are left out."""
    found = alert.breaches.exclude(status=IncidentStatus.VOID).select_related("customer")
    incidents = list(found.order_by("-occurred_at", "-pk"))
    return list(zip(incidents, _beside(colleague, alert, incidents), strict=True))


def breached_by(colleague: Colleague, incident: Incident) -> Beside | None:
    """D5 Return the alert that the incident breaches, or None."""
    return _beside(colleague, incident, [incident.breach_of])[0] if incident.breach_of else None


def breaches_in(colleague: Colleague, file: Investigation) -> list[tuple[Incident, Beside, Beside]]:
    """D5 Return the breaches that an investigation looks at, each with the breached alert."""
    incidents = file.breaches_made
    alerts = [incident.breach_of for incident in incidents if incident.breach_of]
    told, breached = _beside(colleague, file, incidents), _beside(colleague, file, alerts)
    return list(zip(incidents, told, breached, strict=True))


def _beside(
    colleague: Colleague, case: Alert | Incident | Investigation, records: Sequence[Alert] | Sequence[Incident]
) -> list[Beside]:
    if not records:
        return []
    noun = type(records[0])
    opened = noun.objects.visible_to(colleague).filter(pk__in=[record.pk for record in records])
    theirs = set(opened.values_list("pk", flat=True))
    page = f"alerts:{noun._meta.model_name}"
    return [
        Beside(record.reference, reverse(page, args=[record.reference]), apart=False)
        if record.pk in theirs
        else Beside(APART, "", apart=True)
        if is_apart(record, case)
        else Beside(record.reference, "", apart=False)
        for record in records
    ]


def of_case(file: Investigation | None) -> list[Incident]:
    """Return the reports on which an investigation rests, as they stand now; none without an investigation."""
    return list(Incident.objects.filter(investigations=file)) if file else []


def who_can_act(
    incident: Incident, colleagues: Iterable[Colleague], duty: Collection[Colleague] = ()
) -> list[Colleague]:
    """D4 P11a Return the colleagues, each once, without those who reported the incident or were affected by it.

    A report on a restricted file is opened by its line manager and the named readers alone.
    :param duty: the duty managers of the day, who mark such a report unread until its triage.
    """
    involved = {incident.reported_by_id, incident.created_by_id, *(one.pk for one in incident.affected.all())}
    found, file = [one for one in dict.fromkeys(colleagues) if one.pk not in involved], incident.customer
    if file is None or not file.restricted:
        return found
    opens = {incident.line_manager_id, *(reader.pk for reader in file.readers.all())}
    if incident.status == IncidentStatus.LOGGED:
        opens |= {one.pk for one in duty}
    return [one for one in found if one.pk in opens]


def to_tell(by: Colleague, roles: Iterable[str], away: Mapping[int, Colleague | None]) -> QuerySet[Colleague]:
    """P2 P6 Return the colleagues of these roles who can be told of a report: those who are here, and deputies of the others.

    :param away: the colleagues who are away, as :func:`deputies_on` returns them.
    """
    others = Colleague.objects.filter(is_active=True, held__role__in=TRIAGE).exclude(pk=by.pk)
    asked = others.filter(held__role__in=roles)
    deputies = [away[pk] for pk in asked.filter(pk__in=away).values_list("pk", flat=True)]
    stand_in = Q(pk__in=[deputy.pk for deputy in deputies if deputy])
    return others.filter((Q(pk__in=asked) & ~Q(pk__in=away)) | stand_in).distinct()


def here_for(incident: Incident, told: Colleague | None, away: Mapping[int, Colleague | None]) -> list[Colleague]:
    """D4 Return the colleague or, while they are away, their deputy; nobody, if the deputy cannot open the report.

    :param away: the colleagues who are away, as :func:`deputies_on` returns them.
    """
    if told is None or told.pk not in away:
        return [told] if told else []
    deputy = away[told.pk]
    if deputy and (permissions.manages(deputy, incident) or _opens_in_its_area(deputy, incident)):
        return [deputy]
    return []


def _opens_in_its_area(deputy: Colleague, incident: Incident) -> bool:
    decides, area = (Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE), incident.service_area_id
    return deputy.holds(*decides) if area is None else any(deputy.holds_in(role, area) for role in decides)


def heads_to_ring(incident: Incident) -> list[Colleague]:
    """D4 Return the Heads of Service of its areas, who can place a marker where every Lead is involved."""
    heads = Colleague.objects.filter(is_active=True, held__role=Role.HEAD_OF_SERVICE)
    return who_can_act(incident, heads.filter(areas__in=incident.lead_area_ids()).distinct())


def leads_here(
    incident: Incident, leads: Collection[Colleague], away: Mapping[int, Colleague | None]
) -> list[Colleague]:
    """D4 P6 Return the Leads who are here or, if all of them are away, the Heads of Service.

    :param away: the colleagues who are away, by their keys, as :func:`deputies_on` returns them.
    """
    here = [lead for lead in leads if lead.pk not in away]
    return here if here or not leads else [head for head in heads_to_ring(incident) if head.pk not in away]


def to_ring(colleague: Colleague, incident: Incident, *, on: date) -> list[Colleague]:
    """D4 Return whom to ring while danger waits for its triage, the duty manager too; nobody for its triager."""
    if incident.status == IncidentStatus.VOID:
        return []
    asked = incident.status == IncidentStatus.LOGGED or incident.marker_asked_on or is_told_at_no_door(incident)
    if not (incident.dangers and asked) or permissions.triages(colleague, incident):
        return []
    away = deputies_on(on)
    manager = who_can_act(incident, here_for(incident, incident.manager_here, away))
    leads = Colleague.objects.filter(is_active=True, held__role=Role.OPERATIONAL_LEAD)
    here = leads.filter(areas__in=incident.lead_area_ids()).exclude(telephone="").exclude(pk=colleague.pk)
    area = [one for one in leads_here(incident, here.distinct(), away) if one.telephone and one != colleague]
    duty = list(on_duty(on).exclude(pk=colleague.pk))
    found = who_can_act(incident, [*manager, *duty, *area], duty)
    others = leads.exclude(telephone="").exclude(pk=colleague.pk).distinct()
    return found or first_here(away, who_can_act(incident, others), heads_to_ring(incident))


def to_ring_meanwhile(reporter: Colleague, *, on: date) -> list[Colleague]:
    """D4 Return the colleagues to ring while danger stands in a draft: their line manager or a deputy, and the duty managers."""
    away, manager = deputies_on(on), reporter.line_manager
    here = away[manager.pk] if manager and manager.pk in away else manager
    found = dict.fromkeys([here, *on_duty(on)])
    return [one for one in found if one and one != reporter and one.is_active and one.telephone]


def danger_boxes() -> list[tuple[str, str]]:
    """D4 Return the boxes of a report that say danger, each as its name and value."""
    threats = Behaviour.objects.filter(threatens=True).values_list("pk", flat=True)
    violent = Example.objects.filter(Q(violent=True) | Q(behaviour__threatens=True)).values_list("pk", flat=True)
    boxes = [("dangers", danger.value) for danger in Danger]
    boxes += [("behaviours", str(pk)) for pk in threats]
    return boxes + [(name, str(pk)) for pk in violent for name in EXAMPLES]


def draft_tells_of_danger(draft: Incident) -> bool:
    """D4 Return whether a box is ticked in the contents of a draft that says danger."""
    return any(value in draft.typed.get(name, []) for name, value in danger_boxes())
