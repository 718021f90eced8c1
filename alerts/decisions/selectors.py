"""Select the incidents beside a decision, with the keys by which a page confirms that it listed them (§8, §9)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alerts.actions.models import Action
from alerts.alert.models import Alert
from alerts.choices import NOBODY_GOES, About, Control, IncidentStatus, InvestigationStatus, ReviewStatus
from alerts.conditions import strategies
from alerts.conditions.strategies import Asked
from alerts.corrections.amendable import Amended, amended
from alerts.corrections.selectors import Corrected, corrected_since_decided
from alerts.incidents.beside import APART, AT_THE_ADDRESS, is_apart
from alerts.incidents.models import Incident
from alerts.incidents.relying import WRONG
from alerts.incidents.selectors import Beside, breaches_in
from alerts.incidents.words import of_an_agency, told
from alerts.investigations.models import Investigation
from alerts.markers.models import AGAINST, SAFETY, Marker, beyond
from alerts.markers.policies import is_undecided, says_what_to_do
from alerts.markers.selectors import markers_of, unmarked
from alerts.reviews.models import Review
from housing_alerts.customers.models import Asset, Customer
from housing_alerts.customers.policies import Heard
from housing_alerts.customers.selectors import pages_to_add
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.records.parts import not_empty
from housing_alerts.kernel.refusals import Doubt
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague


def against_strategy(alert: Alert, controls: Iterable[str], without: Collection[int]) -> list[Doubt]:
    """P12 P5 Return a doubt for each part of the alert beside which the contact strategy says something else.

    :param controls: the controls that stay.
    :param without: the keys of the conditions that are not imposed.
    """
    limits = [one for one in alert.present_conditions() if one.pk not in without]
    asked = [Asked(f"Alert {alert.reference}", control) for control in controls if control in NOBODY_GOES]
    return strategies.departures(alert.customer, conditions=limits, asked=asked) if limits or asked else []


class Happened(NamedTuple):
    """One incident beside a decision: its key, and its words. The key changes once it is marked as a breach, or corrected.

    ``unnamed`` is true where it happened at the customer's address and nobody knows who it was, so it counts for nobody.
    ``apart`` is true for an incident on a restricted file that the reader of the decision may not open (P11a). ``unmarked``
    is true where it is of danger that nobody has decided on, and no marker tells of it (D4).
    """

    key: str
    incident: Incident
    words: str
    apart: bool
    unmarked: bool
    unnamed: bool

    @property
    def told(self) -> str:
        """Return the report in words, with its correction and its danger; nothing where the reader may not open it."""
        return "" if self.apart else told(self.incident)

    @property
    def known_at(self) -> datetime:
        """Return the moment when it was reported or, later, when its customer or its breach was recorded."""
        return max(filter(None, [self.incident.known_at, self.incident.breach_said_at]))

    @property
    def known_on(self) -> date:
        """Return the day of :attr:`known_at`."""
        return timezone.localdate(self.known_at)


def happened_beside(decision: Alert | Action) -> list[Happened]:
    """P8a P9b D5 List the incidents about the person or the place, and each breach of the alert, the latest first.

    Those where the person lives and nobody is named are among them.

    Incidents that the decision itself rests on are left out: they were weighed when it was made.
    """
    file = decision.investigation
    case = decision if isinstance(decision, Alert) else decision.formal_file
    about = case.around().incidents()
    if isinstance(decision, Alert):
        about |= Q(breach_of=decision)
    found = Incident.objects.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID]).filter(about)
    if file:
        found = found.exclude(pk__in=[incident.pk for incident in file.incidents.all()])
    waiting = Exists(unmarked(on=timezone.localdate()).filter(pk=OuterRef("pk")))
    related = found.annotate(unmarked=waiting).select_related("customer", "reported_by").prefetch_related("behaviours")
    return [_happened(incident, decision, case) for incident in related]


def _happened(incident: Incident, decision: Alert | Action, case: Alert | Investigation) -> Happened:
    breach = incident.breach_of_id == decision.pk and isinstance(decision, Alert)
    apart = is_apart(incident, case)
    unnamed = case.around().names_nobody(incident)
    words = f"an incident {APART}" if apart else incident.reference
    words = f"{words} ({AT_THE_ADDRESS})" if unnamed else words
    words = f"{words} (a breach of the alert)" if breach else words
    amended = f"amended {len(incident.amendments)}" if incident.amendments else ""
    key = [str(incident.pk), "breach" if breach else "", "corrected" if incident.correction else "", amended]
    return Happened(" ".join(filter(None, key)), incident, words, apart, incident.unmarked, unnamed)  # type: ignore[attr-defined]


class Behind(NamedTuple):
    """One change of what a decision rests on, or of the alert itself: its key, its words, and what stands there now."""

    key: str
    words: str
    told: str


def behind(decision: Alert | Action) -> list[Behind]:
    """P2 P8b P9b P13b List the corrections of its reports since the decision and, of an alert, its own and its end."""
    found = [_put_right(each) for each in corrected_since_decided(decision)]
    if isinstance(decision, Alert):
        found += [_own(decision, one) for one in amended(decision)]
    if isinstance(decision, Alert) and decision.ended_on:
        words = f"{decision.reference} ended on {show_date(decision.ended_on)}"
        found.append(Behind(f"{decision.pk} ended", words, decision.end_reason))
    return found


def _put_right(corrected: Corrected) -> Behind:
    report, made = corrected
    words = f"{report.reference}, on which this rests, was {made.kind.lower()} on {show_date(made.on)}"
    return Behind(f"{report.pk} {made.at.isoformat()}", words, made.words)


def _own(alert: Alert, made: Amended) -> Behind:
    words = f"What was written of {alert.reference} was {made.kind.lower()} on {show_date(made.on)}"
    return Behind(f"{alert.reference} {made.at.isoformat()}", words, made.words)


def left_to_danger(
    alert: Alert, happened: Iterable[Happened] | None = None, *, stay: Collection[str] | None = None
) -> list[Incident]:
    """P8b P9b D4 List the incidents behind the alert with danger or of an agency, and those at the address that name nobody.

    Nobody tells colleagues of them once the alert is removed; once it asks for less, nobody protects them as before.

    :param happened: what :func:`happened_beside` lists, where a page has read it already.
    :param stay: the controls with which the alert goes on; None where it is removed.
    """
    if not alert.is_active or not beyond(alert.controls, stay or []):
        return []
    behind = alert.investigation.standing_incidents() if alert.investigation else []
    grave = [incident for incident in behind if incident.dangers or incident.about == About.THIRD_PARTY]
    beside = happened_beside(alert) if happened is None else happened
    return [*grave, *(each.incident for each in beside if each.unnamed)]


def falls_with(alert: Alert | None) -> list[Action]:
    """P9b P8b List the actions of the case that still stand, where this is its last alert."""
    if alert is None or not alert.is_active or alert.investigation is None:
        return []
    others = (
        Alert.objects.filter(investigation=alert.investigation).exclude(pk=alert.pk).exclude(ended_because__in=WRONG)
    )
    if others.decided().exists():
        return []
    return list(alert.investigation.actions.filter(agreed=True, set_aside_on__isnull=True))


class Other(NamedTuple):
    """One incident that is no part of a case: the words about it and, if it is not apart, the incident to open."""

    incident: Incident | None
    words: str
    on: date


class Reviewed(NamedTuple):
    """One completed review; ``undecided``: it asked for another alert, on which nobody has decided yet."""

    review: Review
    undecided: bool


class Aside(NamedTuple):
    """P6 P8a D4 D5 The records beside a case that its decider reads: breaches, other incidents of danger, and reviews."""

    breaches: list[tuple[Incident, Beside, Beside]]
    dangers: list[Other]
    reviews: list[Reviewed]


def aside(colleague: Colleague, file: Investigation | None) -> Aside:
    """Return the records beside the case. One query says which there are, because most cases have none."""
    if file is None:
        return Aside([], [], [])
    breaches, dangers, reviews = file.breaches(), _other_dangers(file), _reviews_beside(file)
    there = not_empty([breaches, dangers, reviews])
    return Aside(
        breaches_in(colleague, file) if 0 in there else [],
        [_other(incident, file) for incident in dangers] if 1 in there else [],
        [Reviewed(review, review.undecided) for review in reviews] if 2 in there else [],
    )


def _other_dangers(file: Investigation) -> QuerySet[Incident]:
    """P6 D4 Return the incidents of danger about the same person, or at the place, that are no part of the case.

    Those where the person lives and nobody is named are among them. The latest comes first.
    Of one on another customer's restricted file, the words say only that there is one (P11a).
    """
    found = Incident.objects.dangerous().filter(file.around().incidents()).select_related("customer", "reported_by")
    found = found.exclude(status__in=[IncidentStatus.DRAFT, IncidentStatus.VOID])
    found = found.prefetch_related("behaviours").order_by("-occurred_at", "-pk")
    return found.exclude(pk__in=[incident.pk for incident in file.incidents.all()])


def _other(incident: Incident, file: Investigation) -> Other:
    apart = is_apart(incident, file)
    where = AT_THE_ADDRESS if file.around().names_nobody(incident) else ""
    said = ", ".join(filter(None, [incident.get_status_display(), where, of_an_agency(incident)]))
    words = f"An incident {APART}" if apart else f"{said}. {told(incident)}"
    return Other(None if apart else incident, words, timezone.localdate(incident.occurred_at))


class Elsewhere(NamedTuple):
    """D4 The protection at a property where the person of a case does not live, once its interim marker is lifted.

    ``asked`` are the marker's controls, ``controls`` those of the alerts in force there.
    """

    asset: Asset
    asked: list[str]
    controls: list[str]
    imposed: bool
    """Whether the alert that is decided on is in force there."""

    def given_up(self, controls: Collection[str]) -> list[str]:
        """Return what nobody asks for there then. ``controls`` are those of the alert that the decision imposes."""
        there = [*self.controls, *(controls if self.imposed else ())]
        return [
            f"{words} (at {self.asset.full_address}, where the person does not live)"
            for words in beyond(self.asked, there)
        ]


class Lifting(NamedTuple):
    """D4 The interim markers of a case, and the protection that a decision ends: markers, and the alert that it replaces.

    ``controls`` are those of the other alerts in force after it, and of the markers that stay.
    """

    markers: list[Marker]
    lifted: list[Marker]
    controls: list[str]
    stays: bool
    """Whether a marker in force stays, because something else of the case is left to decide."""
    replaced: Alert | None = None
    elsewhere: Collection[Elsewhere] = ()
    undecided: Collection[str] = ()
    """The controls that answer danger on which nobody has decided, and of which no marker tells."""

    @property
    def does(self) -> str:
        """Return in words what the decision ends."""
        ends = [
            "lifts the interim marker" if self.lifted else "",
            f"ends {self.replaced.type}, {self.replaced.reference}" if self.replaced else "",
            "settles danger of which no marker tells" if self.undecided else "",
        ]
        return " and ".join(filter(None, ends))

    def given_up(self, controls: Collection[str] = ()) -> list[str]:
        """Return what the lifted markers and the replaced alert ask for, and no alert does then.

        :param controls: those of the alert that the decision imposes.
        """
        there = [words for place in self.elsewhere for words in place.given_up(controls)]
        return [*beyond(self._ended, [*self.controls, *controls]), *there]

    def no_more_asked(self, controls: Collection[str] = ()) -> list[str]:
        """Return what ends though something else protects colleagues as well: to ask a Lead first, if nothing asks for it then.

        :param controls: those of the alert that the decision imposes.
        """
        ends = Control.ASK_LEAD in self._ended and Control.ASK_LEAD not in [*self.controls, *controls]
        return [SAFETY[Control.ASK_LEAD]] if ends and not self.given_up(controls) else []

    @property
    def _ended(self) -> list[str]:
        asked = [marker.controls for marker in self.lifted] + ([self.replaced.controls] if self.replaced else [])
        return [*self.undecided, *(control for controls_of in asked for control in controls_of)]


def lifting(
    file: Investigation | None, *, on: date, alert: Alert | None = None, replaced: Alert | None = None
) -> Lifting:
    """D4 Return what a decision does to the protection of colleagues. The last one of a case lifts its interim markers.

    It also settles the danger on which nobody had decided.

    :param alert: the alert that is decided on; none where the actions are.
    :param replaced: the alert whose place it takes, if it is imposed.
    """
    markers = markers_of(file)
    standing = [marker for marker in markers if marker.in_force(on=on)]
    replaced = replaced if replaced and replaced.is_active else None
    undecided = _undecided(file, on=on)
    if file is None or not (standing or replaced or undecided):
        return Lifting(markers, [], [], stays=False)
    waits = [one for one in file.alerts_put_forward() if one != alert] or (alert and file.open_actions())
    stays = standing if waits else []
    subject = file.customer or file.asset
    others = [one for one in subject.alerts.all() if one.is_active and one != replaced] if subject else []
    asked = [other.controls for other in others] + [marker.controls for marker in stays]
    controls = [control for controls_of in asked for control in controls_of]
    lifted = [] if waits else standing
    elsewhere = [_elsewhere(marker, alert, replaced, on=on) for marker in lifted if _is_elsewhere(marker, on=on)]
    return Lifting(markers, lifted, controls, bool(stays), replaced, elsewhere, [] if waits else undecided)


def _undecided(file: Investigation | None, *, on: date) -> list[str]:
    """Return the controls that answer the case's danger of which no marker tells. Why none was needed is no decision on it."""
    incidents = [one for one in file.standing_incidents() if one.dangers] if file else []
    silent = [one for one in incidents if is_undecided(one) and not says_what_to_do(one, on=on)]
    return [AGAINST[danger] for one in silent for danger in one.dangers]


def _is_elsewhere(marker: Marker, *, on: date) -> bool:
    """Return whether the marker is on a person too, and its property is not their home."""
    if marker.customer is None or marker.asset is None:
        return False
    return not Customer.objects.living_at(marker.asset, on=on).filter(pk=marker.customer.pk).exists()


def _elsewhere(marker: Marker, alert: Alert | None, replaced: Alert | None, *, on: date) -> Elsewhere:
    asset = existing(marker.asset, "the marker is on a property")
    others = [one for one in Alert.objects.active().filter(asset=asset) if one != replaced]
    beside = Marker.objects.in_force(on=on).filter(asset=asset).exclude(incident=marker.incident)
    asked = [one.controls for one in others] + [one.controls for one in beside]
    stand = [control for controls in asked for control in controls]
    imposed = alert is not None and alert.where(on=on) == asset
    return Elsewhere(asset, marker.controls, stand, imposed)


def _reviews_beside(file: Investigation) -> QuerySet[Any]:
    """P8a P8b Return the reviews of the customer, or at the property, since the day of the recommendation.

    One that asked for more is listed, whenever it was, until that is decided.
    """
    waiting = [InvestigationStatus.OPEN, InvestigationStatus.RECOMMENDED]
    asked = Investigation.objects.filter(from_review=OuterRef("pk"), status__in=waiting)
    near = Q(alert__customer=file.customer) if file.customer else Q(alert__customer=None, alert__asset=file.asset)
    since = Q(completed_on__gte=file.recommended_on) if file.recommended_on else Q()
    found = Review.objects.filter(near, status=ReviewStatus.COMPLETED).annotate(undecided=Exists(asked))
    return found.filter(since | Q(undecided=True)).select_related("alert__type").order_by("completed_on", "pk")


YEARS = 2
"""P10a The years for which decisions are read beside the question about vulnerability (the product's setting)."""


def lately(after: datetime | None) -> date:
    """P10a Return the day after which a decision is read: that of the moment given or, without one, some years ago."""
    return timezone.localdate(after) if after else procedure.add_months(timezone.localdate(), -12 * YEARS)


def written(customer: Customer, *, after: datetime | None) -> list[Heard]:
    """P10a Select what decisions on alerts and reviews of the customer wrote in weighing them, and the reasons."""
    pages, since = pages_to_add(customer), lately(after)
    alerts = Alert.objects.filter(customer=customer, decided_on__gt=since).order_by("decided_on", "pk")
    reviews = Review.objects.filter(alert__customer=customer, status=ReviewStatus.COMPLETED, completed_on__gt=since)
    found = [
        (f"the decision on alert {alert.reference} on {show_date(alert.decided_on)}", words)
        for alert in alerts
        for words in (alert.due_regard, alert.decision_reason)
    ]
    found += [
        (f"review {review.reference} on {show_date(review.completed_on)}", words)
        for review in reviews.order_by("completed_on", "pk")
        for words in (review.vulnerability, review.reason)
    ]
    return [Heard(where, words, pages) for where, words in found]
