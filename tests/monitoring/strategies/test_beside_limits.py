"""A strategy that says something else than an alert in force is asked about (§12, §5)."""

import pytest

from housing_alerts.kernel.refusals import NotAllowed
from monitoring.models import Strategy
from monitoring.strategies import policies, services
from tests import scenarios, settling
from tests.page import assert_asks, day, words
from tests.scenarios import LODGER
from tests.step import fill, shown

START = f"/customers/{LODGER}/contact-strategy/start/"
TWICE = {
    "kind": "FREQUENCY",
    "details": {"most": 2, "per": "WEEK"},
    "words": "No more than twice a week.",
    "ends": None,
}
LETTER = {"kind": "CHANNELS", "details": {"channels": ["LETTER"]}, "words": "By letter only.", "ends": None}
MONDAY = {"kind": "TIMES", "details": {"days": ["MON"], "first": "", "last": ""}, "words": "On Mondays.", "ends": None}


def _limited(cast, *conditions):
    return scenarios.active(cast, "CONTACT_MANAGEMENT", conditions=list(conditions))


def _doubts(alert, goal, channels=("LETTER",)):
    return [(one.code, one.sentence) for one in policies.departures(goal, channels, alert.conditions.all())]


@pytest.mark.clause("P12", "P5", refuses=True)
def test_what_an_alert_limits_in_another_way_is_asked_about(cast):
    for limit, goal, code, says in [
        (TWICE, "Three calls a week, on any day.", "OFTEN", "Three calls a week"),
        (TWICE, "Let him ring once a week.", "OFTEN", "once a week"),
        (TWICE, "Up to 5 short calls each week.", "OFTEN", "5 short calls each week"),
        (MONDAY, "A call on Tuesdays at ten.", "DAYS", "Tuesday"),
        (LETTER, "One call to keep him informed.", "WAYS", "Telephone, E-mail"),
    ]:
        with settling.undone():
            alert = _limited(cast, limit)
            sentence = f"Alert {alert.reference} says: “{limit['words']}” The strategy says: {says}."
            assert _doubts(alert, goal, ("TELEPHONE", "EMAIL")) == [(code, sentence)]


@pytest.mark.clause("P12", "P5")
def test_what_agrees_with_the_alert_is_not_asked_about(cast):
    alert = _limited(cast, TWICE, LETTER, MONDAY, {"kind": "NAMED_OFFICER"})
    assert _doubts(alert, "Twice a week on Mondays, at most three letters a month.") == []


@pytest.mark.clause("P12", "P5", refuses=True)
def test_the_page_asks_and_takes_the_answer(cast, sign_in):
    alert = _limited(cast, TWICE)
    client = sign_in("lead")
    answers = {"goal": "Three calls a week are enough for him.", "officer": cast.manager.pk, "deputy": cast.lead.pk}
    answers |= {"response_days": "2", "channels": ["TELEPHONE"], "times": ""} | day("review_on", cast.ago(-90))
    asked = fill(client, START, **answers)
    assert_asks(asked, "Change it, or tick that it is meant")
    assert (
        f"Alert {alert.reference} says: “No more than twice a week.” The strategy says: Three calls a week."
        in words(asked)
    )
    assert not Strategy.objects.exists()
    key = policies.departures(answers["goal"], ["TELEPHONE"], alert.conditions.all())[0].key
    client.post(START, shown(asked) | {"sure_of": [key]})
    assert Strategy.objects.get().goal == answers["goal"]


@pytest.mark.long
@pytest.mark.clause("P12", "P5", refuses=True)
def test_no_step_leaves_it_open(cast):
    strategy = scenarios.strategy(cast, officer=cast.manager, deputy=cast.lead)
    _limited(cast, TWICE)
    step = {"strategy": strategy, "version": strategy.version, "by": cast.lead, "on": cast.today}
    step |= {
        "terms": scenarios.terms(
            cast, goal="Three calls a week are enough for him.", officer=cast.manager, deputy=cast.lead
        ),
        "review_on": cast.ago(-30),
    }
    step |= {"changed": "He calls as often as others do."}
    with pytest.raises(
        NotAllowed, match=r"The strategy says: Three calls a week\. Change it, or tick that it is meant\."
    ):
        services.review_strategy(**step)
    services.review_strategy(**step, sure_of=["OFTEN"])
    assert Strategy.objects.get().goal == "Three calls a week are enough for him."
