"""§1 Introduction: two organisations, one service."""

import pytest
from django.db import IntegrityError, transaction

from housing_alerts.customers.models import Customer
from housing_alerts.kernel.records import saving as records
from housing_alerts.staff.models import Organisation
from tests import scenarios
from tests.page import words


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


@pytest.mark.clause("P1")
@pytest.mark.parametrize(
    ("customer", "name"), [(scenarios.LODGER, "Teign Housing"), (scenarios.HONG, "Templer HomeBuild")]
)
def test_each_customers_page_names_their_organisation(cast, sign_in, customer, name):
    assert f"{customer}, {name}" in words(sign_in("lead").get(f"/customers/{customer}/"))


@pytest.mark.clause("P1", refuses=True)
def test_nobody_is_the_customer_of_no_organisation(cast):
    newcomer = Customer(surname="Newcomer", service_area=cast.customers[scenarios.LODGER].service_area)
    with pytest.raises(IntegrityError), transaction.atomic():
        records.save(newcomer, by=cast.lead, why="Added by hand")
