"""Record the characteristics of customers (§11)."""

from collections.abc import Mapping

from housing_alerts.customers.models import Customer
from housing_alerts.customers.services import standing
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from monitoring.models import Characteristic

from . import policies, selectors, steps
from .choices import Protected
from .policies import Said


@records.step
def record_characteristics(*, customer: Customer, seen: str, by: Colleague, answers: Mapping[Protected, Said]) -> None:
    """P11b Record what a customer says of their characteristics. The trail says that it was done, and nothing of it.

    :param seen: the fingerprint of the answers that the page showed.
    """
    customer = standing(customer)
    before = selectors.answers(customer)
    refuse_if(
        steps.why_not_record(by),
        records.seen_as("these answers", selectors.fingerprint(before), seen),
        policies.why_answers_refused(answers),
    )
    rows = {row.protected: row for row in Characteristic.objects.filter(customer=customer)}
    for protected, said in answers.items():
        if said != before[protected]:
            row = rows.get(protected) or Characteristic(customer=customer, protected=protected)
            row.group, row.words = said
            records.save(row, by=by, why="Recorded")
    audit.record("record characteristics", customer, by=by)
