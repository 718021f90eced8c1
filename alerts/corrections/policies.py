"""The rules for confirming or correcting what somebody else reported, and for deciding before that (§2, D4.1)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from alerts.choices import AlertStatus, IncidentStatus
from alerts.markers import policies as markers_policies
from housing_alerts.kernel import procedure
from housing_alerts.kernel.refusals import Refusal, why_unsaid
from housing_alerts.kernel.written_dates import show_date

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.incidents.models import Incident
    from housing_alerts.customers.models import Asset

    from .amendable import Amendable


def why_not_confirm(incident: "Incident") -> Refusal | None:
    """P2 Refuse to confirm or correct a report twice, or one that does not count. Its triage never stands in the way."""
    if incident.status in (IncidentStatus.DRAFT, IncidentStatus.VOID):
        return Refusal(
            procedure.REPORTING,
            f"Incident {incident.reference} is {incident.get_status_display().lower()}, so it counts for nothing. "
            "Log what happened as a report of your own.",
        )
    if incident.confirmed_at is None:
        return None
    return Refusal(
        procedure.REPORTING,
        f"{incident.reported_by} answered on {show_date(incident.confirmed_at)}. If more happened, log it as a report of "
        f"your own, and tell {incident.triager}.",
    )


def why_no_correction(right: bool, correction: str, dangers: Collection[str]) -> Refusal | None:
    """P2 D4 Refuse a correction without words, and a danger beside the answer that the report is right."""
    if right and dangers:
        return Refusal(procedure.VIOLENCE, "The report does not tell of this danger. Say what is missing.")
    return None if right or correction.strip() else Refusal(procedure.REPORTING, "Say what is missing or not right.")


WRONG_PERSON = "It is about the wrong person."
"""P11a How a correction begins by which whoever reported it says that it is about somebody else."""


def says_wrong_person(incident: "Incident") -> bool:
    """P11a Return whether whoever reported it says in the correction that it is about the wrong person."""
    return WRONG_PERSON in incident.correction


def why_not_say_wrong_person(incident: "Incident") -> Refusal | None:
    """P11a Refuse to say it of a report that names nobody, counts for nothing, or says it already."""
    if incident.status in (IncidentStatus.DRAFT, IncidentStatus.VOID):
        return Refusal(
            procedure.RECORDING,
            f"Incident {incident.reference} is {incident.get_status_display().lower()}, so it counts for nothing.",
        )
    if incident.customer_id is None:
        return Refusal(
            procedure.RECORDING, f"Incident {incident.reference} names no person, so it cannot be the wrong one."
        )
    if says_wrong_person(incident):
        return Refusal(
            procedure.RECORDING,
            f"That it is about the wrong person was said already. {incident.triager} and the Operational Leads are asked.",
        )
    return None


def why_wrong_person_unexplained(words: str) -> Refusal | None:
    """P11a Refuse to say that it is about the wrong person, unless it is said how that is known."""
    return why_unsaid(words, Refusal(procedure.RECORDING, "Say how you know that it was somebody else."))


def awaits_answer(incident: "Incident") -> bool:
    """P2 Return whether somebody else reported it, and the colleague whom it is about has not answered and can still answer."""
    colleague = incident.reported_for
    return colleague is not None and colleague.is_active and incident.confirmed_at is None


def tells_of_danger(incident: "Incident") -> bool:
    """D4 Return whether it tells of danger, or has a marker that nobody lifted.

    Whoever placed that judged that colleagues were not safe.
    """
    return bool(incident.dangers) or any(marker.lifted_on is None for marker in incident.markers.all())


def where_danger_stands(incident: "Incident") -> "Asset | None":
    """D4 Return the property of the danger: the home of that day, if it is or may be somebody else's there."""
    if incident.asset or incident.elsewhere.strip() or not (incident.is_placed() and incident.customer):
        return incident.asset
    return incident.customer.home(on=incident.occurred_on)


def asks_whether_it_stands(incident: "Incident") -> bool:
    """D4 P13b Return whether words were struck out, and nobody has judged since whether the danger still stands.

    A decision, the triage or a marker that was placed after that judges it.
    """
    struck = [datetime.fromisoformat(one["at"]) for one in incident.amendments if one["struck"]]
    waits = incident.status in (IncidentStatus.LOGGED, IncidentStatus.REFERRED)
    if not (struck and waits and markers_policies.is_unanswered(incident)):
        return False
    triaged = incident.triaged_on is not None and incident.triaged_on > timezone.localdate(struck[-1])
    return not triaged and all(marker.created_at <= struck[-1] for marker in incident.markers.all())


def why_danger_unanswered(incident: "Incident", dealt_with: bool) -> Refusal | None:
    """D4 Refuse to void a report because of which colleagues are warned, until somebody says that its danger is dealt with."""
    if dealt_with or not tells_of_danger(incident):
        return None
    return Refusal(
        procedure.VIOLENCE,
        "Nobody is warned because of this report once it is void. Tick that its danger is dealt with.",
    )


def why_not_amend(incident: "Incident") -> Refusal | None:
    """P13b Refuse to put a report right that was never logged."""
    if incident.status != IncidentStatus.DRAFT:
        return None
    return Refusal(procedure.SUBJECT_ACCESS, f"Report {incident.reference} was never logged, so it says nothing yet.")


def why_not_amend_alert(alert: "Alert") -> Refusal | None:
    """P13b Refuse to put an alert right on which nothing was decided."""
    if alert.status == AlertStatus.WITHDRAWN:
        return Refusal(
            procedure.SUBJECT_ACCESS,
            f"Alert {alert.reference} was taken out of the recommendation, so nothing was decided. Put right the report.",
        )
    if alert.status in (AlertStatus.DRAFT, AlertStatus.PROPOSED):
        return Refusal(
            procedure.SUBJECT_ACCESS,
            f"Nothing is decided on alert {alert.reference} yet. Tell {alert.file.lead}, who leads the case, what is wrong: it "
            "is put right before the decision.",
        )
    return None


def why_amendment_refused(record: "Amendable", written: Iterable[str], *, struck: str, words: str) -> Refusal | None:
    """P13b Refuse to strike out words that do not stand there or are struck out, or to add nothing.

    :param written: the record's own words.
    :param struck: the wrong words; empty for the customer's dispute.
    """
    if struck and not any(struck in text for text in written):
        return Refusal(
            procedure.SUBJECT_ACCESS, f"“{struck}” does not stand there. Write the words as they stand on the page."
        )
    if struck in record.struck_out:
        return Refusal(procedure.SUBJECT_ACCESS, f"“{struck}” is struck out already.")
    return why_unsaid(
        words, Refusal(procedure.SUBJECT_ACCESS, "Write down what is right, or what the customer says about it.")
    )
