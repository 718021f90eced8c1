"""§1 Introduction: two organisations, one service."""

import pytest
from django.db import IntegrityError, transaction

from housing_alerts.staff.models import Organisation
from tests import scenarios


@pytest.mark.clause("P1")
@pytest.mark.parametrize(
    ("customer", "name"), [(scenarios.LODGER, "Teign Housing"), (scenarios.HONG, "Templer HomeBuild")]
)
def test_each_letter_stands_under_its_customers_organisation(cast, customer, name):
    letter = scenarios.drafted(cast, scenarios.active(cast, customer=customer))

    assert letter.organisation.name == name
    assert letter.organisation.address


@pytest.mark.clause("P1", refuses=True)
@pytest.mark.parametrize("numbers", [{"appeal_days": 27}, {"answer_days": 29}])
def test_an_organisation_is_never_harsher_than_the_procedure(db, numbers):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(code="x", name="X", **numbers)
