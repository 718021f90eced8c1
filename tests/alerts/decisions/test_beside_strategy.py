"""An alert that says something else than the contact strategy before it is asked about when it is approved (§12, §5)."""

import lxml.html
import pytest

from alerts.decisions import services
from housing_alerts.duties.choices import Kind
from housing_alerts.kernel.refusals import NotAllowed
from tests import scenarios
from tests.owing import held
from tests.page import assert_asks, words
from tests.step import assert_kept, fill, shown

ANSWERS = {
    "reason": "It is proportionate to the risk.",
    "informing": "INFORM",
    "due_regard": scenarios.DUE_REGARD,
    "informing_reason": "A letter puts nobody at risk.",
}
LETTER = {"kind": "CHANNELS", "details": {"channels": ["LETTER"]}, "words": "By letter only.", "ends": None}
ASKS = "Impose less, or tick that it is meant"
BY_LETTER = "says: “By letter only.” The strategy says: Home visit."


def _strategy(cast, **terms):
    return scenarios.strategy(
        cast, **{"officer": cast.manager, "deputy": cast.lead, "channels": ["HOME_VISIT"]} | terms
    )


def _approve(cast, alert, **said):
    step = {"alert": alert, "version": alert.version, "by": cast.head, "on": cast.today, "reason": ANSWERS["reason"]}
    step |= {"inform": scenarios.INFORM, "lifelines": scenarios.LIFELINES, "due_regard": scenarios.DUE_REGARD}
    return services.approve_alert(**step, **said)


@pytest.mark.long
@pytest.mark.clause("P12", "P5", refuses=True)
def test_the_head_is_asked_and_the_lead_changes_the_strategy(cast, sign_in):
    strategy = _strategy(cast)
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[LETTER])
    client, page = sign_in("head"), f"/alerts/{alert.reference}/approve/"
    opened = client.get(page)
    assert f"Alert {alert.reference} {BY_LETTER}" in words(opened)
    asked = client.post(page, shown(opened) | ANSWERS | {"lifelines": scenarios.LIFELINES})
    assert_asks(asked, ASKS)
    assert_kept(asked, reason=ANSWERS["reason"])
    with pytest.raises(NotAllowed, match=r"The strategy says: Home visit\. Change it, or tick that it is meant\."):
        _approve(cast, alert)
    assert held(cast.lead, Kind.STRATEGY) == []

    sent = client.post(page, shown(asked) | {"sure_of": _boxes(asked)})

    assert sent.status_code == 302
    assert held(cast.lead, Kind.STRATEGY) == [strategy.reference]
    said = words(sign_in("lead").get(f"/contact-strategies/{strategy.reference}/"))
    assert f"To put right Alert {alert.reference} {BY_LETTER} Change it, or say at its review that it is meant." in said


def _boxes(response):
    page = lxml.html.fromstring(response.content.decode())
    return [box.get("value") for box in page.xpath("//main//input[@name='sure_of']")]


@pytest.mark.clause("P12", "P5")
def test_what_is_not_imposed_is_not_asked(cast, sign_in):
    _strategy(cast)
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[LETTER, {"kind": "INVOLVEMENT"}])
    client, page = sign_in("head"), f"/alerts/{alert.reference}/approve/"
    stays = alert.conditions.get(kind="INVOLVEMENT").pk
    less = {"imposed": "LESS", "kept_conditions": [stays], "lifelines": scenarios.LIFELINES}
    assert fill(client, page, **ANSWERS | less).status_code == 302
    assert held(cast.lead, Kind.STRATEGY) == []


@pytest.mark.clause("P12", "P5", refuses=True)
def test_who_visits_is_asked_too(cast, sign_in):
    strategy = _strategy(cast)
    alert = scenarios.proposed(cast, "NO_FEMALE_VISITORS")
    said = f"Alert {alert.reference} says: “No woman visits.” The strategy says: Home visit."
    assert said in words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    with pytest.raises(NotAllowed, match="“No woman visits"):
        _approve(cast, alert)
    _approve(cast, alert, sure_of=["VISITS"])
    assert held(cast.lead, Kind.STRATEGY) == [strategy.reference]


@pytest.mark.long
@pytest.mark.clause("P12", "P5", refuses=True)
def test_another_single_point_of_contact_is_asked_and_stays_a_duty_until_the_same_are_named(cast, sign_in):
    strategy = _strategy(cast, officer=cast.lead, deputy=cast.head, channels=["TELEPHONE"])
    named = scenarios.condition(cast, "NAMED_OFFICER", officer=cast.lead2)
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[named])
    sentence = (
        f"Alert {alert.reference} sends all contact to {cast.lead2} and {cast.manager}. "
        f"The strategy names {cast.lead} and {cast.head}."
    )
    assert sentence in words(sign_in("head").get(f"/alerts/{alert.reference}/approve/"))
    with pytest.raises(NotAllowed, match="sends all contact to"):
        _approve(cast, alert)
    _approve(cast, alert, sure_of=["WHOM"])
    assert held(cast.lead, Kind.STRATEGY) == [strategy.reference]
    assert "Name the colleagues to whom an alert sends all contact" in words(sign_in("lead").get("/"))


@pytest.mark.clause("P12", "P5")
def test_what_agrees_or_is_about_no_strategy_is_not_asked(cast):
    alert = scenarios.proposed(cast, "CONTACT_MANAGEMENT", conditions=[LETTER])
    strategy = _strategy(cast)
    scenarios.strategy_ended(cast, strategy)
    _strategy(cast, channels=["LETTER"])
    _approve(cast, alert)
    assert held(cast.lead, Kind.STRATEGY) == []
