"""What an appeal suspends does not read as if it applied, and a measure does not read as if it ended by itself (§9, E2)."""

import pytest

from alerts.writing import measures
from letters.choices import Kind
from tests import scenarios

from .samples import letter, said

pytestmark = pytest.mark.django_db

HEDGE = {"kind": "SUSPENDED", "words": "For now we do not cut your hedge."}
LATER = {"words": "Please write to us.", "applies": measures.APPLIES}


def kept(cast, *conditions):
    alert = scenarios.told(cast, "CONTACT_MANAGEMENT", conditions=list(conditions))
    alert = scenarios.appealed(cast, alert, stay=True).alert
    return scenarios.reviewed(cast, scenarios.under_review(cast, alert))


@pytest.mark.clause("E2", "P9b")
def test_what_is_suspended_is_not_among_what_still_applies(cast):
    text = said(scenarios.composed(cast, kept(cast, scenarios.CONDITION)))
    said_once = "This does not apply to you until we have decided on your appeal."
    assert f"What does not apply for now - Please contact us by letter only. {said_once}" in text
    assert "What still applies" not in text
    assert "We answer you as usual until we have decided on your appeal." in text


@pytest.mark.clause("E2", "P9b")
def test_a_suspended_service_is_had_as_usual(cast):
    text = said(scenarios.composed(cast, kept(cast, HEDGE)))
    assert "You have our services as usual until we have decided on your appeal." in text
    assert "We answer you as usual" not in text


@pytest.mark.clause("E2")
def test_beside_it_what_still_applies_is_listed_apart(cast):
    suspended = {"words": "Ring before ten.", "applies": measures.SUSPENDED, "stayed": True}
    text = said(letter(Kind.REVIEW_OUTCOME, facts={"stays": [LATER, suspended]}))
    first = "What still applies - Please write to us. This applies. At the review we decide whether it goes on."
    assert f"{first} What does not apply for now - Ring before ten. This does not apply to you until" in text


@pytest.mark.clause("E1", "P8a")
def test_a_limit_without_an_end_is_decided_on_at_the_review(cast):
    since = scenarios.CONDITION | {"starts": cast.ago(-3)}
    alert = scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=[scenarios.CONDITION, since, HEDGE])
    (now, later, hedge) = measures.standing(alert, on=cast.today)
    assert now["applies"] == "applies. At the review we decide whether it goes on"
    assert later["applies"].startswith("applies from ")
    assert later["applies"].endswith(". At the review we decide whether it goes on")
    assert hedge["applies"].startswith("applies until ")
