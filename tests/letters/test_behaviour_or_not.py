"""A letter calls unacceptable what somebody did, and blames nobody for a dog or a risk; nobody is warned for nothing (E1)."""

import pytest

from alerts.incidents.blame import tells_of_behaviour
from alerts.writing import drafts
from letters.choices import Kind
from tests import scenarios

from .samples import letter, said

pytestmark = pytest.mark.django_db

BLAMELESS = "We do not say that you did anything wrong."
DOG = {"circumstances": ["DANGEROUS_DOG"]}


@pytest.mark.parametrize(
    ("facts", "blamed"),
    [
        ({"about": "NEAR_MISS", "violent": True}, True),
        ({"about": "RISK", "weapon": True}, False),
        ({"about": "RISK", "circumstances": ["SEXUAL"]}, False),
        ({"about": "RISK", "behaviour": "AGGRESSIVE", "violent": True}, False),
        ({"about": "RISK"}, False),
        (DOG, False),
        ({"about": "RISK", **DOG}, False),
        ({"behaviour": "AGGRESSIVE", **DOG}, True),
        ({"violent": True, "danger_from": "THERE"}, False),
    ],
    ids=[
        "near miss",
        "weapon",
        "sexual",
        "risk of violence",
        "risk",
        "dog",
        "risk of a dog",
        "dog and more",
        "somebody else",
    ],
)
@pytest.mark.clause("E1")
def test_the_dangers_of_a_report_count_as_what_was_ticked_does(cast, facts, blamed):
    if facts.get("danger_from"):
        scenarios.restrict_file(cast)
    assert tells_of_behaviour([scenarios.logged(cast, **{"behaviour": ""} | facts)]) == blamed


@pytest.mark.clause("E1")
def test_the_report_counts_and_not_the_type_of_the_alert(cast):
    incident = scenarios.logged(cast, **DOG)
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident, "DANGEROUS_DOGS"))
    assert scenarios.composed(cast, alert).facts["behaviour"]
    assert drafts.suggested_incident(alert).endswith("It said that your behaviour was ")


@pytest.mark.clause("E1")
def test_of_a_dog_alone_the_letter_says_that_it_is_about_the_dog(cast):
    incident = scenarios.logged(cast, behaviour="", **DOG)
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident, "DANGEROUS_DOGS"))
    facts = scenarios.composed(cast, alert).facts
    text = said(letter(Kind.NOTIFICATION, facts={"behaviour": facts["behaviour"], "of_dog": facts["of_dog"]}))
    assert "This alert is about the dog. Our staff and contractors must be able to do their work safely." in text
    assert BLAMELESS not in text
    assert BLAMELESS in said(letter(Kind.NOTIFICATION, facts={"behaviour": False, "of_dog": False}))


@pytest.mark.clause("E1")
def test_of_a_risk_alone_the_letter_blames_nobody(cast):
    incident = scenarios.logged(cast, about="RISK", behaviour="AGGRESSIVE", violent=True)
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, incident))
    assert "your behaviour" not in drafts.suggested_incident(alert)
    facts = scenarios.composed(cast, alert).facts
    text = said(letter(Kind.NOTIFICATION, facts={"behaviour": facts["behaviour"], "of_dog": facts["of_dog"]}))
    assert f"{BLAMELESS} Our staff and contractors must be able to do their work safely." in text
    assert "If you know what would help to keep everybody safe, please tell us." in text
    assert "not acceptable" not in text
    assert "think about what happened" not in text


@pytest.mark.clause("E1", "P4b")
def test_of_what_an_agency_alone_told_us_nobody_is_blamed(cast):
    assert not drafts.of_behaviour([scenarios.told_by_the_police(cast)])


@pytest.mark.clause("E1")
def test_of_a_dog_without_a_report_nobody_is_blamed(cast):
    assert not drafts.of_behaviour([scenarios.carried_over(cast, code="DANGEROUS_DOGS")])
