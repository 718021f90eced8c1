"""The rules for confirming or correcting what somebody else reported, and for deciding before that (§2, D4.1)."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from alerts.choices import AlertStatus, IncidentStatus
from alerts.markers import policies as markers_policies
from housing_alerts.kernel import procedure
from housing_alerts.kernel.records.models import existing
from housing_alerts.kernel.refusals import Refusal, why_unsaid
from housing_alerts.kernel.written_dates import show_date

from .choices import DangerBelongs, DangerFrom

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.incidents.models import Incident
    from housing_alerts.customers.models import Asset

    from .amendable import Amendable
    from .services import Place


def why_not_confirm(incident: "Incident") -> Refusal | None:
    """P2 Refuse to confirm or correct a report twice, or one that does not count. Its triage never stands in the way."""
    if incident.status in (IncidentStatus.DRAFT, IncidentStatus.VOID):
        now = f"{incident.goes_on_in} tells of what happened now" if incident.goes_on_in else ""
        return Refusal(
            procedure.REPORTING,
            f"Incident {incident.reference} is {incident.get_status_display().lower()}, so it counts for nothing. "
            f"{now or 'Log what happened as a report of your own'}.",
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


def without_wrong_person(correction: str) -> str:
    """P11a Return a correction without that statement: it is answered once the report is logged about somebody else."""
    return correction.partition(WRONG_PERSON)[0].strip()


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


def why_danger_left(incident: "Incident", belongs: str, other: "Incident | None") -> Refusal | None:
    """D4 Refuse to void a report of danger without saying where that danger belongs.

    :param other: the report that is said to tell of it.
    """
    if not tells_of_danger(incident):
        return None
    if belongs not in DangerBelongs.values:
        return Refusal(procedure.VIOLENCE, "Danger was reported. Say to whom it belongs, or that there was none.")
    if belongs != DangerBelongs.REPORTED:
        return None
    return _why_not_reported_there(incident, other)


def why_place_unnamed(incident: "Incident", place: "Place | None") -> Refusal | None:
    """D4 Refuse to leave open whose the danger is or where, or to name the same as the void report."""
    if place is None or not (place.customer or place.asset or place.elsewhere.strip()):
        return Refusal(
            procedure.VIOLENCE,
            "Say to whom the danger belongs or, if nobody knows, at which address it is or where it was: colleagues are "
            "warned there at once.",
        )
    if not (place.customer or place.asset):
        return _why_marker_lost(incident)
    if (place.customer, place.asset) != (incident.customer, incident.asset):
        return None
    return Refusal(
        procedure.VIOLENCE, f"That is what incident {incident.reference} says already. It belongs elsewhere."
    )


def stays_on_file(incident: "Incident", place: "Place") -> bool:
    """D4 P11a Return whether the danger is somebody else's at the home of a restricted file.

    The file alone keeps the words of its report, as where that is said at once.
    """
    person = incident.customer
    if person is None or not person.restricted or place.customer or place.asset is None:
        return False
    return place.asset == person.home(on=incident.occurred_on)


def tells_anew(incident: "Incident", place: "Place") -> bool:
    """D4 P11a Return whether the report's words stay with a restricted file, so that the danger is told in other words."""
    return bool(incident.customer and incident.customer.restricted) and not stays_on_file(incident, place)


def why_words_stay(incident: "Incident", place: "Place | None") -> Refusal | None:
    """D4 P11a Refuse to take the words of a restricted file to another person's."""
    if place is None or not tells_anew(incident, place):
        return None
    if named := _names_the_file(incident, place.account):
        return Refusal(
            procedure.RECORDING,
            f"“{named}” stands in what you wrote, and it is of the restricted file. Others will read these words: take it out.",
        )
    return why_unsaid(
        place.account,
        Refusal(
            procedure.RECORDING,
            "The words of this report stay with its restricted file. Say in your own what happened: name nobody, and no address, "
            "of that file.",
        ),
    )


def _names_the_file(incident: "Incident", words: str) -> str:
    """P11a Return a name, or a part of the home, of the restricted file that stands in the words; else nothing."""
    person = existing(incident.customer, "only a report about somebody keeps its words with their file")
    homes = [place.tenancy.asset for place in person.memberships.all()]
    doors = [part for home in homes for part in (home.address.split(",")[0], home.postcode)]
    names = [*person.forenames.split(), person.surname, person.known_as, person.reference, *doors]
    return next(
        (one for one in names if one and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", words, re.IGNORECASE)), ""
    )


def _why_marker_lost(incident: "Incident") -> Refusal | None:
    """D4 Refuse words alone as the place, if only a marker tells of the danger: it can stand nowhere."""
    if incident.dangers:
        return None
    return Refusal(
        procedure.VIOLENCE,
        "Only its interim marker tells of this danger, and a marker stands with a person or at a property of ours. Name one or, "
        "if nobody knows, log the danger first in a report of your own.",
    )


def is_about_another(incident: "Incident", other: "Incident") -> bool:
    """D4 Return whether the danger of the other report warns elsewhere. The danger of a person goes with them."""
    goes_along = other.danger_from != DangerFrom.THERE
    theirs = incident.customer_id is not None and not incident.is_placed() and goes_along
    return other.customer_id != incident.customer_id or not (theirs or other.asset_id == incident.asset_id)


def _why_not_reported_there(incident: "Incident", other: "Incident | None") -> Refusal | None:
    """D4 Refuse another report that does not count, or tells of no danger where a marker alone does.

    A danger that it does not name is added to it. If it is about another person or property, the page asks whether it tells of
    the same event.
    """
    if other is None or other == incident or other.status in (IncidentStatus.DRAFT, IncidentStatus.VOID):
        return Refusal(
            procedure.VIOLENCE, "Say which other report tells of the danger: one that was logged and stands."
        )
    if incident.dangers or tells_of_danger(other):
        return None
    return Refusal(
        procedure.VIOLENCE,
        f"Incident {other.reference} tells of no danger, and has no marker. Void that report instead.",
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
