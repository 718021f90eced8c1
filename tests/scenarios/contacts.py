"""What customers said to us, as colleagues logged it."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from alerts.choices import Channel
from monitoring.choices import ContactKind
from monitoring.contacts import services
from monitoring.contacts.services import Said
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
