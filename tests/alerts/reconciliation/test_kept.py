"""What of a comparison is kept for how long, goes with the file, and is given to the person (§13)."""

import pytest

from alerts.models import Difference, Entry, Reconciliation
from alerts.reconciliation import services
from privacy.choices import Keeping
from privacy.retention import beside
from privacy.retention.policies import MONTHS
from tests import scenarios, trail
from tests.alerts.reconciliation.comparing import as_in_cx, compare
from tests.scenarios import HONG, LODGER

pytestmark = pytest.mark.usefixtures("wednesday")


def taken_out(cast):
    """An alert on Ms Hồng that Cx alone has, which is to be taken out there."""
    alert = scenarios.carried_over(cast)
    unknown = as_in_cx(alert, Contact_Reference=HONG, Alert_Type="Weapons")
    row = compare(cast, as_in_cx(alert), unknown).differences.get()
    step = {"version": row.version, "by": cast.lead, "on": cast.today, "answer": "ENTER", "reason": ""}
    return services.answer_difference(difference=row, **step)


def due(on):
    return next(each.due for each in beside.beside(MONTHS, on=on) if each.keeping == Keeping.COMPARED)


@pytest.mark.clause("P13a", refuses=True)
def test_a_row_stays_until_its_entry_is_made(cast):
    row = taken_out(cast)
    assert due(cast.ago(-800)) == 0
    scenarios.entered_of(cast, Entry.objects.get(difference=row))
    assert due(cast.ago(-800)) == 1


@pytest.mark.clause("P13a")
def test_the_rows_of_a_person_go_with_their_file_and_the_counts_stay(cast, monkeypatch):
    monkeypatch.setattr("privacy.disposal.sweeping.sweep", list)
    other = scenarios.carried_over(cast, customer=HONG)
    on_him = as_in_cx(other, Contact_Reference=LODGER, Alert_Type="Weapons")
    run = compare(cast, on_him, as_in_cx(other, Effective_From_Date="01/02/2020"))
    row = run.differences.get(customer__reference=LODGER)
    step = {"version": row.version, "by": cast.lead, "on": cast.today, "answer": "ENTER", "reason": ""}
    services.answer_difference(difference=row, **step)
    scenarios.entered_of(cast, Entry.objects.get(difference=row))
    scenarios.disposed_of(cast, LODGER)

    left = [each.customer.reference for each in Difference.objects.all()]
    assert left == [HONG]
    assert not Entry.objects.filter(difference__isnull=False).exists()
    assert Reconciliation.objects.get().rows == 2
    assert trail.wrong() == []
