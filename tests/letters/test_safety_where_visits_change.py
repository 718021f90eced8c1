"""A letter speaks of safety at visits only where an alert changes them (E1, §9)."""

import pytest

from alerts.models import AlertType
from letters.choices import Kind
from tests import scenarios

from .samples import APPEAL_ACKNOWLEDGEMENT, letter, said

pytestmark = pytest.mark.django_db

SAFE, CAN = "We come as soon as it is safe.", "We come as soon as we can."
STAYED = {"stayed": ["Please ring between ten and noon."]}


@pytest.mark.clause("E1", "P9b")
def test_the_facts_say_whether_an_alert_that_they_know_changes_visits(cast):
    contact = scenarios.restricted(cast)
    assert not scenarios.composed(cast, contact).facts["careful"]
    scenarios.told(cast, "VISIT_IN_PAIRS")
    assert scenarios.composed(cast, contact).facts["careful"]
    assert not scenarios.composed(cast, scenarios.considered(cast, customer="D900003")).facts["careful"]


@pytest.mark.clause("E1", "E4")
@pytest.mark.parametrize("kind", [Kind.NOTIFICATION, Kind.INVESTIGATION_OUTCOME, Kind.REMOVAL])
def test_we_come_to_an_emergency_as_soon_as_we_can_or_where_visits_need_care_as_it_is_safe(kind):
    assert CAN in said(letter(kind, facts={"careful": False}))
    careful = said(letter(kind, facts={"careful": True}))
    assert (SAFE in careful, CAN in careful) == (True, False)


@pytest.mark.clause("P9b")
def test_what_keeps_staff_safe_goes_on_only_where_there_is_something():
    goes_on = "What our staff and contractors do to stay safe goes on."
    facts = APPEAL_ACKNOWLEDGEMENT | STAYED
    assert goes_on in said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, facts=facts | {"careful": True}))
    assert goes_on not in said(letter(Kind.APPEAL_ACKNOWLEDGEMENT, facts=facts | {"careful": False}))


@pytest.mark.clause("E1")
def test_the_types_about_contact_alone_speak_of_no_safety():
    for type in AlertType.objects.filter(letter_required=True):
        about_contact = type.code in ("CONTACT_MANAGEMENT", "SINGLE_POINT_OF_CONTACT")
        assert ("as soon as it is safe" in type.consequence) != about_contact
