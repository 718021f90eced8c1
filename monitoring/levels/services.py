"""Keep whose level of contact is high, and since when (§12)."""

from collections import defaultdict
from datetime import date

from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Organisation
from monitoring.models import HighContact

from . import counting


@records.step
def count_contacts(*, on: date) -> tuple[int, int, int]:
    """P12 Count anew whose level of contact is high. Counted twice on a day, it stays the same.

    :returns: how many are high, how many of them newly, and how many no longer are.
    """
    records.take_turn(records.STEP)
    stands: dict[int, list[HighContact]] = defaultdict(list)
    for each in HighContact.objects.standing().order_by("since", "pk"):
        stands[each.customer_id].append(each)
    found: dict[int, tuple[int, counting.High]] = {}
    for organisation in Organisation.objects.all():
        high = counting.high(organisation, on=on)
        found |= {customer: (number, high) for customer, number in high.customers.items()}
    new = 0
    for customer, (number, high) in found.items():
        first = stands[customer].pop(0) if stands.get(customer) else None
        new += first is None
        _keep(first or HighContact(customer_id=customer, since=on), number, high, on=on)
    over = [each for those in stands.values() for each in those]
    for each in over:  # no longer high, or the second of a file that was merged
        each.ended_on = on
        records.save(each, by=None, why="No longer high")
    return len(found), new, len(over)


def _keep(level: HighContact, number: int, high: counting.High, *, on: date) -> None:
    """Save the numbers of the count, where they are others than before."""
    counted = {"contacts": number, "weeks": high.weeks, "more_than": high.more_than}
    if not level._state.adding and all(getattr(level, name) == value for name, value in counted.items()):
        return
    level.counted_on = on
    for name, value in counted.items():
        setattr(level, name, value)
    records.save(level, by=None, why="Counted")
