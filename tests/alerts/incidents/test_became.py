"""What became of an incident, as those read it who reported it or whom it happened to (§2)."""

import pytest

from alerts.entries.words import words_to_copy
from housing_alerts.kernel.records import saving as records
from tests import scenarios
from tests.page import words

pytestmark = pytest.mark.usefixtures("wednesday")
LOOK_UP = "Look up what to do before you go there again. Thank you for reporting it."


def told(sign_in, alert, username="officer"):
    incident = alert.investigation.incidents.first()
    return words(sign_in(username).get(f"/incidents/{incident.reference}/"))


@pytest.mark.clause("P2")
def test_who_reported_it_and_whom_it_happened_to_read_that_it_led_to_an_alert_and_not_why_it_ended(cast, sign_in):
    alert = scenarios.active(cast)
    said = told(sign_in, alert)
    assert f"It led to an alert. {LOOK_UP}" in said
    assert "Visit in Pairs" not in said, "the reporter learns that one came of it, and not which"

    incident = alert.investigation.incidents.first()
    assert sign_in("contractor").get(f"/incidents/{incident.reference}/").status_code == 404
    incident.affected.add(cast.contractor)
    assert f"It led to an alert. {LOOK_UP}" in told(sign_in, alert, "contractor")

    said = told(sign_in, scenarios.ended(cast, alert))
    assert "It led to an alert, which ended on 10 June 2026. Thank you for reporting it." in said
    assert "Look up what to do" not in said
    assert "He moved away to another town." not in said


def test_the_alert_was_changed_at_a_review(cast, sign_in):
    alert = scenarios.active(cast, "WEAPONS")
    review = scenarios.under_review(cast, alert)
    scenarios.reviewed(cast, review, outcome="STEP_DOWN", controls=alert.controls[:-1], lifted=[])
    assert f"It led to an alert, which was changed on 10 June 2026. {LOOK_UP}" in told(sign_in, alert)


def test_nothing_is_said_before_the_decision_and_then_not_why_nothing_was_imposed(cast, sign_in):
    alert = scenarios.proposed(cast)
    became = told(sign_in, alert).partition("What became of it")[2]
    assert "alert" not in became.partition("What was reported")[0]
    said = told(sign_in, scenarios.declined(cast, alert))
    assert "It was considered, and no alert was imposed. Thank you for reporting it: it stays on record" in said
    assert "A warning is enough for now." not in said


NOT_TOLD = "The customer has not been told: do not mention it, to them or to anybody else there."


@pytest.mark.clause("P7c", refuses=True)
def test_whom_it_happened_to_reads_that_the_customer_must_not_be_told(cast, sign_in):
    alert = scenarios.active(cast, inform=scenarios.WITHHOLD)
    said = told(sign_in, alert)
    assert f"It led to an alert. {LOOK_UP}" in said
    assert f"Warning: {NOT_TOLD}" in said
    assert NOT_TOLD in words(sign_in("officer").get("/look-up/?q=D900001")), "it is what the look-up says"
    scenarios.ended(cast, alert)
    assert NOT_TOLD not in told(sign_in, alert)


# The Lead, and the Head of Service


@pytest.mark.clause("P2", "P11a")
@pytest.mark.parametrize("appealed", [False, True])
def test_an_alert_that_was_wrong_is_said_to_be_wrong_where_it_is_read_and_copied(cast, sign_in, appealed):
    alert = scenarios.active(cast)
    incident = alert.investigation.incidents.first()
    entry = incident.entries.first()
    before = "The alert on this report was wrong and was taken back. Ask whose report it is before you enter it"
    assert before not in words_to_copy(entry)
    alert = scenarios.ended(cast, alert, "ERROR")
    if appealed:
        alert.ended_because = "APPEAL"
        records.save(alert, by=cast.lead, why="Upheld")
    how = "which was overturned on appeal" if appealed else "which was a mistake and was taken back"
    assert f"It led to an alert, {how} on 10 June 2026." in told(sign_in, alert)
    news = "The alert was overturned on appeal" if appealed else "The alert was a mistake and was taken back"
    assert f"{news} on 10 June 2026" in words(sign_in("officer").get("/"))
    entry.refresh_from_db()
    assert words_to_copy(entry).startswith(before)
