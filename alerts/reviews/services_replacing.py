"""What a review asks for beyond the alert as it is: a file whose draft stands to take the alert's place (§8)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from alerts.alert.models import Alert
from alerts.catalogue.models import AlertType, Control
from alerts.conditions.models import Condition
from alerts.investigations import permissions as investigations_permissions
from alerts.investigations.models import Investigation
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague

from . import policies
from .models import Review


def ask_for_more(review: Review, *, by: Colleague, on: date, type: AlertType | None, further: list[str]) -> None:
    """P8b Open an investigation with a draft that replaces the alert, which stays as it is until the Head decides.

    The file rests on what the alert rests on. Each gate is asked again.
    :param type: what the alert is to become; None to strengthen it, with ``further`` controls or with none.
    """
    alert = review.alert
    file = Investigation(
        customer=alert.customer, asset=alert.asset, service_area=alert.service_area, from_review=review, lead=by
    )
    why = f"Asked for by review {review.reference}"
    records.save(file, by=by, why=why)
    if alert.investigation:
        file.incidents.set(alert.investigation.standing_incidents())
    audit.record("open investigation", file, by=by, why=why)
    draft = _successor(alert, file, type, further)
    draft.reason = review.reason
    records.save(draft, by=by, why=why)
    for condition in [] if type else _carried(alert, draft, on):
        records.save(condition, by=by, why=why)
    audit.record("draft alert", file, by=by, why=f"{draft.type.name} drafted: {draft.reference}")


def _successor(alert: Alert, file: Investigation, type: AlertType | None, further: list[str]) -> Alert:
    return Alert(
        type=type or alert.type,
        customer=file.customer,
        asset=file.asset,
        service_area=file.service_area,
        investigation=file,
        replaces=alert,
        first_period=type.period if type else alert.first_period,
        controls=[] if type else _with(alert.controls, further),
    )


def _with(controls: list[str], further: Iterable[str]) -> list[str]:
    """All of these, in the order of the list of controls."""
    asked = {*controls, *further}
    return [control.value for control in Control if control in asked]


def _carried(alert: Alert, draft: Alert, on: date) -> list[Condition]:
    """The conditions that stand and are not over, as the draft's own."""
    return [
        Condition(
            alert=draft,
            kind=condition.kind,
            details=condition.details,
            words=condition.words,
            representative=condition.representative,
            officer=condition.officer,
            deputy=condition.deputy,
            starts=condition.starts,
            ends=condition.ends,
        )
        for condition in alert.limits(on=on).select_related("representative", "officer", "deputy")
    ]


@transaction.atomic
def ask_for_controls(*, draft: Alert, version: int, by: Colleague, further: Iterable[str]) -> Alert:
    """P8b Say which controls a draft asks for besides those of the alert that it is to strengthen."""
    further = list(further)
    refuse_if(policies.why_not_ask_for(draft, further))
    assert draft.investigation is not None  # it was asked for at a review
    file, draft = records.locked(draft.investigation), records.locked(draft)
    refuse_if(
        investigations_permissions.why_may_not_work_on(by, file),
        records.seen(draft, version),
        policies.why_not_ask_for(draft, further),
    )
    assert draft.strengthens is not None  # else it was refused
    draft.controls = _with(draft.strengthens.controls, further)
    why = f"Controls asked for: {Control.sentences(further) or 'none'}"
    records.save(draft, by=by, why=why)
    audit.record("ask for controls", draft, by=by, why=why)
    return draft
