"""What customers said to us, as colleagues logged it."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from alerts.choices import Channel
from housing_alerts.importing.reading import Report
from monitoring.choices import ContactKind
from monitoring.contacts import services
from monitoring.contacts.services import Said
from monitoring.loading.imports import load_contacts
from monitoring.models import Contact
from tools.demo import Cast

from .people import LODGER


def contacted(cast: Cast, *, days: int = 1, customer: str = LODGER, **said: Any) -> Contact:
    """A letter in which the customer says sorry, so many days ago, to which the Lead answered."""
    facts = {
        "at": timezone.make_aware(datetime.combine(cast.ago(days), time(10, 30))),
        "channel": Channel.LETTER,
        "kind": ContactKind.APOLOGY,
        "words": "He is sorry for what he said.",
        "done": "Thanked him by telephone.",
        "done_by": cast.lead,
    }
    step = {"customer": cast.customers[customer], "by": cast.lead, "now": timezone.now()}
    return services.log_contact(**step, said=Said(**facts | said))


def loaded(cast: Cast, calls: Iterable[tuple[str, int]], customer: str = LODGER, source: str = "TELEPHONY") -> Report:
    """Calls of the customer as the telephone system told of them, each by its reference and by how many days ago it was."""
    lines = [f"{reference},{cast.ago(days):%d/%m/%Y} 09:15,{customer}" for reference, days in calls]
    raw = "\n".join(["External Reference,Date and Time,Customer Reference", *lines]).encode()
    return load_contacts(raw, "calls.csv", source=source, by=cast.people["admin"], now=timezone.now())
