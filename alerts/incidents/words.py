"""Describe parts of an incident in words for several pages and documents."""

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from markupsafe import Markup

from alerts.choices import About, Channel, Notice, SourceKind, Standing
from alerts.corrections.amendable import Amended, amended, in_plain_text, struck_through
from housing_alerts.kernel.written_dates import show_date

from .permissions import is_party, was_affected

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housing_alerts.staff.models import Colleague

    from .models import Incident


def confirmation(incident: "Incident") -> list[tuple[str, str]]:
    """P2 Return the row about a report for somebody else, or that its reporter corrected: the answer of its colleague."""
    if incident.reported_for is None:
        at = incident.confirmed_at if incident.correction else None
        return [(f"Corrected by {incident.reported_by}, {show_date(at)}", incident.correction)] if at else []
    if incident.confirmed_at is None:
        answer = "Not yet" if incident.reported_for.is_active else "No: they have left"
        return [(f"Confirmed by {incident.reported_for}", answer)]
    on = show_date(incident.confirmed_at)
    if incident.correction:
        return [(f"Corrected by {incident.reported_for}, {on}", incident.correction)]
    return [(f"Confirmed by {incident.reported_for}", on)]


def account(incident: "Incident") -> Markup:
    """P13b Return the account with its wrong words struck through."""
    return struck_through(incident.account, incident)


def as_amended(incident: "Incident") -> str:
    """P13b Return the account in plain text, with each correction and dispute below it."""
    return in_plain_text(incident.account, amended(incident))


def corrections(incident: "Incident") -> list[Amended]:
    """P2 P13b Return each correction, by the colleague whose report it is or at the customer's request."""
    at = incident.confirmed_at
    own = [Amended(at, "Corrected", incident.correction)] if at and incident.correction else []
    return own + amended(incident)


ITS_ALERT_WAS_WRONG = (
    "its alert was taken back. Whose is the danger? If not theirs, make it void and say that. Until then colleagues are told to "
    "ring first"
)
MOVED = (
    "its household has moved or has another home. Say who it was, place a marker, or say why none is needed. Until then "
    "colleagues are told to ring first there too"
)
"""D4 The words of a danger that is asked about anew: its alert was found wrong, or its household lives elsewhere."""


def corrected_first(incident: "Incident", words: str) -> str:
    """P2 P13b Return the words of a worklist, below who corrected the report and when, for whoever has yet to judge it."""
    by = incident.reported_by if not incident.amendments else "the Data Protection Officer"
    said = [f"Corrected on {show_date(one.on)} by {by}" for one in corrections(incident)[-1:]]
    return ". ".join([*said, words])


def told(incident: "Incident") -> str:
    """P2 D4 Return the account with the colleague's correction of it and the danger, as whoever judges by it reads them.

    Read the incident with its reporter and its behaviours.
    """
    corrected = f"{incident.reported_by} corrects: {incident.correction}" if incident.correction else ""
    danger = ", ".join(danger.label for danger in incident.dangers)
    return "\n".join(filter(None, [as_amended(incident), corrected, danger and f"Danger: {danger}"]))


def of_an_agency(incident: "Incident") -> str:
    """P4b Return that an agency told us, its kind and how far it is established; empty if we met the customer ourselves.

    The agency is not named: the words go where not everybody may read its name.
    """
    if incident.about != About.THIRD_PARTY:
        return ""
    kind = incident.get_source_kind_display() or SourceKind.OTHER.label
    return f"told to us, not met by us ({kind.lower()}; {incident.get_standing_display().lower()})"


def established(incident: "Incident") -> str:
    """P4b Return how far the facts are established. Nobody witnessed what they typed for a colleague, or a risk."""
    if incident.standing == Standing.NOT_RECORDED:
        return "It is not recorded who saw it: read in the account how it is known"
    if incident.standing != Standing.WITNESSED or incident.reported_for is None:
        return incident.get_standing_display()
    if incident.confirmed_at is None:
        return f"As {incident.reported_for} told {incident.created_by}, and not confirmed yet"
    return f"As {incident.reported_for} told it, and {'corrected' if incident.correction else 'confirmed'} it"


def of_lead(incident: "Incident", *leads: "Colleague | None") -> str:
    """D3b Return that the Lead of its case was affected by it or reported it, for whoever decides; empty otherwise."""
    parties = [lead for lead in leads if lead and is_party(lead, incident)]
    if any(was_affected(lead, incident) for lead in parties):
        return "The Lead was affected by this incident."
    return "The Lead reported this incident." if parties else ""


def of_lead_of_case(incidents: "Iterable[Incident]", *leads: "Colleague | None") -> str:
    """D3b Return that a Lead who judges the case was affected by an incident of it or reported one; empty otherwise."""
    read = list(incidents)
    prefetch_related_objects(read, "affected")
    found = {of_lead(incident, *leads) for incident in read}
    if "The Lead was affected by this incident." in found:
        return "The Lead was affected by an incident of this case."
    return "The Lead reported an incident of this case." if any(found) else ""


def told_us(incident: "Incident") -> str:
    """P4b Return the agency that told us, the notice it served and its reference, in a line each."""
    reference = f"Their reference: {incident.source_reference}" if incident.source_reference else ""
    kind = f"{incident.get_source_kind_display()}: " if incident.source_kind and incident.source else ""
    served = incident.get_notice_display() if incident.notice in (Notice.WARNING, Notice.NOTICE) else ""
    return "\n".join(filter(None, [kind + incident.source, served, reference]))


def place_told(incident: "Incident") -> str:
    """E1 E4 Return the channel as a letter tells it: none for a visit that was not to the customer's home."""
    elsewhere = incident.elsewhere.strip() or (incident.asset and not _lived_there(incident))
    return "" if incident.channel == Channel.HOME_VISIT and elsewhere else incident.channel


def _lived_there(incident: "Incident") -> bool:
    return incident.customer is not None and incident.customer.home(on=incident.occurred_on) == incident.asset


KEPT_WITH_FILE = "At a property. Its address is kept with the restricted file"
"""P11a The words in place of an address that may be the home of a restricted file."""


def where(incident: "Incident", *, closed: bool = False) -> str:
    """Return the property and the words that say where it was, as far as each is known.

    :param closed: whether the reader cannot open the customer's restricted file. Nobody else reads where danger was placed
        with the answer who it comes from: it may be the home.
    """
    at = KEPT_WITH_FILE if closed and incident.asset and incident.is_placed() else str(incident.asset or "")
    return "; ".join(filter(None, [at, incident.elsewhere]))
