"""Build the rows of an investigation's pages."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects

from alerts.alert.places import last_home
from alerts.alert.words import reasons
from alerts.choices import IncidentStatus
from alerts.corrections.amendable import amendments
from alerts.incidents.models import Incident
from alerts.incidents.words import account, established, of_lead, told_us
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given

from .models import Investigation


def case_rows(investigation: Investigation) -> Rows:
    """D3b List the rows with the Lead of the case and the stage it has reached."""
    rows: Rows = [("Operational Lead", investigation.lead)]
    if investigation.led_before:
        rows.append(("Led before by", investigation.former_leads_in_words))
    rows += [("Service area", investigation.service_area), ("Opened", _opened(investigation))]
    if investigation.recommended_on:
        recommended = f"{show_date(investigation.recommended_on)} by {investigation.recommended_by}"
        rows.append(("Recommended", recommended))
    rows += source_rows(investigation)
    return rows + given(
        ("Concluded", show_date(investigation.concluded_on)),
        ("Why it was withdrawn", investigation.withdrawn_reason),
    )


def not_told(investigation: Investigation) -> list[str]:
    """P4b P7c List the warnings for whoever speaks with the customer: what they do not know of, and are not to hear."""
    kept = [f"{alert.type}. {alert.not_told}" for alert in investigation.withheld_alerts()]
    reported = [f"{one.reference}. {one.not_told}" for one in investigation.standing_incidents() if one.not_told]
    return kept + reported


def of_death(investigation: Investigation, *, on: date) -> str:
    """P7a Say that the customer has died before all was decided, and what becomes of the alerts; else nothing."""
    customer = investigation.customer
    if customer is None or not customer.died or not investigation.is_undecided():
        return ""
    since = f" We know it since {show_date(customer.death_known_at)}." if customer.death_known_at else ""
    home = last_home(customer, on=on)
    there = f"An alert on {home}" if home else "No home of theirs is known. An alert on a property"
    return (
        f"{customer} has died.{since} {there} can still be needed: a dog or a weapon may be a danger to whoever goes "
        "there. If others who live there are, log a report about the home. What was about the person alone is taken out or "
        "declined."
    )


class Report(NamedTuple):
    """An incident of a file: its account, what stands beside that at the customer's request, and where we have it from."""

    incident: Incident
    account: str
    amendments: Rows
    source: str


def reports(investigation: Investigation) -> list[Report]:
    """P4b D3b List the incidents of the file, each with who reported it, its standing, and the agency that told us."""
    found = list(investigation.incidents.all())
    prefetch_related_objects(found, "affected")
    leads = (investigation.lead, investigation.recommended_by)
    return [Report(one, account(one), [*amendments(one)], _source(one, of_lead(one, *leads))) for one in found]


def _source(incident: Incident, of_its_lead: str) -> str:
    said = [f"Reported by {incident.reporter}.", f"{established(incident)}.", *filter(None, [of_its_lead])]
    if known := ", ".join(incident.factor_names):
        said.append(f"Known to add to the risk: {known}.")
    if told := told_us(incident).replace("\n", ", "):
        said.append(f"Told by: {told}.")
    if incident.status == IncidentStatus.VOID:
        said.append("Void: it counts for nothing.")
    return " ".join(said)


def source_rows(investigation: Investigation) -> Rows:
    """P4b Return the row that says that all of it is third-party information, and what follows; none otherwise."""
    if not investigation.rests_on_third_party_alone():
        return []
    alone = "Third-party information alone: no letter about an alert on it goes to the customer."
    return [("What it rests on", alone)]


def agree_name(investigation: Investigation) -> str:
    """D3b Return the name of the step that decides on the actions or, if none is recommended, on no further action."""
    return "Decide on the actions" if investigation.open_actions() else "Decide on no further action"


def answer_rows(answers: Iterable[tuple[str, Any]], to_record: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """P10a P10b Return the Lead's answers as rows, with the link to record an answer on the customer's file.

    :param to_record: the address of the page, by the title of the row.
    """
    return [(*row, to_record[row[0]], "Record on their file") if row[0] in to_record else row for row in answers]


def _opened(investigation: Investigation) -> str:
    review, on = investigation.from_review, show_date(investigation.created_at)
    return f"{on} by review {review.reference} of {review.alert.type}" if review else on


def reasons_rows(investigation: Investigation) -> Rows:
    """D3b List the row with the reasons for the recommendation."""
    return [("Reasons", reasons(investigation))]
