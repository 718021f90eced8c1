"""What became of cases: what was declined, for the Leads; what was changed on appeal, for the Heads of Service (§7, §9)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from alerts.choices import AlertStatus
from alerts.models import Alert
from appeals.choices import AppealOutcome
from appeals.models import Appeal
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague

from .rows import MOST, Row

LATELY = timedelta(days=28)
WORDS = 30
"""So many words of a reason stand on the worklist; the page of the case has all of them."""


def declined(colleague: Colleague, today: date) -> Iterable[Row]:
    """P7a Return what the Leads of the colleague's areas recommended and the Head of Service lately declined, and why."""
    theirs = Q(service_area__in=colleague.area_ids) | Q(investigation__lead=colleague)
    found = Alert.objects.visible_to(colleague).filter(
        theirs, status=AlertStatus.DECLINED, decided_on__gte=today - LATELY
    )
    found = found.select_related("customer", "asset", "type", "decided_by").order_by("-decided_on", "-pk").distinct()
    for alert in found[:MOST]:
        yield Row(
            f"{alert.decided_by}: {_short(alert.decision_reason)}",
            reverse("alerts:alert", args=[alert.reference]),
            f"{alert.subject}, {alert.type}",
            f"Declined on {show_date(alert.decided_on)}",
            "grey",
        )


def overturned(colleague: Colleague, today: date) -> Iterable[Row]:
    """P9b Return the decisions of the colleague, and of their areas, that were lately changed on appeal, and why."""
    theirs = Q(service_area__in=colleague.area_ids) | Q(alert__decided_by=colleague)
    found = Appeal.objects.visible_to(colleague).filter(
        theirs, outcome__in=[AppealOutcome.UPHELD, AppealOutcome.PARTLY], decided_on__gte=today - LATELY
    )
    found = found.select_related("customer", "alert__type", "decided_by").order_by("-decided_on", "-pk").distinct()
    for appeal in found[:MOST]:
        yield Row(
            f"{appeal.decided_by}: {_short(appeal.findings)}",
            reverse("appeals:appeal", args=[appeal.reference]),
            str(appeal.customer),
            f"{appeal.get_outcome_display()} on {show_date(appeal.decided_on)}",
            "grey",
        )


def _short(words: str) -> str:
    return Truncator(words).words(WORDS)
