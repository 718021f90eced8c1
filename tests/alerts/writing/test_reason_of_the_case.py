"""A suggested reason asks for a fact of the case, except where details would put somebody at risk (E1, E4)."""

import pytest

from alerts.models import Action
from alerts.writing import forms, suggestions
from letters import proofreading
from letters.choices import Kind
from tests import scenarios
from tests.letters.samples import letter

GENERAL = (suggestions.IN_GENERAL, suggestions.NOT_IN_GENERAL, suggestions._STILL_IN_GENERAL)


def reasons(cast):
    alert = scenarios.told(cast)
    yield suggestions.imposed([alert])
    yield suggestions.reasons(scenarios.reviewed(cast, scenarios.under_review(cast, alert)))
    yield suggestions.considered(scenarios.considered(cast, customer="D900003"))
    incident = scenarios.settled(cast, "D900005", action="WRITTEN_WARNING")
    for begins in (suggestions.WARNED, suggestions.OFFERED, suggestions.AGREED):
        yield suggestions.given(begins, Action.objects.get(incident=incident))


@pytest.mark.clause("E1", "E4", refuses=True)
def test_where_nobody_is_at_risk_no_general_words_are_offered_and_a_beginning_does_not_pass_as_finished(cast):
    for texts in reasons(cast):
        assert texts
        assert not set(GENERAL).intersection(texts)
        for begins in [text for text in texts if text.endswith("because ")]:
            written = letter(Kind.NOTIFICATION, facts={"reason": begins})
            assert "A sentence stops at" in proofreading.why_words_unfinished(written).sentence
            written.facts["reason"] = f"{begins}he shouted twice in May."
            assert proofreading.why_words_unfinished(written) is None


@pytest.mark.clause("P4b", "P7c")
def test_where_details_endanger_somebody_general_words_are_offered(cast):
    confided = scenarios.logged_in_words(cast, "His wife rang and said that he would shout at us.")
    alert = scenarios.approved(cast, scenarios.proposed_on(cast, confided))
    assert suggestions.details_endanger(alert)
    assert forms.NotificationForm(alert=alert).suggested["reason"][-1] == suggestions.IN_GENERAL
    assert suggestions._STILL_IN_GENERAL in suggestions.reasons(
        scenarios.reviewed(cast, scenarios.under_review(cast, alert))
    )
    assert suggestions.NOT_IN_GENERAL in suggestions.considered(alert.investigation)


@pytest.mark.clause("P11a")
def test_on_a_restricted_file_too(cast):
    alert = scenarios.active(cast)
    assert not suggestions.details_endanger(alert)
    scenarios.restrict_file(cast)
    alert.customer.refresh_from_db()
    assert suggestions.details_endanger(alert)
