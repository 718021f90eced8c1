"""The greeting of a letter, where a file is of one person and where it is of two."""

import pytest

from housing_alerts.customers.naming import greeting
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.letters.saying import printed


@pytest.mark.clause("E1")
def test_a_letter_greets_each_person_of_the_file():
    for title, forenames, surname, greeted in [
        ("Mr", "Lewis", "Lodger", "Mr Lodger"),
        ("", "Lewis", "Lodger", "Lewis Lodger"),
        ("", "", "Lodger", "Lodger"),
        ("Mr & Mrs", "Lewis & Jory", "Lodger", "Mr and Mrs Lodger"),
        ("Mr/Mrs", "Lewis", "Lodger", "Mr and Mrs Lodger"),
        ("Mr and Ms", "Lewis and Tegen", "Lodger & Vosper", "Mr Lodger and Ms Vosper"),
        ("Mr", "Lewis & Jory", "Lodger & Vosper", "Lewis and Jory Lodger and Vosper"),
        ("", "Lewis & Jory", "Lodger", "Lewis and Jory Lodger"),
        ("Mrs", "Amanda", "Anderson-Rand", "Mrs Anderson-Rand"),
    ]:
        assert greeting(title, forenames, surname) == greeted


@pytest.mark.clause("E1")
def test_the_letter_of_a_joint_file_greets_both(cast):
    customer = cast.customers[scenarios.LODGER]
    customer.title, customer.forenames = "Mr & Mrs", "Lewis & Jory"
    records.save(customer, by=None, why="Imported")
    assert "Dear Mr and Mrs Lodger" in printed(scenarios.composed(cast, scenarios.active(cast)))
