"""Build the rows of the pages that confirm an address and review an emergency access."""

from collections.abc import Iterable

from housing_alerts.kernel.audit.models import ReadEvent, opened_in_words
from housing_alerts.kernel.written_dates import show_date, show_datetime
from housing_alerts.staff.models import Colleague
from housing_alerts.web.rows import Rows

from . import permissions
from .models import Customer, EmergencyAccess, Membership
from .policies import Heard


def shown_to(by: Colleague, customer: Customer | None, heard: Iterable[Heard]) -> list[Heard]:
    """P10a Return what the customer said, with the pages that add it to their file only for whoever may write there."""
    may_add = customer is not None and permissions.keeps_file(by, customer)
    return [each if may_add else each._replace(pages=()) for each in heard]


def home_rows(place: Membership | None) -> Rows:
    """P9a Return the rows that say where the customer lives, and since when that is known."""
    label = "Known from the housing system since" if place and not place.confirmed_on else "Last confirmed"
    return [
        ("Home", place.tenancy.asset.full_address if place else "No current address"),
        (label, show_date(place.known_on) if place else ""),
    ]


def opened_rows(found: Iterable[ReadEvent]) -> list[tuple[str, str, str]]:
    """P11a Return a row for each reading: when, what, and the reference of the record."""
    return [(show_datetime(one.at), opened_in_words(one.opened), one.reference) for one in found]


def access_rows(access: EmergencyAccess) -> Rows:
    """P11a Return the rows that say who broke glass, when and why, and the finding of the review."""
    return [
        ("Who", f"{access.colleague} ({', '.join(access.colleague.role_names)})"),
        ("Opened", show_datetime(access.opened_at)),
        ("Until", show_datetime(access.expires_at)),
        ("Reason", access.reason),
        ("Reviewed by", access.reviewed_by),
        ("What was found", access.review_note),
    ]
