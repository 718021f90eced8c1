"""A letter about a decision is written again once an appeal against that decision was determined."""

import pytest

from alerts.models import Action, Alert
from appeals.models import Appeal
from letters import services
from letters.models import Letter
from letters.policies import why_letter_refused
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


ANSWER = "You will still get our answer to your appeal of 10 June 2026."


def answered(cast, appeal):
    appeal = scenarios.determined(cast, appeal)
    scenarios.posted(cast, appeal)
    return Appeal.objects.get(pk=appeal.pk)


@pytest.mark.clause("P8b", "P9b", refuses=True)
@pytest.mark.parametrize("left", [None, answered, scenarios.taken_back], ids=["open", "answered", "withdrawn"])
def test_a_removal_promises_an_answer_only_to_an_appeal_that_waits_for_one(cast, left):
    appeal = scenarios.prepared(cast, scenarios.told(cast))
    alert = left(cast, appeal).alert if left else appeal.alert
    text = said(scenarios.composed(cast, scenarios.ended(cast, alert)))
    assert (ANSWER in text) is (left is None)
    assert "our answer" not in text.replace(ANSWER, "").replace("not happy with our answer", "")


@pytest.mark.clause("P8b", "P9b", refuses=True)
def test_a_removal_that_promises_an_answer_is_cancelled_when_the_appeal_is_withdrawn(cast):
    appeal = scenarios.appealed(cast, scenarios.told(cast))
    alert = scenarios.ended(cast, appeal.alert)
    letter = scenarios.drafted(cast, alert)
    appeal = scenarios.taken_back(cast, Appeal.objects.get(pk=appeal.pk))
    assert Letter.objects.get(pk=letter.pk).cancelled_reason == f"Appeal {appeal.reference} is withdrawn"


@pytest.mark.clause("P8b", "P9b", refuses=True)
def test_a_removal_that_promises_an_answer_is_refused_once_the_answer_has_gone_out(cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.told(cast)))
    alert = scenarios.ended(cast, appeal.alert)
    letter = scenarios.drafted(cast, alert)
    assert services.why_words_refused(letter) == []
    scenarios.posted(cast, Appeal.objects.get(pk=appeal.pk))
    (refusal,) = services.why_words_refused(Letter.objects.get(pk=letter.pk))
    assert "an appeal of 10 June 2026 that waits for our answer, and it waits no more" in refusal.sentence


@pytest.mark.clause("P9b", "E3")
def test_an_answer_still_goes_out_when_another_appeal_comes_after_the_end(cast):
    appeal = scenarios.determined(cast, scenarios.prepared(cast, scenarios.told(cast)))
    alert = scenarios.ended(cast, appeal.alert)
    letter = scenarios.issued(cast, Appeal.objects.get(pk=appeal.pk))
    scenarios.appealed(cast, Alert.objects.get(pk=alert.pk))
    assert why_letter_refused(Letter.objects.get(pk=letter.pk)) is None


@pytest.mark.clause("P9b")
def test_so_does_an_acknowledgement_when_the_answer_to_the_appeal_before_goes_out(cast):
    first = scenarios.determined(cast, scenarios.prepared(cast, scenarios.told(cast)))
    alert = scenarios.ended(cast, first.alert)
    second = scenarios.appealed(cast, Alert.objects.get(pk=alert.pk))
    letter = scenarios.issued(cast, second)
    scenarios.posted(cast, Appeal.objects.get(pk=first.pk))
    assert why_letter_refused(Letter.objects.get(pk=letter.pk)) is None


@pytest.mark.clause("P9a", "E2", refuses=True)
def test_the_letter_about_a_review_that_names_an_appeal_is_cancelled_when_it_is_withdrawn(cast):
    appeal = scenarios.appealed(cast, scenarios.told(cast))
    letter = scenarios.drafted(
        cast, scenarios.reviewed(cast, scenarios.under_review(cast, Alert.objects.get(pk=appeal.alert.pk)))
    )
    appeal = scenarios.taken_back(cast, Appeal.objects.get(pk=appeal.pk))
    assert Letter.objects.get(pk=letter.pk).cancelled_reason == f"Appeal {appeal.reference} is withdrawn"
