"""Select the records before an incident that whoever triages it weighs, and the precautions that stand already (D1, D3.1)."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q, prefetch_related_objects

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.investigations.models import Investigation
from alerts.look_up.finding import closed_of
from alerts.look_up.people import is_closed
from alerts.markers.models import Marker
from alerts.writing.selectors import with_told
from housing_alerts.customers.choices import Format
from housing_alerts.customers.models import Customer
from housing_alerts.customers.policies import whom_to_ask
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.parts import not_empty
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from .models import Incident
from .past import Past
from .words import of_an_agency, told


@dataclass(frozen=True)
class Earlier:
    """An earlier event in one sentence. Its page and account are given if the colleague may open them."""

    words: str
    reference: str
    view: str
    account: str = ""


class Stands(NamedTuple):
    """P6 One precaution that colleagues take already, in the words shown at the door."""

    do: str
    not_told: str


@dataclass(frozen=True)
class Before:
    """D3a D1 The actions live when the incident happened, and the incidents of the 12 months before it.

    ``agencies``: the reports of other agencies that do not count as the customer's own behaviour.
    ``overturned``: those on which each decision was found wrong, on appeal or otherwise.
    ``closed``: the customer's file is restricted and closed to the colleague, who is told nothing of it (decision 7) but whom
    to ``ask``.
    ``same_hour``: the other reports at the property within the hour, where nobody is named.
    ``lines``: what is out of the ordinary on record: the person has died, or was a child or no tenant then.
    ``past``: the records themselves, for the stage that Appendix D proposes.
    """

    past: Past
    live: list[Earlier] = field(default_factory=list)
    incidents: list[Earlier] = field(default_factory=list)
    agencies: list[Earlier] = field(default_factory=list)
    overturned: list[Earlier] = field(default_factory=list)
    closed: bool = False
    ask: str = ""
    same_hour: list[Earlier] = field(default_factory=list)
    stands: list[Stands] = field(default_factory=list)
    adjustments: list[str] = field(default_factory=list)
    vulnerabilities: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


DIED = (
    "{} has died. Nobody is spoken to or written to about this. If there was danger, a dog or others who live there may still "
    "be a danger to whoever goes there."
)
"""D3a What a triage is told first of a customer who has died."""


def before(colleague: Colleague, incident: Incident, *, today: date) -> Before:
    """Return the facts that the line manager weighs. Those of records closed to them are dates and kinds alone."""
    customer, past = incident.customer, incident.past()
    stands = precautions(colleague, incident, today=today)
    closed = is_closed(colleague, incident)
    if customer is None or closed:
        same_hour = [] if customer else _same_hour(colleague, incident)
        ask = whom_to_ask(customer) if customer else ""
        return Before(past, closed=closed, ask=ask, stands=stands, same_hour=same_hour)
    earlier, actions = past.incidents, [*past.actions, *past.owed]
    prefetch_related_objects(earlier, "behaviours")
    incidents = [one.pk for one in earlier] + [action.incident.pk for action in actions if action.incident]
    files = [action.investigation.pk for action in actions if action.investigation]
    open_to = _open_to(colleague, incidents, files)
    agreed = [each.what for each in customer.adjustments.all() if each.ends is None or each.ends >= today]
    overturned = [one for one in earlier if one.pk in past.overturned]
    theirs = [one for one in earlier if past.counts(one)]
    others = [one for one in earlier if one not in theirs and one not in overturned]
    live = [_of_action(one, open_to) for one in actions]
    needed = Format(customer.format).needed
    known = [each.what for each in customer.vulnerabilities.all()]
    known += [f"Preferred format: {needed}"] if needed else []
    own, agencies, wrong = ([_of_incident(one, open_to) for one in some] for some in (theirs, others, overturned))
    lines = _lines(customer, incident.occurred_on)
    return Before(
        past, live, own, agencies, wrong, stands=stands, adjustments=agreed, vulnerabilities=known, lines=lines
    )


def _lines(customer: Customer, on: date | None) -> list[str]:
    """P2 Return what is out of the ordinary on record about the customer of a report."""
    found = [DIED.format(customer)] if customer.died else []
    if on:
        found += [f"{customer} was under {procedure.ADULT_AGE} on that day."] if customer.is_child(on=on) else []
        found += _no_tenant(customer, on)
    return found


def _no_tenant(customer: Customer, on: date) -> list[str]:
    places = list(customer.memberships.all())
    if not places or any(place.holds(on=on) for place in places):
        return []
    if any(place.is_over(on=on) for place in places):
        return [f"{customer} was no longer a tenant of ours on that day."]
    return [f"That was before the tenancy of {customer} began."]


def _same_hour(colleague: Colleague, incident: Incident) -> list[Earlier]:
    """P2 Return the other reports at the property within the hour: somebody may have reported the same incident."""
    if incident.asset is None or incident.occurred_at is None:
        return []
    near = incident.asset.incidents.reported_near(incident.occurred_at, incident).exclude(customer__restricted=True)
    others = list(near.prefetch_related("behaviours").select_related("reported_by"))
    open_to = _open_to(colleague, [one.pk for one in others], [])
    return [_of_incident(one, open_to) for one in others]


def precautions(colleague: Colleague, incident: Incident, *, today: date) -> list[Stands]:
    """Return the precautions of alerts in force and other incidents' markers, as :func:`_about` finds them.

    P11a The type of an alert on a restricted file that is closed to the colleague is not named.
    """
    if incident.subject is None:
        return []
    about = _about(incident, today=today)
    found = Alert.objects.in_force(on=today).filter(about).select_related("type", "customer")
    others = Marker.objects.in_force(on=today).filter(about).exclude(incident=incident).select_related("incident")
    there = not_empty([found, others])
    alerts = with_told(found).prefetch_related("reviews") if 0 in there else []
    markers = others if 1 in there else []
    closed = closed_of(colleague, [one.customer for one in alerts if one.customer])
    types = {one: "" if one.customer_id in closed else f"{one.type}: " for one in alerts}
    told = [Stands(f"{type}{one.told(on=today)}", one.not_told_yet) for one, type in types.items()]
    return [*told, *(Stands(one.told, one.not_told) for one in markers)]


def _about(incident: Incident, *, today: date) -> Q:
    """Return the filter for what is about the customer, their home, the property, or people who live at either."""
    person = incident.customer
    found = Q(customer=person) if person else Q(pk__in=[])
    places = [incident.asset, person.home(on=today) if person else None]
    for place in (one for one in places if one):
        living = Customer.objects.living_at(place, on=today)
        found |= Q(asset=place) | Q(customer__in=living.values("pk"))
    return found


def _open_to(colleague: Colleague, incidents: list[int], files: list[int]) -> set[str]:
    """Return the references of the incidents and files that the colleague may open."""
    seen = Incident.objects.visible_to(colleague).filter(pk__in=incidents) if incidents else Incident.objects.none()
    read = Investigation.objects.visible_to(colleague).filter(pk__in=files) if files else Investigation.objects.none()
    return {*seen.values_list("reference", flat=True), *read.values_list("reference", flat=True)}


def live_sentence(action: Action) -> str:
    """Return a sentence such as "A verbal warning of 3 March 2026 is live until 3 September 2026"."""
    name = action.get_kind_display().lower()
    return f"A {name} of {show_date(action.decided_on)} is live until {show_date(action.live_until)}."


def owed_sentence(action: Action) -> str:
    """D3a Return the sentence for a warning or an agreement whose letter is still owed. It is not live yet."""
    name = action.get_kind_display().lower()
    return f"A {name} was decided on {show_date(action.decided_on)}. Its letter is owed, and it is not live until that has gone."


def _of_action(action: Action, open_to: set[str]) -> Earlier:
    file = action.file
    view = "alerts:incident" if action.incident else "alerts:investigation"
    said = live_sentence(action) if action.is_live else owed_sentence(action)
    return Earlier(said, file.reference if file.reference in open_to else "", view)


def _of_incident(incident: Incident, open_to: set[str]) -> Earlier:
    how = of_an_agency(incident) or incident.get_channel_display().lower()
    words = f"{show_date(incident.occurred_at)}, {how}"
    if incident.reference not in open_to:
        return Earlier(words, "", "alerts:incident")
    return Earlier(words, incident.reference, "alerts:incident", told(incident))
