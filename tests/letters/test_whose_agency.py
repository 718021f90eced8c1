"""No letter tells whoever opens it which agency the customer turned to (§7, §10)."""

import pytest

from housing_alerts.customers import services as customers
from housing_alerts.customers.spelling import name_alone
from letters.choices import Kind
from tests import scenarios

from .samples import letter, said

pytestmark = pytest.mark.django_db


@pytest.mark.clause("P7c", "P10b")
def test_a_copy_is_named_without_the_agency_which_staff_still_read(cast):
    alert = scenarios.active(cast)
    details = {"name": "Rosa Bright", "agency": "Haven Refuge", "authority": "A form.", "address": "1 Quay Street"}
    customers.record_representative(customer=alert.customer, by=cast.lead, details=details | {"copy_letters": True})
    draft = scenarios.drafted(cast, alert)
    text = said(letter(Kind.NOTIFICATION, facts={"copies": draft.copies}))
    assert "Copy to: Rosa Bright" in text
    assert "Haven" not in text
    assert draft.copies_go_to == "Rosa Bright, Haven Refuge\n1 Quay Street"


@pytest.mark.parametrize(
    "typed",
    [
        *("Rosa Bright", "Rosa Bright, Haven Refuge", "Rosa Bright (Haven Refuge)", "Rosa Bright of Haven Refuge"),
        *(
            "Rosa Bright from Haven",
            "Rosa Bright - Haven Refuge",
            "Rosa Bright – Haven",
            "Rosa Bright on behalf of Haven",
        ),
    ],
)
@pytest.mark.clause("P7c")
def test_of_somebody_who_appeals_for_them_the_letter_says_the_name_alone(typed):
    assert name_alone(typed) == "Rosa Bright"


@pytest.mark.clause("P7c", "P9b")
def test_the_acknowledgement_says_the_name_alone(cast):
    other = {"other_sender": "Rosa Bright of Haven Refuge", "authority_asked": "A form of authority, by telephone."}
    appeal = scenarios.appealed(cast, scenarios.told(cast), **other)
    assert scenarios.composed(cast, appeal).facts["by"] == "Rosa Bright"
