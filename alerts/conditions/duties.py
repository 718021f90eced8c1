"""The duties of a limit of contact: to tell the customer of it, and to be the one whom they contact (§5, §7)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from alerts.alert.policies import why_not_told_by_letter
from alerts.choices import AlertStatus, Informing, Origin
from alerts.writing.policies import why_contact_refused
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import LATELY, Owed, leads, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from letters.choices import Kind as LetterKind

if TYPE_CHECKING:
    from alerts.alert.models import Alert


def of_untold_limit(alert: "Alert") -> Iterator[Owed]:
    """P5 P7b Yield the decision letter that is owed once a review has opened a way of contact again.

    Until then the customer is held to a limit of which nobody has told them.

    :param alert: as the duties of an alert read it, with the letters that are written.
    """
    written = alert.written  # type: ignore[attr-defined]
    if LetterKind.NOTIFICATION in written or not _waits_for_a_way(alert):
        return
    yield Owed(
        kind=Kind.WRITE,
        holder=leads(alert.service_area_id),
        reference=alert.reference,
        words="Decision letter owed: review it first, because the way of contact is gone",
        about=str(alert.type),
        path=reverse("alerts:alert_review", args=[alert.reference]),
        clause=procedure.INFORM_OR_WITHHOLD,
        urgent=True,
    )


def of_named_officers(alert: "Alert") -> Iterator[Owed]:
    """P5 Tell the officer whom the customer may contact, and the deputy, that all contact goes through them.

    :param alert: an active alert, as the duties of an alert read it.
    """
    began = existing(alert.effective_from, "an active alert has its first day")
    for limit in alert.present_conditions():
        for colleague, words in (
            (limit.officer, "You are the only contact of the customer"),
            (limit.deputy, f"You stand in for {limit.officer}, the only contact of the customer"),
        ):
            if colleague and colleague.is_active and alert.customer:
                since = max(limit.starts or began, began)
                yield Owed(
                    kind=Kind.ANSWERS,
                    holder=to(colleague),
                    reference=alert.reference,
                    words=words,
                    path=f"{reverse('alerts:look_up')}?{urlencode({'q': alert.customer.reference})}",
                    clause=procedure.OPTIONS,
                    shows_from=since,
                    shows_until=min(limit.ends or date.max, since + LATELY),
                )


def _waits_for_a_way(alert: "Alert") -> bool:
    """P5 P7b Return whether the letter that tells of the alert waits only for a way of contact that is there."""
    ours = alert.status == AlertStatus.ACTIVE and alert.origin != Origin.CX
    if not ours or alert.informing == Informing.NOT_RECORDED or why_not_told_by_letter(alert):
        return False
    return why_contact_refused(alert) is not None
