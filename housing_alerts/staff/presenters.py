"""Build the rows and links of the administrators' pages."""

from django.urls import reverse

from housing_alerts.kernel.written_dates import show_datetime
from housing_alerts.web.rows import Rows

from .choices import Answer, Role
from .models import Colleague, Grant, Organisation

Links = list[tuple[str, str, bool, int]]
"""A list of links: the text, the address, whether it is the present page, and the number of rows there."""


def organisation_rows(organisation: Organisation) -> Rows:
    """Return the rows of one landlord: the details for its letters, and its own settings."""
    return [
        *_letterhead(organisation),
        *_complaints(organisation),
        *_data_protection(organisation),
        *_support(organisation),
        *_settings(organisation),
    ]


def _letterhead(organisation: Organisation) -> Rows:
    asked = [organisation.asked_address, organisation.asked_email] if organisation.address_waits else []
    waits = [("Asked for", "\n".join([*asked, letterhead_waits(organisation)]))]
    return [
        ("Address", organisation.address),
        ("Telephone", organisation.telephone),
        ("E-mail", organisation.email),
        *(waits if organisation.waits else []),
        ("Website", organisation.website),
    ]


def letterhead_waits(organisation: Organisation) -> str:
    """P6 D4 Say that all stays as it is until a second person confirms what was asked for. Return "" if nothing waits."""
    second = "once another System administrator or a Data Protection Officer has confirmed"
    said = []
    if organisation.address_waits:
        said.append(f"Letters carry the new address and e-mail {second} them. Until then they carry the present ones.")
    if organisation.asked_markers_off:
        said.append(f"No interim marker can be placed {second} that. Until then they can.")
    return " ".join(said)


def answered(organisation: Organisation, address: str = Answer.WAITS, markers: str = Answer.WAITS) -> str:
    """P6 D4 Return the message after a second person answered what was asked for of a landlord."""
    said = {
        (Answer.CONFIRM, True): f"New letters of {organisation} carry the new address from now on.",
        (Answer.REFUSE, True): f"Letters of {organisation} go on carrying the present address.",
        (Answer.CONFIRM, False): f"No interim marker of {organisation} can be placed any more.",
        (Answer.REFUSE, False): f"Interim markers of {organisation} can be placed as before.",
    }
    found = (said.get((Answer(address), True), ""), said.get((Answer(markers), False), ""))
    return " ".join(filter(None, found))


def letterhead_rows(organisation: Organisation) -> Rows:
    """P6 Return the rows that compare the present address with the one that was asked for, by whom and when."""
    asked = f"{organisation.asked_by}, {show_datetime(organisation.asked_at)}" if organisation.waits else ""
    address = [
        ("Address now", organisation.address),
        ("New address", organisation.asked_address),
        ("E-mail now", organisation.email),
        ("New e-mail", organisation.asked_email),
    ]
    markers = [("Interim markers now", "May be placed"), ("Interim markers then", "May not be placed")]
    return [
        *(address if organisation.address_waits else []),
        *(markers if organisation.asked_markers_off else []),
        ("Asked for by", asked),
    ]


def _complaints(organisation: Organisation) -> Rows:
    ombudsman = f"{organisation.ombudsman_name}\n{organisation.ombudsman_contact}".strip()
    return [
        ("After us, a complaint goes to", ombudsman or "No ombudsman: letters name none"),
        ("Information Commissioner’s Office", organisation.ico_contact),
    ]


def _data_protection(organisation: Organisation) -> Rows:
    return [
        (
            "Who answers for data protection",
            f"{organisation.data_protection_name}\n{organisation.data_protection_email}",
        ),
        ("Post about data protection", organisation.data_protection_address or "To the address above"),
        ("Privacy notice", organisation.privacy_notice),
    ]


def _support(organisation: Organisation) -> Rows:
    contact = f", {organisation.wellbeing_contact}" if organisation.wellbeing_contact else ""
    return [
        ("Lone Working Policy", organisation.lone_working_policy),
        ("Health and Safety Policy", organisation.health_and_safety_policy),
        ("Support for colleagues", f"{organisation.wellbeing_name}{contact}"),
        ("Police advice before a visit", f"{organisation.police_name}, {organisation.police_telephone}"),
    ]


def _settings(organisation: Organisation) -> Rows:
    own_appeals = "Yes, with a recorded reason" if organisation.own_appeals_allowed else "No"
    withheld, days = organisation.withheld_months, organisation.acknowledge_days
    return [
        ("Our own standard: an alert of which the customer is not told is reviewed within", _many(withheld, "month")),
        ("Our own standard: an appeal is acknowledged within", _many(days, "working day")),
        ("Our own standard: contacts are counted over", _many(organisation.contact_weeks, "week")),
        ("Our own standard: never high are up to", _many(organisation.contact_floor, "contact")),
        ("Our own standard: of 1,000 customers, high are at most", organisation.contact_most),
        ("An address is confirmed again after", _many(organisation.address_months, "month")),
        ("May somebody decide an appeal against their own decision?", own_appeals),
        ("May an interim marker be placed?", "Yes" if organisation.markers_allowed else "No"),
    ]


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def account_links(*, closed: bool, active_count: int, closed_count: int) -> Links:
    """Return the links to the open and to the closed accounts."""
    url = reverse("staff:colleagues")
    return [
        ("May sign in", url, not closed, active_count),
        ("Account closed", f"{url}?closed", closed, closed_count),
    ]


def roles_waiting(colleague: Colleague) -> str:
    """Say which roles of the colleague wait for confirmation. Return "" if none does."""
    return "".join(
        f" {grant.words} counts once another System administrator or a Data Protection Officer has confirmed it."
        for grant in colleague.waits_for
    )


def files_kept_alone(colleague: Colleague) -> list[str]:
    """P11a Say of how many restricted files nobody could keep the case, or work on it, without the colleague."""
    kept = colleague.files_named.kept_alone_by(colleague)
    led, headed = (
        colleague.files_named.kept_alone_by(colleague, [role]).exclude(pk__in=kept.values("pk"))
        for role in (Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE)
    )
    said = []
    if count := kept.count():
        said.append(
            f"{colleague} is the last named Operational Lead or Head of Service who can open {_files(count)}. Before you "
            "close the account, or take that role or its area away, ask them to name somebody else there. Afterwards only "
            "breaking glass opens it, and the area’s Leads and the Leadership Team are told on their worklists while "
            "something waits in it."
        )
    if count := led.count():
        said.append(
            f"{colleague} is the only Operational Lead among the named readers of {_files(count)}. Before you close the "
            "account, or take that role or its area away, ask them or the Head of Service to name another Lead there. "
            "Otherwise nobody can investigate, write or review in it."
        )
    if count := headed.count():
        said.append(
            f"{colleague} is the only Head of Service among the named readers of {_files(count)}. Before you close the "
            "account, or take that role or its area away, ask them or a named Lead to name another Head of Service there. "
            "Otherwise what is recommended in it is on nobody’s worklist."
        )
    return said


def _files(count: int) -> str:
    return "a restricted file" if count == 1 else f"{count} restricted files"


def grant_rows(grant: Grant) -> Rows:
    """P6 Return the rows that say which role was asked for, for whom, by whom and why."""
    return [
        ("Who", f"{grant.colleague}, signs in as {grant.colleague.username}"),
        ("Job title", grant.colleague.job_title),
        ("Role", grant.words),
        ("Holds already", grant.colleague.role_names),
        ("Why", grant.why),
        ("Asked for by", f"{grant.created_by}, {show_datetime(grant.created_at)}"),
    ]
