"""What customers said to us, as colleagues logged it."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from alerts.choices import Channel
from housing_alerts.customers.models import Customer
from housing_alerts.importing.reading import Report
from monitoring.choices import ContactKind, Departure
from monitoring.contacts import services
from monitoring.contacts.services import Said
from monitoring.equality import selectors as equality_selectors
from monitoring.equality import services as equality
from monitoring.equality.choices import Group, Protected
from monitoring.equality.policies import Said as Answer
from monitoring.equality.quarters import closed
from monitoring.levels import services as levels
from monitoring.loading.imports import load_contacts
from monitoring.models import Contact, HighContact, Publication, Strategy
from monitoring.strategies import services as strategies
from monitoring.strategies.answers import Terms
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


def contact_taken_back(cast: Cast, contact: Contact) -> Contact:
    """It was somebody else, so it counts no more."""
    step = {"version": contact.version, "by": cast.lead, "on": cast.today}
    return services.take_back_contact(contact=contact, reason="It was his neighbour.", **step)


def high_contact(cast: Cast, customer: str = LODGER, number: int = 11) -> HighContact:
    """So many calls three days ago that the level is high, as it was counted today."""
    loaded(cast, [(f"H-{customer}-{each}", 3) for each in range(number)], customer)
    levels.count_contacts(on=cast.today)
    return HighContact.objects.standing().get(customer__reference=customer)


def terms(cast: Cast, **facts: Any) -> Terms:
    """The officer answers, or their manager, by telephone and within two working days."""
    said: dict[str, Any] = {
        "goal": "One call each Tuesday with somebody who knows the case.",
        "officer": cast.officer,
        "deputy": cast.manager,
        "channels": ["TELEPHONE"],
        "times": "Tuesdays from 10:00 to 12:00",
        "response_days": 2,
    }
    return Terms(**said | facts)


def strategy(cast: Cast, customer: str = LODGER, *, days: int = 0, **facts: Any) -> Strategy:
    """A contact strategy that the Lead started so many days ago."""
    step = {"customer": cast.customers[customer], "by": cast.lead, "on": cast.ago(days), "sure_of": list(Departure)}
    return strategies.start_strategy(**step, terms=terms(cast, **facts), review_on=cast.ago(days - 90))


def strategy_ended(cast: Cast, found: Strategy | None = None) -> Strategy:
    """The strategy is no longer needed."""
    found = found or strategy(cast)
    step = {"version": found.version, "by": cast.lead, "on": cast.today}
    return strategies.end_strategy(strategy=found, reason="He calls as often as others do.", **step)


WORDS = "Wagtail of the old rite"
"""Words of a customer that stand nowhere else."""


def described(cast: Cast, customer: str = LODGER, **said: Answer) -> Customer:
    """What the customer says of their characteristics: by default of two of them, of one in their own words."""
    person = cast.customers[customer]
    before = equality_selectors.answers(person)
    given = {Protected[name]: answer for name, answer in said.items()}
    given = given or {Protected.SEX: Answer(Group.FEMALE), Protected.RELIGION: Answer(Group.DESCRIBED, WORDS)}
    step = {"seen": equality_selectors.fingerprint(before), "by": cast.people["equality"]}
    equality.record_characteristics(customer=person, answers=before | given, **step)
    return person


def published(cast: Cast) -> Publication:
    """The equality table of the last quarter that is over."""
    first = closed(cast.today, 1)[0].first
    return equality.publish_quarter(first=first, by=cast.people["equality"], on=cast.today)
