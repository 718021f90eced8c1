"""What a case tells of an incident or an alert on somebody else's restricted file: that there is one, and no more (§11).

What is said so may be read by all who read the case, and be kept with it. Of what may be restricted later the key is kept.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alerts.alert.models import Alert
    from alerts.investigations.models import Investigation

    from .models import Incident

RESTRICTED = "on a restricted file"
APART = f"{RESTRICTED}, which its named readers open"


def is_apart(record: "Alert | Incident", case: "Alert | Incident | Investigation") -> bool:
    """P11a Whether it is on the restricted file of somebody else than the case."""
    customer = record.customer
    return customer is not None and customer.restricted and customer.pk != case.customer_id
