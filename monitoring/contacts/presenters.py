"""Build the rows of a customer's contacts."""

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given
from monitoring.models import Contact


def title(contact: Contact) -> str:
    """P12 Return what the contact was, such as "Complaint, telephone", or "Letter (Cx)"."""
    if contact.by_hand:
        return f"{contact.get_kind_display()}, {contact.get_channel_display().lower()}"
    return f"{contact.get_channel_display()} ({contact.get_source_display()})"


def contact_rows(contact: Contact) -> Rows:
    """P12 Return the rows that say what came in, what was done, and whether it was taken back."""
    back = contact.taken_back_on
    return given(
        ("About", contact.words),
        ("Done", f"{contact.done} ({contact.done_by})" if contact.done else ""),
        (
            "Taken back",
            f"{show_date(back)} by {contact.taken_back_by}: {contact.taken_back_reason}" if back else "",
        ),
    )
