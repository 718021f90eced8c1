"""A letter about a decision is written again once an appeal against that decision was determined."""

import pytest

from alerts.models import Action, Alert
from letters import services
from letters.models import Letter
from tests import scenarios

from .samples import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


@pytest.mark.clause("P9b", "E1", refuses=True)
def test_a_draft_about_an_alert_is_cancelled_when_an_appeal_against_it_is_determined(cast):
    alert = scenarios.active(cast)
    letter = scenarios.drafted(cast, alert)
    appeal = scenarios.determined(cast, scenarios.prepared(cast, alert))
    letter = Letter.objects.get(pk=letter.pk)
    assert (letter.status, letter.cancelled_reason) == ("CANCELLED", f"Appeal {appeal.reference} is decided")
    again = scenarios.drafted(cast, Alert.objects.get(pk=alert.pk))
    assert again.status == "DRAFT"
    assert services.why_words_refused(again) == []


@pytest.mark.clause("P9b", "E1", refuses=True)
def test_a_letter_that_was_composed_before_is_refused(cast):
    alert = scenarios.active(cast)
    letter = scenarios.composed(cast, alert)
    scenarios.determined(cast, scenarios.prepared(cast, alert))
    letter.subject = Alert.objects.get(pk=alert.pk)
    (refusal,) = services.why_words_refused(letter)
    assert "has changed since this letter was composed" in refusal.sentence


@pytest.mark.clause("P9b", "D3b", refuses=True)
def test_so_is_one_about_an_action(cast):
    action = scenarios.agreed_action(cast)
    letter = scenarios.drafted(cast, action)
    scenarios.determined(cast, scenarios.prepared(cast, Action.objects.get(pk=action.pk)))
    assert Letter.objects.get(pk=letter.pk).status == "CANCELLED"


@pytest.mark.clause("E2", "P9a")
@pytest.mark.parametrize("open_appeal", [True, False])
def test_whoever_appealed_still_has_an_answer_after_a_review_that_removes(cast, open_appeal):
    alert = scenarios.told(cast)
    if open_appeal:
        alert = scenarios.appealed(cast, alert).alert
    text = said(scenarios.composed(cast, scenarios.removed_at_a_review(cast, alert)))
    assert ("You will still get our answer to your appeal of 10 June 2026." in text) == open_appeal
