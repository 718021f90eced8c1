"""Many rows, for the lists."""

from alerts.models import Alert
from housing_alerts.kernel import procedure
from tools import demo
from tools.demo import Cast

from .alerts import active, ended, proposed
from .appeals import appealed, prepared, taken_back
from .incidents import logged, referred
from .letters import drafted
from .reviews import reviewed, under_review

PLAIN_TYPES = [
    code
    for code in procedure.LETTER_TYPE_CODES
    if code not in ("CONTACT_MANAGEMENT", "SINGLE_POINT_OF_CONTACT", "NO_MALE_VISITORS")
]
"""Types that need no condition; of the two that together leave nobody to go, one."""


PAIRS = [
    (code, row[0]) for row in demo.CUSTOMERS if row[5] == "Housing" for code in PLAIN_TYPES
]  # one active alert of a type per customer


def many_active(cast: Cast, numbers: range) -> list[Alert]:
    """Alerts of Housing, each of another type or customer, all overdue for review and with a letter owed."""
    return [active(cast, *PAIRS[number], days=400) for number in numbers]


def busy(cast: Cast, numbers: range) -> None:
    """For each number one of everything that waits: for the line manager, the Lead and the Head of Service."""
    for number in numbers:
        proposed(cast, *PAIRS[number])
    for alert in many_active(cast, numbers):
        appealed(cast, alert)
    for number in numbers:
        _, customer = PAIRS[number]
        logged(cast, customer)
        referred(cast, customer)
        if number < len(PAIRS) - 30:
            prepared(cast, active(cast, *PAIRS[-1 - number]))


def eventful(cast: Cast, numbers: range) -> None:
    """For each number an alert on Mr Lodger that was told of, reviewed, appealed and ended."""
    for number in numbers:
        alert = active(cast, PLAIN_TYPES[number % len(PLAIN_TYPES)])
        drafted(cast, alert)
        reviewed(cast, under_review(cast, alert))
        taken_back(cast, appealed(cast, alert))
        alert.refresh_from_db()
        ended(cast, alert)
