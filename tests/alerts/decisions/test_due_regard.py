"""Whoever imposes an alert on a person says how they weighed equality."""

import pytest

from alerts.alert.models import Alert
from alerts.decisions import services
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.page import assert_asks, nothing_changes, words
from tests.step import fill

pytestmark = [pytest.mark.django_db]

ASKED = "Say how you weighed equality, and a disability or health condition"
ANSWERS = {
    "reason": "It is proportionate to the risk.",
    "informing": "INFORM",
    "informing_reason": "A letter puts nobody at risk.",
}
WEIGHED = "She hears badly, which may be why she shouted. Text messages were tried in May."


@pytest.fixture
def alert(cast):
    return scenarios.proposed(cast)


def _url(alert):
    return f"/alerts/{alert.reference}/approve/"


@pytest.mark.long
@pytest.mark.clause("P11b")
def test_the_answer_stands_in_the_record_of_the_decision_and_in_no_letter(cast, sign_in, alert):
    head = sign_in("head")
    fill(head, _url(alert), **ANSWERS, due_regard=f" {WEIGHED} ")
    assert Alert.objects.get().due_regard == WEIGHED
    assert f"How equality was weighed {WEIGHED}" in words(head.get(f"/alerts/{alert.reference}/decision/"))
    letter = scenarios.notified(cast, Alert.objects.get())
    assert "hears badly" not in str(letter.facts)


@pytest.mark.clause("P11b", refuses=True)
def test_without_an_answer_nothing_is_imposed_and_none_is_known_is_one(cast, sign_in, alert):
    head, step = sign_in("head"), {"alert": alert, "version": alert.version, "by": cast.head, "on": cast.today}
    with nothing_changes():
        page = fill(head, _url(alert), **ANSWERS)
        with pytest.raises(NotAllowed, match=ASKED):
            services.approve_alert(**step, reason=ANSWERS["reason"], inform=scenarios.INFORM, due_regard="  ")
    assert_asks(page, f"{ASKED}, or write “None is known”", typed=(ANSWERS["reason"],))
    fill(head, _url(alert), **ANSWERS, due_regard="None is known.")
    assert Alert.objects.get().is_active


@pytest.mark.clause("P11b")
def test_it_is_not_asked_of_a_property(cast, sign_in):
    place = scenarios.proposed_at_an_address(cast)
    assert place.customer is None
    assert "How did you weigh equality" not in words(sign_in("head").get(_url(place)))
    assert scenarios.approved(cast, place, scenarios.NOBODY_KNOWN).due_regard == ""
