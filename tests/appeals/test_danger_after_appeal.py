"""What becomes of the danger that was reported, where an upheld appeal ends the alert that told of it (P9b, D4)."""

import pytest

from alerts.models import Alert
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import nothing_changes, words
from tests.step import fill
from tools import demo

pytestmark = pytest.mark.usefixtures("wednesday")
ASKS = (
    "Danger was reported, and this takes away what protects colleagues from it. Say why they do not need that any more, or "
    "what protects them instead."
)
DANGER = "It was his cousin at 1 Knot Hill. Lena Leadbetter logs it on him today."
UPHOLDS = {"outcome": "UPHELD", "vulnerability": "None is known.", "findings": "It was not him: the cousin admits it."}


def _prepared(cast, code="VISIT_IN_PAIRS", **facts):
    file = scenarios.investigated(cast, **facts)
    alert = scenarios.approved(cast, demo.put_forward(cast, file, code, 0))
    return scenarios.prepared(cast, alert)


@pytest.fixture
def appeal(cast):
    """An appeal against an alert after violence."""
    return _prepared(cast, violent=True)


def _url(appeal):
    return f"/appeals/{appeal.reference}/determine/"


@pytest.mark.clause("P9b", "D4", refuses=True)
def test_to_uphold_it_is_asked(sign_in, appeal):
    client = sign_in("leadership")
    asked = words(client.get(_url(appeal)))
    assert "What becomes of the danger that was reported?" in asked
    assert "If it is on the wrong person, uphold the appeal" in asked
    with nothing_changes():
        response = fill(client, _url(appeal), **UPHOLDS, absent_head="", absence_reason="")

    assert ASKS in words(response)


@pytest.mark.clause("P9b", "D4")
def test_the_answer_is_kept_with_the_end_of_the_alert(cast, sign_in, appeal):
    scenarios.determined(cast, appeal, "UPHELD", danger=DANGER)

    alert = Alert.objects.get()
    assert alert.end_reason == f"Appeal {appeal.reference}: upheld. {DANGER}"
    assert DANGER in words(sign_in("lead").get(f"/alerts/{alert.reference}/"))


@pytest.mark.clause("P9b", "D4", refuses=True)
def test_nobody_upholds_it_without_an_answer(cast, appeal):
    with nothing_changes(), pytest.raises(NotAllowed, match="what protects them instead"):
        scenarios.determined(cast, appeal, "UPHELD", danger="")


@pytest.mark.clause("P9b", "D4", refuses=True)
def test_to_uphold_it_in_part_is_asked_where_protection_goes(cast, sign_in):
    appeal, client = _prepared(cast, "WEAPONS", violent=True), sign_in("leadership")
    answers = UPHOLDS | {"outcome": "PARTLY", "kept_controls": ["POLICE_ADVICE"]}
    with nothing_changes():
        assert ASKS in words(fill(client, _url(appeal), **answers, absence_reason="On leave."))
    with nothing_changes(), pytest.raises(NotAllowed, match="what protects them instead"):
        scenarios.determined(cast, appeal, "PARTLY", controls=["POLICE_ADVICE"], danger="")


@pytest.mark.clause("P9b", "D4")
def test_the_appeal_says_what_goes_and_what_becomes_of_the_danger(cast, sign_in):
    appeal = _prepared(cast, "WEAPONS", violent=True)
    scenarios.determined(cast, appeal, "PARTLY", controls=["POLICE_ADVICE"], danger=DANGER)

    said = words(sign_in("lead").get(f"/appeals/{appeal.reference}/"))

    assert "What colleagues are no longer asked for Go with at least one other colleague" in said
    assert f"What becomes of the danger that was reported {DANGER}" in said


def test_not_to_uphold_it_asks_nothing(cast, appeal):
    assert scenarios.determined(cast, appeal, danger="").outcome == "NOT_UPHELD"


def test_without_danger_nothing_is_asked(cast, sign_in):
    appeal = _prepared(cast)

    assert "What becomes of the danger" not in words(sign_in("leadership").get(_url(appeal)))
    assert scenarios.determined(cast, appeal, "UPHELD", danger="").outcome == "UPHELD"


def test_who_decides_reads_why_a_review_runs(cast, sign_in, appeal):
    review = scenarios.under_review(cast, appeal.alert, trigger="SAFETY", evidence="A PCSO saw a crossbow in the yard.")

    said = words(sign_in("leadership").get(_url(appeal)))

    assert f"Under review now {review.reference}, Safety or welfare: A PCSO saw a crossbow in the yard." in said
