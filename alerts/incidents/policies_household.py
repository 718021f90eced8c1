"""What of a case makes a letter to the customer's home a risk (§4, §7)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from housing_alerts.customers.models import Customer

    from .models import Incident


AT_HOME = {
    "DOMESTIC_ABUSE": "the reports speak of domestic abuse",
    "SAFEGUARDING": "the reports speak of safeguarding concerns",
    "EXPLOITATION": "the reports speak of exploitation",
}
"""P4a Circumstances in which somebody at home may be a danger to the customer, or in danger themselves."""


def risks_at_home(customer: "Customer | None", incidents: "Iterable[Incident]", *, on: date) -> list[str]:
    """P4a P7c Why somebody at the address should not read a letter, as far as the cases say so on that day."""
    reported = [incident for incident in incidents if timezone.localdate(incident.known_at) <= on]
    named = {circumstance for incident in reported for circumstance in incident.circumstances}
    found = [words for circumstance, words in AT_HOME.items() if circumstance in named]
    if customer and customer.alerts.kept_for_harm().filter(effective_from__lte=on).exists():
        found.append("another alert is kept from the customer because a letter could harm them")
    return found


def beside_this(alert: "Alert") -> list[str]:
    """P7c What whoever answers whether the customer is informed of this alert has to know of the others in force."""
    if alert.customer is None:
        return []
    found, others = [], alert.customer.alerts.active().exclude(pk__in=[alert.pk, alert.replaces_id])
    if others.kept_for_harm().exists():
        found.append(
            "Another alert is kept from the customer, because a letter could harm them. If you inform them of this one, its "
            "letter may fall into the same hands: the Operational Lead is asked before it goes."
        )
    if others.filter(informing="INFORM", type__letter_required=True).exists():
        found.append(
            "The customer is informed of another alert. If you keep this one from them because a letter could harm them, the "
            "letters about that one are not stopped: the Operational Lead is asked before each goes."
        )
    return found
