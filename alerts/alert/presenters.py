"""Build the rows of an alert's page."""

from datetime import date

from alerts.choices import AlertStatus
from alerts.corrections.amendable import amendments
from alerts.decisions.presenters import decided, informing_rows
from housing_alerts.customers import permissions
from housing_alerts.customers.selectors import pages_to_add
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.staff.models import Colleague
from housing_alerts.web.rows import Rows, given
from letters.models import Letter

from .models import Alert
from .words import decided_word


def decision_rows(alert: Alert, *, counting: Letter | None, today: date) -> Rows:
    """P7a P7c P8b P9a List the rows under the heading "The decision".

    :param counting: the letter about it or its reviews that gives the longest time to appeal.
    """
    return [
        *_recommended(alert),
        *_decided(alert),
        *amendments(alert),
        *informing_rows(alert),
        *given(("Why it was kept from the customer before", alert.withheld_before)),
        *_in_force(alert),
        *_last_day(counting, today),
        *_ended(alert),
    ]


def _last_day(counting: Letter | None, today: date) -> Rows:
    if counting is None:
        return []
    by = f"{show_date(counting.reply_by)}, by letter {counting.reference} of {show_date(counting.sent_on)}"
    return [("Last day to appeal", f"{by}: {counting.window(on=today)}")]


def _recommended(alert: Alert) -> Rows:
    replaced = alert.replaces
    undecided = alert.status in (AlertStatus.DRAFT, AlertStatus.PROPOSED)
    return [
        ("Why", alert.struck_through(alert.reason)),
        (
            "In the place of",
            f"{replaced.type}, alert {replaced.reference}{replaced.ended_before}" if replaced else "",
        ),
        ("What colleagues would do", alert.asked_instruction if undecided else ""),
        ("Investigation", alert.investigation or "Taken over from the housing system"),
    ]


def _decided(alert: Alert) -> Rows:
    return [
        ("Decided", decided(alert)),
        ("Absent Head of Service", alert.in_place_of),
        (f"Why it was {decided_word(alert)}", alert.struck_through(alert.decision_reason)),
        ("Recommended and not imposed", alert.taken_away),
        ("On what became known since the recommendation", alert.struck_through(alert.known_since)),
    ]


def _in_force(alert: Alert) -> Rows:
    return [
        ("In force from", show_date(alert.effective_from)),
        ("Next review due", show_date(alert.due_on) if alert.is_active else ""),
        ("Responsible Lead", _lead(alert)),
        ("Decided under", alert.procedure_version),
    ]


def _lead(alert: Alert) -> str:
    """Return the responsible Lead and, where they lead no more, that another Lead acts in their place."""
    lead = alert.responsible_lead
    if lead is None or lead.still_leads():
        return str(lead or "")
    gone = "is no Operational Lead any more" if lead.is_active else "has left"
    return f"{lead}, who {gone}. Another Operational Lead for {alert.service_area} acts."


def _ended(alert: Alert) -> Rows:
    if alert.ended_on is None:
        return []
    by = f" by {alert.ended_by}" if alert.ended_by else ""
    why = f"{alert.get_ended_because_display()}. {alert.end_reason}"
    return [("Ended", f"{show_date(alert.ended_on)}{by}: {why}"), ("Ended under", alert.ended_under)]


def pages_after(by: Colleague, found: Alert) -> tuple[tuple[str, str], ...]:
    """P10a Return the pages on which a Lead adds to the file what the decision tells of the customer."""
    customer = found.customer
    weighed = customer is not None and found.decided_on is not None and permissions.keeps_file(by, customer)
    return pages_to_add(customer) if customer and weighed else ()
