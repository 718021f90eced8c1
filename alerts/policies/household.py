"""What of a case makes a letter to the customer's home a risk (§4, §7)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alerts.models import Incident
    from housing_alerts.customers.models import Customer


AT_HOME = {
    "DOMESTIC_ABUSE": "the reports speak of domestic abuse",
    "SAFEGUARDING": "the reports speak of safeguarding concerns",
    "EXPLOITATION": "the reports speak of exploitation",
}
"""P4a Circumstances in which somebody at home may be a danger to the customer, or in danger themselves."""


def risks_at_home(customer: "Customer | None", incidents: "Iterable[Incident]") -> list[str]:
    """P4a P7c Why somebody at the address should not read a letter, as far as the cases say so."""
    named = {circumstance for incident in incidents for circumstance in incident.circumstances}
    found = [words for circumstance, words in AT_HOME.items() if circumstance in named]
    others = customer.alerts.filter(status="ACTIVE", informing="WITHHOLD") if customer else []
    if any(alert.withhold_code == "HARM_TO_CUSTOMER" for alert in others):
        found.append("another alert is kept from the customer because a letter could harm them")
    return found
