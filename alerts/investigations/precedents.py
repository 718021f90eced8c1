"""Precedents: earlier decisions on similar cases, so that like cases are decided alike (§6).

Nobody can be recognised by them. A decision record says why: only concluded cases; no restricted file; no name,
reference, place, words or day; and only those behaviours that the present case shows too.
"""

from typing import NamedTuple

from django.db.models import Q, QuerySet

from alerts.alert.models import Alert
from alerts.catalogue.models import AlertType, Behaviour
from alerts.choices import AlertStatus, IncidentStatus, InvestigationStatus, ReviewStatus
from housing_alerts.kernel.records.models import existing

from .models import Investigation

MOST, LOOKED_AT = 5, 200
"""The number of precedents shown, and the number of the newest similar cases that are compared."""


class Precedent(NamedTuple):
    """One earlier case, without anything that identifies the customer."""

    alike: str
    decided: list[str]
    year: int


class _Traits(NamedTuple):
    """The traits by which cases are compared."""

    types: set[AlertType]
    controls: set[str]
    behaviours: set[Behaviour]

    def shared(self, other: "_Traits") -> "_Traits":
        return _Traits(self.types & other.types, self.controls & other.controls, self.behaviours & other.behaviours)


def precedents(file: Investigation, alert: Alert | None = None) -> list[Precedent]:
    """P6 List the earlier cases most like this one by type, behaviour and control, the closest first.

    :param alert: the alert that is decided, where it is one: then no other alert of the file is compared.
    """
    sought = _traits(file, [alert] if alert else list(file.alerts.all()))
    found = []
    for case in _candidates(file, sought):
        shared = sought.shared(_traits(case, list(case.alerts.all())))
        if shared.types or shared.behaviours:
            found.append(((len(shared.types), len(shared.behaviours), len(shared.controls)), case, shared))
    found.sort(key=lambda each: each[0], reverse=True)
    return [_precedent(case, shared) for _, case, shared in found[:MOST]]


def _traits(file: Investigation, alerts: list[Alert]) -> _Traits:
    standing = [alert for alert in alerts if alert.status != AlertStatus.WITHDRAWN]
    incidents = [each for each in file.incidents.all() if each.status != IncidentStatus.VOID]
    return _Traits(
        {alert.type for alert in standing},
        {control for alert in standing for control in _controls(alert)},
        {behaviour for incident in incidents for behaviour in incident.behaviours.all()},
    )


def _controls(alert: Alert) -> list[str]:
    """Return the controls of an alert that was imposed, else those that its Lead asked for."""
    return alert.controls if alert.effective_from else alert.asked_controls


def _candidates(file: Investigation, sought: _Traits) -> QuerySet[Investigation]:
    """Return the newest concluded cases of other people and places that share a type or a behaviour."""
    alike = Q(alerts__type__in=sought.types) | Q(incidents__behaviours__in=sought.behaviours)
    open_to_all = Q(customer__isnull=True) | Q(customer__restricted=False)
    own = Q(customer=file.customer) if file.customer else Q(customer__isnull=True, asset=file.asset)
    cases = Investigation.objects.filter(open_to_all, status=InvestigationStatus.CONCLUDED).exclude(own)
    newest = cases.filter(pk__in=Investigation.objects.filter(alike).values("pk")).order_by("-concluded_on", "-pk")
    return newest[:LOOKED_AT].prefetch_related(
        "incidents__behaviours", "actions", "alerts__type", "alerts__reviews", "alerts__appeals"
    )


def _precedent(case: Investigation, shared: _Traits) -> Precedent:
    concluded_on = existing(case.concluded_on, "only concluded cases are asked for")
    alike = [str(each) for each in sorted(shared.types, key=lambda type: type.position)]
    alike += [str(each) for each in sorted(shared.behaviours, key=lambda behaviour: behaviour.position)]
    decided = [_alert(alert) for alert in case.alerts.all() if alert.decided_on]
    decided += [f"{action}: {'agreed' if action.agreed else 'declined'}" for action in case.actions_put_forward()]
    return Precedent(", ".join(alike), decided or ["No further action"], concluded_on.year)


def _alert(alert: Alert) -> str:
    if alert.status == AlertStatus.DECLINED:
        return f"{alert.type}: declined"
    months = f"{alert.first_period} month{'' if alert.first_period == 1 else 's'}"
    said = [
        f"{alert.type}: imposed{' with less than was recommended' if alert.taken_away else ''}, first review after {months}"
    ]
    reviews = [each for each in alert.reviews.all() if each.status == ReviewStatus.COMPLETED]
    said += [f"review: {review.get_outcome_display().lower()}" for review in reversed(reviews)]
    said += [f"appeal: {each.get_outcome_display().lower()}" for each in alert.appeals.all() if each.outcome]
    return "; ".join(said)
