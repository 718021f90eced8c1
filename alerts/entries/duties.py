"""The duties to key a case into Cx and Assure, and to confirm it there once a year (§11)."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse

from alerts.alert.models import Alert
from alerts.incidents.models import Incident
from alerts.investigations.models import Investigation
from alerts.reconciliation.models import Difference
from housing_alerts.duties.choices import Kind
from housing_alerts.duties.owing import Holder, Owed, leads, leads_or, to
from housing_alerts.kernel import procedure
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.choices import Role
from housing_alerts.staff.models import Colleague

from .models import Entry

WAITING = Prefetch("entries", Entry.objects.waiting(), to_attr="to_enter")
"""The prefetch that reads a case together with its waiting entries."""


def to_enter(case: Alert | Incident | Difference) -> Iterator[Owed]:
    """P11a Yield one duty for all waiting entries of the case, for each colleague who may enter them.

    :param case: read with :data:`WAITING`.
    """
    waiting: Sequence[Entry] = case.to_enter  # type: ignore[union-attr]
    if not waiting:
        return
    words = "; ".join(str(entry) for entry in waiting)
    for holder in _holders(case):
        yield Owed(
            kind=Kind.ENTER,
            holder=holder,
            reference=case.reference,
            words=f"{words}. Since {show_date(min(entry.since for entry in waiting))}",
            about=str(case.type) if isinstance(case, Alert) else "",
            path=f"{reverse('alerts:entries')}?case={case.reference}",
            clause=procedure.RECORDING,
        )


def _holders(case: Alert | Incident | Difference) -> list[Holder]:
    """P11a Return the reporter and line managers; for an alert, or if they have all left, the Leads of its area.

    An alert that Cx alone has is taken out by the Leads of the customer's area or, of nobody, by all.
    """
    if isinstance(case, Difference):
        return [leads(case.customer.service_area_id if case.customer else None)]
    if isinstance(case, Alert):
        return leads_or(case.responsible_lead, case.service_area_id)
    here = [one for one in _of_report(case) if one.is_active]
    if here or case.service_area_id is None:
        return [to(one) for one in here]
    return [leads(case.service_area_id)]


def _of_report(incident: Incident) -> list[Colleague]:
    reported = [one for one in (incident.reported_by, incident.created_by) if one and not one.holds(Role.CONTRACTOR)]
    managers = [one for one in (incident.line_manager, incident.reported_by.line_manager) if one and one.triages()]
    return list(dict.fromkeys([*reported, *managers]))


def to_confirm(case: Alert | Investigation | Incident, since: date) -> Owed:
    """P11c Return the duty to confirm a case once a year.

    :param since: the day of the last confirmation or, if there is none, the day the case began.
    """
    due = procedure.add_months(since, procedure.CONFIRMATION_MONTHS)
    return Owed(
        kind=Kind.CONFIRM,
        holder=leads(case.service_area_id),
        reference=case.reference,
        words="Confirm that it is recorded in Cx",
        path=reverse("alerts:confirmations"),
        clause=procedure.CONFIRMED_YEARLY,
        shows_from=due,
        due_on=due,
    )
