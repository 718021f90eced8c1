"""What bears on an incident: what was live and what happened before it, and which alerts were in force on its day."""

from dataclasses import dataclass
from datetime import date

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.investigations.models import Investigation
from alerts.look_up.people import closed_among
from housing_alerts.staff.models import Colleague
from housing_alerts.web.jinja import show_date

from . import policies_breach
from .around import Around
from .models import Incident


@dataclass(frozen=True)
class Earlier:
    """One thing of the time before: the sentence, and its page where the colleague may open it."""

    words: str
    reference: str
    view: str


@dataclass(frozen=True)
class Before:
    """D3a D1 What was live when the incident happened, and the incidents of the 12 months before it.

    ``closed``: the customer's file is restricted and not open to the colleague, who is told nothing of it (decision 7).
    """

    live: list[Earlier]
    incidents: list[Earlier]
    closed: bool = False


def before(colleague: Colleague, incident: Incident) -> Before:
    """What the line manager weighs beside the incident itself: dates and kinds, and no account."""
    if incident.customer_id is None:
        return Before([], [])
    if closed_among(colleague, [incident.customer_id]):
        return Before([], [], closed=True)
    earlier = list(incident.earlier())
    actions = list(incident.live_actions().select_related("incident", "investigation").order_by("decided_on", "pk"))
    incidents = [one.pk for one in earlier] + [action.incident.pk for action in actions if action.incident]
    files = [action.investigation.pk for action in actions if action.investigation]
    open_to = _open_to(colleague, incidents, files)
    return Before([_of_action(one, open_to) for one in actions], [_of_incident(one, open_to) for one in earlier])


def _open_to(colleague: Colleague, incidents: list[int], files: list[int]) -> set[str]:
    """The references of those that the colleague may open."""
    seen = Incident.objects.visible_to(colleague).filter(pk__in=incidents)
    read = Investigation.objects.visible_to(colleague).filter(pk__in=files)
    return {*seen.values_list("reference", flat=True), *read.values_list("reference", flat=True)}


def live_sentence(action: Action) -> str:
    """As in: "A verbal warning of 3 March 2026 is live until 3 September 2026."."""
    name = action.get_kind_display().lower()
    return f"A {name} of {show_date(action.decided_on)} is live until {show_date(action.live_until)}."


def _of_action(action: Action, open_to: set[str]) -> Earlier:
    file = action.incident or action.investigation
    assert file is not None  # a constraint of the table
    view = "alerts:incident" if action.incident else "alerts:investigation"
    return Earlier(live_sentence(action), file.reference if file.reference in open_to else "", view)


def _of_incident(incident: Incident, open_to: set[str]) -> Earlier:
    words = f"{show_date(incident.occurred_at)}, {incident.get_channel_display().lower()}"
    return Earlier(words, incident.reference if incident.reference in open_to else "", "alerts:incident")


def live_now(customer_pk: int, *, today: date) -> list[Action]:
    """D3a The warnings and agreements that are live today, for the customer's page."""
    return list(Action.objects.live(on=today).of_customer(customer_pk).order_by("decided_on"))


def in_force_then(colleague: Colleague, incident: Incident) -> list[tuple[Alert, str]]:
    """D5 The alerts on the customer, or at the property, that can have been breached on the day, each as a choice.

    Who sees no case reads what they would read at the door: the type and what to do; of a restricted file only the latter.
    """
    about = Around(incident.customer_id, incident.asset_id).q()
    near = Alert.objects.in_force(on=incident.occurred_on).filter(about).select_related("type", "investigation")
    found = [
        one for one in near.prefetch_related("conditions") if policies_breach.why_not_breach(incident, one) is None
    ]
    closed = closed_among(colleague, [alert.customer_id for alert in found if alert.customer_id])
    return [
        (alert, alert.instruction if alert.customer_id in closed else f"{alert.type}: {alert.instruction}")
        for alert in found
    ]
