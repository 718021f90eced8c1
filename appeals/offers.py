"""Offer the steps of an appeal on pages of alerts and of investigations, which know nothing of appeals."""

from datetime import date

from django.urls import reverse

from alerts.choices import AlertStatus
from alerts.models import Action, Alert
from housing_alerts.staff.models import Colleague
from housing_alerts.web.step_pages import Offer, offers_on

from . import steps


@offers_on(Alert)
def log_against_alert(alert: Alert, by: Colleague, on: date) -> Offer | None:
    """P9a Return the button that logs an appeal against an imposed alert. If it names nobody, the button is refused."""
    if alert.status not in (AlertStatus.ACTIVE, AlertStatus.ENDED):
        return None
    return Offer("Log an appeal", f"{reverse('appeals:log')}?alert={alert.reference}", steps.why_not_log(alert, by, on))


@offers_on(Action)
def log_against_action(action: Action, by: Colleague, on: date) -> Offer | None:
    """P9a Return the link that logs an appeal against an agreed action."""
    if action.investigation is None:
        return None
    url = f"{reverse('appeals:log')}?investigation={action.investigation.reference}&action={action.pk}"
    return Offer("Log an appeal", url, steps.why_not_log(action, by, on))
