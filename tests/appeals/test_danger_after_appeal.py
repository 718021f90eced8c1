"""What becomes of the danger that was reported, where an upheld appeal ends the alert that told of it (P9b, D4)."""

import pytest

from alerts.models import Alert
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios, settling
from tests.owing import held
from tests.page import nothing_changes, words
from tests.step import fill
from tools import demo

pytestmark = pytest.mark.usefixtures("wednesday")
ASKS = (
    "Danger was reported, and this takes away what protects colleagues from it. Say why they do not need that any more, or "
    "what protects them instead."
)
DANGER = "It was his cousin at 1 Knot Hill. Lena Leadbetter logs it on him today."
UPHOLDS = {
    "outcome": "UPHELD",
    "vulnerability": "He was asked, and told us of nothing.",
    "findings": "It was not him: the cousin admits it.",
}


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


@pytest.mark.clause("P9b", "D4", refuses=True)
def test_nobody_upholds_it_without_an_answer_and_that_is_kept_with_the_end_of_the_alert(cast, sign_in, appeal):
    with nothing_changes(), pytest.raises(NotAllowed, match="what protects them instead"):
        scenarios.determined(cast, appeal, "UPHELD", danger="")
    with settling.undone():
        assert scenarios.determined(cast, appeal, danger="").outcome == "NOT_UPHELD", "that asks nothing"
    appeal.refresh_from_db()

    scenarios.determined(cast, appeal, "UPHELD", danger=DANGER)

    alert = Alert.objects.get()
    assert alert.end_reason == f"Appeal {appeal.reference}: upheld. {DANGER}"
    assert DANGER in words(sign_in("lead").get(f"/alerts/{alert.reference}/"))


@pytest.mark.clause("P9b", "D4", refuses=True)
def test_to_uphold_it_in_part_is_asked_where_protection_goes(cast, sign_in):
    appeal, client = _prepared(cast, "WEAPONS", violent=True), sign_in("leadership")
    answers = UPHOLDS | {"outcome": "PARTLY", "kept_controls": ["POLICE_ADVICE"]}
    with nothing_changes():
        assert ASKS in words(fill(client, _url(appeal), **answers, absence_reason="On leave."))
    with nothing_changes(), pytest.raises(NotAllowed, match="what protects them instead"):
        scenarios.determined(cast, appeal, "PARTLY", controls=["POLICE_ADVICE"], danger="")
    scenarios.determined(cast, appeal, "PARTLY", controls=["POLICE_ADVICE"], danger=DANGER)

    said = words(sign_in("lead").get(f"/appeals/{appeal.reference}/"))

    assert "What colleagues are no longer asked for Go with at least one other colleague" in said
    assert f"What becomes of the danger that was reported {DANGER}" in said


def test_without_danger_nothing_is_asked(cast, sign_in):
    appeal = _prepared(cast)

    assert "What becomes of the danger" not in words(sign_in("leadership").get(_url(appeal)))
    assert scenarios.determined(cast, appeal, "UPHELD", danger="").outcome == "UPHELD"


def test_who_decides_reads_why_a_review_runs(cast, sign_in, appeal):
    review = scenarios.under_review(cast, appeal.alert, trigger="SAFETY", evidence="A PCSO saw a crossbow in the yard.")

    said = words(sign_in("leadership").get(_url(appeal)))

    assert f"Under review now {review.reference}, Safety or welfare: A PCSO saw a crossbow in the yard." in said


@pytest.mark.clause("P9b", "D4")
def test_until_somebody_says_whose_the_danger_is_colleagues_are_told_to_ring_first(cast, sign_in):
    file = scenarios.investigated(cast, violent=True)
    appeal = scenarios.prepared(cast, scenarios.approved(cast, demo.put_forward(cast, file, "VISIT_IN_PAIRS", 0)))
    incident = file.incidents.get()
    scenarios.determined(cast, appeal, "UPHELD", danger=DANGER)

    door = words(sign_in("contractor").get("/look-up/", {"q": scenarios.LODGER}))
    assert "Danger was reported" in door
    for who in (cast.manager, cast.lead):
        assert held(who, Kind.UNMARKED) == [incident.reference]
    assert "Violence: its alert was taken back. Whose is the danger?" in words(sign_in("lead").get("/"))

    page = f"/incidents/{incident.reference}/marker/none/"
    fill(sign_in("lead"), page, reason="He was never there, and the man who was has moved away.")
    assert "Danger was reported" not in words(sign_in("contractor").get("/look-up/", {"q": scenarios.LODGER}))
    assert held(cast.lead, Kind.UNMARKED) == []


@pytest.mark.clause("D4")
def test_where_another_alert_still_rests_on_the_report_nobody_is_asked(cast):
    pairs, weapons = scenarios.proposed_together(cast, "VISIT_IN_PAIRS", "WEAPONS", violent=True)
    for alert in (pairs, weapons):
        scenarios.approved(cast, alert)
    incident = pairs.file.incidents.get()
    pairs.refresh_from_db()
    scenarios.ended(cast, pairs, because="ERROR")
    incident.refresh_from_db()
    assert not incident.danger_undecided
