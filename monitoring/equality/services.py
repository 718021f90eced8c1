"""Record the characteristics of customers, publish the table of a quarter, and answer it (§11)."""

from collections.abc import Mapping
from datetime import date

from housing_alerts.customers.models import Customer
from housing_alerts.customers.services import standing
from housing_alerts.kernel.audit import trail as audit
from housing_alerts.kernel.records import saving as records
from housing_alerts.kernel.refusals import refuse_if
from housing_alerts.staff.models import Colleague
from monitoring.models import Characteristic, Publication, Response

from . import counting, policies, selectors, steps, tables
from .choices import Protected
from .policies import Said
from .quarters import quarter_of


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


@records.step
def publish_quarter(*, first: date, by: Colleague, on: date) -> Publication:
    """P11b Count the quarter, and keep its table as it is published: it is never counted again."""
    records.take_turn(records.STEP)  # two who publish at once would count twice
    quarter = quarter_of(first)
    refuse_if(
        steps.why_not_publish(by),
        policies.why_quarter_not_offered(quarter, on),
        policies.why_published(quarter, selectors.published()),
    )
    publication = Publication(first=quarter.first, figures=tables.published(counting.counts(quarter)))
    records.save(publication, by=by, why="Published")
    audit.record("publish equality table", publication, by=by)
    return publication


@records.step
def respond(*, publication: Publication, by: Colleague, words: str) -> Response:
    """P11b Record what was done about what a table shows. It is never changed; a later one is added."""
    refuse_if(steps.why_not_respond(by), policies.why_nothing_said(words))
    response = Response(publication=publication, words=words)
    records.save(response, by=by, why="Said")
    audit.record("respond to equality table", publication, by=by)
    return response
